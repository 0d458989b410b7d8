import assert from 'node:assert/strict'
import {addon, app, attach, pipeline, refuse, space, team, world} from './build.js'
import {isSecretPath, respond} from './respond.js'
import {CANARY} from './ids.js'
import type {ApiResponse} from './respond.js'
import type {Raw, World} from './types.js'

const vault = space('vault', {shield: true, logDrain: 'https://logs.example.com'})
const stream = space('stream', {generation: 'fir'})

function small(parts: Partial<World> = {}): World {
  return world({
    teams: [team('acme'), team('labs', {role: 'member'})],
    spaces: [vault, stream],
    apps: [
      app('pay-web', {team: 'acme', space: vault, acm: true, logDrains: ['https://logs.example.com/x']}),
      app('intake', {team: 'acme', space: stream}),
      app('site', {webhooks: ['https://hooks.example.com']}),
      app('hidden', {invisible: 404}),
      app('locked', {invisible: 403}),
    ],
    addons: [
      addon('pay-db', {app: 'pay-web', plan: 'heroku-postgresql:shield-0'}),
      addon('hidden-db', {app: 'hidden', plan: 'heroku-postgresql:private-0'}),
    ],
    attachments: [attach('site', 'BORROWED', 'pay-db'), attach('site', 'SECRET', 'hidden-db')],
    pipelines: [pipeline('pay', {team: 'acme', stages: {'pay-web': 'production', hidden: 'staging'}})],
    ...parts,
  })
}

function get(of: World, path: string, variant = '3.sdk', headers: Record<string, string> = {}): ApiResponse {
  const accept = `application/vnd.heroku+json; version=${variant}`
  return respond(of, {method: 'GET', path, headers: {accept, ...headers}})
}

const record = (answer: ApiResponse) => answer.body as Raw
const rows = (answer: ApiResponse) => answer.body as Raw[]

describe('world: variants', () => {
  it('refuses a missing or unknown variant', () => {
    assert.equal(respond(small(), {method: 'GET', path: '/apps', headers: {}}).status, 406)
    assert.equal(get(small(), '/apps', '4').status, 406)
    assert.equal(record(get(small(), '/apps', '4')).id, 'not_acceptable')
  })

  it('shows generation as a string in 3.sdk and as an object elsewhere', () => {
    assert.equal(record(get(small(), '/apps/pay-web')).generation, 'cedar')
    assert.deepEqual(record(get(small(), '/apps/pay-web', '3')).generation, {id: 'cedar', name: 'cedar'})
    assert.equal((record(get(small(), '/spaces/stream', '3.fir')).generation as Raw).name, 'fir')
    assert.equal('process_tier' in record(get(small(), '/apps/pay-web', '3')), false)
  })

  it('hides acm and Shield in the team-app shape, and shows locked there alone', () => {
    const plain = record(get(small(), '/apps/pay-web'))
    const ofTeam = record(get(small(), '/teams/apps/pay-web'))
    assert.deepEqual([plain.acm, (plain.space as Raw).shield, 'locked' in plain], [true, true, false])
    assert.deepEqual(['acm' in ofTeam, 'shield' in (ofTeam.space as Raw), ofTeam.locked], [false, false, true])
    assert.equal(rows(get(small({quirks: {teamAppsFull: true}}), '/teams/acme/apps'))[0]?.acm !== undefined, true)
    assert.equal(get(small(), '/teams/apps/site').status, 404)
  })

  it('knows some endpoints in their own variant only', () => {
    for (const [path, variant] of [
      ['/spaces/vault/log-drain', '3.dogwood'],
      ['/apps/site/webhooks', '3.webhooks'],
      ['/teams/acme/invitations', '3.team-invitations'],
      ['/apps/intake/telemetry-drains', '3.sdk'],
    ] as const) {
      assert.equal(get(small(), path, variant).status, 200, path)
      assert.equal(get(small(), path, '3').status, 404, path)
    }
  })

  it('shows how MFA came about in 3.sdk only', () => {
    assert.equal(record(get(small(), '/account')).mfa_enabled, true)
    assert.equal('mfa_enabled' in record(get(small(), '/account', '3')), false)
  })
})

describe('world: expansion and inclusion', () => {
  it('prints the whole plan and service when asked', () => {
    const [plain] = rows(get(small(), '/apps/pay-web/addons'))
    const [full] = rows(get(small(), '/apps/pay-web/addons', '3.sdk', {'Accept-Expansion': 'addon_service,plan'}))
    assert.equal('compliance' in (plain?.plan as Raw), false)
    assert.deepEqual((full?.plan as Raw).compliance, ['HIPAA', 'PCI'])
    assert.equal((full?.addon_service as Raw).state, 'ga')
    assert.deepEqual(full?.config_vars, ['DATABASE_URL'])
  })

  it('adds plan and names of config vars to attachments when asked, not for hidden add-ons', () => {
    const headers = {'accept-inclusion': 'addon:plan,config_vars'}
    const list = rows(get(small(), '/apps/site/addon-attachments', '3.sdk', headers))
    const by = (name: string) => list.find(row => row.name === name)
    assert.equal(((by('BORROWED')?.addon as Raw).plan as Raw).name, 'heroku-postgresql:shield-0')
    assert.equal(((by('BORROWED')?.addon as Raw).app as Raw).name, 'pay-web')
    assert.deepEqual(by('BORROWED')?.config_vars, ['BORROWED_URL'])
    assert.equal('plan' in (by('SECRET')?.addon as Raw), false)
    assert.equal('config_vars' in (rows(get(small(), '/apps/site/addon-attachments'))[0] ?? {}), false)
  })

  it('expands the region of a space', () => {
    const {region} = record(get(small(), '/spaces/vault', '3.sdk', {'accept-expansion': 'region'}))
    assert.equal((region as Raw).country, 'United States')
  })
})

