import assert from 'node:assert/strict'

import type {Control} from '../../src/model/framework.js'
import type {Answer, PolicyDocument} from '../../src/model/policy.js'

import {assessControls} from '../../src/assess/assess-controls.js'
import {check, contextOf, control, framework, pay, seen, subject} from './support.js'

const rest = 'the databases'
const asked = {accessReview: {rest}, question: 'Was access reviewed?'}
const review = (more: Partial<PolicyDocument> = {}): PolicyDocument => ({
  id: 'access-review-2026-11-01',
  issued: '2026-11-01',
  issuer: 'ann@example.com',
  services: ['heroku'],
  teams: ['acme'],
  ...more,
})
const answer: Answer = {
  answer: 'yes',
  apps: ['*'],
  by: 'ann',
  control: 'A',
  framework: 'own',
  on: '2026-11-01',
  reason: 'r',
}

function assess(documents: readonly PolicyDocument[], more: Partial<Control> = asked, answers: readonly Answer[] = []) {
  const frameworks = [framework([control('A', more)])]
  const [first] = assessControls(contextOf({frameworks, policy: {answers, documents}})).frameworks
  const {reason, status} = first?.controls[0] ?? assert.fail()
  return [status, reason]
}

const open = 'a person has to answer'

describe('an access review on file', () => {
  it('leaves the question open, and says what it covers and what it does not', () => {
    const text = 'the access review of 2026-11-01 covers access on Heroku, but not the databases'
    assert.deepEqual(assess([review()]), ['manual', `${open}; ${text}`])
  })

  it('names the places that it does not cover', () => {
    const onPay = review({apps: ['pay'], teams: []})
    const text = 'the access review of 2026-11-01 covers access on Heroku except for shop, but not the databases'
    assert.deepEqual(assess([onPay]), ['manual', `${open}; ${text}`])
  })

  it('counts together with others', () => {
    const [onPay, onShop] = [
      review({apps: ['pay'], teams: []}),
      review({apps: ['shop'], issued: '2026-10-01', teams: []}),
    ]
    const text = 'the access reviews of 2026-10-01 and 2026-11-01 cover access on Heroku, but not the databases'
    assert.deepEqual(assess([onPay, onShop]), ['manual', `${open}; ${text}`])
  })

  it('is not mentioned where it is of other places, too old for the control, expired or another document', () => {
    for (const other of [
      review({teams: ['other']}),
      review({issued: '2026-08-19'}),
      review({expires: '2026-11-19'}),
      review({issuer: ' '}),
      review({id: 'review-of-access'}),
    ])
      assert.deepEqual(assess([other], {...asked, answerDays: 92}), ['manual', open])
    assert.notDeepEqual(assess([review({issued: '2026-08-20'})], {...asked, answerDays: 92}), ['manual', open])
  })

  it('is not mentioned by questions about something else, or those that it answers wholly', () => {
    assert.deepEqual(assess([review()], {question: 'Are doors locked?'}), ['manual', open])
    assert.deepEqual(assess([review()], {accessReview: {}, question: 'Was access reviewed?'}), ['manual', open])
  })

  it('is not mentioned where the question is answered, or a check fails', () => {
    assert.deepEqual(assess([review()], asked, [answer]), ['attested', 'answered yes by ann on 2026-11-01: r'])
    const failing = contextOf({
      checks: [check('c', 'app')],
      frameworks: [framework([control('A', {...asked, checks: ['c']})])],
      observed: [seen('c', 'fail', subject('app', 'pay'))],
      places: [pay],
      policy: {documents: [review()]},
    })
    assert.equal(assessControls(failing).frameworks[0]?.controls[0]?.reason, 'c: 1 failure')
  })
})
