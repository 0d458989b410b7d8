import type {Catalog} from '../catalog/catalog.js'
import type {ValidAnswer} from './answers.js'
import type {DataClass} from '../model/framework.js'
import type {Policy, Waiver} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {Survey} from './observe.js'

import {ineffectiveLimits} from '../catalog/limits.js'
import {clockSkewWarning} from '../model/clock.js'
import {millisecondsPerDay, daysUntil, relativeDay, isInForce} from '../foundation/date.js'
import {lastDayOfDocument, documentsFlaw} from '../policy/document-validity.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {isExhaustive} from '../model/snapshot.js'
import {endOfLifeNotices} from './end-of-life-notices.js'
import {policyNotices} from './policy-notices.js'

/** What a reader of the report must know beside its verdicts. */
export interface NoticeInputs {
  readonly catalog: Catalog
  readonly declaredClasses: ReadonlySet<DataClass>
  readonly survey: Survey
  readonly now: number
  /** When the oldest fact was read. */
  readonly oldestFactTime: number
  readonly policy: Policy
  readonly snapshot: Snapshot
  readonly validAnswers: readonly ValidAnswer[]
  readonly usedWaivers: readonly Waiver[]
}

/** Days ahead within which an end is worth a reminder. */
const reminderDays = 30

export function collectNotices(inputs: NoticeInputs, otherNotices: readonly Notice[]): Notice[] {
  const {catalog, declaredClasses, survey, now, oldestFactTime, policy, snapshot} = inputs
  const {frameworks} = catalog
  const undeclaredClasses = frameworks.flatMap(({dataClass, title}) =>
    dataClass && !declaredClasses.has(dataClass) && !survey.unheldClasses.has(dataClass)
      ? [`${dataClass} data (${title})`]
      : [],
  )
  const residencyFrameworks = frameworks.filter(({residency}) => residency)
  const age = now - oldestFactTime
  return [
    ...(snapshot.partial
      ? [
          {
            id: 'snapshot-is-partial',
            text: 'The collection was stopped before it was complete. Continue with heroku compliance:collect --resume.',
          },
        ]
      : []),
    ...(snapshot.clockSkew === undefined ? [] : [{id: 'clock-is-off', text: clockSkewWarning(snapshot.clockSkew)}]),
    ...(undeclaredClasses.length > 0
      ? [
          {
            id: 'data-class-not-declared',
            text: `No policy file says which apps hold ${undeclaredClasses.join(', ')}: every app in scope is assessed.`,
          },
        ]
      : []),
    ...[...survey.unheldClasses].map(name => ({
      id: 'data-class-matches-nothing',
      text: `The policy declares ${name} data for ${(policy.data?.[name]?.apps ?? []).join(', ')}, but no app has that name: the declaration has no effect, and every app is assessed.`,
    })),
    ...(isExhaustive(snapshot.scopes) ? [...survey.dataScopes] : []).flatMap(([name, {unmatchedGlobs}]) =>
      unmatchedGlobs.length > 0
        ? [
            {
              id: 'data-class-matches-nothing',
              text: `The policy declares ${name} data for ${unmatchedGlobs.join(', ')} too, but no app has that name.`,
            },
          ]
        : [],
    ),
    ...(residencyFrameworks.length > 1
      ? [
          {
            id: 'residency-excludes',
            text: `${residencyFrameworks.map(({title}) => title).join(', ')} each restrict where apps run: no app can meet all of them.`,
          },
        ]
      : []),
    ...survey.partialTeams.map(team => ({
      id: 'lists-may-be-short',
      text: `You aren't an admin of ${team}: its lists of apps, spaces and people may be incomplete.`,
    })),
    ...(age < 0
      ? [
          {
            id: 'judged-before-read',
            text: `Assessed as of ${new Date(now).toISOString()}, before any fact was collected: what has expired since then counts as valid.`,
          },
        ]
      : []),
    ...(age > millisecondsPerDay
      ? [
          {
            id: 'snapshot-is-old',
            text: `The oldest facts were collected ${Math.floor(age / millisecondsPerDay)} days before the time of this assessment.`,
          },
        ]
      : []),
    ...ineffectiveLimits(policy).map(text => ({id: 'limit-without-effect', text})),
    ...policyNotices(inputs),
    ...otherNotices,
    ...withoutEffectNotices(policy, now),
    ...endOfLifeNotices(catalog, survey.subjects, now),
    ...expiryReminders(inputs),
  ]
}

/** What is on file or allowed and counts no longer, or not yet. */
function withoutEffectNotices(
  {allow: {addonServices = []}, documents: documentsOnFile = []}: Policy,
  now: number,
): Notice[] {
  const documents = distinct(documentsOnFile.map(({id}) => id)).flatMap(
    id => documentsFlaw(id, documentsOnFile, now) ?? [],
  )
  const permissions = addonServices.flatMap(({document, expires, name}) => {
    const flaw = isInForce(expires, now)
      ? document === undefined
        ? undefined
        : documentsFlaw(document, documentsOnFile, now)
      : `it expired on ${expires ?? ''}`
    return flaw === undefined ? [] : [`The allow.addonServices entry ${name} has no effect: ${flaw}.`]
  })
  return [
    ...documents.map(text => ({id: 'document-without-effect', text: `A document on file has no effect: ${text}.`})),
    ...permissions.map(text => ({id: 'permission-without-effect', text})),
  ]
}

/** What ends within a month, soonest first. */
function expiryReminders({now, policy, validAnswers, usedWaivers}: NoticeInputs): Notice[] {
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
