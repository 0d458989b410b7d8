import type {Remediation, Predicate} from './check.js'
import type {Severity} from './framework.js'
import type {Gap, GapReason} from './gap.js'
import type {Waiver} from './policy.js'
import type {SubjectName, Value} from './subject.js'

export const verdicts = ['fail', 'unknown', 'pass', 'not-applicable'] as const
export type Verdict = typeof verdicts[number]

/** A field that decided a fail: what was seen and what was demanded. */
export interface Because {
  readonly field: string
  readonly value: Value
  readonly must: Predicate
}

/** A field that was missing. */
export interface FieldGap {
  readonly field: string
  readonly reason: GapReason
  readonly detail?: string
  /** The request that should have told, one of the report's gaps. */
  readonly path?: string
}

/** A field that a verdict hangs on, and why it is not known. */
export interface Missing {
  readonly field: string
  readonly gap: Gap
}

/** One check on one subject. */
export type Judgement =
  | {readonly verdict: 'fail'; readonly because: readonly Because[]}
  | {readonly verdict: 'not-applicable' | 'pass'}
  | {readonly verdict: 'unknown'; readonly gaps: readonly Missing[]}

export interface Observation {
  readonly check: string
  readonly title: string
  readonly subject: SubjectName & {readonly placeholder?: boolean}
  readonly verdict: Verdict
  readonly severity: Severity
  readonly because?: readonly Because[]
  readonly gaps?: readonly FieldGap[]
  readonly remediation?: Remediation
  readonly controls: ReadonlyArray<{readonly framework: string; readonly control: string}>
  /** The waiver that covers it, where it is a fail or unknown and one does. */
  readonly waiver?: Omit<Waiver, 'check' | 'subjects'>
}

/** Whether a verdict counts: not where a waiver covers it. */
export const counts = (one: Pick<Observation, 'verdict' | 'waiver'>, verdict: Verdict): boolean => one.verdict === verdict && one.waiver === undefined
