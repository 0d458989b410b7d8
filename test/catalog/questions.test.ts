import assert from 'node:assert/strict'

import type {Control} from '../../src/model/framework.js'

import {answerDaysOf} from '../../src/assess/carry.js'
import {readFrameworks} from '../../src/catalog/catalog.js'
import {statedPeriods} from './control-lists.js'
import {allowedAnswerDays, longestAnswerDays, periodsNamed, wordingProblems} from './question-wording.js'

const frameworks = readFrameworks()
const rounded = (question: string) => periodsNamed(question).map(days => Math.round(days))

describe('periodsNamed', () => {
  const periods: ReadonlyArray<readonly [string, readonly number[]]> = [
    ['Is access reviewed every six months?', [184]],
    ['Is access reviewed every 90 days?', [90]],
    ['Is access reviewed every other week?', [14]],
    ['Is access reviewed each quarter?', [92]],
    ['Is access reviewed every half year?', [183]],
    ['Is access reviewed twice a year?', [183]],
    ['Is access reviewed once every two years?', [731, 731]],
    ['Is access reviewed four times a year?', [91]],
    ['Was access reviewed in the last 12 months?', [368]],
    ['Was access reviewed within the past quarter?', [92]],
    ['Was access reviewed in the last calendar year?', [365]],
    ['Is access reviewed at least quarterly?', [92]],
    ['Is access reviewed annually?', [366]],
    ['Is access reviewed semiannually?', [184]],
    ['Is access reviewed weekly, and are alerts read daily?', [7, 1]],
    ['Is access reviewed once a year?', [365]],
    ['Is access reviewed every three years?', [1096]],
    ['Is access reviewed at intervals of at most 3 months?', [92]],
    ['Is access reviewed at six-month intervals?', [184]],
    ['Was access reviewed this year?', [365]],
    ['Was access reviewed in the current quarter?', [92]],
    ['Was access reviewed less than a month ago?', [31]],
    ['Is the report less than three years old?', [1096]],
    ['Is one restore per quarter tested?', [92]],
  ]
  for (const [question, days] of periods)
    it(`finds ${days.join(' and ')} days in "${question}"`, () => {
      assert.deepEqual([...new Set(rounded(question))], [...new Set(days)])
    })

  for (const question of [
    'Can an early warning be sent within 24 hours of becoming aware?',
    'Are records kept for at least a year?',
    'Are results retained for twelve months?',
    'Are vulnerabilities fixed within 15 days?',
    'Is an account disabled after 90 days without use?',
    'Must users authenticate again at least every 12 hours?',
    'Is there a named person at any hour?',
    'Can you look up what an app did 30 days ago?',
  ])
    it(`finds none in "${question}"`, () => {
      assert.deepEqual(periodsNamed(question), [])
    })
})

describe('longestAnswerDays', () => {
  it('is the period itself, rounded down to what an answer may count, and a quarter for a routine', () => {
    const expected = [1, 14, 28, 30, 31, 61, 90, 92, 180, 184, 365, 1096].map(days => longestAnswerDays(days))
    assert.deepEqual(expected, [92, 92, 31, 31, 31, 31, 92, 92, 184, 184, 366, 366])
  })
})

describe('wordingProblems', () => {
  it('accepts a question that yes or no answers', () => {
    for (const question of [
      'Is access reviewed?',
      'Must users sign in?',
      'If an app holds card data, is it encrypted?',
      'Where you process for others, can you notify each of them?',
    ])
      assert.deepEqual(wordingProblems(question), [], question)
  })

  it('refuses a question that asks for more than yes or no', () => {
    for (const question of [
      'Who reviews access?',
      'Which apps hold card data?',
      'How is it encrypted?',
      'What is logged?',
      'For each app, who reviews access?',
    ])
      assert.deepEqual(wordingProblems(question), ["isn't answered by yes or no"], question)
  })

  it('refuses what is no question, too long, or hard to answer', () => {
    assert.deepEqual(wordingProblems('Is access reviewed.'), ["isn't one sentence that ends with a question mark"])
    assert.deepEqual(wordingProblems('Is it? Are they?'), ["isn't one sentence that ends with a question mark"])
    assert.deepEqual(wordingProblems(`Is ${'access '.repeat(60)}reviewed?`), ['has more than 60 words'])
    assert.deepEqual(wordingProblems('Is access logged and/or reviewed?'), ['says and/or'])
    for (const question of [
      'Is no store reachable without a login?',
      "Are there no tokens that don't expire?",
      'Is access never given to nobody?',
    ])
      assert.deepEqual(wordingProblems(question), ['has a double negative'], question)
  })
})

describe('the questions of the bundled frameworks', () => {
  for (const {controls, id} of frameworks)
    describe(id, () => {
      const asking = controls.flatMap(control =>
        control.question === undefined ? [] : [{control, question: control.question}],
      )
      const problems = (of: (question: string, control: Control) => readonly string[]) =>
        asking.flatMap(({control, question}) => of(question, control).map(problem => `${control.id}: ${problem}`))

      it('are answered by yes or no, and easy to read', () => {
        assert.deepEqual(
          problems(question => wordingProblems(question).map(problem => `${problem}: ${question}`)),
          [],
        )
      })

      it('have a limit of their own for their answers where they name a period, and none longer than it', () => {
        assert.deepEqual(
          problems((question, control) => {
            const periods = periodsNamed(question)
            if (periods.length === 0) return []
            const isTooLong = answerDaysOf(control) > longestAnswerDays(Math.min(...periods))
            return control.answerDays === undefined || isTooLong ? [`${control.answerDays ?? 'none'}: ${question}`] : []
          }),
          [],
        )
      })

      it('count for a month, a quarter, half a year or a year', () => {
        assert.deepEqual(
          controls.filter(({answerDays}) => answerDays !== undefined && !allowedAnswerDays.includes(answerDays)),
          [],
        )
      })
    })
})

describe('the periods that standards state', () => {
  const byId = new Map(frameworks.map(framework => [framework.id, framework.controls]))
  const periods = statedPeriods().map(([framework, id, days, source]) => ({
    control: byId.get(framework)?.find(control => control.id === id),
    days,
    name: `${framework} ${id}`,
    source,
  }))

  it('are those of controls that there are, each with its source', () => {
    assert.ok(periods.length > 100)
    assert.deepEqual(
      periods.filter(({control, source}) => control === undefined || source.length < 10).map(({name}) => name),
      [],
    )
  })

  it('limit how long an answer counts', () => {
    assert.deepEqual(
      periods
        .filter(({control}) => control?.kind !== 'inherited' || control.question !== undefined)
        .filter(({control, days}) => (control?.answerDays ?? Infinity) > longestAnswerDays(days))
        .map(({control, days, name}) => `${name}: ${control?.answerDays ?? 'none'}, not ${days}`),
      [],
    )
  })
})
