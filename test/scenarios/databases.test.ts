import assert from 'node:assert/strict'

import type {Verdict} from '../../src/model/observation.js'
import type {MaintenanceInit, PostgresInit, TransferInit} from '../fixtures/build-data.js'
import type {Fault, Raw, World} from '../fixtures/types.js'

import {
  addon,
  advancedPostgres,
  app,
  ipRules,
  kafka,
  maintenances,
  postgres,
  redis,
  refuse,
  space,
  team,
  transfers,
  uuid,
  world,
} from '../fixtures/build.js'
import {assessWorld, verdict} from './assess-world.js'

const vault = space('vault', {shield: true, team: 'acme'})
const scope = {kind: 'app', name: 'pay'} as const
const id = uuid('addon', 'db')

/** A database that `pay` pays for, with what its data service says. */
const holding = (plan: string, data: Record<string, unknown>, more: Partial<World> = {}): World =>
  world({
    addons: [addon('db', {app: 'pay', plan})],
    apps: [app('pay', {space: vault, team: 'acme'})],
    data,
    spaces: [vault],
    teams: [team('acme')],
    ...more,
  })

const classic = (tier: string, init: PostgresInit = {}, more: Partial<World> = {}) =>
  holding(`heroku-postgresql:${tier}`, postgres('db', {plan: tier, ...init}), more)
const advanced = (record: Raw = {}, settings: Raw = {}, tier = 'advanced-private', more: Partial<World> = {}) =>
  holding(`heroku-postgresql:${tier}`, advancedPostgres('db', record, settings), more)
const store = (tier: string, record: Raw = {}, more: Partial<World> = {}) =>
  holding(`heroku-redis:${tier}`, redis('db', record), more)

const stream = (tier: string, rules: string[] = [], more: Partial<World> = {}) =>
  holding(`heroku-kafka:${tier}`, {...kafka('db'), ...ipRules('kafka', 'db', rules)}, more)
const withData = (parts: World, data: Record<string, unknown>): World => ({...parts, data: {...parts.data, ...data}})

const feature = (name: string, isEnabled: boolean) => ({features: {[name]: {enabled: isEnabled}}})
const door = {addon: 'db', app: 'pay', status: 'Operational'}

const paths = {
  advanced: `/data/postgres/v1/${id}/info`,
  advancedSettings: `/data/postgres/v1/${id}/settings`,
  info: `/client/v11/databases/${id}`,
  link: '/private-link/v0/databases/db',
  kafka: '/data/kafka/v0/clusters/db',
  kafkaRules: '/data/kafka/v0/clusters/db/ip-rules',
  maintenances: `/data/maintenances/v1/apps/${uuid('app', 'pay')}`,
  rules: '/postgres/v0/databases/db/tls-endpoint/ip-rules',
  transfers: '/client/v11/apps/pay/transfers',
  redis: '/redis/v0/databases/db',
  regions: '/regions',
  schedules: `/client/v11/databases/${id}/transfer-schedules`,
  settings: `/postgres/v0/databases/${id}/config`,
  tls: '/postgres/v0/databases/db/tls-endpoint',
}

interface Rows {
  readonly worlds: Readonly<Record<string, readonly [Verdict, () => World]>>
  /** What must be read for the pass of a world, classic and Advanced. */
  readonly needs: ReadonlyArray<readonly [passing: () => World, reads: ReadonlyArray<keyof typeof paths>]>
}

const residency = (good: readonly string[], bad: readonly string[]): Rows => ({
  needs: [
    [() => classic('private-0', {region: good[0] ?? ''}), ['info', 'regions']],
    [() => advanced({region: good[0]}), ['advanced', 'regions']],
  ],
  worlds: {
    ...Object.fromEntries(
      good.map(region => [`in ${region}`, ['pass', () => classic('private-0', {region})] as const]),
    ),
    ...Object.fromEntries(
      bad.map(region => [`in ${region}`, ['fail', () => classic('essential-0', {region})] as const]),
    ),
    'Advanced, in the right place': ['pass', () => advanced({region: good[0]})],
    'Advanced, in another': ['fail', () => advanced({region: bad[0]})],
    'in a region that nobody lists': ['unknown', () => classic('private-0', {region: 'atlantis'})],
    'on an Essential plan, which states none': ['unknown', () => classic('essential-1')],
    'in the region that old plans call Europe': ['unknown', () => classic('hobby-dev', {region: 'Europe'})],
    'where it does not say': ['unknown', () => classic('private-0', {info: {Region: null}})],
    'Advanced, where it does not say': ['unknown', () => advanced({region: undefined})],
    'of another service': ['not-applicable', () => store('private-7')],
  },
})

const ofInfo: Rows['needs'] = [
  [() => classic('private-0'), ['info']],
  [() => advanced(), ['advanced']],
]
const ofSettings: Rows['needs'] = [
  [() => classic('private-0'), ['settings']],
  [() => advanced(), ['advancedSettings']],
]

const key = 'arn:aws:kms:us-east-1:123456789012:key/pay'
const keyed = (tier: string, text: null | string) => classic(tier, {info: {'Customer Encryption Key': text}})
const both = (tier: string, of: string, how: 'following' | 'forkedFrom', more: Partial<World> = {}) =>
  world({
    addons: [
      addon('db', {app: 'pay', as: 'COPY', plan: `heroku-postgresql:${tier}`}),
      addon('main', {app: 'pay', plan: `heroku-postgresql:${of}`}),
    ],
    apps: [app('pay')],
    data: {...postgres('db', {[how]: 'main', plan: tier}), ...postgres('main', {plan: of})},
    ...more,
  })
