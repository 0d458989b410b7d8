import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult} from '../../model/report.js'

import {isObject} from '../../foundation/is-object.js'

type Fields = Readonly<Record<string, unknown>>

/** A saved report may have any form of what people decided: each part is read where it is there. */
const word = (of: Fields, key: string): string | undefined => (typeof of[key] === 'string' ? of[key] : undefined)

function wordsOf(of: Fields, key: string): string[] {
  const all = of[key]
  return Array.isArray(all) ? all.filter(one => typeof one === 'string') : []
}

/** A waiver or an answer, as far as the report tells of it. */
export interface Decision {
  readonly answer: string | undefined
  /** Who asked for it, where another approved it. */
  readonly askedBy: string | undefined
  readonly by: string | undefined
  readonly evidence: string | undefined
  readonly expires: string | undefined
  readonly on: string | undefined
  /** The apps, spaces and teams that it is of, where it is not of all. */
  readonly places: readonly string[]
  readonly reason: string | undefined
  readonly ticket: string | undefined
}

function decision(found: unknown): Decision | undefined {
  if (!isObject(found)) return undefined
  return {
    answer: word(found, 'answer'),
    askedBy: word(found, 'approvedBy') && word(found, 'by'),
    by: word(found, 'approvedBy') ?? word(found, 'by'),
    evidence: word(found, 'evidence'),
    expires: word(found, 'expires'),
    on: word(found, 'on'),
    places: ['apps', 'spaces', 'teams'].flatMap(key => wordsOf(found, key)),
    reason: word(found, 'reason'),
    ticket: word(found, 'ticket'),
  }
}

export const waiverOf = (observation: Observation): Decision | undefined => decision(observation.waiver)

export const answerOf = (control: ControlResult): Decision | undefined => decision(control.answer)

/** All that people said of a control, the answer that decides first. */
export function answersOf({answer, answers}: ControlResult): Decision[] {
  const all: unknown = answers ?? (answer ? [answer] : [])
  return Array.isArray(all) ? all.flatMap(one => decision(one) ?? []) : []
}

/** Who said it, when, until when and why, in one line. */
export function decisionText({by, expires, on, reason, ticket}: Decision): string {
  const parts = [by && `by ${by}`, on && `on ${on}`, expires && `until ${expires}`, ticket && `(${ticket})`]
    .filter(Boolean)
    .join(' ')
  return [parts, reason].filter(Boolean).join(': ')
}

/** The apps that were declared to be out of the scope of a framework, each in one line. */
export function outOfScope(framework: FrameworkResult): string[] {
  const apps: unknown = framework.outOfScope
  return !Array.isArray(apps)
    ? []
    : apps.filter(isObject).map(one => {
        const by = word(one, 'by')
        const on = word(one, 'on')
        return `${word(one, 'app') ?? 'an app'}${by ? ` by ${by}` : ''}${on ? ` on ${on}` : ''}`
      })
}
