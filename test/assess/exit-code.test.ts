import assert from 'node:assert/strict'

import type {Severity} from '../../src/model/framework.js'
import type {Verdict} from '../../src/model/observation.js'

import {determineExit} from '../../src/assess/exit-code.js'
import {severities} from '../../src/model/framework.js'

type Seen = ReadonlyArray<readonly [Verdict, Severity]>

const controls = [{control: '1', framework: 'own'}]
const noUncheckedControls = {recoveryShortfalls: [], open: 0, answeredNo: [], sourceGaps: []}
const run = (all: Seen, failOn: 'never' | Severity = 'high', allowUnknown = false) =>
  determineExit(
    all.map(([verdict, severity]) => ({controls, severity, verdict})),
    {allowUnknown, failOn},
    noUncheckedControls,
  )
const code = (...args: Parameters<typeof run>) => run(...args).code

describe('determineExit', () => {
  it('is 0 if everything was observed and passes', () => {
    assert.equal(
      code([
        ['pass', 'critical'],
        ['not-applicable', 'high'],
        ['pass', 'low'],
      ]),
      0,
    )
  })

  it('is 1 for a failure at or above the threshold, and for none below it', () => {
    for (const failOn of severities)
      for (const severity of severities) {
        const isAbove = severities.indexOf(severity) <= severities.indexOf(failOn)
        assert.equal(
          code(
            [
              ['fail', severity],
              ['pass', 'low'],
            ],
            failOn,
          ),
          isAbove ? 1 : 0,
          `${severity} on ${failOn}`,
        )
        assert.equal(
          code(
            [
              ['unknown', severity],
              ['pass', 'low'],
            ],
            failOn,
          ),
          isAbove ? 3 : 0,
          `unknown ${severity} on ${failOn}`,
        )
        assert.equal(
          code(
            [
              ['unknown', severity],
              ['pass', 'low'],
            ],
            failOn,
            true,
          ),
          0,
        )
      }
  })

  it('is 1 rather than 3 if both apply', () => {
    assert.equal(
      code([
        ['unknown', 'critical'],
        ['fail', 'high'],
      ]),
      1,
    )
    assert.equal(
      code(
        [
          ['unknown', 'critical'],
          ['fail', 'high'],
        ],
        'high',
        true,
      ),
      1,
    )
    assert.equal(
      code([
        ['unknown', 'critical'],
        ['fail', 'medium'],
      ]),
      3,
    )
  })

  it('is 3 if nothing was assessed, whatever is allowed', () => {
    for (const allowUnknown of [true, false])
      for (const failOn of ['never', ...severities] as const) {
        assert.equal(code([], failOn, allowUnknown), 3)
        assert.equal(code([['not-applicable', 'critical']], failOn, allowUnknown), 3)
        assert.equal(code([['unknown', 'low']], failOn, allowUnknown), 3)
        assert.equal(
          code(
            [
              ['unknown', 'critical'],
              ['not-applicable', 'low'],
            ],
            failOn,
            allowUnknown,
          ),
          3,
        )
      }
  })

  it('ignores failures and gaps with never', () => {
    assert.equal(code([['fail', 'critical']], 'never'), 0)
    assert.equal(
      code(
        [
          ['fail', 'critical'],
          ['unknown', 'critical'],
        ],
        'never',
      ),
      0,
    )
    assert.equal(
      code(
        [
          ['pass', 'low'],
          ['unknown', 'critical'],
        ],
        'never',
      ),
      0,
    )
  })

  it('gives counts and severity in one line', () => {
    assert.equal(
      run([
        ['fail', 'critical'],
        ['fail', 'high'],
        ['fail', 'low'],
      ]).reason,
      '2 failures of severity high or worse',
    )
    assert.equal(run([['fail', 'critical']], 'critical').reason, '1 failure of severity critical')
    assert.equal(
      run([
        ['unknown', 'high'],
        ['pass', 'low'],
      ]).reason,
      '1 observation of severity high or worse could not be determined',
    )
    assert.equal(run([['pass', 'low']]).reason, 'no failure of severity high or worse')
    assert.equal(run([['pass', 'low']], 'critical').reason, 'no failure of severity critical')
    assert.equal(run([['fail', 'critical']], 'never').reason, 'failures do not count')
    assert.match(run([]).reason, /^nothing could be assessed$/)
  })

  it('says how many could not be determined if it is 0', () => {
    assert.match(
      run(
        [
          ['pass', 'high'],
          ['unknown', 'critical'],
          ['unknown', 'low'],
        ],
        'high',
        true,
      ).reason,
      /2 observations could not be determined/,
    )
    assert.match(
      run([
        ['pass', 'high'],
        ['unknown', 'low'],
      ]).reason,
      /1 observation could not be determined/,
    )
    assert.match(
      run(
        [
          ['fail', 'high'],
          ['unknown', 'critical'],
        ],
        'never',
      ).reason,
      /1 observation could not be determined/,
    )
    assert.doesNotMatch(run([['pass', 'high']], 'high', true).reason, /determined/)
  })

  it('never ends with 0 where nothing passed and nothing failed', () => {
    const verdicts: readonly Verdict[] = ['unknown', 'not-applicable']
    for (const verdict of verdicts)
      for (const other of verdicts)
        for (const allowUnknown of [true, false])
          assert.equal(
            code(
              [
                [verdict, 'low'],
                [other, 'critical'],
              ],
              'never',
              allowUnknown,
            ),
            3,
          )
  })
})

