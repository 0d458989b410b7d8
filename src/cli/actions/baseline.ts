import type {Report, ScopeKind} from '../../model/report.js'
import type {Scope} from '../../model/snapshot.js'

import {UserError} from '../../foundation/user-error.js'
import {readReport} from '../../parsing/read-report.js'

const hint = 'Write one with heroku compliance:check --output report.json.'

/**
 * The saved report that a run is held to.
 *
 * @throws UserError where the file is none
 */
export async function readBaseline(file: string): Promise<Report> {
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const saved = readReport(file, reportErrors)
  if ('report' in saved) return saved.report
  throw new UserError(`${file} is a snapshot, and a baseline is a report.`, hint)
}

/** @throws UserError where the report is of another scope, or says nothing of a framework that is judged */
export function assertComparable(
  file: string,
  {frameworks, scope}: Report,
  ids: readonly string[],
  scopes: readonly Scope[],
  kind: ScopeKind,
): void {
  const missing = ids.filter(id => frameworks.every(framework => framework.id !== id))
  if (missing.length > 0)
    throw new UserError(
      `${file} says nothing of ${missing.join(', ')}, which this run judges.`,
      `Choose the frameworks that it is of, ${frameworks.map(({id}) => id).join(', ')}, or write a new one.`,
    )
  const names = scopes.flatMap(({name}) => name ?? []).join(', ')
  const isOtherScope =
    (scope.name ?? '') !== names ||
    (!isKindUnknown(scope.kind) && scopes.some(candidate => candidate.kind !== scope.kind)) ||
    (scope.kind === 'sample' && kind !== 'sample' && kind !== 'snapshot') ||
    (kind === 'sample' && !isKindUnknown(scope.kind))
  if (isOtherScope)
    throw new UserError(
      `${file} is of another scope: ${scopeLabel(scope.kind, scope.name)}, and this run of ${scopeLabel(kind === 'snapshot' ? (scopes[0]?.kind ?? kind) : kind, names === '' ? undefined : names)}.`,
      hint,
    )
}

/** A report on a snapshot does not say which kind of thing it is of. */
const isKindUnknown = (kind: ScopeKind) => kind === 'sample' || kind === 'snapshot'

const scopeLabel = (kind: ScopeKind, name: string | undefined) =>
  name === undefined
    ? kind === 'sample'
      ? 'the sample'
      : 'the whole account'
    : isKindUnknown(kind)
      ? name
      : `${kind} ${name}`
