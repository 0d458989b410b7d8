import assert from 'node:assert/strict'

import type {Control, Relation} from '../../src/model/framework.js'

import {anchorsOf, answerCarries, answerDaysOf, hasWholeQuestion, relationThrough} from '../../src/assess/carry.js'
import {commonQuestions} from '../../src/model/framework.js'
import {control, framework} from './support.js'

const relations = [undefined, 'equal', 'subset', 'superset', 'overlap'] as const

describe('anchorsOf', () => {
  const anchors = (of: Control, more: Parameters<typeof framework>[1] = {}) =>
    Object.fromEntries(anchorsOf({control: of, framework: framework([of], more)}))

  it('are the controls of the crosswalk, and the control itself', () => {
    assert.deepEqual(anchors(control('A', {nist: {'AC-2': 'subset', 'AC-3 (1)': 'overlap'}})), {
      'frame A': 'equal',
      'nist-800-53r5 AC-2': 'subset',
      'nist-800-53r5 AC-3 (1)': 'overlap',
    })
    assert.deepEqual(anchors(control('A')), {'frame A': 'equal'})
    assert.deepEqual(anchors(control('A', {common: ['logs', 'people']})), {
      'common-questions logs': 'subset',
      'common-questions people': 'subset',
      'frame A': 'equal',
    })
  })

  it('are those of the parent for a control of a profile', () => {
    assert.deepEqual(anchors(control('A', {nist: {'AC-2': 'equal'}}), {id: 'child', profileOf: 'parent'}), {
      'nist-800-53r5 AC-2': 'equal',
      'parent A': 'equal',
    })
  })

  it('say that a control of SP 800-53 is equal to itself, whatever its crosswalk says', () => {
    const itself = control('AC-2', {nist: {'AC-2': 'overlap'}})
    assert.deepEqual(anchors(itself, {id: 'nist-800-53r5'}), {'nist-800-53r5 AC-2': 'equal'})
  })

  it('are found once for each control', () => {
    const own = control('A')
    const first = anchorsOf({control: own, framework: framework([own])})
    assert.equal(anchorsOf({control: own, framework: framework([own])}), first)
    assert.notEqual(anchorsOf({control: {...own}, framework: framework([own])}), first)
  })
})

describe('hasWholeQuestion', () => {
  it('is so for a control with a question that is not partly answered by Heroku', () => {
    for (const kind of ['automatic', 'evidence', 'fail-only', 'manual'] as const)
      assert.deepEqual([hasWholeQuestion({kind, question: ''}), hasWholeQuestion({kind})], [true, false])
    assert.equal(hasWholeQuestion({kind: 'inherited', question: 'And?'}), false)
  })
})

describe('relationThrough', () => {
  it('leads from what is equal or more to what is equal or less, and from more to more never', () => {
    const found = relations.flatMap(from =>
      relations.flatMap(to => {
        const relation = relationThrough(from, to)
        return relation ? [[from, to, relation]] : []
      }),
    )
    assert.deepEqual(found, [
      ['equal', 'equal', 'equal'],
      ['equal', 'subset', 'subset'],
      ['superset', 'equal', 'subset'],
      ['superset', 'subset', 'subset'],
    ] satisfies Array<[Relation, Relation, Relation]>)
  })
})

describe('answerCarries', () => {
  const of = (answerDays?: number, id = 'frame') => ({
    control: control('A', answerDays === undefined ? {} : {answerDays}),
    framework: {id},
  })

  it('depends on what was answered, on the relation and on the intervals', () => {
    const carries = (answer: Parameters<typeof answerCarries>[0], relation: 'equal' | 'subset', id?: string) =>
      [
        [184, undefined],
        [184, 184],
        [undefined, 184],
      ].map(([from, to]) => answerCarries(answer, relation, of(from, id), of(to)))
    assert.deepEqual(carries('yes', 'equal'), [true, true, false])
    assert.deepEqual(carries('yes', 'subset'), [true, true, false])
    assert.deepEqual(carries('no', 'equal'), [false, true, true])
    assert.deepEqual(carries('no', 'subset'), [false, false, false])
    assert.deepEqual(carries('not-applicable', 'equal'), [true, true, true])
    assert.deepEqual(carries('not-applicable', 'subset'), [true, true, true])
    assert.deepEqual(carries('yes', 'subset', commonQuestions), [true, true, false])
    assert.deepEqual(carries('no', 'subset', commonQuestions), [false, false, false])
    assert.deepEqual(carries('not-applicable', 'subset', commonQuestions), [false, false, false])
  })

  it('takes a year for what does not say', () => {
    assert.deepEqual([answerDaysOf({}), answerDaysOf({answerDays: 30})], [366, 30])
  })
})
