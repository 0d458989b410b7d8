import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {Raw, World} from '../world/types.js'

import {account, app, enterprise, identityProvider, refuse, team, world} from '../world/build.js'
import {judged, subjects, verdict, verdicts} from './judging.js'

type TeamInit = NonNullable<Parameters<typeof team>[1]>
type Person = Exclude<NonNullable<TeamInit['members']>[number], string>

const acme = {kind: 'team', name: 'acme'} as const
const ann = 'ann@example.com'

const broken = (path: RegExp): Array<Partial<World>> => [
  ...[402, 403, 404, 422, 500].map(status => ({faults: [refuse(path, status)]})),
  {faults: [refuse(path, 200, 'nothing')]},
]

/** The verdict of a check on one member beside the caller. */
async function member(check: string, person: Partial<Person>, init: TeamInit = {}, more: Partial<World> = {}, allow?: Policy['allow']): Promise<string> {
  const one = {email: ann, ...person}
  const parts = {teams: [team('acme', {members: [{email: 'lead@example.com', role: 'admin'}, one], ...init})], ...more}
  return verdict(await judged(world(parts), {scope: acme, ...(allow ? {allow} : {})}), check, `acme/${one.email}`)
}

describe('team-members-use-mfa', () => {
  const check = 'team-members-use-mfa'

  it('wants it of members who are not federated', async () => {
    assert.equal(await member(check, {mfa: true}), 'pass')
    assert.equal(await member(check, {mfa: false}), 'fail')
    assert.equal(await member(check, {federated: true, mfa: false}), 'not-applicable')
  })

  it('is unknown where either is not told', async () => {
    for (const silent of [null, undefined]) {
      assert.equal(await member(check, {record: {two_factor_authentication: silent}}), 'unknown')
      assert.equal(await member(check, {mfa: false, record: {federated: silent}}), 'unknown')
    }
  })

  it('does not believe a no where the list says no of the caller, whose account says yes', async () => {
    const members = (lead: Partial<Person>) => ({members: [{email: 'Lead@example.com', ...lead}, {email: ann, mfa: false}]})
    assert.equal(await member(check, {}, members({mfa: false})), 'unknown')
    assert.equal(await member(check, {}, members({mfa: true})), 'fail')
    assert.equal(await member(check, {}, members({mfa: false}), {account: account('lead@example.com', {mfa_enabled: false})}), 'fail')
    assert.equal(await member(check, {}, {members: [{email: 'lead@example.com', mfa: false}, {email: ann, mfa: true}]}), 'pass')
    assert.equal(await member(check, {}, {members: [{email: ann, mfa: false}]}), 'fail')
  })

  it('never passes a no where the account cannot be read', async () => {
    assert.notEqual(await member(check, {mfa: false}, {}, {faults: [refuse(/^\/account$/)]}), 'pass')
  })
})

describe('members-of-single-sign-on-teams-are-federated', () => {
  const check = 'members-of-single-sign-on-teams-are-federated'
  const own = identityProvider('badge', {team: 'acme'})
  const shared = identityProvider('badge', {enterprise: 'holding'})

  it('applies where the team or its enterprise account has an identity provider', async () => {
    assert.equal(await member(check, {}), 'not-applicable')
    assert.equal(await member(check, {}, {identityProvider: own}), 'fail')
    assert.equal(await member(check, {federated: true}, {identityProvider: own}), 'pass')
    const holding = {enterpriseAccounts: [enterprise('holding', {identityProvider: shared})]}
    assert.equal(await member(check, {}, {enterprise: 'holding'}, holding), 'fail')
    assert.equal(await member(check, {}, {enterprise: 'holding'}, {enterpriseAccounts: [enterprise('holding')]}), 'not-applicable')
  })

  it('is unknown where the enterprise account cannot be read, unless the team has a provider of its own', async () => {
    for (const more of broken(/enterprise-accounts/)) {
      assert.equal(await member(check, {}, {enterprise: 'holding'}, {enterpriseAccounts: [enterprise('holding')], ...more}), 'unknown')
      assert.equal(await member(check, {}, {enterprise: 'holding', identityProvider: own}, {enterpriseAccounts: [enterprise('holding')], ...more}), 'fail')
    }
  })

  it('is unknown where the API does not say', async () => {
    assert.equal(await member(check, {record: {federated: undefined}}, {identityProvider: own}), 'unknown')
    assert.equal(await member(check, {}, {record: {identity_provider: undefined}}), 'unknown')
    assert.equal(await member(check, {}, {record: {enterprise_account: undefined}}), 'unknown')
  })
})

