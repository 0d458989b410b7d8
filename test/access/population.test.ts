import assert from 'node:assert/strict'

import type {Grant} from '../../src/access/grant.js'
import type {Fact, Scope} from '../../src/model/snapshot.js'
import type {Raw, World} from '../fixtures/types.js'

import {accessPopulation, populationDigest} from '../../src/access/population.js'
import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {refuse} from '../fixtures/build.js'
import {numbers} from '../fixtures/fleet.js'
import {richFleet} from '../fixtures/rich-fleet.js'
import {sample} from '../fixtures/sample.js'
import {isExhaustive} from '../helpers/sweep.js'
import {factOf, refusedFact} from '../helpers/changes.js'
import {collectWith, rememberOutcomes} from '../integration/run.js'

const byPath = (facts: readonly Fact[]) => new Map(facts.map(fact => [fact.path, fact]))
const populationOf = (facts: readonly Fact[], ...scopes: readonly Scope[]) =>
  accessPopulation(byPath(facts), scopes.length > 0 ? scopes : [{kind: 'team', name: 'crew'}])

const kim = {email: 'kim@example.com', id: 'u1'}
const lee = {email: 'lee@example.com', id: 'u2'}
const team = {
  enterprise_account: {id: 'e1', name: 'holding'},
  id: 't1',
  name: 'crew',
  role: 'admin',
  type: 'enterprise',
}
const web = {id: 'a1', name: 'web', owner: {email: 'crew@herokumanager.com'}, space: {id: 's1', name: 'vault'}, team}
const vault = {id: 's1', name: 'vault', team: {id: 't1', name: 'crew'}}
const facts: readonly Fact[] = [
  factOf('account', [], {...kim}),
  factOf(
    'authorizations',
    [],
    [
      {created_at: '2026-01-02T00:00:00Z', id: 'k1', scope: ['read', 'identity'], session: null},
      {id: 'k2', scope: ['global'], session: {id: 'login'}},
    ],
  ),
  factOf('team', ['crew'], team),
  factOf('teamApps', ['crew'], [{id: 'a1', name: 'web', space: {id: 's1', name: 'vault'}, team}]),
  factOf('teamSpaces', ['crew'], [vault]),
  factOf('topology', ['vault'], {apps: [{id: 'a1'}]}),
  factOf('app', ['web'], web),
  factOf('apps', [], [web]),
  factOf('spaces', [], [vault]),
  factOf(
    'members',
    ['crew'],
    [
      {created_at: '2025-01-01T00:00:00Z', id: 'm1', role: 'admin', two_factor_authentication: true, user: kim},
      {email: lee.email, federated: true, id: 'm2', role: 'collaborator'},
    ],
  ),
  factOf(
    'enterpriseMembers',
    ['e1'],
    [{last_login: '2026-11-01T00:00:00Z', permissions: [{name: 'view'}, {name: 'create'}], user: kim}],
  ),
  factOf('teamAuthorizations', ['crew'], [{client: {name: 'Deployer'}, id: 'x1', scope: null}]),
  factOf('spaceMembers', ['vault'], [{permissions: [{name: 'create_apps'}], user: lee}]),
  factOf(
    'collaborators',
    ['web'],
    [
      {created_at: '2026-02-01T00:00:00Z', permissions: [{name: 'view'}, {name: 'deploy'}], role: null, user: lee},
      {role: 'owner', user: {email: 'crew@herokumanager.com', id: 'o1'}},
    ],
  ),
]

const inBrief = ({holds, id, person}: Grant) => `${id} ${person?.email ?? '-'} ${holds.join('+')}`

