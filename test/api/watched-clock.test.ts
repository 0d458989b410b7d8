import assert from 'node:assert/strict'

import type {Outcome} from '../../src/api/http.js'

import {recordClockSkew} from '../../src/api/watched-clock.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const reply = (date?: string, status = 200): Outcome => ({
  reply: {headers: date === undefined ? {} : {date}, json: {}, status},
})
const dated = (ms: number, status?: number) => reply(new Date(now + ms).toUTCString(), status)

/** The skew after these answers, by a clock that stands still. */
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

describe('watchedClock', () => {
  it('finds no fault with a clock that agrees, nor where no answer has a date', async () => {
    assert.equal(await skewAfter(), undefined)
    assert.equal(await skewAfter(dated(0), dated(-300_000), dated(300_000), reply(), {trouble: 'broken'}), undefined)
  })

  it('sees a clock that is ahead, and one that is behind, whatever the status of the answer', async () => {
    for (const status of [200, 304, 404, 503])
      assert.deepEqual([await skewAfter(dated(-400_000, status)), await skewAfter(dated(400_000, status))], [400, -400])
  })

  it('does not forget it over answers that agree', async () => {
    assert.equal(await skewAfter(dated(400_000), dated(0), dated(-900_000), reply(), {trouble: 'timeout'}), 900)
  })

  it('reads no date of another form', async () => {
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
