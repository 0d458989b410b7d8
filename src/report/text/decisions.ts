import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult} from '../../model/report.js'

import {isObject} from '../../foundation/is-object.js'

type UnknownRecord = Readonly<Record<string, unknown>>

/** A saved report may state decisions in any form: each part is read if it is there. */
const stringField = (record: UnknownRecord, key: string): string | undefined =>
  typeof record[key] === 'string' ? record[key] : undefined

function stringListField(record: UnknownRecord, key: string): string[] {
  const values = record[key]
  return Array.isArray(values) ? values.filter(value => typeof value === 'string') : []
}

/** A waiver or an answer, as far as the report states it. */
export interface Decision {
  readonly answer: string | undefined
  /** Who asked for it, if someone else approved it. */
  readonly askedBy: string | undefined
  readonly by: string | undefined
  readonly evidence: string | undefined
  readonly expires: string | undefined
  /** The framework and control that an answer was given to, if it was carried over from another control. */
  readonly givenTo: string | undefined
  readonly on: string | undefined
  /** The apps, spaces and teams that it covers, if not all. */
  readonly places: readonly string[]
  readonly reason: string | undefined
  readonly ticket: string | undefined
}

function parseDecision(value: unknown): Decision | undefined {
  if (!isObject(value)) return undefined
  return {
    answer: stringField(value, 'answer'),
    askedBy: stringField(value, 'approvedBy') && stringField(value, 'by'),
    by: stringField(value, 'approvedBy') ?? stringField(value, 'by'),
    evidence: stringField(value, 'evidence'),
    expires: stringField(value, 'expires'),
    givenTo: undefined,
    on: stringField(value, 'on'),
    places: ['apps', 'spaces', 'teams'].flatMap(key => stringListField(value, key)),
    reason: stringField(value, 'reason'),
    ticket: stringField(value, 'ticket'),
  }
}

/** The waiver that covers an observation. */
export const waiverOf = (observation: Observation): Decision | undefined => parseDecision(observation.waiver)

/** The answer that decides a control. */
export const answerOf = (control: ControlResult): Decision | undefined => parseAnswer(control.answer, control)

/** All answers to a control, the one that decides first. */
export function answersOf(control: ControlResult): Decision[] {
  const {answer, answers} = control
  const answerList: unknown = answers ?? (answer ? [answer] : [])
  return Array.isArray(answerList) ? answerList.flatMap(item => parseAnswer(item, control) ?? []) : []
}

/** An answer that was carried over still names the control that it was given to. */
function parseAnswer(value: unknown, {answeredBy, id}: ControlResult): Decision | undefined {
  const decision = parseDecision(value)
  if (!decision || !isObject(value)) return decision
  const framework = stringField(value, 'framework')
  const control = stringField(value, 'control')
  if (framework === undefined || control === undefined) return decision
  const isDeciding = framework === answeredBy?.framework && control === answeredBy.control
  return isDeciding || control !== id ? {...decision, givenTo: `${framework} ${control}`} : decision
}

/** Who decided, when, on which other control if on one, until when and why, in one line. */
export function decisionText({by, expires, givenTo, on, reason, ticket}: Decision): string {
  const parts = [
    by && `by ${by}`,
    on && `on ${on}`,
    givenTo && `to ${givenTo}`,
    expires && `until ${expires}`,
    ticket && `(${ticket})`,
  ]
    .filter(Boolean)
    .join(' ')
  return [parts, reason].filter(Boolean).join(': ')
}

/** The apps that were declared out of scope of a framework, each in one line. */
export function outOfScopeTexts(framework: FrameworkResult): string[] {
  const apps: unknown = framework.outOfScope
  if (!Array.isArray(apps)) return []
  return apps.filter(isObject).map(app => {
    const by = stringField(app, 'by')
    const on = stringField(app, 'on')
    return `${stringField(app, 'app') ?? 'an app'}${by ? ` by ${by}` : ''}${on ? ` on ${on}` : ''}`
  })
}
