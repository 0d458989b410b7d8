import type {CompiledCheck, Test} from '../model/check.js'
import type {Gap} from '../model/gap.js'
import type {Because, Judgement} from '../model/observation.js'
import type {Known, Subject, Value} from '../model/subject.js'

interface Clause {
  /** Undefined where it hangs on a gap. */
  readonly holds: boolean | undefined
  readonly field: string
  readonly value?: Value
  readonly gap?: Gap
}

function field(subject: Subject, name: string): Known {
  const compute = subject.fields[name]
  if (compute) return compute()
  if (subject.placeholder) return {gap: subject.placeholder}
  throw new Error(`a ${subject.kind} has no field "${name}"`)
}

/** A gap is decided all the same where the test says one thing of every value that the field could have. */
function clause(subject: Subject, name: string, test: Test): Clause {
  const known = field(subject, name)
  if ('value' in known) return {field: name, holds: test(known.value), value: known.value}
  const {among, gap} = known
  const [first, ...others] = among ?? []
  if (first === undefined) return {field: name, gap, holds: undefined}
  const holds = test(first)
  if (others.some(value => test(value) !== holds)) return {field: name, gap, holds: undefined}
  return {field: name, holds, value: (among ?? []).map(String)}
}

/** Clauses up to and with the first that is false. A field behind it is not asked for. */
function clauses(subject: Subject, tests: ReadonlyArray<readonly [string, Test]>): Clause[] {
  const seen: Clause[] = []
  for (const [name, test] of tests) {
    const next = clause(subject, name, test)
    seen.push(next)
    if (next.holds === false) break
  }

  return seen
}

const gapsOf = (seen: readonly Clause[]) => seen.some(({holds}) => holds === undefined)
  ? seen.flatMap(({field: name, gap, holds}) => holds === undefined && gap ? [{field: name, gap}] : [])
  : []

/**
 * One check on one subject, in three-valued logic: a false clause of `when` makes it not applicable, whatever
 * else is missing; a false clause of `must` fails it; and a gap that could still change the verdict leaves it
 * unknown. It passes only when every clause was seen to hold.
 */
export function judge(check: CompiledCheck, subject: Subject): Judgement {
  const when = clauses(subject, check.tests.when)
  if (when.some(({holds}) => holds === false)) return {verdict: 'not-applicable'}
  const open = gapsOf(when)
  if (open.length > 0) return {gaps: open, verdict: 'unknown'}

  const must = clauses(subject, check.tests.must)
  const broken = must.find(({holds}) => holds === false)
  if (broken) return {because: [because(check, broken)], verdict: 'fail'}
  const missing = gapsOf(must)
  return missing.length > 0 ? {gaps: missing, verdict: 'unknown'} : {verdict: 'pass'}
}

function because(check: CompiledCheck, {field: name, value = null}: Clause): Because {
  return {field: name, must: check.must[name] ?? {}, value}
}
