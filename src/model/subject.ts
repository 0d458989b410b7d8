import type {Gap} from './gap.js'

export const subjectKinds = [
  'account',
  'addon',
  'app',
  'attachment',
  'authorization',
  'certificate',
  'collaborator',
  'domain',
  'drain',
  'invitation',
  'member',
  'pipeline',
  'space',
  'team',
  'webhook',
] as const

export type SubjectKind = (typeof subjectKinds)[number]

export type Value = boolean | null | number | string | readonly string[]

/**
 * The value of a subject's field, or a gap. A gap may list the values that the field could have: a
 * predicate with one result for all of them is decided in spite of the gap.
 */
export type FieldValue =
  | {
      readonly value: Value
      /** What a number was measured on, such as the largest of several ranges. */
      readonly of?: string
    }
  | {readonly gap: Gap; readonly possibleValues?: readonly Value[]}

/** Computes a field when a check reads it, so that only what checks read is ever collected. */
export type LazyField = () => FieldValue

export interface SubjectIdentity {
  readonly kind: SubjectKind
  readonly id: string
  readonly name: string
  /** What people know it by, where the name is only an id. */
  readonly label?: string
  readonly app?: string
  readonly space?: string
  readonly team?: string
}

/** Identifies a subject within a report. */
export const subjectKey = ({id, kind, name}: Pick<SubjectIdentity, 'id' | 'kind' | 'name'>): string =>
  JSON.stringify([kind, id, name])

/** A resource that checks run on, derived from facts. */
export interface Subject extends SubjectIdentity {
  readonly fields: Readonly<Record<string, LazyField>>
  /** For what several apps share: the names of those that are known. */
  readonly apps?: readonly string[]
  /** Set where the subject stands for a list that couldn't be read in full: all other fields are this gap. */
  readonly placeholder?: Gap
}
