import type {Catalog} from '../catalog/catalog.js'
import type {Control, Framework} from '../model/framework.js'
import type {Answer, Place, PolicyDocument} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {SubjectKind} from '../model/subject.js'

import {byCodeUnit, distinct} from '../foundation/collections.js'
import {addDays, daysUntil, isInForce} from '../foundation/date.js'
import {matchesGlob} from '../foundation/glob.js'
import {firstFew} from '../foundation/text.js'
import {checksOfControl, defaultAnswerDays, worstStatus} from '../model/framework.js'
import {isBlank} from '../model/person.js'
import {documentsFlaw} from '../policy/document-validity.js'

/** An answer that counts, through its last day. */
export interface ValidAnswer extends Answer {
  readonly expires: string
}

/** What an answer makes of its control where it is the only one. */
export const statusOfAnswer = {no: 'fail', 'not-applicable': 'not-applicable', yes: 'attested'} as const

/** The answers to a framework's controls that count today, by control, and why others don't. */
export function validateAnswers(
  framework: Framework,
  answers: readonly Answer[],
  documentsOnFile: readonly PolicyDocument[],
  now: number,
): {readonly notices: readonly Notice[]; readonly validAnswers: ReadonlyMap<string, readonly ValidAnswer[]>} {
  const {aliases, controls, id, title} = framework
  const notices: Notice[] = []
  const unkeptControls: string[] = []
  const validAnswers = new Map<string, ValidAnswer[]>()
  for (const answer of answers.filter(({framework: name}) => [id, ...aliases].includes(name))) {
    const control = controls.find(candidate => candidate.id === answer.control)
    if (!control) {
      unkeptControls.push(answer.control)
      continue
    }

    const expires = lastDayOfAnswer(answer, control)
    const flaw = answerFlaw(answer, expires, documentsOnFile, now)
    const answerName = isBlank(answer.by) ? 'An answer' : `The answer of ${answer.by}`
    if (flaw === undefined)
      validAnswers.set(control.id, [...(validAnswers.get(control.id) ?? []), {...answer, expires}])
    else
      notices.push({
        id: 'answer-without-effect',
        text: `${answerName} to ${title} ${control.id} has no effect: ${flaw}.`,
      })
  }

  return {notices: [...notices, ...unkeptControlNotices(framework, unkeptControls)], validAnswers}
}

/**
 * A profile keeps some controls of its framework. Under a policy that lets the alias of that mean the profile, answers
 * by the alias to the other controls are valid, and count for neither.
 */
function unkeptControlNotices({profileOf, title}: Framework, controls: readonly string[]): Notice[] {
  if (controls.length === 0 || profileOf === undefined) return []
  const [answers, have] = controls.length === 1 ? ['The answer', 'has'] : ['The answers', 'have']
  const text =
    `${answers} to ${firstFew(distinct(controls))} ${have} no effect: ${title} has no such control. ` +
    `To answer the whole framework, name ${profileOf}.`
  return [{id: 'answer-without-effect', text}]
}

/** Notices of valid answers that are about nothing in scope. */
export function unmatchedAnswerNotices(validAnswers: readonly ValidAnswer[], places: readonly Place[]): Notice[] {
  return validAnswers
    .filter(answer => !places.some(place => coversPlace(answer, place)))
    .map(answer => {
      const {by, control, framework} = answer
      const names = namesOf(answer).join(', ')
      return {
        id: 'answer-without-effect',
        text: `The answer of ${by} to ${framework} ${control} has no effect: nothing in scope is named ${names}.`,
      }
    })
}

/** The last day on which an answer counts: its own, but no later than its control allows, unless the answer is no. */
export function lastDayOfAnswer(
  {answer, expires, on}: Answer,
  {answerDays = defaultAnswerDays}: Pick<Control, 'answerDays'>,
): string {
  const latestDay = addDays(on, answerDays)
  return expires === undefined || (answer !== 'no' && expires > latestDay) ? latestDay : expires
}

function answerFlaw(
  answer: Answer,
  expires: string,
  documentsOnFile: readonly PolicyDocument[],
  now: number,
): string | undefined {
  const {by, evidence, on, reason} = answer
  if (isBlank(by)) return '"by" is blank'
  if (isBlank(reason)) return '"reason" is blank'
  if (namesOf(answer).length === 0) return 'it names no app, space or team'
  if (daysUntil(on, now) > 0) return `it is dated ${on}, which is in the future`
  if (!isInForce(expires, now)) return `it expired on ${expires}`
  const flaw = evidence === undefined ? undefined : documentsFlaw(evidence, documentsOnFile, now)
  return flaw === undefined ? undefined : `its document ${flaw}`
}

const namesOf = ({apps = [], spaces = [], teams = []}: Answer): readonly string[] => [...apps, ...spaces, ...teams]

/** Kinds of subjects that a team has beside its apps and spaces. */
const teamKinds: readonly string[] = ['authorization', 'invitation', 'member', 'team'] satisfies readonly SubjectKind[]

/**
 * The places that an answer to a control has to cover: each app; each space and each team without apps in scope, which
 * no app stands for; and each team where the control is about teams or people.
 */
export function mustBeAnsweredFor(control: Control, catalog: Catalog): (place: Place) => boolean {
  const controlChecks = new Set(checksOfControl(control))
  const listsTeams = control.facts?.some(({subject}) => teamKinds.includes(subject)) ?? false
  const concernsTeams =
    listsTeams || catalog.checks.some(({id, subject}) => controlChecks.has(id) && teamKinds.includes(subject))
  // Only spaces and teams say whether they hold apps.
  return ({holdsApps, space}) => holdsApps !== true || (concernsTeams && space === undefined)
}

type PlaceNames = Pick<Answer, 'apps' | 'spaces' | 'teams'>

/** Whether an answer is about everything, now and in the future. */
const coversEverything = ({apps}: PlaceNames): boolean => apps?.includes('*') ?? false

/** Whether an answer is about a place. An app that can't be seen is covered only by an answer for all apps. */
export function coversPlace(answer: PlaceNames, {app, space, team}: Place): boolean {
  const {apps, spaces, teams} = answer
  return coversEverything(answer) || isMatched(app, apps) || isMatched(space, spaces) || isMatched(team, teams)
}

/** Finds the answer that counts for a place among those to one control: what is about everything comes second. */
export function answerPicker(answers: readonly ValidAnswer[]): (place: Place) => ValidAnswer | undefined {
  const specificAnswers = answers.filter(answer => !coversEverything(answer))
  const generalAnswer = latestAnswer(answers.filter(answer => coversEverything(answer)))
  return place =>
    specificAnswers.some(candidate => coversPlace(candidate, place))
      ? latestAnswer(answers.filter(candidate => coversPlace(candidate, place)))
      : generalAnswer
}

/** The newest answer; of several on one day, the worst. */
function latestAnswer(answers: readonly ValidAnswer[]): ValidAnswer | undefined {
  const [newest] = [...answers].sort((a, b) => byCodeUnit(b.on, a.on))
  return worstAnswer(answers.filter(({on}) => on === newest?.on))
}

/** The first of the answers that say the worst. */
export function worstAnswer<T extends ValidAnswer>(answers: readonly T[]): T | undefined {
  const status = worstStatus(answers.map(({answer}) => statusOfAnswer[answer]))
  return answers.find(({answer}) => statusOfAnswer[answer] === status)
}

const isMatched = (name: string | undefined, globs: readonly string[] | undefined) =>
  name !== undefined && globs !== undefined && matchesGlob(name, globs)
