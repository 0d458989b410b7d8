import assert from 'node:assert/strict'

import {parseDuration} from '../../src/foundation/duration.js'
import {UserError} from '../../src/foundation/user-error.js'

describe('parseDuration', () => {
  it('reads a number with its unit', () => {
    assert.deepEqual(
      ['90s', '30m', '1h', '2d', '0s'].map(text => parseDuration('--max-age', text)),
      [90_000, 1_800_000, 3_600_000, 172_800_000, 0],
    )
  })

  it('refuses anything else, naming the flag', () => {
    for (const text of ['', '1', 'h', '1 h', '-1h', '1.5h', '1w', '1hh', '1234567h']) {
      assert.throws(
        () => parseDuration('--max-age', text),
        (error: unknown) => error instanceof UserError && error.message === `--max-age ${text} isn't a valid duration.`,
      )
    }
  })
})
