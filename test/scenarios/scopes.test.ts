import assert from 'node:assert/strict'

import type {FrameworkResult, Report} from '../../src/model/report.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'
import type {AssessedWorld} from './assess-world.js'

import {UserError} from '../../src/foundation/user-error.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {subjectKinds} from '../../src/model/subject.js'
import {surveyScope} from '../../src/assess/survey.js'
import {excludedKinds} from '../../src/assess/excluded-kinds.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {collectWorld} from '../../tools/sample.js'
import {account, app, authorization, refuse, space, team, uuid, world} from '../fixtures/build.js'
import {estate, secretId, withSecret} from './estate.js'
import {catalog, checksOf, assessWorld, subjects, verdict, verdicts, verdictsOn} from './assess-world.js'

const scopes: Readonly<Record<Scope['kind'], Scope>> = {
  all: {kind: 'all'},
  app: {kind: 'app', name: 'pay'},
  pipeline: {kind: 'pipeline', name: 'flow'},
  space: {kind: 'space', name: 'vault'},
  team: {kind: 'team', name: 'acme'},
}

async function report(whole: World, scope: Scope): Promise<Report> {
  return assessSnapshot(await collectWorld(whole, scope), catalog, {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: scope.kind,
    version: '0.0.0',
  })
}

const names = (seen: AssessedWorld) => ({
  app: subjects(seen, 'app'),
  member: subjects(seen, 'member'),
  space: subjects(seen, 'space'),
  team: subjects(seen, 'team'),
})

