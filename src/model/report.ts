import type {Control, Severity, Status} from './framework.js'
import type {Gap} from './gap.js'
import type {Observation, Verdict} from './observation.js'
import type {Answer} from './policy.js'
import type {Value} from './subject.js'

export type ScopeKind = 'all' | 'app' | 'pipeline' | 'sample' | 'snapshot' | 'space' | 'team'

/** An answer to a control that shares something with this one: a person says whether it holds here too. */
export interface AnswerProposal extends Pick<Answer, 'answer' | 'by' | 'control' | 'framework' | 'on'> {
  readonly expires: string
}

/** A control with its status in this report. */
export interface ControlResult {
  readonly id: string
  readonly title: string
  readonly kind: Control['kind']
  readonly responsibility: Control['responsibility']
  readonly severity: Severity
  readonly priority?: string
  readonly status: Status
  readonly checks: readonly string[]
  /** Checks whose failure is worth a look; they never decide the status. */
  readonly signals?: readonly string[]
  /** Set where the control is about one data class only. */
  readonly dataClass?: string
  readonly question?: string
  readonly documents?: readonly string[]
  readonly relievedBy?: string
  /** The checks whose failures the document on file turns into a question; absent where none is on file. */
  readonly relieved?: readonly string[]
  /** Why this status, in one line. */
  readonly reason: string
  readonly facts?: ReadonlyArray<Readonly<Record<string, Value>>>
  readonly boundary?: readonly string[]
  /** The answers that people gave; `answer` is the one that decides. */
  readonly answer?: Answer & {readonly expires: string}
  readonly answers?: ReadonlyArray<Answer & {readonly expires: string}>
  /** The control that the deciding answer was given to, where that is another one. */
  readonly answeredBy?: {
    readonly framework: string
    readonly control: string
    readonly relation: 'equal' | 'subset'
  }
  /** While it is open: the question whose answer answers this control and others too, where that is another one. */
  readonly askedAs?: {readonly framework: string; readonly control: string}
  /** While it is open: answers to related controls. */
  readonly proposals?: readonly AnswerProposal[]
  /** The controls of NIST SP 800-53 Revision 5 that it relates to, by id. */
  readonly nist?: Control['nist']
  /** The day from which it is enforced, where that is later than its standard. */
  readonly enforcedFrom?: string
}

export interface FrameworkResult {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly dataClass?: string
  /** Titles of the families of controls, by the part of the numbers that a family shares. */
  readonly families?: Readonly<Record<string, string>>
  /** Where the policy declares which apps hold the data class: those that are assessed and why, and the others. */
  readonly inScope?: ReadonlyArray<{readonly app: string; readonly path: string}>
  readonly outOfScope?: ReadonlyArray<{readonly app: string; readonly by: string; readonly on: string}>
  readonly controls: readonly ControlResult[]
  readonly summary: Readonly<Record<Status, number>>
}

export interface Notice {
  readonly id: string
  readonly text: string
}

export interface Exit {
  readonly code: 0 | 1 | 3
  readonly reason: string
}

/** The result of a run: plain data, sorted, and the only thing that formats read. */
export interface Report {
  readonly reportVersion: 1
  readonly tool: {readonly name: 'heroku-compliance'; readonly version: string}
  readonly generatedAt: string
  readonly snapshot: {
    readonly collectedAt: string
    readonly oldestFactAt?: string
    readonly sha256: string
    readonly caller?: {readonly email?: string; readonly role?: string}
  }
  readonly policy?: {readonly sha256: string; readonly files: readonly string[]}
  /** Set where only what is worse than an earlier report fails the run. */
  readonly baseline?: {
    /** SHA-256 of its canonical JSON. */
    readonly sha256: string
    readonly generatedAt: string
    readonly newlyFailing: ReadonlyArray<Pick<Observation, 'check' | 'severity' | 'subject'>>
    /** What failed then too, and got worse since; absent in reports of older versions. */
    readonly worsened?: ReadonlyArray<Pick<Observation, 'check' | 'severity' | 'subject'>>
    readonly newlyUnknown: ReadonlyArray<Pick<Observation, 'check' | 'severity' | 'subject'>>
    readonly worseControls: ReadonlyArray<{
      readonly framework: string
      readonly control: string
      readonly severity: Severity
      readonly was: Status
      readonly status: Status
    }>
    readonly knownFailures: number
  }
  readonly scope: {readonly kind: ScopeKind; readonly name?: string; readonly apps: readonly string[]}
  /** Set where only some checks and controls were assessed: the names that chose them. */
  readonly only?: readonly string[]
  readonly frameworks: readonly FrameworkResult[]
  readonly observations: readonly Observation[]
  readonly gaps: ReadonlyArray<Pick<Gap, 'needs' | 'reason' | 'status'> & {readonly path: string}>
  readonly notices: readonly Notice[]
  readonly summary: Readonly<Record<Verdict, number>> & {
    readonly waived: number
    readonly signals: number
    readonly failBySeverity: Readonly<Record<Severity, number>>
  }
  readonly exit: Exit
}
