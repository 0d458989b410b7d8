import assert from 'node:assert/strict'

import {parseDatetime} from '../../../src/cli/io/parse-datetime.js'
import {UserError} from '../../../src/foundation/user-error.js'

describe('parseDatetime', () => {
  const cases: Array<[string, string]> = [
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T18:00Z', '2026-11-22T18:00:00.000Z'],
    ['2026-11-22T18:00:30Z', '2026-11-22T18:00:30.000Z'],
    ['2026-11-22T18:00:30.5Z', '2026-11-22T18:00:30.500Z'],
    ['2026-11-22T18:00:30.123+05:30', '2026-11-22T12:30:30.123Z'],
    ['2026-11-22T23:00-08:00', '2026-11-23T07:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ]
  for (const [text, instant] of cases)
    it(`reads ${text} as ${instant}`, () => assert.equal(parseDatetime(text), instant))

  it('does not depend on the time zone', () => {
    const before = process.env['TZ']
    process.env['TZ'] = 'Asia/Tokyo'
    try {
      assert.equal(parseDatetime('2026-11-22'), '2026-11-22T00:00:00.000Z')
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, 'TZ')
      else process.env['TZ'] = before
    }
  })

  const invalid = [
    '',
    'now',
    'tomorrow',
    '2026',
    '2026-11',
    '22.11.2026',
    '11/22/2026',
    '2026-11-22T18:00',
    '2026-11-22 18:00Z',
    '2026-11-22T18Z',
    '20261122',
    '1763834400',
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '2026-11-22T25:00Z',
    '2026-11-22T18:60Z',
    '2026-11-22T18:00:00+0530',
    ' 2026-11-22',
    '2026-11-22\n',
    '+002026-11-22',
  ]
  for (const text of invalid)
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => parseDatetime(text),
        (error: unknown) =>
          error instanceof UserError &&
          error.message === `--now ${text} isn't a valid date or time.` &&
          error.hint.includes('2026-11-22T18:00:00Z'),
      )
    })
})