describe('scope', () => {
  it('contains with --app the app, its space, and what belongs to the app alone', async () => {
    const seen = await assessWorld(withSecret(), {scope: scopes.app})
    assert.deepEqual(names(seen), {app: ['pay'], member: [], space: ['vault'], team: []})
    assert.deepEqual(subjects(seen, 'attachment'), ['pay/CACHE', 'pay/DATABASE', 'pay/PAPERTRAIL', 'pay/SECRET'])
    assert.deepEqual(subjects(seen, 'addon'), ['lab-cache', 'pay-db', 'pay-logs', 'secret-db'])
    assert.deepEqual(seen.apps, ['pay'])
  })

  it('contains with --pipeline its apps and their spaces, invisible ones by id', async () => {
    const seen = await assessWorld(withSecret(), {scope: scopes.pipeline})
    assert.deepEqual(names(seen), {
      app: [secretId, 'pay', 'shop'].sort(),
      member: [],
      space: ['account/*', 'vault'],
      team: [],
    })
    assert.deepEqual(seen.apps, ['pay', 'shop'])
    assert.deepEqual(names(await assessWorld(estate(), {scope: scopes.pipeline})), {
      app: ['pay', 'shop'],
      member: [],
      space: ['vault'],
      team: [],
    })
  })

  it('contains with --space the space, its apps and the team that owns it', async () => {
    const seen = await assessWorld(withSecret(), {scope: scopes.space})
    assert.deepEqual(names(seen), {
      app: [secretId, 'pay'].sort(),
      member: ['acme/ann@example.com', 'acme/lead@example.com'],
      space: ['vault'],
      team: ['acme'],
    })
    assert.deepEqual(seen.apps, ['pay'])
  })

  it('contains with --team its apps, spaces and members', async () => {
    const seen = await assessWorld(withSecret(), {scope: scopes.team})
    assert.deepEqual(names(seen), {
      app: [secretId, 'feed', 'pay', 'shop'].sort(),
      member: ['acme/ann@example.com', 'acme/lead@example.com'],
      space: ['stream', 'vault'],
      team: ['acme'],
    })
  })

  it('contains everything with --all', async () => {
    const seen = await assessWorld(withSecret())
    assert.deepEqual(names(seen), {
      app: [secretId, 'feed', 'lab', 'mine', 'pay', 'shop'].sort(),
      member: ['acme/ann@example.com', 'acme/lead@example.com', 'other/lead@example.com', 'other/ops@example.com'],
      space: ['desk', 'stream', 'vault'],
      team: ['acme', 'other'],
    })
  })

  it('contains the pipelines of its apps, with --app too', async () => {
    for (const scope of Object.values(scopes))
      assert.deepEqual(subjects(await assessWorld(withSecret(), {scope}), 'pipeline'), ['flow'], scope.kind)
    assert.deepEqual(subjects(await assessWorld(withSecret(), {scope: {kind: 'app', name: 'mine'}}), 'pipeline'), [])
    assert.deepEqual(subjects(await assessWorld(withSecret(), {scope: {kind: 'space', name: 'desk'}}), 'pipeline'), [])
    assert.deepEqual(subjects(await assessWorld(withSecret(), {scope: {kind: 'team', name: 'other'}}), 'pipeline'), [])
  })

  it('contains invitations with --team, --space and --all, the account and its tokens with --all only', async () => {
    const parts = () =>
      estate({
        authorizations: [authorization('export')],
        teams: [
          team('acme', {invitations: [{email: 'new@example.com'}]}),
          team('other', {invitations: [{email: 'new@example.com'}]}),
        ],
      })
    const held = async (scope: Scope) => {
      const seen = await assessWorld(parts(), {scope})
      return ['invitation', 'account', 'authorization'].map(kind => subjects(seen, kind).length)
    }

    for (const kind of ['app', 'pipeline'] as const) assert.deepEqual(await held(scopes[kind]), [0, 0, 0])
    for (const kind of ['space', 'team'] as const) assert.deepEqual(await held(scopes[kind]), [1, 0, 0])
    assert.deepEqual(await held(scopes.all), [2, 1, 1])
  })

  it('is assessed once where scopes are joined', async () => {
    const {facts} = await assessWorld(withSecret())
    const apps = await assessWorld(withSecret(), {scope: scopes.app})
    const both = surveyScope(new Map([...facts, ...apps.facts]), [scopes.all, scopes.app], catalog, emptyPolicy, 0)
    for (const kind of subjectKinds) for (const check of checksOf(kind)) verdicts(both, check)
    assert.equal(both.judgements.length, surveyScope(facts, [scopes.all], catalog, emptyPolicy, 0).judgements.length)
  })

  it('is the same for the same facts in any order', async () => {
    const {facts} = await assessWorld(withSecret())
    const seen = (map: typeof facts) =>
      surveyScope(map, [scopes.all], catalog, emptyPolicy, 0).judgements.map(({check, subject, ...rest}) => [
        check.id,
        subject.kind,
        subject.id,
        subject.name,
        rest,
      ])
    assert.deepEqual(seen(new Map([...facts].reverse())), seen(facts))
  })

  for (const kind of ['app', 'pipeline'] as const)
    it(`leaves teams to a wider scope with --${kind}, and says so`, async () => {
      const {frameworks, observations} = await report(estate(), scopes[kind])
      assert.ok(
        !observations.some(({subject}) =>
          ['account', 'authorization', 'invitation', 'member', 'team'].includes(subject.kind),
        ),
      )
      const ofTeams = new Set([...checksOf('team'), ...checksOf('member')])
      const left = frameworks
        .flatMap(({controls}: FrameworkResult) => controls)
        .filter(({checks}) => checks.length > 0 && checks.every(check => ofTeams.has(check)))
      assert.ok(left.length > 0)
      for (const {id, kind: controlKind, reason, status} of left) {
        if (controlKind === 'inherited') continue
        assert.equal(status, 'manual', id)
        // A signal that was seen in this scope is named beside it.
        assert.match(reason, /^assessed only with --team(?:; worth a look: [\w, -]+)?$/, id)
      }
    })

  for (const kind of ['space', 'team', 'all'] as const)
    it(`contains teams with --${kind}`, async () => {
      const {frameworks, observations} = await report(estate(), scopes[kind])
      for (const check of [...checksOf('team'), ...checksOf('member')])
        assert.ok(
          observations.some(observation => observation.check === check),
          check,
        )
      assert.ok(!frameworks.flatMap(({controls}) => controls).some(({reason}) => reason.includes('--team')))
    })

  it('leaves teams to --team, and the account to --all', () => {
    const left = (scope: Scope) => Object.fromEntries(excludedKinds(scope))
    const [teams, account] = [
      {invitation: 'team', member: 'team', team: 'team'},
      {account: 'all', authorization: 'all'},
    ]
    for (const kind of ['app', 'pipeline'] as const) assert.deepEqual(left(scopes[kind]), {...teams, ...account})
    for (const kind of ['space', 'team'] as const) assert.deepEqual(left(scopes[kind]), account)
    assert.deepEqual(left(scopes.all), {})
  })

  it('names the caller, with a role for a single team', async () => {
    const caller = async (scope: Scope) => (await assessWorld(estate(), {scope})).caller
    assert.deepEqual(await caller(scopes.team), {email: 'lead@example.com', role: 'admin'})
    for (const kind of ['all', 'app'] as const)
      assert.deepEqual(await caller(scopes[kind]), {email: 'lead@example.com'})
    assert.deepEqual((await assessWorld(estate({faults: [refuse(/^\/account$/)]}), {scope: scopes.app})).caller, {})
  })

  it('warns where the lists of a team may be incomplete', async () => {
    const short = (await report(world({teams: [team('acme', {role: 'member'})]}), scopes.team)).notices.filter(
      ({id}) => id === 'lists-may-be-incomplete',
    )
    assert.equal(short.length, 1)
    assert.match(short[0]?.text ?? '', /acme/)
    assert.deepEqual(
      (await report(estate(), scopes.team)).notices.filter(({id}) => id === 'lists-may-be-incomplete'),
      [],
    )
  })
})

