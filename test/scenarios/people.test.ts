import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {Raw, World} from '../fixtures/types.js'

import {
  account,
  app,
  archive,
  authorization,
  enterprise,
  identityProvider,
  publicKey,
  refuse,
  team,
  uuid,
  world,
} from '../fixtures/build.js'
import {assessWorld, subjects, verdict, verdicts} from './assess-world.js'

type TeamInit = NonNullable<Parameters<typeof team>[1]>
type Person = Exclude<NonNullable<TeamInit['members']>[number], string>

const acme = {kind: 'team', name: 'acme'} as const
const ann = 'ann@example.com'

const broken = (path: RegExp): Array<Partial<World>> => [
  ...[402, 403, 404, 422, 500].map(status => ({faults: [refuse(path, status)]})),
  {faults: [refuse(path, 200, 'nothing')]},
]

/** The verdict of a check on one member beside the caller. */
async function member(
  check: string,
  person: Partial<Person>,
  init: TeamInit = {},
  more: Partial<World> = {},
  allow?: Policy['allow'],
): Promise<string> {
  const item = {email: ann, ...person}
  const parts = {teams: [team('acme', {members: [{email: 'lead@example.com', role: 'admin'}, item], ...init})], ...more}
  return verdict(await assessWorld(world(parts), {scope: acme, ...(allow ? {allow} : {})}), check, `acme/${item.email}`)
}