describe('the population of an access review', () => {
  it('has a grant for each person and token in each place', () => {
    const {grants, notSeen} = populationOf(facts)
    assert.deepEqual(grants.map(inBrief), [
      'collaborator:a1/u2 lee@example.com deploy+view',
      'enterprise-member:e1/u1 kim@example.com create+view',
      'member:t1/lee@example.com lee@example.com collaborator',
      'member:t1/u1 kim@example.com admin',
      'space-member:s1/u2 lee@example.com create_apps',
      'team-token:x1 - unknown',
      'token:k1 kim@example.com identity+read',
    ])
    assert.deepEqual(notSeen, [])
  })

  it('says of a grant what the API says, and nothing else', () => {
    const [, , external, admin, , teamToken] = populationOf(facts).grants
    assert.deepEqual(admin, {
      holds: ['admin'],
      id: 'member:t1/u1',
      kind: 'member',
      lastLogin: '2026-11-01T00:00:00Z',
      mfa: true,
      person: kim,
      place: {id: 't1', kind: 'team', name: 'crew'},
      since: '2025-01-01T00:00:00Z',
    })
    assert.equal(external?.federated, true)
    assert.deepEqual([external.mfa, external.lastLogin], [undefined, undefined])
    assert.equal(teamToken?.client, 'Deployer')
  })

  it('has a digest of what it lists and what it could not', () => {
    const population = populationOf(facts)
    assert.equal(population.digest, populationDigest(population))
    assert.notEqual(population.digest, populationOf(facts.slice(0, -1)).digest)
  })

  it('names each list that could not be read', () => {
    for (const [kind, refused] of [
      ['member', refusedFact('members', 'crew')],
      ['space-member', refusedFact('spaceMembers', 'vault')],
      ['collaborator', refusedFact('collaborators', 'web')],
      ['team-token', refusedFact('teamAuthorizations', 'crew')],
      ['enterprise-member', refusedFact('enterpriseMembers', 'e1')],
      ['token', refusedFact('authorizations')],
      ['apps', refusedFact('apps')],
    ] as const) {
      const {notSeen} = populationOf([...facts.filter(({path}) => path !== refused.path), refused])
      assert.ok(
        notSeen.some(list => list.kind === kind && list.reason === 'forbidden' && list.path === refused.path),
        kind,
      )
    }
  })

  it('names a list of which an entry does not say who has access, or that only admins see in full', () => {
    const nameless = facts.map(fact => (fact.kind === 'collaborators' ? {...fact, body: [{role: 'admin'}]} : fact))
    assert.deepEqual(
      populationOf(nameless).notSeen.map(({kind, place, reason}) => [kind, place, reason]),
      [['collaborator', 'web', 'no-statement']],
    )
    const asMember = facts.map(fact => (fact.kind === 'team' ? {...fact, body: {...team, role: 'member'}} : fact))
    assert.deepEqual(
      populationOf(asMember).notSeen.map(({kind, place, reason}) => [kind, place, reason]),
      [['member', 'crew', 'not-visible']],
    )
  })

  it('has invitations of teams without an enterprise account, which has no members then', () => {
    const solo = {...team, enterprise_account: null, type: 'team'}
    const {grants, notSeen} = populationOf([
      ...facts.map(fact => (fact.kind === 'team' ? {...fact, body: solo} : fact)),
      factOf('invitations', ['crew'], [{created_at: '2026-11-01T00:00:00Z', id: 'i1', role: 'admin', user: lee}]),
    ])
    assert.ok(grants.some(grant => inBrief(grant) === 'invitation:i1 lee@example.com admin'))
    assert.ok(!grants.some(({kind}) => kind === 'enterprise-member'))
    assert.deepEqual(notSeen, [])
  })

  it('is of an app alone where only that is in scope', () => {
    const ofApp = populationOf([...facts, factOf('appPipelineCoupling', ['web'], {} as never)], {
      kind: 'app',
      name: 'web',
    })
    assert.deepEqual(ofApp.grants.map(inBrief), ['collaborator:a1/u2 lee@example.com deploy+view'])
    assert.deepEqual(ofApp.notSeen, [])
  })
})

/** Where somebody has access by the records of a simulated account: place and address. */
function accessIn(world: World): string[] {
  const email = (row: Raw) => (row['user'] as {email: string}).email
  const teams = world.teams.filter(({record: {role}}) => role === 'admin')
  return [
    ...teams.flatMap(({members, record}) => members.map(row => `member ${record.name} ${email(row)}`)),
    ...teams.flatMap(({invitations, record}) =>
      record['type'] === 'enterprise' ? [] : invitations.map(row => `invitation ${record.name} ${email(row)}`),
    ),
    ...world.apps
      .filter(({invisible}) => invisible === null)
      .flatMap(({collaborators, record}) =>
        collaborators
          .filter(
            row =>
              !(email(row).endsWith('@herokumanager.com') && email(row) === (record['owner'] as {email: string}).email),
          )
          .map(row => `collaborator ${record.name} ${email(row)}`),
      ),
  ]
}

describe('the population of random fleets', () => {
  it(`loses nobody: who isn't in it is on a list that it names`, async () => {
    const catalog = await selectCatalog(['baseline'])
    for (let seed = 1; seed <= (isExhaustive ? 200 : 12); seed++) {
      const roll = numbers(seed)
      const world = richFleet(2 + (seed % 6), seed)
      const lists = ['members', 'collaborators', 'invitations', 'spaces', 'apps', 'members$']
      const hidden = lists.filter(() => roll() < 0.3)
      world.faults = hidden.map(list => refuse(new RegExp(String.raw`^/(?:teams|apps|spaces)/[^/]+/${list}`)))
      const snapshot = await collectWith(rememberOutcomes(world), {kind: 'all'}, catalog, {
        access: true,
        policy: emptyPolicy,
      })
      const {grants, notSeen, wanted} = accessPopulation(byPath(snapshot.facts), snapshot.scopes)
      assert.deepEqual(wanted, [])
      const seen = new Set(grants.map(({kind, person, place}) => `${kind} ${place.name} ${person?.email ?? ''}`))
      const unread = new Set(notSeen.map(({kind, place}) => `${kind} ${place}`))
      const lost = accessIn(world).filter(text => {
        const [kind = '', place = ''] = text.split(' ')
        return (
          !seen.has(text) && !unread.has(`${kind} ${place}`) && ![...unread].some(list => /^(?:apps|teams) /.test(list))
        )
      })
      assert.deepEqual(lost, [], `fleet ${seed}, hidden: ${hidden.join(' ')}`)
    }
  })

  it('is whole where everything can be read', async () => {
    const catalog = await selectCatalog(['baseline'])
    const snapshot = await collectWith(rememberOutcomes(sample()), {kind: 'team', name: 'quillgate'}, catalog, {
      access: true,
      policy: emptyPolicy,
    })
    const {grants} = accessPopulation(byPath(snapshot.facts), snapshot.scopes)
    assert.ok(grants.length > 20)
    assert.ok(grants.some(({kind}) => kind === 'space-member'))
  })
})