describe('a scope that does not exist', () => {
  for (const [kind, scope] of Object.entries(scopes)) {
    if (scope.name === undefined) continue
    it(`ends the run with --${kind}`, async () => {
      await assert.rejects(
        collectWorld(world(), scope),
        (error: unknown) =>
          error instanceof UserError && error.message.includes(scope.name ?? '') && error.message.includes(kind),
      )
    })

    it(`ends the run with --${kind} if access is refused`, async () => {
      const faults = [refuse(new RegExp(`^/${kind}s/${scope.name ?? ''}$`))]
      await assert.rejects(collectWorld(estate({faults}), scope), UserError)
    })

    it(`leaves everything unknown with --${kind} if the response is 500`, async () => {
      const {exit, observations} = await report(estate({faults: [refuse(/./, 500)]}), scope)
      assert.ok(observations.length > 0)
      assert.deepEqual(
        observations.filter(
          observation => observation.verdict !== 'unknown' && observation.verdict !== 'not-applicable',
        ),
        [],
      )
      assert.equal(exit.code, 3)
    })
  }

  it('ends the run if the login is refused', async () => {
    for (const scope of Object.values(scopes)) {
      await assert.rejects(
        collectWorld(estate({faults: [refuse(/./, 401)]}), scope),
        (error: unknown) => error instanceof UserError && error.message.includes('login'),
      )
    }
  })

  it('assesses nothing in an empty account', async () => {
    const {exit, observations} = await report(
      world({account: {...account('lead@example.com', {federated: true}), keys: []}}),
      scopes.all,
    )
    assert.deepEqual(
      observations.map(({check, verdict}) => [check, verdict]),
      [
        ['account-uses-mfa', 'not-applicable'],
        ['ssh-keys-are-strong', 'not-applicable'],
      ],
    )
    assert.equal(exit.code, 3)
  })

  it('leaves placeholders unknown if all lists of an account are refused', async () => {
    const {exit, observations} = await report(estate({faults: [refuse(/./)]}), scopes.all)
    assert.deepEqual([...new Set(observations.map(({subject}) => subject.name))], ['account/*'])
    const kinds = new Set(observations.map(({subject}) => subject.kind))
    for (const kind of [
      'addon',
      'app',
      'attachment',
      'certificate',
      'collaborator',
      'domain',
      'drain',
      'member',
      'space',
      'team',
      'webhook',
    ] as const)
      assert.ok(kinds.has(kind), kind)
    assert.ok(
      observations.every(
        ({subject, verdict: seen}) => subject.placeholder === true && seen !== 'pass' && seen !== 'fail',
      ),
    )
    assert.equal(exit.code, 3)
  })
})

