import type {Framework} from '../model/framework.js'
import type {FrameworkResult} from '../model/report.js'
import type {SharedQuestionDays} from '../catalog/catalog.js'
import type {ControlOfFramework} from './carry.js'

import {anchorsOf, answerCarries, hasWholeQuestion, relationThrough} from './carry.js'

/** A question, by the control that asks it. */
interface QuestionRef {
  readonly framework: string
  readonly control: string
}

/** A question that may be asked, and the open controls that the answer yes would settle, by their index. */
interface Candidate extends QuestionRef {
  readonly settles: readonly number[]
  /** Its own index, if it is open itself. */
  readonly own?: number
}

/** A control that is open, and whether an answer to another one may settle it. */
export interface OpenControl extends ControlOfFramework {
  readonly acceptsAnswers: boolean
}

/**
 * Chooses as few questions as it can so that a yes to each of them settles every open control: the question that
 * settles the most first, one of the open controls' own where there is a choice. Not always the fewest possible.
 *
 * @param shared questions of frameworks that needn't be assessed
 * @returns for each open control the question to ask
 */
export function sharedQuestions(
  open: readonly OpenControl[],
  frameworks: readonly Framework[],
  shared: SharedQuestionDays,
): QuestionRef[] {
  const candidates = candidatesFor(open, frameworks, shared)
  const askedAs = open.map(({control, framework}): QuestionRef => ({control: control.id, framework: framework.id}))
  const isSettled = open.map(() => false)
  for (;;) {
    const chosen = bestCandidate(candidates, isSettled)
    if (!chosen) return askedAs
    for (const index of chosen.settles.filter(target => isSettled[target] === false)) {
      isSettled[index] = true
      askedAs[index] = {control: chosen.control, framework: chosen.framework}
    }
  }
}

/** The candidate that settles the most, if that is more than one control. */
function bestCandidate(candidates: readonly Candidate[], isSettled: readonly boolean[]): Candidate | undefined {
  let best: Candidate | undefined
  let bestScore = 0
  for (const candidate of candidates) {
    const count = candidate.settles.filter(index => isSettled[index] === false).length
    const isOpenItself = candidate.own !== undefined && isSettled[candidate.own] === false
    const score = count + (isOpenItself ? 0.5 : 0)
    if (count > 1 && score > bestScore) {
      best = candidate
      bestScore = score
    }
  }

  return best
}

function candidatesFor(
  open: readonly OpenControl[],
  frameworks: readonly Framework[],
  shared: SharedQuestionDays,
): Candidate[] {
  const byAnchor = new Map<string, number[]>()
  for (const [index, target] of open.entries())
    if (target.acceptsAnswers)
      for (const anchor of anchorsOf(target).keys()) byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), index])
  const indexOf = new Map(open.map(({control, framework}, index) => [`${framework.id} ${control.id}`, index]))
  const assessed = frameworks.flatMap(framework =>
    framework.controls.filter(control => hasWholeQuestion(control)).map(control => ({control, framework})),
  )
  const assessedKeys = new Set(assessed.map(({control, framework}) => `${framework.id} ${control.id}`))
  const others = Object.entries(shared).flatMap(([framework, days]) =>
    Object.entries(days)
      .filter(([id]) => !assessedKeys.has(`${framework} ${id}`))
      .map(([id, answerDays]) => ({
        control: {answerDays, id, kind: 'manual' as const, question: ''},
        framework: {id: framework},
      })),
  )
  return [...assessed, ...others].flatMap(source => {
    const own = indexOf.get(`${source.framework.id} ${source.control.id}`)
    const settled = new Set(own === undefined ? [] : [own])
    for (const [anchor, relationThere] of anchorsOf(source))
      for (const index of byAnchor.get(anchor) ?? []) {
        const target = open[index]
        const relation = target && relationThrough(relationThere, anchorsOf(target).get(anchor))
        if (relation && answerCarries('yes', relation, source, target.control)) settled.add(index)
      }

    const {control, framework} = source
    const candidate = {control: control.id, framework: framework.id, settles: [...settled]}
    return settled.size > 1 ? [{...candidate, ...(own === undefined ? {} : {own})}] : []
  })
}

/** The results with the question that settles each open control, where that is the question of another one. */
export function withSharedQuestions(
  results: readonly FrameworkResult[],
  open: readonly OpenControl[],
  frameworks: readonly Framework[],
  shared: SharedQuestionDays,
): FrameworkResult[] {
  const questions = sharedQuestions(open, frameworks, shared)
  const askedAs = new Map(
    open.map(({control, framework}, index) => [`${framework.id} ${control.id}`, questions[index]] as const),
  )
  return results.map(result => ({
    ...result,
    controls: result.controls.map(control => {
      const question = askedAs.get(`${result.id} ${control.id}`)
      const isOwn = question?.framework === result.id && question.control === control.id
      return question === undefined || isOwn ? control : {...control, askedAs: question}
    }),
  }))
}
