import type {Observation} from '../model/observation.js'

import {distinct} from '../foundation/collections.js'

type ReportedSubject = Observation['subject']

/** The ids and names, of then and now, of the narrowest place that a subject belongs to. */
export type PlaceIdentifiers = (subject: ReportedSubject) => readonly string[]

const placeKinds = ['app', 'space', 'team'] as const
type PlaceKind = (typeof placeKinds)[number]

/** Knows the places by the subjects of both reports: a place that was renamed in between has both names. */
export function placeIdentifiers(observations: Iterable<Pick<Observation, 'subject'>>): PlaceIdentifiers {
  const idsByName = new Map<string, Set<string>>()
  const namesById = new Map<string, Set<string>>()
  for (const {
    subject: {id, kind, name},
  } of observations)
    if (placeKinds.some(place => place === kind)) {
      addTo(idsByName, `${kind} ${name}`, id)
      addTo(namesById, `${kind} ${id}`, name)
    }

  const namesOf = (kind: PlaceKind, nameOrId: string): string[] => {
    const ids = [nameOrId, ...(idsByName.get(`${kind} ${nameOrId}`) ?? [])]
    return distinct([...ids, ...ids.flatMap(id => [...(namesById.get(`${kind} ${id}`) ?? [])])])
  }

  return subject => {
    const place = narrowestPlace(subject)
    return place ? namesOf(...place) : []
  }
}

/** Another app of the same team isn't near: only what belongs to no app is held against the team. */
function narrowestPlace({app, kind, name, space, team}: ReportedSubject): [PlaceKind, string] | undefined {
  if (kind === 'app' || app !== undefined) return ['app', app ?? name]
  if (team !== undefined) return ['team', team]
  return space === undefined ? undefined : ['space', space]
}

const addTo = (map: Map<string, Set<string>>, key: string, item: string) =>
  map.set(key, (map.get(key) ?? new Set()).add(item))
