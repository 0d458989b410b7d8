import type {ValidAnswer} from './answers.js'
import type {UncheckedControls} from './exit.js'
import type {ControlStatus, Tally} from './rollup.js'
import type {Control, DataClass, Framework, Status} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {ControlResult, FrameworkResult, Notice} from '../model/report.js'
import type {Subject} from '../model/subject.js'
import type {Survey} from './observe.js'
import type {AssessmentContext, ControlScope} from './assessment-context.js'

import {isDecidable} from '../catalog/catalog.js'
import {combineAnswers, validateAnswers, unmatchedAnswerNotices} from './answers.js'
import {recoveryShortfall} from './recovery.js'
import {rollUp, withSignals} from './rollup.js'
import {statuses} from '../model/framework.js'
import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {memoize} from '../foundation/memoize.js'
import {isExhaustive} from '../model/snapshot.js'
import {subjectKey} from '../model/subject.js'
import {firstFew} from '../foundation/text.js'
import {mustBeAnsweredFor} from './open-questions.js'
import {rollupInputs} from './rollup-inputs.js'
import {controlScope} from './assessment-context.js'

export interface ControlStatuses {
  readonly frameworks: readonly FrameworkResult[]
  readonly notices: readonly Notice[]
  /** The answers that count, of all frameworks. */
  readonly validAnswers: readonly ValidAnswer[]
  readonly uncheckedControls: UncheckedControls
}

export function assessControls(context: AssessmentContext): ControlStatuses {
  const {
    catalog,
    survey,
    now,
    policy: {answers = [], documents = []},
    scopes,
  } = context
  const talliesOf = tallyObservations(context)
  const scopeOf = memoize(
    (dataClass: DataClass | undefined) => controlScope(context, dataClass),
    about => about,
  )
  const assessed = catalog.frameworks.map(framework => {
    const {notices, validAnswers} = validateAnswers(framework, answers, documents, now)
    const settled = framework.controls.map(control =>
      assessControl(context, framework, control, {scopeOf, talliesOf}, validAnswers.get(control.id)),
    )
    return {framework, notices, settled, standing: [...validAnswers.values()].flat()}
  })
  const controls = assessed.flatMap(({settled}) => settled)
  const validAnswers = assessed.flatMap(({standing: counting}) => counting)
  return {
    frameworks: assessed.map(({framework, settled}) =>
      frameworkResult(
        context,
        framework,
        settled.map(({result}) => result),
      ),
    ),
    // Of one app or space it is not to be seen whom else there is.
    notices: [
      ...assessed.flatMap(({notices}) => notices),
      ...(isExhaustive(scopes) ? unmatchedAnswerNotices(validAnswers, survey.places) : []),
    ],
    uncheckedControls: {
      recoveryShortfalls: severitiesByCause(controls, 'beyond'),
      open: controls.filter(({result}) => result.status === 'manual').length,
      answeredNo: severitiesByCause(controls, 'refused'),
      sourceGaps: severitiesByCause(controls, 'unspoken'),
    },
    validAnswers,
  }
}

/** What is the same for many controls. */
interface SharedInputs {
  readonly scopeOf: (dataClass: DataClass | undefined) => ControlScope
  readonly talliesOf: TalliesOf
}

type TalliesOf = (framework: Framework, control: Control, checks: readonly string[]) => readonly Tally[]

/** What was observed of each check, in the order of first sight: of all, or of those that a class of data concerns. */
function tallyObservations({applicability, survey, observations}: AssessmentContext): TalliesOf {
  const talliesByClass = memoize(
    (dataClass: DataClass | undefined) =>
      countVerdicts(dataClass === undefined ? observations : observations.filter(isInside(dataClass))),
    about => about,
  )
  return (framework, control, checks) => {
    const own = talliesByClass(applicability.dataClassOf(framework, control))
    return checks.flatMap(id => own.get(id) ?? [])
  }

  // By the subject, and not by the controls that an observation names: those of a boundary name none.
  function isInside(dataClass: DataClass): (observation: Observation) => boolean {
    const outsideKeys = new Set(
      survey.subjects
        .filter(subject => !applicability.includesSubject(dataClass, subject))
        .map(subject => subjectKey(subject)),
    )
    // All observations of a subject have one name of it.
    const isInside = memoize(
      (subject: Observation['subject']) => !outsideKeys.has(subjectKey(subject)),
      subject => subject,
    )
    return ({subject}) => isInside(subject)
  }
}

function countVerdicts(observations: readonly Observation[]): Map<string, readonly Tally[]> {
  return new Map(
    [...groupBy(observations, ({check}) => check)].map(([check, all]) => [
      check,
      [...groupBy(all, ({waiver}) => waiver !== undefined)].flatMap(([isWaived, some]) =>
        [...groupBy(some, ({verdict}) => verdict)].map(([verdict, {length: count}]): Tally => ({
          check,
          isWaived,
          count,
          verdict,
        })),
      ),
    ]),
  )
}

function frameworkResult(
  context: AssessmentContext,
  {dataClass, id, title, version}: Framework,
  controls: readonly ControlResult[],
): FrameworkResult {
  const counts = Object.fromEntries(
    statuses.map(status => [status, controls.filter(control => control.status === status).length]),
  ) as Record<Status, number>
  return {
    id,
    title,
    version,
    ...(dataClass ? {dataClass} : {}),
    ...appsByScope(context, dataClass),
    controls,
    summary: counts,
  }
}

