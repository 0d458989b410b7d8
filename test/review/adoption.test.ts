import assert from 'node:assert/strict'

import type {Answer, Policy} from '../../src/model/policy.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {commonQuestions, crosswalkTarget} from '../../src/model/framework.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {proposedAnswer} from '../../src/review/adoption.js'
import {questionText} from '../../src/review/details.js'
import {newInterview} from '../../src/review/interview.js'
import {nextPrompt} from '../../src/review/line-ui/prompt.js'
import {openQuestions} from '../../src/review/open-questions.js'
import {questionKey} from '../../src/review/question.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {frameText, me, reviewBy} from './support.js'
import {answerTo, control, framework, sharedCatalog} from './shared-catalog.js'

const answered = (...answers: Answer[]): Policy => ({
  ...emptyPolicy,
  answers,
  documents: [{id: 'paper', issued: '2026-06-01', issuer: 'Heroku', services: ['*']}],
})
const policy = answered(answerTo(crosswalkTarget, 'AC-2', {evidence: 'paper'}))
const review = reviewBy(sharedCatalog, policy)
const proposal = 'nist AC-2 was answered on 2026-11-01 (yes, by bob@example.com): does that hold here too?'
const screen = initialState(newInterview(me), false)
const apps = review.startModel.places.flatMap(({app}) => app ?? [])
const adopted = {
  answer: 'yes',
  apps: ['*'],
  by: me,
  control: 'H1',
  evidence: 'paper',
  expires: '2027-01-30',
  framework: 'health-1',
  on: '2026-11-20',
  reason: 'As answered to nist-800-53r5 AC-2 on 2026-11-01 by bob@example.com: seen',
}

