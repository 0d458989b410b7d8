import assert from 'node:assert/strict'

import type {Comparison, ComparisonSide} from '../../src/model/comparison.js'
import type {Threshold} from '../../src/model/threshold.js'
import type {Observation} from '../../src/model/observation.js'
import type {ControlResult} from '../../src/model/report.js'

import {decisiveChanges, baselineExit} from '../../src/assess/baseline-exit.js'
import {isNewlyUnknown} from '../../src/model/comparison.js'
import {compare, control, list, item, side} from '../compare/support.js'

const waiver = {approvedBy: 'b', by: 'a', expires: '2026-12-01', reason: 'r'}
const report = (observations: Observation[], ...controls: ControlResult[]): ComparisonSide =>
  side(observations, controls)

const names = (all: Comparison['newlyFailing']) => all.map(({subject}) => subject.id)
const compared = (before: ComparisonSide, after: ComparisonSide) => {
  const {newlyFailing, worseControls, knownFailures, newlyUnknown} = compare(before, after)
  return {
    failing: names(newlyFailing),
    fallen: worseControls.map(({control: id, status, was}) => `${id} ${was} ${status}`),
    known: knownFailures,
    unknown: names(newlyUnknown.filter(isNewlyUnknown)),
  }
}

const nothing = {failing: [], fallen: [], known: 0, unknown: []}
const code = (before: ComparisonSide, after: ComparisonSide, threshold: Partial<Threshold> = {}) =>
  baselineExit(compare(before, after), after.observations, {allowUnknown: false, failOn: 'high', ...threshold}).code

describe('baseline', () => {
  it('counts new failures of known and of new subjects', () => {
    for (const was of ['pass', 'unknown', 'not-applicable'] as const)
      assert.deepEqual(compared(report([item('1', was)]), report([item('1', 'fail')])).failing, ['1'], was)
    assert.deepEqual(compared(report([]), report([item('1', 'fail')])).failing, ['1'])
    assert.deepEqual(compared(report([item('1', 'fail')]), report([item('1', 'fail')])), {...nothing, known: 1})
  })

  it('matches resources by id, whatever their names', () => {
    const renamed = item('1', 'fail', {subject: {id: '1', kind: 'app', name: 'renamed'}})
    assert.deepEqual(compared(report([item('1', 'fail')]), report([renamed])), {...nothing, known: 1})
    const namesake = item('2', 'fail', {subject: {id: '2', kind: 'app', name: 'name-1'}})
    assert.deepEqual(compared(report([item('1', 'fail')]), report([namesake])).failing, ['2'])
    assert.deepEqual(compared(report([item('1', 'fail')]), report([item('1', 'fail', {check: 'other'})])).failing, [
      '1',
    ])
  })

  it('counts subjects that look alike', () => {
    assert.deepEqual(compared(report([item('1', 'fail')]), report([item('1', 'fail'), item('1', 'fail')])), {
      ...nothing,
      failing: ['1'],
      known: 1,
    })
  })

  it('counts what can no longer be determined', () => {
    assert.deepEqual(compared(report([item('1', 'pass')]), report([item('1', 'unknown')])).unknown, ['1'])
    assert.deepEqual(
      compared(
        report([item('1', 'pass')]),
        report([item('*', 'unknown', {subject: {id: 'acme/*', kind: 'app', name: 'acme/*', placeholder: true}})]),
      ).unknown,
      ['acme/*'],
    )
    assert.deepEqual(compared(report([item('1', 'fail')]), report([item('1', 'unknown')])).unknown, ['1'])
    assert.deepEqual(compared(report([item('1', 'unknown')]), report([item('1', 'unknown')])).unknown, [])
  })

  it('counts a failure whose waiver is gone, and none that a waiver covers', () => {
    assert.deepEqual(compared(report([item('1', 'fail', {waiver})]), report([item('1', 'fail')])).failing, ['1'])
    assert.deepEqual(compared(report([item('1', 'pass')]), report([item('1', 'fail', {waiver})])), nothing)
  })

  it('counts controls that got worse', () => {
    assert.deepEqual(
      compared(
        report([], control('1', 'attested'), control('2', 'manual'), control('3', 'fail')),
        report([], control('1', 'manual'), control('2', 'manual'), control('3', 'pass'), control('4', 'fail')),
      ).fallen,
      ['1 attested manual'],
    )
  })

  it("doesn't count controls that are closed in another way", () => {
    for (const [was, is] of [
      ['not-applicable', 'pass'],
      ['pass', 'attested'],
      ['not-applicable', 'inherited'],
      ['inherited', 'attested'],
    ] as const)
      assert.deepEqual(compared(report([], control('1', was)), report([], control('1', is))).fallen, [], `${was} ${is}`)
    for (const [was, is] of [
      ['pass', 'waived'],
      ['waived', 'manual'],
      ['manual', 'unknown'],
      ['unknown', 'fail'],
      ['not-applicable', 'manual'],
    ] as const)
      assert.equal(
        compared(report([], control('1', was)), report([], control('1', is))).fallen.length,
        1,
        `${was} ${is}`,
      )
  })
})

