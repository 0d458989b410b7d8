import assert from 'node:assert/strict'

import {currentQuestion} from '../../../src/review/coverage.js'
import {newInterview} from '../../../src/review/interview.js'
import {reduceLine} from '../../../src/review/line-ui/line-reducer.js'
import {nextPrompt} from '../../../src/review/line-ui/prompt.js'
import {reviewProgress} from '../../../src/review/open-questions.js'
import {openFindings} from '../../../src/review/review-model.js'
import {classesSkipped, me, runLines, startModel} from '../support.js'

const {places} = startModel

describe('a review line by line', () => {
  it('answers for everything that the question was asked for by default', () => {
    const question = currentQuestion(startModel, newInterview(me))
    const {decisions, model} = runLines(['yes', 'all', 'looked at it', '', ''])
    const what = {
      answer: 'yes',
      apps: places.flatMap(({app}) => app ?? []),
      by: me,
      control: question?.control.id,
      expires: '2027-11-21',
      framework: question?.framework,
      on: '2026-11-20',
      reason: 'looked at it',
      teams: (question?.places ?? []).flatMap(({app, team}) => (app === undefined ? (team ?? []) : [])),
    }
    assert.deepEqual(decisions, [{action: 'answer', by: me, replacements: [{added: what}], what}])
    // An app that isn't visible has no name: only an answer for everything covers it.
    assert.equal(reviewProgress(model, {}).answered, reviewProgress(startModel, {}).answered)
    assert.equal(
      reviewProgress(runLines(['yes', 'everything', 'looked at it', '', '', 'yes', '', 'this too', '', '']).model, {})
        .answered,
      reviewProgress(startModel, {}).answered + 2,
    )
  })

  it('accepts numbers, spaces and names as the scope of an answer', () => {
    const {decisions, output} = runLines([
      'no',
      'space quill-vault, badge-demo, nowhere',
      'space quill-vault, badge-demo',
      'it does not hold',
      '',
      '2027-01-31',
    ])
    assert.deepEqual(output, ['Not accepted: nothing in this review is called nowhere.'])
    const [decision] = decisions
    assert.ok(decision?.action === 'answer')
    assert.deepEqual(
      [decision.what.answer, decision.what.apps, decision.what.spaces, decision.what.expires],
      ['no', ['badge-demo'], ['quill-vault'], '2027-01-31'],
    )
  })

  it('rejects replies that would have no effect', () => {
    const {decisions, output} = runLines([
      'yes',
      '',
      '',
      'seen',
      'heroku-soc2',
      '',
      '2026-11-19',
      '2026-02-30',
      '2026-11-20',
    ])
    assert.deepEqual(output, [
      "Not accepted: this can't be left empty.",
      'Not accepted: document heroku-soc2 is not on file; record it first, or leave this empty.',
      'Not accepted: 2026-11-19 is in the past.',
      'Not accepted: this is not a date; enter it as 2027-01-31.',
    ])
    assert.equal(decisions.length, 1)
  })

  it('waives a failure, approved by another person, for as long as its severity allows', () => {
    const index = openFindings(startModel).findIndex(({severity, verdict}) => severity === 'high' && verdict === 'fail')
    const {decisions, output, model} = runLines([
      `waive ${index + 1}`,
      '',
      'accepted',
      ' ANN@example.com',
      'bob@example.com',
      '2027-05-20',
      '2027-05-19',
      'T-1',
    ])
    assert.deepEqual(output, [
      'Not accepted: a waiver has to be approved by another person; enter their email.',
      'Not accepted: a waiver of a high check lasts 180 days at most, until 2027-05-19.',
    ])
    assert.equal(decisions[0]?.action, 'waive')
    assert.equal(model.report.summary.waived, 1)
    assert.ok(!model.report.notices.some(({id}) => id.startsWith('waiver-')))
  })

  it("asks for the reviewer's email once where it isn't known", () => {
    const {decisions, interview} = runLines(
      ['yes', 'nobody', me, '', 'seen', '', '', 'no', '', 'it does not hold', '', ''],
      classesSkipped(newInterview(undefined)),
    )
    assert.deepEqual(
      decisions.map(decision => ('by' in decision.what ? decision.what.by : '')),
      [me, me],
    )
    assert.equal(interview.by, me)
  })

  it('records a document that answers can then name', () => {
    const {decisions} = runLines([
      'document',
      'heroku-soc2',
      'Heroku',
      '',
      '2026-06-01',
      '',
      '*',
      '',
      'a safe',
      'yes',
      '',
      'seen',
      'heroku-soc2',
      '',
    ])
    assert.deepEqual(decisions[0]?.what, {
      id: 'heroku-soc2',
      issued: '2026-06-01',
      issuer: 'Heroku',
      place: 'a safe',
      services: ['*'],
    })
    assert.ok(decisions[1]?.action === 'answer' && decisions[1].what.evidence === 'heroku-soc2')
  })

  it('undoes the last decision', () => {
    const {decisions, interview, model} = runLines(['yes', '', 'seen', '', '', 'undo', 'undo'])
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['answer', 'undo'],
    )
    assert.deepEqual(model.policy.answers, [])
    assert.deepEqual(interview.decisions, [])
    assert.equal(reviewProgress(model, {}).answered, reviewProgress(startModel, {}).answered)
  })

  it('skips a question, and asks it again', () => {
    const {interview} = runLines(['skip'])
    assert.notDeepEqual(currentQuestion(startModel, interview), currentQuestion(startModel, newInterview(me)))
    assert.deepEqual(
      currentQuestion(startModel, runLines(['skip', 'again']).interview),
      currentQuestion(startModel, newInterview(me)),
    )
  })

  it('prints nothing that could control the terminal', () => {
    const name = 'evil\u001B[2J\u202Eapp'
    const model = {...startModel, places: [{app: name, name}]}
    const {interview} = reduceLine(model, newInterview(me), 'yes')
    const shown = [
      ...nextPrompt(model, interview).lines,
      ...nextPrompt(model, newInterview(me)).lines,
      ...reduceLine(model, newInterview(me), 'matrix').output,
      ...reduceLine(model, newInterview(me), `\u001B[2Jx`).output,
    ].join(' ')
    assert.match(shown, /evil\uFFFD\[2J\uFFFDapp/)
    // eslint-disable-next-line no-control-regex -- that there is none
    assert.doesNotMatch(shown, /[\u001B\u202E]/)
  })
})
