import type {AccessList} from '../model/account-facts.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {Addon, AddonAttachment, App, FactSource, Space, Team, TeamApp} from '../model/facts.js'
import type {ReadResult, Gap} from '../model/gap.js'
import type {Policy} from '../model/policy.js'
import type {Scope} from '../model/snapshot.js'
import type {SubjectKind} from '../model/subject.js'

/** What subjects are derived from. */
export interface SubjectContext {
  readonly facts: FactSource
  readonly policy: Policy
  readonly endOfLife: EndOfLifeTables
  /**
   * The instant at which ages and expiries are evaluated, in milliseconds since 1970; a gap if the clock is unreliable.
   */
  readonly now: ReadResult<number>
}

/** Lists that cover many apps at once. */
export interface AccountLists {
  readonly addons: () => ReadResult<readonly Addon[]>
  readonly attachments: () => ReadResult<readonly AddonAttachment[]>
  /** Access lists of the app's team, and the team's name or ID; undefined if the team isn't in scope. */
  readonly teamAccess:
    undefined | {readonly team: string; readonly accessLists: () => ReadResult<readonly AccessList[]>}
}

/** An app in scope. */
export interface AppHandle {
  /** The name or ID that identifies it in paths. */
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: ReadResult<App>
  readonly teamRecord: () => ReadResult<TeamApp>
  /** Set if account-wide lists cover it, so that nothing has to be read individually. */
  readonly accountLists?: AccountLists
  /** Set if it is only known to exist, and nothing can be read about it. */
  readonly visibilityGap?: Gap
  /** The ID of the space that a hidden app is known to run in. */
  readonly inferredSpaceId?: string
}

/** A space in scope, or one that an app in scope runs in. */
export interface SpaceHandle {
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: ReadResult<Space>
}

/** A team in scope, or the team of a space or app in scope. */
export interface TeamHandle {
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: ReadResult<Team>
}

/** A list that couldn't be read in full; `kinds` are those of the subjects that it would have contained. */
export interface UnreadList {
  readonly parent: string
  readonly kinds: readonly SubjectKind[]
  readonly gap: Gap
}

/** What a scope contains, limited to the apps, spaces and teams that are in the shard. */
export interface ScopeInventory {
  readonly scope: Scope
  readonly isInShard: (id: string) => boolean
  /** The whole scope, for lookups across shards. */
  readonly wholeScope: Pick<ScopeInventory, 'apps' | 'spaces' | 'teams'>
  readonly apps: readonly AppHandle[]
  readonly spaces: readonly SpaceHandle[]
  readonly teams: readonly TeamHandle[]
  /** Teams in which the caller is only a collaborator. They aren't subjects, but their visible apps are. */
  readonly guestTeams: readonly TeamHandle[]
  readonly unreadLists: readonly UnreadList[]
  /** An app in scope, by ID or name. */
  readonly findApp: (ref: {readonly id?: string; readonly name?: string}) => AppHandle | undefined
  /** The space that an app names, from a list of the scope or read individually. */
  readonly resolveSpace: (ref: {readonly id?: string; readonly name?: string}) => SpaceHandle
}
