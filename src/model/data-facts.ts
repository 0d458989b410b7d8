import type {ResourceRef} from './resource-ref.js'

/** A line of what `pg:info` prints. */
export interface DatabaseInfoLine {
  readonly name: string
  readonly values: ReadonlyArray<number | string>
}

/** A database of a classic plan. Other databases are known by add-on name or id, or by a digest of their address. */
export interface ClassicPostgres {
  /** A digest of its own address, without user and password. */
  readonly address?: null | string
  readonly following?: null | string
  readonly forked_from?: null | string
  readonly info: readonly DatabaseInfoLine[]
  readonly leader?: {readonly addon_id?: null | string; readonly name?: null | string} | null
}

/** A backup, a copy or a restore of a database, without addresses and logs. */
export interface Transfer {
  readonly canceled_at?: null | string
  readonly created_at?: null | string
  readonly deleted_at?: null | string
  readonly finished_at?: null | string
  /** The attachment by which the database was named; null where it isn't the name of one. */
  readonly from_name?: null | string
  readonly from_type?: null | string
  readonly from_uuid?: null | string
  readonly num?: null | number
  readonly purged_at?: null | string
  readonly schedule?: {readonly uuid?: null | string} | null
  readonly succeeded?: boolean | null
  readonly to_type?: null | string
}

/** A range of addresses that may connect from outside. */
export interface IpRule {
  readonly cidr?: null | string
}

export interface PrivateLink {
  readonly status: string
  /** The AWS accounts that may connect, and those that are connected; absent where the API doesn't say. */
  readonly accounts?: null | readonly string[]
}

export interface Maintenance {
  readonly addon: {readonly name?: null | string; readonly uuid?: null | string}
  readonly required_by?: null | string
  readonly status: string
}

type Feature = {readonly enabled?: boolean | null} | null

/** A database of an Advanced plan. */
export interface AdvancedPostgres {
  readonly features?: {
    readonly data_encryption?: Feature
    readonly highly_available?: Feature
    readonly rollback?: Feature
  } | null
  readonly forked_from?: null | ResourceRef | string
  readonly region?: null | string
  readonly version?: null | string
}

export type PostgresSettingName = 'log_connections' | 'log_min_duration_statement' | 'log_statement'
export type PostgresSettingValue = boolean | null | number | string

/** What is kept of each response of the data services. */
export interface DataFactTypes {
  dataMaintenances: {readonly maintenances: readonly Maintenance[]}
  kafkaCluster: {readonly shared_cluster?: boolean | null; readonly version?: null | readonly string[]}
  kafkaIpRules: readonly IpRule[]
  keyValueStore: {readonly version?: null | string}
  postgres: ClassicPostgres
  postgresAdvanced: AdvancedPostgres
  postgresAdvancedSettings: {
    readonly items: ReadonlyArray<{readonly name: string; readonly current?: PostgresSettingValue}>
  }
  postgresBackupSchedules: ReadonlyArray<{readonly deleted_at?: null | string; readonly uuid?: null | string}>
  postgresIpRules: readonly IpRule[]
  postgresSettings: Readonly<Partial<Record<PostgresSettingName, {readonly value?: PostgresSettingValue} | null>>>
  postgresTlsEndpoint: {readonly status: string}
  postgresTransfers: readonly Transfer[]
  privateLink: PrivateLink
}
