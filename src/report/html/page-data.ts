import type {ControlKind, Severity, Status} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {ControlResult} from '../../model/report.js'
import type {Decision} from '../text/decisions.js'

/** The outcomes, worst first; a failure that breaches nothing is a signal. */
export const outcomes = ['fail', 'unknown', 'waived', 'signal', 'pass', 'not-applicable'] as const
export type PageOutcome = (typeof outcomes)[number]

export interface PageCheck {
  readonly id: string
  readonly severity: Severity
  /** A statement that is true when the check passes. */
  readonly title: string
  /** A statement that is true when the check fails. */
  readonly failureTitle: string
  readonly remediation: string
  /** What the fix costs, restarts, interrupts or can't undo; empty if that isn't known. */
  readonly effect: string
  readonly url: string
  /** The controls that its failures violate, and what fixing it changes; empty where it violates none. */
  readonly violates: string
  /** The controls that its failures are a signal of; empty where no failure is a signal. */
  readonly signal: string
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
  /** While it is open: the control whose question settles it too, where that is another one. */
  readonly askedAs?: NonNullable<ControlResult['askedAs']>
  /** While it is open: answers to related controls, as questions. */
  readonly proposals?: readonly string[]
  /** From when it is enforced, where that is later than its standard. */
  readonly enforced?: string
  /** The first facts; `factCount` is the number of all. */
  readonly facts: readonly string[]
  readonly factCount: number
}

export interface PageFramework {
  readonly id: string
  readonly name: string
  readonly controls: readonly PageControl[]
  /** Titles of the families, by what their controls share. */
  readonly familyTitles?: Readonly<Record<string, string>>
}

export interface PageSubject {
  readonly kind: Observation['subject']['kind']
  readonly id: string
  /** The name with its kind, as it's shown. */
  readonly text: string
  readonly app: string
  readonly space: string
  /** Of a team and its people: its name. */
  readonly team?: string
  /** Set where it stands for something that couldn't be seen. */
  readonly isUnseen?: true
  /** The row of the map that it belongs to: its app, or else its space, team or account. */
  readonly owner: string
}

/** Why observations are unknown: what was requested, what went wrong, and the permission needed. */
export interface PageCause {
  readonly title: string
  readonly requests: readonly string[]
  readonly reasons: readonly string[]
  readonly needs: string
}

/**
 * An observation as indexes into the lists of the page: its check, its subject, its outcome (in `outcomes`), the values
 * seen (in `texts`), and its controls (in `refs`). The last index is in `commands` for a failure, in `causes` for an
 * unknown, and in `waivers` for a waived observation.
 */
export type ObservationRow = readonly [
  check: number,
  subject: number,
  outcome: number,
  seen: number,
  refs: number,
  more: number,
]

/** Everything that the page lists, each value once: its first state and its script read nothing else. */
export interface PageData {
  /** What holds of the whole report, such as `Every check`; empty where something doesn't. */
  readonly held: readonly string[]
  readonly causes: readonly PageCause[]
  /** Worst first, then by how many controls a fix changes. */
  readonly checks: readonly PageCheck[]
  /** The commands of fixes, line by line. */
  readonly commands: ReadonlyArray<readonly string[]>
  readonly frameworks: readonly PageFramework[]
  /** Lists of controls, as indexes of framework and control; with a 1 where the check is a signal of the control. */
  readonly refs: ReadonlyArray<ReadonlyArray<readonly [framework: number, control: number, signal?: 1]>>
  readonly rows: readonly ObservationRow[]
  readonly subjects: readonly PageSubject[]
  readonly texts: readonly string[]
  readonly waivers: readonly Decision[]
}

export const outcomeOf = (row: ObservationRow): PageOutcome => outcomes[row[2]] ?? 'unknown'
