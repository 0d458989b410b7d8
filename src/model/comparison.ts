import type {FieldEntry, Predicate, Test} from './check.js'
import type {Severity, Status} from './framework.js'
import type {GapReason} from './gap.js'
import type {Observation, Verdict} from './observation.js'
import type {Notice, Report} from './report.js'
import type {SubjectKind} from './subject.js'

/** What counts of an observation: its verdict, or that a waiver covers it. */
export type Standing = 'waived' | Verdict

/** What is compared of a report. */
export type Side = Pick<Report, 'frameworks' | 'generatedAt' | 'observations' | 'policy' | 'scope' | 'tool'>

type Name = Observation['subject']

/** What is known of checks and their fields, against which a value that fails is measured. */
export interface Expectations {
  /** @throws Error for a keyword that isn't known */
  readonly test: (must: Predicate) => Test
  readonly fieldOf: (kind: SubjectKind, name: string) => FieldEntry | undefined
  /** The fields that a check tests, in their order; undefined where the check isn't known. */
  readonly fieldsOf: (check: string) => readonly string[] | undefined
}

/** A release of an app: who did what, as far as the API tells. */
export interface Deed {
  readonly app: string
  readonly version?: number
  readonly at?: string
  /** The email address of who released it. */
  readonly by?: string
  readonly what: string
  /** Set where it did not succeed. */
  readonly status?: string
}

/** The releases of an app since the older report, newest first. */
export interface Released {
  readonly app: string
  readonly deeds: readonly Deed[]
  /** Set where there were more than are read. */
  readonly isCut?: true
  /** Why they are not known. */
  readonly gap?: GapReason
}

/** One check on one subject, before and after. */
export interface Change extends Pick<Observation, 'because' | 'check' | 'gaps' | 'severity' | 'title'> {
  /** By its newer name. */
  readonly subject: Name
  /** Its older name, where that was another. */
  readonly wasName?: string
  readonly was: Standing | 'absent'
  readonly now: Standing
  readonly wasBecause?: Observation['because']
  /** Of a failure that was one before: how its value moved, as seen from what is expected. */
  readonly moved?: 'further' | 'level' | 'nearer' | 'past its date'
  /** Of a list that cannot be read any more: what it told of before. */
  readonly hides?: ReadonlyArray<{readonly subject: Name; readonly was: Standing}>
  /** The releases since that name the thing. */
  readonly deeds?: readonly Deed[]
}

/** A thing that only one of the reports tells of, with how often its checks gave each verdict that counts. */
export interface Turnover {
  readonly subject: Name
  readonly fail: number
  readonly unknown: number
  readonly pass: number
  /** The releases since that name the thing. */
  readonly deeds?: readonly Deed[]
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
  readonly failing: readonly Change[]
  /** What can be determined no more, or cannot be of a thing that is new. */
  readonly unknown: readonly Change[]
  /** Failures that a waiver covers now. */
  readonly waived: readonly Change[]
  /** What fails as before, but is further from what is expected, or past a date that it was not past. */
  readonly worsened: readonly Change[]
  /** What fails as before, but for other values that are no worse. */
  readonly changed: readonly Change[]
  readonly mended: readonly Change[]
  /** What could not be determined before, and is none the worse for it. */
  readonly seen: readonly Change[]
  readonly appeared: readonly Turnover[]
  readonly gone: readonly Turnover[]
  readonly renamed: ReadonlyArray<{readonly subject: Name; readonly was: string}>
  /** Checks whose severity is another, of those that are judged on both sides. */
  readonly severities: ReadonlyArray<{readonly check: string; readonly was: Severity; readonly now: Severity}>
  readonly fallen: readonly ControlChange[]
  readonly risen: readonly ControlChange[]
  /** Failures that were there before, those of other values included. */
  readonly known: number
  /** What could be determined in neither report. */
  readonly open: number
  /** Pairs of observations, or of controls, that were held against each other. */
  readonly compared: number
  /** What a reader must know: what was not compared, and what else may be why something differs. */
  readonly notices: readonly Notice[]
}

/** Whether something is less known than before: what could not be determined then either is not. */
export const isLost = ({hides = [], was}: Change): boolean =>
  was !== 'unknown' || hides.some(one => one.was !== 'unknown')

/** Whether anything got worse. */
export const isWorse = ({failing, fallen, unknown, worsened}: Comparison): boolean =>
  failing.length > 0 || fallen.length > 0 || worsened.length > 0 || unknown.some(isLost)

/** One of the reports that were compared, without its results. */
export type SideName = Pick<Report, 'generatedAt' | 'policy' | 'scope' | 'snapshot' | 'tool'> & {
  readonly frameworks: ReadonlyArray<Pick<Report['frameworks'][number], 'id' | 'title' | 'version'>>
}

/** What `compliance:diff` prints: plain, sorted, with no clock of its own. */
export interface Diff extends Comparison {
  readonly diffVersion: 1
  readonly tool: Report['tool']
  readonly before: SideName
  readonly after: SideName
  readonly worse: boolean
  /** Of apps that something changed of; absent where the newer side did not read releases. */
  readonly releases?: readonly Released[]
}
