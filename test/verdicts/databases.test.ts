import assert from 'node:assert/strict'

import type {Verdict} from '../../src/model/observation.js'
import type {PostgresInit} from '../world/build-data.js'
import type {Fault, Raw, World} from '../world/types.js'

import {addon, advancedPostgres, app, postgres, redis, refuse, space, team, uuid, world} from '../world/build.js'
import {judged, verdict} from './judging.js'

const vault = space('vault', {shield: true, team: 'acme'})
const scope = {kind: 'app', name: 'pay'} as const
const id = uuid('addon', 'db')

/** A database that `pay` pays for, with what its data service says. */
const holding = (plan: string, data: Record<string, unknown>, more: Partial<World> = {}): World => world({
  addons: [addon('db', {app: 'pay', plan})], apps: [app('pay', {space: vault, team: 'acme'})], data, spaces: [vault], teams: [team('acme')], ...more,
})

const classic = (tier: string, init: PostgresInit = {}, more: Partial<World> = {}) => holding(`heroku-postgresql:${tier}`, postgres('db', {plan: tier, ...init}), more)
const advanced = (record: Raw = {}, settings: Raw = {}, tier = 'advanced-private', more: Partial<World> = {}) => holding(`heroku-postgresql:${tier}`, advancedPostgres('db', record, settings), more)
const store = (tier: string, record: Raw = {}, more: Partial<World> = {}) => holding(`heroku-redis:${tier}`, redis('db', record), more)

const feature = (name: string, isEnabled: boolean) => ({features: {[name]: {enabled: isEnabled}}})
const door = {addon: 'db', app: 'pay', status: 'Operational'}

const paths = {
  advanced: `/data/postgres/v1/${id}/info`, advancedSettings: `/data/postgres/v1/${id}/settings`, info: `/client/v11/databases/${id}`, link: '/private-link/v0/databases/db',
  redis: '/redis/v0/databases/db', regions: '/regions', schedules: `/client/v11/databases/${id}/transfer-schedules`, settings: `/postgres/v0/databases/${id}/config`, tls: '/postgres/v0/databases/db/tls-endpoint',
}

interface Rows {
  readonly worlds: Readonly<Record<string, readonly [Verdict, () => World]>>
  /** What must be read for the pass of a world, classic and Advanced. */
  readonly needs: ReadonlyArray<readonly [passing: () => World, reads: ReadonlyArray<keyof typeof paths>]>
}

const residency = (good: readonly string[], bad: readonly string[]): Rows => ({
  needs: [[() => classic('private-0', {region: good[0] ?? ''}), ['info', 'regions']], [() => advanced({region: good[0]}), ['advanced', 'regions']]],
  worlds: {
    ...Object.fromEntries(good.map(region => [`in ${region}`, ['pass', () => classic('private-0', {region})] as const])),
    ...Object.fromEntries(bad.map(region => [`in ${region}`, ['fail', () => classic('essential-0', {region})] as const])),
    'Advanced, in the right place': ['pass', () => advanced({region: good[0]})],
    'Advanced, in another': ['fail', () => advanced({region: bad[0]})],
    'in a region that nobody lists': ['unknown', () => classic('private-0', {region: 'atlantis'})],
    'where it does not say': ['unknown', () => classic('private-0', {info: {Region: null}})],
    'Advanced, where it does not say': ['unknown', () => advanced({region: undefined})],
    'of another service': ['not-applicable', () => store('private-7')],
  },
})

const ofInfo: Rows['needs'] = [[() => classic('private-0'), ['info']], [() => advanced(), ['advanced']]]
const ofSettings: Rows['needs'] = [[() => classic('private-0'), ['settings']], [() => advanced(), ['advancedSettings']]]

