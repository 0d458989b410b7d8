import type {ControlKind, Severity, Status} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {ControlResult} from '../../model/report.js'
import type {Decision} from '../text/decisions.js'

/** A failure that breaches nothing is a signal. */
export const outcomes = ['fail', 'unknown', 'waived', 'signal', 'pass', 'not-applicable'] as const
export type PageOutcome = (typeof outcomes)[number]

export interface PageCheck {
  readonly id: string
  readonly severity: Severity
  /** What it demands. */
  readonly title: string
  /** What is the matter where it fails. */
  readonly wrong: string
  readonly remedy: string
  readonly url: string
  /** The controls that it breaks, and what is closed once it holds. */
  readonly breaks: string
  /** Whose signal it is where it fails without a breach. */
  readonly aside: string
}

export interface PageControl {
  readonly id: string
  readonly family: string
  readonly title: string
  readonly kind: ControlKind
  readonly responsibility: ControlResult['responsibility']
  readonly severity: Severity
  readonly status: Status
  readonly reason: string
  readonly question: string
  readonly documents: readonly string[]
  readonly answers: readonly Decision[]
  /** Some of what was seen, and how much that is in all. */
  readonly facts: readonly string[]
  readonly allFacts: number
}

export interface PageFramework {
  readonly id: string
  readonly name: string
  readonly controls: readonly PageControl[]
}

export interface PageSubject {
  readonly kind: Observation['subject']['kind']
  readonly id: string
  /** With its kind, as it is shown. */
  readonly text: string
  readonly app: string
  readonly space: string
  /** What it belongs to in the map: its app, else its space, team or account. */
  readonly owner: string
}

export interface PageCause {
  readonly title: string
  readonly asked: readonly string[]
  readonly because: readonly string[]
  readonly helps: string
}

/**
 * An observation: the numbers of its check, its subject, its outcome, of what was seen in `texts`, and of its controls
 * in `refs`; the last is of its `commands` where it fails, of the cause where it is unknown, and of the
 * waiver where it is waived.
 */
export type ObservationRow = readonly [
  check: number,
  subject: number,
  outcome: number,
  seen: number,
  refs: number,
  more: number,
]

/** All that a page lists, each thing once: its first state and its script read nothing else. */
export interface PageData {
  readonly causes: readonly PageCause[]
  /** The gravest first, then what closes most. */
  readonly checks: readonly PageCheck[]
  /** What mends a thing, line by line. */
  readonly commands: ReadonlyArray<readonly string[]>
  readonly frameworks: readonly PageFramework[]
  /** Each a list of framework and control, by number; 1 behind them where it is a mere signal of the control. */
  readonly refs: ReadonlyArray<ReadonlyArray<readonly [framework: number, control: number, signal?: 1]>>
  readonly rows: readonly ObservationRow[]
  readonly subjects: readonly PageSubject[]
  readonly texts: readonly string[]
  readonly waivers: readonly Decision[]
}

export const outcomeOf = (row: ObservationRow): PageOutcome => outcomes[row[2]] ?? 'unknown'
