import type {Control, Framework} from '../model/framework.js'
import type {AnswerProposal} from '../model/report.js'
import type {ValidAnswer} from './answers.js'
import type {CarriedRelation, ControlOfFramework} from './carry.js'

import {byCodeUnit} from '../foundation/collections.js'
import {isInForce} from '../foundation/date.js'
import {lastDayOfAnswer} from './answers.js'
import {anchorsOf, answerCarries, answerDaysOf, hasWholeQuestion, relationThrough} from './carry.js'

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
}

interface AnsweredControl extends ControlOfFramework {
  readonly framework: Framework
  readonly answers: readonly ValidAnswer[]
}

/** What answers to other controls mean for a control. */
export interface OtherAnswers {
  /** Those that answer it too, by the control that they were given to. */
  readonly carried: ReadonlyArray<readonly CarriedAnswer[]>
  /** Those to controls that merely share something with it: worth asking whether they hold here too. */
  readonly proposals: readonly AnswerProposal[]
}

const noAnswers: OtherAnswers = {carried: [], proposals: []}
const maxProposals = 3

/**
 * Finds what the answers to all other controls mean for a control. An answer goes through one control of the crosswalk
 * and no further: what was carried over is never carried over again.
 *
 * @param now the time of the assessment, in milliseconds
 */
export function otherAnswers(
  answered: readonly AnsweredFramework[],
  now: number,
): (framework: Framework, control: Control) => OtherAnswers {
  const byAnchor = new Map<string, Array<readonly [AnsweredControl, CarriedRelation | 'superset']>>()
  for (const {framework, validAnswers} of answered)
    for (const control of framework.controls) {
      const answers = validAnswers.get(control.id)
      if (!answers || !hasWholeQuestion(control)) continue
      for (const [anchor, relation] of anchorsOf({control, framework}))
        if (relation === 'equal' || relation === 'superset')
          byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), [{answers, control, framework}, relation]])
    }

  if (byAnchor.size === 0) return () => noAnswers
  return (framework, control) => {
    if (control.question === undefined) return noAnswers
    const sources = new Map<AnsweredControl['answers'], {readonly from: AnsweredControl; relation?: CarriedRelation}>()
    for (const [anchor, relationHere] of anchorsOf({control, framework}))
      for (const [from, relationThere] of byAnchor.get(anchor) ?? []) {
        if (from.framework.id === framework.id && from.control.id === control.id) continue
        const known = sources.get(from.answers) ?? {from}
        const relation = relationThrough(relationThere, relationHere)
        if (relation && known.relation !== 'equal') known.relation = relation
        sources.set(from.answers, known)
      }

    const carried = [...sources.values()].map(({from, relation}) =>
      relation === undefined ? [] : from.answers.flatMap(answer => carry(answer, from, relation, control, now)),
    )
    const proposals = [...sources.values()]
      .filter((_, index) => carried[index]?.length === 0)
      .flatMap(({from}) => from.answers.map(answer => proposalOf(answer, from)))
    return {carried: carried.filter(answers => answers.length > 0), proposals: newest(proposals)}
  }
}

/** The answer as it counts for a control, or nothing: it is never valid longer than where it was given. */
function carry(
  answer: ValidAnswer,
  source: AnsweredControl,
  relation: CarriedRelation,
  to: Control,
  now: number,
): CarriedAnswer[] {
  const {control: from, framework} = source
  if (!answerCarries(answer.answer, relation, source, to)) return []
  const days = answer.answer === 'no' ? answerDaysOf(from) : Math.min(answerDaysOf(from), answerDaysOf(to))
  const expires = lastDayOfAnswer(answer, {answerDays: days})
  if (!isInForce(expires, now)) return []
  const frameworkTitle = `${framework.title} ${framework.version}`
  return [{...answer, expires, from: {control: from.id, framework: framework.id, frameworkTitle, relation}}]
}

const proposalOf = (
  {answer, by, expires, on}: ValidAnswer,
  {control: {id: control}, framework: {id: framework}}: AnsweredControl,
): AnswerProposal => ({framework, control, answer, by, on, expires})

const newest = (proposals: readonly AnswerProposal[]): AnswerProposal[] =>
  [...proposals]
    .sort((a, b) => byCodeUnit(b.on, a.on) || byCodeUnit(a.framework, b.framework) || byCodeUnit(a.control, b.control))
    .slice(0, maxProposals)