const elsewhere = (how: 'following' | 'forkedFrom') =>
  both('premium-0', 'premium-0', how, {
    addons: [
      addon('db', {app: 'pay', plan: 'heroku-postgresql:premium-0'}),
      addon('main', {app: 'other', plan: 'heroku-postgresql:premium-0'}),
    ],
    apps: [app('pay'), app('other')],
  })

const quiet = {settings: {log_min_duration_statement: -1}}
const eu: PostgresInit = {region: 'eu', schedules: 0}
const due = (tier: string, all: ReadonlyArray<Omit<MaintenanceInit, 'addon'>>) =>
  withData(
    classic(tier),
    maintenances(
      'pay',
      all.map(item => ({...item, addon: 'db'})),
    ),
  )
const sixteen = Array.from({length: 16}, (_, index) => `10.${index * 2}.0.0/16`)
const ruled = (cidrs: string[]) => withData(classic('private-0', {mtls: door}), ipRules('postgres', 'db', cidrs))
const linked = (...accounts: string[]) => ({
  ...door,
  allowed_accounts: accounts.map(account => ({arn: `arn:aws:iam::${account}:root`, status: 'Active'})),
  connections: [],
})
const scheduled = (age: number, record: Raw = {}): TransferInit => ({age, record, schedule: uuid('schedule', 'db/0')})
const backedUp = (tier: string, all: TransferInit[], init: PostgresInit = {}) =>
  withData(classic(tier, init), transfers('pay', all))
/** With another database that the app pays for. */
const besides = (all: TransferInit[]): World =>
  withData(
    classic(
      'standard-0',
      {},
      {
        addons: [
          addon('db', {app: 'pay', plan: 'heroku-postgresql:standard-0'}),
          addon('other', {app: 'pay', as: 'OTHER', plan: 'heroku-postgresql:standard-0'}),
        ],
      },
    ),
    {...postgres('other', {plan: 'standard-0'}), ...transfers('pay', all)},
  )

