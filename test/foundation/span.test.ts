import assert from 'node:assert/strict'

import {spanText} from '../../src/foundation/span.js'

describe('a time span in words', () => {
  for (const [milliseconds, expected] of [
    [-1, 'less than a minute'],
    [59_999, 'less than a minute'],
    [60_000, '1 minute'],
    [21_600_000, '6 hours'],
    [86_399_999, '23 hours'],
    [259_200_000, '3 days'],
  ] as const)
    it(`is ${expected}`, () => assert.equal(spanText(milliseconds), expected))
})
