import assert from 'node:assert/strict'

import {recoveryShortfall} from '../../src/assess/recovery.js'

const control = {targets: {rpoHours: 4, rtoHours: 12}}

describe('tooStrict', () => {
  it('fails a control whose targets are slower than the policy asks for', () => {
    assert.deepEqual(recoveryShortfall(control, {rtoHours: 11}), {
      reason: 'the policy asks to be back within 11 hours, and 12 are aimed at',
      status: 'fail',
    })
    assert.deepEqual(recoveryShortfall(control, {rpoHours: 3, rtoHours: 1}), {
      reason:
        'the policy asks to be back within 1 hour, and 12 are aimed at; to lose no more than 3 hours of data, and 4 are aimed at',
      status: 'fail',
    })
    assert.equal(
      recoveryShortfall({targets: {rpoHours: 1, rtoHours: 1}}, {rpoHours: 0.5, rtoHours: 0})?.reason,
      'the policy asks to be back within 0 hours, and 1 is aimed at; to lose no more than 0.5 hours of data, and 1 is aimed at',
    )
    assert.equal(
      recoveryShortfall(control, {rpoHours: 1})?.reason,
      'the policy asks to lose no more than 1 hour of data, and 4 are aimed at',
    )
  })

  it('says nothing where the targets are as fast, nothing is asked, or there are none', () => {
    for (const asked of [{}, {rtoHours: 12}, {rpoHours: 4}, {rpoHours: 100, rtoHours: 13}])
      assert.equal(recoveryShortfall(control, asked), undefined)
    assert.equal(recoveryShortfall({}, {rpoHours: 0, rtoHours: 0}), undefined)
  })
})
