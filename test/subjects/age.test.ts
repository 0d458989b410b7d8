import assert from 'node:assert/strict'

import {daysUntil, isInForce} from '../../src/foundation/date.js'
import {ageInDays, daysLeft, parseInstant} from '../../src/subjects/age.js'

const now = Date.parse('2026-11-20T12:00:00Z')

describe('age', () => {
  it('parses dates with a time zone in every form the API uses', () => {
    for (const text of [
      '2026-11-20 12:00:00 +0000',
      '2026-11-20 12:00:00 UTC',
      '2026-11-20 12:00 UTC',
      '2026-11-20 13:30 +01:30',
      '2026-11-20 07:00:00 -0500',
    ]) {
      assert.equal(parseInstant(text), now, text)
    }
    assert.equal(parseInstant('2026-11-20T12:00:00Z'), now)
    assert.equal(parseInstant('2026-11-20T12:00:00.250Z'), now + 250)
    assert.equal(parseInstant('2026-11-20T05:00:00-07:00'), now)
    assert.equal(parseInstant('2026/11/20 05:00:00 -0700'), now)
    assert.equal(parseInstant('2026-11-20 12:00:00 +0000'), now)
    assert.equal(parseInstant('2026-11-20 05:30:00 -0630'), now)
    assert.equal(parseInstant('2026-11-20 12:00:00 UTC'), now)
  })

  it('rejects everything else', () => {
    for (const text of [
      null,
      undefined,
      '',
      'now',
      '2026-11-20',
      '2026-11-20T12:00:00',
      '20261120T120000Z',
      '2026-11-20 12:00',
      '2026-11-20 12:00 ',
      '2026-11-20 12:00:00',
      '2026/11-20 12:00:00 UTC',
      '2026-11-20 12:00:00  UTC',
      '2026-11-20 12:00:00 GMT',
      '2026-11-20 12:00:00 UTC x',
      'x2026-11-20 12:00 UTC',
      '2026-13-20 12:00 UTC',
      '2026-11-20 12:00UTC',
      '2026-13-01T00:00:00Z',
      '2026-11-20T25:00:00Z',
      '2026/11/20 05:00:00',
      'x2026-11-20T12:00:00Z',
      '+002026-11-20T12:00:00Z',
      '2026-11-20T12:00:00Z (noon)',
      '2026-11-20T12:00:00Zx',
    ]) {
      assert.equal(parseInstant(text), undefined, String(text))
    }
  })

  it('rounds ages up and remaining days down to hundredths', () => {
    assert.equal(ageInDays('2026-10-21T12:00:00Z', now), 30)
    assert.equal(ageInDays('2026-10-21T11:59:59Z', now), 30.01)
    assert.equal(ageInDays('2026-10-21T12:00:01Z', now), 30)
    assert.equal(daysLeft('2026-12-04T12:00:00Z', now), 14)
    assert.equal(daysLeft('2026-12-04T11:59:59Z', now), 13.99)
    assert.equal(daysLeft('2026-12-04T12:00:01Z', now), 14)
    assert.equal(daysLeft('2026-11-20T11:59:59Z', now), -0.01)
    assert.equal(daysLeft('soon', now), undefined)
    assert.equal(ageInDays('soon', now), undefined)
  })

  it('never rounds across a whole day', () => {
    for (let days = 0; days < 400; days++) {
      const then = (ms: number) => new Date(now - days * 86_400_000 + ms).toISOString()
      assert.equal(ageInDays(then(0), now), days)
      assert.ok((ageInDays(then(-1), now) ?? 0) > days)
      assert.equal(daysLeft(new Date(now + days * 86_400_000).toISOString(), now), days)
      assert.ok((daysLeft(new Date(now + days * 86_400_000 - 1).toISOString(), now) ?? days) < days)
    }
  })

  it('treats a date as in force through the end of its day in UTC', () => {
    assert.ok(isInForce(undefined, now))
    assert.ok(isInForce('2026-11-20', Date.parse('2026-11-20T23:59:59.999Z')))
    assert.ok(!isInForce('2026-11-20', Date.parse('2026-11-21T00:00:00Z')))
    assert.ok(!isInForce('never', now))
    assert.ok(!isInForce('2026-02-31x', now))
  })

  it('counts whole days until a date in UTC', () => {
    const days = (at: string) => daysUntil('2026-11-20', Date.parse(at))
    assert.deepEqual(
      [
        '2026-11-19T23:59:59.999Z',
        '2026-11-20T00:00:00Z',
        '2026-11-20T23:59:59.999Z',
        '2026-11-21T00:00:00Z',
        '2025-11-20T12:00:00Z',
      ].map(days),
      [1, 0, 0, -1, 365],
    )
  })
})
