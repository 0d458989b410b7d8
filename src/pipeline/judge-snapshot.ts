import type {Catalog} from '../catalog/catalog.js'
import type {Control, Framework, Status} from '../model/framework.js'
import type {Rolled, Tally} from '../evaluate/rollup.js'
import type {Threshold} from '../model/judging.js'
import type {Observation} from '../model/observation.js'
import type {ControlResult, FrameworkResult, Notice, Report, ScopeKind} from '../model/report.js'
import type {Scope, Snapshot} from '../model/snapshot.js'
import type {Examined} from './examine.js'

import {isDecidable} from '../catalog/catalog.js'
import {exit} from '../evaluate/exit.js'
import {rollup} from '../evaluate/rollup.js'
import {statuses} from '../model/framework.js'
import {byCodeUnit, grouped} from '../model/order.js'
import {noPolicy} from '../model/policy.js'
import {controlsOfChecks, observations, summary} from '../report/assemble.js'
import {fingerprint} from '../store/hash.js'
import {examine, leftOut} from './examine.js'

export interface Judging extends Threshold {
  readonly version: string
  /** What the report calls its scope. */
  readonly scopeKind: ScopeKind
  /** ISO 8601; the time of collection if absent. */
  readonly now?: string
}

const day = 86_400_000

/** The report on a snapshot: the same facts, catalogue and instant give the same report. */
export function judgeSnapshot(snapshot: Snapshot, catalog: Catalog, judging: Judging): Report {
  const times = snapshot.facts.map(({at}) => at).sort(byCodeUnit)
  const collectedAt = times.at(-1) ?? new Date(0).toISOString()
  const generatedAt = judging.now ?? collectedAt
  const sha256 = fingerprint(snapshot)
  const facts = new Map(snapshot.facts.map(fact => [fact.path, fact]))
  const examined = examine(facts, snapshot.scopes, catalog, noPolicy, Date.parse(generatedAt))
  const controls = controlsOfChecks(catalog.frameworks, isDecidable)
  const observed = observations(examined.judged, controls)
  const seen = tallied(observed)
  return {
    reportVersion: 1,
    tool: {name: 'heroku-compliance', version: judging.version},
    generatedAt,
    snapshot: {
      collectedAt,
      ...(times[0] ? {oldestFactAt: times[0]} : {}),
      sha256,
      caller: examined.caller,
    },
    scope: {kind: judging.scopeKind, ...nameOf(snapshot.scopes), apps: examined.apps},
    frameworks: catalog.frameworks.map(framework => frameworkResult(framework, catalog, examined, seen, snapshot.scopes)),
    observations: observed,
    gaps: examined.gaps.map(({needs, path, reason, status}) => ({path, reason, ...(status === undefined ? {} : {status}), ...(needs === undefined ? {} : {needs})})),
    notices: [...stopped(snapshot), ...notices(catalog, examined, Date.parse(generatedAt) - Date.parse(times[0] ?? collectedAt))],
    summary: summary(observed),
    exit: exit(observed, judging),
  }
}

/** What was observed of each check, in the order of first sight. */
function tallied(observed: readonly Observation[]): Map<string, Tally[]> {
  const ofCheck = grouped(observed, ({check}) => check)
  return new Map([...ofCheck].map(([check, all]) => [check, [...grouped(all, ({verdict}) => verdict)].map(([verdict, same]) => ({check, times: same.length, verdict}))]))
}

function nameOf(scopes: readonly Scope[]): {name?: string} {
  const names = scopes.flatMap(({name}) => name === undefined ? [] : [name])
  return names.length > 0 ? {name: names.join(', ')} : {}
}

