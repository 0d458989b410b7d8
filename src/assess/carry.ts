import type {Control, Framework, Relation} from '../model/framework.js'

import {commonQuestions, crosswalkTarget, defaultAnswerDays} from '../model/framework.js'

/** A control, and the framework that it belongs to. */
export interface ControlOfFramework {
  readonly framework: Pick<Framework, 'dataClass' | 'id' | 'profileOf'>
  readonly control: Pick<Control, 'answerDays' | 'common' | 'dataClass' | 'id' | 'kind' | 'nist' | 'question'>
}

/** How an answer to one control answers another. */
export type CarriedRelation = 'equal' | 'subset'

/**
 * What a control relates to: the controls of NIST SP 800-53 that its crosswalk names, the common questions that it is a
 * part of, and itself. A control of a profile is the one that it was selected from.
 */
export function anchorsOf({control, framework}: ControlOfFramework): ReadonlyMap<string, Relation> {
  const known = anchorsByControl.get(control)
  if (known) return known
  const anchors = new Map<string, Relation>([
    ...Object.entries(control.nist ?? {}).map(([id, relation]) => [`${crosswalkTarget} ${id}`, relation] as const),
    ...(control.common ?? []).map(id => [`${commonQuestions} ${id}`, 'subset'] as const),
    [`${wholeOf(framework)} ${control.id}`, 'equal'],
  ])
  anchorsByControl.set(control, anchors)
  return anchors
}

/** The framework that a profile is of. */
const wholeOf = ({id, profileOf}: ControlOfFramework['framework']): string => profileOf ?? id

/** What a control asks the same as; each is the key of a control too. */
export const equalAnchors = (of: ControlOfFramework): string[] =>
  [...anchorsOf(of)].flatMap(([anchor, relation]) => (relation === 'equal' ? [anchor] : []))

/** Places are assessed one by one, each with all controls. */
const anchorsByControl = new WeakMap<object, ReadonlyMap<string, Relation>>()

/** Whether answers to a control can answer others: not where Heroku and the customer share what it asks. */
export const hasWholeQuestion = ({kind, question}: Pick<Control, 'kind' | 'question'>): boolean =>
  question !== undefined && kind !== 'inherited'

/** How an answer to `from` answers `to` through one control that both relate to; undefined where it doesn't. */
export function relationThrough(from: Relation | undefined, to: Relation | undefined): CarriedRelation | undefined {
  if (from !== 'equal' && from !== 'superset') return undefined
  if (to === 'equal') return from === 'equal' ? 'equal' : 'subset'
  return to === 'subset' ? 'subset' : undefined
}

export const answerDaysOf = ({answerDays = defaultAnswerDays}: Pick<Control, 'answerDays'>): number => answerDays

/**
 * Whether an answer, and not only its question, carries over. The intervals that two questions ask for may differ: a
 * yes carries only to what asks for the same interval or a longer one, and a no only to what asks for the same or a
 * shorter one. A no to the whole doesn't say which part is missing, so that it carries only between equals.
 */
export function answerCarries(
  answer: 'no' | 'not-applicable' | 'yes',
  relation: CarriedRelation,
  from: ControlOfFramework,
  to: ControlOfFramework,
): boolean {
  if (answer === 'not-applicable') return rulesOut(from, to)
  if (answer === 'yes') return answerDaysOf(from.control) <= answerDaysOf(to.control)
  return relation === 'equal' && answerDaysOf(from.control) >= answerDaysOf(to.control)
}

/**
 * Whether what isn't applicable to one control isn't to another either. What isn't about a common question as a whole
 * may still be in part; and a control about a class of data may not be for want of such data.
 */
function rulesOut(from: ControlOfFramework, to: ControlOfFramework): boolean {
  if (from.framework.id === commonQuestions) return false
  if (wholeOf(from.framework) === wholeOf(to.framework)) return true
  return [undefined, dataClassOf(to)].includes(dataClassOf(from))
}

const dataClassOf = ({control, framework}: ControlOfFramework) => control.dataClass ?? framework.dataClass
