import type {Place} from '../model/policy.js'
import type {ControlResult} from '../model/report.js'
import type {Question} from './question.js'
import type {ControlOfReport, ControlRef, ReviewModel} from './review-model.js'

import {coversPlace} from '../assess/answers.js'
import {groupBy} from '../foundation/collections.js'
import {severities} from '../model/framework.js'
import {answersTo, asResult} from './other-control.js'
import {askedKey, questionKey} from './question.js'
import {controlDefinition, findControl} from './review-model.js'

/** How many answers to related controls a question proposes. */
const maxProposals = 3

/** Begins what an assessment says about failed signals. */
const lookPrefix = 'worth a look: '

/**
 * Joins the questions of open controls that one answer would settle. Each group belongs together: the shared question,
 * and by itself each control for the places that it isn't about, or where it was answered and settled nothing: a no
 * doesn't say which part is missing.
 *
 * @param questions of the open controls, each by itself
 * @param split the keys of shared questions whose controls are asked one by one
 */
export function joinQuestions(
  model: ReviewModel,
  questions: readonly Question[],
  split: readonly string[],
): Question[][] {
  return [...groupBy(questions, askedKey)].flatMap(([key, group]) => {
    const asked = group.find(({control}) => control.askedAs)?.control.askedAs
    const control = asked && askedControl(model, asked)
    if (!control) return group.map(question => [question])
    return [split.includes(key) ? group : joinGroup(model, {control, framework: asked.framework}, group)]
  })
}

/** The control that a shared question is of; undefined where its framework isn't at hand. */
function askedControl(model: ReviewModel, {control, framework}: ControlRef): ControlResult | undefined {
  const definition = controlDefinition(model, framework, control)
  return findControl(model, framework, control) ?? (definition && asResult(definition))
}

function joinGroup(model: ReviewModel, asked: ControlOfReport, group: readonly Question[]): Question[] {
  const {control, framework} = asked
  const answers = answersTo(model, {control: control.id, framework})
  const isShared = (place: Place) =>
    model.isInScope(framework, control.id, place) && !answers.some(answer => coversPlace(answer, place))
  const sharing = group.filter(({places}) => places.length === 0 || places.some(isShared))
  if (sharing.length < 2) return [...group]
  const openNames = new Set(sharing.flatMap(({places}) => places.map(({name}) => name)))
  return [
    {
      ...sharedQuestion(asked, sharing),
      places: model.places.filter(place => openNames.has(place.name) && isShared(place)),
    },
    ...group
      .map(question => ({...question, places: question.places.filter(place => !isShared(place))}))
      .filter(({places}) => places.length > 0),
  ]
}

/** The question of a control, as it's asked for all that it settles. */
function sharedQuestion({control, framework}: ControlOfReport, sharing: readonly Question[]): Omit<Question, 'places'> {
  const controls = sharing.map(question => question.control)
  const isOther = (ref: ControlRef) => ref.framework !== framework || ref.control !== control.id
  return {
    control: {
      ...control,
      documents: unique([control, ...controls].flatMap(({documents = []}) => documents)),
      facts: unique(controls.flatMap(({facts = []}) => facts)),
      proposals: unique(controls.flatMap(({proposals = []}) => proposals))
        .filter(isOther)
        .slice(0, maxProposals),
      reason: joinReasons(controls.map(({reason}) => reason)),
      severity: severities.find(level => controls.some(({severity}) => severity === level)) ?? control.severity,
      status: 'manual',
    },
    framework,
    settles: sharing.map(question => ({control: question.control, framework: question.framework})),
  }
}

/** Several reasons in one line that says nothing twice: not what is worth a look either. */
function joinReasons(reasons: readonly string[]): string {
  const parts = reasons.flatMap(reason => reason.split('; '))
  const looks = parts.filter(part => part.startsWith(lookPrefix)).map(part => part.slice(lookPrefix.length))
  const names = unique(looks.flatMap(look => look.split(', ')))
  return [
    ...unique(parts.filter(part => !part.startsWith(lookPrefix))),
    ...(names.length > 0 ? [`${lookPrefix}${names.join(', ')}`] : []),
  ].join('; ')
}

/** Each value once, in their order. */
const unique = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map(value => [JSON.stringify(value), value])).values(),
]

/** The controls beside its own that a question is asked for. */
export const otherSettled = (question: Question): NonNullable<Question['settles']> =>
  (question.settles ?? []).filter(settled => questionKey(settled) !== questionKey(question))
