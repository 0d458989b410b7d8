import assert from 'node:assert/strict'

import type {CompiledCheck} from '../../src/model/check.js'
import type {Subject, SubjectKind} from '../../src/model/subject.js'

import {judgeSubjects} from '../../src/assess/evaluate-check.js'

const check = (id: string, subject: SubjectKind): CompiledCheck => ({
  id,
  must: {a: {const: true}},
  remediation: {text: 'x'},
  severity: 'low',
  subject,
  tests: {must: [['a', value => value === true]], when: []},
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

describe('evaluate', () => {
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

  it('gives the same for the same in any order, and changes nothing of what it is given', () => {
    const verdictsOf = (all: ReturnType<typeof judgeSubjects>) =>
      all.map(subjectJudgement => [subjectJudgement.check.id, subjectJudgement.subject.id, subjectJudgement.verdict])
    const frozen = [Object.freeze([...checks]), Object.freeze([...subjects])] as const
    assert.deepEqual(
      verdictsOf(judgeSubjects([...checks].reverse(), [...subjects].reverse())),
      verdictsOf(judgeSubjects(...frozen)),
    )
  })
})
