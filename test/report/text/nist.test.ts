import assert from 'node:assert/strict'

import {nistIds, nistRelations} from '../../../src/report/text/nist.js'
import {controlOf, frameworkOf} from '../terminal/support.js'

const own = {id: 'own'}

describe('the relations of a control to NIST SP 800-53', () => {
  it("are in NIST's order", () => {
    const nist = {'AC-10': 'overlap', 'AC-2 (1)': 'subset', 'SC-7': 'superset', 'AC-2': 'equal'} as const
    assert.deepEqual(nistRelations(own, controlOf({nist})), [
      ['AC-2', 'equal'],
      ['AC-2 (1)', 'subset'],
      ['AC-10', 'overlap'],
      ['SC-7', 'superset'],
    ])
    assert.deepEqual(nistRelations(own, controlOf()), [])
  })

  it('are the control itself in SP 800-53 and its baselines, but not for their gates', () => {
    for (const id of ['nist-800-53r5', 'nist-800-53r5-low']) {
      assert.deepEqual(nistRelations({id}, controlOf({id: 'AC-2 (1)'})), [['AC-2 (1)', 'equal']])
      assert.deepEqual(nistRelations({id}, controlOf({id: 'GATE-NIST-1'})), [])
    }

    for (const id of ['cjis-6.0', 'nist-800-53r50'])
      assert.deepEqual(nistRelations({id}, controlOf({id: 'AC-2'})), [], id)
  })

  it('are each counted once over all frameworks', () => {
    const controls = [controlOf({nist: {'SC-7': 'equal', 'AC-2': 'equal'}}), controlOf({nist: {'AC-2': 'overlap'}})]
    assert.deepEqual(nistIds([frameworkOf(controls), frameworkOf(controls, {id: 'own'})]), ['AC-2', 'SC-7'])
  })
})
