import {canary, daysAgo, uuid} from './ids.js'
import type {Raw} from './types.js'

/** What a test says of a Postgres database's own answers. */
export interface PostgresInit {
  plan?: string
  version?: string
  region?: string
  /** Lines of `info`, by name; null takes a line away. */
  info?: Record<string, string | number | null>
  settings?: Record<string, unknown>
  /** Number of backup schedules. */
  schedules?: number
  following?: string
  forkedFrom?: string
  /** Hosts open to the outside: null for none, which the API answers with 404. */
  mtls?: Raw | null
  privateLink?: Raw | null
  record?: Raw
}

const SETTINGS: Record<string, unknown> = {
  log_connections: true,
  log_lock_waits: true,
  log_min_duration_statement: 2000,
  log_statement: 'ddl',
  log_min_error_statement: 'error',
  track_functions: 'none',
}

/** Lines whose value is another database's full address, password and all, for the client to name. */
const RESOLVED = new Set(['Forked From', 'Following', 'Forks', 'Followers'])

function addressOf(name: string): string {
  return `postgres://u:${canary('database-password', name)}@${name}.example.com:5432/d`
}

function lines(init: PostgresInit): Raw[] {
  const plan = init.plan ?? 'shield-0'
  const given = {
    Plan: plan.replace(/^./, c => c.toUpperCase()).replaceAll('-', ' '),
    Status: 'Available',
    'HA Status': /^(premium|private|shield)/.test(plan) ? 'Available' : null,
    'Data Size': '41.2 MB',
    Tables: 12,
    'PG Version': init.version ?? '17.5',
    Connections: '12/200',
    'Connection Pooling': 'Available',
    Credentials: 1,
    'Fork/Follow': 'Available',
    Rollback: plan.startsWith('essential') ? 'Unsupported' : 'earliest from 2026-11-13 12:00 UTC',
    Created: '2025-11-05 09:12 UTC',
    // Essential plans state none.
    Region: init.region ?? (plan.startsWith('essential') ? null : 'virginia'),
    'Data Encryption': plan.startsWith('essential') ? null : 'In Use',
    'Continuous Protection': 'On',
    Maintenance: 'not required',
    'Maintenance window': 'Thursdays 21:30 to Fridays 01:30 UTC',
    'Forked From': init.forkedFrom ? addressOf(init.forkedFrom) : null,
    Following: init.following ? addressOf(init.following) : null,
    ...init.info,
  }
  return Object.entries(given).flatMap(([name, value]) =>
    value === null ? [] : [{name, values: [value], ...(RESOLVED.has(name) ? {resolve_db_name: true} : {})}],
  )
}

/** The data services' answers for one classic Postgres database, by path. */
export function postgres(name: string, init: PostgresInit = {}): Record<string, unknown> {
  const base = `/client/v11/databases/${name}`
  const info = {
    addon_id: uuid('addon', name),
    available_for_ingress: true,
    created_at: daysAgo(380),
    credentials: 1,
    database_name: 'd',
    database_password: canary('database-password', name),
    database_user: canary('database-user', name),
    ...(init.following
      ? {following: addressOf(init.following), leader: {addon_id: uuid('addon', init.following), name: init.following}}
      : {leader: null}),
    ...(init.forkedFrom ? {forked_from: addressOf(init.forkedFrom)} : {}),
    formation: {id: uuid('pg-formation', name), primary: uuid('pg', name)},
    heroku_resource_id: `resource${uuid('pg', name).slice(0, 8)}@heroku.com`,
    info: lines(init),
    name,
    plan: init.plan ?? 'shield-0',
    port: 5432,
    postgres_version: `PostgreSQL ${init.version ?? '17.5'}`,
    resource_url: addressOf(name),
    'waiting?': false,
    ...init.record,
  }
  const settings = Object.entries({...SETTINGS, ...init.settings})
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, unknown] => [
      key,
      {value, default: SETTINGS[key] ?? null, desc: `The setting ${key}.`},
    ])
  return {
    [base]: info,
    ...(init.plan?.startsWith('essential')
      ? {}
      : {[`/postgres/v0/databases/${name}/config`]: Object.fromEntries(settings)}),
    [`${base}/transfer-schedules`]: Array.from({length: init.schedules ?? 1}, (_, i) => ({
      uuid: uuid('schedule', `${name}/${i}`),
      name: 'DATABASE_URL',
      hour: 2 + i,
      days: ['Monday', 'Thursday'],
      timezone: 'Etc/UTC',
      retain_weeks: 8,
      retain_months: 12,
      callback_url: `https://example.com/?${canary('callback', name)}`,
    })),
    ...(init.mtls ? {[`/postgres/v0/databases/${name}/tls-endpoint`]: init.mtls} : {}),
    ...(init.privateLink ? {[`/private-link/v0/databases/${name}`]: init.privateLink} : {}),
  }
}

/** The data services' answers for one Postgres Advanced database, by path. */
export function advancedPostgres(name: string, record: Raw = {}, settings: Raw = {}): Record<string, unknown> {
  return {
    [`/data/postgres/v1/${name}/info`]: {
      addon: {id: uuid('addon', name), name},
      created_at: daysAgo(60),
      features: {
        continuous_protection: {enabled: true},
        credentials: {enabled: true, current_count: 1},
        data_encryption: {enabled: true},
        fork: {enabled: true},
        highly_available: {enabled: true},
        rollback: {enabled: true, earliest_time: daysAgo(7), latest_time: daysAgo(0)},
      },
      forked_from: null,
      plan_limits: [],
      pools: [],
      quotas: [],
      region: 'virginia',
      status: 'available',
      tier: 'advanced-private',
      version: '17.5',
      ...record,
    },
    [`/data/postgres/v1/${name}/settings`]: {
      items: Object.entries({...SETTINGS, ...settings}).map(([key, value]) => ({
        name: key,
        current: value,
        default: value,
        description: `The setting ${key}.`,
        override: false,
        reboot_required: false,
      })),
    },
  }
}