const ok = [{controls, severity: 'low', verdict: 'pass'}] as const

describe('determineExit with a policy', () => {
  const waived = {controls, severity: 'critical', verdict: 'fail', waiver: {}} as const

  it("doesn't count what is waived, and says how much that is", () => {
    assert.deepEqual(
      determineExit(
        [...ok, waived, {...waived, verdict: 'unknown'}],
        {allowUnknown: false, failOn: 'low'},
        noUncheckedControls,
      ),
      {code: 0, reason: 'no failure of severity low or worse; 2 waived'},
    )
    assert.equal(determineExit([waived], {allowUnknown: false, failOn: 'low'}, noUncheckedControls).code, 0)
    assert.equal(
      determineExit(
        [...ok, waived, {controls, severity: 'high', verdict: 'fail'}],
        {allowUnknown: false, failOn: 'low'},
        noUncheckedControls,
      ).code,
      1,
    )
  })

  it('is 1 for a control that was answered no, by its severity', () => {
    const said = (refused: readonly Severity[]) =>
      determineExit(ok, {allowUnknown: false, failOn: 'high'}, {...noUncheckedControls, answeredNo: refused})
    assert.deepEqual(said(['high', 'low']), {code: 1, reason: '1 control answered no of severity high or worse'})
    assert.equal(said(['medium']).code, 0)
    assert.equal(
      determineExit(
        [...ok, {controls, severity: 'high', verdict: 'fail'}],
        {allowUnknown: false, failOn: 'high'},
        {...noUncheckedControls, answeredNo: ['critical']},
      ).reason,
      '1 failure and 1 control answered no of severity high or worse',
    )
  })

  it('is 1 for a control with unmet recovery targets, apart from those answered no', () => {
    const said = (beyond: readonly Severity[], refused: readonly Severity[] = []) =>
      determineExit(
        ok,
        {allowUnknown: true, failOn: 'high'},
        {...noUncheckedControls, recoveryShortfalls: beyond, answeredNo: refused},
      )
    assert.deepEqual(said(['high', 'low']), {
      code: 1,
      reason: '1 control with unmet recovery targets of severity high or worse',
    })
    assert.equal(said(['medium']).code, 0)
    const all = determineExit(
      [{controls, severity: 'high', verdict: 'fail'}],
      {allowUnknown: true, failOn: 'high'},
      {...noUncheckedControls, recoveryShortfalls: ['high', 'critical'], answeredNo: ['high']},
    )
    assert.equal(
      all.reason,
      '1 failure, 1 control answered no and 2 controls with unmet recovery targets of severity high or worse',
    )
  })

  it('is 3 with strict if controls are open', () => {
    const open = (n: number, strict: boolean) =>
      determineExit(ok, {allowUnknown: true, failOn: 'never', strict}, {...noUncheckedControls, open: n})
    assert.deepEqual(open(2, true), {code: 3, reason: '2 controls open'})
    assert.deepEqual(open(1, true), {code: 3, reason: '1 control open'})
    assert.equal(open(0, true).code, 0)
    assert.equal(open(2, false).code, 0)
  })
})

