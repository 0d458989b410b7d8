import assert from 'node:assert/strict'

import type {Control, ControlKind, Status} from '../../src/model/framework.js'
import type {Verdict} from '../../src/model/observation.js'

import {rollup as rolled, worst} from '../../src/evaluate/rollup.js'
import {controlKinds, statuses} from '../../src/model/framework.js'

const control = (kind: ControlKind, more: Partial<Control> = {}): Control =>
  ({checks: ['c'], id: '1.1', kind, remediation: {text: 'x'}, responsibility: 'customer', severity: 'high', source: {document: 'd', section: 's'}, title: 't', ...more})
const rollup = (one: Control, judged: Parameters<typeof rolled>[1], boundary: Parameters<typeof rolled>[2], notRun?: string, more: {isRelieved?: boolean; missing?: readonly string[]} = {}) =>
  rolled(one, judged, boundary, {isRelieved: false, missing: one.documents ?? [], notRun, ...more})
const seen = (...verdicts: Verdict[]) => verdicts.map(verdict => ({check: 'c', verdict}))
const status = (kind: ControlKind, ...verdicts: Verdict[]) => rollup(control(kind), seen(...verdicts), []).status
const guarded = (...verdicts: Verdict[]) => rollup(control('inherited', {boundary: ['g'], checks: [], documents: ['aoc'], gates: ['GATE-1']}), [], verdicts.map(verdict => ({check: 'g', verdict})))

describe('rollup', () => {
  it('rolls up an automatic control: any fail, any unknown, any pass, else nothing', () => {
    const rows: ReadonlyArray<readonly [Status, ...Verdict[]]> = [
      ['fail', 'fail'], ['fail', 'pass', 'unknown', 'fail', 'not-applicable'], ['unknown', 'unknown'], ['unknown', 'pass', 'unknown', 'not-applicable'],
      ['pass', 'pass'], ['pass', 'not-applicable', 'pass'], ['not-applicable', 'not-applicable'], ['not-applicable'],
    ]
    for (const [expected, ...verdicts] of rows) assert.equal(status('automatic', ...verdicts), expected, verdicts.join(' '))
  })

  for (const kind of ['fail-only', 'evidence'] as const) it(`never lets a ${kind} control pass by itself`, () => {
    const rows: ReadonlyArray<readonly [Status, ...Verdict[]]> = [
      ['fail', 'pass', 'fail'], ['fail', 'unknown', 'fail'], ['unknown', 'pass', 'unknown'], ['manual', 'pass'], ['manual', 'pass', 'not-applicable'], ['manual', 'not-applicable'], ['manual'],
    ]
    for (const [expected, ...verdicts] of rows) assert.equal(status(kind, ...verdicts), expected, verdicts.join(' '))
  })

  it('leaves a manual control to a person', () => {
    assert.equal(rollup(control('manual', {checks: []}), [], []).status, 'manual')
  })

  it('lets an inherited control be no better than its boundary', () => {
    for (const verdicts of [['fail'], ['unknown'], ['pass', 'fail'], ['pass', 'unknown'], ['not-applicable', 'unknown']] as const) {
      const {reason, status: found} = guarded(...verdicts)
      assert.equal(found, 'unknown', verdicts.join(' '))
      assert.match(reason, /outside the certified boundary.*GATE-1/)
    }

    assert.match(guarded('unknown').reason, /^perhaps /)
    assert.match(guarded('unknown', 'fail').reason, /^outside/)
  })

  it('asks an inherited control for its documents inside the boundary', () => {
    for (const verdicts of [[], ['pass'], ['not-applicable'], ['pass', 'not-applicable']] as const) {
      assert.deepEqual(guarded(...verdicts), {reason: 'document needed: aoc', status: 'manual'})
    }
  })

  it('names the boundary check where no gate is named', () => {
    for (const more of [{}, {gates: []}]) {
      const {reason} = rollup(control('inherited', {boundary: ['g'], checks: [], ...more}), [], [{check: 'g', verdict: 'fail'}, {check: 'g', verdict: 'fail'}])
      assert.match(reason, /see g$/)
    }
  })

  it('says which checks failed or were open, each once, and how often', () => {
    const all = [{check: 'a', verdict: 'fail'}, {check: 'b', verdict: 'fail'}, {check: 'a', verdict: 'fail'}, {check: 'z', verdict: 'pass'}] as const
    assert.equal(rollup(control('fail-only'), all, []).reason, 'a, b: 3 failures')
    assert.equal(rollup(control('automatic'), [{check: 'a', verdict: 'fail'}], []).reason, 'a: 1 failure')
    assert.equal(rollup(control('automatic'), [{check: 'a', verdict: 'unknown'}, {check: 'b', verdict: 'pass'}], []).reason, 'a: 1 could not be determined')
    assert.equal(rollup(control('automatic'), seen('pass', 'pass'), []).reason, '2 observations passed')
    assert.equal(rollup(control('automatic'), seen('pass'), []).reason, '1 observation passed')
  })

  it('says of an open control whether a breach was looked for', () => {
    assert.match(rollup(control('fail-only'), seen('pass', 'not-applicable'), []).reason, /^no breach was seen/)
    for (const all of [seen(), seen('not-applicable')]) assert.equal(rollup(control('fail-only'), all, []).reason, 'a person has to answer')
  })

  it('leaves what a wider scope judges to it, unless something is wrong already', () => {
    const narrow = (kind: ControlKind, ...verdicts: Verdict[]) => rollup(control(kind), seen(...verdicts), [], 'judged with --team')
    for (const kind of ['automatic', 'fail-only', 'evidence', 'manual'] as const) assert.deepEqual(narrow(kind), {reason: 'judged with --team', status: 'manual'})
    assert.deepEqual(narrow('automatic', 'pass'), {reason: 'judged with --team', status: 'manual'})
    assert.equal(narrow('automatic', 'fail').status, 'fail')
    assert.equal(narrow('fail-only', 'unknown').status, 'unknown')
  })

  it('never passes what was not seen to pass', () => {
    for (const kind of controlKinds) {
      assert.notEqual(status(kind), 'pass')
      assert.notEqual(status(kind, 'not-applicable'), 'pass')
      for (const bad of ['fail', 'unknown'] as const) assert.notEqual(status(kind, 'pass', bad, 'pass'), 'pass')
    }
  })
})