/** Who is in scope of a class that the policy declares, and why, and who is not. */
function appsByScope(
  {survey: {dataScopes}, policy}: AssessmentContext,
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
interface AssessedControl {
  readonly result: ControlResult
  readonly cause?: 'beyond' | 'refused' | 'unspoken'
}

const severitiesByCause = (controls: readonly AssessedControl[], cause: AssessedControl['cause']) =>
  controls.filter(control => control.cause === cause).map(({result}) => result.severity)

function assessControl(
  context: AssessmentContext,
  framework: Framework,
  control: Control,
  {scopeOf, talliesOf}: SharedInputs,
  validAnswers: readonly ValidAnswer[] | undefined,
): AssessedControl {
  const {applicability, declaredClasses, survey} = context
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
  const scope = scopeOf(applicability.dataClassOf(framework, control))
  const inputs = rollupInputs(context, control, scope)
  const statusFromChecks = isDecidable(control, declaredClasses)
    ? rollUp(control, talliesOf(framework, control, checks), talliesOf(framework, control, boundary), inputs)
    : undeclaredClassStatus(control)
  const {cause, outcome} =
    notHeldOutcome(context, applicability.dataClassOf(framework, control)) ??
    decideOutcome(context, control, statusFromChecks, scope, validAnswers)
  return {
    ...(cause ? {cause} : {}),
    result: {
      id,
      title,
      kind,
      responsibility,
      severity,
      ...(priority ? {priority} : {}),
      ...withSignals(outcome, talliesOf(framework, control, signals ?? [])),
      checks,
      ...(signals ? {signals} : {}),
      ...(dataClass ? {dataClass} : {}),
      ...(question ? {question} : {}),
      ...(documents ? {documents} : {}),
      ...(relievedBy ? {relievedBy} : {}),
      ...(control.relieved && inputs.isRelieved ? {relieved: control.relieved} : {}),
      ...(control.boundary ? {boundary} : {}),
      ...(facts ? {facts: survey.factTable.rows(facts, scope.includesSubject)} : {}),
    },
  }
}

/** A control about data that no app holds, as somebody declared. */
function notHeldOutcome(
  {applicability, policy: {data = {}}}: AssessmentContext,
  dataClass: DataClass | undefined,
): ReturnType<typeof decideOutcome> | undefined {
  const declaration = dataClass && data[dataClass]
  if (!declaration || !applicability.isHeldByNoApp(dataClass)) return undefined
  return {
    outcome: {
      reason: `no app holds ${dataClass} data, as ${declaration.by} declared on ${declaration.on}`,
      status: 'not-applicable',
    },
  }
}

type ControlOutcome = Pick<ControlResult, 'answer' | 'answers' | 'reason' | 'status'>

/** What the source, people and the policy make of what the checks say. */
function decideOutcome(
  {catalog, survey, policy: {recovery = {}}}: AssessmentContext,
  control: Control,
  statusFromChecks: ControlStatus,
  {includesSubject, places}: ControlScope,
  validAnswers: readonly ValidAnswer[] | undefined,
): Pick<AssessedControl, 'cause'> & {readonly outcome: ControlOutcome} {
  const {ifAnsweredYes, ...checkOutcome} = statusFromChecks
  const sourceGap = checkOutcome.status === 'fail' ? undefined : sourceGapStatus(control, survey, includesSubject)
  if (sourceGap) return {cause: 'unspoken', outcome: sourceGap}
  if (checkOutcome.status !== 'manual') return {outcome: checkOutcome}
  const answerOutcome = validAnswers && combineAnswers(validAnswers, places.filter(mustBeAnsweredFor(control, catalog)))
  const shortfall =
    answerOutcome === undefined || answerOutcome.status === 'manual' ? recoveryShortfall(control, recovery) : undefined
  if (shortfall) return {cause: 'beyond', outcome: {...(answerOutcome ? toOutcome(answerOutcome) : {}), ...shortfall}}
  if (!answerOutcome) return {outcome: checkOutcome}
  return {
    ...(answerOutcome.status === 'fail' ? {cause: 'refused'} : {}),
    outcome: toOutcome(limitToCustomerPart(answerOutcome, ifAnsweredYes)),
  }
}

/** Where the duty is shared, the answer yes settles the customer's part only. */
function limitToCustomerPart<T extends ControlStatus>(answerOutcome: T, ifYes: ControlStatus | undefined): T {
  if (answerOutcome.status !== 'attested' || !ifYes) return answerOutcome
  return {
    ...answerOutcome,
    reason: ifYes.status === 'inherited' ? `${ifYes.reason}; ${answerOutcome.reason}` : ifYes.reason,
    status: ifYes.status,
  }
}

function toOutcome({answers, reason, status}: NonNullable<ReturnType<typeof combineAnswers>>): ControlOutcome {
  const [decidingAnswer] = [...answers].sort((a, b) => answerOrder[a.answer] - answerOrder[b.answer])
  return {reason, status, ...(decidingAnswer ? {answer: decidingAnswer} : {}), ...(answers.length > 1 ? {answers} : {})}
}

const answerOrder = {no: 0, yes: 1, 'not-applicable': 2}

/** What is in scope that the source of the control does not speak of, or may not. */
function sourceGapStatus(
  {unknownWhere = []}: Control,
  {factTable}: Survey,
  includesSubject?: (subject: Subject) => boolean,
): ControlStatus | undefined {
  const reasons = unknownWhere.flatMap(({field, is, reason, subject}) => {
    const rows = factTable
      .rows([{fields: [field], subject}], includesSubject)
      .filter(row => row[field] === is || row[field] === null)
    return rows.length > 0 ? [`${reason}: ${firstFew(rows.map(row => String(row['subject'])))}`] : []
  })
  return reasons.length > 0 ? {reason: reasons.join('; '), status: 'unknown'} : undefined
}

/** A control about data that nobody said any app holds. */
const undeclaredClassStatus = ({dataClass}: Control): ControlStatus => ({
  reason: `no policy file says which apps hold ${dataClass ?? 'such'} data; its checks decide once one does`,
  status: 'manual',
})
