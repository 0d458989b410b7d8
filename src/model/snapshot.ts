import type {FactKind, FactTypes} from './facts.js'
import type {Gap} from './gap.js'

/** Which part of the account is assessed. `name` is an app, space, team or pipeline; `all` has none. */
export interface Scope {
  readonly kind: 'all' | 'app' | 'pipeline' | 'space' | 'team'
  readonly name?: string
}

/** What scopes are of, in words. */
export const scopesText = (scopes: readonly Scope[]): string =>
  scopes.map(({kind, name}) => (name === undefined ? 'the account' : `${kind} ${name}`)).join(', ')

/** Whether a scope holds single apps: their teams and the account are left to wider scopes. */
export const isAppOrPipelineScope = ({kind}: Scope): boolean => kind === 'app' || kind === 'pipeline'

/** Whether scopes are wide enough to know what doesn't exist: a name that matches nothing in them is misspelled. */
export const isExhaustive = (scopes: readonly Scope[]): boolean =>
  scopes.every(({kind}) => kind === 'all' || kind === 'team')

/** One response of the API, reduced to what is kept, or the gap in its place. */
export interface Fact<K extends FactKind = FactKind> {
  readonly kind: K
  readonly path: string
  /** When it was read, ISO 8601 in UTC. */
  readonly at: string
  readonly status?: number
  readonly requestId?: string
  /** The API's entity tag, to tell whether the response changed. */
  readonly etag?: string
  readonly body?: FactTypes[K]
  readonly gap?: Pick<Gap, 'detail' | 'needs' | 'reason'>
}

/** One of the parts into which a scope is divided, counted from 1. */
export interface Shard {
  readonly index: number
  readonly of: number
}

/** All facts of one collection. Assessing it needs nothing else. */
export interface Snapshot {
  readonly snapshotVersion: 1
  readonly tool: {readonly name: 'heroku-compliance'; readonly version: string}
  readonly scopes: readonly Scope[]
  /** The frameworks whose checks decided what was read. */
  readonly frameworks: readonly string[]
  /** Set where only a part of the scope was read. */
  readonly shard?: Shard
  /** Set where the collection was stopped: missing facts weren't requested. */
  readonly partial?: true
  /** Seconds that the clock was ahead of Heroku's; only where the two were more than five minutes apart. */
  readonly clockSkew?: number
  /** Sorted by path. */
  readonly facts: readonly Fact[]
}

/** When facts were collected, ISO 8601. */
export interface CollectionTimes {
  /** The epoch where there are no facts. */
  readonly newest: string
  readonly oldest?: string
}

export function collectionTimes({facts}: Pick<Snapshot, 'facts'>): CollectionTimes {
  const [first] = facts
  if (!first) return {newest: new Date(0).toISOString()}
  const oldest = facts.reduce((earliest, {at}) => (at < earliest ? at : earliest), first.at)
  return {newest: newestAt(facts), oldest}
}

/** When the newest fact was read; empty where there is none. */
export const newestAt = (facts: readonly Fact[]): string =>
  facts.reduce((newest, {at}) => (at > newest ? at : newest), '')