describe('a list that cannot be read', () => {
  const ofApp = ['addon', 'attachment', 'certificate', 'collaborator', 'domain', 'drain', 'webhook']

  /** The placeholders that are there, as kind and name. */
  function placeholders({judgements}: AssessedWorld): string[] {
    return [
      ...new Set(
        judgements
          .filter(({subject}) => subject.placeholder && subject.name.endsWith('/*'))
          .map(({subject}) => `${subject.kind} ${subject.name}`),
      ),
    ].sort()
  }

  const rows: ReadonlyArray<readonly [scope: Scope['kind'], path: RegExp, expected: readonly string[]]> = [
    ['all', /^\/apps$/, ['app', ...ofApp].map(kind => `${kind} account/*`)],
    ['all', /^\/spaces$/, ['app', 'space', ...ofApp].map(kind => `${kind} account/*`)],
    ['all', /^\/account$/, ['account account/*']],
    ['all', /^\/oauth\/authorizations$/, ['authorization account/*']],
    ['all', /^\/pipelines$/, ['pipeline account/*']],
    [
      'all',
      /^\/teams$/,
      ['app', 'authorization', 'invitation', 'member', 'team', ...ofApp].map(kind => `${kind} account/*`),
    ],
    ['all', /^\/teams\/acme\/apps$/, ['app', ...ofApp].map(kind => `${kind} acme/*`)],
    ['all', /^\/teams\/other\/invitations$/, ['invitation other/*']],
    ['all', /^\/teams\/acme\/members$/, ['member acme/*']],
    ['all', /^\/teams\/acme\/oauth\/authorizations$/, ['authorization acme/*']],
    ['team', /^\/teams\/acme\/oauth\/authorizations$/, ['authorization acme/*']],
    ['space', /^\/teams\/acme\/oauth\/authorizations$/, ['authorization acme/*']],
    ['all', /^\/spaces\/vault\/topology$/, ['app', ...ofApp].map(kind => `${kind} vault/*`)],
    ['team', /^\/apps$/, ['app', ...ofApp].map(kind => `${kind} acme/*`)],
    ['team', /^\/teams\/acme\/apps$/, ['app', ...ofApp].map(kind => `${kind} acme/*`)],
    ['team', /^\/teams\/acme\/spaces$/, []],
    [
      'team',
      /^(?:\/teams\/acme)?\/spaces$/,
      [...['app', ...ofApp].map(kind => `${kind} acme/*`), 'drain account/*', 'space account/*'],
    ],
    ['team', /^\/pipelines$/, ['pipeline acme/*']],
    ['team', /^\/teams\/acme\/members$/, ['member acme/*']],
    ['team', /^\/teams\/acme\/pipeline-couplings$/, ['pipeline acme/*']],
    ['team', /^\/spaces\/stream\/topology$/, ['app', ...ofApp].map(kind => `${kind} stream/*`)],
    ['space', /^\/pipelines$/, []],
    ['space', /^\/teams\/acme\/pipeline-couplings$/, ['pipeline vault/*']],
    ['space', /^\/apps$/, ['app', 'pipeline', ...ofApp].map(kind => `${kind} vault/*`)],
    ['space', /^\/teams\/acme\/apps$/, ['app', 'pipeline', ...ofApp].map(kind => `${kind} vault/*`)],
    ['space', /^\/spaces\/vault\/topology$/, ['app', 'pipeline', ...ofApp].map(kind => `${kind} vault/*`)],
    [
      'space',
      /^\/spaces\/vault$/,
      [
        ...['app', 'pipeline', ...ofApp].map(kind => `${kind} vault/*`),
        'authorization account/*',
        'invitation account/*',
        'member account/*',
        'team account/*',
      ],
    ],
    ['space', /^\/spaces\/vault\/log-drain$/, ['drain vault/*']],
    [
      'pipeline',
      /pipeline-couplings$/,
      [...['app', ...ofApp].map(kind => `${kind} flow/*`), 'drain account/*', 'space account/*'],
    ],
    [
      'pipeline',
      /^\/pipelines\/flow$/,
      [...['app', ...ofApp].map(kind => `${kind} flow/*`), 'drain account/*', 'space account/*'],
    ],
    ['app', /^\/apps\/pay$/, ['drain account/*', 'drain pay/*', 'space account/*']],
    ['app', /^\/apps\/pay\/addon-attachments$/, ['addon pay/*', 'attachment pay/*']],
    ['app', /^\/apps\/pay\/addons$/, ['addon pay/*']],
    ['app', /^\/apps\/pay\/domains$/, ['domain pay/*']],
    ['app', /^\/apps\/pay\/sni-endpoints$/, ['certificate pay/*']],
    ['app', /^\/apps\/pay\/collaborators$/, ['collaborator pay/*']],
    ['app', /^\/apps\/pay\/log-drains$/, ['drain pay/*']],
    ['app', /^\/apps\/pay\/pipeline-couplings$/, ['pipeline pay/*']],
    ['app', /^\/apps\/pay\/webhooks$/, ['webhook pay/*']],
    ['app', /^\/spaces\/vault\/log-drain$/, ['drain vault/*']],
    ['app', /^\/spaces\/vault$/, ['drain vault/*']],
  ]

  for (const [kind, path, expected] of rows)
    for (const status of [403, 404, 500, 200]) {
      const response = status === 200 ? 'nonsense' : status
      if (status === 404 && /log-drain\$|acme\\\/oauth|pay\\\/pipeline-couplings\$/.test(path.source)) continue
      it(`gives placeholders with --${kind} when ${path.source} responds with ${response}`, async () => {
        const seen = await assessWorld(
          estate({faults: [refuse(path, status, status === 200 ? 'nonsense' : undefined)]}),
          {
            scope: scopes[kind],
          },
        )
        assert.deepEqual(placeholders(seen), [...expected].sort())
        for (const {check, subject, verdict} of seen.judgements) {
          if (subject.placeholder)
            assert.ok(
              verdict === 'unknown' || verdict === 'not-applicable',
              `${check.id} on ${subject.name}: ${verdict}`,
            )
        }
      })
    }

  it("is replaced, for the spaces of a team, by the account's list and by the apps", async () => {
    const own = refuse(/^\/teams\/acme\/spaces$/)
    const whole = await assessWorld(estate(), {scope: scopes.team})
    const less = await assessWorld(estate({faults: [own]}), {scope: scopes.team})
    assert.deepEqual(subjects(less, 'space'), ['stream', 'vault'])
    for (const kind of ['app', 'drain', 'space'] as const)
      for (const check of checksOf(kind)) assert.deepEqual(verdicts(less, check), verdicts(whole, check), check)
    const neither = await assessWorld(estate({faults: [own, refuse(/^\/spaces$/)]}), {scope: scopes.team})
    assert.deepEqual(subjects(neither, 'space'), ['account/*', 'stream', 'vault'])
  })

  it('leaves no placeholder if everything can be read', async () => {
    for (const scope of Object.values(scopes))
      assert.deepEqual(placeholders(await assessWorld(estate(), {scope})), [], scope.kind)
  })

  it('gives one observation per check, all unknown without a policy', async () => {
    const seen = await assessWorld(estate({faults: [refuse(/^\/apps$/)]}))
    const ofPolicy = [
      'collaborators-are-from-allowed-domains',
      'log-drains-go-to-declared-hosts',
      'public-apps-are-declared',
      'webhooks-go-to-declared-hosts',
    ]
    for (const kind of ['app', ...ofApp])
      for (const check of checksOf(kind)) {
        assert.equal(verdicts(seen, check)['account/*'], ofPolicy.includes(check) ? 'not-applicable' : 'unknown', check)
      }
  })

  it('lets only the policy leave a check out', async () => {
    const allow = {
      addonServices: [],
      emailDomains: [],
      logHosts: [],
      oauthClients: [],
      peerings: [],
      publicApps: [],
      vpns: [],
      webhookHosts: [],
    }
    const seen = await assessWorld(
      estate({faults: [refuse(/^\/(account|apps|oauth\/authorizations|pipelines|spaces|teams)$/)]}),
      {allow},
    )
    for (const {check, subject, verdict} of seen.judgements)
      assert.equal(verdict, 'unknown', `${check.id} on ${subject.name}`)
  })

  it('is a fact if it was read and is empty', async () => {
    const seen = await assessWorld(world({apps: [app('bare')]}), {scope: {kind: 'app', name: 'bare'}})
    for (const kind of ['addon', 'attachment', 'certificate', 'drain', 'space', 'webhook'])
      assert.deepEqual(subjects(seen, kind), [], kind)
  })

  it('does not hide an app that only another list shows', async () => {
    const parts = {apps: [app('shop', {stack: 'heroku-20', team: 'acme'})], teams: [team('acme')]}
    const blank = {fault: {body: [], status: 200}, path: '/teams/acme/apps'}
    assert.deepEqual(subjects(await assessWorld(world({...parts, faults: [blank]}), {scope: scopes.team}), 'app'), [
      'shop',
    ])
    assert.deepEqual(
      subjects(await assessWorld(world({...parts, faults: [blank, refuse('/apps')]}), {scope: scopes.team}), 'app'),
      ['acme/*'],
    )
    const other = {fault: {body: [], status: 200}, path: '/apps'}
    assert.deepEqual(subjects(await assessWorld(world({...parts, faults: [other]})), 'app'), ['shop'])
    assert.deepEqual(
      subjects(await assessWorld(world({...parts, faults: [other, refuse('/teams/acme/apps')]})), 'app'),
      ['acme/*'],
    )
  })
})

