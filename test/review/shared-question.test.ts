import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {ReviewModel} from '../../src/review/review-model.js'

import {crosswalkTarget} from '../../src/model/framework.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {questionText} from '../../src/review/details.js'
import {newInterview} from '../../src/review/interview.js'
import {findQuestion, openQuestions, reviewProgress} from '../../src/review/open-questions.js'
import {questionKey} from '../../src/review/question.js'
import {frameText, me, reviewBy} from './support.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {nextPrompt} from '../../src/review/line-ui/prompt.js'
import {answerTo, sharedCatalog, withDaysOfT1} from './shared-catalog.js'

const {modelWith, pressKeys, runLines, startModel} = reviewBy(sharedCatalog)
const everywhere = {scope: {kind: 'all'}} as const
const asked = `${crosswalkTarget} AC-2`
const keysOf = (model: ReviewModel, split: readonly string[] = []) =>
  openQuestions(model, {...everywhere, split}).map(questionKey)
const firstQuestion = (model: ReviewModel) => openQuestions(model, everywhere)[0] ?? assert.fail()
const statusesOf = ({report}: ReviewModel) =>
  Object.fromEntries(report.frameworks.flatMap(({controls}) => controls.map(({id, status}) => [id, status])))
const withAnswers = (...answers: Array<ReturnType<typeof answerTo>>) => modelWith({...emptyPolicy, answers})
const [firstPlace] = startModel.places.filter(({holdsApps}) => holdsApps !== true)
const screen = initialState(newInterview(me), false)

