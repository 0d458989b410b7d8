import assert from 'node:assert/strict'

import {
  clockSkewWarning,
  clockSkewGap,
  measureClockSkew,
  clockSkewText,
  widestClockSkew,
} from '../../src/model/clock.js'

const minute = 60_000

describe('clock skew', () => {
  it('is more than five minutes, ahead or behind', () => {
    const now = Date.parse('2026-11-20T12:00:00Z')
    for (const apart of [0, 1, minute, 5 * minute])
      assert.deepEqual(
        [measureClockSkew(now + apart, now), measureClockSkew(now - apart, now)],
        [undefined, undefined],
        String(apart),
      )
    assert.deepEqual(
      [measureClockSkew(now + 5 * minute + 1000, now), measureClockSkew(now - 5 * minute - 1000, now)],
      [301, -301],
    )
    assert.equal(measureClockSkew(now + 5 * minute + 1, now), 300)
  })

  it('is the widest of several, in either direction', () => {
    assert.equal(widestClockSkew([]), undefined)
    assert.equal(widestClockSkew([undefined, undefined]), undefined)
    assert.equal(widestClockSkew([undefined, 400, -500, 450]), -500)
    assert.equal(widestClockSkew([600, -500, undefined]), 600)
  })

  it('is described in words', () => {
    const text = (skew: number) => /was (.*)'s/.exec(clockSkewText(skew))?.[1]
    assert.deepEqual([301, -301, 7199, 7200, 172_799, 172_800, -400 * 86_400].map(text), [
      '5 minutes ahead of Heroku',
      '5 minutes behind Heroku',
      '119 minutes ahead of Heroku',
      '2 hours ahead of Heroku',
      '47 hours ahead of Heroku',
      '2 days ahead of Heroku',
      '400 days behind Heroku',
    ])
    assert.equal(clockSkewGap(301).reason, 'disagree')
    assert.match(clockSkewWarning(301), /^The clock .* 5 minutes ahead of Heroku's: dates are not evaluated/)
  })
})
