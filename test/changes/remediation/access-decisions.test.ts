import assert from 'node:assert/strict'

import type {FixRequest} from '../../../src/changes/remediation/fix-requests.js'
import type {AccessOutcome} from '../../../src/changes/remediation/prove-steps.js'
import type {PlanFinding} from '../../../src/model/remediation-plan.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {accessDecision} from '../../../src/model/remediation-plan.js'
import {paths} from '../../../src/model/paths.js'
import {fixTerminal} from '../../../src/report/fix/terminal.js'
import {fixScript} from '../../../src/report/fix/script.js'
import {factOf, snapshotOf} from '../../helpers/changes.js'
import {planFor, planOf, stepOf} from '../../helpers/remediation-plans.js'

const catalog = {...loadCatalog(['baseline']), checks: []}
const acme = {enterprise_account: null, id: 't1', name: 'acme', type: 'team'}
const member = (email: string, role: string) => ({email, id: `m-${email}`, role, user: {email, id: `u-${email}`}})
const snapshot = snapshotOf(
  [
    factOf('account', [], {email: 'ann@example.com', id: 'u1'}),
    factOf('teams', [], [acme]),
    factOf('members', ['acme'], [member('ann@example.com', 'admin'), member('bob@example.com', 'admin')]),
    factOf('invitations', ['acme'], []),
    factOf('teamPermissions', ['acme'], []),
  ],
  [{kind: 'team', name: 'acme'}],
)

const decision = (email: string): PlanFinding => ({
  check: accessDecision,
  controls: [],
  severity: 'high',
  subject: {id: email, kind: 'member', name: email, team: 'acme'},
  title: 'access review of 2026-11-01: ends',
})
const request = (email: string, command: string): FixRequest => ({
  commands: [command],
  findings: [decision(email)],
  text: 'Carry out the access review.',
})
const remove = (email: string) => request(email, `heroku members:remove ${email} -t acme`)

/** Ended where the list of members doesn't have the person, in which role whatsoever. */
const isGone: AccessOutcome =
  facts =>
  ({subject}) => {
    const members = facts.facts.find(({path}) => path === paths.members('acme'))?.body
    if (!Array.isArray(members)) return 'unknown'
    return JSON.stringify(members).includes(subject.name) ? 'fails' : 'closed'
  }

const plan = async (decisions: readonly FixRequest[], accessOutcome: AccessOutcome = isGone) =>
  (await planFor(snapshot, catalog, {accessOutcome, decisions})).plan

describe('decisions of an access review in a plan', () => {
  it('are steps, proved by the facts after them', async () => {
    const {exit, outcome, steps} = await plan([remove('bob@example.com')])
    assert.deepEqual(
      steps.map(({closes, commands, phase}) => [phase, commands, closes.length]),
      [['remove', ['heroku members:remove bob@example.com -t acme'], 1]],
    )
    assert.deepEqual(outcome.access, {done: 1, open: 1, undetermined: 0})
    assert.deepEqual(exit, {code: 0, reason: 'nothing would fail'})
  })

  it('change roles', async () => {
    const isMember: AccessOutcome = facts => () =>
      JSON.stringify(facts.facts.find(({path}) => path === paths.members('acme'))?.body).includes('"member"')
        ? 'closed'
        : 'fails'
    const set = request('bob@example.com', 'heroku members:set bob@example.com --role member -t acme')
    const {steps} = await plan([set], isMember)
    assert.deepEqual(
      steps.map(({phase, undo}) => [phase, undo]),
      [['change', ['heroku members:set EMAIL --team acme --role ROLE returns to the role before.']]],
    )
  })

  it('are no steps where the access would stay, or the command is refused', async () => {
    const {byHand, exit, outcome, steps} = await plan([
      request('bob@example.com', 'heroku members:set bob@example.com --role member -t acme'),
      remove('eve@example.com'),
    ])
    assert.deepEqual(steps, [])
    assert.deepEqual(
      byHand.map(({findings, kind}) => [kind, findings.length]),
      [
        ['unproved', 1],
        ['unproved', 1],
      ],
    )
    assert.deepEqual(outcome.access, {done: 0, open: 2, undetermined: 0})
    assert.deepEqual(exit, {code: 1, reason: '2 decisions on access would not be carried out'})
  })

  it('may be known only afterwards', async () => {
    const {exit, outcome, steps} = await plan([remove('bob@example.com')], () => () => 'unknown')
    assert.equal(steps[0]?.undetermined.length, 1)
    assert.deepEqual(outcome.access, {done: 0, open: 1, undetermined: 1})
    assert.equal(outcome.undetermined, 0)
    assert.deepEqual(exit, {code: 3, reason: "whether 1 decision on access would be carried out isn't known"})
  })

  it('are told apart from failures', async () => {
    const made = await plan([remove('bob@example.com')])
    const text = fixTerminal(made, {color: false, columns: 80, isFull: true})
    assert.match(text, /1 decision on access would be carried out, in 1 step\./)
    assert.match(text, /Access review: 1 of 1 open decision would be carried out\./)
    assert.match(text, /Closes: Access review of 2026-11-01: ends: bob@example\.com/)
    assert.doesNotMatch(text, /0 controls/)
    assert.match(fixScript(made), /\nheroku members:remove bob@example\.com -t acme\n/)
    const open = await plan([remove('bob@example.com')], () => () => 'unknown')
    assert.match(fixTerminal(open, {color: false, columns: 120}), /0 of 1 open decision .*1 can't be known before/)
  })

  it('are what a plan is headed by where no failure would close', () => {
    const outcome = {closed: 0, failing: 2, newlyFailing: [], remaining: 2, undetermined: 0, unknown: 0}
    const access = {done: 1, open: 1, undetermined: 0}
    const heading = (parts: Parameters<typeof planOf>[0]) => fixTerminal(planOf(parts), {color: false, columns: 80})
    assert.match(heading({outcome: {...outcome, access}, steps: [stepOf('pay')]}), /1 decision on access would be/)
    assert.match(heading({outcome: {...outcome, access}}), /No command closes any of 2 failures\./)
    assert.match(heading({outcome: {...outcome, access, closed: 1}, steps: [stepOf('pay')]}), /1 of 2 failures would/)
  })

  it('are not mentioned where no review is given', async () => {
    assert.equal((await plan([])).outcome.access, undefined)
  })
})