describe('members-are-from-allowed-domains', () => {
  const check = 'members-are-from-allowed-domains'
  const from = (email: string, emailDomains?: string[]) => member(check, {email}, {}, {}, emailDomains ? {emailDomains} : undefined)

  it('applies where the policy declares any', async () => {
    assert.equal(await from('ann@evil.test'), 'not-applicable')
    assert.equal(await from('ann@evil.test', []), 'fail')
  })

  it('wants exactly one of them, without regard to case', async () => {
    assert.equal(await from('Ann@EXAMPLE.com', ['acme.test', 'Example.COM']), 'pass')
    for (const email of ['ann@sub.example.com', 'ann@example.com.evil.test', 'ann@xexample.com', 'ann@example.co', '"ann@example.com"@evil.test']) assert.equal(await from(email, ['example.com']), 'fail', email)
    assert.equal(await from('ann@example.com', ['*']), 'fail')
  })

  it('is unknown without an address', async () => {
    const one = team('acme', {members: [{email: ann, record: {email: null, user: null}}]})
    const seen = await judged(world({teams: [one]}), {allow: {emailDomains: ['example.com']}, scope: acme})
    assert.deepEqual(Object.values(verdicts(seen, check)), ['unknown'])
    assert.deepEqual(Object.values(verdicts(seen, 'members-are-named-people')), ['unknown'])
  })
})

describe('members-are-named-people', () => {
  const check = 'members-are-named-people'
  const roles = ['admin', 'billing', 'build', 'ci', 'deploy', 'dev', 'devops', 'info', 'it', 'ops', 'root', 'security', 'support', 'team', 'test']

  for (const role of roles) it(`knows ${role} for no person`, async () => {
    for (const local of [role, role.toUpperCase(), `${role}+alerts`, `${role}-eu`, `${role}2`, `${role}007`]) assert.equal(await member(check, {email: `${local}@example.com`}), 'fail', local)
    for (const local of [`${role}son`, `x${role}`, `${role}.ann`, `${role}_eu`, `${role}2a`, `ann.${role}`]) {
      if (!roles.includes(local)) assert.equal(await member(check, {email: `${local}@example.com`}), 'pass', local)
    }
  })

  it('takes what the policy allows', async () => {
    assert.equal(await member(check, {email: 'ops@example.com'}, {}, {}, {sharedAccounts: ['Ops@example.com']}), 'pass')
    assert.equal(await member(check, {email: 'ops@example.com'}, {}, {}, {sharedAccounts: ['ops@example.org', 'ops', '*']}), 'fail')
  })
})

describe('members', () => {
  it('are no rows of role collaborator', async () => {
    const seen = await judged(world({teams: [team('acme', {members: ['ann@example.com', {email: 'guest@evil.test', role: 'collaborator'}]})]}), {scope: acme})
    assert.deepEqual(subjects(seen, 'member'), ['acme/ann@example.com'])
  })

  it('of two teams are two subjects, although a row has no id', async () => {
    const person = (mfa: boolean) => ({email: ann, mfa, record: {id: undefined}})
    const seen = await judged(world({teams: [team('acme', {members: [person(false)]}), team('other', {members: [person(true)]})]}))
    assert.deepEqual(verdicts(seen, 'team-members-use-mfa'), {'acme/ann@example.com': 'fail', 'other/ann@example.com': 'pass'})
  })

  it('that cannot be read give one placeholder, which the policy alone may leave out', async () => {
    for (const more of broken(/members/)) {
      const seen = await judged(world({teams: [team('acme')], ...more}), {scope: acme})
      const expected = {'members-are-from-allowed-domains': 'not-applicable', 'members-are-named-people': 'unknown', 'members-of-single-sign-on-teams-are-federated': 'unknown', 'team-members-use-mfa': 'unknown'}
      for (const [check, verdictOf] of Object.entries(expected)) assert.deepEqual(verdicts(seen, check), {'acme/*': verdictOf}, check)
    }
  })

  it('are hidden from those who are no admins', async () => {
    const seen = await judged(world({teams: [team('acme', {role: 'member'})]}), {scope: acme})
    assert.deepEqual(verdicts(seen, 'team-members-use-mfa'), {'acme/*': 'unknown'})
    assert.deepEqual(seen.partialTeams, ['acme'])
  })
})

