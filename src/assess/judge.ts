import type {CompiledCheck, CompiledPredicate} from '../model/check.js'
import type {Judgement, MissingField, Violation} from '../model/observation.js'
import type {FieldValue, Subject} from '../model/subject.js'

import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {testField} from '../model/three-valued.js'

/** A check, a subject of its kind, and what the check says of it. */
export type SubjectJudgement = Judgement & {readonly check: CompiledCheck; readonly subject: Subject}

/** Every check on every subject of its kind, sorted by check, then kind, name and id of the subject. */
export function judgeSubjects(checks: readonly CompiledCheck[], subjects: readonly Subject[]): SubjectJudgement[] {
  const subjectsByKind = groupBy(
    [...subjects].sort((a, b) => byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id)),
    ({kind}) => kind,
  )
  return [...checks]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .flatMap(check =>
      (subjectsByKind.get(check.subject) ?? []).map(subject => ({check, subject, ...judge(check, subject)})),
    )
}

/**
 * One check on one subject, in three-valued logic: a false clause of `when` makes it not applicable, whatever
 * else is missing; a false clause of `must` fails it; and a gap that could still change the verdict leaves it
 * unknown. It passes only when every clause was seen to hold.
 */
export function judge(check: CompiledCheck, subject: Subject): Judgement {
  const when = firstFalseClause(subject, check.tests.when)
  if (!areMissingFields(when)) return notApplicable
  if (when.length > 0) return {gaps: when, verdict: 'unknown'}
  const must = firstFalseClause(subject, check.tests.must)
  if (!areMissingFields(must)) return {because: [violationOf(check, must.field, must.fieldValue)], verdict: 'fail'}
  return must.length > 0 ? {gaps: must, verdict: 'unknown'} : pass
}

const notApplicable: Judgement = {verdict: 'not-applicable'}
const pass: Judgement = {verdict: 'pass'}

/** The first clause that is false, after which no field is read; else those that depend on a gap. */
function firstFalseClause(
  subject: Subject,
  clauses: ReadonlyArray<readonly [string, CompiledPredicate]>,
): {readonly field: string; readonly fieldValue: FieldValue} | readonly MissingField[] {
  let missing = nothingMissing
  for (const [name, test] of clauses) {
    const fieldValue = computeField(subject, name)
    const result = testField(fieldValue, test)
    if (result === false) return {field: name, fieldValue}
    // Most have one gap: an array that is pushed to would reserve room for seventeen.
    if (result === undefined && 'gap' in fieldValue) missing = [...missing, {field: name, gap: fieldValue.gap}]
  }

  return missing
}

const nothingMissing: readonly MissingField[] = []
const areMissingFields = (
  clause: readonly MissingField[] | {readonly field: string},
): clause is readonly MissingField[] => Array.isArray(clause)

function computeField(subject: Subject, name: string): FieldValue {
  const compute = subject.fields[name]
  if (compute) return compute()
  if (subject.placeholder) return {gap: subject.placeholder}
  throw new Error(`a ${subject.kind} has no field "${name}"`)
}

function violationOf(check: CompiledCheck, name: string, fieldValue: FieldValue): Violation {
  return {
    field: name,
    must: check.must[name] ?? {},
    ...('value' in fieldValue
      ? {value: fieldValue.value, ...(fieldValue.of === undefined ? {} : {of: fieldValue.of})}
      : {value: (fieldValue.possibleValues ?? []).map(String)}),
  }
}
