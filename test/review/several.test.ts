import assert from 'node:assert/strict'

import {askedQuestions} from '../../src/review/coverage.js'
import {savedMessage} from '../../src/review/decision.js'
import {newInterview} from '../../src/review/interview.js'
import {parseNumbers} from '../../src/review/line-ui/number-list.js'
import {questionKey} from '../../src/review/question.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {classesSkipped, frameText, me, pressKeys, reviewBy, runLines, startModel} from './support.js'
import {sharedCatalog} from './shared-catalog.js'

const fresh = classesSkipped(newInterview(me))
const screen = initialState(fresh, false)
const keys = askedQuestions(startModel, fresh).map(questionKey)
const answersOf = ({decisions}: Pick<ReturnType<typeof runLines>, 'decisions'>) =>
  decisions.flatMap(decision => (decision.action === 'answers' ? decision.what : []))
const keysOf = (answers: ReturnType<typeof answersOf>) =>
  answers.map(({control, framework}) => `${framework} ${control}`)

describe('several questions that are answered at once', () => {
  it('are each answered on their own, and taken back together', () => {
    const onScreen = ['i', ' ', ' ', 'y', '<enter>', 'looked', '<enter>', '<enter>', '<enter>']
    const {decisions, model, state} = pressKeys(screen, ...onScreen)
    assert.equal(decisions.length, 1)
    assert.deepEqual(keysOf(answersOf({decisions})), keys.slice(0, 2))
    assert.deepEqual(model.policy.answers, answersOf({decisions}))
    for (const {answer, apps = [], reason} of model.policy.answers ?? [])
      assert.deepEqual([answer, reason, apps.includes('fee-tables')], ['yes', 'looked', true])
    assert.deepEqual(state.history.at(-1)?.selected, [])
    assert.match(frameText(model, state), /2 in part/)
    assert.deepEqual(pressKeys(screen, ...onScreen, 'u').model.policy.answers, [])
    assert.match(
      savedMessage(model, decisions[0] ?? assert.fail(), '2 of them in part'),
      /2 questions answered yes: .*in part/,
    )
  })

  it('ask for the answer where enter answers them', () => {
    const {state} = pressKeys(screen, 'i', ' ', ' ', '<enter>', 'maybe', '<enter>')
    assert.match(state.message ?? '', /choose yes or no or not applicable/)
    const {decisions} = pressKeys(
      state,
      '<ctrl-u>',
      'na',
      '<enter>',
      '8',
      '<enter>',
      'r',
      '<enter>',
      '<enter>',
      '<enter>',
    )
    assert.deepEqual(
      answersOf({decisions}).map(({answer, apps}) => [answer, apps]),
      [
        ['not-applicable', ['*']],
        ['not-applicable', ['*']],
      ],
    )
  })

  it('are selected all at once, and no longer', () => {
    const selected = (...texts: string[]) => pressKeys(screen, 'i', ...texts).state.history.at(-1)?.selected
    assert.equal(selected('*')?.length, keys.length)
    assert.deepEqual(selected('*', '*'), [])
    assert.deepEqual(selected(' ', '<escape>'), [])
    assert.deepEqual(selected(' ', 'k', ' '), [])
    assert.ok((selected('/sparc', '<enter>', '*', '<escape>')?.length ?? 0) > 10)
  })

  it('are skipped together', () => {
    const {state} = pressKeys(screen, 'i', ' ', ' ', 'p')
    assert.deepEqual(state.interview.skipped.slice(-2), keys.slice(0, 2))
  })

  it('are named by numbers line by line', () => {
    const lines = runLines(['answer 1,3-4', 'yes', '', 'looked', '', ''])
    assert.deepEqual(keysOf(answersOf(lines)), [keys[0], keys[2], keys[3]])
    assert.deepEqual(keysOf(answersOf(runLines(['no 2-3', 'everything', 'r', '', '']))), [keys[1], keys[2]])
    assert.deepEqual(
      runLines(['yes 2', 'all', 'r', '', '']).decisions.map(({action}) => action),
      ['answer'],
    )
    assert.deepEqual(runLines(['answer 99', 'answer']).output, [
      '"answer LIST" needs numbers of open questions, such as 3,5-7; "questions" lists them.',
      '"answer LIST" needs numbers of open questions, such as 3,5-7; "questions" lists them.',
    ])
  })

  it('are offered everything where that was chosen last, or nothing that is left has a name', () => {
    const again = runLines(['no 2-3', 'everything', 'r', '', '', 'yes 1-2', '', 'r', '', ''])
    assert.deepEqual(
      answersOf(again).map(({apps}) => apps),
      [['*'], ['*'], ['*'], ['*']],
    )
    const all = `1-${keys.length}`
    const rest = runLines([`yes ${all}`, '', 'r', '', '', `yes ${all}`, '', 'r', '', ''])
    assert.deepEqual(askedQuestions(rest.model, rest.interview), [])
    const unnamed = runLines([`yes ${all}`, '', 'r', '', '', `yes ${all}`, 'each'])
    assert.match(unnamed.output.at(-1) ?? '', /^Not accepted: nothing in this review is called each\.$/)
  })

  it('last no longer than each of them may', () => {
    const {decisions} = reviewBy(sharedCatalog).runLines(['yes 1-2', 'everything', 'r', '', ''])
    assert.deepEqual(
      answersOf({decisions}).map(({control, expires}) => [control, expires]),
      [
        ['AC-2', '2027-02-18'],
        ['C3', '2027-02-18'],
      ],
    )
  })
})

describe('a list of numbers', () => {
  it('has single numbers and ranges, each once', () => {
    assert.deepEqual(parseNumbers('3,5-7 6', 9), [3, 5, 6, 7])
    for (const bad of ['', '0', '10', '7-5', 'x', '1,x', '1-', '1-99999999'])
      assert.equal(parseNumbers(bad, 9), undefined)
  })
})
