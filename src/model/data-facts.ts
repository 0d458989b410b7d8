import type {Ref} from './facts.js'

/** A line of what `pg:info` prints. */
export interface Line {readonly name: string; readonly values: ReadonlyArray<number | string>}

/** A database of a classic plan. Other databases are known by add-on name or id, or by a digest of their address. */
export interface Postgres {
  /** A digest of its own address, without user and password. */
  readonly address?: null | string
  readonly following?: null | string
  readonly forked_from?: null | string
  readonly info: readonly Line[]
  readonly leader?: {readonly addon_id?: null | string; readonly name?: null | string} | null
}

type Feature = {readonly enabled?: boolean | null} | null

/** A database of an Advanced plan. */
export interface AdvancedPostgres {
  readonly features?: {readonly data_encryption?: Feature; readonly highly_available?: Feature; readonly rollback?: Feature} | null
  readonly forked_from?: null | Ref | string
  readonly region?: null | string
  readonly version?: null | string
}

export type SettingName = 'log_connections' | 'log_min_duration_statement' | 'log_statement'
export type Setting = boolean | null | number | string

/** What is kept of each answer of the data services. */
export interface DataFactTypes {
  kafkaCluster: {readonly shared_cluster?: boolean | null; readonly version?: null | readonly string[]}
  keyValueStore: {readonly prefer_native_tls?: boolean | null; readonly version?: null | string}
  postgres: Postgres
  postgresAdvanced: AdvancedPostgres
  postgresAdvancedSettings: {readonly items: ReadonlyArray<{readonly name: string; readonly current?: Setting}>}
  postgresBackupSchedules: ReadonlyArray<{readonly deleted_at?: null | string; readonly uuid?: null | string}>
  postgresSettings: Readonly<Partial<Record<SettingName, {readonly value?: Setting} | null>>>
  postgresTlsEndpoint: {readonly status: string}
  privateLink: {readonly status: string}
}
