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
 * A field of a subject: its value, or a gap. A gap may name the values that the field could still have; a
 * predicate that says the same of all of them is decided in spite of the gap.
 */
export type FieldValue = {readonly value: Value} | {readonly gap: Gap; readonly possibleValues?: readonly Value[]}

/** Computes a field when a check asks for it, so that only what is asked for is ever collected. */
export type LazyField = () => FieldValue

export interface SubjectIdentity {
  readonly kind: SubjectKind
  readonly id: string
  readonly name: string
  readonly app?: string
  readonly space?: string
  readonly team?: string
}

/** Tells a subject from all others of a report. */
export const subjectKey = ({id, kind, name}: Pick<SubjectIdentity, 'id' | 'kind' | 'name'>): string =>
  JSON.stringify([kind, id, name])

/** One row to be judged, derived from facts. */
export interface Subject extends SubjectIdentity {
  readonly fields: Readonly<Record<string, LazyField>>
  /** Of what several apps share: the names of those that are known. */
  readonly apps?: readonly string[]
  /** Set where the subject stands for a list that could not be read in full: every field not in `fields` is this gap. */
  readonly placeholder?: Gap
}