describe('a question that several open controls share', () => {
  it('is asked once, with the worst severity of its controls', () => {
    assert.deepEqual(keysOf(startModel), [asked, 'cards-1 C3', 'health-1 H1'])
    const {control, settles} = firstQuestion(startModel)
    assert.equal(control.severity, 'critical')
    assert.deepEqual(settles?.map(questionKey), ['cards-1 C1', 'cards-1 C2', 'trust-1 T1'])
  })

  it('shows what it settles, and each fact, signal and reason of its controls once', () => {
    const lines = questionText(startModel, firstQuestion(startModel))
    assert.deepEqual(lines.slice(0, 4), [
      'nist AC-2, critical. Requirement: Title of AC-2',
      'Is AC-2 met?',
      'Also answers cards C1, C2; trust-1 T1. After any answer but yes, each that is still open is asked by itself.',
      'Open because: a person has to answer; worth a look: log-drains-are-encrypted, apps-have-a-log-drain.',
    ])
    for (const line of [
      'Documents that settle cards C2: paper (The paper).',
      'Note: Every quarter.',
      'Fix: Meet AC-2.',
    ])
      assert.ok(lines.includes(line), line)
    const items = lines.filter(line => line.startsWith('- '))
    assert.ok(items.some(line => line.includes('LOOK')) && items.some(line => line.includes('locked: ')), items.join())
    assert.deepEqual(items, [...new Set(items)])
  })

  it('counts as one question, beside the number of controls', () => {
    assert.deepEqual(reviewProgress(startModel, {}), {answered: 0, controls: 5, total: 3})
    assert.match(frameText(startModel, pressKeys(screen, 'i').state), /0\/3 answered \(5 controls\)/)
    assert.equal(nextPrompt(startModel, newInterview(me)).lines[1], '0 of 3 answered (5 controls)')
    const answered = withAnswers(answerTo(crosswalkTarget, 'AC-2'))
    assert.deepEqual(reviewProgress(answered, {}), {answered: 1, controls: 5, total: 3})
    const split = {split: [asked]}
    assert.deepEqual(reviewProgress(startModel, split), {answered: 0, controls: 5, total: 5})
    assert.doesNotMatch(frameText(startModel, pressKeys(screen, 'i', 'e').state), /controls\)/)
  })

  it('is answered once for all of them, for as long as its own control allows', () => {
    const {decisions, model, output} = runLines(['yes', 'everything', 'looked', '', ''])
    assert.deepEqual(output, [])
    assert.deepEqual(
      decisions.map(({what}) => what),
      [
        {
          answer: 'yes',
          apps: ['*'],
          by: me,
          control: 'AC-2',
          expires: '2027-02-18',
          framework: crosswalkTarget,
          on: '2026-11-20',
          reason: 'looked',
        },
      ],
    )
    assert.deepEqual(statusesOf(model), {C1: 'attested', C2: 'attested', C3: 'manual', H1: 'manual', T1: 'attested'})
    assert.deepEqual(keysOf(model), ['cards-1 C3', 'health-1 H1'])
  })

  it('is answered on the screen as well, and an undo opens all of them again', () => {
    const answer = ['i', 'y', 'everything', '<enter>', 'looked', '<enter>', '<enter>', '<enter>']
    assert.equal(statusesOf(pressKeys(screen, ...answer).model)['C1'], 'attested')
    const {decisions, model} = pressKeys(screen, ...answer, 'u')
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['answer', 'undo'],
    )
    assert.deepEqual(keysOf(model), keysOf(startModel))
  })

  it('is corrected by its name, also after it has settled everything', () => {
    const {decisions, model} = runLines([
      ...['yes', 'everything', 'a slip', '', ''],
      ...['no nist ac-2', 'everything', 'looked again', '', ''],
    ])
    assert.deepEqual(
      model.policy.answers?.map(({reason}) => reason),
      ['looked again'],
    )
    assert.equal(decisions.length, 2)
    assert.deepEqual(keysOf(model), ['cards-1 C2', 'cards-1 C3', 'cards-1 C1', 'trust-1 T1', 'health-1 H1'])
    assert.equal(findQuestion(startModel, everywhere, 'nist AC-3'), undefined)
  })

  it('is not applicable to all of them at once', () => {
    const {model} = runLines(['na', 'everything', 'no accounts', '', ''])
    assert.deepEqual(keysOf(model), ['cards-1 C3', 'health-1 H1'])
    assert.equal(statusesOf(model)['C2'], 'not-applicable')
  })

  it('falls apart after a no', () => {
    const {model} = runLines(['no', 'everything', 'not all', '', ''])
    // Then each is a question of its own, the worst first.
    assert.deepEqual(keysOf(model), ['cards-1 C2', 'cards-1 C3', 'cards-1 C1', 'trust-1 T1', 'health-1 H1'])
    assert.deepEqual(reviewProgress(model, {}), {answered: 0, controls: 5, total: 5})
    assert.deepEqual(keysOf(runLines(['no', 'everything', 'not all', '', '', 'undo']).model), keysOf(startModel))
  })

  it('falls apart after a no about a single place, too', () => {
    assert.ok(firstPlace?.app !== undefined)
    const model = withAnswers(answerTo(crosswalkTarget, 'AC-2', {answer: 'no', apps: [firstPlace.app]}))
    assert.deepEqual(keysOf(model), ['cards-1 C2', 'cards-1 C3', 'cards-1 C1', 'trust-1 T1', 'health-1 H1'])
    assert.equal(reviewProgress(model, {}).controls, 5)
  })

  it('is asked again where the no has expired', () => {
    const no = answerTo(crosswalkTarget, 'AC-2', {answer: 'no', expires: '2026-11-02'})
    assert.deepEqual(keysOf(withAnswers(no)), keysOf(startModel))
  })

  it('leaves one of its controls to be answered by itself', () => {
    const {decisions, model} = runLines(['yes cards c1', 'everything', 'only this', '', ''])
    assert.equal(decisions[0]?.action === 'answer' && decisions[0].what.control, 'C1')
    assert.deepEqual(keysOf(model), [asked, 'cards-1 C3', 'health-1 H1'])
    assert.deepEqual(firstQuestion(model).settles?.map(questionKey), ['cards-1 C2', 'trust-1 T1'])
  })

  it('is no longer shared when one of its controls is left, as another question may settle that', () => {
    const model = withAnswers(answerTo('cards-1', 'C1'), answerTo('trust-1', 'T1', {answer: 'not-applicable'}))
    assert.ok(firstQuestion(model).settles === undefined)
  })

  it('is asked control by control where its framework is unknown', () => {
    const model = {...startModel, otherFrameworks: []}
    assert.deepEqual(keysOf(model), ['cards-1 C2', 'cards-1 C3', 'cards-1 C1', 'trust-1 T1', 'health-1 H1'])
  })

  it('is asked where nothing has a name yet', () => {
    assert.deepEqual(keysOf({...startModel, places: []}), keysOf(startModel))
  })

  it('is never one that is about the apps of a class of data, where others are about all', () => {
    const catalog = withDaysOfT1(180)
    const cards: Policy = {...emptyPolicy, data: {cardholder: {apps: ['fee-tables'], by: me, on: '2026-11-01'}}}
    const {startModel: model} = reviewBy(
      {
        ...catalog,
        frameworks: catalog.frameworks.map(own => (own.id === 'trust-1' ? {...own, dataClass: 'cardholder'} : own)),
      },
      cards,
    )
    assert.deepEqual(keysOf(model), [asked, 'cards-1 C3', 'health-1 H1'])
    assert.deepEqual(firstQuestion(model).settles?.map(questionKey), ['cards-1 C1', 'cards-1 C2', 'trust-1 T1'])
  })

  it('lists what a yes to it confirms', () => {
    const other = startModel.otherFrameworks.map(own => ({
      ...own,
      controls: own.controls.map(each => ({...each, parts: ['One is so.', 'Two is so.']})),
    }))
    const model = {...startModel, otherFrameworks: other}
    assert.deepEqual(questionText(model, firstQuestion(model)).slice(1, 4), [
      'Is AC-2 met?',
      '(1) One is so.',
      '(2) Two is so.',
    ])
  })

  it('is found by the names of its controls', () => {
    const {output} = runLines(['find trust-1 t1'])
    assert.deepEqual(output, ['OPEN critical: nist AC-2: Title of AC-2 (also answers cards C1, C2; trust-1 T1)'])
  })

  it('is that of an open control of the report where this settles the others', () => {
    const {runLines: runOther, startModel: model} = reviewBy(withDaysOfT1(180))
    const question = firstQuestion(model)
    assert.deepEqual(questionKey(question), 'trust-1 T1')
    assert.ok(
      questionText(model, question).includes(
        'Also answers cards C1, C2. After any answer but yes, each that is still open is asked by itself.',
      ),
    )
    assert.equal(findQuestion(model, everywhere, 'trust-1 T1')?.settles?.length, 3)
    const {model: after} = runOther(['no', 'everything', 'not all', '', ''])
    assert.deepEqual(keysOf(after), ['cards-1 C2', 'cards-1 C3', 'cards-1 C1', 'health-1 H1'])
    assert.equal(statusesOf(after)['T1'], 'fail')
  })
})

