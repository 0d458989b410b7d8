import type {CompiledCheck, Test} from '../model/check.js'
import type {Because, Judgement, Missing} from '../model/observation.js'
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

/** The first clause that is false, behind which nothing is asked for; else those that are gaps. */
function firstFalse(
  subject: Subject,
  tests: ReadonlyArray<readonly [string, Test]>,
): {readonly field: string; readonly known: Known} | readonly Missing[] {
  let missing = none
  for (const [name, test] of tests) {
    const known = field(subject, name)
    const held = holds(test, known)
    if (held === false) return {field: name, known}
    // Most are of one gap: a list that is pushed to would have room for seventeen.
    if (held === undefined && 'gap' in known) missing = [...missing, {field: name, gap: known.gap}]
  }

  return missing
}

const none: readonly Missing[] = []
const isGaps = (seen: readonly Missing[] | {readonly field: string}): seen is readonly Missing[] => Array.isArray(seen)

/**
 * One check on one subject, in three-valued logic: a false clause of `when` makes it not applicable, whatever
 * else is missing; a false clause of `must` fails it; and a gap that could still change the verdict leaves it
 * unknown. It passes only when every clause was seen to hold.
 */
export function judge(check: CompiledCheck, subject: Subject): Judgement {
  const when = firstFalse(subject, check.tests.when)
  if (!isGaps(when)) return notApplicable
  if (when.length > 0) return {gaps: when, verdict: 'unknown'}
  const must = firstFalse(subject, check.tests.must)
  if (!isGaps(must)) return {because: [because(check, must.field, must.known)], verdict: 'fail'}
  return must.length > 0 ? {gaps: must, verdict: 'unknown'} : pass
}

const notApplicable: Judgement = {verdict: 'not-applicable'}
const pass: Judgement = {verdict: 'pass'}

function because(check: CompiledCheck, name: string, known: Known): Because {
  return {
    field: name,
    must: check.must[name] ?? {},
    value: 'value' in known ? known.value : (known.among ?? []).map(String),
  }
}
