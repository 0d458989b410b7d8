import type {Control, Framework} from '../model/framework.js'
import type {Answer, PolicyDocument, Place} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {Rolled} from './rollup.js'

import {daysAfter, daysUntil, isInForce} from '../foundation/date.js'
import {matchesGlob} from '../foundation/glob.js'
import {byCodeUnit} from '../foundation/collections.js'
import {firstOf} from '../foundation/text.js'
import {staleOnFile} from '../policy/document-validity.js'
import {isBlank} from '../model/person.js'
import {worst} from './rollup.js'

/** An answer that counts, through its last day. */
export interface Standing extends Answer {
  readonly expires: string
}

const statusOf = {no: 'fail', 'not-applicable': 'not-applicable', yes: 'attested'} as const

/** The answers to a framework's controls that count today, by control, and why others do not. */
export function answersOf(
  {aliases, controls, id, title}: Framework,
  answers: readonly Answer[],
  onFile: readonly PolicyDocument[],
  now: number,
): {readonly notices: readonly Notice[]; readonly standing: ReadonlyMap<string, readonly Standing[]>} {
  const notices: Notice[] = []
  const standing = new Map<string, Standing[]>()
  for (const answer of answers.filter(({framework}) => [id, ...aliases].includes(framework))) {
    const control = controls.find(one => one.id === answer.control)
    // A profile keeps some controls of its framework.
    if (!control) continue
    const expires = lastDayOfAnswer(answer, control)
    const flaw = flawOf(answer, expires, onFile, now)
    if (flaw === undefined) standing.set(control.id, [...(standing.get(control.id) ?? []), {...answer, expires}])
    else
      notices.push({
        id: 'answer-without-effect',
        text: `${isBlank(answer.by) ? 'An answer' : `The answer of ${answer.by}`} to ${title} ${control.id} has no effect: ${flaw}.`,
      })
  }

  return {notices, standing}
}

/** Answers that count and are for nothing that is judged. */
export function strayAnswers(standing: readonly Standing[], places: readonly Place[]): Notice[] {
  return standing
    .filter(answer => !places.some(place => isFor(answer, place)))
    .map(({apps = [], by, control, framework, spaces = [], teams = []}) => ({
      id: 'answer-without-effect',
      text: `The answer of ${by} to ${framework} ${control} has no effect: nothing in scope is called ${[...apps, ...spaces, ...teams].join(', ')}.`,
    }))
}

/** The last day on which an answer holds: the one that it names, but no later than its control allows, unless it is no. */
export function lastDayOfAnswer(
  {answer, expires, on}: Answer,
  {answerDays = 365}: Pick<Control, 'answerDays'>,
): string {
  const latest = daysAfter(on, answerDays)
  return expires === undefined || (answer !== 'no' && expires > latest) ? latest : expires
}

function flawOf(
  {apps = [], by, evidence, on, reason, spaces = [], teams = []}: Answer,
  expires: string,
  onFile: readonly PolicyDocument[],
  now: number,
): string | undefined {
  if (isBlank(by)) return '"by" names nobody'
  if (isBlank(reason)) return '"reason" says nothing'
  if (apps.length + spaces.length + teams.length === 0) return 'it names no app, space or team'
  if (daysUntil(on, now) > 0) return `it is of ${on}, which is still to come`
  if (!isInForce(expires, now)) return `it expired on ${expires}`
  const stale = evidence === undefined ? undefined : staleOnFile(evidence, onFile, now)
  return stale === undefined ? undefined : `its document ${stale}`
}

/** What the answers come to for all of the places that a control is about; undefined where none was given for any. */
export function answered(
  standing: readonly Standing[],
  places: readonly Place[],
): (Rolled & {readonly answers: readonly Standing[]}) | undefined {
  const some = standing.filter(one => !isForAll(one))
  const ofAll = latest(standing.filter(one => isForAll(one)))
  const given = new Set<Standing>()
  const open: string[] = []
  for (const place of places) {
    const answer = some.some(one => isFor(one, place)) ? latest(standing.filter(one => isFor(one, place))) : ofAll
    if (answer) given.add(answer)
    else open.push(place.name)
  }

  return given.size === 0 ? undefined : summedUp([...given], open)
}

function summedUp(
  given: readonly Standing[],
  open: readonly string[],
): Rolled & {readonly answers: readonly Standing[]} {
  const status = worst(given.map(({answer}) => statusOf[answer]))
  const [first] = given.filter(({answer}) => statusOf[answer] === status)
  if (status === 'fail')
    return {
      answers: given,
      reason: `answered no by ${first?.by ?? ''} on ${first?.on ?? ''}: ${first?.reason ?? ''}`,
      status,
    }
  if (open.length > 0)
    return {answers: given, reason: `answered in part; still open for ${firstOf(open)}`, status: 'manual'}
  return {
    answers: given,
    reason: `answered ${first?.answer === 'yes' ? 'yes' : 'not applicable'} by ${first?.by ?? ''} on ${first?.on ?? ''}: ${first?.reason ?? ''}`,
    status,
  }
}

const isForAll = ({apps}: Answer) => apps?.includes('*') ?? false

/** Whether an answer speaks of a place. */
export function isFor(answer: Answer, {app, space, team}: Place): boolean {
  const {apps, spaces, teams} = answer
  // Of an app that cannot be seen only that is true which is true of all.
  return isForAll(answer) || isNamed(app, apps) || isNamed(space, spaces) || isNamed(team, teams)
}

const isNamed = (name: string | undefined, globs: readonly string[] | undefined) =>
  name !== undefined && globs !== undefined && matchesGlob(name, globs)

/** The last word; of one day, the worst. */
function latest(all: readonly Standing[]): Standing | undefined {
  const [last] = [...all].sort((a, b) => byCodeUnit(b.on, a.on))
  const same = all.filter(({on}) => on === last?.on)
  const status = worst(same.map(({answer}) => statusOf[answer]))
  return same.find(({answer}) => statusOf[answer] === status)
}
