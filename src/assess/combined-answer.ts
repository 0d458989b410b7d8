import type {Place} from '../model/policy.js'
import type {ControlResult} from '../model/report.js'
import type {ValidAnswer} from './answers.js'
import type {CarriedAnswer, OtherAnswers} from './carried-answers.js'

import {firstFew} from '../foundation/text.js'
import {worstStatus} from '../model/framework.js'
import {answerPicker, statusOfAnswer, worstAnswer} from './answers.js'

/** What the answers to a control amount to. */
export type CombinedAnswer = Pick<ControlResult, 'reason' | 'status'> & {readonly answers: readonly ValidAnswer[]}

/**
 * What the answers amount to for all places that a control is about; undefined where none covers any of them. Its own
 * answer counts before those to other controls, unless one of these says no: of two that disagree, the worse counts.
 *
 * @param ownAnswers to the control itself
 * @param carriedAnswers find those to other controls, by the control that they were given to
 */
export function combineAnswers(
  ownAnswers: readonly ValidAnswer[],
  places: readonly Place[],
  carriedAnswers: OtherAnswers['carried'] = [],
): CombinedAnswer | undefined {
  const pickOwn = answerPicker(ownAnswers)
  const countedAnswers = new Set<CarriedAnswer | ValidAnswer>()
  const openPlaces: string[] = []
  for (const place of places) {
    const own = pickOwn(place)
    const carried = carriedAnswers.flatMap(pick => pick(place) ?? [])
    const answer = worstAnswer([...(own ? [own] : []), ...carried.filter(({answer}) => !own || answer === 'no')])
    if (answer) countedAnswers.add(answer)
    else openPlaces.push(place.name)
  }

  return countedAnswers.size === 0 ? undefined : summarizeAnswers([...countedAnswers], openPlaces)
}

function summarizeAnswers(
  answers: ReadonlyArray<CarriedAnswer | ValidAnswer>,
  openPlaces: readonly string[],
): CombinedAnswer {
  const status = worstStatus(answers.map(({answer}) => statusOfAnswer[answer]))
  const deciding = answers.find(({answer}) => statusOfAnswer[answer] === status)
  const source = deciding ? sourceText(deciding) : ''
  if (status === 'fail') return {answers, reason: `answered no ${source}`, status}
  if (openPlaces.length > 0)
    return {answers, reason: `partly answered; still open for ${firstFew(openPlaces)}`, status: 'manual'}
  return {answers, reason: `answered ${deciding?.answer === 'yes' ? 'yes' : 'not applicable'} ${source}`, status}
}

const relationText = {equal: 'which asks the same', subset: 'of which this is a part'} as const

/** Who gave an answer, when, to which control if to another one, and why. */
function sourceText(answer: CarriedAnswer | ValidAnswer): string {
  const source =
    'from' in answer
      ? ` to ${answer.from.frameworkTitle} ${answer.from.control}, ${relationText[answer.from.relation]}`
      : ''
  return `by ${answer.by} on ${answer.on}${source}: ${answer.reason}`
}
