import type {Control, DataClass, Framework, Relation} from '../model/framework.js'
import type {FrameworkResult} from '../model/report.js'
import type {SharedQuestionDays} from '../catalog/catalog.js'
import type {ControlOfFramework} from './carry.js'

import {anchorsOf, answerCarries, equalAnchors, hasWholeQuestion, relationThrough} from './carry.js'

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
  /** The class of data that limits what it is about, where one does. */
  readonly dataClass?: DataClass | undefined
}

/** What may be asked. */
interface Askable {
  /** Those that are assessed. */
  readonly frameworks: readonly Framework[]
  /** Of frameworks that needn't be assessed. */
  readonly sharedQuestions: SharedQuestionDays
  readonly dataClassOf: (framework: Framework, control: Control) => DataClass | undefined
  /** What was answered no, or equals that, by `controlKey`: asking it in place of others would settle none of them. */
  readonly refused: ReadonlySet<string>
}

/** Names a control among those of all frameworks. */
export const controlKey = (framework: string, control: string): string => `${framework} ${control}`

/**
 * Chooses as few questions as it can so that a yes to each of them settles every open control: the question that
 * settles the most first, one of the open controls' own where there is a choice. Not always the fewest possible.
 *
 * @returns for each open control the question to ask
 */
export function sharedQuestions(open: readonly OpenControl[], askable: Askable): QuestionRef[] {
  const candidates = candidatesFor(open, askable)
  const askedAs = open.map(({control, framework}): QuestionRef => ({control: control.id, framework: framework.id}))
  const progress = startOf(candidates, open.length)
  for (;;) {
    const chosen = bestCandidate(candidates, progress)
    if (!chosen) return askedAs
    for (const index of settleBy(chosen, progress))
      askedAs[index] = {control: chosen.control, framework: chosen.framework}
  }
}

/** Which controls are settled, and how many of those that are open each candidate would settle. */
interface Progress {
  readonly isSettled: boolean[]
  readonly counts: number[]
  /** For each open control, the candidates that would settle it. */
  readonly settledBy: ReadonlyArray<readonly number[]>
}

function startOf(candidates: readonly Candidate[], openCount: number): Progress {
  const settledBy = Array.from({length: openCount}, (): number[] => [])
  for (const [position, {settles}] of candidates.entries())
    for (const index of settles) settledBy[index]?.push(position)
  return {
    counts: candidates.map(({settles}) => settles.length),
    isSettled: Array.from({length: openCount}, () => false),
    settledBy,
  }
}

/** Settles what a candidate settles, and returns what wasn't settled before. */
function settleBy({settles}: Candidate, {counts, isSettled, settledBy}: Progress): number[] {
  const settled = settles.filter(index => isSettled[index] === false)
  for (const index of settled) {
    isSettled[index] = true
    for (const position of settledBy[index] ?? []) counts[position] = (counts[position] ?? 0) - 1
  }

  return settled
}

/** The candidate that settles the most, if that is more than one control. */
function bestCandidate(candidates: readonly Candidate[], {counts, isSettled}: Progress): Candidate | undefined {
  let best: Candidate | undefined
  let bestScore = 0
  for (const [position, candidate] of candidates.entries()) {
    const count = counts[position] ?? 0
    const isOpenItself = candidate.own !== undefined && isSettled[candidate.own] === false
    const score = count + (isOpenItself ? 0.5 : 0)
    if (count > 1 && score > bestScore) {
      best = candidate
      bestScore = score
    }
  }

  return best
}

interface Target {
  readonly target: OpenControl
  readonly index: number
  readonly relation: Relation
}

/** The open controls that an answer can be carried over to, by what it is carried through. */
function targetsByAnchor(open: readonly OpenControl[]): ReadonlyMap<string, readonly Target[]> {
  const targets = new Map<string, Target[]>()
  for (const [index, target] of open.entries())
    for (const [anchor, relation] of target.acceptsAnswers ? anchorsOf(target) : [])
      if (relation === 'equal' || relation === 'subset') {
        const known = targets.get(anchor)
        if (known) known.push({index, relation, target})
        else targets.set(anchor, [{index, relation, target}])
      }

  return targets
}

function candidatesFor(open: readonly OpenControl[], askable: Askable): Candidate[] {
  const targets = targetsByAnchor(open)
  const indexOf = new Map(open.map(({control, framework}, index) => [controlKey(framework.id, control.id), index]))
  return questions(askable).flatMap(source => {
    const {control, framework} = source
    const key = controlKey(framework.id, control.id)
    const own = indexOf.get(key)
    if (own === undefined && [key, ...equalAnchors(source)].some(name => askable.refused.has(name))) return []
    const settles = new Set([...(own === undefined ? [] : [own]), ...settledBy(source, targets)])
    const candidate = {control: control.id, framework: framework.id, settles: [...settles]}
    return settles.size > 1 ? [{...candidate, ...(own === undefined ? {} : {own})}] : []
  })
}

type Question = ControlOfFramework & Pick<OpenControl, 'dataClass'>

function questions({dataClassOf, frameworks, sharedQuestions: shared}: Askable): Question[] {
  const assessed = frameworks.flatMap(framework =>
    framework.controls
      .filter(control => hasWholeQuestion(control))
      .map(control => ({control, dataClass: dataClassOf(framework, control), framework})),
  )
  const assessedKeys = new Set(assessed.map(({control, framework}) => controlKey(framework.id, control.id)))
  const others = Object.entries(shared).flatMap(([framework, days]) =>
    Object.entries(days)
      .filter(([id]) => !assessedKeys.has(controlKey(framework, id)))
      .map(([id, answerDays]) => ({
        control: {answerDays, id, kind: 'manual' as const, question: ''},
        framework: {id: framework},
      })),
  )
  return [...assessed, ...others]
}

/** The open controls that a yes to a question answers too, wherever they are open. */
function settledBy(source: Question, targets: ReadonlyMap<string, readonly Target[]>): number[] {
  return [...anchorsOf(source)]
    .filter(([, relation]) => relation === 'equal' || relation === 'superset')
    .flatMap(([anchor, relationThere]) =>
      (targets.get(anchor) ?? []).flatMap(({index, relation, target}) => {
        const carried = relationThrough(relationThere, relation)
        return carried && isWideEnough(source, target) && answerCarries('yes', carried, source, target) ? [index] : []
      }),
    )
}

/** A question about the apps that hold a class of data says nothing of others. */
const isWideEnough = (source: Question, target: OpenControl): boolean =>
  source.dataClass === undefined || source.dataClass === target.dataClass

/** The results with the question that settles each open control, where that is the question of another one. */
export function withSharedQuestions(
  results: readonly FrameworkResult[],
  open: readonly OpenControl[],
  askable: Askable,
): FrameworkResult[] {
  const asked = sharedQuestions(open, askable)
  const askedAs = new Map(
    open.map(({control, framework}, index) => [controlKey(framework.id, control.id), asked[index]] as const),
  )
  return results.map(result => ({
    ...result,
    controls: result.controls.map(control => {
      const question = askedAs.get(controlKey(result.id, control.id))
      const isOwn = question?.framework === result.id && question.control === control.id
      return question === undefined || isOwn ? control : {...control, askedAs: question}
    }),
  }))
}
