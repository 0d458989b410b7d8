import type {AuditTrailSummary, ChangeCauses} from './audit-trail.js'
import type {FieldEntry, Predicate, CompiledPredicate} from './check.js'
import type {Severity, Status} from './framework.js'
import type {GapReason} from './gap.js'
import type {EffectiveVerdict, Observation} from './observation.js'
import type {Notice, Report} from './report.js'
import type {SubjectKind} from './subject.js'

/** The parts of a report that are compared. */
export type ComparisonSide = Pick<
  Report,
  'frameworks' | 'generatedAt' | 'observations' | 'only' | 'policy' | 'scope' | 'tool'
>

type ReportedSubject = Observation['subject']

/** What checks expect of their fields, to tell whether a value that fails got worse. */
export interface Expectations {
  /** @throws Error for a keyword that isn't known */
  readonly compilePredicate: (must: Predicate) => CompiledPredicate
  readonly fieldEntry: (kind: SubjectKind, name: string) => FieldEntry | undefined
  /** The fields that a check tests, in order; undefined for an unknown check. */
  readonly testedFields: (check: string) => readonly string[] | undefined
}

/** A release of an app: who did what, as far as the API says. */
export interface ReleaseEvent {
  readonly app: string
  readonly version?: number
  readonly at?: string
  /** The email address of the person who released it. */
  readonly by?: string
  readonly description: string
  /** Set where it didn't succeed. */
  readonly status?: string
}

/** The releases of an app since the older report, newest first. */
export interface AppReleases {
  readonly app: string
  readonly releases: readonly ReleaseEvent[]
  /** Set where there were more releases than are read. */
  readonly truncated?: true
  /** Why the releases are unknown. */
  readonly gap?: GapReason
}

/** One check on one subject, before and after. */
export interface ObservationChange extends Pick<
  Observation,
  'because' | 'check' | 'failureTitle' | 'gaps' | 'severity' | 'title'
> {
  /** By its newer name. */
  readonly subject: ReportedSubject
  /** Its older name, where that differs. */
  readonly wasName?: string
  readonly was: EffectiveVerdict | 'absent'
  readonly now: EffectiveVerdict
  readonly wasBecause?: Observation['because']
  /** For a failure that was one before: how its value moved, relative to what is expected. */
  readonly moved?: 'further' | 'level' | 'nearer' | 'past its date'
  /** For a list that can no longer be read: the subjects that it showed before. */
  readonly hiddenSubjects?: ReadonlyArray<{readonly subject: ReportedSubject; readonly was: EffectiveVerdict}>
  /** The releases since then whose descriptions name the subject. */
  readonly releases?: readonly ReleaseEvent[]
  /** For what got worse: the events of the audit trail that may have caused it, where one was given. */
  readonly causes?: ChangeCauses
  /** The controls that it violates afterwards, where a planned change is compared. */
  readonly controls?: Observation['controls']
  /** Which of several planned commands it comes with, from 1. */
  readonly command?: number
}

/** A subject that is in only one of the reports, with how often its checks gave each verdict that counts. */
export interface SubjectChange {
  readonly subject: ReportedSubject
  readonly fail: number
  readonly unknown: number
  readonly pass: number
  /** The releases since then whose descriptions name the subject. */
  readonly releases?: readonly ReleaseEvent[]
}

export interface ControlChange {
  readonly framework: string
  readonly control: string
  readonly title: string
  readonly severity: Severity
  readonly was: Status
  readonly status: Status
  readonly reason: string
}

/** What differs between two reports; each list in the order of the newer one. */
export interface Comparison {
  /** Failures that weren't failures before, including those of new subjects. */
  readonly newlyFailing: readonly ObservationChange[]
  /** What can no longer be determined, or can't be determined for a new subject. */
  readonly newlyUnknown: readonly ObservationChange[]
  /** Former failures and unknowns that a waiver covers now. */
  readonly newlyWaived: readonly ObservationChange[]
  /** What fails as before, but is further from what is expected, or has passed a date since. */
  readonly worsened: readonly ObservationChange[]
  /** What fails as before, with other values that are no worse. */
  readonly changed: readonly ObservationChange[]
  readonly fixed: readonly ObservationChange[]
  /** What couldn't be determined before, and is fine now. */
  readonly newlyDetermined: readonly ObservationChange[]
  readonly appeared: readonly SubjectChange[]
  readonly gone: readonly SubjectChange[]
  readonly renamed: ReadonlyArray<{readonly subject: ReportedSubject; readonly was: string}>
  /** Checks of both reports whose severity differs. */
  readonly severities: ReadonlyArray<{readonly check: string; readonly was: Severity; readonly now: Severity}>
  readonly worseControls: readonly ControlChange[]
  readonly betterControls: readonly ControlChange[]
  /** How many failures are in both reports, whatever their values. */
  readonly knownFailures: number
  /** How much couldn't be determined in either report. */
  readonly stillUnknown: number
  /** How many pairs of observations or of controls were compared. */
  readonly compared: number
  /** What wasn't compared, and what else may be the reason for a difference. */
  readonly notices: readonly Notice[]
}

/** Whether less is known than before: not where it couldn't be determined then either. */
export const isNewlyUnknown = ({hiddenSubjects = [], was}: ObservationChange): boolean =>
  was !== 'unknown' || hiddenSubjects.some(hidden => hidden.was !== 'unknown')

/** Whether anything got worse. */
export const isWorse = ({newlyFailing, worseControls, newlyUnknown, worsened}: Comparison): boolean =>
  newlyFailing.length > 0 || worseControls.length > 0 || worsened.length > 0 || newlyUnknown.some(isNewlyUnknown)

/** One of the reports that were compared, without its results. */
export type ComparedReport = Pick<Report, 'generatedAt' | 'only' | 'policy' | 'scope' | 'snapshot' | 'tool'> & {
  readonly frameworks: ReadonlyArray<Pick<Report['frameworks'][number], 'id' | 'title' | 'version'>>
}

/** What a change leaves unknown. */
export type UnknownAfter = Pick<
  Observation,
  'check' | 'controls' | 'failureTitle' | 'gaps' | 'severity' | 'subject' | 'title'
>

/** What was planned, where the newer report is a prediction. */
export interface PlannedChange {
  /** The commands as they may be shown, without secrets. */
  readonly commands: readonly string[]
  /** Whether the Enterprise contract is taken to have ended. */
  readonly contractEnds?: true
  /** What can't be known before it is done. */
  readonly undetermined: readonly UnknownAfter[]
  /** What is unknown now, and depends on what would change: it can get worse unseen. */
  readonly unseen: readonly UnknownAfter[]
  /** The paths of facts that would be needed, and that the snapshot doesn't have. */
  readonly missing: readonly string[]
}

/** What `compliance:diff --json` prints: plain data, sorted. */
export interface Diff extends Comparison {
  readonly diffVersion: 1
  readonly tool: Report['tool']
  readonly before: ComparedReport
  readonly after: ComparedReport
  readonly worse: boolean
  /** For apps with changes; absent where the newer side has no releases. */
  readonly appReleases?: readonly AppReleases[]
  /** Set where an audit trail was given. */
  readonly auditTrail?: AuditTrailSummary
  /** Set by `compliance:what-if`: the newer report is a prediction, and `worse` leaves out what can't be known. */
  readonly change?: PlannedChange
}

/** A comparison with a prediction. */
export type ChangeDiff = Diff & Required<Pick<Diff, 'change'>>