describe('baselineExit', () => {
  const ok = item('0', 'pass')

  it('is 0 for known failures, and counts them', () => {
    const before = report([ok, item('1', 'fail'), item('2', 'unknown')])
    assert.deepEqual(
      baselineExit(compare(before, before), before.observations, {allowUnknown: false, failOn: 'high'}),
      {
        code: 0,
        reason: 'no worse than the baseline; 1 known failure remains; 1 observation could not be determined',
      },
    )
    assert.equal(code(report([ok]), report([ok])), 0)
  })

  it('is 1 for a new failure at or above the threshold', () => {
    for (const [severity, failOn, expected] of [
      ['high', 'high', 1],
      ['medium', 'high', 0],
      ['critical', 'high', 1],
      ['low', 'low', 1],
      ['critical', 'never', 0],
    ] as const)
      assert.equal(
        code(report([ok]), report([ok, item('1', 'fail', {severity})]), {failOn}),
        expected,
        `${severity} ${failOn}`,
      )
  })

  it('is 3 for failures of checks that the baseline does not include, at or above the threshold', () => {
    const after = report([
      ok,
      item('1', 'fail', {check: 'new'}),
      item('2', 'fail', {check: 'new'}),
      item('3', 'unknown', {check: 'new'}),
    ])
    const held = (threshold: Partial<Threshold> = {}, all = after) =>
      baselineExit(
        {newlyFailing: [], worseControls: [], knownFailures: 0, newlyUnknown: [], worsened: []},
        all.observations,
        {allowUnknown: false, failOn: 'high', ...threshold},
        check => check !== 'new',
      )
    assert.deepEqual(held(), {
      code: 3,
      reason: 'not compared with the baseline: 2 failures of checks that the baseline does not include',
    })
    assert.deepEqual(held({allowUnknown: true}), {
      code: 0,
      reason:
        'no worse than the baseline; 2 failures of checks that the baseline does not include; ' +
        '1 observation could not be determined',
    })
    assert.equal(held({failOn: 'critical'}).code, 0)
    assert.equal(held({}, report([ok, item('1', 'fail', {check: 'new', waiver})])).code, 0)
    assert.equal(held({}, report([ok, item('1', 'fail', {check: 'new', controls: []})])).code, 0)
    assert.equal(
      baselineExit(
        {newlyFailing: [], worseControls: [], knownFailures: 0, newlyUnknown: [], worsened: []},
        after.observations,
        {
          allowUnknown: false,
          failOn: 'high',
        },
      ).code,
      0,
    )
  })

  it('is 1 for a failure at or above the threshold that got worse', () => {
    const admins = (value: number, severity: Observation['severity'] = 'high') =>
      item('1', 'fail', {because: [{field: 'adminCount', must: {maximum: 5}, value}], severity})
    const held = (was: number, now: number, threshold: Partial<Threshold> = {}) =>
      baselineExit(compare(report([admins(was)]), report([admins(now)])), [admins(now)], {
        allowUnknown: false,
        failOn: 'high',
        ...threshold,
      })
    assert.deepEqual(held(6, 7), {code: 1, reason: 'worse than the baseline: 1 failure further from what is expected'})
    assert.equal(held(7, 6).code, 0)
    assert.equal(held(6, 7, {failOn: 'critical'}).code, 0)
    assert.equal(held(6, 7, {allowUnknown: true}).code, 1)
    assert.equal(code(report([ok, admins(6, 'medium')]), report([ok, admins(7, 'medium')])), 0)
    const both = baselineExit(
      compare(report([admins(6)]), report([admins(7), item('2', 'fail'), item('3', 'fail')])),
      [ok],
      {
        allowUnknown: false,
        failOn: 'high',
      },
    )
    assert.equal(both.reason, 'worse than the baseline: 2 new failures and 1 failure further from what is expected')
  })

  it('is 3 for what can no longer be determined, unless that is allowed', () => {
    assert.equal(code(report([ok, item('1', 'fail')]), report([ok, item('1', 'unknown')])), 3)
    assert.equal(code(report([ok, item('1', 'pass')]), report([ok, item('1', 'unknown')])), 3)
    assert.equal(code(report([ok, item('1', 'pass')]), report([ok, item('1', 'unknown')]), {allowUnknown: true}), 0)
    assert.equal(code(report([ok, item('1', 'pass')]), report([ok, item('1', 'unknown', {severity: 'low'})])), 0)
  })

  it('is 1 for a control that fails now, and 3 for one that got worse otherwise', () => {
    assert.equal(code(report([ok], control('1', 'manual')), report([ok], control('1', 'fail'))), 1)
    assert.equal(code(report([ok], control('1', 'attested')), report([ok], control('1', 'manual'))), 3)
    assert.equal(code(report([ok], control('1', 'manual')), report([ok], control('1', 'unknown'))), 3)
    assert.equal(
      code(report([ok], control('1', 'manual')), report([ok], control('1', 'unknown')), {allowUnknown: true}),
      0,
    )
    assert.equal(code(report([ok], control('1', 'attested', 'low')), report([ok], control('1', 'manual', 'low'))), 0)
  })

  it('is 0 for a control that got worse by unknowns, if those are allowed', () => {
    const [before, after] = [
      report([ok, item('1', 'pass')], control('1', 'pass')),
      report([ok, item('1', 'unknown')], control('1', 'unknown')),
    ]
    assert.equal(code(before, after), 3)
    assert.equal(code(before, after, {allowUnknown: true}), 0)
  })

  it('gives a reason', () => {
    const said = (before: ComparisonSide, after: ComparisonSide, threshold: Partial<Threshold> = {}) => {
      const {code: ended, reason} = baselineExit(compare(before, after), after.observations, {
        allowUnknown: false,
        failOn: 'high',
        ...threshold,
      })
      return `${ended} ${reason}`
    }

    const fails = ['1', '2'].map(id => item(id, 'fail'))
    assert.equal(said(report([ok]), report([ok])), '0 no worse than the baseline')
    assert.equal(
      said(report([ok, ...fails]), report([ok, ...fails])),
      '0 no worse than the baseline; 2 known failures remain',
    )
    assert.equal(said(report([ok]), report([ok, ...fails])), '1 worse than the baseline: 2 new failures')
    assert.equal(
      said(report([ok], control('1', 'manual')), report([ok], control('1', 'fail'))),
      '1 worse than the baseline: 1 control newly failing',
    )
    assert.equal(
      said(
        report([ok, item('1', 'pass')], control('1', 'pass')),
        report([ok, item('1', 'unknown')], control('1', 'manual')),
      ),
      '3 worse than the baseline: 1 observation can no longer be determined and 1 control got worse',
    )
    assert.equal(
      said(report([ok], control('1', 'attested')), report([ok], control('1', 'manual'))),
      '3 worse than the baseline: 1 control got worse',
    )
    assert.equal(
      said(report([ok], control('1', 'attested')), report([ok], control('1', 'manual')), {allowUnknown: true}),
      '3 worse than the baseline: 1 control got worse',
    )
    assert.equal(
      said(report([ok]), report([ok, item('1', 'unknown')])),
      '3 worse than the baseline: 1 observation can no longer be determined',
    )
  })

  it('is 0 if a list hides more subjects that were unknown before', () => {
    const members = (...more: Observation[]) => report([ok, list('acme', 'member', {team: 'acme'}), ...more])
    const member = (verdict: Observation['verdict']) =>
      item('2', verdict, {subject: {kind: 'member', name: 'acme/2', team: 'acme'}})
    assert.equal(code(members(member('unknown')), members()), 0)
    assert.equal(code(members(member('fail')), members()), 3)
  })

  it('is 3 where nothing could be assessed', () => {
    assert.equal(code(report([]), report([])), 3)
    assert.equal(code(report([item('1', 'unknown')]), report([item('1', 'unknown')]), {allowUnknown: true}), 3)
  })
})