describe('world: what is hidden or refused', () => {
  it('leaves hidden apps out of lists and refuses them by name, with all that is theirs', () => {
    assert.deepEqual(
      rows(get(small(), '/apps'))
        .map(a => a.name)
        .sort(),
      ['intake', 'pay-web', 'site'],
    )
    assert.deepEqual(record(get(small(), '/apps/hidden')), {
      id: 'not_found',
      message: "Couldn't find that app.",
      resource: 'app',
    })
    assert.equal(get(small(), '/apps/hidden/formation').status, 404)
    assert.equal(get(small(), '/apps/locked').status, 403)
    assert.equal(get(small(), '/addons/hidden-db').status, 404)
    assert.equal(get(small(), '/apps/nobody').status, 404)
  })

  it('answers ids as it answers names', () => {
    const {id} = record(get(small(), '/apps/pay-web'))
    assert.deepEqual(get(small(), `/apps/${String(id)}/domains`).body, get(small(), '/apps/pay-web/domains').body)
  })

  it('lets only admins read the people and rules of a team', () => {
    for (const part of ['members', 'preferences', 'permissions', 'invitations', 'allowed-addon-services']) {
      assert.equal(get(small(), `/teams/acme/${part}`).status, 200, part)
      assert.equal(get(small(), `/teams/labs/${part}`).status, 403, part)
    }
    assert.equal(get(small(), '/teams/labs').status, 200)
  })

  it('refuses on Fir what only Cedar has, and the other way round', () => {
    for (const path of [
      '/apps/intake/log-drains',
      '/apps/intake/buildpack-installations',
      '/spaces/stream/nat',
      '/spaces/stream/inbound-ruleset',
      '/spaces/stream/vpn-connections',
      '/apps/pay-web/telemetry-drains',
    ]) {
      assert.equal(get(small(), path).status, 422, path)
    }
  })

  it('answers 404 where there is none of a single thing', () => {
    const open = small({spaces: [space('open')]})
    assert.equal(get(open, '/spaces/open/log-drain', '3.dogwood').status, 404)
    assert.equal(get(small(), '/apps/site/pipeline-couplings').status, 404)
    assert.equal(get(small(), '/pipelines/pay/review-app-config').status, 404)
    assert.equal(get(small(), '/no/such/thing').status, 404)
  })

  it('applies faults to ids as to names', () => {
    const faulty = small({faults: [refuse('/spaces/vault/inbound-ruleset'), refuse(/peerings$/, 402)]})
    assert.equal(get(faulty, `/spaces/${vault.record.id}/inbound-ruleset`).status, 403)
    assert.equal(get(faulty, '/spaces/vault/peerings').status, 402)
  })

  it('refuses to be written to', () => {
    const answer = respond(small(), {method: 'POST', path: '/apps', headers: {}})
    assert.equal(answer.status, 405)
  })
})

describe('world: headers and secrets', () => {
  it('says how many requests are left, and answers 304 to a known tag', () => {
    const first = get(small(), '/apps')
    assert.equal(first.headers['ratelimit-remaining'], '4500')
    assert.match(first.headers['request-id'] ?? '', /^[\da-f-]{36}$/)
    const second = get(small(), '/apps', '3.sdk', {'if-none-match': first.headers.etag ?? ''})
    assert.deepEqual([second.status, second.body], [304, undefined])
    assert.deepEqual(get(small(), '/account/rate-limits').body, {remaining: 4500})
  })

  it('puts a canary in every place that holds a secret', () => {
    for (const [path, variant] of [
      ['/apps/pay-web/log-drains', '3.sdk'],
      ['/apps/pay-web/formation', '3.sdk'],
      ['/apps/pay-web/dynos', '3.sdk'],
      ['/apps/pay-web/builds', '3.sdk'],
      ['/apps/site/webhooks', '3.webhooks'],
      ['/apps/pay-web/addon-attachments', '3.sdk'],
      ['/spaces/vault/log-drain', '3.dogwood'],
      ['/apps/pay-web/config-vars', '3.sdk'],
      ['/addons/pay-db/config', '3.sdk'],
      ['/addons/pay-db/sso', '3.sdk'],
    ] as const) {
      assert.match(JSON.stringify(get(small(), path, variant).body), CANARY, path)
    }
  })

  it('knows which paths hand out secrets', () => {
    assert.ok(['/apps/x/config-vars', '/addons/y/sso', '/client/v11/databases/z/bastion'].every(isSecretPath))
    assert.ok(['/apps/x', '/apps/x/addons', '/client/v11/databases/z'].every(path => !isSecretPath(path)))
  })
})
