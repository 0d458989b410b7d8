import assert from 'node:assert/strict'

import type {CompiledCheck, Predicate, CompiledPredicate} from '../../src/model/check.js'
import type {FieldValue, Subject, SubjectKind, Value} from '../../src/model/subject.js'

import {createAjv} from '../../src/parsing/ajv.js'
import {judge, judgeSubjects} from '../../src/assess/judge.js'

const ajv = createAjv()
const test = (predicate: Predicate): CompiledPredicate => {
  const validate = ajv.compile(predicate)
  return value => validate(value)
}

function check(must: Record<string, Predicate>, when: Record<string, Predicate> = {}): CompiledCheck {
  const side = (all: Record<string, Predicate>) =>
    Object.entries(all).map(([name, predicate]) => [name, test(predicate)] as const)
  return {
    id: 'c',
    must,
    remediation: {text: 'x'},
    severity: 'high',
    subject: 'app',
    tests: {must: side(must), variants: [], when: side(when)},
    title: 't',
    failureTitle: 'not t',
    when,
    why: 'w',
  }
}

const open = (...among: Value[]): FieldValue => ({
  gap: {reason: 'forbidden'},
  ...(among.length > 0 ? {possibleValues: among} : {}),
})
const subject = (fields: Record<string, FieldValue>): Subject => ({
  fields: Object.fromEntries(Object.entries(fields).map(([name, known]) => [name, () => known])),
  id: 'x',
  kind: 'app',
  name: 'x',
})
const verdict = (compiledCheck: CompiledCheck, fields: Record<string, FieldValue>) =>
  judge(compiledCheck, subject(fields)).verdict

const yes = {const: true}
const [truth, lie] = [{value: true}, {value: false}]

describe('judge', () => {
  const plain = check({a: yes})
  const conditional = check({a: yes}, {w: yes})

  it('passes, fails or is unknown', () => {
    assert.equal(verdict(plain, {a: truth}), 'pass')
    assert.equal(verdict(plain, {a: lie}), 'fail')
    assert.equal(verdict(plain, {a: open()}), 'unknown')
  })

  it('does not apply where its condition is false, whatever else is missing', () => {
    assert.equal(verdict(conditional, {a: open(), w: lie}), 'not-applicable')
    assert.equal(verdict(conditional, {a: lie, w: lie}), 'not-applicable')
    assert.equal(verdict(check({a: yes}, {v: yes, w: yes}), {a: lie, v: open(), w: lie}), 'not-applicable')
  })

  it('is unknown if its condition is unknown, whatever the rest', () => {
    for (const a of [truth, lie, open()]) assert.equal(verdict(conditional, {a, w: open()}), 'unknown')
  })

  it('fails for one false clause beside unknown ones, in either order', () => {
    const two = check({a: yes, b: yes})
    assert.equal(verdict(two, {a: open(), b: lie}), 'fail')
    assert.equal(verdict(two, {a: lie, b: open()}), 'fail')
    assert.equal(verdict(two, {a: open(), b: truth}), 'unknown')
    assert.equal(verdict(two, {a: truth, b: open()}), 'unknown')
    assert.equal(verdict(two, {a: truth, b: truth}), 'pass')
  })

  it('is decided in spite of a gap if all possible values have the same result', () => {
    const some = check({a: {enum: ['private', 'shield']}})
    assert.equal(verdict(some, {a: open('private', 'shield')}), 'pass')
    assert.equal(verdict(some, {a: open('common', 'public')}), 'fail')
    assert.equal(verdict(some, {a: open('common', 'shield')}), 'unknown')
    assert.equal(verdict(some, {a: open('shield', 'common')}), 'unknown')
    assert.equal(verdict(some, {a: open('private', 'shield', 'common')}), 'unknown')
    assert.equal(verdict(some, {a: open('shield')}), 'pass')
    assert.equal(verdict(check({a: yes}, {w: {enum: [1, 2]}}), {a: lie, w: open(1, 2)}), 'fail')
    assert.equal(verdict(check({a: yes}, {w: {enum: [1, 2]}}), {a: lie, w: open(3, 4)}), 'not-applicable')
  })

  it('is unknown for a gap without possible values', () => {
    assert.equal(judge(plain, subject({a: {possibleValues: [], gap: {reason: 'forbidden'}}})).verdict, 'unknown')
  })

  it('treats false, zero, null and empty strings as values', () => {
    for (const value of [false, 0, '', null, []] as const)
      assert.equal(verdict(check({a: {const: value}}), {a: {value}}), 'pass', JSON.stringify(value))
  })

  it('names the field that failed, its value and what was expected', () => {
    const two = check({a: {maximum: 5}, b: yes})
    const because = (fields: Record<string, FieldValue>) => {
      const judged = judge(two, subject(fields))
      return 'because' in judged ? judged.because : undefined
    }

    assert.deepEqual(because({a: {value: 6}, b: lie}), [{field: 'a', must: {maximum: 5}, value: 6}])
    assert.deepEqual(because({a: {value: 5}, b: lie}), [{field: 'b', must: yes, value: false}])
    assert.deepEqual(because({a: open(6, 7), b: truth}), [{field: 'a', must: {maximum: 5}, value: ['6', '7']}])
    assert.equal(because({a: {value: 5}, b: truth}), undefined)
  })

  it('names the gaps that matter, only those of its condition if that is unknown', () => {
    const all = check({a: yes, b: yes}, {v: yes, w: yes})
    const gapsOf = (fields: Record<string, FieldValue>) => {
      const judged = judge(all, subject(fields))
      return 'gaps' in judged ? judged.gaps.map(({field, gap}) => [field, gap.reason]) : undefined
    }

    assert.deepEqual(gapsOf({a: open(), b: open(), v: open(), w: open()}), [
      ['v', 'forbidden'],
      ['w', 'forbidden'],
    ])
    assert.deepEqual(gapsOf({a: open(), b: open(), v: truth, w: truth}), [
      ['a', 'forbidden'],
      ['b', 'forbidden'],
    ])
    assert.equal(gapsOf({a: lie, b: open(), v: truth, w: truth}), undefined)
    assert.equal(gapsOf({a: truth, b: truth, v: truth, w: truth}), undefined)
  })

  it("doesn't read fields after a false clause", () => {
    const asked: string[] = []
    const item: Subject = {
      ...subject({}),
      fields: Object.fromEntries(
        ['v', 'w', 'a', 'b'].map(name => [
          name,
          () => {
            asked.push(name)
            return name === 'w' || name === 'a' ? lie : truth
          },
        ]),
      ),
    }
    judge(check({a: yes, b: yes}, {v: yes, w: yes}), item)
    assert.deepEqual(asked, ['v', 'w'])
    asked.length = 0
    judge(check({a: yes, b: yes}, {v: yes}), item)
    assert.deepEqual(asked, ['v', 'a'])
  })

  it('treats missing fields of a placeholder as its gap', () => {
    const star: Subject = {...subject({w: lie}), placeholder: {reason: 'rate-limited'}}
    assert.equal(judge(conditional, star).verdict, 'not-applicable')
    assert.deepEqual(judge(plain, star), {gaps: [{field: 'a', gap: {reason: 'rate-limited'}}], verdict: 'unknown'})
  })

  it('throws if a subject lacks a field', () => {
    assert.throws(() => judge(plain, subject({})), /no field "a"/)
  })
})