describe('a check that no control depends on', () => {
  const aside = (id: string, verdict: Observation['verdict'], more: object = {}) =>
    item(id, verdict, {controls: [], ...more})
  const ended = (before: ComparisonSide, after: ComparisonSide) =>
    baselineExit(decisiveChanges(compare(before, after), after.observations), after.observations, {
      allowUnknown: false,
      failOn: 'low',
    })

  it('never makes a run worse', () => {
    const pass = item('9', 'pass')
    for (const verdict of ['fail', 'unknown'] as const) {
      const {newlyFailing, newlyUnknown, worsened} = decisiveChanges(
        compare(report([aside('1', 'pass'), pass]), report([aside('1', verdict), pass])),
        [aside('1', verdict), pass],
      )
      assert.deepEqual([newlyFailing, newlyUnknown, worsened], [[], [], []])
      assert.equal(ended(report([aside('1', 'pass'), pass]), report([aside('1', verdict), pass])).code, 0)
    }
  })

  it('hides nothing else about the same subject or check', () => {
    const [before, after] = [
      report([aside('1', 'pass'), item('1', 'pass', {check: 'd'}), item('2', 'pass')]),
      report([aside('1', 'fail'), item('1', 'fail', {check: 'd'}), item('2', 'fail')]),
    ]
    assert.deepEqual(
      decisiveChanges(compare(before, after), after.observations).newlyFailing.map(
        ({check, subject}) => `${check} ${subject.id}`,
      ),
      ['d 1', 'c 2'],
    )
    assert.equal(ended(before, after).code, 1)
  })

  it("doesn't count as assessed", () => {
    for (const verdict of ['pass', 'fail'] as const)
      assert.deepEqual(ended(report([aside('1', verdict)]), report([aside('1', verdict)])), {
        code: 3,
        reason: 'nothing could be assessed',
      })
  })
})
