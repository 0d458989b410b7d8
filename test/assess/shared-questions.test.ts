import assert from 'node:assert/strict'

import type {Control, DataClass, Framework, Relation} from '../../src/model/framework.js'
import type {OpenControl} from '../../src/assess/shared-questions.js'

import {assessControls} from '../../src/assess/assess-controls.js'
import {sharedQuestions, withSharedQuestions} from '../../src/assess/shared-questions.js'
import {control, contextOf, dataScope, framework, pay, shop} from './support.js'

type Askable = Parameters<typeof sharedQuestions>[1]

const asks = (id: string, nist: Readonly<Record<string, Relation>> = {}, more: Partial<Control> = {}) =>
  control(id, {kind: 'manual', nist, question: `${id}?`, ...more})
const named = (id: string, controls: readonly Control[], more: Partial<Framework> = {}) =>
  framework(controls, {aliases: [], id, ...more})

/** All controls of the frameworks, as open ones. */
const allOpen = (frameworks: readonly Framework[], more: Partial<OpenControl> = {}): OpenControl[] =>
  frameworks.flatMap(framework =>
    framework.controls.map(control => ({acceptsAnswers: true, control, framework, ...more})),
  )

/** What is asked for each open control, by its name where it isn't its own question. */
function asked(open: readonly OpenControl[], frameworks: readonly Framework[], more: Partial<Askable> = {}) {
  const askable = {dataClassOf: () => undefined, refused: new Set<string>(), sharedQuestions: {}, ...more}
  return sharedQuestions(open, {frameworks, ...askable}).map(({control, framework}, index) =>
    control === open[index]?.control.id && framework === open[index].framework.id ? '' : `${framework} ${control}`,
  )
}

