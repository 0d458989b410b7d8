import type {Report, ScopeKind} from '../../model/report.js'
import type {Scope} from '../../model/snapshot.js'

import {UserError} from '../../foundation/user-error.js'
import {isSamePart} from '../../model/chosen-part.js'
import {readReport} from '../../parsing/read-report.js'

const hint = 'Write one with heroku compliance:check --output report.json.'

/** A saved report that a run is compared against. */
export interface Baseline {
  readonly file: string
  readonly report: Report
}

/** What a run assesses. */
interface RunScope {
  readonly frameworkIds: readonly string[]
  readonly kind: ScopeKind
  readonly only?: Report['only'] | undefined
  readonly scopes: readonly Scope[]
}

/** @throws UserError where the file isn't a report */
export async function readBaseline(file: string): Promise<Baseline> {
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const saved = readReport(file, reportErrors)
  if ('report' in saved) return {file, report: saved.report}
  throw new UserError(`${file} is a snapshot; a baseline must be a report.`, hint)
}

/** @throws UserError where the baseline covers another scope, or lacks something that the run assesses */
export function assertComparable({file, report: {frameworks, only, scope}}: Baseline, run: RunScope): void {
  const missing = run.frameworkIds.filter(id => frameworks.every(framework => framework.id !== id))
  if (missing.length > 0)
    throw new UserError(
      `${file} doesn't cover ${missing.join(', ')}, which this run assesses.`,
      `Choose its own frameworks (${frameworks.map(({id}) => id).join(', ')}), or write a new baseline.`,
    )
  assertCoversPart(file, only, run.only)
  const names = run.scopes.flatMap(({name}) => name ?? []).join(', ')
  if ((scope.name ?? '') === names && isSameKind(scope.kind, run)) return
  const runKind = run.kind === 'snapshot' ? (run.scopes[0]?.kind ?? run.kind) : run.kind
  const runLabel = scopeLabel(runKind, names === '' ? undefined : names)
  throw new UserError(
    `${file} covers another scope: ${scopeLabel(scope.kind, scope.name)}, and this run covers ${runLabel}.`,
    hint,
  )
}

/** A baseline of everything includes each part of it; another part may lack anything. */
function assertCoversPart(file: string, covered: Report['only'], wanted: Report['only']): void {
  if (!covered || isSamePart(covered, wanted)) return
  throw new UserError(
    `${file} covers only ${covered.join(', ')}.`,
    `Choose the same with ${covered.map(name => `--only "${name}"`).join(' ')}, or write a new baseline.`,
  )
}

/** A report on a snapshot doesn't say what kind of scope that has. */
const isKindUnknown = (kind: ScopeKind) => kind === 'sample' || kind === 'snapshot'

function isSameKind(kind: ScopeKind, run: RunScope): boolean {
  if (kind === 'sample') return isKindUnknown(run.kind)
  if (kind === 'snapshot') return true
  return run.kind !== 'sample' && run.scopes.every(scope => scope.kind === kind)
}

function scopeLabel(kind: ScopeKind, name: string | undefined): string {
  if (name !== undefined) return isKindUnknown(kind) ? name : `${kind} ${name}`
  return kind === 'sample' ? 'the sample' : 'the whole account'
}
