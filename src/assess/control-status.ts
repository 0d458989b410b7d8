import type {Control, Framework} from '../model/framework.js'
import type {Policy} from '../model/policy.js'
import type {ControlResult} from '../model/report.js'
import type {ValidAnswer} from './answers.js'
import type {CarriedAnswer, OtherAnswers} from './carried-answers.js'
import type {CombinedAnswer} from './combined-answer.js'
import type {ControlScope} from './applicability.js'
import type {AssessmentContext} from './assessment-context.js'
import type {ControlStatus} from './rollup.js'
import type {Survey} from './survey.js'
import type {TalliesOf} from './tally.js'

import {firstFew, pluralize} from '../foundation/text.js'
import {accessReviewNote} from './access-review-note.js'
import {isDecidable, questionText} from '../model/framework.js'
import {mustBeAnsweredFor} from './answers.js'
import {combineAnswers} from './combined-answer.js'
import {rollUp, withSignals} from './rollup.js'
import {rollupInputs} from './rollup-inputs.js'

/** A control with its status, and what other than an observation decided it. */
export interface AssessedControl {
  readonly result: ControlResult
  readonly cause?: 'answered-no' | 'recovery-shortfall' | 'source-gap'
  /** Whether an answer to another control could settle its question, if it is open. */
  readonly acceptsAnswers: boolean
  /** Whether its question is open; where that is answered, it may still need a document. */
  readonly isAsked: boolean
}

/**
 * Why a control has its status, in this order: a declaration that no app holds its data; its checks and documents
 * (`rollUp`); things in scope that its source doesn't cover; the policy's recovery targets; answers.
 *
 * @param validAnswers to this control
 * @param otherAnswers to controls that it relates to
 */
export function assessControl(
  context: AssessmentContext,
  framework: Framework,
  control: Control,
  scope: ControlScope,
  talliesOf: TalliesOf,
  validAnswers: readonly ValidAnswer[],
  otherAnswers: OtherAnswers,
): AssessedControl {
  const {boundary = [], checks, signals = []} = control
  const inputs = rollupInputs(context, control, scope)
  const statusFromChecks = isDecidable(control, context.declaredClasses)
    ? rollUp(control, talliesOf(framework, control, checks), talliesOf(framework, control, boundary), inputs)
    : undeclaredClassStatus(control)
  const decision =
    notHeldOutcome(context, framework, control) ??
    decide(context, control, statusFromChecks, scope, validAnswers, carriedTo(control, statusFromChecks, otherAnswers))
  const {cause, outcome} = decision
  const withAccessReview = (open: ControlOutcome): ControlOutcome =>
    isAsked(control, decision)
      ? {...open, reason: [open.reason, ...accessReviewNote(context, control, scope)].join('; ')}
      : open
  return {
    ...(cause ? {cause} : {}),
    isAsked: isAsked(control, decision),
    acceptsAnswers: control.question !== undefined && acceptsCarried(control, statusFromChecks),
    result: {
      ...identityOf(control),
      ...withSignals(withAccessReview(outcome), talliesOf(framework, control, signals)),
      ...proposalsFor(outcome, otherAnswers),
      ...definitionOf(control),
      ...(control.relieved && inputs.isRelieved ? {relieved: control.relieved} : {}),
      ...(control.facts ? {facts: context.survey.factTable.rows(control.facts, scope.includesSubject)} : {}),
    },
  }
}

const isAsked = ({question}: Control, {isAnswered = false, outcome}: Decision): boolean =>
  question !== undefined && outcome.status === 'manual' && !isAnswered

/** Whether an answer to a related control holds here too is a question only while this one is open. */
const proposalsFor = ({status}: ControlOutcome, {proposals}: OtherAnswers): Pick<ControlResult, 'proposals'> =>
  status === 'manual' && proposals.length > 0 ? {proposals} : {}

/**
 * Whether a yes to other controls counts: what Heroku shares with the customer, it answers for the customer's part
 * only, and never where it would take the place of the documents about Heroku's part. Whoever gave it wasn't asked
 * about what fails here.
 */
