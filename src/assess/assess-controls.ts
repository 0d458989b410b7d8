import type {Control, DataClass, Framework, Severity, Status} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {ControlResult, FrameworkResult, Notice} from '../model/report.js'
import type {Catalog} from '../catalog/catalog.js'
import type {ValidAnswer} from './answers.js'
import type {AnsweredFramework} from './carried-answers.js'
import type {AssessmentContext} from './assessment-context.js'
import type {AssessedControl} from './control-status.js'
import type {UncheckedControls} from './exit-code.js'
import type {OpenControl} from './shared-questions.js'

import {wholeFrameworks} from '../catalog/catalog.js'
import {byCodeUnit} from '../foundation/collections.js'
import {memoize} from '../foundation/memoize.js'
import {statuses} from '../model/framework.js'
import {asksAbout} from './asks-about.js'
import {equalAnchors, hasWholeQuestion} from './carry.js'
import {otherAnswers} from './carried-answers.js'
import {unmatchedAnswerNotices, validateAnswers} from './answers.js'
import {controlKey} from './shared-questions.js'
import {controlScope} from './applicability.js'
import {assessControl} from './control-status.js'
import {tallyObservations} from './tally.js'

export interface ControlStatuses {
  readonly frameworks: readonly FrameworkResult[]
  readonly notices: readonly Notice[]
  /** The answers that count for what is assessed. */
  readonly validAnswers: readonly ValidAnswer[]
  readonly uncheckedControls: UncheckedControls
  /** The controls whose question is open. */
  readonly open: readonly OpenControl[]
  /** What was answered no, in any framework, and what is equal to it, by `controlKey`. */
  readonly refused: ReadonlySet<string>
}

/** The status of every control of every framework. */
export function assessControls(context: AssessmentContext): ControlStatuses {
  const {applicability, catalog, now, policy, survey} = context
  const {answers = [], documents = []} = policy
  const talliesOf = tallyObservations(context)
  const scopeOf = memoize(
    (dataClass: DataClass | undefined) => controlScope(applicability, survey.places, dataClass),
    dataClass => dataClass,
  )
  const isAskedAbout = asksAbout(context)
  const answered = [...wholeFrameworks(catalog), ...catalog.answeredFrameworks].map(framework => ({
    asksAbout: (control: Control, place: Place) => isAskedAbout(framework, control, place),
    framework,
    ...validateAnswers(framework, answers, documents, now),
  }))
  const answersToOthers = otherAnswers(answered, now)
  const answersByFramework = new Map(answered.map(({framework, validAnswers}) => [framework.id, validAnswers]))
  const assessed = catalog.frameworks.map(framework => {
    const validAnswers = answersByFramework.get(framework.id)
    const controls = framework.controls.map(control => {
      const scope = scopeOf(applicability.dataClassOf(framework, control))
      const own = validAnswers?.get(control.id) ?? []
      return assessControl(context, framework, control, scope, talliesOf, own, answersToOthers(framework, control))
    })
    return {controls, framework}
  })
  const validAnswers = countedAnswers(
    catalog,
    answered,
    assessed.flatMap(({controls}) => controls.map(({result}) => result)),
  )
  return {
    frameworks: assessed.map(({framework, controls}) =>
      frameworkResult(
        context,
        framework,
        controls.map(({result}) => result),
      ),
    ),
    // A narrow scope doesn't show everything that an answer may be about.
    notices: [
      ...answered.flatMap(({notices}) => notices),
      ...(survey.isExhaustive ? unmatchedAnswerNotices(validAnswers, survey.places) : []),
    ],
    open: assessed.flatMap(({controls, framework}) =>
      controls.flatMap(({acceptsAnswers, isAsked}, index) => {
        const control = framework.controls[index]
        return control && isAsked
          ? [{acceptsAnswers, control, dataClass: applicability.dataClassOf(framework, control), framework}]
          : []
      }),
    ),
    refused: new Set(answered.flatMap(refusedKeys)),
    uncheckedControls: uncheckedControls(assessed.flatMap(({controls}) => controls)),
    validAnswers,
  }
}

function refusedKeys({framework, validAnswers}: AnsweredFramework): string[] {
  const refused = framework.controls.filter(({id}) => validAnswers.get(id)?.some(({answer}) => answer === 'no'))
  return refused.flatMap(control => [
    controlKey(framework.id, control.id),
    ...(hasWholeQuestion(control) ? equalAnchors({control, framework}) : []),
  ])
}

/** The valid answers to what is assessed, and to other controls where one of them answers what is assessed. */
function countedAnswers(
  {frameworks}: Catalog,
  answered: readonly AnsweredFramework[],
  results: readonly ControlResult[],
): ValidAnswer[] {
  const given = results.flatMap(({answer, answers = []}) => [...(answer ? [answer] : []), ...answers])
  const countedKeys = new Set([
    ...given.map(({control, framework}) => controlKey(framework, control)),
    ...frameworks.flatMap(({controls, id}) => controls.map(control => controlKey(id, control.id))),
  ])
  return answered.flatMap(({framework, validAnswers}) =>
    [...validAnswers].flatMap(([control, answers]) =>
      countedKeys.has(controlKey(framework.id, control)) ? answers : [],
    ),
  )
}

function uncheckedControls(controls: readonly AssessedControl[]): UncheckedControls {
  const severitiesOf = (cause: AssessedControl['cause']): Severity[] =>
    controls.filter(control => control.cause === cause).map(({result}) => result.severity)
  return {
    recoveryShortfalls: severitiesOf('recovery-shortfall'),
    open: controls.filter(({result}) => result.status === 'manual').length,
    answeredNo: severitiesOf('answered-no'),
    sourceGaps: severitiesOf('source-gap'),
  }
}

function frameworkResult(
  context: AssessmentContext,
  {dataClass, families, id, title, version}: Framework,
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
    ...(families ? {families} : {}),
    ...appsByScope(context, dataClass),
    controls,
    summary: counts,
  }
}

/** Which apps a declared data class includes, and why, and which it leaves out. */
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