function frameworkResult(framework: Framework, catalog: Catalog, examined: Examined, seen: ReadonlyMap<string, readonly Tally[]>, scopes: readonly Scope[]): FrameworkResult {
  const of = (ids: readonly string[]) => ids.flatMap(id => seen.get(id) ?? [])
  const results = framework.controls.map((control): ControlResult => {
    const {boundary, checks, dataClass, documents, facts, id, kind, priority, question, relievedBy, responsibility, severity, title} = control
    const told = isDecidable(control) ? rollup(control, of(checks), of(boundary ?? []), notRun(control, catalog, examined, scopes)) : undeclared(control)
    const rolled = told.status === 'fail' ? told : unspoken(control, examined) ?? told
    return {
      id, title, kind, responsibility, severity, ...(priority ? {priority} : {}), ...rolled, checks, ...(dataClass ? {dataClass} : {}),
      ...(question ? {question} : {}), ...(documents ? {documents} : {}), ...(relievedBy ? {relievedBy} : {}), ...(boundary ? {boundary} : {}),
      ...(facts ? {facts: examined.evidence.rows(facts)} : {}),
    }
  })
  const counts = Object.fromEntries(statuses.map(status => [status, results.filter(one => one.status === status).length])) as Record<Status, number>
  const {dataClass, id, title, version} = framework
  return {id, title, version, ...(dataClass ? {dataClass} : {}), controls: results, summary: counts}
}

/** What is in scope that the source of the control does not speak of, or may not. */
function unspoken({unknownWhere = []}: Control, {evidence}: Examined): Rolled | undefined {
  const found = unknownWhere.flatMap(({field, is, reason, subject}) => {
    const rows = evidence.rows([{fields: [field], subject}]).filter(row => row[field] === is || row[field] === null)
    return rows.length > 0 ? [`${reason}: ${some(rows.map(row => String(row['subject'])))}`] : []
  })
  return found.length > 0 ? {reason: found.join('; '), status: 'unknown'} : undefined
}

const some = (names: readonly string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')

/** A control about data that nobody said any app holds. */
const undeclared = ({dataClass}: Control): Rolled =>
  ({reason: `no policy file says which apps hold ${dataClass ?? 'such'} data; its checks decide once one does`, status: 'manual'})

/** What a wider scope would judge of a control that no check of this scope speaks to. */
function notRun({checks}: Control, catalog: Catalog, examined: Examined, scopes: readonly Scope[]): string | undefined {
  const left = catalog.checks.filter(({id, subject}) => checks.includes(id) && !examined.kinds.has(subject))
  if (left.length === 0) return undefined
  const wider = new Set(left.flatMap(({subject}) => scopes.flatMap(scope => leftOut(scope).get(subject) ?? [])))
  const judgedWith = `judged with ${[...wider].map(scope => `--${scope}`).join(' and ')}`
  return left.length === checks.length ? judgedWith : `${left.map(({id}) => id).join(', ')}: ${judgedWith}`
}

const stopped = ({partial}: Snapshot): Notice[] =>
  partial ? [{id: 'snapshot-is-partial', text: 'The collection was stopped before everything was asked: go on with heroku compliance:collect --resume.'}] : []

function notices({frameworks}: Catalog, examined: Examined, age: number): Notice[] {
  const classes = frameworks.flatMap(({dataClass, title}) => dataClass ? [`${dataClass} data (${title})`] : [])
  const confined = frameworks.filter(({residency}) => residency)
  return [
    ...(classes.length > 0 ? [{id: 'data-class-not-declared', text: `No policy file says which apps hold ${classes.join(', ')}: every app in scope is judged.`}] : []),
    ...(confined.length > 1 ? [{id: 'residency-excludes', text: `${confined.map(({title}) => title).join(', ')} each restrict where things run: no app can be inside all of them.`}] : []),
    ...examined.partialTeams.map(team => ({id: 'lists-may-be-short', text: `You are no admin of ${team}: its lists of apps, spaces and people may be short.`})),
    ...(age > day ? [{id: 'snapshot-is-old', text: `The oldest facts were read ${Math.floor(age / day)} days before the instant that they are judged at.`}] : []),
  ]
}
