import assert from 'node:assert/strict'

import type {Report} from '../../src/model/report.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {exitContradiction} from '../../src/parsing/report-contradiction.js'
import {control, item} from '../compare/support.js'
import {decidedReport, emptyReport} from '../report/rendering.js'

const ref = {control: '1', framework: 'f'}
const waiver = {approvedBy: 'b', by: 'a', expires: '2026-12-01', reason: 'r'}
const pass = item('0', 'pass', {controls: [ref]})
const fail = (severity: 'critical' | 'high' | 'low' | 'medium', more = {}) =>
  item('1', 'fail', {check: 'x', controls: [ref], severity, ...more})
const report = (
  code: 0 | 1 | 3,
  reason: string,
  observations: Report['observations'],
  ...controls: Array<ReturnType<typeof control>>
): Report => ({
  ...emptyReport(),
  exit: {code, reason},
  frameworks: [{controls, id: 'f', summary: {} as never, title: 'F', version: '1'}],
  observations,
})
const baseline = (fallen: number) => ({
  baseline: {
    newlyFailing: [],
    worseControls: Array.from({length: fallen}, () => ({}) as never),
    generatedAt: '',
    knownFailures: 0,
    sha256: '',
    newlyUnknown: [],
  },
})

const high = 'no failure of severity high or worse; 1 waived'

describe('the exit code of a saved report', () => {
  for (const [what, of, expected] of [
    ['0, and all passes', report(0, high, [pass]), undefined],
    ['0, and one that counts fails', report(0, high, [pass, fail('high')]), 'x fails for name-1'],
    ['0, and a worse one fails', report(0, high, [pass, fail('critical')]), 'x fails for name-1'],
    ['0, and one below fails', report(0, high, [pass, fail('medium')]), undefined],
    [
      '0, and the least fails of all',
      report(0, 'no failure of severity low or worse', [pass, fail('low')]),
      'x fails for name-1',
    ],
    ['0, and one fails that a waiver covers', report(0, high, [pass, fail('high', {waiver})]), undefined],
    ['0, and one fails that is worth a look', report(0, high, [pass, fail('high', {controls: []})]), undefined],
    ['0, and critical ones counted', report(0, 'no failure of severity critical', [pass, fail('high')]), undefined],
    ['0, and failures do not count', report(0, 'failures do not count; 1 waived', [pass, fail('critical')]), undefined],
    ['0, and a reason of another kind', report(0, 'all is well', [pass, fail('critical')]), 'x fails for name-1'],
    [
      '0, and a reason of another kind, and none is critical',
      report(0, 'all is well', [pass, fail('high')]),
      undefined,
    ],
    [
      '0, and nothing was seen',
      report(0, high, [item('1', 'not-applicable', {controls: [ref]})]),
      'nothing in it could be assessed',
    ],
    [
      '0, and nothing on which a control hangs',
      report(0, high, [item('1', 'pass', {controls: []})]),
      'nothing in it could be assessed',
    ],
    [
      '0, and only a failure was seen, which does not count',
      report(0, 'failures do not count', [fail('low')]),
      undefined,
    ],
    [
      '0 against a baseline',
      {...report(0, 'no worse than the baseline', [pass, fail('critical')]), ...baseline(0)},
      undefined,
    ],
    ['1, and one fails', report(1, '1 failure', [fail('low')]), undefined],
    ['1, and a control fails', report(1, '1 control answered no', [pass], control('1', 'fail')), undefined],
    ['1, and all passes', report(1, '1 failure', [pass], control('1', 'pass')), 'nothing in it fails'],
    ['1, and what fails is waived', report(1, '1 failure', [pass, fail('high', {waiver})]), 'nothing in it fails'],
    ['3, and one is unknown', report(3, 'x', [pass, item('1', 'unknown', {controls: [ref]})]), undefined],
    [
      '3, and an unknown is waived',
      report(3, 'x', [pass, item('1', 'unknown', {controls: [ref], waiver})]),
      'nothing in it is unknown',
    ],
    ['3, and a control is open', report(3, 'x', [pass], control('1', 'manual')), undefined],
    ['3, and a control is unknown', report(3, 'x', [pass], control('1', 'unknown')), undefined],
    ['3, and nothing was seen', report(3, 'x', []), undefined],
    ['3, and all was seen', report(3, 'x', [pass], control('1', 'attested')), 'nothing in it is unknown'],
    ['3, and a control fell', {...report(3, 'x', [pass], control('1', 'attested')), ...baseline(1)}, undefined],
    [
      '3, and none fell',
      {...report(3, 'x', [pass], control('1', 'attested')), ...baseline(0)},
      'nothing in it is unknown',
    ],
  ] as const)
    it(`is ${what}`, () => {
      assert.equal(exitContradiction(of), expected)
    })

  it('is 1 where a control of any framework fails', () => {
    const of = report(1, '1 control answered no', [pass], control('1', 'pass'))
    const [first = assert.fail()] = of.frameworks
    assert.equal(
      exitContradiction({
        ...of,
        frameworks: [first, {...first, controls: [control('2', 'pass'), control('3', 'fail')], id: 'g'}],
      }),
      undefined,
    )
  })

  it('is that of every report that is written', () => {
    assert.equal(exitContradiction(decidedReport()), undefined)
    for (const failOn of ['critical', 'high', 'medium', 'low', 'never'] as const)
      for (const allowUnknown of [false, true]) {
        const written = assessSnapshot(loadSample(), loadCatalog(['all']), {
          allowUnknown,
          failOn,
          scopeKind: 'sample',
          version: '1',
        })
        assert.equal(exitContradiction(written), undefined, `${failOn} ${allowUnknown}`)
      }
  })
})