describe('judgeSubjects', () => {
  const check = (id: string, subject: SubjectKind): CompiledCheck => ({
    id,
    must: {a: {const: true}},
    remediation: {text: 'x'},
    severity: 'low',
    subject,
    tests: {must: [['a', value => value === true]], variants: [], when: []},
    title: id,
    failureTitle: `not ${id}`,
    why: 'w',
  })
  const subject = (kind: SubjectKind, name: string, id = name, value = true): Subject => ({
    fields: {a: () => ({value})},
    id,
    kind,
    name,
  })

  const checks = [check('b-check', 'app'), check('a-check', 'space'), check('C-check', 'app')]
  const subjects = [
    subject('app', 'zeta'),
    subject('space', 'vault'),
    subject('app', 'Beta'),
    subject('app', 'alpha', 'id2', false),
    subject('app', 'alpha', 'id1'),
    subject('team', 'acme'),
  ]

  it('judges every check on every subject of its kind, and on no other', () => {
    assert.equal(judgeSubjects(checks, subjects).length, 2 * 4 + 1)
    assert.deepEqual(judgeSubjects([check('x', 'drain')], subjects), [])
    assert.deepEqual(judgeSubjects([], subjects), [])
  })

  it('sorts by check, then by name and id of the subject, in code units', () => {
    const seen = judgeSubjects(checks, subjects).map(judgeSubject =>
      [judgeSubject.check.id, judgeSubject.subject.name, judgeSubject.subject.id].join(' '),
    )
    assert.deepEqual(seen, [
      'C-check Beta Beta',
      'C-check alpha id1',
      'C-check alpha id2',
      'C-check zeta zeta',
      'a-check vault vault',
      'b-check Beta Beta',
      'b-check alpha id1',
      'b-check alpha id2',
      'b-check zeta zeta',
    ])
  })

  it("gives the same result for any order, and doesn't change its input", () => {
    const verdictsOf = (all: ReturnType<typeof judgeSubjects>) =>
      all.map(subjectJudgement => [subjectJudgement.check.id, subjectJudgement.subject.id, subjectJudgement.verdict])
    const frozen = [Object.freeze([...checks]), Object.freeze([...subjects])] as const
    assert.deepEqual(
      verdictsOf(judgeSubjects([...checks].reverse(), [...subjects].reverse())),
      verdictsOf(judgeSubjects(...frozen)),
    )
  })
})

describe('what a number was measured on', () => {
  it('is told with the violation', () => {
    const tooWide = check({range: {maximum: 1}})
    assert.deepEqual(judge(tooWide, subject({range: {of: '10.0.0.0/8', value: 2}})), {
      because: [{field: 'range', must: {maximum: 1}, of: '10.0.0.0/8', value: 2}],
      verdict: 'fail',
    })
  })
})
