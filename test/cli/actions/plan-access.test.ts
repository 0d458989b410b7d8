import assert from 'node:assert/strict'

import type {AccessDecision, AccessReview} from '../../../src/access/access-review.js'

import {accessPopulation} from '../../../src/access/population.js'
import {planAccess} from '../../../src/cli/actions/plan-access.js'
import {loadCatalog} from '../../../src/catalog/catalog.js'
import {fixScript} from '../../../src/report/fix/script.js'
import {factOf, snapshotOf} from '../../helpers/changes.js'
import {planFor} from '../../helpers/remediation-plans.js'
import {reviewOf} from '../../access/support.js'

const acme = {enterprise_account: null, id: 't1', name: 'acme', role: 'admin', type: 'team'}
const user = (name: string) => ({email: `${name}@example.com`, id: `u-${name}`})
const member = (name: string, role: string) => ({...user(name), id: `m-${name}`, role, user: user(name)})
const pay = {id: 'a1', name: 'pay', owner: {email: 'acme@herokumanager.com', id: 'o1'}, team: {id: 't1', name: 'acme'}}
const facts = [
  factOf('account', [], user('ann')),
  factOf('teams', [], [acme]),
  factOf('team', ['acme'], acme),
  factOf('teamApps', ['acme'], [pay]),
  factOf('apps', [], [pay]),
  factOf('app', ['pay'], pay),
  factOf('spaces', [], []),
  factOf('members', ['acme'], [member('ann', 'admin'), member('bob', 'admin'), member('cem', 'member')]),
  factOf('invitations', ['acme'], [{id: 'i1', role: 'member', user: user('kim')}]),
  factOf('teamPermissions', ['acme'], []),
  factOf('collaborators', ['pay'], [{permissions: [{name: 'deploy'}, {name: 'view'}], user: user('eve')}]),
]
const snapshot = snapshotOf(facts, [{kind: 'team', name: 'acme'}])
const {digest, grants, notSeen, places} = accessPopulation(
  new Map(facts.map(fact => [fact.path, fact])),
  snapshot.scopes,
)

/** A review in which some of the access ends or changes, by who holds it. */
function decided(becomes: Readonly<Record<string, readonly string[] | undefined>>): AccessReview {
  const entries = grants.flatMap(({id, person}) => {
    const [name = ''] = person?.email?.split('@') ?? []
    if (!Object.hasOwn(becomes, name)) return []
    const given = {by: 'ann@example.com', on: '2026-11-20T12:30:00.000Z', reason: 'r'}
    const roles = becomes[name]
    const decision: AccessDecision = roles ? {...given, action: 'change', becomes: roles} : {...given, action: 'remove'}
    return [[id, decision] as const]
  })
  return {
    ...reviewOf({decisions: Object.fromEntries(entries), scopes: snapshot.scopes}),
    population: {digest, grants, notSeen, places},
  }
}

async function plan(review: AccessReview) {
  const {outcome, requests} = planAccess(review, snapshot)
  const catalog = {...loadCatalog(['baseline']), checks: []}
  return (await planFor(snapshot, catalog, {decisions: requests, ...(outcome ? {accessOutcome: outcome} : {})})).plan
}

describe('the plan of an access review', () => {
  it('removes and changes, proved by who has access afterwards', async () => {
    const {outcome, steps} = await plan(decided({bob: ['member'], cem: undefined, eve: ['view'], kim: undefined}))
    assert.deepEqual(
      steps.map(({commands, undetermined}) => [...commands, undetermined.length]),
      [
        ['heroku access:update eve@example.com --app pay --permissions view', 0],
        ['heroku members:set bob@example.com --team acme --role member', 0],
        ['heroku members:remove cem@example.com --team acme', 0],
        ['heroku members:remove kim@example.com --team acme', 0],
      ],
    )
    assert.deepEqual(outcome.access, {done: 4, open: 4, undetermined: 0})
  })

  it('ends access to an app, and warns of the last admin in the script', async () => {
    const made = await plan(decided({ann: undefined, bob: ['viewer'], eve: undefined}))
    const script = fixScript(made)
    assert.match(script, /\nheroku access:remove eve@example\.com --app pay\n/)
    assert.equal(script.match(/# This takes the last admin from acme/g)?.length, 2)
    assert.match(script, /# undo: heroku access:add EMAIL -a pay/)
  })

  it('has nothing for what the facts show as carried out', async () => {
    const review = decided({bob: ['admin'], eve: ['deploy']})
    const {outcome, steps} = await plan(review)
    assert.deepEqual([steps, outcome.access], [[], undefined])
  })

  it('is refused for facts of another scope, in which everything would look as if it had ended', () => {
    const review = decided({cem: undefined})
    assert.throws(
      () => planAccess(review, {...snapshot, scopes: [{kind: 'app', name: 'pay'}]}),
      /The review of access is of team acme, and the facts are of app pay\./,
    )
    assert.throws(() => planAccess(review, {...snapshot, scopes: [{kind: 'all'}]}), /facts are of the account/)
  })
})
