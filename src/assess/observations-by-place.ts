import type {Observation} from '../model/observation.js'
import type {Near} from '../model/place-status.js'
import type {Place} from '../model/policy.js'
import type {SubjectName} from '../model/subject.js'
import type {Ground} from './assessment-context.js'

import {grouped} from '../foundation/collections.js'
import {subjectKey} from '../model/subject.js'

/** What was observed of a place: all but what is known to be of others. */
export function nearness({examined, observed}: Pick<Ground, 'examined' | 'observed'>): (place: Place) => Near {
  const shared = new Map(
    [...grouped(examined.subjects, subjectKey)].map(([key, same]) => {
      const apps = same.map(subject => subject.apps)
      return [key, apps.every(names => names !== undefined) ? apps.flat() : []]
    }),
  )
  const ofApp = new Map<string, Observation[]>()
  const ofNone: Observation[] = []
  for (const one of observed) {
    const {subject} = one
    const apps =
      subject.kind === 'app'
        ? [subject.name]
        : [...(shared.get(subjectKey(subject)) ?? []), ...(subject.app === undefined ? [] : [subject.app])]
    for (const app of new Set(apps)) {
      const all = ofApp.get(app) ?? []
      all.push(one)
      ofApp.set(app, all)
    }

    if (apps.length === 0) ofNone.push(one)
  }

  return place => {
    if (place.app === undefined && !isHidden(place))
      return parted(
        observed,
        ({subject}) => isPart(subject, place),
        ({subject}) => isBeside(subject, place),
      )
    const unplaced = parted(
      ofNone,
      ({subject: {space}}) => space !== undefined && space === place.space,
      ({subject: {space, team}}) =>
        isHidden(place) || (space === undefined && (team === undefined || team === place.team)),
    )
    return {own: [...(ofApp.get(place.name) ?? []), ...unplaced.own], wider: unplaced.wider}
  }
}

function parted(
  all: readonly Observation[],
  isOwn: (one: Observation) => boolean,
  isWider: (one: Observation) => boolean,
): Near {
  const own = all.filter(isOwn)
  const taken = new Set(own)
  return {own, wider: all.filter(one => !taken.has(one) && isWider(one))}
}

/** Of an app that cannot be seen it is not known where it is. */
const isHidden = ({app, space, team}: Place) => app === undefined && space === undefined && team === undefined

/** Whether something is of a space or a team itself, and not of an app there. */
function isPart({app, kind, space, team}: SubjectName, place: Place): boolean {
  if (app !== undefined || kind === 'app') return false
  return place.space === undefined ? space === undefined && team === place.team : space === place.space
}

/** Whether something is of the team, or of nobody in particular. */
const isBeside = ({app, kind, space, team}: SubjectName, place: Place) =>
  app === undefined && kind !== 'app' && space === undefined && (team === undefined || team === place.team)
