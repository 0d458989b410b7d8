import type {Catalog} from '../catalog/catalog.js'
import type {Standing} from './answers.js'
import type {DataClass} from '../model/framework.js'
import type {Policy, Waiver} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {Surveyed} from './observe.js'

import {looserLimits} from '../catalog/limits.js'
import {clockIsOff} from '../model/clock.js'
import {day, daysUntil, inDays, isInForce} from '../foundation/date.js'
import {lastDayOf, staleOnFile} from '../policy/document-validity.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {isWide} from '../model/snapshot.js'
import {endsOfLife} from './end-of-life-notices.js'
import {policyNotices} from './policy-notices.js'

/** What a reader of the report must know beside its verdicts. */
export interface Noted {
  readonly catalog: Catalog
  readonly declared: ReadonlySet<DataClass>
  readonly examined: Surveyed
  readonly now: number
  /** When the oldest fact was read. */
  readonly oldest: number
  readonly policy: Policy
  readonly snapshot: Snapshot
  readonly standing: readonly Standing[]
  readonly used: readonly Waiver[]
}

/** Days ahead within which an end is worth a reminder. */
const ahead = 30

export function noticesOf(noted: Noted, ofPolicy: readonly Notice[]): Notice[] {
  const {catalog, declared, examined, now, oldest, policy, snapshot} = noted
  const {frameworks} = catalog
  const classes = frameworks.flatMap(({dataClass, title}) =>
    dataClass && !declared.has(dataClass) && !examined.unheld.has(dataClass) ? [`${dataClass} data (${title})`] : [],
  )
  const confined = frameworks.filter(({residency}) => residency)
  const age = now - oldest
  return [
    ...(snapshot.partial
      ? [
          {
            id: 'snapshot-is-partial',
            text: 'The collection was stopped before everything was asked: go on with heroku compliance:collect --resume.',
          },
        ]
      : []),
    ...(snapshot.clockSkew === undefined ? [] : [{id: 'clock-is-off', text: clockIsOff(snapshot.clockSkew)}]),
    ...(classes.length > 0
      ? [
          {
            id: 'data-class-not-declared',
            text: `No policy file says which apps hold ${classes.join(', ')}: every app in scope is judged.`,
          },
        ]
      : []),
    ...[...examined.unheld].map(name => ({
      id: 'data-class-matches-nothing',
      text: `The policy declares ${name} data for ${(policy.data?.[name]?.apps ?? []).join(', ')}, and no app has such a name: that has no effect, and every app is judged.`,
    })),
    ...(isWide(snapshot.scopes) ? [...examined.dataScopes] : []).flatMap(([name, {unmatched}]) =>
      unmatched.length > 0
        ? [
            {
              id: 'data-class-matches-nothing',
              text: `The policy declares ${name} data for ${unmatched.join(', ')} too, and no app has such a name.`,
            },
          ]
        : [],
    ),
    ...(confined.length > 1
      ? [
          {
            id: 'residency-excludes',
            text: `${confined.map(({title}) => title).join(', ')} each restrict where things run: no app can be inside all of them.`,
          },
        ]
      : []),
    ...examined.partialTeams.map(team => ({
      id: 'lists-may-be-short',
      text: `You are no admin of ${team}: its lists of apps, spaces and people may be short.`,
    })),
    ...(age < 0
      ? [
          {
            id: 'judged-before-read',
            text: `Judged as of ${new Date(now).toISOString()}, before any fact was read: what has run out since then counts as in force.`,
          },
        ]
      : []),
    ...(age > day
      ? [
          {
            id: 'snapshot-is-old',
            text: `The oldest facts were read ${Math.floor(age / day)} days before the instant that they are judged at.`,
          },
        ]
      : []),
    ...looserLimits(policy).map(text => ({id: 'limit-without-effect', text})),
    ...policyNotices(noted),
    ...ofPolicy,
    ...withoutEffect(policy, now),
    ...endsOfLife(catalog, examined.subjects, now),
    ...reminders(noted),
  ]
}

/** What is on file or allowed and counts no longer, or not yet. */
function withoutEffect({allow: {addonServices = []}, documents: onFile = []}: Policy, now: number): Notice[] {
  const documents = distinct(onFile.map(({id}) => id)).flatMap(id => staleOnFile(id, onFile, now) ?? [])
  const permissions = addonServices.flatMap(({document, expires, name}) => {
    const why = isInForce(expires, now)
      ? document === undefined
        ? undefined
        : staleOnFile(document, onFile, now)
      : `it expired on ${expires ?? ''}`
    return why === undefined ? [] : [`The permission of the add-on ${name} has no effect: ${why}.`]
  })
  return [
    ...documents.map(text => ({id: 'document-without-effect', text: `A document on file has no effect: ${text}.`})),
    ...permissions.map(text => ({id: 'permission-without-effect', text})),
  ]
}

/** What ends within a month, soonest first. */
function reminders({now, policy, standing, used}: Noted): Notice[] {
  const ends = [
    ...used.map(({check, expires, subjects}) => ({expires, what: `The waiver of ${check} for ${subjects.join(', ')}`})),
    ...standing.map(({by, control, expires, framework}) => ({
      expires,
      what: `The answer of ${by} to ${framework} ${control}`,
    })),
    ...(policy.documents ?? []).map(document => ({expires: lastDayOf(document), what: `The document ${document.id}`})),
    ...(policy.allow.addonServices ?? []).map(({expires, name}) => ({
      expires,
      what: `The permission of the add-on ${name}`,
    })),
  ]
  return ends
    .flatMap(({expires, what}) => {
      const days = expires === undefined ? Number.NaN : daysUntil(expires, now)
      return expires !== undefined && days >= 0 && days <= ahead
        ? [{expires, text: `${what} ends ${inDays(days)}, on ${expires}.`}]
        : []
    })
    .sort((a, b) => byCodeUnit(a.expires, b.expires) || byCodeUnit(a.text, b.text))
    .map(({text}) => ({id: 'expires-soon', text}))
}