/** The data services' answers for one Key-Value Store, by path. */
export function redis(name: string, record: Raw = {}): Record<string, unknown> {
  return {
    [`/redis/v0/databases/${name}`]: {
      addon_id: uuid('addon', name),
      created_at: daysAgo(380),
      formation: {id: uuid('redis-formation', name), primary: uuid('redis', name)},
      info: [
        {name: 'Status', values: ['available']},
        {name: 'Version', values: ['7.2.4']},
      ],
      name,
      plan: 'private-7',
      port: 6379,
      prefer_native_tls: true,
      resource_url: `rediss://h:${canary('redis-password', name)}@${name}.example.com:6379`,
      version: '7.2.4',
      ...record,
    },
    [`/redis/v0/databases/${name}/config`]: {maxmemory_policy: {value: 'noeviction'}, timeout: {value: 300}},
  }
}

/** The data services' answers for one Kafka cluster, by path. */
export function kafka(name: string, record: Raw = {}): Record<string, unknown> {
  return {
    [`/data/kafka/v0/clusters/${name}`]: {
      addon: {name},
      formation: {kafkas: ['k1', 'k2', 'k3'], zookeepers: ['z1']},
      shared_cluster: false,
      state: {message: 'Healthy', status: 'available', 'healthy?': true, 'waiting?': false, degraded_brokers: []},
      topics: [],
      version: ['3.7.1'],
      ...record,
    },
    [`/data/kafka/v0/clusters/${name}/ip-rules`]: [],
  }
}

/** What a test says of a transfer: by default a backup that succeeded. */
export interface TransferInit {
  /** Days since it was begun. */
  age: number
  /** What the database was called by on the app. */
  name?: string
  /** The id of the schedule that made it. */
  schedule?: string
  record?: Raw
}

/** The form in which the Data API prints a date. */
function dataDate(days: number): string {
  return daysAgo(days)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' +0000')
    .replace(/Z$/, ' +0000')
}

/** The data services' answer on the backups, copies and restores of an app's databases, by path. */
export function transfers(app: string, all: TransferInit[]): Record<string, unknown> {
  return {
    [`/client/v11/apps/${app}/transfers`]: all.map(({age, name = 'DATABASE', record, schedule}, index) => ({
      canceled_at: null,
      created_at: dataDate(age),
      deleted_at: null,
      finished_at: dataDate(age - 0.01),
      from_name: name,
      from_type: 'pg_dump',
      from_url: `postgres://u:${canary('database-password', app)}@${app}.example.com:5432/d`,
      logs: [{created_at: dataDate(age), message: canary('transfer-log', app)}],
      num: index + 1,
      num_keep: 5,
      options: {},
      processed_bytes: 1024,
      purged_at: null,
      ...(schedule === undefined ? {} : {schedule: {uuid: schedule}}),
      source_bytes: 2048,
      started_at: dataDate(age),
      succeeded: true,
      to_name: 'BACKUP',
      to_type: 'gof3r',
      to_url: `https://s3.example.com/backup?signature=${canary('backup-url', app)}`,
      updated_at: dataDate(age),
      uuid: uuid('transfer', `${app}/${index}`),
      warnings: 0,
      ...record,
    })),
  }
}

/** What a test says of a maintenance of an add-on. */
export interface MaintenanceInit {
  addon: string
  status: string
  /** Days until it is required; negative once that is past. Null where the API states no date. */
  requiredIn?: number | null
  record?: Raw
}

/** The data services' answer on the maintenances of an app's stores, by path. */
export function maintenances(app: string, all: MaintenanceInit[]): Record<string, unknown> {
  return {
    [`/data/maintenances/v1/apps/${uuid('app', app)}`]: {
      maintenances: all.map(({addon, record, requiredIn = null, status}) => ({
        addon: {
          attachments: ['DATABASE'],
          kind: 'heroku-postgresql',
          name: addon,
          plan: 'premium-0',
          uuid: uuid('addon', addon),
          window: 'Thursdays 22:00 to Fridays 02:00 UTC',
        },
        addon_description: null,
        app: {name: app, uuid: uuid('app', app)},
        completed_at: null,
        duration_seconds: null,
        method: 'changeover',
        reason: 'routine_maintenance',
        required_by: requiredIn === null ? null : dataDate(-requiredIn),
        scheduled_for: null,
        server_created_at: dataDate(300),
        started_at: null,
        status,
        window: null,
        ...record,
      })),
    },
  }
}

/** The data services' answer on who may connect from outside, by path. */
export function ipRules(service: 'kafka' | 'postgres', name: string, cidrs: string[]): Record<string, unknown> {
  const path =
    service === 'kafka'
      ? `/data/kafka/v0/clusters/${name}/ip-rules`
      : `/postgres/v0/databases/${name}/tls-endpoint/ip-rules`
  return {
    [path]: cidrs.map(cidr => ({
      cidr,
      created_at: daysAgo(100),
      description: `The range ${cidr}.`,
      id: uuid('ip-rule', `${name}/${cidr}`),
      status: 'Authorized',
      updated_at: daysAgo(100),
    })),
  }
}
