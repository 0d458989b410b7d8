import assert from 'node:assert/strict'

import {progressLine} from '../../src/cli/progress.js'
import {HOSTILE} from '../world/hostile.js'

/** A stream that remembers. */
function fake(isTTY: boolean, columns?: number): {stream: NodeJS.WriteStream; written: string[]} {
  const written: string[] = []
  const stream = {columns, isTTY, write: (text: string) => written.push(text)} as unknown as NodeJS.WriteStream
  return {stream, written}
}

const until = Date.parse('2026-11-20T12:34:56Z')

describe('progressLine', () => {
  const real = Date.now
  let now = 1_000_000
  beforeEach(() => {
    now = 1_000_000
    Date.now = () => now
  })
  afterEach(() => {
    Date.now = real
  })

  it('says nothing in the first half second', () => {
    const {stream, written} = fake(true)
    const line = progressLine(stream, false)
    now += 499
    line.update({done: 1, known: 2, path: '/apps'})
    line.end()
    assert.deepEqual(written, [])
  })

  it('rewrites one line, and takes it away in the end', () => {
    const {stream, written} = fake(true, 80)
    const line = progressLine(stream, false)
    now += 500
    line.update({done: 1, known: 2, path: '/apps'})
    line.update({done: 2, known: 2, path: '/regions'})
    line.end()
    line.end()
    assert.deepEqual(written, ['\r\u001B[KReading 1 of 2  /apps', '\r\u001B[KReading 2 of 2  /regions', '\r\u001B[K'])
  })

  it('says nothing where nobody is at a terminal, or wants it plain', () => {
    for (const [isTTY, isPlain] of [[false, false], [true, true], [false, true]] as const) {
      const {stream, written} = fake(isTTY)
      const line = progressLine(stream, isPlain)
      now += 10_000
      line.update({done: 1, known: 2, path: '/apps'})
      line.end()
      assert.deepEqual(written, [])
    }
  })

  it('says that it waits, and until when, wherever it is read', () => {
    const text = 'Waiting for the rate limit of your account until 12:34:56 UTC.\n'
    for (const isTTY of [true, false]) {
      const {stream, written} = fake(isTTY)
      progressLine(stream, !isTTY).waiting(until)
      assert.deepEqual(written, [text])
    }

    const {stream, written} = fake(true)
    const line = progressLine(stream, false)
    now += 600
    line.update({done: 1, known: 2, path: '/apps'})
    line.waiting(until)
    line.end()
    assert.deepEqual(written.slice(1), ['\r\u001B[K', text])
  })

  it('fits the terminal and steers it nowhere', () => {
    for (const columns of [20, 40, 80, undefined]) for (const name of Object.values(HOSTILE)) {
      const {stream, written} = fake(true, columns)
      const line = progressLine(stream, false)
      now += 600
      line.update({done: 1, known: 2, path: `/apps/${name}`})
      const shown = (written[0] ?? '').replace('\r\u001B[K', '')
      assert.ok(shown.startsWith('Reading 1 of 2'))
      assert.ok(shown.length < Math.max(21, columns ?? 80), `${shown.length} in ${columns ?? 80}`)
      // eslint-disable-next-line no-control-regex -- these are what steers a terminal
      assert.doesNotMatch(shown, /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/)
    }
  })
})
