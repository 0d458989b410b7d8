import assert from 'node:assert/strict'

import {progressLine} from '../../../src/cli/io/progress.js'
import {HOSTILE} from '../../fixtures/hostile.js'

/** A stream that remembers. */
function fakeStream(isTTY: boolean, columns?: number): {stream: NodeJS.WriteStream; written: string[]} {
  const written: string[] = []
  const stream = {columns, isTTY, write: (text: string) => written.push(text)} as unknown as NodeJS.WriteStream
  return {stream, written}
}

const until = Date.parse('2026-11-20T12:34:56Z')

describe('progressLine', () => {
  const realNow = Date.now
  let now = 1_000_000
  beforeEach(() => {
    now = 1_000_000
    Date.now = () => now
  })
  afterEach(() => {
    Date.now = realNow
  })

  it('prints nothing in the first half second', () => {
    const {stream, written} = fakeStream(true)
    const line = progressLine(stream, false)
    now += 499
    line.update({done: 1, expected: 2, path: '/apps'})
    line.end()
    assert.deepEqual(written, [])
  })

  it('rewrites a line and erases it in the end', () => {
    const {stream, written} = fakeStream(true, 80)
    const line = progressLine(stream, false)
    now += 500
    line.update({done: 1, expected: 2, path: '/apps'})
    line.update({done: 2, expected: 2, path: '/regions'})
    line.end()
    line.end()
    assert.deepEqual(written, [
      '\r\u001B[K[##########..........] 1 of 2, 1 s to go  /apps',
      '\r\u001B[K[####################] 2 of 2  /regions',
      '\r\u001B[K',
    ])
  })

  it('prints a line every ten seconds without a terminal or where output is plain', () => {
    for (const [isTTY, isPlain] of [
      [false, false],
      [true, true],
      [false, true],
    ] as const) {
      const {stream, written} = fakeStream(isTTY)
      const line = progressLine(stream, isPlain)
      for (let done = 1; done <= 25; done++) {
        now += 1000
        line.update({done, expected: 100, path: '/apps'})
      }

      line.end()
      assert.deepEqual(written, ['Reading: 10 of 100, 1 min 30 s to go\n', 'Reading: 20 of 100, 1 min 20 s to go\n'])
    }
  })

  it('shows how many apps are done, and the rest of the budget', () => {
    const {stream, written} = fakeStream(true, 120)
    const line = progressLine(stream, false)
    now += 600
    line.setBudget(4321)
    line.update({apps: {total: 40, done: 7}, done: 300, expected: 300, path: '/apps/x/domains'})
    assert.deepEqual(written, [
      '\r\u001B[K[####################] 300 of 300, 7 of 40 apps, 4321 requests left  /apps/x/domains',
    ])
  })

  it('says until when it waits, on every stream', () => {
    const text = "Waiting for your account's rate limit until 12:34:56 UTC.\n"
    for (const isTTY of [true, false]) {
      const {stream, written} = fakeStream(isTTY)
      progressLine(stream, !isTTY).showWaiting(until)
      assert.deepEqual(written, [text])
    }

    const {stream, written} = fakeStream(true)
    const line = progressLine(stream, false)
    now += 600
    line.update({done: 1, expected: 2, path: '/apps'})
    line.showWaiting(until)
    line.end()
    assert.deepEqual(written.slice(1), ['\r\u001B[K', text])
  })

  it('fits the terminal and never controls it', () => {
    for (const columns of [20, 40, 80, undefined])
      for (const name of Object.values(HOSTILE)) {
        const {stream, written} = fakeStream(true, columns)
        const line = progressLine(stream, false)
        now += 600
        line.update({done: 1, expected: 2, path: `/apps/${name}`})
        const shown = (written[0] ?? '').replace('\r\u001B[K', '')
        assert.ok(shown.startsWith('[##########........'))
        assert.ok(shown.length < Math.max(21, columns ?? 80), `${shown.length} in ${columns ?? 80}`)
        // eslint-disable-next-line no-control-regex -- these are what steers a terminal
        assert.doesNotMatch(shown, /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/)
      }
  })
})