describe('a shared question that is split', () => {
  const members = ['cards-1 C2', 'cards-1 C1', 'trust-1 T1']

  it('asks its controls one after the other, line by line and on the screen', () => {
    const {interview, output} = runLines(['each'])
    assert.deepEqual(output, ['3 controls will be asked one by one.'])
    assert.deepEqual(keysOf(startModel, interview.split), [...members, 'cards-1 C3', 'health-1 H1'])
    const {state} = pressKeys(screen, 'i', 'e')
    assert.deepEqual(state.interview.split, interview.split)
    assert.equal(state.history.at(-1)?.cursor, 0)
    assert.match(frameText(startModel, state), /cards C2, critical/)
  })

  it('is joined again', () => {
    const {interview, output} = runLines(['each', 'skip', 'each'])
    assert.equal(output.at(-1), 'Asked together again.')
    assert.deepEqual(interview.split, [])
  })

  it('stays split after an answer to one of its controls, and after an undo', () => {
    const {interview, model} = runLines([
      'each',
      'yes',
      'everything',
      'only this',
      '',
      '',
      'no',
      '',
      'nope',
      '',
      '',
      'u',
    ])
    assert.deepEqual(keysOf(model, interview.split), ['cards-1 C1', 'trust-1 T1', 'cards-1 C3', 'health-1 H1'])
  })

  it('is offered only where controls share a question', () => {
    const prompts = (...lines: string[]) => nextPrompt(startModel, runLines(lines).interview).prompt
    assert.equal(prompts(), 'yes, no, na, each, skip, quit, ?: ')
    assert.equal(prompts('each'), prompts())
    assert.equal(prompts('skip'), 'yes, no, na, skip, quit, ?: ')
    assert.match(frameText(startModel, pressKeys(screen, 'i').state), /e one by one/)
    assert.match(frameText(startModel, pressKeys(screen, 'i', 'e').state), /e together/)
    assert.match(frameText(startModel, pressKeys(screen, 'i', 'p').state), /y\/n\/x yes\/no\/n\.a\. {2}space select/)
    assert.deepEqual(runLines(['skip', 'each']).output, ['The question here is not one that several controls share.'])
  })
})

describe('the page of a control that shares its question', () => {
  const pageOf = (framework: string, control: string) => ({
    ...screen,
    history: [...screen.history, {cursor: 0, screen: {control, framework, kind: 'control'} as const}],
  })
  const linked = (model: ReviewModel) =>
    frameText(model, pageOf('cards-1', 'C2'))
      .split('\n')
      .find(line => line.includes('(enter opens it)'))
      ?.trim()

  it('leads to the shared question, open or answered', () => {
    assert.equal(linked(startModel), 'Asked with others as nist AC-2 (enter opens it)')
    const answered = withAnswers(answerTo(crosswalkTarget, 'AC-2'))
    assert.equal(linked(answered), 'Answered with others as nist AC-2 (enter opens it)')
    assert.equal(linked(withAnswers(answerTo('cards-1', 'C2'))), undefined)
    assert.equal(linked({...startModel, otherFrameworks: []}), undefined)
    assert.match(frameText(answered, pageOf(crosswalkTarget, 'AC-2')), /Current answer: yes, by bob@example.com/)
    const inapplicable = withAnswers(answerTo(crosswalkTarget, 'AC-2', {answer: 'not-applicable'}))
    assert.match(frameText(inapplicable, pageOf(crosswalkTarget, 'AC-2')), /Current answer: not applicable, by bob/)
  })

  it('answers the shared question there, for a place too', () => {
    const at = (place?: string) => {
      const view = {
        control: 'AC-2',
        framework: crosswalkTarget,
        kind: 'control',
        ...(place === undefined ? {} : {place}),
      }
      return {...screen, history: [{cursor: 0, screen: view as {control: string; framework: string; kind: 'control'}}]}
    }
    const answer = ['y', '<enter>', 'looked', '<enter>', '<enter>', '<enter>']
    const [decision] = pressKeys(at(firstPlace?.name), ...answer).decisions
    assert.ok(decision?.action === 'answer')
    assert.deepEqual([decision.what.control, decision.what.apps], ['AC-2', [firstPlace?.app]])
    assert.equal(pressKeys(at(), ...answer).decisions.length, 1)
  })
})
