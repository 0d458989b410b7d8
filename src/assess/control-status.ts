import type {Standing} from './answers.js'
import type {Said} from './exit.js'
import type {Rolled, Tally} from './rollup.js'
import type {Control, DataClass, Framework, Status} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {ControlResult, FrameworkResult, Notice} from '../model/report.js'
import type {Subject} from '../model/subject.js'
import type {Surveyed} from './observe.js'
import type {Ground, Scoped} from './assessment-context.js'

import {isDecidable} from '../catalog/catalog.js'
import {answered, answersOf, strayAnswers} from './answers.js'
import {tooStrict} from './recovery.js'
import {rollup, withSignals} from './rollup.js'
import {statuses} from '../model/framework.js'
import {byCodeUnit, grouped} from '../foundation/collections.js'
import {remembered} from '../foundation/memoize.js'
import {isWide} from '../model/snapshot.js'
import {subjectKey} from '../model/subject.js'
import {firstOf} from '../foundation/text.js'
import {askedOf} from './open-questions.js'
import {beside} from './rollup-inputs.js'
import {scoped} from './assessment-context.js'

export interface Statuses {
  readonly frameworks: readonly FrameworkResult[]
  readonly notices: readonly Notice[]
  /** The answers that count, of all frameworks. */
  readonly standing: readonly Standing[]
  readonly said: Said
}

export function statusesOf(ground: Ground): Statuses {
  const {
    catalog,
    examined,
    now,
    policy: {answers = [], documents: onFile = []},
    scopes,
  } = ground
  const seen = tallies(ground)
  const scopeOf = remembered(
    (about: DataClass | undefined) => scoped(ground, about),
    about => about,
  )
  const given = catalog.frameworks.map(framework => {
    const {notices, standing} = answersOf(framework, answers, onFile, now)
    const settled = framework.controls.map(control =>
      settle(ground, framework, control, {scopeOf, seen}, standing.get(control.id)),
    )
    return {framework, notices, settled, standing: [...standing.values()].flat()}
  })
  const all = given.flatMap(({settled}) => settled)
  const standing = given.flatMap(({standing: counting}) => counting)
  return {
    frameworks: given.map(({framework, settled}) =>
      frameworkResult(
        ground,
        framework,
        settled.map(({result}) => result),
      ),
    ),
    // Of one app or space it is not to be seen whom else there is.
    notices: [
      ...given.flatMap(({notices}) => notices),
      ...(isWide(scopes) ? strayAnswers(standing, examined.spoken) : []),
    ],
    said: {
      beyond: because(all, 'beyond'),
      open: all.filter(({result}) => result.status === 'manual').length,
      refused: because(all, 'refused'),
      unspoken: because(all, 'unspoken'),
    },
    standing,
  }
}

/** What is the same for many controls. */
interface Shared {
  readonly scopeOf: (about: DataClass | undefined) => Scoped
  readonly seen: Tallies
}

type Tallies = (framework: Framework, control: Control, checks: readonly string[]) => readonly Tally[]

/** What was observed of each check, in the order of first sight: of all, or of those that a class of data concerns. */
function tallies({concerns, examined, observed}: Ground): Tallies {
  const ofClass = remembered(
    (about: DataClass | undefined) => tallied(about === undefined ? observed : observed.filter(inside(about))),
    about => about,
  )
  return (framework, control, checks) => {
    const own = ofClass(concerns.classOf(framework, control))
    return checks.flatMap(id => own.get(id) ?? [])
  }

  // By the subject, and not by the controls that an observation names: those of a boundary name none.
  function inside(about: DataClass): (one: Observation) => boolean {
    const outside = new Set(
      examined.subjects.filter(subject => !concerns.subject(about, subject)).map(subject => subjectKey(subject)),
    )
    // All observations of a subject have one name of it.
    const isInside = remembered(
      (subject: Observation['subject']) => !outside.has(subjectKey(subject)),
      subject => subject,
    )
    return ({subject}) => isInside(subject)
  }
}

function tallied(observed: readonly Observation[]): Map<string, readonly Tally[]> {
  return new Map(
    [...grouped(observed, ({check}) => check)].map(([check, all]) => [
      check,
      [...grouped(all, ({waiver}) => waiver !== undefined)].flatMap(([isWaived, some]) =>
        [...grouped(some, ({verdict}) => verdict)].map(([verdict, {length: times}]) => ({
          check,
          isWaived,
          times,
          verdict,
        })),
      ),
    ]),
  )
}

function frameworkResult(
  ground: Ground,
  {dataClass, id, title, version}: Framework,
  controls: readonly ControlResult[],
): FrameworkResult {
  const counts = Object.fromEntries(
    statuses.map(status => [status, controls.filter(one => one.status === status).length]),
  ) as Record<Status, number>
  return {
    id,
    title,
    version,
    ...(dataClass ? {dataClass} : {}),
    ...divided(ground, dataClass),
    controls,
    summary: counts,
  }
}

/** Who is in scope of a class that the policy declares, and why, and who is not. */
function divided(
  {examined: {dataScopes}, policy}: Ground,
  dataClass: DataClass | undefined,
): Pick<FrameworkResult, 'inScope' | 'outOfScope'> {
  const scope = dataClass && dataScopes.get(dataClass)
  const declaration = dataClass && policy.data?.[dataClass]
  if (!scope || !declaration) return {}
  const {by, on} = declaration
  const inScope = [...scope.inScope].sort(([a], [b]) => byCodeUnit(a, b)).map(([app, path]) => ({app, path}))
  return {inScope, outOfScope: scope.outOfScope.map(app => ({app, by, on}))}
}