describe('an app that only the topology of a space names', () => {
  const all = (kind: string, ofPolicy?: string) =>
    Object.fromEntries(checksOf(kind).map(id => [id, id === ofPolicy ? 'not-applicable' : 'unknown']))

  for (const scope of [scopes.all, scopes.team, scopes.space])
    for (const invisible of [403, 404] as const) {
      it(`is unknown in every check with --${scope.kind} if the response is ${invisible}`, async () => {
        const vault = space('vault', {shield: true})
        const parts = () =>
          world({
            apps: [app('pay', {space: vault, team: 'acme'}), app('secret', {invisible, space: vault, team: 'acme'})],
            spaces: [vault],
            teams: [team('acme')],
          })
        const seen = await assessWorld(parts(), {scope})
        assert.deepEqual(verdictsOn(seen, 'app', secretId), all('app', 'public-apps-are-declared'))
        assert.deepEqual(verdictsOn(seen, 'domain', `${secretId}/*`), all('domain'))
        assert.deepEqual(verdictsOn(seen, 'addon', `${secretId}/*`), all('addon'))
        const spoken = await assessWorld(parts(), {allow: {publicApps: ['*']}, scope})
        assert.equal(verdict(spoken, 'public-apps-are-declared', secretId), 'unknown')
      })
    }

  it('is judged if it can be read directly', async () => {
    const vault = space('vault', {shield: true})
    const guest = app('guest', {space: vault, stack: 'heroku-20', team: 'other'})
    const seen = await assessWorld(world({apps: [guest], spaces: [vault], teams: [team('acme'), team('other')]}), {
      scope: scopes.team,
    })
    assert.equal(verdict(seen, 'apps-run-on-a-supported-stack', 'guest'), 'fail')
  })

  it('gives no placeholder if the topology names nothing else', async () => {
    const vault = space('vault', {
      topology: {apps: [{domains: [], formations: [], id: uuid('app', 'pay')}], version: 1},
    })
    const seen = await assessWorld(
      world({apps: [app('pay', {space: vault, team: 'acme'})], spaces: [vault], teams: [team('acme')]}),
      {scope: scopes.space},
    )
    assert.deepEqual(subjects(seen, 'app'), ['pay'])
  })
})

