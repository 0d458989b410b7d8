import type {Severity} from './framework.js'
import type {Remediation} from './remediation.js'
import type {SubjectKind, Value} from './subject.js'

/** A predicate over one field: the JSON Schema keywords that check.schema.json lists. */
export type Predicate = Readonly<Record<string, unknown>>

/** A remediation for the subjects whose fields satisfy all of `when`. */
export interface RemediationVariant extends Remediation {
  readonly when: Readonly<Record<string, Predicate>>
}

/**
 * The first variant that applies replaces text, `byHand`, commands and effects; a link is kept where it has none of its
 * own.
 */
export interface CheckRemediation extends Remediation {
  readonly variants?: readonly RemediationVariant[]
}

/**
 * A testable statement about one kind of subject. Clauses are evaluated in order: the first of
 * `when` that is false makes it not applicable, the first of `must` that is false fails it.
 */
export interface Check {
  readonly id: string
  readonly subject: SubjectKind
  readonly title: string
  /** A statement that is true when the check fails, whichever clause of `must` is false. */
  readonly failureTitle: string
  readonly severity: Severity
  readonly why: string
  readonly when?: Readonly<Record<string, Predicate>>
  readonly must: Readonly<Record<string, Predicate>>
  readonly remediation: CheckRemediation
}

export type CompiledPredicate = (value: unknown) => boolean

export interface CompiledCheck extends Check {
  readonly tests: {
    readonly when: ReadonlyArray<readonly [string, CompiledPredicate]>
    readonly must: ReadonlyArray<readonly [string, CompiledPredicate]>
    /** The conditions of each variant of the remediation. */
    readonly variants: ReadonlyArray<ReadonlyArray<readonly [string, CompiledPredicate]>>
  }
}

/** A field that checks may name. */
export interface FieldEntry {
  readonly about: string
  /** The API fields it comes from. */
  readonly from: string
  /** When it is a gap. */
  readonly gap?: string
  readonly schema: Predicate
  readonly unit?: string
  /** Set where the order of the enumeration in `schema` says which of two values is better. */
  readonly isOrdered?: boolean
  /** Set for a count of days: which way it moves as time passes. */
  readonly clock?: 'falls' | 'rises'
  /** Decided by the policy file alone, so that placeholders have it too. */
  readonly policy?: boolean
}

export type Dictionary = Readonly<Record<SubjectKind, Readonly<Record<string, FieldEntry>>>>

/** One of the cases by which a check is tested. */
export interface Example {
  readonly name: string
  readonly fields: Readonly<Record<string, Value>>
}

/** For each check a case that passes and one that fails. */
export type Examples = Readonly<Record<string, {readonly pass: Example; readonly fail: Example}>>
