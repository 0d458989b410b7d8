import assert from 'node:assert/strict'

import {
  isoDate,
  addDays,
  daysUntil,
  relativeDay,
  isCalendarDate,
  isInForce,
  addYear,
} from '../../src/foundation/date.js'

const now = Date.parse('2026-11-20T23:59:59Z')

describe('a day', () => {
  it('is one that there is, written as ISO 8601 has it', () => {
    for (const text of ['2026-11-20', '2028-02-29', '0001-01-01', '9999-12-31']) assert.ok(isCalendarDate(text), text)
    for (const text of [
      '',
      '2026-02-29',
      '2026-13-01',
      '2026-11-31',
      '2026-11-00',
      '2026-11',
      '2026-1-1',
      '20261120',
      '2026-11-20 ',
      ' 2026-11-20',
      '2026-11-20T00:00:00Z',
      '+012026-11-20',
      '-000001-01-01',
      '20 Nov 2026',
      'today',
    ])
      assert.ok(!isCalendarDate(text), text)
  })

  it('is so many whole days away in UTC, none through the day itself', () => {
    assert.deepEqual(
      ['2026-11-19', '2026-11-20', '2026-11-21', '2027-11-20'].map(date => daysUntil(date, now)),
      [-1, 0, 1, 365],
    )
    assert.deepEqual(
      ['2026-11-19', '2026-11-20', '2026-11-21', undefined].map(date => isInForce(date, now)),
      [false, true, true, true],
    )
  })

  it('is that of an instant in UTC, or so many days after another', () => {
    assert.equal(isoDate(now), '2026-11-20')
    assert.deepEqual(
      [addDays('2026-12-31', 1), addDays('2026-12-31', 0), addDays('2027-01-01', -1)],
      ['2027-01-01', '2026-12-31', '2026-12-31'],
    )
  })

  it('has the same day a year later, the 28th for 29 February', () => {
    assert.deepEqual(
      ['2026-11-20', '2028-02-29', '2027-02-28', '0998-12-29'].map(date => addYear(date)),
      ['2027-11-20', '2029-02-28', '2028-02-28', '0999-12-29'],
    )
  })

  it('is told in words', () => {
    assert.deepEqual(
      [0, 1, 2, 30, -1, -2].map(days => relativeDay(days)),
      ['today', 'tomorrow', 'in 2 days', 'in 30 days', 'yesterday', '2 days ago'],
    )
    assert.deepEqual(
      [0.4, -0.4, 1.5, -1.5, 319.83, -319.83].map(days => relativeDay(days)),
      ['in less than a day', 'less than a day ago', 'in 1 day', '1 day ago', 'in 319 days', '319 days ago'],
    )
  })
})
