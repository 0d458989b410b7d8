import type {Report} from '../model/report.js'
import type {Scope} from '../model/snapshot.js'

import {UserError} from '../model/errors.js'
import {readReport} from '../store/report.js'

const hint = 'Write one with heroku compliance:check --output report.json.'

/**
 * The saved report that a run is held to.
 *
 * @throws UserError where the file is none
 */
export async function baselineOf(file: string): Promise<Report> {
  const {reportErrors} = await import('../catalog/check-report.js')
  const saved = readReport(file, reportErrors)
  if ('report' in saved) return saved.report
  throw new UserError(`${file} is a snapshot, and a baseline is a report.`, hint)
}

/** @throws UserError where the report is of another scope, or says nothing of a framework that is judged */
export function refuseOther(file: string, {frameworks, scope}: Report, ids: readonly string[], scopes: readonly Scope[]): void {
  const missing = ids.filter(id => frameworks.every(one => one.id !== id))
  if (missing.length > 0) throw new UserError(`${file} says nothing of ${missing.join(', ')}, which this run judges.`, `Choose the frameworks that it is of, ${frameworks.map(({id}) => id).join(', ')}, or write a new one.`)
  const names = scopes.flatMap(({name}) => name ?? []).join(', ')
  if ((scope.name ?? '') !== names) throw new UserError(`${file} is of another scope: ${scope.name ?? 'the whole account'}, and this run of ${names === '' ? 'the whole account' : names}.`, hint)
}