describe('an answer to a related control', () => {
  it('is proposed where the question is asked, with its key or word', () => {
    const [, question] = openQuestions(review.startModel, {scope: {kind: 'all'}})
    assert.ok(question && questionText(review.startModel, question).includes(proposal))
    assert.equal(
      nextPrompt(review.startModel, review.runLines(['skip']).interview).prompt,
      'yes, no, na, adopt, skip, quit, ?: ',
    )
    const {state} = review.pressKeys(screen, 'i', 'p')
    assert.match(frameText(review.startModel, state), /y\/n\/x yes\/no\/n\.a\. {2}a adopt {2}space select/)
  })

  it('is taken over as it was given, as an answer of today, line by line and on the screen', () => {
    const lines = review.runLines(['skip', 'adopt', '', '', '', ''])
    assert.deepEqual(
      lines.decisions.map(({what}) => what),
      [adopted],
    )
    const onScreen = review.pressKeys(screen, 'i', 'p', 'a', '<enter>', '<enter>', '<enter>', '<enter>')
    assert.deepEqual(
      onScreen.decisions.map(({what}) => what),
      [adopted],
    )
    const status = (model: typeof onScreen.model) => model.report.frameworks.at(-1)?.controls[0]?.status
    assert.deepEqual([status(lines.model), status(onScreen.model)], ['attested', 'attested'])
  })

  it('says in the form what is adopted, and can be changed there', () => {
    const {interview} = review.runLines(['skip', 'adopt'])
    assert.equal(interview.form?.title, 'Answer health-1 H1: yes, as nist AC-2 was answered')
    const {decisions} = review.runLines(['skip', 'adopt', apps[0] ?? '', 'looked again', 'none', '2026-12-31'])
    const {evidence, ...rest} = adopted
    assert.ok(evidence)
    assert.deepEqual(
      decisions.map(({what}) => what),
      [{...rest, apps: [apps[0]], expires: '2026-12-31', reason: 'looked again'}],
    )
    const unknown = newInterview(undefined)
    assert.deepEqual(review.runLines(['skip', 'adopt', me, '', '', '', ''], unknown).decisions[0]?.what, adopted)
  })

  it('is offered for the places that it is about, and for no longer than a new answer counts', () => {
    const source = answerTo('cards-1', 'C1', {answer: 'no', apps: apps.slice(0, 1), expires: '2029-01-01'})
    const catalog = {
      ...sharedCatalog,
      answeredFrameworks: [framework('cards-1', [control('C1', {nist: {'AC-2': 'superset'}})])],
      frameworks: sharedCatalog.frameworks.filter(({id}) => id === 'health-1'),
    }
    const {decisions} = reviewBy(catalog, answered(source)).runLines(['adopt', '', '', '', ''])
    assert.deepEqual(
      decisions.map(
        ({what}) => 'control' in what && [what.control, what.answer, what.apps, what.expires, what.evidence],
      ),
      [['H1', 'no', apps.slice(0, 1), '2027-11-21', undefined]],
    )
    const elsewhere = answered({...source, apps: ['gone']})
    const [decision] = reviewBy(catalog, elsewhere).runLines(['adopt', 'all', '', '', '']).decisions
    assert.deepEqual(decision && 'control' in decision.what && decision.what.apps, apps)
  })

  it('is chosen by its number where there are several', () => {
    const {pressKeys, runLines, startModel} = reviewBy(
      sharedCatalog,
      answered(
        answerTo(crosswalkTarget, 'AC-2', {on: '2026-11-02'}),
        answerTo('trust-1', 'T1', {answer: 'not-applicable'}),
      ),
    )
    const question = openQuestions(startModel, {scope: {kind: 'all'}}).find(({control: {id}}) => id === 'H1')
    assert.deepEqual(question && questionText(startModel, question).filter(text => text.includes('does that hold')), [
      `1  ${proposal.replace('-01', '-02')}`,
      '2  trust-1 T1 was answered on 2026-11-01 (not applicable, by bob@example.com): does that hold here too?',
    ])
    const reasons = (...lines: string[]) =>
      runLines(['skip', ...lines, '', '', '', '']).decisions.map(({what}) => 'reason' in what && what.reason)
    assert.match(String(reasons('adopt')), /AC-2/)
    assert.match(String(reasons('adopt 2')), /trust-1 T1/)
    assert.deepEqual(runLines(['skip', 'adopt 3']).output, [
      '"adopt N" needs the number of a related answer, from 1 to 2.',
    ])
    const form = (key: string) => pressKeys(screen, 'i', 'p', key).state.interview.form?.title ?? ''
    assert.match(form('a'), /AC-2/)
    assert.match(form('2'), /trust-1 T1/)
    assert.equal(form('3'), '')
  })

  it('is not there to adopt where none was given, or the policy no longer has it', () => {
    const {output} = review.runLines(['adopt', 'adopt 1'])
    assert.deepEqual(output, [
      'There is no answer to a related control here.',
      'There is no answer to a related control here.',
    ])
    const given = {...answerTo(crosswalkTarget, 'AC-2'), expires: '2027-01-30'}
    assert.equal(proposedAnswer(review.startModel, given)?.reason, 'seen')
    assert.equal(proposedAnswer(review.startModel, {...given, by: 'eve@example.com'}), undefined)
  })

  it('is found by an alias of its framework', () => {
    const {decisions} = reviewBy(sharedCatalog, answered(answerTo('nist', 'AC-2'))).runLines([
      'skip',
      'adopt',
      '',
      '',
      '',
      '',
    ])
    assert.equal(decisions.length, 1)
  })
})

describe('a common question', () => {
  const catalog = {
    ...loadCatalog(
      [],
      [
        {
          checks: [],
          framework: framework('cards-1', [control('C1', {common: ['Q1']}), control('C2', {common: ['Q1']})]),
        },
      ],
    ),
    answeredFrameworks: [framework(commonQuestions, [control('Q1', {})])],
    sharedQuestions: {[commonQuestions]: {Q1: 366}},
  }
  const {runLines, startModel} = reviewBy(catalog)
  const keys = (model: typeof startModel) => openQuestions(model, {scope: {kind: 'all'}}).map(questionKey)

  it('falls apart where it is not applicable as a whole, and proposes that for each of its controls only', () => {
    assert.deepEqual(keys(startModel), [`${commonQuestions} Q1`])
    const {model} = runLines(['na', 'everything', 'none of it', '', ''])
    assert.deepEqual(keys(model), ['cards-1 C1', 'cards-1 C2'])
    assert.match(nextPrompt(model, newInterview(me)).prompt, /adopt/)
    const app = apps[0] ?? ''
    const partly = runLines(['na', app, 'none of it', '', '']).model
    assert.deepEqual(keys(partly), [`${commonQuestions} Q1`, 'cards-1 C1', 'cards-1 C2'])
    const [shared] = openQuestions(partly, {scope: {kind: 'all'}})
    assert.deepEqual(shared?.control.proposals ?? [], [])
    // What nobody answered yet is asked before what is answered for some places.
    assert.match(nextPrompt(partly, newInterview(me)).lines.join('\n'), /cards-1 C1/)
  })
})