const key = 'arn:aws:kms:us-east-1:123456789012:key/pay'
const keyed = (tier: string, text: null | string) => classic(tier, {info: {'Customer Encryption Key': text}})
const both = (tier: string, of: string, how: 'following' | 'forkedFrom', more: Partial<World> = {}) => world({
  addons: [addon('db', {app: 'pay', as: 'COPY', plan: `heroku-postgresql:${tier}`}), addon('main', {app: 'pay', plan: `heroku-postgresql:${of}`})],
  apps: [app('pay')], data: {...postgres('db', {[how]: 'main', plan: tier}), ...postgres('main', {plan: of})}, ...more,
})
const elsewhere = (how: 'following' | 'forkedFrom') => both('premium-0', 'premium-0', how, {addons: [addon('db', {app: 'pay', plan: 'heroku-postgresql:premium-0'}), addon('main', {app: 'other', plan: 'heroku-postgresql:premium-0'})], apps: [app('pay'), app('other')]})

const checks: Readonly<Record<string, Rows>> = {
  'data-is-stored-in-ismap-regions': residency(['tokyo', 'us', 'virginia', 'ohio', 'california', 'oregon'], ['eu', 'montreal', 'frankfurt', 'singapore']),
  'data-is-stored-in-the-eea': residency(['eu', 'dublin', 'frankfurt', 'paris'], ['us', 'london', 'tokyo']),
  'data-is-stored-in-the-united-states-or-canada': residency(['us', 'virginia', 'montreal'], ['eu', 'london', 'tokyo']),
  'key-value-store-is-highly-available': {
    needs: [],
    worlds: {
      ...Object.fromEntries(['premium-0', 'private-7', 'shield-7'].map(tier => [tier, ['pass', () => store(tier)] as const])),
      ...Object.fromEntries(['mini', 'hobby-dev'].map(tier => [tier, ['fail', () => store(tier)] as const])),
      'a plan that nobody knows': ['unknown', () => store('ultra-1')],
      'another service': ['not-applicable', () => classic('standard-0')],
    },
  },
  'key-value-store-prefers-tls': {
    needs: [[() => store('mini'), ['redis']]],
    worlds: {
      'it does': ['pass', () => store('mini')],
      'it does not': ['fail', () => store('shield-7', {prefer_native_tls: false})],
      'nothing is said': ['unknown', () => store('mini', {prefer_native_tls: undefined})],
      'null is said': ['unknown', () => store('mini', {prefer_native_tls: null})],
      'another service': ['not-applicable', () => classic('standard-0')],
    },
  },
  'postgres-can-be-rolled-back': {
    needs: ofInfo,
    worlds: {
      'earliest from': ['pass', () => classic('standard-0')], 'an Essential plan': ['fail', () => classic('essential-0')],
      'continuous protection alone': ['unknown', () => classic('premium-0', {info: {'Continuous Protection': 'On', Rollback: null}})],
      'another wording': ['unknown', () => classic('premium-0', {info: {Rollback: 'Temporarily Unavailable'}})],
      'Advanced, enabled': ['pass', () => advanced()], 'Advanced, not enabled': ['fail', () => advanced(feature('rollback', false))], 'Advanced, nothing said': ['unknown', () => advanced({features: {}})],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-copies-stay-inside-the-boundary': {
    needs: [[() => both('shield-0', 'shield-0', 'following'), ['info']], [() => both('private-0', 'private-0', 'forkedFrom'), ['info']]],
    worlds: {
      'a fork on a lower class': ['fail', () => both('standard-0', 'private-0', 'forkedFrom')],
      'a follower on a lower class': ['fail', () => both('private-0', 'shield-0', 'following')],
      'a fork on the same class': ['pass', () => both('standard-0', 'premium-0', 'forkedFrom')],
      'a follower on a higher class': ['pass', () => both('shield-0', 'premium-0', 'following')],
      'a source that is not read': ['unknown', () => elsewhere('forkedFrom')],
      'a leader that is not read': ['unknown', () => elsewhere('following')],
      'a source that cannot be read': ['unknown', () => both('premium-0', 'premium-0', 'forkedFrom', {faults: [refuse(`/client/v11/databases/${uuid('addon', 'main')}`)]})],
      'a source of an unknown plan': ['unknown', () => both('premium-0', 'titanium-1', 'forkedFrom')],
      'no copy': ['not-applicable', () => classic('premium-0')],
      'an Advanced fork of what is not read': ['unknown', () => advanced({forked_from: 'main'})],
      'an Advanced database that is no fork': ['not-applicable', () => advanced()],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-does-not-log-every-statement': {
    needs: ofSettings,
    worlds: {
      'schema changes': ['pass', () => classic('premium-0')], 'none, of any duration': ['pass', () => classic('premium-0', {settings: {log_min_duration_statement: -1, log_statement: 'none'}})],
      'all': ['fail', () => classic('premium-0', {settings: {log_statement: 'all'}})], 'changes of data': ['fail', () => classic('premium-0', {settings: {log_statement: 'mod'}})],
      'every duration': ['fail', () => classic('premium-0', {settings: {log_min_duration_statement: 0}})],
      'another word': ['unknown', () => classic('premium-0', {settings: {log_statement: 'some'}})], 'no duration': ['unknown', () => classic('premium-0', {settings: {log_min_duration_statement: undefined}})],
      'a duration in words': ['unknown', () => classic('premium-0', {settings: {log_min_duration_statement: '0'}})],
      'Advanced': ['pass', () => advanced()], 'Advanced, all': ['fail', () => advanced({}, {log_statement: 'all'})], 'Advanced, every duration': ['fail', () => advanced({}, {log_min_duration_statement: 0})],
      'Advanced, a word for a number': ['unknown', () => advanced({}, {log_min_duration_statement: '0'})],
      'an Essential plan': ['not-applicable', () => classic('essential-0')], 'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-has-a-backup-schedule': {
    needs: [[() => classic('private-0'), ['info', 'schedules']]],
    worlds: {
      'public, scheduled': ['pass', () => classic('essential-0')], 'private, scheduled': ['pass', () => classic('private-0', {schedules: 2})],
      'public, none': ['fail', () => classic('standard-0', {schedules: 0})], 'private, none': ['fail', () => classic('private-0', {schedules: 0})],
      'a schedule that was deleted': ['fail', () => classic('standard-0', {schedules: 0}, {data: {...postgres('db', {plan: 'standard-0'}), '/client/v11/databases/db/transfer-schedules': [{deleted_at: '2026-01-01T00:00:00Z', uuid: 'x'}]}})],
      'a Shield plan': ['not-applicable', () => classic('shield-0', {schedules: 0})], 'a follower': ['not-applicable', () => classic('premium-0', {following: 'main', schedules: 0})],
      'a fork': ['fail', () => classic('premium-0', {forkedFrom: 'main', schedules: 0})],
      'no word of a leader': ['pass', () => classic('premium-0', {record: {leader: undefined}})],
      'an unknown plan': ['unknown', () => classic('titanium-1')], 'a plan that may be Shield': ['unknown', () => advanced({}, {}, 'advanced-shield')],
      'Advanced, not told': ['unknown', () => advanced()], 'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-has-no-outside-door': {
    needs: [[() => classic('private-0'), ['tls', 'link']], [() => advanced(), ['tls', 'link']]],
    worlds: {
      'none': ['pass', () => classic('private-0')], 'none, Shield': ['pass', () => classic('shield-0')], 'none, Advanced': ['pass', () => advanced()], 'none, Advanced Shield': ['pass', () => advanced({}, {}, 'advanced-shield')],
      'mutual TLS': ['fail', () => classic('private-0', {mtls: door})], 'PrivateLink': ['fail', () => classic('shield-0', {privateLink: door})],
      'mutual TLS on its way': ['fail', () => classic('private-0', {mtls: {...door, status: 'Provisioning'}})], 'mutual TLS on its way out': ['fail', () => classic('private-0', {mtls: {...door, status: 'Deprovisioning'}})],
      'mutual TLS that is gone': ['pass', () => classic('private-0', {mtls: {...door, status: 'Deprovisioned'}})], 'mutual TLS without a state': ['unknown', () => classic('private-0', {mtls: {addon: 'db'}})],
      'nothing found, and the database neither': ['unknown', () => holding('heroku-postgresql:private-0', {})],
      'nothing found, and the database refused': ['unknown', () => classic('private-0', {}, {faults: [refuse(paths.info)]})],
      'a public plan': ['not-applicable', () => classic('premium-0', {mtls: door})], 'an unknown plan': ['unknown', () => classic('titanium-1')], 'another service': ['not-applicable', () => store('private-7')],
    },
  },
  'postgres-is-encrypted-at-rest': {
    needs: ofInfo,
    worlds: {
      'in use': ['pass', () => classic('standard-0')], 'no line': ['unknown', () => classic('standard-0', {info: {'Data Encryption': null}})], 'another wording': ['unknown', () => classic('standard-0', {info: {'Data Encryption': 'Off'}})],
      'Advanced': ['pass', () => advanced()], 'Advanced, not enabled': ['fail', () => advanced(feature('data_encryption', false))], 'Advanced, nothing said': ['unknown', () => advanced({features: null})],
      'an Essential plan': ['not-applicable', () => classic('essential-0')], 'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-is-highly-available': {
    needs: ofInfo,
    worlds: {
      'premium': ['pass', () => classic('premium-0')], 'standard': ['fail', () => classic('standard-0')], 'essential': ['fail', () => classic('essential-0')],
      'standard, whatever it says': ['fail', () => classic('standard-0', {info: {'HA Status': 'Available'}})],
      'standard, refused': ['fail', () => classic('standard-0', {}, {faults: [refuse(paths.info)]})], 'essential, not found': ['fail', () => holding('heroku-postgresql:essential-0', {})],
      'no line': ['unknown', () => classic('premium-0', {info: {'HA Status': null}})], 'for now not': ['unknown', () => classic('premium-0', {info: {'HA Status': 'Temporarily Unavailable'}})],
      'a follower': ['not-applicable', () => classic('premium-0', {following: 'main', info: {'HA Status': null}})], 'a standard follower': ['not-applicable', () => classic('standard-0', {following: 'main'})],
      'Advanced': ['pass', () => advanced()], 'Advanced, not enabled': ['fail', () => advanced(feature('highly_available', false))], 'Advanced, nothing said': ['unknown', () => advanced({features: {}})],
      'an unknown plan that says so': ['pass', () => classic('titanium-1', {info: {'HA Status': 'Available'}})], 'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-logs-connections': {
    needs: ofSettings,
    worlds: {
      'it does': ['pass', () => classic('premium-0')], 'it does not': ['fail', () => classic('shield-0', {settings: {log_connections: false}})], 'a word': ['unknown', () => classic('premium-0', {settings: {log_connections: 'on'}})],
      'nothing said': ['unknown', () => classic('premium-0', {settings: {log_connections: undefined}})],
      'Advanced': ['pass', () => advanced()], 'Advanced, not': ['fail', () => advanced({}, {log_connections: false})], 'Advanced, a word': ['unknown', () => advanced({}, {log_connections: 'true'})],
      'an Essential plan': ['not-applicable', () => classic('essential-0')], 'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-runs-a-supported-version': {
    needs: ofInfo,
    worlds: {
      ...Object.fromEntries(['15.13', '16.9', '17.5', '18.1'].map(version => [version, ['pass', () => classic('essential-0', {version})] as const])),
      // At the world's own time 14 is past its end by eight days.
      ...Object.fromEntries(['14.18', '13.21', '12.22', '11.3', '9.6.24'].map(version => [version, ['fail', () => classic('essential-0', {version})] as const])),
      'not in the table': ['unknown', () => classic('premium-0', {version: '19.1'})], 'no version': ['unknown', () => classic('premium-0', {version: 'devel'})], 'no line': ['unknown', () => classic('premium-0', {info: {'PG Version': null}})],
      'Advanced': ['pass', () => advanced()], 'Advanced, past': ['fail', () => advanced({version: '13.2'})], 'Advanced, nothing said': ['unknown', () => advanced({version: undefined})], 'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-uses-a-customer-managed-key': {
    needs: [[() => keyed('private-0', key), ['info']], [() => keyed('shield-0', key), ['info']]],
    worlds: {
      'a key': ['pass', () => keyed('private-0', key)], 'a key, Shield': ['pass', () => keyed('shield-0', key)], 'none': ['fail', () => classic('private-0')], 'another wording': ['unknown', () => keyed('private-0', 'Pending')],
      'Advanced': ['unknown', () => advanced()], 'a public plan': ['not-applicable', () => classic('premium-0')], 'an unknown plan': ['unknown', () => classic('titanium-1')], 'another service': ['not-applicable', () => store('private-7')],
    },
  },
}

const ways: ReadonlyArray<readonly [string, Fault]> = [
  ['403', {status: 403}], ['404', {status: 404}], ['500', {status: 500}], ['of another form', {body: ['nonsense'], status: 200}], ['empty', {body: null, status: 200}],
]

for (const [check, {needs, worlds}] of Object.entries(checks)) describe(check, () => {
  for (const [what, [expected, make]] of Object.entries(worlds)) it(`is ${expected}: ${what}`, async () => {
    assert.equal(verdict(await judged(make(), {scope}), check, 'db'), expected)
  })

  for (const [passing, reads] of needs) for (const read of reads) it(`is unknown where ${paths[read]} is not there`, async () => {
    assert.equal(verdict(await judged(passing(), {scope}), check, 'db'), 'pass')
    for (const [what, fault] of ways) {
      // Of a door that is not found there is none.
      if (what === '404' && (read === 'tls' || read === 'link')) continue
      const broken = passing()
      assert.equal(verdict(await judged({...broken, faults: [...broken.faults, {fault, path: paths[read]}]}, {scope}), check, 'db'), 'unknown', what)
    }
  })

  it('is unknown where the plan, the service or the add-on itself cannot be seen', async () => {
    const passing = Object.values(worlds).find(([expected]) => expected === 'pass')?.[1] ?? world
    const listed = (change: Raw) => judged(passing(), {
      edit(facts) {
        const fact = facts.get('/apps/pay/addons')
        assert.ok(fact && Array.isArray(fact.body))
        facts.set(fact.path, {...fact, body: fact.body.map((row: object) => ({...row, ...change}))})
      },
      scope,
    })
    // What a store prefers is asked whatever its plan is.
    assert.equal(verdict(await listed({plan: null}), check, 'db'), check === 'key-value-store-prefers-tls' ? 'pass' : 'unknown')
    assert.equal(verdict(await listed({addon_service: null}), check, 'db'), 'unknown')
    const hidden = passing()
    const unseen = {...hidden, faults: [refuse(/^\/apps\/[^/]+\/addons$/), refuse(/^\/addons\//)]}
    assert.equal(verdict(await judged(unseen, {scope}), check, 'db'), 'unknown')
  })
})

describe('what is asked of the data services', () => {
  const asked = async (make: () => World) => [...(await judged(make(), {scope})).facts.keys()].filter(path => /^\/(client|postgres|redis|private-link|data)\//.test(path)).sort()

  it('is what the plan has', async () => {
    assert.deepEqual(await asked(() => classic('premium-0')), [paths.info, paths.schedules, paths.settings].sort())
    assert.deepEqual(await asked(() => classic('essential-0')), [paths.info, paths.schedules].sort())
    assert.deepEqual(await asked(() => classic('private-0')), [paths.info, paths.schedules, paths.settings, paths.tls, paths.link].sort())
    assert.deepEqual(await asked(() => classic('shield-0')), [paths.info, paths.settings, paths.tls, paths.link].sort())
    assert.deepEqual(await asked(() => advanced()), [paths.advanced, paths.advancedSettings, paths.schedules, paths.tls, paths.link].sort())
    assert.deepEqual(await asked(() => store('mini')), [paths.redis])
    assert.deepEqual(await asked(() => holding('heroku-kafka:basic-0', {})), ['/data/kafka/v0/clusters/db'])
    assert.deepEqual(await asked(() => holding('papertrail:choklad', {})), [])
  })
})