const checks: Readonly<Record<string, Rows>> = {
  'data-is-stored-in-ismap-regions': residency(
    ['tokyo', 'us', 'virginia', 'ohio', 'california', 'oregon'],
    ['eu', 'montreal', 'frankfurt', 'singapore'],
  ),
  'data-is-stored-in-the-eea': residency(['eu', 'dublin', 'frankfurt', 'paris'], ['us', 'london', 'tokyo']),
  'data-is-stored-in-the-united-states-or-canada': residency(['us', 'virginia', 'montreal'], ['eu', 'london', 'tokyo']),
  'data-maintenances-are-on-time': {
    needs: [[() => due('private-0', [{requiredIn: 10, status: 'pending'}]), ['maintenances']]],
    worlds: {
      'none at all': ['pass', () => due('standard-0', [])],
      'none open': [
        'pass',
        () =>
          due('standard-0', [
            {requiredIn: -3, status: 'none'},
            {requiredIn: -3, status: 'completed'},
          ]),
      ],
      ...Object.fromEntries(
        ['pending', 'preparing', 'ready', 'running'].flatMap(
          (status): Array<[string, readonly [Verdict, () => World]]> => [
            [`${status}, overdue`, ['fail', () => due('standard-0', [{requiredIn: -0.001, status}])] as const],
            [`${status}, in time`, ['pass', () => due('standard-0', [{requiredIn: 0, status}])] as const],
            [`${status}, without a date`, ['unknown', () => due('standard-0', [{status}])] as const],
          ],
        ),
      ),
      'another status, overdue': ['unknown', () => due('standard-0', [{requiredIn: -1, status: 'postponed'}])],
      'another status, in time': ['pass', () => due('standard-0', [{requiredIn: 1, status: 'postponed'}])],
      'a date in words': ['unknown', () => due('standard-0', [{record: {required_by: 'soon'}, status: 'ready'}])],
      'one overdue, one without a date': [
        'fail',
        () => due('standard-0', [{status: 'pending'}, {requiredIn: -1, status: 'ready'}]),
      ],
      'of another add-on': [
        'pass',
        () => withData(classic('standard-0'), maintenances('pay', [{addon: 'other', requiredIn: -1, status: 'ready'}])),
      ],
      'of a Key-Value Store': [
        'fail',
        () => withData(store('mini'), maintenances('pay', [{addon: 'db', requiredIn: -1, status: 'ready'}])),
      ],
      'of Kafka': [
        'fail',
        () => withData(stream('basic-0'), maintenances('pay', [{addon: 'db', requiredIn: -1, status: 'ready'}])),
      ],
      'of Heroku Connect, whose maintenances nobody lists': ['unknown', () => holding('herokuconnect:demo', {})],
      'another service': ['not-applicable', () => holding('papertrail:choklad', {})],
    },
  },
  'external-endpoints-are-narrow': {
    needs: [
      [() => ruled(['203.0.113.0/24']), ['tls', 'rules']],
      [() => stream('private-standard-0', ['203.0.113.0/24']), ['kafkaRules']],
      [() => withData(store('private-7'), {[paths.link]: linked()}), ['link']],
    ],
    worlds: {
      'a /16': ['pass', () => ruled(['10.0.0.0/16'])],
      'a /15': ['fail', () => ruled(['10.0.0.0/15'])],
      'two halves of a /15': ['fail', () => ruled(['10.0.0.0/16', '10.1.0.0/16'])],
      'a /48': ['pass', () => ruled(['2001:db8::/48'])],
      'a /47': ['fail', () => ruled(['2001:db8::/47'])],
      'sixteen times a /16': ['pass', () => ruled(sixteen)],
      'one more': ['fail', () => ruled([...sixteen, '192.0.2.1/32'])],
      'the internet': ['fail', () => ruled(['0.0.0.0/0'])],
      'no range': ['pass', () => ruled([])],
      'what is no range': ['unknown', () => ruled(['everywhere'])],
      'no rules, the endpoint being there': ['pass', () => classic('private-0', {mtls: door})],
      'PrivateLink, and no list of accounts': [
        'pass',
        () => classic('private-0', {privateLink: linked('999900001111')}),
      ],
      'an endpoint that is gone': [
        'not-applicable',
        () => classic('private-0', {mtls: {...door, status: 'Deprovisioned'}}),
      ],
      'no endpoint': ['not-applicable', () => classic('private-0')],
      'no endpoint, Advanced': ['not-applicable', () => advanced()],
      'no endpoint, Key-Value Store': ['not-applicable', () => store('private-7')],
      'nothing found, and the store neither': ['unknown', () => holding('heroku-redis:private-7', {})],
      'a public plan, whatever is there': [
        'not-applicable',
        () => withData(classic('premium-0', {mtls: door}), ipRules('postgres', 'db', ['0.0.0.0/0'])),
      ],
      'an unknown plan': [
        'fail',
        () => withData(classic('titanium-1', {mtls: door}), ipRules('postgres', 'db', ['0.0.0.0/0'])),
      ],
      'Kafka, a wide range': ['fail', () => stream('shield-standard-0', ['10.0.0.0/8'])],
      'Kafka, no rules': ['not-applicable', () => stream('private-standard-0')],
      'Kafka, rules not found': [
        'not-applicable',
        () => stream('private-standard-0', [], {faults: [refuse(paths.kafkaRules, 404)]}),
      ],
      'Heroku Connect': ['not-applicable', () => holding('herokuconnect:shield', {})],
      'another service': ['not-applicable', () => holding('papertrail:choklad', {})],
    },
  },
  'key-value-store-is-highly-available': {
    needs: [],
    worlds: {
      ...Object.fromEntries(
        ['premium-0', 'private-7', 'shield-7'].map(tier => [tier, ['pass', () => store(tier)] as const]),
      ),
      ...Object.fromEntries(['mini', 'hobby-dev'].map(tier => [tier, ['fail', () => store(tier)] as const])),
      'a plan that nobody knows': ['unknown', () => store('ultra-1')],
      'another service': ['not-applicable', () => classic('standard-0')],
    },
  },
  'postgres-backups-stay-in-the-eea': {
    needs: [
      [
        () => backedUp('private-0', [], {region: 'frankfurt', schedules: 0}),
        ['info', 'regions', 'schedules', 'transfers'],
      ],
    ],
    worlds: {
      none: ['pass', () => backedUp('standard-0', [], eu)],
      'a schedule': ['fail', () => backedUp('standard-0', [], {...eu, schedules: 1})],
      'a schedule, whatever else': [
        'fail',
        () => classic('standard-0', {...eu, schedules: 1}, {faults: [refuse(paths.transfers)]}),
      ],
      'one by hand': ['fail', () => backedUp('standard-0', [{age: 40, name: 'DATABASE_URL'}], eu)],
      'one by the id of the add-on': [
        'fail',
        () => backedUp('standard-0', [{age: 40, name: 'OLD', record: {from_uuid: id}}], eu),
      ],
      'one by the name of the add-on': ['fail', () => backedUp('standard-0', [{age: 40, name: 'db'}], eu)],
      'one of another name': ['unknown', () => backedUp('standard-0', [{age: 40, name: 'OLD'}], eu)],
      'one without a name': ['unknown', () => backedUp('standard-0', [{age: 40, record: {from_name: null}}], eu)],
      deleted: [
        'pass',
        () => backedUp('standard-0', [{age: 40, record: {deleted_at: '2026-11-01 00:00:00 +0000'}}], eu),
      ],
      purged: ['pass', () => backedUp('standard-0', [{age: 40, record: {purged_at: '2026-11-01 00:00:00 +0000'}}], eu)],
      failed: ['pass', () => backedUp('standard-0', [{age: 40, record: {succeeded: false}}], eu)],
      canceled: [
        'pass',
        () =>
          backedUp('standard-0', [{age: 40, record: {canceled_at: '2026-11-01 00:00:00 +0000', succeeded: null}}], eu),
      ],
      'deleted or not': ['unknown', () => backedUp('standard-0', [{age: 40, record: {deleted_at: 'soon'}}], eu)],
      'purged or not': ['unknown', () => backedUp('standard-0', [{age: 40, record: {purged_at: 'soon'}}], eu)],
      'deleted or not, and purged': [
        'pass',
        () =>
          backedUp('standard-0', [{age: 40, record: {deleted_at: 'soon', purged_at: '2026-11-01 00:00:00 +0000'}}], eu),
      ],
      'canceled or not': [
        'unknown',
        () => backedUp('standard-0', [{age: 40, record: {canceled_at: 'soon', succeeded: null}}], eu),
      ],
      'failed, and no word of when': [
        'unknown',
        () => backedUp('standard-0', [{age: 40, record: {finished_at: null, succeeded: false}}], eu),
      ],
      'a schedule that may be deleted': [
        'unknown',
        () =>
          withData(backedUp('standard-0', [], eu), {
            '/client/v11/databases/db/transfer-schedules': [{deleted_at: 'soon', uuid: 'x'}],
          }),
      ],
      'a schedule that was deleted': [
        'pass',
        () =>
          withData(backedUp('standard-0', [], eu), {
            '/client/v11/databases/db/transfer-schedules': [{deleted_at: '2026-01-01 00:00:00 +0000', uuid: 'x'}],
          }),
      ],
      running: ['unknown', () => backedUp('standard-0', [{age: 0, record: {finished_at: null, succeeded: null}}], eu)],
      'a copy into another database': [
        'pass',
        () => backedUp('standard-0', [{age: 1, record: {to_type: 'pg_restore'}}], eu),
      ],
      'a restore': [
        'pass',
        () => backedUp('standard-0', [{age: 1, record: {from_type: 'gof3r', to_type: 'pg_restore'}}], eu),
      ],
      'a kind that nobody knows': ['unknown', () => backedUp('standard-0', [{age: 1, record: {to_type: 'tape'}}], eu)],
      'no kind': ['unknown', () => backedUp('standard-0', [{age: 1, record: {to_type: undefined}}], eu)],
      'in the United Kingdom': [
        'not-applicable',
        () => backedUp('private-0', [{age: 1}], {region: 'london', schedules: 1}),
      ],
      'in the United States': [
        'not-applicable',
        () => backedUp('standard-0', [{age: 1}], {region: 'us', schedules: 1}),
      ],
      'an Essential plan': ['unknown', () => backedUp('essential-0', [], {schedules: 0})],
      Advanced: ['not-applicable', () => advanced({region: 'frankfurt'})],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-backups-succeed': {
    needs: [[() => backedUp('private-0', [scheduled(0.5)]), ['schedules', 'transfers']]],
    worlds: {
      today: ['pass', () => backedUp('standard-0', [scheduled(0.5)])],
      'two days ago': ['pass', () => backedUp('standard-0', [scheduled(2)])],
      earlier: ['fail', () => backedUp('standard-0', [scheduled(2.01)])],
      'the newest counts': ['pass', () => backedUp('standard-0', [scheduled(9), scheduled(1), scheduled(30)])],
      none: ['fail', () => backedUp('standard-0', [])],
      'by hand, known by id': ['pass', () => backedUp('standard-0', [{age: 1, record: {from_uuid: id}}])],
      "known by a name that may have been another's": ['unknown', () => backedUp('standard-0', [{age: 1}])],
      'an old one, and one that may be newer': ['unknown', () => backedUp('standard-0', [scheduled(9), {age: 1}])],
      'an old one, and one that is older': ['fail', () => backedUp('standard-0', [scheduled(9), {age: 10}])],
      failed: ['fail', () => backedUp('standard-0', [scheduled(1, {succeeded: false})])],
      running: ['fail', () => backedUp('standard-0', [scheduled(0, {finished_at: null, succeeded: null})])],
      deleted: ['fail', () => backedUp('standard-0', [scheduled(1, {deleted_at: '2026-11-20 00:00:00 +0000'})])],
      canceled: [
        'fail',
        () => backedUp('standard-0', [scheduled(1, {canceled_at: '2026-11-20 00:00:00 +0000', succeeded: null})]),
      ],
      'finished, and no word of how': ['unknown', () => backedUp('standard-0', [scheduled(1, {succeeded: undefined})])],
      'no date': ['unknown', () => backedUp('standard-0', [scheduled(1, {created_at: undefined})])],
      'deleted or not': ['unknown', () => backedUp('standard-0', [scheduled(1, {deleted_at: 'soon'})])],
      'an end in words': ['unknown', () => backedUp('standard-0', [scheduled(1, {finished_at: 'soon'})])],
      'succeeded without an end': ['unknown', () => backedUp('standard-0', [scheduled(1, {finished_at: null})])],
      'a date in words': ['unknown', () => backedUp('standard-0', [scheduled(1, {created_at: 'yesterday'})])],
      'a date that is to come': ['unknown', () => backedUp('standard-0', [scheduled(-1)])],
      'a kind that nobody knows': ['unknown', () => backedUp('standard-0', [scheduled(1, {to_type: 'tape'})])],
      'a copy': ['fail', () => backedUp('standard-0', [scheduled(1, {to_type: 'pg_restore'})])],
      'the schedule by its id alone': [
        'pass',
        () => backedUp('standard-0', [{age: 1, record: {schedule: uuid('schedule', 'db/0')}}]),
      ],
      'of another database that the app pays for': [
        'fail',
        () => besides([{age: 1, schedule: uuid('schedule', 'other/0')}]),
      ],
      'of another database, by its id': [
        'fail',
        () => besides([{age: 1, record: {from_uuid: uuid('addon', 'other')}}]),
      ],
      'of a schedule that is gone': ['unknown', () => besides([{age: 1, schedule: uuid('schedule', 'gone')}])],
      'of another one whose schedules cannot be read': [
        'unknown',
        () => ({
          ...besides([{age: 1, schedule: uuid('schedule', 'other/0')}]),
          faults: [refuse(`/client/v11/databases/${uuid('addon', 'other')}/transfer-schedules`)],
        }),
      ],
      'no schedule': ['not-applicable', () => backedUp('standard-0', [], {schedules: 0})],
      Advanced: ['not-applicable', () => advanced()],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-can-be-rolled-back': {
    needs: ofInfo,
    worlds: {
      'earliest from': ['pass', () => classic('standard-0')],
      'an Essential plan': ['fail', () => classic('essential-0')],
      'continuous protection alone': [
        'unknown',
        () => classic('premium-0', {info: {'Continuous Protection': 'On', Rollback: null}}),
      ],
      'another wording': ['unknown', () => classic('premium-0', {info: {Rollback: 'Temporarily Unavailable'}})],
      // As the API worded it in 2014.
      'an old wording': ['unknown', () => classic('standard-tengu', {info: {Rollback: 'from 2014-01-15 23:45 UTC'}})],
      'Advanced, enabled': ['pass', () => advanced()],
      'Advanced, not enabled': ['fail', () => advanced(feature('rollback', false))],
      'Advanced, nothing said': ['unknown', () => advanced({features: {}})],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-copies-stay-inside-the-boundary': {
    needs: [
      [() => both('private-0', 'private-0', 'following'), ['info']],
      [() => both('private-0', 'private-0', 'forkedFrom'), ['info']],
    ],
    worlds: {
      'a fork on a lower class': ['fail', () => both('standard-0', 'private-0', 'forkedFrom')],
      'a follower on a lower class': ['fail', () => both('private-0', 'shield-0', 'following')],
      'a fork on the same class': ['pass', () => both('standard-0', 'premium-0', 'forkedFrom')],
      'a follower on a higher class': ['pass', () => both('shield-0', 'premium-0', 'following')],
      'a Shield fork of what is gone': [
        'pass',
        () => classic('shield-0', {record: {forked_from: uuid('addon', 'gone')}}),
      ],
      'a fork of what is gone': [
        'unknown',
        () => classic('standard-0', {record: {forked_from: uuid('addon', 'gone')}}),
      ],
      'a leader that is a mere name': [
        'fail',
        () => {
          const parts = both('standard-0', 'private-0', 'following')
          return withData(parts, {
            '/client/v11/databases/db': {
              ...(parts.data['/client/v11/databases/db'] as Raw),
              following: null,
              info: [],
              leader: 'main',
            },
          })
        },
      ],
      'a source that is not read': ['unknown', () => elsewhere('forkedFrom')],
      'a leader that is not read': ['unknown', () => elsewhere('following')],
      'a source that cannot be read': [
        'unknown',
        () =>
          both('premium-0', 'premium-0', 'forkedFrom', {
            faults: [refuse(`/client/v11/databases/${uuid('addon', 'main')}`)],
          }),
      ],
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
      'schema changes': ['pass', () => classic('premium-0')],
      'none, of any duration': [
        'pass',
        () => classic('premium-0', {settings: {log_min_duration_statement: -1, log_statement: 'none'}}),
      ],
      all: ['fail', () => classic('premium-0', {settings: {log_statement: 'all'}})],
      'changes of data': ['fail', () => classic('premium-0', {settings: {log_statement: 'mod'}})],
      'every duration': ['fail', () => classic('premium-0', {settings: {log_min_duration_statement: 0}})],
      'another word': ['unknown', () => classic('premium-0', {settings: {log_statement: 'some'}})],
      'no duration': ['unknown', () => classic('premium-0', {settings: {log_min_duration_statement: undefined}})],
      'a duration in words': ['unknown', () => classic('premium-0', {settings: {log_min_duration_statement: '0'}})],
      Advanced: ['pass', () => advanced()],
      'Advanced, all': ['fail', () => advanced({}, {log_statement: 'all'})],
      'Advanced, every duration': ['fail', () => advanced({}, {log_min_duration_statement: 0})],
      'Advanced, a word for a number': ['unknown', () => advanced({}, {log_min_duration_statement: '0'})],
      'an Essential plan': ['not-applicable', () => classic('essential-0')],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-has-a-backup-schedule': {
    needs: [[() => classic('private-0'), ['info', 'schedules']]],
    worlds: {
      'public, scheduled': ['pass', () => classic('essential-0')],
      'private, scheduled': ['pass', () => classic('private-0', {schedules: 2})],
      'public, none': ['fail', () => classic('standard-0', {schedules: 0})],
      'private, none': ['fail', () => classic('private-0', {schedules: 0})],
      'a schedule that was deleted': [
        'fail',
        () =>
          classic(
            'standard-0',
            {schedules: 0},
            {
              data: {
                ...postgres('db', {plan: 'standard-0'}),
                '/client/v11/databases/db/transfer-schedules': [{deleted_at: '2026-01-01T00:00:00Z', uuid: 'x'}],
              },
            },
          ),
      ],
      'a Shield plan': ['not-applicable', () => classic('shield-0', {schedules: 0})],
      'a follower': ['not-applicable', () => classic('premium-0', {following: 'main', schedules: 0})],
      'a fork': ['fail', () => classic('premium-0', {forkedFrom: 'main', schedules: 0})],
      'no word of a leader': ['pass', () => classic('premium-0', {record: {leader: undefined}})],
      'an unknown plan': ['unknown', () => classic('titanium-1')],
      Advanced: ['not-applicable', () => advanced()],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-has-no-external-endpoint': {
    needs: [
      [() => classic('private-0'), ['tls', 'link']],
      [() => advanced(), ['link']],
    ],
    worlds: {
      'Advanced, which has no mutual TLS': [
        'pass',
        () => advanced({}, {}, 'advanced-private', {faults: [refuse(paths.tls)]}),
      ],
      'Advanced, PrivateLink': ['fail', () => withData(advanced(), {[paths.link]: door})],
      none: ['pass', () => classic('private-0')],
      'none, Shield': ['pass', () => classic('shield-0')],
      'none, Advanced': ['pass', () => advanced()],
      'none, Advanced Shield': ['pass', () => advanced({}, {}, 'advanced-shield')],
      'mutual TLS': ['fail', () => classic('private-0', {mtls: door})],
      PrivateLink: ['fail', () => classic('shield-0', {privateLink: door})],
      'mutual TLS on its way': ['fail', () => classic('private-0', {mtls: {...door, status: 'Provisioning'}})],
      'mutual TLS on its way out': ['fail', () => classic('private-0', {mtls: {...door, status: 'Deprovisioning'}})],
      'mutual TLS that is gone': ['pass', () => classic('private-0', {mtls: {...door, status: 'Deprovisioned'}})],
      'mutual TLS without a state': ['unknown', () => classic('private-0', {mtls: {addon: 'db'}})],
      'nothing found, and the database neither': ['unknown', () => holding('heroku-postgresql:private-0', {})],
      'nothing found, and the database refused': [
        'unknown',
        () => classic('private-0', {}, {faults: [refuse(paths.info)]}),
      ],
      'a public plan': ['not-applicable', () => classic('premium-0', {mtls: door})],
      'an unknown plan': ['unknown', () => classic('titanium-1')],
      'another service': ['not-applicable', () => store('private-7')],
    },
  },
  'postgres-is-encrypted-at-rest': {
    needs: ofInfo,
    worlds: {
      'in use': ['pass', () => classic('standard-0')],
      'no line': ['unknown', () => classic('standard-0', {info: {'Data Encryption': null}})],
      'another wording': ['unknown', () => classic('standard-0', {info: {'Data Encryption': 'Off'}})],
      Advanced: ['pass', () => advanced()],
      'Advanced, not enabled': ['fail', () => advanced(feature('data_encryption', false))],
      'Advanced, nothing said': ['unknown', () => advanced({features: null})],
      'an Essential plan': ['not-applicable', () => classic('essential-0')],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-is-highly-available': {
    needs: ofInfo,
    worlds: {
      premium: ['pass', () => classic('premium-0')],
      standard: ['fail', () => classic('standard-0')],
      essential: ['fail', () => classic('essential-0')],
      'standard, whatever it says': ['fail', () => classic('standard-0', {info: {'HA Status': 'Available'}})],
      'standard, refused': ['fail', () => classic('standard-0', {}, {faults: [refuse(paths.info)]})],
      'essential, not found': ['fail', () => holding('heroku-postgresql:essential-0', {})],
      ...Object.fromEntries(
        ['hobby-dev', 'hobby-basic', 'mini', 'basic', 'dev'].map(tier => [
          tier,
          ['fail', () => classic(tier, {}, {faults: [refuse(paths.info)]})] as const,
        ]),
      ),
      'no line': ['unknown', () => classic('premium-0', {info: {'HA Status': null}})],
      'not for now': ['fail', () => classic('premium-0', {info: {'HA Status': 'Temporarily Unavailable'}})],
      'another wording': ['unknown', () => classic('premium-0', {info: {'HA Status': 'Unavailable'}})],
      'a follower': ['not-applicable', () => classic('premium-0', {following: 'main', info: {'HA Status': null}})],
      'a standard follower': ['not-applicable', () => classic('standard-0', {following: 'main'})],
      Advanced: ['pass', () => advanced()],
      'Advanced, not enabled': ['fail', () => advanced(feature('highly_available', false))],
      'Advanced, nothing said': ['unknown', () => advanced({features: {}})],
      'an unknown plan that says so': ['pass', () => classic('titanium-1', {info: {'HA Status': 'Available'}})],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-logs-connections': {
    needs: ofSettings,
    worlds: {
      'it does': ['pass', () => classic('premium-0')],
      'it does not': ['fail', () => classic('shield-0', {settings: {log_connections: false}})],
      'a word': ['unknown', () => classic('premium-0', {settings: {log_connections: 'on'}})],
      'nothing said': ['unknown', () => classic('premium-0', {settings: {log_connections: undefined}})],
      Advanced: ['pass', () => advanced()],
      'Advanced, not': ['fail', () => advanced({}, {log_connections: false})],
      'Advanced, a word': ['unknown', () => advanced({}, {log_connections: 'true'})],
      'an Essential plan': ['not-applicable', () => classic('essential-0')],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-logs-no-statement-text': {
    needs: [
      [() => classic('private-0', quiet), ['settings']],
      [() => advanced({}, quiet.settings), ['advancedSettings']],
    ],
    worlds: {
      'schema changes': ['pass', () => classic('premium-0', quiet)],
      none: ['pass', () => classic('premium-0', {settings: {...quiet.settings, log_statement: 'none'}})],
      'slow statements': ['fail', () => classic('premium-0')],
      'every duration': ['fail', () => classic('premium-0', {settings: {log_min_duration_statement: 0}})],
      'changes of data': ['fail', () => classic('premium-0', {settings: {...quiet.settings, log_statement: 'mod'}})],
      all: ['fail', () => classic('premium-0', {settings: {...quiet.settings, log_statement: 'all'}})],
      'no duration': ['unknown', () => classic('premium-0', {settings: {log_min_duration_statement: undefined}})],
      'a duration in words': ['unknown', () => classic('premium-0', {settings: {log_min_duration_statement: '-1'}})],
      Advanced: ['pass', () => advanced({}, quiet.settings)],
      'Advanced, slow statements': ['fail', () => advanced()],
      'an Essential plan': ['not-applicable', () => classic('essential-0')],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-runs-a-supported-version': {
    needs: ofInfo,
    worlds: {
      ...Object.fromEntries(
        ['15.13', '16.9', '17.5', '18.1'].map(version => [
          version,
          ['pass', () => classic('essential-0', {version})] as const,
        ]),
      ),
      // At the world's own time 14 is past Heroku's end by a year, and past the community's by eight days.
      ...Object.fromEntries(
        ['14.18', '13.21', '12.22', '11.3', '9.6.24'].map(version => [
          version,
          ['fail', () => classic('essential-0', {version})] as const,
        ]),
      ),
      'not in the table': ['unknown', () => classic('premium-0', {version: '19.1'})],
      'no version': ['unknown', () => classic('premium-0', {version: 'devel'})],
      'no line': ['unknown', () => classic('premium-0', {info: {'PG Version': null}})],
      Advanced: ['pass', () => advanced()],
      'Advanced, past': ['fail', () => advanced({version: '13.2'})],
      'Advanced, nothing said': ['unknown', () => advanced({version: undefined})],
      'another service': ['not-applicable', () => store('mini')],
    },
  },
  'postgres-uses-a-customer-managed-key': {
    needs: [
      [() => keyed('private-0', key), ['info']],
      [() => keyed('shield-0', key), ['info']],
    ],
    worlds: {
      'a key': ['pass', () => keyed('private-0', key)],
      'a key, Shield': ['pass', () => keyed('shield-0', key)],
      none: ['fail', () => classic('private-0')],
      'another wording': ['unknown', () => keyed('private-0', 'Pending')],
      Advanced: ['unknown', () => advanced()],
      'a public plan': ['not-applicable', () => classic('premium-0')],
      'an unknown plan': ['unknown', () => classic('titanium-1')],
      'another service': ['not-applicable', () => store('private-7')],
    },
  },
}

const ways: ReadonlyArray<readonly [string, Fault]> = [
  ['403', {status: 403}],
  ['404', {status: 404}],
  ['500', {status: 500}],
  ['of another form', {body: ['nonsense'], status: 200}],
  ['empty', {body: null, status: 200}],
]

for (const [check, {needs, worlds}] of Object.entries(checks))
  describe(check, () => {
    for (const [what, [expected, make]] of Object.entries(worlds))
      it(`is ${expected}: ${what}`, async () => {
        assert.equal(verdict(await assessWorld(make(), {scope}), check, 'db'), expected)
      })

    for (const [passing, reads] of needs)
      for (const read of reads)
        it(`is unknown if ${paths[read]} is missing`, async () => {
          assert.equal(verdict(await assessWorld(passing(), {scope}), check, 'db'), 'pass')
          for (const [what, fault] of ways) {
            // Of an endpoint that is not found there is none.
            if (what === '404' && ['kafkaRules', 'link', 'rules', 'tls'].includes(read)) continue
            const broken = passing()
            assert.equal(
              verdict(
                await assessWorld({...broken, faults: [...broken.faults, {fault, path: paths[read]}]}, {scope}),
                check,
                'db',
              ),
              'unknown',
              what,
            )
          }
        })

    it('is unknown where the plan, the service or the add-on itself cannot be seen', async () => {
      const passing = Object.values(worlds).find(([expected]) => expected === 'pass')?.[1] ?? world
      const listed = (change: Raw) =>
        assessWorld(passing(), {
          edit(facts) {
            const fact = facts.get('/apps/pay/addons')
            assert.ok(fact && Array.isArray(fact.body))
            facts.set(fact.path, {...fact, body: fact.body.map((row: object) => ({...row, ...change}))})
          },
          scope,
        })
      // A maintenance is due whatever the plan is.
      assert.equal(
        verdict(await listed({plan: null}), check, 'db'),
        check === 'data-maintenances-are-on-time' ? 'pass' : 'unknown',
      )
      assert.equal(verdict(await listed({addon_service: null}), check, 'db'), 'unknown')
      const hidden = passing()
      const unseen = {...hidden, faults: [refuse(/^\/apps\/[^/]+\/addons$/), refuse(/^\/addons\//)]}
      assert.equal(verdict(await assessWorld(unseen, {scope}), check, 'db'), 'unknown')
    })
  })

describe('external-endpoints-are-narrow, by the policy', () => {
  const on = async (privateLink: Raw, peerings: string[] | undefined, tier = 'shield-0') =>
    verdict(
      await assessWorld(classic(tier, {privateLink}), {scope, ...(peerings ? {allow: {peerings}} : {})}),
      'external-endpoints-are-narrow',
      'db',
    )

  it('limits PrivateLink to the accounts that the policy allows', async () => {
    const mine = linked('111122223333')
    assert.equal(await on(mine, ['111122223333']), 'pass')
    assert.equal(await on(mine, ['999900001111']), 'fail')
    assert.equal(await on(mine, []), 'fail')
    assert.equal(await on(mine, undefined), 'pass')
  })

  it('counts accounts that are still connected but no longer allowed', async () => {
    const connections = (status: string) => ({
      ...linked(),
      connections: [{endpoint_id: 'vpce-1', owner_arn: 'arn:aws:iam::999900001111:root', status}],
    })
    assert.equal(await on(connections('Available'), ['111122223333']), 'fail')
    for (const status of ['Rejected', 'deleted', 'FAILED', 'Expired'])
      assert.equal(await on(connections(status), ['111122223333']), 'pass', status)
  })

  it('is unknown if the owners of the accounts are not stated', async () => {
    assert.equal(await on(door, ['111122223333']), 'unknown')
    assert.equal(await on({...linked(), allowed_accounts: [{status: 'Active'}]}, ['111122223333']), 'unknown')
    assert.equal(await on({...linked(), allowed_accounts: 'all'}, ['111122223333']), 'unknown')
    assert.equal(await on({...linked(), connections: undefined}, ['111122223333']), 'unknown')
  })

  it('never treats everybody as an account of the policy', async () => {
    assert.equal(await on({...linked(), allowed_accounts: ['*']}, ['111122223333']), 'fail')
    assert.equal(await on({...linked(), allowed_accounts: ['111122223333']}, ['111122223333']), 'pass')
  })
})

describe('databases as recorded from the API', () => {
  /** A database on an Essential plan: no region, no encryption, no standby. */
  const essential = {
    info: [
      {name: 'Plan', values: ['essential-1']},
      {name: 'Status', values: ['Available']},
      {name: 'Connections', values: ['2/20']},
      {name: 'PG Version', values: ['16.4']},
      {name: 'Created', values: ['2025-02-03 10:11 ']},
      {name: 'Data Size', values: ['12.3 MB / 10 GB (0.12%) (In compliance)']},
      {name: 'Tables', values: ['31/4000 (In compliance)']},
      {name: 'Fork/Follow', values: ['Unsupported']},
      {name: 'Rollback', values: ['Unsupported']},
      {name: 'Continuous Protection', values: ['Off']},
    ],
    name: 'db',
    plan: 'essential-1',
  }
  /** One of a retired plan, whose region is in words. */
  const hobby = {
    info: [
      {name: 'Plan', values: ['Hobby-dev']},
      {name: 'PG Version', values: ['10.15']},
      {name: 'Tables', values: [2]},
      {name: 'Rollback', values: ['Unsupported']},
      {name: 'Region', values: ['Europe']},
    ],
    name: 'db',
    plan: 'Hobby-dev',
  }
  /** A fork of what is gone, whose plan is an object. */
  const fork = {
    following: null,
    forked_from: uuid('addon', 'gone'),
    info: [
      {name: 'Plan', values: ['Standard 0']},
      {name: 'Tables', values: [48]},
      {name: 'PG Version', values: ['12.4']},
      {name: 'Rollback', values: ['earliest from 2020-12-09 15:17 UTC']},
      {name: 'Region', values: ['eu']},
      {name: 'Data Encryption', values: ['In Use']},
      {name: 'Followers', resolve_db_name: true, values: []},
      {name: 'Forks', resolve_db_name: true, values: []},
    ],
    leader: null,
    plan: {id: 170, name: 'standard-0', tier: 'standard'},
  }

  const on = async (tier: string, body: Raw) => {
    const seen = await assessWorld(
      holding(`heroku-postgresql:${tier}`, {
        '/client/v11/databases/db': body,
        '/client/v11/databases/db/transfer-schedules': [
          {
            created_at: '2018-03-04 18:25:39 +0000',
            deleted_at: null,
            name: 'DATABASE_URL',
            uuid: uuid('schedule', 'db/0'),
          },
        ],
        ...transfers('pay', [scheduled(0.5)]),
      }),
      {scope},
    )
    return (check: string) =>
      seen.judgements.find(judgement => judgement.check.id === check && judgement.subject.name === 'db')
  }

  it('are read on an Essential plan, which states no region', async () => {
    const of = await on('essential-1', essential)
    const residency = of('data-is-stored-in-the-eea')
    assert.equal(residency?.verdict, 'unknown')
    assert.match(residency.gaps[0]?.gap.detail ?? '', /^Essential plans state no region: move the database/)
    assert.deepEqual(
      [
        'postgres-can-be-rolled-back',
        'postgres-is-highly-available',
        'postgres-is-encrypted-at-rest',
        'postgres-runs-a-supported-version',
        'postgres-backups-succeed',
      ].map(check => of(check)?.verdict),
      ['fail', 'fail', 'not-applicable', 'pass', 'pass'],
    )
  })

  it('are read on a retired plan, whose region no list has', async () => {
    const of = await on('hobby-dev', hobby)
    assert.deepEqual(
      [
        'data-is-stored-in-the-eea',
        'postgres-backups-stay-in-the-eea',
        'postgres-runs-a-supported-version',
        'postgres-is-highly-available',
      ].map(check => of(check)?.verdict),
      ['unknown', 'unknown', 'fail', 'fail'],
    )
  })

  it('are read where the source of a fork is gone', async () => {
    const of = await on('standard-0', fork)
    const copy = of('postgres-copies-stay-inside-the-boundary')
    assert.equal(copy?.verdict, 'unknown')
    assert.match(copy.gaps[0]?.gap.detail ?? '', /is gone or not visible/)
    assert.deepEqual(
      [
        'data-is-stored-in-the-eea',
        'postgres-backups-stay-in-the-eea',
        'postgres-can-be-rolled-back',
        'postgres-is-encrypted-at-rest',
        'postgres-runs-a-supported-version',
      ].map(check => of(check)?.verdict),
      ['pass', 'fail', 'pass', 'pass', 'fail'],
    )
  })
})

describe('requests to the data services', () => {
  const asked = async (make: () => World) =>
    [...(await assessWorld(make(), {scope})).facts.keys()]
      .filter(path => /^\/(client|postgres|redis|private-link|data)\//.test(path))
      .sort()

  it('are those that the plan supports', async () => {
    const always = [paths.info, paths.schedules, paths.maintenances]
    assert.deepEqual(await asked(() => classic('premium-0')), [...always, paths.settings, paths.transfers].sort())
    assert.deepEqual(await asked(() => classic('standard-0', {schedules: 0})), [...always, paths.settings].sort())
    assert.deepEqual(await asked(() => classic('standard-0', eu)), [...always, paths.settings, paths.transfers].sort())
    assert.deepEqual(await asked(() => classic('essential-0')), [...always, paths.transfers].sort())
    assert.deepEqual(
      await asked(() => classic('private-0')),
      [...always, paths.settings, paths.tls, paths.link, paths.transfers].sort(),
    )
    assert.deepEqual(
      await asked(() => classic('shield-0')),
      [...always, paths.settings, paths.tls, paths.link, paths.transfers].sort(),
    )
    assert.deepEqual(
      await asked(() => ruled([])),
      [...always, paths.settings, paths.tls, paths.link, paths.rules, paths.transfers].sort(),
    )
    assert.deepEqual(
      await asked(() => advanced()),
      [paths.advanced, paths.advancedSettings, paths.link, paths.maintenances].sort(),
    )
    assert.deepEqual(await asked(() => store('mini')), [paths.maintenances, paths.redis].sort())
    assert.deepEqual(await asked(() => store('private-7')), [paths.link, paths.maintenances, paths.redis].sort())
    assert.deepEqual(await asked(() => stream('basic-0')), [paths.kafka, paths.maintenances].sort())
    assert.deepEqual(
      await asked(() => stream('private-standard-0')),
      [paths.kafka, paths.kafkaRules, paths.link, paths.maintenances].sort(),
    )
    assert.deepEqual(await asked(() => holding('papertrail:choklad', {})), [])
  })
})