describe('team-members-use-mfa', () => {
  const check = 'team-members-use-mfa'

  it('requires it of members who are not federated', async () => {
    assert.equal(await member(check, {mfa: true}), 'pass')
    assert.equal(await member(check, {mfa: false}), 'fail')
    assert.equal(await member(check, {federated: true, mfa: false}), 'not-applicable')
  })

  it('is unknown if either is not stated', async () => {
    for (const silent of [null, undefined]) {
      assert.equal(await member(check, {record: {two_factor_authentication: silent}}), 'unknown')
      assert.equal(await member(check, {mfa: false, record: {federated: silent}}), 'unknown')
    }
  })

  it('does not trust a no if the list says no for a caller whose account says yes', async () => {
    const members = (lead: Partial<Person>) => ({
      members: [
        {email: 'Lead@example.com', ...lead},
        {email: ann, mfa: false},
      ],
    })
    assert.equal(await member(check, {}, members({mfa: false})), 'unknown')
    assert.equal(await member(check, {}, members({mfa: true})), 'fail')
    assert.equal(
      await member(check, {}, members({mfa: false}), {account: account('lead@example.com', {mfa_enabled: false})}),
      'fail',
    )
    assert.equal(
      await member(
        check,
        {},
        {
          members: [
            {email: 'lead@example.com', mfa: false},
            {email: ann, mfa: true},
          ],
        },
      ),
      'pass',
    )
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
    assert.equal(
      await member(check, {}, {enterprise: 'holding'}, {enterpriseAccounts: [enterprise('holding')]}),
      'not-applicable',
    )
  })

  it('is unknown where the enterprise account cannot be read, unless the team has a provider of its own', async () => {
    for (const more of broken(/enterprise-accounts/)) {
      assert.equal(
        await member(check, {}, {enterprise: 'holding'}, {enterpriseAccounts: [enterprise('holding')], ...more}),
        'unknown',
      )
      assert.equal(
        await member(
          check,
          {},
          {enterprise: 'holding', identityProvider: own},
          {enterpriseAccounts: [enterprise('holding')], ...more},
        ),
        'fail',
      )
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
  const from = (email: string, emailDomains?: string[]) =>
    member(check, {email}, {}, {}, emailDomains ? {emailDomains} : undefined)

  it('applies where the policy declares any', async () => {
    assert.equal(await from('ann@evil.test'), 'not-applicable')
    assert.equal(await from('ann@evil.test', []), 'fail')
  })

  it('requires exactly one of them, ignoring case', async () => {
    assert.equal(await from('Ann@EXAMPLE.com', ['acme.test', 'Example.COM']), 'pass')
    for (const email of [
      'ann@sub.example.com',
      'ann@example.com.evil.test',
      'ann@xexample.com',
      'ann@example.co',
      '"ann@example.com"@evil.test',
    ])
      assert.equal(await from(email, ['example.com']), 'fail', email)
    assert.equal(await from('ann@example.com', ['*']), 'fail')
  })

  it('is unknown without an address', async () => {
    const teamWorld = team('acme', {members: [{email: ann, record: {email: null, user: null}}]})
    const seen = await assessWorld(world({teams: [teamWorld]}), {allow: {emailDomains: ['example.com']}, scope: acme})
    assert.deepEqual(Object.values(verdicts(seen, check)), ['unknown'])
    assert.deepEqual(Object.values(verdicts(seen, 'members-are-named-people')), ['unknown'])
  })
})

describe('members-are-named-people', () => {
  const check = 'members-are-named-people'
  const roles = [
    'admin',
    'billing',
    'build',
    'ci',
    'deploy',
    'dev',
    'devops',
    'info',
    'it',
    'ops',
    'root',
    'security',
    'support',
    'team',
    'test',
  ]

  for (const role of roles)
    it(`recognizes that ${role} is no person`, async () => {
      for (const local of [role, role.toUpperCase(), `${role}+alerts`, `${role}-eu`, `${role}2`, `${role}007`])
        assert.equal(await member(check, {email: `${local}@example.com`}), 'fail', local)
      for (const local of [`${role}son`, `x${role}`, `${role}.ann`, `${role}_eu`, `${role}2a`, `ann.${role}`]) {
        if (!roles.includes(local)) assert.equal(await member(check, {email: `${local}@example.com`}), 'pass', local)
      }
    })

  it('accepts what the policy allows', async () => {
    assert.equal(await member(check, {email: 'ops@example.com'}, {}, {}, {sharedAccounts: ['Ops@example.com']}), 'pass')
    assert.equal(
      await member(check, {email: 'ops@example.com'}, {}, {}, {sharedAccounts: ['ops@example.org', 'ops', '*']}),
      'fail',
    )
  })
})

describe('members', () => {
  it('are no rows of role collaborator', async () => {
    const seen = await assessWorld(
      world({teams: [team('acme', {members: ['ann@example.com', {email: 'guest@evil.test', role: 'collaborator'}]})]}),
      {scope: acme},
    )
    assert.deepEqual(subjects(seen, 'member'), ['acme/ann@example.com'])
  })

  it('of two teams are two subjects, although a row has no id', async () => {
    const person = (mfa: boolean) => ({email: ann, mfa, record: {id: undefined}})
    const seen = await assessWorld(
      world({teams: [team('acme', {members: [person(false)]}), team('other', {members: [person(true)]})]}),
    )
    assert.deepEqual(verdicts(seen, 'team-members-use-mfa'), {
      'acme/ann@example.com': 'fail',
      'other/ann@example.com': 'pass',
    })
  })

  it('that cannot be read give one placeholder, which the policy alone may leave out', async () => {
    for (const more of broken(/members/)) {
      const seen = await assessWorld(world({teams: [team('acme')], ...more}), {scope: acme})
      const expected = {
        'members-are-from-allowed-domains': 'not-applicable',
        'members-are-named-people': 'unknown',
        'members-of-single-sign-on-teams-are-federated': 'unknown',
        'team-members-use-mfa': 'unknown',
      }
      for (const [check, verdictOf] of Object.entries(expected))
        assert.deepEqual(verdicts(seen, check), {'acme/*': verdictOf}, check)
    }
  })

  it('are hidden from callers who are not admins', async () => {
    const seen = await assessWorld(world({teams: [team('acme', {role: 'member'})]}), {scope: acme})
    assert.deepEqual(verdicts(seen, 'team-members-use-mfa'), {'acme/*': 'unknown'})
    assert.deepEqual(seen.partialTeams, ['acme'])
  })
})

describe('collaborators-are-team-members', () => {
  const check = 'collaborators-are-team-members'

  async function on(
    person: string | Person,
    members: TeamInit['members'] = [],
    more: Partial<World> = {},
  ): Promise<string> {
    const parts = {apps: [app('pay', {collaborators: [person], team: 'acme'})], teams: [team('acme', {members})]}
    return verdict(
      await assessWorld(world({...parts, ...more}), {scope: {kind: 'app', name: 'pay'}}),
      check,
      `pay/${typeof person === 'string' ? person : person.email}`,
    )
  }

  it('goes by the list of members', async () => {
    assert.equal(await on(ann, [ann]), 'pass')
    assert.equal(await on('Ann@Example.com', [ann]), 'pass')
    assert.equal(await on(ann, ['bob@example.com']), 'fail')
    assert.equal(await on(ann, []), 'fail')
  })

  it('takes no row of role collaborator for a member', async () => {
    assert.equal(await on(ann, [{email: ann, role: 'collaborator'}]), 'fail')
    for (const role of ['admin', 'member', 'viewer', 'owner'])
      assert.equal(await on(ann, [{email: ann, role}]), 'pass', role)
  })

  it('does not apply outside a team', async () => {
    const apps = [app('pay', {collaborators: [ann]})]
    assert.equal(await on(ann, [], {apps}), 'not-applicable')
  })

  it('is unknown where the members cannot be read', async () => {
    for (const more of broken(/members/)) assert.equal(await on(ann, [ann], more), 'unknown')
  })

  it('is unknown where the collaborator or a member does not say who it is', async () => {
    const nobody = {email: 'nobody@example.com', record: {email: null, user: null}}
    assert.equal(await on(ann, [nobody]), 'unknown')
    assert.equal(await on(ann, [nobody, ann]), 'pass')
    const parts = {
      apps: [app('pay', {collaborators: [{email: ann, record: {user: null}}], team: 'acme'})],
      teams: [team('acme', {members: [ann]})],
    }
    assert.deepEqual(
      Object.values(verdicts(await assessWorld(world(parts), {scope: {kind: 'app', name: 'pay'}}), check)),
      ['unknown'],
    )
  })

  describe('with a team', () => {
    const lists = '/teams/acme/permissions'
    const own = '/apps/pay/collaborators'
    const run = (collaborators: string[], more: Partial<World> = {}) =>
      assessWorld(
        world({
          apps: [app('pay', {collaborators, team: 'acme'}), app('shop', {team: 'acme'})],
          teams: [team('acme', {members: [ann, 'lead@example.com']})],
          ...more,
        }),
        {scope: acme},
      )

    it('goes by the access lists where they name an outsider', async () => {
      const seen = await run([ann, 'vendor@example.org'])
      assert.deepEqual(verdicts(seen, check), {'pay/ann@example.com': 'pass', 'pay/vendor@example.org': 'fail'})
      assert.ok(seen.facts.has(lists) && !seen.facts.has(own))
    })

    it('asks each app where they name none, because they may leave outsiders out', async () => {
      const silent = await run([ann])
      assert.deepEqual(verdicts(silent, check), {'pay/ann@example.com': 'pass'})
      assert.ok(silent.facts.has(own) && silent.facts.has('/apps/shop/collaborators'))
      const rows = [
        {
          id: uuid('app', 'pay'),
          name: 'pay',
          team_id: uuid('team', 'acme'),
          type: 'app',
          users: [{email: ann, id: uuid('user', ann), permissions: ['view']}],
        },
      ]
      const hiding = await run([ann, 'vendor@example.org'], {faults: [refuse(new RegExp(`^${lists}$`), 200, rows)]})
      assert.deepEqual(verdicts(hiding, check), {'pay/ann@example.com': 'pass', 'pay/vendor@example.org': 'fail'})
      for (const more of broken(/collaborators/))
        assert.deepEqual(verdicts(await run([ann], more), check), {'pay/*': 'unknown', 'shop/*': 'unknown'})
    })
  })

  it('judges service accounts other than the team itself', async () => {
    const apps = [app('pay', {collaborators: ['robot@herokumanager.com'], team: 'acme'})]
    const seen = await assessWorld(world({apps, teams: [team('acme')]}), {
      allow: {emailDomains: ['example.com']},
      scope: {kind: 'app', name: 'pay'},
    })
    for (const id of [check, 'collaborators-are-from-allowed-domains'])
      assert.deepEqual(verdicts(seen, id), {'pay/robot@herokumanager.com': 'fail'}, id)
  })

  it("leaves the team's own pseudo-user out, but not that of another team", async () => {
    const apps = (collaborators: string[]) => [app('pay', {collaborators, team: 'acme'})]
    const seen = async (collaborators: string[]) =>
      verdicts(
        await assessWorld(world({apps: apps(collaborators), teams: [team('acme')]}), {
          scope: {kind: 'app', name: 'pay'},
        }),
        check,
      )
    assert.deepEqual(await seen([]), {})
    assert.deepEqual(await seen(['other@herokumanager.com']), {'pay/other@herokumanager.com': 'fail'})
    assert.deepEqual(await seen(['acme@herokumanager.com.evil.test']), {'pay/acme@herokumanager.com.evil.test': 'fail'})
  })

  it('is judged of each app, although rows have no id', async () => {
    const row = {email: ann, record: {id: undefined}}
    const apps = [app('pay', {collaborators: [row], team: 'acme'}), app('shop', {collaborators: [row], team: 'other'})]
    const seen = await assessWorld(world({apps, teams: [team('acme', {members: [ann]}), team('other')]}))
    assert.deepEqual(verdicts(seen, check), {'pay/ann@example.com': 'pass', 'shop/ann@example.com': 'fail'})
  })

  it('gives one placeholder where the collaborators cannot be read', async () => {
    for (const more of broken(/collaborators/)) {
      const seen = await assessWorld(world({apps: [app('pay', {team: 'acme'})], teams: [team('acme')], ...more}), {
        scope: {kind: 'app', name: 'pay'},
      })
      assert.deepEqual(
        [verdicts(seen, check), verdicts(seen, 'collaborators-are-from-allowed-domains')],
        [{'pay/*': 'unknown'}, {'pay/*': 'not-applicable'}],
      )
    }
  })
})

describe('collaborators-are-from-allowed-domains', () => {
  const check = 'collaborators-are-from-allowed-domains'
  const from = async (email: string, emailDomains?: string[]) =>
    verdict(
      await assessWorld(world({apps: [app('pay', {collaborators: [email]})]}), {
        scope: {kind: 'app', name: 'pay'},
        ...(emailDomains ? {allow: {emailDomains}} : {}),
      }),
      check,
      `pay/${email}`,
    )

  it('goes by the policy', async () => {
    assert.equal(await from('ann@evil.test'), 'not-applicable')
    assert.equal(await from('ann@evil.test', ['example.com']), 'fail')
    assert.equal(await from('ann@EXAMPLE.com', ['example.com']), 'pass')
    assert.equal(await from('ann@sub.example.com', ['example.com']), 'fail')
  })
})

describe('teams', () => {
  async function on(check: string, init: TeamInit = {}, more: Partial<World> = {}): Promise<string> {
    return verdict(await assessWorld(world({teams: [team('acme', init)], ...more}), {scope: acme}), check, 'acme')
  }

  const preferences = (record: Raw) => ({preferences: record})

  it('default to least privilege with member, viewer or nothing', async () => {
    const check = 'teams-default-to-least-privilege'
    for (const permission of ['member', 'viewer', null])
      assert.equal(await on(check, preferences({'default-permission': permission})), 'pass')
    assert.equal(await on(check, preferences({'default-permission': 'admin'})), 'fail')
    for (const permission of ['owner', 'none', '', 'Admin', undefined])
      assert.equal(await on(check, preferences({'default-permission': permission})), 'unknown', String(permission))
    for (const more of broken(/preferences/)) assert.equal(await on(check, {}, more), 'unknown')
  })

  it('restrict add-ons where the API says true, and null means no', async () => {
    const check = 'teams-restrict-add-ons'
    assert.equal(await on(check, preferences({'addons-controls': true})), 'pass')
    for (const controls of [false, null])
      assert.equal(await on(check, preferences({'addons-controls': controls})), 'fail')
    assert.equal(await on(check, preferences({'addons-controls': undefined})), 'unknown')
    for (const more of broken(/preferences/)) assert.equal(await on(check, {}, more), 'unknown')
  })

  it('have few admins, up to five', async () => {
    const check = 'teams-have-few-admins'
    const people = (count: number, role: string | null, from = 0) =>
      Array.from({length: count}, (_, i) => ({email: `p${from + i}@example.com`, role}))
    assert.equal(await on(check, {members: people(5, 'admin')}), 'pass')
    assert.equal(await on(check, {members: people(6, 'admin')}), 'fail')
    assert.equal(
      await on(check, {
        members: [
          ...people(5, 'admin'),
          ...people(40, 'member', 9),
          ...people(3, 'viewer', 70),
          ...people(3, null, 80),
          ...people(3, 'collaborator', 90),
        ],
      }),
      'pass',
    )
    assert.equal(await on(check, {members: []}), 'pass')
    assert.equal(await on(check, {members: [...people(5, 'admin'), ...people(1, 'owner', 9)]}), 'fail')
    assert.equal(await on(check, {members: people(6, 'owner')}), 'fail')
    for (const more of broken(/members/)) assert.equal(await on(check, {}, more), 'unknown')
  })

  it('may have more admins than are known only where a role is strange', async () => {
    const check = 'teams-have-few-admins'
    const people = (count: number, role: string, from = 0) =>
      Array.from({length: count}, (_, i) => ({email: `p${from + i}@example.com`, role}))
    assert.equal(await on(check, {members: [...people(5, 'admin'), ...people(1, 'superuser', 9)]}), 'unknown')
    assert.equal(await on(check, {members: [...people(6, 'admin'), ...people(1, 'superuser', 9)]}), 'fail')
    assert.equal(
      await on(check, {members: [...people(4, 'admin'), ...people(1, 'superuser', 9), ...people(30, 'member', 20)]}),
      'pass',
    )
  })

  it('use single sign-on of their own or of their enterprise account, where it is enabled', async () => {
    const check = 'teams-use-single-sign-on'
    const provider = (enabled?: boolean | null) => ({...identityProvider('badge', {team: 'acme'}), enabled})
    const own = (enabled?: boolean | null): [TeamInit, Partial<World>] => [
      {identityProvider: provider(enabled)},
      {identityProviders: [provider(enabled)]},
    ]
    const holding = (enabled?: boolean | null, isThere = true): [TeamInit, Partial<World>] => [
      {enterprise: 'holding'},
      {
        enterpriseAccounts: [enterprise('holding', isThere ? {identityProvider: provider()} : {})],
        identityProviders: [provider(enabled)],
      },
    ]
    assert.equal(await on(check), 'fail')
    assert.equal(await on(check, ...holding(true, false)), 'fail')
    for (const of of [own, holding]) {
      assert.equal(await on(check, ...of(true)), 'pass')
      assert.equal(await on(check, ...of(false)), 'fail')
      for (const silent of [null, undefined]) assert.equal(await on(check, ...of(silent)), 'unknown')
      for (const more of broken(/identity-providers/))
        assert.equal(await on(check, of(true)[0], {...of(true)[1], ...more}), 'unknown')
    }

    for (const more of broken(/enterprise-accounts/)) {
      const [init, parts] = holding(true)
      assert.equal(await on(check, init, {...parts, ...more}), 'unknown')
      assert.equal(await on(check, {...init, identityProvider: provider(true)}, {...parts, ...more}), 'pass')
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

describe('invitations-are-answered-in-time', () => {
  const check = 'invitations-are-answered-in-time'
  const invited = (age: number, more: Partial<World> = {}) =>
    assessWorld(world({teams: [team('acme', {invitations: [{daysAgo: age, email: ann}]})], ...more}), {scope: acme})

  it('goes by the age of the invitation', async () => {
    for (const [age, expected] of [
      [0, 'pass'],
      [14, 'pass'],
      [14.1, 'fail'],
      [400, 'fail'],
    ] as const)
      assert.deepEqual(verdicts(await invited(age), check), {'acme/ann@example.com': expected}, String(age))
  })

  it('applies only to teams of type team', async () => {
    const invitations = [{daysAgo: 20, email: ann}]
    const of = (record: Raw) => assessWorld(world({teams: [team('acme', {invitations, record})]}), {scope: acme})
    const enterprises = await of({type: 'enterprise'})
    assert.deepEqual(verdicts(enterprises, check), {})
    assert.ok(!enterprises.facts.has('/teams/acme/invitations'))
    for (const type of [undefined, 'guild', ''])
      assert.deepEqual(verdicts(await of({type}), check), {'acme/ann@example.com': 'unknown'}, String(type))
    const faults = [refuse(/invitations/)]
    assert.deepEqual(
      verdicts(
        await assessWorld(world({faults, teams: [team('acme', {record: {type: 'enterprise'}})]}), {scope: acme}),
        check,
      ),
      {},
    )
    assert.deepEqual(
      verdicts(
        await assessWorld(world({faults, teams: [team('acme', {record: {type: undefined}})]}), {scope: acme}),
        check,
      ),
      {'acme/*': 'unknown'},
    )
  })

  it('is judged with the team, its space and all, and of nobody where nobody is invited', async () => {
    assert.deepEqual(
      verdicts(
        await assessWorld(
          world({
            teams: [
              team('acme', {invitations: [{daysAgo: 20, email: ann}]}),
              team('other', {invitations: [{email: ann}]}),
            ],
          }),
        ),
        check,
      ),
      {'acme/ann@example.com': 'fail', 'other/ann@example.com': 'pass'},
    )
    assert.deepEqual(verdicts(await assessWorld(world({teams: [team('acme')]}), {scope: acme}), check), {})
  })

  it('is unknown without a date that can be read', async () => {
    for (const at of [undefined, null, '', 'yesterday', '2026-11-19']) {
      const seen = await assessWorld(world({teams: [team('acme', {invitations: [{email: ann}]})]}), {
        edit(facts) {
          const fact = facts.get('/teams/acme/invitations')
          assert.ok(fact)
          facts.set('/teams/acme/invitations', {
            ...fact,
            body: [{id: 'i1', user: {email: ann}, ...(at === undefined ? {} : {created_at: at})}],
          })
        },
        scope: acme,
      })
      assert.deepEqual(verdicts(seen, check), {'acme/ann@example.com': 'unknown'}, String(at))
    }
  })

  it('is unknown where the invitations cannot be read', async () => {
    for (const more of broken(/invitations/))
      assert.deepEqual(verdicts(await invited(1, more), check), {'acme/*': 'unknown'})
    assert.deepEqual(
      verdicts(await assessWorld(world({teams: [team('acme', {role: 'member'})]}), {scope: acme}), check),
      {
        'acme/*': 'unknown',
      },
    )
  })
})

for (const [check, least] of [
  ['single-sign-on-certificate-is-current', 0],
  ['single-sign-on-certificate-is-renewed-in-time', 30],
] as const)
  describe(check, () => {
    const holding = (days: number) => ({
      enterpriseAccounts: [
        enterprise('holding', {identityProvider: identityProvider('badge', {enterprise: 'holding'}, days)}),
      ],
      identityProviders: [identityProvider('badge', {enterprise: 'holding'}, days)],
    })

    async function on(init: TeamInit, more: Partial<World> = {}): Promise<string> {
      return verdict(await assessWorld(world({teams: [team('acme', init)], ...more}), {scope: acme}), check, 'acme')
    }

    /** A provider that has these certificates alone. */
    async function having(certificates: unknown): Promise<string> {
      const own = {...identityProvider('badge', {team: 'acme'}), certificates}
      return on({identityProvider: own}, {identityProviders: [own]})
    }

    const until = (expires_at: unknown) => ({body: 'CERTIFICATE', expires_at})

    it('goes by the days that are left, of the team or of its enterprise account', async () => {
      for (const [days, expected] of [
        [400, 'pass'],
        [least, 'pass'],
        [least - 0.01, 'fail'],
        [-1, 'fail'],
      ] as const) {
        const own = identityProvider('badge', {team: 'acme'}, days)
        assert.equal(await on({identityProvider: own}, {identityProviders: [own]}), expected, String(days))
        assert.equal(await on({enterprise: 'holding'}, holding(days)), expected, String(days))
      }
    })

    it('goes by the certificate that expires last', async () => {
      assert.equal(
        await having([until('2026-11-21T00:00:00Z'), until('2027-11-20T00:00:00Z'), until('2020-01-01T00:00:00Z')]),
        'pass',
      )
      assert.equal(
        await having([until('2026-11-21T00:00:00Z'), until('2026-12-10T00:00:00Z')]),
        least === 0 ? 'pass' : 'fail',
      )
      assert.equal(await having([until('2026-11-19T00:00:00Z'), until('2020-12-10T00:00:00Z')]), 'fail')
    })

    it('is unknown where a date cannot be read, unless another certificate is good for long enough', async () => {
      for (const odd of [null, undefined, '', 'never', '2027-11-20']) {
        assert.equal(await having([until(odd)]), 'unknown')
        assert.equal(await having([until('2026-11-25T00:00:00Z'), until(odd)]), least === 0 ? 'pass' : 'unknown')
        assert.equal(await having([until('2026-11-19T00:00:00Z'), until(odd)]), 'unknown')
        assert.equal(await having([until(odd), until('2027-11-20T00:00:00Z')]), 'pass')
      }
    })

    it('is unknown without certificates', async () => {
      for (const none of [[], null, undefined]) assert.equal(await having(none), 'unknown')
    })

    it(
      'does not apply without an identity provider, and is unknown where that or the provider cannot be ' + 'read',
      async () => {
        assert.equal(await on({}), 'not-applicable')
        for (const more of broken(/enterprise-accounts/))
          assert.equal(await on({enterprise: 'holding'}, {...holding(400), ...more}), 'unknown')
        for (const more of broken(/identity-providers/))
          assert.equal(await on({enterprise: 'holding'}, {...holding(400), ...more}), 'unknown')
        assert.equal(await on({record: {identity_provider: {owner: null}}}), 'unknown')
      },
    )
  })

describe('account-uses-mfa', () => {
  const check = 'account-uses-mfa'
  const on = async (record: Raw) =>
    verdict(await assessWorld(world({account: account('lead@example.com', record)})), check, 'lead@example.com')

  it('requires it on, by either field, without an exemption', async () => {
    assert.equal(await on({}), 'pass')
    for (const item of [
      {mfa_enabled: false},
      {two_factor_authentication: false},
      {mfa_enabled: undefined},
      {two_factor_authentication: null},
    ])
      assert.equal(await on(item), 'pass', JSON.stringify(item))
    assert.equal(await on({mfa_enabled: false, two_factor_authentication: false}), 'fail')
    assert.equal(await on({mfa_exemption: true}), 'fail')
  })

  it('does not apply to those who sign in elsewhere', async () => {
    assert.equal(
      await on({federated: true, mfa_enabled: false, mfa_exemption: true, two_factor_authentication: false}),
      'not-applicable',
    )
  })

  it('is unknown where a field is not there', async () => {
    for (const silent of [null, undefined]) {
      assert.equal(await on({federated: silent}), 'unknown')
      assert.equal(await on({mfa_exemption: silent}), 'unknown')
      assert.equal(await on({mfa_enabled: silent, two_factor_authentication: silent}), 'unknown')
      assert.equal(await on({mfa_enabled: silent, two_factor_authentication: false}), 'unknown')
      assert.equal(await on({mfa_enabled: false, two_factor_authentication: silent}), 'unknown')
      assert.equal(await on({mfa_enabled: false, mfa_exemption: silent, two_factor_authentication: false}), 'fail')
    }
  })

  it('is a placeholder where the account cannot be read, and is judged with all alone', async () => {
    for (const more of broken(/^\/account$/))
      assert.deepEqual(verdicts(await assessWorld(world(more)), check), {'account/*': 'unknown'})
    assert.deepEqual(verdicts(await assessWorld(world({teams: [team('acme')]}), {scope: acme}), check), {})
  })
})

describe('authorizations', () => {
  type Token = NonNullable<Parameters<typeof authorization>[1]>
  const on = async (check: string, init: Token) =>
    Object.values(verdicts(await assessWorld(world({authorizations: [authorization('export', init)]})), check)).join(
      ', ',
    )

  it('expire within 366 days of their creation, however few are left', async () => {
    const check = 'authorizations-expire'
    const day = 86_400
    // They were made sixty days ago.
    for (const [expiresIn, expected] of [
      [60, 'pass'],
      [306 * day, 'pass'],
      [306 * day + 1, 'fail'],
      [null, 'fail'],
    ] as const)
      assert.equal(await on(check, {expiresIn}), expected, String(expiresIn))
    assert.equal(await on(check, {expiresIn: null, session: true}), 'fail')
    assert.equal(await on(check, {expiresIn: 60, record: {created_at: '2017-11-20T12:00:00Z'}}), 'fail')
    for (const token of [null, undefined, {}, {token: 'x'}, 'HRKU-x'])
      assert.equal(await on(check, {record: {access_token: token}}), 'unknown', JSON.stringify(token))
    assert.equal(await on(check, {record: {access_token: null, expires_in: 60}}), 'unknown')
    for (const at of [null, undefined, 'lately'])
      assert.equal(await on(check, {record: {created_at: at}}), 'unknown', String(at))
  })

  it('expire where their refresh tokens do', async () => {
    const check = 'authorizations-expire'
    assert.equal(await on(check, {client: 'Bot', expiresIn: 28_800}), 'fail')
    assert.equal(await on(check, {client: 'Bot', expiresIn: 28_800, refreshIn: 2_592_000}), 'pass')
    for (const token of [undefined, {}, {token: 'x'}, 'HRKU-x']) {
      assert.equal(
        await on(check, {expiresIn: 28_800, record: {refresh_token: token}}),
        'unknown',
        JSON.stringify(token),
      )
      assert.equal(await on(check, {expiresIn: null, record: {refresh_token: token}}), 'fail', JSON.stringify(token))
    }
  })

  it('of third parties are declared', async () => {
    const check = 'third-party-grants-are-declared'
    const by = async (init: Token, oauthClients?: string[]) =>
      Object.values(
        verdicts(
          await assessWorld(
            world({authorizations: [authorization('export', init)]}),
            oauthClients ? {allow: {oauthClients}} : {},
          ),
          check,
        ),
      ).join(', ')
    assert.equal(await by({client: 'Bot'}, ['Bot']), 'pass')
    assert.equal(await by({client: 'Bot'}, ['Other']), 'fail')
    assert.equal(await by({client: 'Bot'}, []), 'fail')
    assert.equal(await by({client: 'Bot'}), 'not-applicable')
    assert.equal(await by({}, []), 'not-applicable')
    for (const client of [undefined, {}, {name: null}]) assert.equal(await by({record: {client}}, ['Bot']), 'unknown')
  })

  it('of teams are judged with the team, and are none where it was read and answers 404', async () => {
    const check = 'authorizations-expire'
    const own = team('acme', {authorizations: [authorization('deploy', {expiresIn: null})]})
    const name = uuid('authorization', 'deploy')
    const seen = await assessWorld(world({authorizations: [authorization('export')], teams: [own]}), {scope: acme})
    assert.deepEqual(verdicts(seen, check), {[name]: 'fail'})
    assert.deepEqual([...seen.excludedKinds.keys()].sort(), ['account', 'authorization'])
    assert.deepEqual(
      verdicts(await assessWorld(world({authorizations: [authorization('export')], teams: [own]})), check),
      {
        [name]: 'fail',
        [uuid('authorization', 'export')]: 'pass',
      },
    )
    const none = (status: number) =>
      assessWorld(world({faults: [refuse(/^\/teams\/[^/]+\/oauth/, status)], teams: [own]}), {scope: acme})
    assert.deepEqual(verdicts(await none(404), check), {})
    for (const status of [401, 402, 403, 422, 500])
      assert.deepEqual(verdicts(await none(status), check), {'acme/*': 'unknown'}, String(status))
    assert.deepEqual(verdicts(await none(403), 'third-party-grants-are-declared'), {'acme/*': 'not-applicable'})
  })

  it('are scoped, unless they came of a login', async () => {
    const check = 'authorizations-are-scoped'
    assert.equal(await on(check, {scope: ['read', 'identity']}), 'pass')
    assert.equal(await on(check, {scope: ['read', 'global']}), 'fail')
    assert.equal(await on(check, {scope: ['global'], session: true}), 'not-applicable')
    for (const scope of [null, undefined, []]) assert.equal(await on(check, {record: {scope}}), 'unknown')
    assert.equal(await on(check, {record: {session: undefined}}), 'unknown')
  })

  it('are one subject per id', async () => {
    const seen = await assessWorld(world({authorizations: [authorization('one'), authorization('two')]}))
    assert.deepEqual(
      subjects(seen, 'authorization'),
      [uuid('authorization', 'one'), uuid('authorization', 'two')].sort(),
    )
  })

  it('are a placeholder where they cannot be read, and are judged with all alone', async () => {
    for (const more of broken(/^\/oauth\/authorizations/)) {
      const seen = await assessWorld(world({authorizations: [authorization('one')], ...more}))
      for (const check of ['authorizations-expire', 'authorizations-are-scoped'])
        assert.deepEqual(verdicts(seen, check), {'account/*': 'unknown'})
    }

    assert.deepEqual(
      subjects(
        await assessWorld(world({authorizations: [authorization('one')], teams: [team('acme')]}), {scope: acme}),
        'authorization',
      ),
      [],
    )
  })
})

describe('enterprise account', () => {
  const ofHolding = (init: Parameters<typeof enterprise>[1], more: Partial<World> = {}) => {
    const teamWorld = team('acme', {enterprise: 'holding', members: [{email: 'lead@example.com', role: 'admin'}, ann]})
    return assessWorld(world({enterpriseAccounts: [enterprise('holding', init)], teams: [teamWorld], ...more}), {
      scope: acme,
    })
  }

  const others = {email: 'lead@example.com'}

  it('of logins decides members-signed-in-recently', async () => {
    const check = 'members-signed-in-recently'
    const at = async (last_login: unknown, more: Partial<World> = {}) =>
      verdict(await ofHolding({members: [others, {email: ann, record: {last_login}}]}, more), check, `acme/${ann}`)
    assert.equal(await at('2026-08-22T12:00:00Z'), 'pass')
    assert.equal(await at('2026-08-22T11:00:00Z'), 'fail')
    for (const silent of [null, undefined, 'lately']) assert.equal(await at(silent), 'unknown')
    for (const more of broken(/enterprise-accounts\/[^/]+\/members/))
      assert.equal(await at('2026-11-20T00:00:00Z', more), 'unknown')
    assert.equal(verdict(await ofHolding({members: [others]}), check, `acme/${ann}`), 'unknown')
    const plain = await assessWorld(world({teams: [team('acme')]}), {scope: acme})
    assert.deepEqual(verdicts(plain, check), {'acme/lead@example.com': 'not-applicable'})
  })

  it('of its archives decides audit-trail-is-kept-a-year', async () => {
    const check = 'audit-trail-is-kept-a-year'
    const kept = (...monthsAgo: number[]) => ({archives: monthsAgo.map(month => archive('holding', month))})
    const year = Array.from({length: 12}, (_, index) => index + 1)
    const on = async (init: Parameters<typeof enterprise>[1], more: Partial<World> = {}) =>
      verdict(await ofHolding(init, more), check, 'acme')
    assert.equal(await on(kept(...year)), 'pass')
    assert.equal(await on(kept(...year.slice(1))), 'fail')
    assert.equal(await on(kept(...year.slice(0, -1))), 'fail')
    assert.equal(await on({...kept(), record: {created_at: '2026-01-01T00:00:00Z'}}), 'not-applicable')
    for (const at of [null, undefined]) assert.equal(await on({...kept(...year), record: {created_at: at}}), 'unknown')
    for (const path of [/enterprise-accounts\/[^/]+\/archives/, /enterprise-accounts\/[^/]+$/])
      for (const more of broken(path)) assert.equal(await on(kept(...year), more), 'unknown')
    assert.equal(await on({...kept(...year), permissions: ['view']}), 'unknown')
    const {facts} = await ofHolding(kept(...year))
    assert.ok(![...facts.keys()].some(path => /archives\/./.test(path)))
    assert.doesNotMatch(JSON.stringify([...facts.values()]), /archives\.example\.com|signature/)
  })
})

describe('allowed-add-ons-are-declared', () => {
  const check = 'allowed-add-ons-are-declared'

  async function on(
    services: string[],
    addonServices?: Policy['allow']['addonServices'],
    controls: boolean | null | undefined = true,
    more: Partial<World> = {},
  ): Promise<string> {
    const teamWorld = team('acme', {allowedAddonServices: services, preferences: {'addons-controls': controls}})
    return verdict(
      await assessWorld(world({teams: [teamWorld], ...more}), {
        scope: acme,
        ...(addonServices ? {allow: {addonServices}} : {}),
      }),
      check,
      'acme',
    )
  }

  it('goes by the policy, where the team restricts add-ons', async () => {
    assert.equal(await on(['heroku-redis', 'papertrail'], [{name: 'papertrail'}]), 'pass')
    assert.equal(await on(['heroku-redis', 'papertrail'], []), 'fail')
    assert.equal(await on(['papertrail'], [{expires: '2026-11-19', name: 'papertrail'}]), 'fail')
    assert.equal(await on(['papertrail'], [], false), 'not-applicable')
    assert.equal(await on(['papertrail'], [], null), 'not-applicable')
    assert.equal(await on(['papertrail']), 'not-applicable')
  })

  it('is unknown where the list or the preferences cannot be read', async () => {
    for (const path of [/allowed-addon-services/, /preferences/])
      for (const more of broken(path)) assert.equal(await on(['heroku-redis'], [], true, more), 'unknown')
  })

  it('asks for the list only where it matters', async () => {
    const asked = async (controls: boolean, allow: Policy['allow']) =>
      (
        await assessWorld(world({teams: [team('acme', {preferences: {'addons-controls': controls}})]}), {
          allow,
          scope: acme,
        })
      ).facts.has('/teams/acme/allowed-addon-services')
    assert.deepEqual(
      [await asked(true, {addonServices: []}), await asked(false, {addonServices: []}), await asked(true, {})],
      [true, false, false],
    )
  })
})

describe('ssh-keys-are-strong', () => {
  const check = 'ssh-keys-are-strong'
  const on = async (keys: unknown[], more: Partial<World> = {}) =>
    verdict(
      await assessWorld(
        world({
          account: {
            ...account(),
            keys: keys.map((key, index) => ({comment: 'CANARY', id: `k${index}`, public_key: key})),
          },
          ...more,
        }),
      ),
      check,
      'lead@example.com',
    )
  const short = publicKey('ssh-dss', ...Array.from({length: 4}, () => Buffer.from([1])))
  const strong = publicKey('ssh-ed25519', Buffer.alloc(32, 5))

  it('goes by type and size', async () => {
    assert.equal(await on([strong]), 'pass')
    assert.equal(await on([strong, short]), 'fail')
    assert.equal(await on([]), 'not-applicable')
  })

  it('is unknown where a key or the list cannot be read', async () => {
    for (const odd of ['ssh-moon AAAA', null, undefined, 7]) {
      assert.equal(await on([strong, odd]), 'unknown')
      assert.equal(await on([short, odd]), 'fail')
    }

    for (const more of broken(/account\/keys/)) assert.equal(await on([strong], more), 'unknown')
  })
})