/** A control with its status, and what other than an observation brought it there. */
interface Settled {
  readonly result: ControlResult
  readonly cause?: 'beyond' | 'refused' | 'unspoken'
}

const because = (all: readonly Settled[], cause: Settled['cause']) =>
  all.filter(one => one.cause === cause).map(({result}) => result.severity)

function settle(
  ground: Ground,
  framework: Framework,
  control: Control,
  {scopeOf, seen}: Shared,
  standing: readonly Standing[] | undefined,
): Settled {
  const {concerns, declared, examined} = ground
  const {
    boundary = [],
    checks,
    dataClass,
    documents,
    facts,
    id,
    kind,
    priority,
    question,
    relievedBy,
    responsibility,
    severity,
    signals,
    title,
  } = control
  const scope = scopeOf(concerns.classOf(framework, control))
  const known = beside(ground, control, scope)
  const ofChecks = isDecidable(control, declared)
    ? rollup(control, seen(framework, control, checks), seen(framework, control, boundary), known)
    : undeclared(control)
  const {cause, rolled} =
    setAside(ground, concerns.classOf(framework, control)) ?? decided(ground, control, ofChecks, scope, standing)
  return {
    ...(cause ? {cause} : {}),
    result: {
      id,
      title,
      kind,
      responsibility,
      severity,
      ...(priority ? {priority} : {}),
      ...withSignals(rolled, seen(framework, control, signals ?? [])),
      checks,
      ...(signals ? {signals} : {}),
      ...(dataClass ? {dataClass} : {}),
      ...(question ? {question} : {}),
      ...(documents ? {documents} : {}),
      ...(relievedBy ? {relievedBy} : {}),
      ...(control.relieved && known.isRelieved ? {relieved: control.relieved} : {}),
      ...(control.boundary ? {boundary} : {}),
      ...(facts ? {facts: examined.evidence.rows(facts, scope.isMeant)} : {}),
    },
  }
}

/** A control about data that no app holds, as somebody declared. */
function setAside(
  {concerns, policy: {data = {}}}: Ground,
  dataClass: DataClass | undefined,
): ReturnType<typeof decided> | undefined {
  const declaration = dataClass && data[dataClass]
  if (!declaration || !concerns.isHeldByNone(dataClass)) return undefined
  return {
    rolled: {
      reason: `no app holds ${dataClass} data, as ${declaration.by} declared on ${declaration.on}`,
      status: 'not-applicable',
    },
  }
}

type Outcome = Pick<ControlResult, 'answer' | 'answers' | 'reason' | 'status'>

/** What the source, people and the policy make of what the checks say. */
function decided(
  {catalog, examined, policy: {recovery = {}}}: Ground,
  control: Control,
  ofChecks: Rolled,
  {isMeant, spoken}: Scoped,
  standing: readonly Standing[] | undefined,
): Pick<Settled, 'cause'> & {readonly rolled: Outcome} {
  const {ifYes, ...told} = ofChecks
  const silent = told.status === 'fail' ? undefined : unspoken(control, examined, isMeant)
  if (silent) return {cause: 'unspoken', rolled: silent}
  if (told.status !== 'manual') return {rolled: told}
  const said = standing && answered(standing, spoken.filter(askedOf(control, catalog)))
  const strict = said === undefined || said.status === 'manual' ? tooStrict(control, recovery) : undefined
  if (strict) return {cause: 'beyond', rolled: {...(said ? answerOf(said) : {}), ...strict}}
  if (!said) return {rolled: told}
  return {...(said.status === 'fail' ? {cause: 'refused'} : {}), rolled: answerOf(vouched(said, ifYes))}
}

/** Where the duty is shared, the answer yes settles the customer's part only. */
function vouched<T extends Rolled>(said: T, ifYes: Rolled | undefined): T {
  if (said.status !== 'attested' || !ifYes) return said
  return {
    ...said,
    reason: ifYes.status === 'inherited' ? `${ifYes.reason}; ${said.reason}` : ifYes.reason,
    status: ifYes.status,
  }
}

function answerOf({answers, reason, status}: NonNullable<ReturnType<typeof answered>>): Outcome {
  const [first] = [...answers].sort((a, b) => order[a.answer] - order[b.answer])
  return {reason, status, ...(first ? {answer: first} : {}), ...(answers.length > 1 ? {answers} : {})}
}

const order = {no: 0, yes: 1, 'not-applicable': 2}

/** What is in scope that the source of the control does not speak of, or may not. */
function unspoken(
  {unknownWhere = []}: Control,
  {evidence}: Surveyed,
  isMeant?: (subject: Subject) => boolean,
): Rolled | undefined {
  const found = unknownWhere.flatMap(({field, is, reason, subject}) => {
    const rows = evidence
      .rows([{fields: [field], subject}], isMeant)
      .filter(row => row[field] === is || row[field] === null)
    return rows.length > 0 ? [`${reason}: ${firstOf(rows.map(row => String(row['subject'])))}`] : []
  })
  return found.length > 0 ? {reason: found.join('; '), status: 'unknown'} : undefined
}

/** A control about data that nobody said any app holds. */
const undeclared = ({dataClass}: Control): Rolled => ({
  reason: `no policy file says which apps hold ${dataClass ?? 'such'} data; its checks decide once one does`,
  status: 'manual',
})