describe('worst', () => {
  it('is the first of the order that is there', () => {
    assert.deepEqual(statuses, ['fail', 'unknown', 'manual', 'waived', 'attested', 'inherited', 'pass', 'not-applicable'])
    for (const [index, one] of statuses.entries()) assert.equal(worst([...statuses.slice(index)].reverse()), one)
    assert.equal(worst([]), 'not-applicable')
  })
})

describe('rollup with waivers', () => {
  const some = (...all: ReadonlyArray<readonly [Verdict, boolean?]>) => all.map(([verdict, isWaived = false]) => ({check: 'c', isWaived, verdict}))
  const roll = (kind: ControlKind, ...all: ReadonlyArray<readonly [Verdict, boolean?]>) => rollup(control(kind), some(...all), [])

  it('leaves out what is covered, and is waived unless the rest is worse', () => {
    const rows: ReadonlyArray<readonly [Status, ControlKind, ...Array<readonly [Verdict, boolean?]>]> = [
      ['waived', 'automatic', ['fail', true]], ['waived', 'automatic', ['unknown', true], ['pass']], ['fail', 'automatic', ['fail', true], ['fail']], ['unknown', 'automatic', ['fail', true], ['unknown']],
      ['manual', 'fail-only', ['fail', true]], ['manual', 'fail-only', ['fail', true], ['pass']], ['fail', 'evidence', ['unknown', true], ['fail']],
    ]
    for (const [expected, kind, ...all] of rows) assert.equal(roll(kind, ...all).status, expected, JSON.stringify(all))
    assert.equal(roll('automatic', ['fail', true], ['fail', true]).reason, 'c: 2 observations waived')
  })

  it('moves nothing into a certified boundary', () => {
    const one = control('inherited', {boundary: ['g'], checks: [], documents: ['aoc']})
    assert.equal(rollup(one, [], [{check: 'g', isWaived: true, verdict: 'fail'}], undefined, {missing: []}).status, 'unknown')
  })
})

describe('rollup with documents', () => {
  const inherited = control('inherited', {boundary: ['g'], checks: [], documents: ['aoc', 'map']})

  it('inherits inside the boundary once every document counts', () => {
    assert.deepEqual(rollup(inherited, [], [{check: 'g', verdict: 'pass'}], undefined, {missing: []}), {reason: 'inside the certified boundary; on file: aoc, map', status: 'inherited'})
    assert.equal(rollup(inherited, [], [{check: 'g', verdict: 'pass'}], undefined, {missing: ['map']}).status, 'manual')
    for (const verdict of ['fail', 'unknown'] as const) assert.equal(rollup(inherited, [], [{check: 'g', verdict}], undefined, {missing: []}).status, 'unknown')
  })

  const relieved = control('fail-only', {checks: ['c', 'd'], relieved: ['c'], relievedBy: 'letter'})
  const seenOf = (...all: ReadonlyArray<readonly [string, Verdict]>) => all.map(([check, verdict]) => ({check, verdict}))

  it('turns the failures that a document speaks of into a question, and no others', () => {
    const roll = (isRelieved: boolean, ...all: ReadonlyArray<readonly [string, Verdict]>) => rollup(relieved, seenOf(...all), [], undefined, {isRelieved}).status
    assert.equal(roll(false, ['c', 'fail']), 'fail')
    assert.equal(roll(true, ['c', 'fail']), 'manual')
    assert.equal(roll(true, ['c', 'fail'], ['d', 'pass']), 'manual')
    assert.equal(roll(true, ['c', 'fail'], ['d', 'fail']), 'fail')
    assert.equal(roll(true, ['d', 'fail']), 'fail')
    assert.equal(roll(true, ['c', 'fail'], ['d', 'unknown']), 'unknown')
    assert.equal(rollup({...relieved, kind: 'automatic'}, seenOf(['c', 'fail'], ['d', 'pass']), [], undefined, {isRelieved: true}).status, 'manual')
    assert.equal(rollup({...relieved, relieved: undefined as never}, seenOf(['c', 'fail']), [], undefined, {isRelieved: true}).status, 'fail')
  })
})
