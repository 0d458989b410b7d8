import type {AccessList} from '../model/account-facts.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {Addon, AddonAttachment, App, FactSource, Space, Team, TeamApp} from '../model/facts.js'
import type {ReadResult, Gap} from '../model/gap.js'
import type {Policy} from '../model/policy.js'
import type {Scope} from '../model/snapshot.js'
import type {SubjectKind} from '../model/subject.js'

export interface SubjectContext {
  readonly facts: FactSource
  readonly policy: Policy
  readonly endOfLife: EndOfLifeTables
  /** The instant at which ages and expiries are judged, in milliseconds; a gap where the clock was off. */
  readonly now: ReadResult<number>
}

/** What one list tells of many apps. */
export interface AccountLists {
  readonly addons: () => ReadResult<readonly Addon[]>
  readonly attachments: () => ReadResult<readonly AddonAttachment[]>
  /** Who may do what on each app of its team, which `team` names; undefined where the team is not in scope. */
  readonly teamAccess:
    undefined | {readonly team: string; readonly accessLists: () => ReadResult<readonly AccessList[]>}
}

/** An app in scope. */
export interface AppHandle {
  /** What its paths name it by. */
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: ReadResult<App>
  readonly teamRecord: () => ReadResult<TeamApp>
  /** Set where lists of the whole account tell of it, so that nothing need be asked of it alone. */
  readonly accountLists?: AccountLists
  /** Set where it is only known to exist: nothing of it can be asked. */
  readonly visibilityGap?: Gap
  /** The id of the space that such an app is known to run in. */
  readonly inferredSpaceId?: string
}

/** A space in scope, or one that an app in scope runs in. */
export interface SpaceHandle {
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: ReadResult<Space>
}

export interface TeamHandle {
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: ReadResult<Team>
}

/** A list that could not be read in full: `kinds` are those of the subjects that would have come from it. */
export interface UnreadList {
  readonly parent: string
  readonly kinds: readonly SubjectKind[]
  readonly gap: Gap
}

/** What a scope holds, and which part of it is judged: the apps, spaces and teams whose ids are ours. */
export interface ScopeInventory {
  readonly scope: Scope
  readonly isInShard: (id: string) => boolean
  /** All of the scope, to look things up in. */
  readonly wholeScope: Pick<ScopeInventory, 'apps' | 'spaces' | 'teams'>
  readonly apps: readonly AppHandle[]
  readonly spaces: readonly SpaceHandle[]
  readonly teams: readonly TeamHandle[]
  /** Teams in which the caller is a mere collaborator: they are no subjects, the apps that the caller sees of them are. */
  readonly guestTeams: readonly TeamHandle[]
  readonly unread: readonly UnreadList[]
  /** An app in scope, by id or name. */
  readonly findApp: (ref: {readonly id?: string; readonly name?: string}) => AppHandle | undefined
  /** The record of any space that an app names, from a list of the scope or on its own. */
  readonly resolveSpace: (ref: {readonly id?: string; readonly name?: string}) => SpaceHandle
}
