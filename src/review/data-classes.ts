import type {DataClass} from '../model/framework.js'
import type {Declaration} from '../model/policy.js'
import type {Edit} from './decision.js'
import type {Interview} from './interview.js'
import type {ReviewModel} from './review-model.js'

import {distinct} from '../foundation/collections.js'
import {pluralize} from '../foundation/text.js'
import {dataClasses} from '../model/framework.js'
import {holdersText} from './decision.js'
import {shortFrameworkName} from './review-model.js'

/** What a question about a data class calls the data. */
export const dataClassText: Readonly<Record<DataClass, string>> = {
  'bank-account': 'bank account numbers',
  cardholder: 'cardholder data, such as card numbers',
  cji: 'criminal justice information (CJI)',
  'government-id': 'government ID numbers, such as Social Security numbers',
  health: 'health data about people',
  personal: 'personal data',
}

/** A data class that an assessed framework is about, and what the policy says of it. */
export interface ReviewedClass {
  readonly dataClass: DataClass
  readonly declaration?: Declaration
  /** The frameworks that are about it, or whose controls are. */
  readonly frameworks: readonly string[]
  readonly controlCount: number
}

/** The data classes that the assessed frameworks are about: those of most controls first. */
export function reviewedClasses(model: ReviewModel): ReviewedClass[] {
  const {data = {}} = model.policy
  return dataClasses
    .flatMap((dataClass): ReviewedClass[] => {
      const controls = model.frameworks.flatMap(framework =>
        framework.controls
          .filter(control => (control.dataClass ?? framework.dataClass) === dataClass)
          .map(() => framework.id),
      )
      const declaration = data[dataClass]
      return controls.length === 0
        ? []
        : [
            {
              controlCount: controls.length,
              dataClass,
              frameworks: distinct(controls),
              ...(declaration ? {declaration} : {}),
            },
          ]
    })
    .sort((a, b) => b.controlCount - a.controlCount)
}

/** How a skipped data class is named among skipped questions. */
export const classKey = (dataClass: DataClass): string => `data:${dataClass}`

/** The data class to ask about now; undefined once all are declared or skipped. */
export const nextDataClass = (model: ReviewModel, {skipped}: Pick<Interview, 'skipped'>): DataClass | undefined =>
  reviewedClasses(model).find(
    ({dataClass, declaration}) => declaration === undefined && !skipped.includes(classKey(dataClass)),
  )?.dataClass

/** The names of the apps that can be declared to hold a class, in alphabetical order. */
export const appNames = ({places}: ReviewModel): string[] => distinct(places.flatMap(({app}) => app ?? []))

/** What is asked about a data class, in paragraphs. */
export function dataClassQuestion(model: ReviewModel, dataClass: DataClass): string[] {
  const reviewed = reviewedClasses(model).find(candidate => candidate.dataClass === dataClass)
  const unseen = model.places.filter(({app, space, team}) => (app ?? space ?? team) === undefined).length
  const frameworks = (reviewed?.frameworks ?? []).map(id => shortFrameworkName(model, id)).join(', ')
  const count = reviewed?.controlCount ?? 0
  return [
    `Which apps hold ${dataClassText[dataClass]}?`,
    `${pluralize(count, 'control')} of ${frameworks} ${count === 1 ? 'is' : 'are'} about it, and then only about ` +
      'these apps and what shares resources with them. "None" settles them.',
    ...(unseen > 0 ? [`${pluralize(unseen, 'app')} whose name isn't visible can't be chosen.`] : []),
    ...(reviewed?.declaration ? [`Declared: ${declarationText(reviewed.declaration)}.`] : []),
  ]
}

/** Which apps hold a class, by whom and when. */
export const declarationText = ({apps, by, on}: Declaration): string => `${holdersText(apps)}, by ${by} on ${on}`

/** Declares which apps hold a class; none is an answer too. */
export function declareEdit(model: ReviewModel, dataClass: DataClass, apps: readonly string[], by: string): Edit {
  const previous = model.policy.data?.[dataClass]
  return {
    action: 'declare',
    by,
    ...(previous ? {previous} : {}),
    what: {dataClass, apps: [...apps], by, on: model.today},
  }
}
