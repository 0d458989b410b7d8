import assert from 'node:assert/strict'

import type {Severity} from '../../src/model/framework.js'
import type {Verdict} from '../../src/model/observation.js'

import {exit} from '../../src/evaluate/exit.js'
import {severities} from '../../src/model/framework.js'

type Seen = ReadonlyArray<readonly [Verdict, Severity]>

const run = (all: Seen, failOn: 'never' | Severity = 'high', allowUnknown = false) => exit(all.map(([verdict, severity]) => ({severity, verdict})), {allowUnknown, failOn})
const code = (...args: Parameters<typeof run>) => run(...args).code

describe('exit', () => {
  it('is 0 where everything was seen and holds', () => {
    assert.equal(code([['pass', 'critical'], ['not-applicable', 'high'], ['pass', 'low']]), 0)
  })

  it('is 1 for a failure at or above the threshold, and for none below it', () => {
    for (const failOn of severities) for (const severity of severities) {
      const isAbove = severities.indexOf(severity) <= severities.indexOf(failOn)
      assert.equal(code([['fail', severity], ['pass', 'low']], failOn), isAbove ? 1 : 0, `${severity} on ${failOn}`)
      assert.equal(code([['unknown', severity], ['pass', 'low']], failOn), isAbove ? 3 : 0, `unknown ${severity} on ${failOn}`)
      assert.equal(code([['unknown', severity], ['pass', 'low']], failOn, true), 0)
    }
  })

  it('is 1 rather than 3 where both are there', () => {
    assert.equal(code([['unknown', 'critical'], ['fail', 'high']]), 1)
    assert.equal(code([['unknown', 'critical'], ['fail', 'high']], 'high', true), 1)
    assert.equal(code([['unknown', 'critical'], ['fail', 'medium']]), 3)
  })

  it('is 3 where nothing was judged, whatever is allowed', () => {
    for (const allowUnknown of [true, false]) for (const failOn of ['never', ...severities] as const) {
      assert.equal(code([], failOn, allowUnknown), 3)
      assert.equal(code([['not-applicable', 'critical']], failOn, allowUnknown), 3)
      assert.equal(code([['unknown', 'low']], failOn, allowUnknown), 3)
      assert.equal(code([['unknown', 'critical'], ['not-applicable', 'low']], failOn, allowUnknown), 3)
    }
  })

  it('lets no failure and no gap count with never', () => {
    assert.equal(code([['fail', 'critical']], 'never'), 0)
    assert.equal(code([['fail', 'critical'], ['unknown', 'critical']], 'never'), 0)
    assert.equal(code([['pass', 'low'], ['unknown', 'critical']], 'never'), 0)
  })

  it('says in one line how many and how bad', () => {
    assert.equal(run([['fail', 'critical'], ['fail', 'high'], ['fail', 'low']]).reason, '2 failures of severity high or worse')
    assert.equal(run([['fail', 'critical']], 'critical').reason, '1 failure of severity critical')
    assert.equal(run([['unknown', 'high'], ['pass', 'low']]).reason, '1 observation of severity high or worse could not be determined')
    assert.equal(run([['pass', 'low']]).reason, 'no failure of severity high or worse')
    assert.match(run([]).reason, /^nothing could be judged$/)
  })

  it('says with a 0 how many were not seen', () => {
    assert.match(run([['pass', 'high'], ['unknown', 'critical'], ['unknown', 'low']], 'high', true).reason, /2 observations could not be determined/)
    assert.match(run([['pass', 'high'], ['unknown', 'low']]).reason, /1 observation could not be determined/)
    assert.match(run([['fail', 'high'], ['unknown', 'critical']], 'never').reason, /1 observation could not be determined/)
    assert.doesNotMatch(run([['pass', 'high']], 'high', true).reason, /determined/)
  })

  it('never ends with 0 where nothing passed and nothing failed', () => {
    const verdicts: readonly Verdict[] = ['unknown', 'not-applicable']
    for (const one of verdicts) for (const other of verdicts) for (const allowUnknown of [true, false]) assert.equal(code([[one, 'low'], [other, 'critical']], 'never', allowUnknown), 3)
  })
})

describe('exit with a policy', () => {
  const ok = [{severity: 'low', verdict: 'pass'}] as const
  const waived = {severity: 'critical', verdict: 'fail', waiver: {}} as const

  it('does not count what is waived, and says how much that is', () => {
    assert.deepEqual(exit([...ok, waived, {...waived, verdict: 'unknown'}], {allowUnknown: false, failOn: 'low'}), {code: 0, reason: 'no failure of severity low or worse; 2 waived'})
    assert.equal(exit([waived], {allowUnknown: false, failOn: 'low'}).code, 0)
    assert.equal(exit([...ok, waived, {severity: 'high', verdict: 'fail'}], {allowUnknown: false, failOn: 'low'}).code, 1)
  })

  it('is 1 for a control that was answered no, by its severity', () => {
    const said = (refused: readonly Severity[]) => exit(ok, {allowUnknown: false, failOn: 'high'}, {open: 0, refused})
    assert.deepEqual(said(['high', 'low']), {code: 1, reason: '1 control answered no of severity high or worse'})
    assert.equal(said(['medium']).code, 0)
    assert.equal(exit([...ok, {severity: 'high', verdict: 'fail'}], {allowUnknown: false, failOn: 'high'}, {open: 0, refused: ['critical']}).reason, '1 failure and 1 control answered no of severity high or worse')
  })

  it('is 3 with strict where controls are open', () => {
    const open = (n: number, strict: boolean) => exit(ok, {allowUnknown: true, failOn: 'never', strict}, {open: n, refused: []})
    assert.deepEqual(open(2, true), {code: 3, reason: '2 controls open'})
    assert.equal(open(0, true).code, 0)
    assert.equal(open(2, false).code, 0)
  })
})