describe('collaborators-are-team-members', () => {
  const check = 'collaborators-are-team-members'

  async function on(person: string | Person, members: TeamInit['members'] = [], more: Partial<World> = {}): Promise<string> {
    const parts = {apps: [app('pay', {collaborators: [person], team: 'acme'})], teams: [team('acme', {members})]}
    return verdict(await judged(world({...parts, ...more}), {scope: {kind: 'app', name: 'pay'}}), check, `pay/${typeof person === 'string' ? person : person.email}`)
  }

  it('goes by the list of members', async () => {
    assert.equal(await on(ann, [ann]), 'pass')
    assert.equal(await on('Ann@Example.com', [ann]), 'pass')
    assert.equal(await on(ann, ['bob@example.com']), 'fail')
    assert.equal(await on(ann, []), 'fail')
  })

  it('takes no row of role collaborator for a member', async () => {
    assert.equal(await on(ann, [{email: ann, role: 'collaborator'}]), 'fail')
    for (const role of ['admin', 'member', 'viewer', 'owner']) assert.equal(await on(ann, [{email: ann, role}]), 'pass', role)
  })

  it('does not apply outside a team', async () => {
    const apps = [app('pay', {collaborators: [ann]})]
    assert.equal(await on(ann, [], {apps}), 'not-applicable')
  })

  it('is unknown where the members cannot be read', async () => {
    for (const more of broken(/members/)) assert.equal(await on(ann, [ann], more), 'unknown')
  })

  it('is unknown where the collaborator or a member does not say who it is', async () => {
    const nobody = {email: ann, record: {email: null, user: null}}
    assert.equal(await on(ann, [nobody]), 'unknown')
    assert.equal(await on(ann, [nobody, ann]), 'pass')
    const parts = {apps: [app('pay', {collaborators: [{email: ann, record: {user: null}}], team: 'acme'})], teams: [team('acme', {members: [ann]})]}
    assert.deepEqual(Object.values(verdicts(await judged(world(parts), {scope: {kind: 'app', name: 'pay'}}), check)), ['unknown'])
  })

  it('leaves the team\'s own pseudo-user out, but not that of another team', async () => {
    const apps = (collaborators: string[]) => [app('pay', {collaborators, team: 'acme'})]
    const seen = async (collaborators: string[]) => verdicts(await judged(world({apps: apps(collaborators), teams: [team('acme')]}), {scope: {kind: 'app', name: 'pay'}}), check)
    assert.deepEqual(await seen([]), {})
    assert.deepEqual(await seen(['other@herokumanager.com']), {'pay/other@herokumanager.com': 'fail'})
    assert.deepEqual(await seen(['acme@herokumanager.com.evil.test']), {'pay/acme@herokumanager.com.evil.test': 'fail'})
  })

  it('is judged of each app, although rows have no id', async () => {
    const row = {email: ann, record: {id: undefined}}
    const apps = [app('pay', {collaborators: [row], team: 'acme'}), app('shop', {collaborators: [row], team: 'other'})]
    const seen = await judged(world({apps, teams: [team('acme', {members: [ann]}), team('other')]}))
    assert.deepEqual(verdicts(seen, check), {'pay/ann@example.com': 'pass', 'shop/ann@example.com': 'fail'})
  })

  it('gives one placeholder where the collaborators cannot be read', async () => {
    for (const more of broken(/collaborators/)) {
      const seen = await judged(world({apps: [app('pay', {team: 'acme'})], teams: [team('acme')], ...more}), {scope: {kind: 'app', name: 'pay'}})
      assert.deepEqual([verdicts(seen, check), verdicts(seen, 'collaborators-are-from-allowed-domains')], [{'pay/*': 'unknown'}, {'pay/*': 'not-applicable'}])
    }
  })
})

describe('collaborators-are-from-allowed-domains', () => {
  const check = 'collaborators-are-from-allowed-domains'
  const from = async (email: string, emailDomains?: string[]) =>
    verdict(await judged(world({apps: [app('pay', {collaborators: [email]})]}), {scope: {kind: 'app', name: 'pay'}, ...(emailDomains ? {allow: {emailDomains}} : {})}), check, `pay/${email}`)

  it('goes by the policy', async () => {
    assert.equal(await from('ann@evil.test'), 'not-applicable')
    assert.equal(await from('ann@evil.test', ['example.com']), 'fail')
    assert.equal(await from('ann@EXAMPLE.com', ['example.com']), 'pass')
    assert.equal(await from('ann@sub.example.com', ['example.com']), 'fail')
  })
})