describe('sharedQuestions', () => {
  it('asks each question itself where none answers another', () => {
    const frameworks = [named('a', [asks('1', {N: 'overlap'}), asks('2')]), named('b', [asks('1', {N: 'overlap'})])]
    assert.deepEqual(asked(allOpen(frameworks), frameworks), ['', '', ''])
    assert.deepEqual(asked([], frameworks), [])
  })

  it('asks one question for what is equal to it or a part of it', () => {
    const frameworks = [
      named('a', [asks('1', {N: 'equal'})]),
      named('b', [asks('1', {N: 'subset'}), asks('2', {N: 'equal'}), asks('3', {N: 'superset'})]),
    ]
    assert.deepEqual(asked(allOpen(frameworks), frameworks), ['b 3', 'b 3', 'b 3', ''])
  })

  it('asks one of the open questions rather than another one that settles as many', () => {
    const frameworks = [named('a', [asks('1', {N: 'equal'})]), named('b', [asks('1', {N: 'equal'})])]
    const given = {sharedQuestions: {'nist-800-53r5': {N: 366}}}
    assert.deepEqual(asked(allOpen(frameworks), frameworks, given), ['', 'a 1'])
    assert.deepEqual(asked(allOpen(frameworks), [...frameworks].reverse(), given), ['b 1', ''])
    const three = [...frameworks, named('c', [asks('1', {N: 'subset'}), asks('2', {N: 'subset'})])]
    assert.deepEqual(asked(allOpen(three), three, given), ['', 'a 1', 'a 1', 'a 1'])
  })

  it('prefers an open question while it is open, and else the first that settles as many', () => {
    const first = named('first', [asks('1', {N: 'equal'})])
    const frameworks = [named('a', [asks('1', {N: 'equal'})]), named('b', [asks('1', {N: 'subset'})])]
    assert.deepEqual(asked(allOpen(frameworks), [first, ...frameworks]), ['', 'a 1'])
    const parts = [
      named('x', [asks('1', {M: 'subset', N: 'superset'})]),
      named('m', [asks('1', {M: 'subset'}), asks('2', {M: 'subset'}), asks('3', {M: 'subset'})]),
      named('n', [asks('1', {N: 'subset'}), asks('2', {N: 'subset'})]),
    ]
    const more = named('first', [asks('1', {N: 'superset'})])
    const m = 'nist-800-53r5 M'
    assert.deepEqual(asked(allOpen(parts), [more, ...parts], {sharedQuestions: {'nist-800-53r5': {M: 366}}}), [
      m,
      m,
      m,
      m,
      'first 1',
      'first 1',
    ])
  })

  it('asks a question of SP 800-53 that is not assessed, where that settles more', () => {
    const frameworks = [named('a', [asks('1', {N: 'subset'})]), named('b', [asks('1', {N: 'subset'})])]
    const nist = 'nist-800-53r5'
    assert.deepEqual(asked(allOpen(frameworks), frameworks), ['', ''])
    assert.deepEqual(asked(allOpen(frameworks), frameworks, {sharedQuestions: {[nist]: {M: 366, N: 366}}}), [
      `${nist} N`,
      `${nist} N`,
    ])
    assert.deepEqual(asked(allOpen(frameworks), frameworks, {sharedQuestions: {[nist]: {N: 367}}}), ['', ''])
    const assessed = [...frameworks, named(nist, [asks('N', {}, {answerDays: 400})])]
    assert.deepEqual(asked(allOpen(frameworks), assessed, {sharedQuestions: {[nist]: {N: 366}}}), ['', ''])
  })

  it('asks a common question', () => {
    const frameworks = [named('a', [asks('1', {}, {common: ['Q']}), asks('2', {}, {common: ['P', 'Q']})])]
    assert.deepEqual(asked(allOpen(frameworks), frameworks, {sharedQuestions: {'common-questions': {Q: 366}}}), [
      'common-questions Q',
      'common-questions Q',
    ])
  })

  it('asks the question that settles the most first, and what is left after that', () => {
    const frameworks = [
      named('a', [asks('1', {M: 'subset'}), asks('2', {M: 'subset', N: 'subset'}), asks('3', {N: 'subset'})]),
      named('b', [asks('1', {M: 'subset', N: 'subset'}), asks('2', {N: 'subset'})]),
    ]
    const given = {sharedQuestions: {'nist-800-53r5': {M: 366, N: 366}}}
    const [n, m] = ['nist-800-53r5 N', 'nist-800-53r5 M']
    assert.deepEqual(asked(allOpen(frameworks), frameworks, given), ['', n, n, n, n])
    const more = [...frameworks, named('c', [asks('1', {M: 'subset'})])]
    assert.deepEqual(asked(allOpen(more), more, given), [m, m, n, m, n, m])
  })

  it('asks for a question that does not have the answers of others itself', () => {
    const shared = asks('1', {N: 'equal'}, {kind: 'inherited'})
    const frameworks = [named('a', [shared]), named('b', [asks('1', {N: 'equal'}), asks('2', {N: 'equal'})])]
    assert.deepEqual(asked(allOpen(frameworks), frameworks), ['b 1', '', 'b 1'])
    assert.deepEqual(asked(allOpen(frameworks, {acceptsAnswers: false}), frameworks), ['', '', ''])
    assert.deepEqual(asked(allOpen(frameworks.slice(0, 1)), frameworks.slice(0, 1)), [''])
    const [own, other] = [named('a', [asks('1', {N: 'equal'})]), named('b', [asks('1', {N: 'equal'})])]
    const open = [...allOpen([own], {acceptsAnswers: false}), ...allOpen([other])]
    assert.deepEqual(asked(open, [own, other]), ['', 'a 1'])
  })

  it('asks a question that is not open for several that are, unless it was refused', () => {
    const settled = named('b', [asks('1', {N: 'equal'})])
    const frameworks = [named('a', [asks('1', {N: 'subset'}), asks('2', {N: 'subset'})]), settled]
    const open = allOpen(frameworks.slice(0, 1))
    assert.deepEqual(asked(open, frameworks), ['b 1', 'b 1'])
    assert.deepEqual(asked(open, frameworks, {refused: new Set(['b 1'])}), ['', ''])
    assert.deepEqual(asked(allOpen(frameworks), frameworks, {refused: new Set(['b 1'])}), ['b 1', 'b 1', ''])
    const nist = {sharedQuestions: {'nist-800-53r5': {N: 366}}}
    assert.deepEqual(asked(open, frameworks, {...nist, refused: new Set(['b 1', 'nist-800-53r5 N'])}), ['', ''])
    // What was refused is equal to both.
    assert.deepEqual(asked(open, frameworks, {...nist, refused: new Set(['c 1', 'nist-800-53r5 N'])}), ['', ''])
  })

  it('asks about the apps that hold a class of data for others about them only', () => {
    const frameworks = [named('a', [asks('1', {N: 'equal'})]), named('b', [asks('1', {N: 'equal'})])]
    const ask = (first: DataClass | undefined, second: DataClass | undefined) => {
      const classes: Readonly<Record<string, DataClass | undefined>> = {a: first, b: second}
      const open = allOpen(frameworks).map(one => ({...one, dataClass: classes[one.framework.id]}))
      return asked(open, frameworks, {dataClassOf: ({id}) => classes[id]})
    }
    assert.deepEqual(ask(undefined, undefined), ['', 'a 1'])
    assert.deepEqual(ask('cardholder', 'cardholder'), ['', 'a 1'])
    assert.deepEqual(ask('cardholder', undefined), ['b 1', ''])
    assert.deepEqual(ask('cardholder', 'cji'), ['', ''])
  })

  it('depends on the intervals', () => {
    const frameworks = [
      named('a', [asks('1', {N: 'equal'}, {answerDays: 366})]),
      named('b', [asks('1', {N: 'equal'}, {answerDays: 90})]),
    ]
    assert.deepEqual(asked(allOpen(frameworks), frameworks), ['b 1', ''])
  })
})