describe('determineExit with controls whose source does not cover the scope', () => {
  const said = (
    unspoken: readonly Severity[],
    threshold: {allowUnknown?: boolean; failOn?: 'never' | Severity; strict?: boolean} = {},
    more: Seen = [],
  ) =>
    determineExit(
      [...ok, ...more.map(([verdict, severity]) => ({controls, severity, verdict}))],
      {allowUnknown: false, failOn: 'high', ...threshold},
      {...noUncheckedControls, open: 1, sourceGaps: unspoken},
    )

  it('is 3 at or above the threshold, and for none below it', () => {
    for (const failOn of severities)
      for (const severity of severities) {
        const isAbove = severities.indexOf(severity) <= severities.indexOf(failOn)
        assert.equal(said([severity], {failOn}).code, isAbove ? 3 : 0, `${severity} on ${failOn}`)
        assert.equal(said([severity], {allowUnknown: true, failOn}).code, 0)
      }

    assert.equal(said(['critical'], {failOn: 'never'}).code, 0)
  })

  it('counts them beside the observations', () => {
    assert.equal(
      said(['critical', 'high', 'low']).reason,
      '2 controls of severity high or worse could not be determined',
    )
    assert.equal(
      said(['critical'], {}, [
        ['unknown', 'high'],
        ['unknown', 'critical'],
      ]).reason,
      '2 observations and 1 control of severity high or worse could not be determined',
    )
    assert.equal(
      said(['low'], {}, [['unknown', 'medium']]).reason,
      'no failure of severity high or worse; 1 observation and 1 control could not be determined',
    )
    assert.equal(
      said(['critical'], {allowUnknown: true}).reason,
      'no failure of severity high or worse; 1 control could not be determined',
    )
  })

  it('is 1 if something fails, and names them before open controls', () => {
    assert.equal(said(['critical'], {}, [['fail', 'high']]).code, 1)
    assert.match(said(['critical'], {strict: true}).reason, /could not be determined$/)
    assert.equal(said(['critical'], {allowUnknown: true, strict: true}).reason, '1 control open')
  })
})

describe('determineExit with checks that no control depends on', () => {
  const aside = (verdict: Verdict, severity: Severity) => ({controls: [], severity, verdict})
  const judging = {allowUnknown: false, failOn: 'low'} as const

  it('counts none of their failures and gaps, and says what is worth a look', () => {
    assert.deepEqual(
      determineExit([...ok, aside('fail', 'critical'), aside('fail', 'low')], judging, noUncheckedControls),
      {
        code: 0,
        reason: 'no failure of severity low or worse; 2 worth a look',
      },
    )
    assert.equal(
      determineExit([...ok, aside('fail', 'low')], judging, noUncheckedControls).reason,
      'no failure of severity low or worse; 1 worth a look',
    )
    assert.deepEqual(determineExit([...ok, aside('unknown', 'critical')], judging, noUncheckedControls), {
      code: 0,
      reason: 'no failure of severity low or worse; 1 observation could not be determined',
    })
    assert.deepEqual(determineExit([...ok, {...aside('fail', 'critical'), waiver: {}}], judging, noUncheckedControls), {
      code: 0,
      reason: 'no failure of severity low or worse; 1 waived',
    })
    assert.doesNotMatch(
      determineExit(
        [...ok, {controls, severity: 'low', verdict: 'fail'}],
        {...judging, failOn: 'high'},
        noUncheckedControls,
      ).reason,
      /worth a look/,
    )
  })

  it("doesn't count as assessed", () => {
    for (const verdict of ['pass', 'fail'] as const)
      assert.deepEqual(determineExit([aside(verdict, 'high')], judging, noUncheckedControls), {
        code: 3,
        reason: 'nothing could be assessed',
      })
  })

  it("doesn't hide failures of other checks", () => {
    assert.equal(
      determineExit([aside('pass', 'low'), {controls, severity: 'low', verdict: 'fail'}], judging, noUncheckedControls)
        .reason,
      '1 failure of severity low or worse',
    )
  })
})