const acceptsCarried = ({kind}: Control, {ifAnsweredYes, isAboutFailures}: ControlStatus): boolean =>
  (kind !== 'inherited' || ifAnsweredYes !== undefined) && !isAboutFailures

function carriedTo(control: Control, status: ControlStatus, {carried}: OtherAnswers): OtherAnswers['carried'] {
  if (acceptsCarried(control, status)) return carried
  if (control.kind === 'inherited') return []
  return carried.map(pick => place => {
    const answer = pick(place)
    return answer?.answer === 'no' ? answer : undefined
  })
}

const identityOf = ({enforcedFrom, id, kind, priority, responsibility, severity, title}: Control) => ({
  id,
  title,
  kind,
  responsibility,
  severity,
  ...(priority ? {priority} : {}),
  ...(enforcedFrom ? {enforcedFrom} : {}),
})

function definitionOf(control: Control) {
  const {boundary, checks, dataClass, documents, nist, relievedBy, signals} = control
  const question = questionText(control)
  return {
    checks,
    ...(signals ? {signals} : {}),
    ...(dataClass ? {dataClass} : {}),
    ...(question === undefined ? {} : {question}),
    ...(documents ? {documents} : {}),
    ...(relievedBy ? {relievedBy} : {}),
    ...(nist ? {nist} : {}),
    ...(boundary ? {boundary} : {}),
  }
}

type ControlOutcome = Pick<ControlResult, 'answer' | 'answeredBy' | 'answers' | 'reason' | 'status'>

interface Decision {
  readonly cause?: AssessedControl['cause']
  /** Set where answers settle its question. */
  readonly isAnswered?: boolean
  readonly outcome: ControlOutcome
}

/** A control about data that no app holds, as somebody declared. */
function notHeldOutcome(
  {applicability, policy: {data = {}}}: AssessmentContext,
  framework: Framework,
  control: Control,
): Decision | undefined {
  const dataClass = applicability.dataClassOf(framework, control)
  const declaration = dataClass && data[dataClass]
  if (!declaration || !applicability.isHeldByNoApp(dataClass)) return undefined
  return {
    outcome: {
      reason: `no app holds ${dataClass} data, as ${declaration.by} declared on ${declaration.on}`,
      status: 'not-applicable',
    },
  }
}

/** A control about data that the policy doesn't mention. */
const undeclaredClassStatus = ({dataClass}: Control): ControlStatus => ({
  reason: `no policy file says which apps hold ${dataClass ?? 'such'} data; its checks decide once one does`,
  status: 'manual',
})

/** What the control's source, people and the policy make of what the checks say. */
function decide(
  {catalog, survey, policy}: AssessmentContext,
  control: Control,
  statusFromChecks: ControlStatus,
  {includesSubject, places}: ControlScope,
  validAnswers: readonly ValidAnswer[],
  carriedAnswers: OtherAnswers['carried'],
): Decision {
  const {ifAnsweredYes, reason, status} = statusFromChecks
  const checkOutcome = {reason, status}
  const sourceGap = checkOutcome.status === 'fail' ? undefined : sourceGapStatus(control, survey, includesSubject)
  if (sourceGap) return {cause: 'source-gap', outcome: sourceGap}
  if (checkOutcome.status !== 'manual') return {outcome: checkOutcome}
  // Most controls are questions that nobody answered, and each of them is about every place.
  const isAnswered = validAnswers.length + carriedAnswers.length > 0
  const combined = isAnswered
    ? combineAnswers(validAnswers, places.filter(mustBeAnsweredFor(control, catalog)), carriedAnswers)
    : undefined
  const shortfall = saysHowToRecover(combined) ? undefined : recoveryShortfall(control, policy.recovery)
  if (shortfall)
    return {cause: 'recovery-shortfall', outcome: {...(combined ? answerOutcome(combined) : {}), ...shortfall}}
  if (!combined) return {outcome: checkOutcome}
  return {
    ...(combined.status === 'fail' ? {cause: 'answered-no'} : {}),
    isAnswered: combined.status !== 'manual',
    outcome: answerOutcome(limitToCustomerPart(combined, ifAnsweredYes)),
  }
}

