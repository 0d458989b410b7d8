import type {FieldEntry, Predicate, CompiledPredicate} from './check.js'
import type {Severity, Status} from './framework.js'
import type {GapReason} from './gap.js'
import type {Observation, Verdict} from './observation.js'
import type {Notice, Report} from './report.js'
import type {SubjectKind} from './subject.js'

/** What counts of an observation: its verdict, or that a waiver covers it. */
export type EffectiveVerdict = 'waived' | Verdict

/** What is compared of a report. */
export type ComparisonSide = Pick<Report, 'frameworks' | 'generatedAt' | 'observations' | 'policy' | 'scope' | 'tool'>

type ReportedSubject = Observation['subject']

/** What is known of checks and their fields, against which a value that fails is measured. */
export interface Expectations {
  /** @throws Error for a keyword that isn't known */
  readonly compilePredicate: (must: Predicate) => CompiledPredicate
  readonly fieldEntry: (kind: SubjectKind, name: string) => FieldEntry | undefined
  /** The fields that a check tests, in their order; undefined where the check isn't known. */
  readonly testedFields: (check: string) => readonly string[] | undefined
}

/** A release of an app: who did what, as far as the API tells. */
export interface ReleaseEvent {
  readonly app: string
  readonly version?: number
  readonly at?: string
  /** The email address of who released it. */
  readonly by?: string
  readonly description: string
  /** Set where it did not succeed. */
  readonly status?: string
}

/** The releases of an app since the older report, newest first. */
export interface AppReleases {
  readonly app: string
  readonly releases: readonly ReleaseEvent[]
  /** Set where there were more than are read. */
  readonly truncated?: true
  /** Why they are not known. */
  readonly gap?: GapReason
}

/** One check on one subject, before and after. */
export interface ObservationChange extends Pick<
  Observation,
  'because' | 'check' | 'failureTitle' | 'gaps' | 'severity' | 'title'
> {
  /** By its newer name. */
  readonly subject: ReportedSubject
  /** Its older name, where that was another. */
  readonly wasName?: string
  readonly was: EffectiveVerdict | 'absent'
  readonly now: EffectiveVerdict
  readonly wasBecause?: Observation['because']
  /** Of a failure that was one before: how its value moved, as seen from what is expected. */
  readonly moved?: 'further' | 'level' | 'nearer' | 'past its date'
  /** Of a list that cannot be read any more: what it told of before. */
  readonly hiddenSubjects?: ReadonlyArray<{readonly subject: ReportedSubject; readonly was: EffectiveVerdict}>
  /** The releases since that name the thing. */
  readonly releases?: readonly ReleaseEvent[]
}

/** A thing that only one of the reports tells of, with how often its checks gave each verdict that counts. */
export interface SubjectChange {
  readonly subject: ReportedSubject
  readonly fail: number
  readonly unknown: number
  readonly pass: number
  /** The releases since that name the thing. */
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
  /** Failures that were none before; those of things that were not there before too. */
  readonly newlyFailing: readonly ObservationChange[]
  /** What can be determined no more, or cannot be of a thing that is new. */
  readonly newlyUnknown: readonly ObservationChange[]
  /** Failures that a waiver covers now. */
  readonly newlyWaived: readonly ObservationChange[]
  /** What fails as before, but is further from what is expected, or past a date that it was not past. */
  readonly worsened: readonly ObservationChange[]
  /** What fails as before, but for other values that are no worse. */
  readonly changed: readonly ObservationChange[]
  readonly fixed: readonly ObservationChange[]
  /** What could not be determined before, and is none the worse for it. */
  readonly newlyDetermined: readonly ObservationChange[]
  readonly appeared: readonly SubjectChange[]
  readonly gone: readonly SubjectChange[]
  readonly renamed: ReadonlyArray<{readonly subject: ReportedSubject; readonly was: string}>
  /** Checks whose severity is another, of those that are judged on both sides. */
  readonly severities: ReadonlyArray<{readonly check: string; readonly was: Severity; readonly now: Severity}>
  readonly worseControls: readonly ControlChange[]
  readonly betterControls: readonly ControlChange[]
  /** Failures that were there before, those of other values included. */
  readonly knownFailures: number
  /** What could be determined in neither report. */
  readonly stillUnknown: number
  /** Pairs of observations, or of controls, that were held against each other. */
  readonly compared: number
  /** What a reader must know: what was not compared, and what else may be why something differs. */
  readonly notices: readonly Notice[]
}

/** Whether something is less known than before: what could not be determined then either is not. */
export const isNewlyUnknown = ({hiddenSubjects = [], was}: ObservationChange): boolean =>
  was !== 'unknown' || hiddenSubjects.some(hidden => hidden.was !== 'unknown')

/** Whether anything got worse. */
export const isWorse = ({newlyFailing, worseControls, newlyUnknown, worsened}: Comparison): boolean =>
  newlyFailing.length > 0 || worseControls.length > 0 || worsened.length > 0 || newlyUnknown.some(isNewlyUnknown)

/** One of the reports that were compared, without its results. */
export type ComparedReport = Pick<Report, 'generatedAt' | 'policy' | 'scope' | 'snapshot' | 'tool'> & {
  readonly frameworks: ReadonlyArray<Pick<Report['frameworks'][number], 'id' | 'title' | 'version'>>
}

/** What `compliance:diff` prints: plain, sorted, with no clock of its own. */
export interface Diff extends Comparison {
  readonly diffVersion: 1
  readonly tool: Report['tool']
  readonly before: ComparedReport
  readonly after: ComparedReport
  readonly worse: boolean
  /** Of apps that something changed of; absent where the newer side did not read releases. */
  readonly appReleases?: readonly AppReleases[]
}