describe('teams', () => {
  async function on(check: string, init: TeamInit = {}, more: Partial<World> = {}): Promise<string> {
    return verdict(await judged(world({teams: [team('acme', init)], ...more}), {scope: acme}), check, 'acme')
  }

  const preferences = (record: Raw) => ({preferences: record})

  it('default to least privilege with member, viewer or nothing', async () => {
    const check = 'teams-default-to-least-privilege'
    for (const permission of ['member', 'viewer', null]) assert.equal(await on(check, preferences({'default-permission': permission})), 'pass')
    assert.equal(await on(check, preferences({'default-permission': 'admin'})), 'fail')
    for (const permission of ['owner', 'none', '', 'Admin', undefined]) assert.equal(await on(check, preferences({'default-permission': permission})), 'unknown', String(permission))
    for (const more of broken(/preferences/)) assert.equal(await on(check, {}, more), 'unknown')
  })

  it('restrict add-ons where the API says true, and null means no', async () => {
    const check = 'teams-restrict-add-ons'
    assert.equal(await on(check, preferences({'addons-controls': true})), 'pass')
    for (const controls of [false, null]) assert.equal(await on(check, preferences({'addons-controls': controls})), 'fail')
    assert.equal(await on(check, preferences({'addons-controls': undefined})), 'unknown')
    for (const more of broken(/preferences/)) assert.equal(await on(check, {}, more), 'unknown')
  })

  it('have few admins, up to five', async () => {
    const check = 'teams-have-few-admins'
    const people = (count: number, role: string | null, from = 0) => Array.from({length: count}, (_, i) => ({email: `p${from + i}@example.com`, role}))
    assert.equal(await on(check, {members: people(5, 'admin')}), 'pass')
    assert.equal(await on(check, {members: people(6, 'admin')}), 'fail')
    assert.equal(await on(check, {members: [...people(5, 'admin'), ...people(40, 'member', 9), ...people(3, 'viewer', 70), ...people(3, null, 80), ...people(3, 'collaborator', 90)]}), 'pass')
    assert.equal(await on(check, {members: []}), 'pass')
    for (const more of broken(/members/)) assert.equal(await on(check, {}, more), 'unknown')
  })

  it('may have more admins than are known only where a role is strange', async () => {
    const check = 'teams-have-few-admins'
    const people = (count: number, role: string, from = 0) => Array.from({length: count}, (_, i) => ({email: `p${from + i}@example.com`, role}))
    assert.equal(await on(check, {members: [...people(5, 'admin'), ...people(1, 'superuser', 9)]}), 'unknown')
    assert.equal(await on(check, {members: [...people(6, 'admin'), ...people(1, 'superuser', 9)]}), 'fail')
    assert.equal(await on(check, {members: [...people(4, 'admin'), ...people(1, 'superuser', 9), ...people(30, 'member', 20)]}), 'pass')
  })

  it('use single sign-on of their own or of their enterprise account', async () => {
    const check = 'teams-use-single-sign-on'
    const own = identityProvider('badge', {team: 'acme'})
    const holding = (provider?: typeof own) => ({enterpriseAccounts: [enterprise('holding', provider ? {identityProvider: provider} : {})]})
    assert.equal(await on(check), 'fail')
    assert.equal(await on(check, {identityProvider: own}), 'pass')
    assert.equal(await on(check, {enterprise: 'holding'}, holding(own)), 'pass')
    assert.equal(await on(check, {enterprise: 'holding'}, holding()), 'fail')
    for (const more of broken(/enterprise-accounts/)) {
      assert.equal(await on(check, {enterprise: 'holding'}, {...holding(own), ...more}), 'unknown')
      assert.equal(await on(check, {enterprise: 'holding', identityProvider: own}, {...holding(), ...more}), 'pass')
    }

    assert.equal(await on(check, {record: {identity_provider: undefined}}), 'unknown')
  })

  it('have an audit trail in an enterprise account alone', async () => {
    const check = 'platform-audit-trail-is-available'
    assert.equal(await on(check, {enterprise: 'holding'}), 'pass')
    assert.equal(await on(check), 'fail')
    assert.equal(await on(check, {record: {enterprise_account: undefined}}), 'unknown')
  })
})