/** Whoever answered another control wasn't asked how to recover faster than the platform. */
const saysHowToRecover = (combined: CombinedAnswer | undefined): boolean =>
  combined?.status === 'fail' ||
  (combined !== undefined && combined.status !== 'manual' && !combined.answers.some(isCarried))

/**
 * Where Heroku and the customer share the duty, the answer yes settles the customer's part only; and so does any answer
 * to another control, which didn't ask about Heroku's part.
 */
function limitToCustomerPart(combined: CombinedAnswer, ifYes: ControlStatus | undefined): CombinedAnswer {
  const {answers, status} = combined
  const isLimited = status === 'attested' || (status === 'not-applicable' && answers.some(isCarried))
  if (!isLimited || !ifYes) return combined
  return {
    ...combined,
    reason: ifYes.status === 'inherited' ? `${ifYes.reason}; ${combined.reason}` : ifYes.reason,
    status: ifYes.status,
  }
}

function answerOutcome({answers, reason, status}: CombinedAnswer): ControlOutcome {
  const [deciding] = [...answers].sort((a, b) => answerOrder[a.answer] - answerOrder[b.answer])
  return {
    reason,
    status,
    ...(deciding ? {answer: withoutSource(deciding), ...answeredBy(deciding)} : {}),
    ...(answers.length > 1 ? {answers: answers.map(answer => withoutSource(answer))} : {}),
  }
}

const isCarried = (answer: CarriedAnswer | ValidAnswer): answer is CarriedAnswer => 'from' in answer

function answeredBy(answer: CarriedAnswer | ValidAnswer): Pick<ControlResult, 'answeredBy'> {
  if (!isCarried(answer)) return {}
  const {control, framework, relation} = answer.from
  return {answeredBy: {framework, control, relation}}
}

function withoutSource(answer: CarriedAnswer | ValidAnswer): ValidAnswer {
  if (!isCarried(answer)) return answer
  const {from, ...given} = answer
  return {...given, framework: from.framework}
}

const answerOrder = {no: 0, yes: 1, 'not-applicable': 2}

/** Unknown where something in scope isn't covered by the control's source, or where that couldn't be read. */
function sourceGapStatus(
  {unknownWhere = []}: Control,
  {factTable}: Survey,
  includesSubject: ControlScope['includesSubject'],
): ControlStatus | undefined {
  const reasons = unknownWhere.flatMap(({field, is, reason, subject}) => {
    const rows = factTable
      .rows([{fields: [field], subject}], includesSubject)
      .filter(row => row[field] === is || row[field] === null)
    return rows.length > 0 ? [`${reason}: ${firstFew(rows.map(row => String(row['subject'])))}`] : []
  })
  return reasons.length > 0 ? {reason: reasons.join('; '), status: 'unknown'} : undefined
}

/**
 * A control with the platform's recovery targets fails where the policy asks for faster recovery, or for less loss of
 * data: the platform's plans alone can't provide it.
 */
export function recoveryShortfall(
  {targets}: Pick<Control, 'targets'>,
  {rpoHours = Infinity, rtoHours = Infinity}: NonNullable<Policy['recovery']> = {},
): ControlStatus | undefined {
  if (!targets) return undefined
  const shortfalls = [
    ...(rtoHours < targets.rtoHours
      ? [`recovery within ${pluralize(rtoHours, 'hour')}, but the platform aims at ${targets.rtoHours}`]
      : []),
    ...(rpoHours < targets.rpoHours
      ? [`a loss of ${pluralize(rpoHours, 'hour')} of data at most, but the platform aims at ${targets.rpoHours}`]
      : []),
  ]
  return shortfalls.length > 0 ? {reason: `the policy asks for ${shortfalls.join('; ')}`, status: 'fail'} : undefined
}
