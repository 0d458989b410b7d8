import assert from 'node:assert/strict'

import type {Observation} from '../../src/model/observation.js'

import {reportParts} from '../../src/report/by-framework.js'
import {controlOf, frameworkOf, observationOf, reportOf} from './terminal/support.js'

const of = (check: string, controls: ReadonlyArray<readonly [string, string]>, rest: Partial<Observation> = {}) =>
  observationOf({
    check,
    controls: controls.map(([framework, control]) => ({control, framework})),
    ...rest,
  })
const framework = (id: string, ...controls: string[]) =>
  frameworkOf(
    controls.map(control => controlOf({id: control})),
    {id},
  )
const parts = (...args: Parameters<typeof reportOf>) =>
  reportParts(reportOf(...args)).map(({id, report}) => [
    id,
    report.frameworks.map(each => each.id).join(),
    report.observations.map(({check}) => check).join(),
  ])

describe('the parts of a report', () => {
  it('are its frameworks, each with what its controls are about, and what none of them has', () => {
    const observations = [
      of('both', [
        ['a', '1'],
        ['b', '1'],
      ]),
      of('second', [['b', '1']]),
      of('signal', [], {signals: [{control: '1', framework: 'a'}]}),
      of('alone', []),
      of('elsewhere', [['a', '9']]),
    ]
    assert.deepEqual(parts(observations, {frameworks: [framework('a', '1'), framework('b', '1')]}), [
      ['a', 'a', 'both,signal'],
      ['b', 'b', 'both,second'],
      ['checks', '', 'alone,elsewhere'],
    ])
    assert.deepEqual(parts(observations.slice(0, 2), {frameworks: [framework('a', '1'), framework('b', '1')]}), [
      ['a', 'a', 'both'],
      ['b', 'b', 'both,second'],
    ])
  })

  it('are one where there is a single framework, with what decides nothing', () => {
    const observations = [of('its', [['a', '1']]), of('alone', [])]
    assert.deepEqual(parts(observations, {frameworks: [framework('a', '1')]}), [['a', 'a', 'its,alone']])
  })

  it('are two where a check was chosen beside the controls of a framework', () => {
    const observations = [of('its', [['a', '1']]), of('chosen', [['a', '2']])]
    assert.deepEqual(parts(observations, {frameworks: [framework('a', '1')]}), [
      ['a', 'a', 'its'],
      ['checks', '', 'chosen'],
    ])
  })

  it('have no framework of which no control was chosen', () => {
    const observations = [of('chosen', [['a', '2']])]
    assert.deepEqual(parts(observations, {frameworks: [framework('a'), framework('b')]}), [['checks', '', 'chosen']])
    assert.deepEqual(parts([], {frameworks: [framework('a'), framework('b', '1')]}), [['b', 'b', '']])
    assert.deepEqual(parts([]), [['checks', '', '']])
  })
})
