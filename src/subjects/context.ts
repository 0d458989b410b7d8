import type {AccessList} from '../model/account-facts.js'
import type {EndOfLifeTables} from '../model/end-of-life.js'
import type {Addon, AddonAttachment, App, Facts, Space, Team, TeamApp} from '../model/facts.js'
import type {Answer, Gap} from '../model/gap.js'
import type {Policy} from '../model/policy.js'
import type {Scope} from '../model/snapshot.js'
import type {SubjectKind} from '../model/subject.js'

export interface Context {
  readonly facts: Facts
  readonly policy: Policy
  readonly endOfLife: EndOfLifeTables
  /** The instant at which ages and expiries are judged, in milliseconds; a gap where the clock was off. */
  readonly now: Answer<number>
}

/** What one list tells of many apps. */
export interface Listed {
  readonly addons: () => Answer<readonly Addon[]>
  readonly attachments: () => Answer<readonly AddonAttachment[]>
  /** Who may do what on each app of its team, which `team` names; undefined where the team is not in scope. */
  readonly people: undefined | {readonly team: string; readonly lists: () => Answer<readonly AccessList[]>}
}

/** An app in scope. */
export interface AppHandle {
  /** What its paths name it by. */
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: Answer<App>
  readonly teamRecord: () => Answer<TeamApp>
  /** Set where lists of the whole account tell of it, so that nothing need be asked of it alone. */
  readonly listed?: Listed
  /** Set where it is only known to exist: nothing of it can be asked. */
  readonly unseen?: Gap
  /** The id of the space that such an app is known to run in. */
  readonly home?: string
}

/** A space in scope, or one that an app in scope runs in. */
export interface SpaceHandle {
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: Answer<Space>
}

export interface TeamHandle {
  readonly ref: string
  readonly id: string
  readonly name: string
  readonly record: Answer<Team>
}

/** A list that could not be read in full: `kinds` are those of the subjects that would have come from it. */
export interface Unread {
  readonly parent: string
  readonly kinds: readonly SubjectKind[]
  readonly gap: Gap
}

/** What a scope holds, and which part of it is judged: the apps, spaces and teams whose ids are ours. */
export interface Roster {
  readonly scope: Scope
  readonly isOurs: (id: string) => boolean
  /** All of the scope, to look things up in. */
  readonly whole: Pick<Roster, 'apps' | 'spaces' | 'teams'>
  readonly apps: readonly AppHandle[]
  readonly spaces: readonly SpaceHandle[]
  readonly teams: readonly TeamHandle[]
  /** Teams in which the caller is a mere collaborator: they are no subjects, the apps that the caller sees of them are. */
  readonly guestTeams: readonly TeamHandle[]
  readonly unread: readonly Unread[]
  /** An app in scope, by id or name. */
  readonly appOf: (ref: {readonly id?: string; readonly name?: string}) => AppHandle | undefined
  /** The record of any space that an app names, from a list of the scope or on its own. */
  readonly spaceOf: (ref: {readonly id?: string; readonly name?: string}) => SpaceHandle
}