describe('a team in which the caller is only a collaborator', () => {
  const ofTeam = ['team', 'member', 'invitation', 'authorization'] as const
  const guest = () =>
    estate({
      faults: [refuse(/^\/teams\/other\/(?:apps|spaces|permissions|preferences|members|invitations|oauth|pipeline)/)],
      teams: [
        team('acme', {authorizations: [authorization('deploy')], enterprise: 'holding'}),
        team('other', {role: 'collaborator'}),
      ],
    })

  it('is no subject with --all, and neither are its people and tokens', async () => {
    const seen = await assessWorld(guest())
    for (const kind of ofTeam)
      for (const name of subjects(seen, kind)) assert.ok(!name.startsWith('other'), `${kind} ${name}`)
    assert.deepEqual(subjects(seen, 'team'), ['acme'])
    assert.deepEqual(
      verdictsOf(seen, 'unknown').filter(name => name.includes('other')),
      [],
    )
    assert.deepEqual(seen.partialTeams, ['other'])
  })

  it('has apps that are judged like other apps', async () => {
    const seen = await assessWorld(guest())
    assert.ok(subjects(seen, 'app').includes('lab'))
    assert.equal(verdicts(seen, 'team-apps-are-locked')['lab'], 'pass')
    assert.equal(verdicts(seen, 'apps-belong-to-a-team')['lab'], 'pass')
    assert.ok(!seen.facts.has('/teams/other/apps'))
  })

  it('is no subject with --team and --space either, and its lists are not requested', async () => {
    for (const scope of [
      {kind: 'team', name: 'other'},
      {kind: 'space', name: 'desk'},
    ] as const) {
      const seen = await assessWorld(guest(), {scope})
      for (const kind of ofTeam) assert.deepEqual(subjects(seen, kind), [], kind)
      assert.deepEqual(subjects(seen, 'app'), ['lab'], scope.kind)
      assert.deepEqual(subjects(seen, 'space'), ['desk'], scope.kind)
      assert.deepEqual(placeholdersOf(seen), [], scope.kind)
      assert.deepEqual(seen.partialTeams, ['other'])
      assert.deepEqual(seen.caller.role, 'collaborator')
    }
  })
})

const placeholdersOf = ({judgements}: AssessedWorld): string[] => [
  ...new Set(
    judgements.filter(({subject}) => subject.placeholder).map(({subject}) => `${subject.kind} ${subject.name}`),
  ),
]
const verdictsOf = ({judgements}: AssessedWorld, wanted: string): string[] =>
  judgements
    .filter(subjectJudgement => subjectJudgement.verdict === wanted)
    .map(({check, subject}) => `${check.id} of ${subject.kind} ${subject.name}`)
