import assert from 'node:assert/strict'

import type {FrameworkResult} from '../../../src/model/report.js'

import {controlIds} from '../../../src/report/oscal/control-ids.js'
import {sampleReport} from '../rendering.js'
import {controlOf, frameworkOf} from '../terminal/support.js'

const idsOf = (framework: FrameworkResult) =>
  [...controlIds(framework)].map(([id, {control, objective}]) => [id, control, objective])

describe('OSCAL ids of controls', () => {
  it('are those of the framework as tokens, each once', () => {
    const wanted = [
      ['AC-2 (3)', 'own-1_AC-2.3'],
      ['AC-2.3', 'own-1_AC-2.3_2'],
      ['1.2.3', 'own-1_1.2.3'],
      ['§ 164.308(a)(1)', 'own-1___164.308.a.1'],
      ['', 'own-1_'],
      ['Größe 2', 'own-1_Größe_2'],
      ['第5条', 'own-1_第5条'],
      ['m²', 'own-1_m_'],
      ['①', 'own-1__'],
      ['𝐀-1', 'own-1__-1'],
      ['⑴', 'own-1___2'],
    ] as const
    const framework = frameworkOf(
      wanted.map(([id]) => controlOf({id})),
      {id: 'own-1'},
    )
    assert.deepEqual(
      idsOf(framework),
      wanted.map(([id, token]) => [id, token, token]),
    )
  })

  it('begin as a token must, whatever the framework is called', () => {
    assert.deepEqual(idsOf(frameworkOf([controlOf({id: '1'})], {id: '=9'})), [['1', '_9_1', '_9_1']])
    assert.deepEqual(idsOf(frameworkOf([controlOf({id: '1'})], {id: '9'})), [['1', '_9_1', '_9_1']])
  })

  it("are those of NIST's catalog where the control is one of SP 800-53", () => {
    const ofNist = [
      ['AC-2', 'ac-2', 'ac-2_obj'],
      ['SC-7 (21)', 'sc-7.21', 'sc-7.21_obj'],
    ] as const
    for (const id of ['nist-800-53r5', 'nist-800-53r5-low'])
      assert.deepEqual(
        idsOf(
          frameworkOf(
            ofNist.map(([control]) => controlOf({id: control})),
            {id},
          ),
        ),
        ofNist,
      )
    const cjis = frameworkOf(
      [
        controlOf({id: 'AC-2 (3)', nist: {'AC-2 (3)': 'subset'}}),
        controlOf({id: 'SA-15 (1)', nist: {'SA-15 (3)': 'equal'}}),
        controlOf({id: 'SC-7.a', nist: {'SC-7': 'subset', 'SC-7.a': 'equal'}}),
        controlOf({id: 'IA-0'}),
        controlOf({id: 'AC-02', nist: {'AC-02': 'equal'}}),
      ],
      {id: 'cjis-6.0'},
    )
    assert.deepEqual(
      idsOf(cjis).map(([, control, objective]) => [control, objective]),
      [
        ['ac-2.3', 'ac-2.3_obj'],
        ['cjis-6.0_SA-15.1', 'cjis-6.0_SA-15.1'],
        ['cjis-6.0_SC-7.a', 'cjis-6.0_SC-7.a'],
        ['cjis-6.0_IA-0', 'cjis-6.0_IA-0'],
        ['cjis-6.0_AC-02', 'cjis-6.0_AC-02'],
      ],
    )
  })

  it('keep the own numbers of CJIS apart from those that it shares with NIST', () => {
    const {frameworks} = sampleReport(['cjis', 'nist'])
    const outside = frameworks.flatMap(framework =>
      idsOf(framework).flatMap(([id, control]) => (/^[a-z]{2}-\d+(?:\.\d+)?$/.test(control ?? '') ? [] : [id])),
    )
    assert.deepEqual(outside.sort(), [
      '5.1',
      '5.20',
      'GATE-CJIS-1',
      'GATE-CJIS-2',
      'GATE-CJIS-3',
      'IA-0',
      'SA-15 (1)',
      'SC-7.a',
      'SC-7.b',
      'SC-7.c',
    ])
  })
})
