import type {Place} from '../model/policy.js'
import type {ControlResult} from '../model/report.js'
import type {ControlOfReport, ReviewModel} from './review-model.js'

import {coversPlace} from '../assess/answers.js'
import {placesInNeed} from './other-control.js'
import {controlName} from './review-model.js'

/** A control that a person has to answer, or whose answer can be corrected. */
export interface Question {
  readonly framework: string
  readonly control: ControlResult
  /** The places without an answer, or every place in scope where an answer is corrected. */
  readonly places: readonly Place[]
  /** Set where the question is asked once for several open controls: those, its own included where it's one of them. */
  readonly settles?: readonly ControlOfReport[]
}

/** A question as `framework control`, such as `pci-dss-4.0.1 1.2.4`. */
export const questionKey = ({control, framework}: ControlOfReport): string => `${framework} ${control.id}`

/** A question as people read it, by the shortest name of its framework. */
export const questionName = (model: ReviewModel, {control, framework}: ControlOfReport): string =>
  controlName(model, {control: control.id, framework})

/** The key of the question that an open control is asked by: its own, or one that it shares with others. */
export const askedKey = ({control, framework}: ControlOfReport): string =>
  control.askedAs ? `${control.askedAs.framework} ${control.askedAs.control}` : `${framework} ${control.id}`

/** Whether a control is asked by itself because a person chose that for the question that it shares. */
export const isSplit = (question: ControlOfReport, split: readonly string[] = []): boolean =>
  split.includes(askedKey(question))

/** The places that no answer covers yet; none where the control isn't open. */
export function openPlaces(
  model: ReviewModel,
  framework: string,
  {answer, answers = answer ? [answer] : [], id, status}: ControlResult,
  places: readonly Place[],
): Place[] {
  return status === 'manual'
    ? places
        .filter(placesInNeed(model, {control: id, framework}))
        .filter(place => !answers.some(answer => coversPlace(answer, place)))
    : []
}
