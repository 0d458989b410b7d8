import type {Control, Framework} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {AnswerProposal} from '../model/report.js'
import type {ValidAnswer} from './answers.js'
import type {CarriedRelation, ControlOfFramework} from './carry.js'

import {byCodeUnit} from '../foundation/collections.js'
import {isInForce} from '../foundation/date.js'
import {memoize} from '../foundation/memoize.js'
import {answerPicker, lastDayOfAnswer} from './answers.js'
import {anchorsOf, answerCarries, hasWholeQuestion, relationThrough} from './carry.js'

/** An answer to another control, which answers this one as well. */
export interface CarriedAnswer extends ValidAnswer {
  readonly from: {
    readonly framework: string
    /** Title and version. */
    readonly frameworkTitle: string
    readonly control: string
    readonly relation: CarriedRelation
  }
}

/** The valid answers to the controls of a framework, by control. */
export interface AnsweredFramework {
  readonly framework: Framework
  readonly validAnswers: ReadonlyMap<string, readonly ValidAnswer[]>
  /** Whether the question of a control is about a place: an answer about everything says nothing of others. */
  readonly asksAbout: (control: Control, place: Place) => boolean
}

interface AnsweredControl extends ControlOfFramework {
  readonly framework: Framework
  readonly answers: readonly ValidAnswer[]
  /** The answer that counts for a place. */
  readonly pick: (place: Place) => ValidAnswer | undefined
}

/** What answers to other controls mean for a control. */
export interface OtherAnswers {
  /** Find the one that answers it too for a place, by the control that it was given to. */
  readonly carried: ReadonlyArray<(place: Place) => CarriedAnswer | undefined>
  /** Those to controls that merely share something with it: worth asking whether they hold here too. */
  readonly proposals: readonly AnswerProposal[]
}

const noAnswers: OtherAnswers = {carried: [], proposals: []}
const maxProposals = 3

/**
 * Finds what the answers to all other controls mean for a control. An answer goes through one control of the crosswalk
 * and no further: what was carried over is never carried over again. Only the answer that counts where it was given is
 * carried over, so that one that was replaced has no effect elsewhere either.
 *
 * @param now the time of the assessment, in milliseconds
 */
export function otherAnswers(
  answered: readonly AnsweredFramework[],
  now: number,
): (framework: Framework, control: Control) => OtherAnswers {
  const byAnchor = sourcesByAnchor(answered)
  if (byAnchor.size === 0) return () => noAnswers
  const isDenied = deniedAnswers(byAnchor)
  return (framework, control) => {
    if (control.question === undefined) return noAnswers
    const target = {control, framework}
    const carried: Array<OtherAnswers['carried'][number]> = []
    const proposals: AnswerProposal[] = []
    for (const [from, relation] of sourcesFor(target, byAnchor)) {
      const byAnswer = new Map(
        relation === undefined ? [] : from.answers.flatMap(answer => carry(answer, from, relation, target, now)),
      )
      if (byAnswer.size === 0) proposals.push(...from.answers.map(answer => proposalOf(answer, from)))
      else
        carried.push(place => {
          const answer = from.pick(place)
          return answer && (answer.answer === 'no' || !isDenied(from, place)) ? byAnswer.get(answer) : undefined
        })
    }

    return {carried, proposals: newest(proposals)}
  }
}

/**
 * Tells where an answered control was answered no by way of one that is equal to it: where two answers disagree, the
 * better one doesn't count where it was given, and so nowhere else.
 */
function deniedAnswers(byAnchor: SourcesByAnchor): (source: AnsweredControl, place: Place) => boolean {
  const equalsOf = memoize(
    (source: AnsweredControl) =>
      [...sourcesFor(source, byAnchor)].flatMap(([other, relation]) =>
        relation === 'equal' && answerCarries('no', relation, other, source) ? [other] : [],
      ),
    source => source,
  )
  return (source, place) => equalsOf(source).some(other => other.pick(place)?.answer === 'no')
}

/** By what a control relates to: the answered controls that are equal to that, or more, and which. */
type SourcesByAnchor = ReadonlyMap<string, ReadonlyArray<readonly [AnsweredControl, 'equal' | 'superset']>>

function sourcesByAnchor(answered: readonly AnsweredFramework[]): SourcesByAnchor {
  const byAnchor = new Map<string, Array<readonly [AnsweredControl, 'equal' | 'superset']>>()
  for (const {asksAbout, framework, validAnswers} of answered)
    for (const control of framework.controls) {
      const answers = validAnswers.get(control.id)
      if (!answers || !hasWholeQuestion(control)) continue
      const pickAnswer = answerPicker(answers)
      const pick = (place: Place) => (asksAbout(control, place) ? pickAnswer(place) : undefined)
      const source = {answers, control, framework, pick}
      for (const [anchor, relation] of anchorsOf({control, framework}))
        if (relation === 'equal' || relation === 'superset')
          byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), [source, relation]])
    }

  return byAnchor
}

/** The answered controls that a control shares something with, and how their answers answer it, if they do. */
function sourcesFor(
  target: ControlOfFramework,
  byAnchor: SourcesByAnchor,
): ReadonlyMap<AnsweredControl, CarriedRelation | undefined> {
  const sources = new Map<AnsweredControl, CarriedRelation | undefined>()
  for (const [anchor, relationHere] of anchorsOf(target))
    for (const [from, relationThere] of byAnchor.get(anchor) ?? []) {
      if (from.framework.id === target.framework.id && from.control.id === target.control.id) continue
      const known = sources.get(from)
      sources.set(from, known === 'equal' ? known : (relationThrough(relationThere, relationHere) ?? known))
    }

  return sources
}

/** The answer as it counts for a control, or nothing: it is never valid longer than where it was given. */
function carry(
  answer: ValidAnswer,
  source: AnsweredControl,
  relation: CarriedRelation,
  to: ControlOfFramework,
  now: number,
): Array<readonly [ValidAnswer, CarriedAnswer]> {
  const {control: from, framework} = source
  if (!answerCarries(answer.answer, relation, source, to)) return []
  const expires = lastDayOfAnswer(answer, to.control)
  if (!isInForce(expires, now)) return []
  const frameworkTitle = `${framework.title} ${framework.version}`
  return [[answer, {...answer, expires, from: {control: from.id, framework: framework.id, frameworkTitle, relation}}]]
}

const proposalOf = (
  {answer, by, expires, on}: ValidAnswer,
  {control: {id: control}, framework: {id: framework}}: AnsweredControl,
): AnswerProposal => ({framework, control, answer, by, on, expires})

const newest = (proposals: readonly AnswerProposal[]): AnswerProposal[] =>
  [...proposals]
    .sort((a, b) => byCodeUnit(b.on, a.on) || byCodeUnit(a.framework, b.framework) || byCodeUnit(a.control, b.control))
    .slice(0, maxProposals)
