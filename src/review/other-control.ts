import type {ValidAnswer} from '../assess/answers.js'
import type {Control} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {ControlResult} from '../model/report.js'
import type {ControlOfReport, ControlRef, ReviewModel} from './review-model.js'

import {validateAnswers} from '../assess/answers.js'
import {combineAnswers} from '../assess/combined-answer.js'
import {questionText} from '../model/framework.js'
import {controlDefinition, findFramework} from './review-model.js'

/** The answers to a control that count, whether or not its framework is assessed. */
export function answersTo(model: ReviewModel, {control, framework: id}: ControlRef): readonly ValidAnswer[] {
  const {answers = [], documents = []} = model.policy
  const framework = findFramework(model, id)
  if (!framework) return []
  const now = Date.parse(`${model.today}T00:00:00Z`)
  return validateAnswers(framework, answers, documents, now).validAnswers.get(control) ?? []
}

/**
 * Tells whether an answer to a control has to cover a place: for one that isn't assessed, where an answer to a control
 * that it's asked for has to.
 */
export function placesInNeed(model: ReviewModel, ref: ControlRef): (place: Place) => boolean {
  const {control, framework} = ref
  if (isAssessed(model, framework)) return place => model.needsAnswer(framework, control, place)
  const settled = controlsSettledBy(model, ref)
  return place => settled.some(other => model.needsAnswer(other.framework, other.control.id, place))
}

/** A control whose framework isn't assessed: open, or with what its answers amount to; undefined for all others. */
export function otherControl(model: ReviewModel, ref: ControlRef): ControlResult | undefined {
  const definition = controlDefinition(model, ref.framework, ref.control)
  if (!definition || isAssessed(model, ref.framework)) return undefined
  const combined = combineAnswers(answersTo(model, ref), model.places.filter(placesInNeed(model, ref)))
  if (!combined) return asResult(definition)
  const {answers, reason, status} = combined
  const [answer] = answers
  return {...asResult(definition), answers, reason, status, ...(answer ? {answer} : {})}
}

/** A control as it is before anybody answered it. */
export function asResult(definition: Control): ControlResult {
  const {documents, id, kind, responsibility, severity, title} = definition
  const question = questionText(definition)
  return {
    id,
    title,
    kind,
    responsibility,
    severity,
    checks: [],
    ...(question === undefined ? {} : {question}),
    ...(documents ? {documents} : {}),
    reason: 'a person has to answer',
    status: 'manual',
  }
}

const isAssessed = ({frameworks}: ReviewModel, framework: string) => frameworks.some(({id}) => id === framework)

/** The controls of the report that a control's question is asked for, or that its answer decided. */
function controlsSettledBy({report}: ReviewModel, {control, framework}: ControlRef): ControlOfReport[] {
  return report.frameworks.flatMap(({controls, id}) =>
    controls
      .filter(({answeredBy, askedAs}) =>
        [answeredBy, askedAs].some(ref => ref?.framework === framework && ref.control === control),
      )
      .map(settled => ({control: settled, framework: id})),
  )
}
