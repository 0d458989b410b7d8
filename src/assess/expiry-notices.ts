import type {Policy, Waiver} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {ValidAnswer} from './answers.js'

import {byCodeUnit, distinct} from '../foundation/collections.js'
import {daysUntil, isInForce, relativeDay} from '../foundation/date.js'
import {documentsFlaw, lastDayOfDocument} from '../policy/document-validity.js'

/** The decisions of a policy that have an effect on this report, and so can run out. */
export interface ActiveDecisions {
  readonly validAnswers: readonly ValidAnswer[]
  readonly usedWaivers: readonly Waiver[]
}

/** Days before an end within which a reminder is worthwhile. */
const reminderDays = 30

/** Documents on file and allowed add-on services that no longer count, or don't count yet. */
export function expiredNotices({allow: {addonServices = []}, documents = []}: Policy, now: number): Notice[] {
  const documentFlaws = distinct(documents.map(({id}) => id)).flatMap(id => documentsFlaw(id, documents, now) ?? [])
  const flawOf = (document: string | undefined, expires: string | undefined) => {
    if (!isInForce(expires, now)) return `it expired on ${expires ?? ''}`
    return document === undefined ? undefined : documentsFlaw(document, documents, now)
  }
  const services = addonServices.flatMap(({document, expires, name}) => {
    const flaw = flawOf(document, expires)
    return flaw === undefined ? [] : [`The allow.addonServices entry ${name} has no effect: ${flaw}.`]
  })
  return [
    ...documentFlaws.map(text => ({id: 'document-without-effect', text: `A document on file has no effect: ${text}.`})),
    ...services.map(text => ({id: 'permission-without-effect', text})),
  ]
}

/** What ends within a month, soonest first. */
export function expiryReminders(policy: Policy, {usedWaivers, validAnswers}: ActiveDecisions, now: number): Notice[] {
  const expiring = [
    ...usedWaivers.map(({check, expires, subjects}) => ({
      expires,
      what: `The waiver of ${check} for ${subjects.join(', ')}`,
    })),
    ...validAnswers.map(({by, control, expires, framework}) => ({
      expires,
      what: `The answer of ${by} to ${framework} ${control}`,
    })),
    ...(policy.documents ?? []).map(document => ({
      expires: lastDayOfDocument(document),
      what: `The document ${document.id}`,
    })),
    ...(policy.allow.addonServices ?? []).map(({expires, name}) => ({
      expires,
      what: `The allow.addonServices entry ${name}`,
    })),
  ]
  return expiring
    .flatMap(({expires, what}) => {
      const days = expires === undefined ? Number.NaN : daysUntil(expires, now)
      return expires !== undefined && days >= 0 && days <= reminderDays
        ? [{expires, text: `${what} ends ${relativeDay(days)}, on ${expires}.`}]
        : []
    })
    .sort((a, b) => byCodeUnit(a.expires, b.expires) || byCodeUnit(a.text, b.text))
    .map(({text}) => ({id: 'expires-soon', text}))
}
