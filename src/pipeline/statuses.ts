import type {Catalog} from '../catalog/catalog.js'
import type {Standing} from '../evaluate/answers.js'
import type {Beside, Rolled, Tally} from '../evaluate/rollup.js'
import type {Control, DataClass, Framework, Severity, Status} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Place, Policy} from '../model/policy.js'
import type {ControlResult, FrameworkResult, Notice} from '../model/report.js'
import type {Scope} from '../model/snapshot.js'
import type {Subject} from '../model/subject.js'
import type {Concerns} from './concerning.js'
import type {Surveyed} from './examine.js'

import {isDecidable} from '../catalog/catalog.js'
import {answered, answersOf, strayAnswers} from '../evaluate/answers.js'
import {missingDocuments} from '../model/documents.js'
import {tooStrict} from '../evaluate/recovery.js'
import {rollup} from '../evaluate/rollup.js'
import {statuses} from '../model/framework.js'
import {distinct, grouped} from '../model/order.js'
import {remembered} from '../model/remembered.js'
import {isWide} from '../model/snapshot.js'
import {subjectKey} from '../model/subject.js'
import {firstOf} from '../model/text.js'
import {leftOut} from './examine.js'

/** What the statuses of controls hang on. */
export interface Ground {
  readonly catalog: Catalog
  readonly concerns: Concerns
  readonly declared: ReadonlySet<DataClass>
  readonly examined: Surveyed
  readonly now: number
  readonly observed: readonly Observation[]
  readonly policy: Policy
  readonly scopes: readonly Scope[]
}

export interface Statuses {
  readonly frameworks: readonly FrameworkResult[]
  readonly notices: readonly Notice[]
  /** The answers that count, of all frameworks. */
  readonly standing: readonly Standing[]
  /** The severities of controls that people answered no, or ask more of than is to be had. */
  readonly refused: readonly Severity[]
}

export function statusesOf(ground: Ground): Statuses {
  const {catalog, examined, now, policy: {answers = [], evidence = [], recovery = {}}, scopes} = ground
  const seen = tallies(ground)
  const scopeOf = remembered((about: DataClass | undefined) => scoped(ground, about), about => about)
  const said = catalog.frameworks.map(framework => ({framework, ...answersOf(framework, answers, evidence, now)}))
  const frameworks = said.map(({framework, standing}) => frameworkResult(ground, framework, {scopeOf, seen}, standing))
  const standing = said.flatMap(one => [...one.standing.values()].flat())
  const beyond = new Set(catalog.frameworks.flatMap(({controls}) => controls.flatMap(control => tooStrict(control, recovery)?.reason ?? [])))
  return {
    frameworks,
    // Of one app or space it is not to be seen whom else there is.
    notices: [...said.flatMap(({notices}) => notices), ...isWide(scopes) ? strayAnswers(standing, examined.spoken) : []],
    refused: frameworks.flatMap(({controls}) => controls.flatMap(({answer, reason, severity, status}) => status === 'fail' && (answer?.answer === 'no' || beyond.has(reason)) ? [severity] : [])),
    standing,
  }
}

/** Whom a class of data is about. */
interface Scoped {
  readonly isAbout: (app: string) => boolean
  /** Undefined where it is about all. */
  readonly isMeant: ReturnType<Concerns['meant']>
  readonly spoken: readonly Place[]
}

function scoped({concerns, examined: {spoken}}: Ground, about: DataClass | undefined): Scoped {
  const isAbout = (name: string) => concerns.app(about, name)
  return {isAbout, isMeant: concerns.meant(about), spoken: about === undefined ? spoken : spoken.filter(({app, name}) => app === undefined || isAbout(name))}
}

/** What is the same for many controls. */
interface Shared {
  readonly scopeOf: (about: DataClass | undefined) => Scoped
  readonly seen: Tallies
}

type Tallies = (framework: Framework, control: Control, checks: readonly string[]) => readonly Tally[]

/** What was observed of each check, in the order of first sight: of all, or of those that a class of data concerns. */
function tallies({concerns, examined, observed}: Ground): Tallies {
  const ofClass = remembered((about: DataClass | undefined) => tallied(about === undefined ? observed : observed.filter(inside(about))), about => about)
  return (framework, control, checks) => {
    const own = ofClass(concerns.classOf(framework, control))
    return checks.flatMap(id => own.get(id) ?? [])
  }

  // By the subject, and not by the controls that an observation names: those of a boundary name none.
  function inside(about: DataClass): (one: Observation) => boolean {
    const outside = new Set(examined.subjects.flatMap(subject => concerns.subject(about, subject) ? [] : [subjectKey(subject)]))
    // All observations of a subject have one name of it.
    const isInside = remembered((subject: Observation['subject']) => !outside.has(subjectKey(subject)), subject => subject)
    return ({subject}) => isInside(subject)
  }
}

function tallied(observed: readonly Observation[]): Map<string, readonly Tally[]> {
  return new Map([...grouped(observed, ({check}) => check)].map(([check, all]) => [check,
    [...grouped(all, ({verdict, waiver}) => `${verdict}${waiver ? ' waived' : ''}`).values()].flatMap(same => same[0] ? [{check, isWaived: same[0].waiver !== undefined, times: same.length, verdict: same[0].verdict}] : [])]))
}

