import type {CompiledCheck, Test} from '../model/check.js'
import type {Because, Judgement} from '../model/observation.js'
import type {Known, Subject} from '../model/subject.js'

function field(subject: Subject, name: string): Known {
  const compute = subject.fields[name]
  if (compute) return compute()
  if (subject.placeholder) return {gap: subject.placeholder}
  throw new Error(`a ${subject.kind} has no field "${name}"`)
}

/** Whether a test holds of a field; undefined where it hangs on a gap. One is decided all the same where the test says one thing of every value that the field could have. */
function holds(test: Test, known: Known): boolean | undefined {
  if ('value' in known) return test(known.value)
  const [first, ...others] = known.among ?? []
  if (first === undefined) return undefined
  const all = test(first)
  return others.some(value => test(value) !== all) ? undefined : all
}

type Missing = NonNullable<Judgement['gaps']>

/** The first clause that is false, behind which nothing is asked for; else those that are gaps. */
function firstFalse(subject: Subject, tests: ReadonlyArray<readonly [string, Test]>): {readonly field: string; readonly known: Known} | Missing {
  let missing: Array<Missing[number]> | undefined
  for (const [name, test] of tests) {
    const known = field(subject, name)
    const held = holds(test, known)
    if (held === false) return {field: name, known}
    if (held === undefined && 'gap' in known) (missing ??= []).push({field: name, gap: known.gap})
  }

  return missing ?? none
}

const none: Missing = []
const isGaps = (seen: Missing | {readonly field: string}): seen is Missing => Array.isArray(seen)

/**
 * One check on one subject, in three-valued logic: a false clause of `when` makes it not applicable, whatever
 * else is missing; a false clause of `must` fails it; and a gap that could still change the verdict leaves it
 * unknown. It passes only when every clause was seen to hold.
 */
export function judge(check: CompiledCheck, subject: Subject): Judgement {
  const when = firstFalse(subject, check.tests.when)
  if (!isGaps(when)) return {verdict: 'not-applicable'}
  if (when.length > 0) return {gaps: when, verdict: 'unknown'}
  const must = firstFalse(subject, check.tests.must)
  if (!isGaps(must)) return {because: [because(check, must.field, must.known)], verdict: 'fail'}
  return must.length > 0 ? {gaps: must, verdict: 'unknown'} : {verdict: 'pass'}
}

function because(check: CompiledCheck, name: string, known: Known): Because {
  return {field: name, must: check.must[name] ?? {}, value: 'value' in known ? known.value : (known.among ?? []).map(String)}
}
