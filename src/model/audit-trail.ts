import type {SubjectKind} from './subject.js'

/** A resource as an event names it. */
export interface EventResource {
  readonly id?: string
  readonly name?: string
}

/** An event of Heroku's audit trail, without its `data`. */
export interface AuditEvent {
  readonly id?: string
  /** ISO 8601. */
  readonly at: string
  /** What was done, such as `domain.destroy`. */
  readonly action: string
  /** The email address of who did it, else the id. */
  readonly by?: string
  /** The address that the request came from. */
  readonly from?: string
  readonly app?: EventResource
  readonly team?: EventResource
}

/** An event as it is read: what its `data` names tells what it is about, and isn't kept. */
export interface ReadAuditEvent {
  readonly event: AuditEvent
  /** Ids, names and email addresses. */
  readonly mentions: readonly string[]
}

/** What one file of an audit trail holds. */
export interface AuditTrailFile {
  readonly file: string
  readonly events: number
  /** When its first and its last event were; absent without events. */
  readonly first?: string
  readonly last?: string
}

/** An audit trail, and what of it concerns a comparison. */
export interface AuditTrailSummary {
  readonly files: readonly AuditTrailFile[]
  /** From when the older reading began to when the newer one ended: what changed, changed in between. */
  readonly window: {readonly from: string; readonly to: string}
  /** How many events of the files are in the window. */
  readonly events: number
  /** How many of them are about what one of the reports assessed. */
  readonly inScope: number
  /** The months of the window, as YYYY-MM, of which no file has an event. */
  readonly missingMonths: readonly string[]
}

/** The events that may have caused a change for the worse. */
export interface ChangeCauses {
  /**
   * `exact`: the events name the subject itself; `nearby`: only the app, team or space that it belongs to; `none`: no
   * event was found; `unrecorded`: the audit trail has no type of event for such a change.
   */
  readonly match: 'exact' | 'nearby' | 'none' | 'unrecorded'
  /** How many events match, counted up to `maxCountedCauses`. */
  readonly total: number
  /** The newest of them, newest first. */
  readonly events: readonly AuditEvent[]
}

/** How many matching events are counted for one change. */
export const maxCountedCauses = 100
/** How many matching events are kept for one change. */
export const maxListedCauses = 5

/** Kinds of subjects whose names and ids are unique only within an app or a team. */
export const namedWithinPlace: ReadonlySet<SubjectKind> = new Set<SubjectKind>([
  'attachment',
  'collaborator',
  'invitation',
  'member',
])
