import type {Control, Framework} from '../model/framework.js'
import type {Answer, PolicyDocument, Place} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {ControlStatus} from './rollup.js'

import {addDays, daysUntil, isInForce} from '../foundation/date.js'
import {matchesGlob} from '../foundation/glob.js'
import {byCodeUnit} from '../foundation/collections.js'
import {firstFew} from '../foundation/text.js'
import {documentsFlaw} from '../policy/document-validity.js'
import {isBlank} from '../model/person.js'
import {worstStatus} from './rollup.js'

/** An answer that counts, through its last day. */
export interface ValidAnswer extends Answer {
  readonly expires: string
}

const statusOfAnswer = {no: 'fail', 'not-applicable': 'not-applicable', yes: 'attested'} as const

/** The answers to a framework's controls that count today, by control, and why others do not. */
export function validateAnswers(
  {aliases, controls, id, title}: Framework,
  answers: readonly Answer[],
  documentsOnFile: readonly PolicyDocument[],
  now: number,
): {readonly notices: readonly Notice[]; readonly validAnswers: ReadonlyMap<string, readonly ValidAnswer[]>} {
  const notices: Notice[] = []
  const validAnswers = new Map<string, ValidAnswer[]>()
  for (const answer of answers.filter(({framework}) => [id, ...aliases].includes(framework))) {
    const control = controls.find(candidate => candidate.id === answer.control)
    // A profile keeps some controls of its framework.
    if (!control) continue
    const expires = lastDayOfAnswer(answer, control)
    const flaw = answerFlaw(answer, expires, documentsOnFile, now)
    if (flaw === undefined)
      validAnswers.set(control.id, [...(validAnswers.get(control.id) ?? []), {...answer, expires}])
    else
      notices.push({
        id: 'answer-without-effect',
        text: `${isBlank(answer.by) ? 'An answer' : `The answer of ${answer.by}`} to ${title} ${control.id} has no effect: ${flaw}.`,
      })
  }

  return {notices, validAnswers}
}

/** Answers that count and are for nothing that is judged. */
export function unmatchedAnswerNotices(validAnswers: readonly ValidAnswer[], places: readonly Place[]): Notice[] {
  return validAnswers
    .filter(answer => !places.some(place => coversPlace(answer, place)))
    .map(({apps = [], by, control, framework, spaces = [], teams = []}) => ({
      id: 'answer-without-effect',
      text: `The answer of ${by} to ${framework} ${control} has no effect: nothing in scope is named ${[...apps, ...spaces, ...teams].join(', ')}.`,
    }))
}

/** The last day on which an answer holds: the one that it names, but no later than its control allows, unless it is no. */
export function lastDayOfAnswer(
  {answer, expires, on}: Answer,
  {answerDays = 365}: Pick<Control, 'answerDays'>,
): string {
  const latestDay = addDays(on, answerDays)
  return expires === undefined || (answer !== 'no' && expires > latestDay) ? latestDay : expires
}

function answerFlaw(
  {apps = [], by, evidence, on, reason, spaces = [], teams = []}: Answer,
  expires: string,
  documentsOnFile: readonly PolicyDocument[],
  now: number,
): string | undefined {
  if (isBlank(by)) return '"by" is blank'
  if (isBlank(reason)) return '"reason" is blank'
  if (apps.length + spaces.length + teams.length === 0) return 'it names no app, space or team'
  if (daysUntil(on, now) > 0) return `it is dated ${on}, which is in the future`
  if (!isInForce(expires, now)) return `it expired on ${expires}`
  const flaw = evidence === undefined ? undefined : documentsFlaw(evidence, documentsOnFile, now)
  return flaw === undefined ? undefined : `its document ${flaw}`
}

/** What the answers come to for all of the places that a control is about; undefined where none was given for any. */
export function combineAnswers(
  validAnswers: readonly ValidAnswer[],
  places: readonly Place[],
): (ControlStatus & {readonly answers: readonly ValidAnswer[]}) | undefined {
  const specificAnswers = validAnswers.filter(answer => !coversEverything(answer))
  const generalAnswer = latestAnswer(validAnswers.filter(answer => coversEverything(answer)))
  const countedAnswers = new Set<ValidAnswer>()
  const openPlaces: string[] = []
  for (const place of places) {
    const answer = specificAnswers.some(candidate => coversPlace(candidate, place))
      ? latestAnswer(validAnswers.filter(candidate => coversPlace(candidate, place)))
      : generalAnswer
    if (answer) countedAnswers.add(answer)
    else openPlaces.push(place.name)
  }

  return countedAnswers.size === 0 ? undefined : summarizeAnswers([...countedAnswers], openPlaces)
}

function summarizeAnswers(
  countedAnswers: readonly ValidAnswer[],
  openPlaces: readonly string[],
): ControlStatus & {readonly answers: readonly ValidAnswer[]} {
  const status = worstStatus(countedAnswers.map(({answer}) => statusOfAnswer[answer]))
  const [first] = countedAnswers.filter(({answer}) => statusOfAnswer[answer] === status)
  if (status === 'fail')
    return {
      answers: countedAnswers,
      reason: `answered no by ${first?.by ?? ''} on ${first?.on ?? ''}: ${first?.reason ?? ''}`,
      status,
    }
  if (openPlaces.length > 0)
    return {
      answers: countedAnswers,
      reason: `partly answered; still open for ${firstFew(openPlaces)}`,
      status: 'manual',
    }
  return {
    answers: countedAnswers,
    reason: `answered ${first?.answer === 'yes' ? 'yes' : 'not applicable'} by ${first?.by ?? ''} on ${first?.on ?? ''}: ${first?.reason ?? ''}`,
    status,
  }
}

const coversEverything = ({apps}: Answer) => apps?.includes('*') ?? false

/** Whether an answer speaks of a place. */
export function coversPlace(answer: Answer, {app, space, team}: Place): boolean {
  const {apps, spaces, teams} = answer
  // Of an app that cannot be seen only that is true which is true of all.
  return coversEverything(answer) || isMatched(app, apps) || isMatched(space, spaces) || isMatched(team, teams)
}

const isMatched = (name: string | undefined, globs: readonly string[] | undefined) =>
  name !== undefined && globs !== undefined && matchesGlob(name, globs)

/** The last word; of one day, the worst. */
function latestAnswer(answers: readonly ValidAnswer[]): ValidAnswer | undefined {
  const [newest] = [...answers].sort((a, b) => byCodeUnit(b.on, a.on))
  const newestDay = answers.filter(({on}) => on === newest?.on)
  const status = worstStatus(newestDay.map(({answer}) => statusOfAnswer[answer]))
  return newestDay.find(({answer}) => statusOfAnswer[answer] === status)
}
