import type {Notice} from '../model/report.js'
import type {CollectionTimes, Snapshot} from '../model/snapshot.js'
import type {AssessmentContext} from './assessment-context.js'
import type {ActiveDecisions} from './expiry-notices.js'

import {ineffectiveLimits} from '../catalog/limits.js'
import {millisecondsPerDay} from '../foundation/date.js'
import {pluralize} from '../foundation/text.js'
import {clockSkewWarning} from '../model/clock.js'
import {endOfLifeNotices} from './end-of-life-notices.js'
import {expiredNotices, expiryReminders} from './expiry-notices.js'
import {policyNotices} from './policy-notices.js'
import {unrecognizedDataNotices} from './unrecognized-data.js'

/**
 * What readers of a report must know beside its results.
 *
 * @param decisionNotices why declarations, waivers and answers have no effect
 */
export function reportNotices(
  context: AssessmentContext,
  snapshot: Snapshot,
  times: CollectionTimes,
  active: ActiveDecisions,
  decisionNotices: readonly Notice[],
): Notice[] {
  const {catalog, now, observations, policy, survey} = context
  return [
    ...collectionNotices(snapshot),
    ...undeclaredClassNotices(context),
    ...unmatchedDeclarationNotices(context),
    ...residencyNotices(context),
    ...survey.partialTeams.map(team => ({
      id: 'lists-may-be-incomplete',
      text: `You aren't an admin of ${team}: its lists of apps, spaces and people may be incomplete.`,
    })),
    ...ageNotices(times, now),
    ...ineffectiveLimits(policy).map(text => ({id: 'limit-without-effect', text})),
    ...policyNotices(context, snapshot.facts),
    ...unrecognizedDataNotices(observations, snapshot.facts),
    ...decisionNotices,
    ...expiredNotices(policy, now),
    ...endOfLifeNotices(catalog, survey.subjects, now),
    ...expiryReminders(policy, active, now),
  ]
}

function collectionNotices({clockSkew, partial}: Snapshot): Notice[] {
  const text = 'The collection was stopped before it was complete. Continue with heroku compliance:collect --resume.'
  return [
    ...(partial ? [{id: 'snapshot-is-partial', text}] : []),
    ...(clockSkew === undefined ? [] : [{id: 'clock-is-off', text: clockSkewWarning(clockSkew)}]),
  ]
}

function undeclaredClassNotices({
  catalog: {frameworks},
  declaredClasses,
  survey: {unheldClasses},
}: AssessmentContext): Notice[] {
  const undeclared = frameworks.flatMap(({dataClass, title}) =>
    dataClass && !declaredClasses.has(dataClass) && !unheldClasses.has(dataClass)
      ? [`${dataClass === 'cji' ? 'CJI' : `${dataClass} data`} (${title})`]
      : [],
  )
  if (undeclared.length === 0) return []
  const text = `No policy file says which apps hold ${undeclared.join(', ')}: every app in scope is assessed.`
  return [{id: 'data-class-not-declared', text}]
}

/** Only wide scopes show that an app doesn't exist. */
function unmatchedDeclarationNotices({policy: {data = {}}, survey}: AssessmentContext): Notice[] {
  const {dataScopes, isExhaustive, unheldClasses} = survey
  const id = 'data-class-matches-nothing'
  return [
    ...[...unheldClasses].map(name => ({
      id,
      text:
        `The policy declares ${name} data for ${(data[name]?.apps ?? []).join(', ')}, but no app has that name: ` +
        'the declaration has no effect, and every app is assessed.',
    })),
    ...(isExhaustive ? [...dataScopes] : [])
      .filter(([, {unmatchedGlobs}]) => unmatchedGlobs.length > 0)
      .map(([name, {unmatchedGlobs}]) => ({
        id,
        text: `The policy declares ${name} data for ${unmatchedGlobs.join(', ')} too, but no app has that name.`,
      })),
  ]
}

function residencyNotices({catalog: {frameworks}}: AssessmentContext): Notice[] {
  const titles = frameworks.filter(({residency}) => residency).map(({title}) => title)
  if (titles.length < 2) return []
  const text = `${titles.join(', ')} each restrict where apps run: no app can meet all of them.`
  return [{id: 'residency-conflict', text}]
}

function ageNotices({newest, oldest = newest}: CollectionTimes, now: number): Notice[] {
  const age = now - Date.parse(oldest)
  if (age < 0)
    return [
      {
        id: 'assessed-before-collection',
        text:
          `Assessed as of ${new Date(now).toISOString()}, before any fact was collected: ` +
          'what has expired since then counts as valid.',
      },
    ]
  if (age <= millisecondsPerDay) return []
  const days = Math.floor(age / millisecondsPerDay)
  const text = `The oldest facts were collected ${pluralize(days, 'day')} before the time of this assessment.`
  return [{id: 'snapshot-is-old', text}]
}
