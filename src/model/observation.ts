import type {Predicate} from './check.js'
import type {Remediation} from './remediation.js'
import type {Severity} from './framework.js'
import type {Gap, GapReason} from './gap.js'
import type {Waiver} from './policy.js'
import type {SubjectIdentity, Value} from './subject.js'

export const verdicts = ['fail', 'unknown', 'pass', 'not-applicable'] as const
export type Verdict = (typeof verdicts)[number]

/** The field that made an observation fail: the value seen, and the predicate that was expected to hold. */
export interface Violation {
  readonly field: string
  readonly value: Value
  readonly must: Predicate
  /** What a number was measured on, such as the largest of several ranges. */
  readonly of?: string
}

/** A missing field of an observation whose verdict is unknown. */
export interface FieldGap {
  readonly field: string
  readonly reason: GapReason
  readonly detail?: string
  /** The request that should have returned it, one of the report's gaps. */
  readonly path?: string
}

/** A field that a verdict depends on, and why it is missing. */
export interface MissingField {
  readonly field: string
  readonly gap: Gap
}

/** What one check says of one subject. */
export type Judgement =
  | {readonly verdict: 'fail'; readonly because: readonly Violation[]}
  | {readonly verdict: 'not-applicable' | 'pass'}
  | {readonly verdict: 'unknown'; readonly gaps: readonly MissingField[]}

export interface ControlRef {
  readonly framework: string
  readonly control: string
}

export interface Observation {
  readonly check: string
  /** A statement that is true when the check passes. */
  readonly title: string
  /** Of a failure: a statement that is true when the check fails. Reports of older versions lack it. */
  readonly failureTitle?: string
  readonly subject: SubjectIdentity & {readonly placeholder?: boolean}
  readonly verdict: Verdict
  readonly severity: Severity
  readonly because?: readonly Violation[]
  readonly gaps?: readonly FieldGap[]
  readonly remediation?: Remediation
  /** The controls that a failure of it breaches. */
  readonly controls: readonly ControlRef[]
  /** The controls for which a failure of it is worth a look. */
  readonly signals?: readonly ControlRef[]
  /** The waiver that covers a fail or an unknown. */
  readonly waiver?: Omit<Waiver, 'check' | 'subjects'>
}

/**
 * Whether a control depends on it. A check that no chosen control has among its `checks` may fail
 * without a breach: its failure is a signal, worth a look.
 */
export const isDecisive = ({controls}: Pick<Observation, 'controls'>): boolean => controls.length > 0

/** The verdict of an observation, or that a waiver covers it. */
export type EffectiveVerdict = Verdict | 'waived'

/** The verdict of an observation, or that it is waived. */
export const effectiveVerdict = ({verdict, waiver}: Pick<Observation, 'verdict' | 'waiver'>): EffectiveVerdict =>
  waiver === undefined ? verdict : 'waived'

/** Whether an observation has a verdict that counts: not where a waiver covers it. */
export const countsAs = (observation: Pick<Observation, 'verdict' | 'waiver'>, verdict: Verdict): boolean =>
  observation.verdict === verdict && observation.waiver === undefined

/** A failure that is a breach. */
export const isBreach = (observation: Pick<Observation, 'controls' | 'verdict' | 'waiver'>): boolean =>
  countsAs(observation, 'fail') && isDecisive(observation)

/** A failure that no control depends on: no breach, but worth a look. */
export const isSignalFailure = (observation: Pick<Observation, 'controls' | 'verdict' | 'waiver'>): boolean =>
  countsAs(observation, 'fail') && !isDecisive(observation)