function frameworkResult(ground: Ground, framework: Framework, shared: Shared, standing: ReadonlyMap<string, readonly Standing[]>): FrameworkResult {
  const results = framework.controls.map(control => controlResult(ground, framework, control, shared, standing.get(control.id) ?? []))
  const counts = Object.fromEntries(statuses.map(status => [status, results.filter(one => one.status === status).length])) as Record<Status, number>
  const {dataClass, id, title, version} = framework
  return {id, title, version, ...(dataClass ? {dataClass} : {}), ...divided(ground, dataClass), controls: results, summary: counts}
}

/** Who is in scope of a class that the policy declares, and why, and who is not. */
function divided({examined: {dataScopes}, policy}: Ground, dataClass: DataClass | undefined): Pick<FrameworkResult, 'inScope' | 'outOfScope'> {
  const scope = dataClass && dataScopes.get(dataClass)
  const declaration = dataClass && policy.data?.[dataClass]
  if (!scope || !declaration) return {}
  const {by, on} = declaration
  return {inScope: distinct(scope.inScope.keys()).map(app => ({app, path: scope.inScope.get(app) ?? ''})), outOfScope: scope.outOfScope.map(app => ({app, by, on}))}
}

function controlResult(ground: Ground, framework: Framework, control: Control, {scopeOf, seen}: Shared, standing: readonly Standing[]): ControlResult {
  const {concerns, declared, examined, policy: {recovery = {}}} = ground
  const {boundary = [], checks, dataClass, documents, facts, id, kind, priority, question, relievedBy, responsibility, severity, signals, title} = control
  const {isAbout, isMeant, spoken} = scopeOf(concerns.classOf(framework, control))
  const told = isDecidable(control, declared) ? rollup(control, seen(framework, control, checks), seen(framework, control, boundary), beside(ground, control, isAbout)) : undeclared(control)
  const rolled = told.status === 'fail' ? told : unspoken(control, examined, isMeant) ?? told
  const said = rolled.status === 'manual' && standing.length > 0 ? answered(standing, spoken) : undefined
  const asked = rolled.status === 'manual' && (said === undefined || said.status === 'manual') ? tooStrict(control, recovery) : undefined
  return {
    id, title, kind, responsibility, severity, ...(priority ? {priority} : {}), ...(said ? answerOf(said) : rolled), ...asked, checks, ...(signals ? {signals} : {}), ...(dataClass ? {dataClass} : {}),
    ...(question ? {question} : {}), ...(documents ? {documents} : {}), ...(relievedBy ? {relievedBy} : {}), ...(control.boundary ? {boundary} : {}),
    ...(facts ? {facts: examined.evidence.rows(facts, isMeant)} : {}),
  }
}

function answerOf({answers, reason, status}: NonNullable<ReturnType<typeof answered>>): Pick<ControlResult, 'answer' | 'answers' | 'reason' | 'status'> {
  const [first] = [...answers].sort((a, b) => order.indexOf(a.answer) - order.indexOf(b.answer))
  return {reason, status, ...(first ? {answer: first} : {}), ...(answers.length > 1 ? {answers} : {})}
}

const order: readonly string[] = ['no', 'yes', 'not-applicable']

function beside({catalog, examined, now, policy: {evidence = []}, scopes}: Ground, control: Control, isAbout: (app: string) => boolean): Beside {
  const {documents = [], kind, relievedBy} = control
  const used = kind === 'inherited' ? examined.used.filter(({app}) => isAbout(app)) : []
  const missing = missingDocuments(documents, evidence, {regions: distinct(used.flatMap(({regions}) => regions)), services: distinct(used.flatMap(({services}) => services))}, now)
  return {
    isRelieved: relievedBy !== undefined && missingDocuments([relievedBy], evidence, {regions: [], services: []}, now).length === 0,
    missing: missing.length === 0 && used.some(({gap}) => gap) ? ['which services are in use could not be read'] : missing,
    notRun: notRun(control, catalog, examined, scopes),
  }
}

/** What is in scope that the source of the control does not speak of, or may not. */
function unspoken({unknownWhere = []}: Control, {evidence}: Surveyed, isMeant?: (subject: Subject) => boolean): Rolled | undefined {
  const found = unknownWhere.flatMap(({field, is, reason, subject}) => {
    const rows = evidence.rows([{fields: [field], subject}], isMeant).filter(row => row[field] === is || row[field] === null)
    return rows.length > 0 ? [`${reason}: ${firstOf(rows.map(row => String(row['subject'])))}`] : []
  })
  return found.length > 0 ? {reason: found.join('; '), status: 'unknown'} : undefined
}

/** A control about data that nobody said any app holds. */
const undeclared = ({dataClass}: Control): Rolled =>
  ({reason: `no policy file says which apps hold ${dataClass ?? 'such'} data; its checks decide once one does`, status: 'manual'})

/** What a wider scope would judge of a control that no check of this scope speaks to. */
function notRun({checks}: Control, catalog: Catalog, examined: Surveyed, scopes: readonly Scope[]): string | undefined {
  const left = catalog.checks.filter(({id, subject}) => checks.includes(id) && !examined.kinds.has(subject))
  if (left.length === 0) return undefined
  const wider = new Set(left.flatMap(({subject}) => scopes.flatMap(scope => leftOut(scope).get(subject) ?? [])))
  const judgedWith = `judged with ${[...wider].map(scope => `--${scope}`).join(' and ')}`
  return left.length === checks.length ? judgedWith : `${left.map(({id}) => id).join(', ')}: ${judgedWith}`
}
