import assert from 'node:assert/strict'

import type {Outcome} from '../../src/api/http.js'

import {recordClockSkew} from '../../src/api/watched-clock.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const reply = (date?: string, status = 200): Outcome => ({
  response: {headers: date === undefined ? {} : {date}, json: {}, status},
})
const dated = (ms: number, status?: number) => reply(new Date(now + ms).toUTCString(), status)

/** The skew after these responses, with a clock that stands still. */
async function skewAfter(...outcomes: Outcome[]): Promise<number | undefined> {
  const {get, skew} = recordClockSkew(
    async () => outcomes.shift() ?? assert.fail(),
    () => now,
  )
  while (outcomes.length > 0) {
    const [expected] = outcomes
    assert.equal(await get({headers: {}, path: '/x'}), expected)
  }

  return skew()
}

describe('recordClockSkew', () => {
  it('reports no skew for a clock that agrees, and without dates', async () => {
    assert.equal(await skewAfter(), undefined)
    assert.equal(await skewAfter(dated(0), dated(-300_000), dated(300_000), reply(), {failure: 'broken'}), undefined)
  })

  it('reports a clock that is ahead or behind, whatever the status of the response', async () => {
    for (const status of [200, 304, 404, 503])
      assert.deepEqual([await skewAfter(dated(-400_000, status)), await skewAfter(dated(400_000, status))], [400, -400])
  })

  it('keeps a skew after responses that agree', async () => {
    assert.equal(await skewAfter(dated(400_000), dated(0), dated(-900_000), reply(), {failure: 'timeout'}), 900)
  })

  it('ignores dates in another format', async () => {
    for (const date of [
      '',
      '0',
      '2015',
      '2015-01-01T00:00:00Z',
      'Fri, 20 Nov 2015',
      'Fri, 20 Nov 2015 12:00:00 +0000',
      'x Fri, 20 Nov 2015 12:00:00 GMT',
      'Fri, 20 Nov 2015 12:00:00 GMT x',
      'Fri, 99 Nov 2015 12:00:00 GMT',
    ]) {
      assert.equal(await skewAfter(reply(date)), undefined, date)
    }

    assert.ok(await skewAfter(reply('Fri, 20 Nov 2015 12:00:00 GMT')))
  })
})
