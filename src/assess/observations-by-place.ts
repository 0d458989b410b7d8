import type {Observation} from '../model/observation.js'
import type {PlaceObservations} from '../model/place-status.js'
import type {Place} from '../model/policy.js'
import type {SubjectIdentity} from '../model/subject.js'
import type {AssessmentContext} from './assessment-context.js'

import {groupBy} from '../foundation/collections.js'
import {subjectKey} from '../model/subject.js'

/** What was observed of a place: everything but what is known to belong to others. */
export function observationsByPlace({
  survey,
  observations,
}: Pick<AssessmentContext, 'survey' | 'observations'>): (place: Place) => PlaceObservations {
  const appsBySubject = new Map(
    [...groupBy(survey.subjects, subjectKey)].map(([key, subjects]) => {
      const apps = subjects.map(subject => subject.apps)
      return [key, apps.every(names => names !== undefined) ? apps.flat() : []]
    }),
  )
  const byApp = new Map<string, Observation[]>()
  const withoutApp: Observation[] = []
  for (const observation of observations) {
    const {subject} = observation
    const apps =
      subject.kind === 'app'
        ? [subject.name]
        : [...(appsBySubject.get(subjectKey(subject)) ?? []), ...(subject.app === undefined ? [] : [subject.app])]
    for (const app of new Set(apps)) {
      const known = byApp.get(app) ?? []
      known.push(observation)
      byApp.set(app, known)
    }

    if (apps.length === 0) withoutApp.push(observation)
  }

  return place => {
    if (place.app === undefined && !isUnseenApp(place))
      return partition(
        observations,
        ({subject}) => isOwnSubject(subject, place),
        ({subject}) => isSharedSubject(subject, place),
      )
    const unplaced = partition(
      withoutApp,
      ({subject: {space}}) => space !== undefined && space === place.space,
      ({subject: {space, team}}) =>
        isUnseenApp(place) || (space === undefined && (team === undefined || team === place.team)),
    )
    return {own: [...(byApp.get(place.name) ?? []), ...unplaced.own], wider: unplaced.wider}
  }
}

function partition(
  observations: readonly Observation[],
  isOwn: (observation: Observation) => boolean,
  isWider: (observation: Observation) => boolean,
): PlaceObservations {
  const own = observations.filter(isOwn)
  const ownObservations = new Set(own)
  return {own, wider: observations.filter(observation => !ownObservations.has(observation) && isWider(observation))}
}

/** An app that can't be seen: its space and team are unknown. */
const isUnseenApp = ({app, space, team}: Place) => app === undefined && space === undefined && team === undefined

/** Whether a subject belongs to a space or a team itself, and not to an app there. */
function isOwnSubject({app, kind, space, team}: SubjectIdentity, place: Place): boolean {
  if (app !== undefined || kind === 'app') return false
  return place.space === undefined ? space === undefined && team === place.team : space === place.space
}

/** Whether a subject belongs to the team, or has no particular owner. */
const isSharedSubject = ({app, kind, space, team}: SubjectIdentity, place: Place) =>
  app === undefined && kind !== 'app' && space === undefined && (team === undefined || team === place.team)