describe('withSharedQuestions', () => {
  it('names the question of another control, and adds nothing else', () => {
    const frameworks = [
      named('a', [asks('1', {N: 'equal'}), asks('2'), asks('3', {N: 'subset'}), control('4'), asks('5')]),
      named('b', [asks('1', {N: 'equal'})]),
    ]
    const yes = {answer: 'yes', apps: ['*'], by: 'ann', control: '5', on: '2026-11-01', reason: 'r'} as const
    const ground = contextOf({frameworks, policy: {answers: [{...yes, framework: 'a'}]}})
    const {frameworks: results, open, refused} = assessControls(ground)
    const withQuestions = withSharedQuestions(results, open, {
      ...ground.catalog,
      dataClassOf: ground.applicability.dataClassOf,
      refused,
    })
    const askedAs = {control: '1', framework: 'a'}
    assert.deepEqual(
      withQuestions,
      results.map(result => ({
        ...result,
        controls: result.controls.map(one => (one.id === '3' || result.id === 'b' ? {...one, askedAs} : one)),
      })),
    )
  })
})

describe('assessControls', () => {
  const answer = (more: object) =>
    ({
      answer: 'yes',
      apps: ['*'],
      by: 'ann',
      control: '1',
      framework: 'a',
      on: '2026-11-01',
      reason: 'r',
      ...more,
    }) as const

  it('says what is open, and what was refused in any framework', () => {
    const shared = {kind: 'inherited', nist: {N: 'equal'}, question: '3?'} as const
    const other = named('other', [asks('1', {N: 'equal', O: 'superset'}), asks('2'), control('3', shared)], {
      aliases: ['o'],
    })
    const {open, refused} = assessControls(
      contextOf({
        answeredFrameworks: [other],
        dataScopes: [['cardholder', dataScope(['pay'], ['shop'])]],
        frameworks: [
          named('a', [asks('1'), asks('2'), control('3')]),
          named('b', [asks('1')], {dataClass: 'cardholder'}),
        ],
        policy: {
          answers: [
            answer({}),
            answer({answer: 'no', framework: 'o'}),
            answer({answer: 'no', control: '3', framework: 'other'}),
            answer({answer: 'no', control: '2', framework: 'other', on: '2027-01-01'}),
            answer({answer: 'no', apps: ['shop'], framework: 'b'}),
          ],
          data: {cardholder: {apps: ['pay'], by: 'ann', on: '2026-11-01'}},
        },
      }),
    )
    assert.deepEqual(
      open.map(({control, dataClass, framework}) => [framework.id, control.id, dataClass]),
      [
        ['a', '2', undefined],
        ['b', '1', 'cardholder'],
      ],
    )
    assert.deepEqual([...refused], ['b 1', 'other 1', 'nist-800-53r5 N', 'other 3'])
  })

  it('counts answers to a framework that is not assessed where they answer something', () => {
    const other = named('other', [asks('1', {N: 'equal'}), asks('2')])
    const of = (...answers: ReadonlyArray<ReturnType<typeof answer>>) => {
      const {notices, validAnswers} = assessControls(
        contextOf({
          answeredFrameworks: [other],
          frameworks: [named('a', [asks('1', {N: 'equal'})])],
          places: [pay, shop],
          policy: {answers},
        }),
      )
      return [validAnswers.map(({control, framework}) => `${framework} ${control}`), notices.map(({text}) => text)]
    }
    assert.deepEqual(of(answer({framework: 'other'})), [['other 1'], []])
    assert.deepEqual(of(answer({control: '2', framework: 'other'})), [[], []])
    assert.deepEqual(of(answer({apps: ['pya'], framework: 'other'})), [[], []])
    assert.deepEqual(of(answer({framework: 'other', apps: ['pay']}), answer({apps: ['shpo'], framework: 'other'})), [
      ['other 1', 'other 1'],
      ['The answer of ann to other 1 has no effect: nothing in scope is named shpo.'],
    ])
    assert.deepEqual(of(answer({}), answer({framework: 'other'})), [['a 1'], []])
  })
})
