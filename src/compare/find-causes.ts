import type {AuditEvent, ChangeCauses, ReadAuditEvent} from '../model/audit-trail.js'
import type {ObservationChange} from '../model/comparison.js'
import type {SubjectKind} from '../model/subject.js'
import type {PlaceIdentifiers} from './place-identifiers.js'

import {maxCountedCauses, maxListedCauses, namedWithinPlace} from '../model/audit-trail.js'
import {accessEventTypes, causingEventTypes} from './event-types.js'
import {subjectIdentifiers} from './subject-identifiers.js'

/** Collects the events that may have caused changes, one event at a time, keeping only a few of each change. */
export interface CauseFinder {
  readonly add: (read: ReadAuditEvent) => void
  readonly causesOf: (change: ObservationChange) => ChangeCauses | undefined
}

interface Candidates {
  readonly keys: Set<string>
  newest: readonly AuditEvent[]
}

interface Search {
  readonly types: ReadonlySet<string>
  /** What names the subject. */
  readonly own: ReadonlySet<string>
  /** What names any subject of its kind. */
  readonly sameKind: ReadonlySet<string>
  /** What names the place that it belongs to. */
  readonly places: ReadonlySet<string>
  readonly needsPlace: boolean
  readonly exact: Candidates
  readonly nearby: Candidates
}

/** What is known of the subjects of both reports. */
export interface KnownSubjects {
  readonly byKind: ReadonlyMap<SubjectKind, ReadonlySet<string>>
  readonly placesOf: PlaceIdentifiers
}

/** @param reader the email address of the account that can no longer see something */
export function findCauses(changes: readonly ObservationChange[], known: KnownSubjects, reader?: string): CauseFinder {
  const searches = new Map(changes.map(change => [change, searchFor(change, known, reader)]))
  const byIdentifier = new Map<string, Set<Search>>()
  for (const search of searches.values())
    if (search.types.size > 0)
      for (const identifier of [...search.own, ...search.places])
        byIdentifier.set(identifier, (byIdentifier.get(identifier) ?? new Set()).add(search))
  return {
    add(read) {
      const named = new Set(identifiersOf(read))
      const found = new Set([...named].flatMap(identifier => [...(byIdentifier.get(identifier) ?? [])]))
      for (const search of found) addTo(search, read.event, named)
    },
    causesOf(change) {
      const search = searches.get(change)
      return search && causesFound(search)
    },
  }
}

/** All that an event names, in lower case: people write email addresses either way. */
export const identifiersOf = ({event: {app, team}, mentions}: ReadAuditEvent): string[] =>
  [app?.id, app?.name, team?.id, team?.name, ...mentions].flatMap(text => (text ? [text.toLowerCase()] : []))

function searchFor(change: ObservationChange, known: KnownSubjects, reader: string | undefined): Search {
  const {because = [], gaps = [], now, subject, was, wasName} = change
  const fields = [...because, ...gaps].map(({field}) => field)
  const isUnseen = now === 'unknown' && reader !== undefined
  const types = [...causingEventTypes(subject.kind, fields, was === 'absent'), ...(isUnseen ? accessEventTypes : [])]
  const own = new Set([...subjectIdentifiers(subject, wasName), ...(isUnseen ? [reader.toLowerCase()] : [])])
  return {
    exact: {keys: new Set(), newest: []},
    nearby: {keys: new Set(), newest: []},
    needsPlace: namedWithinPlace.has(subject.kind),
    own,
    places: new Set(known.placesOf(subject).map(name => name.toLowerCase())),
    sameKind: known.byKind.get(subject.kind) ?? new Set(),
    types: new Set(types),
  }
}

function addTo(search: Search, event: AuditEvent, named: ReadonlySet<string>): void {
  const {exact, nearby, needsPlace, own, places, sameKind, types} = search
  if (!types.has(event.action.slice(0, event.action.indexOf('.')))) return
  const isInPlace = [...places].some(place => named.has(place))
  const isOwn = [...own].some(identifier => named.has(identifier)) && (isInPlace || !needsPlace)
  const isOfOther = [...named].some(identifier => sameKind.has(identifier) && !own.has(identifier))
  if (isOwn) keep(exact, event)
  else if (isInPlace && !isOfOther) keep(nearby, event)
}

const keyOf = ({action, at, by, id}: AuditEvent) => id ?? JSON.stringify([at, action, by])

/** Months overlap where a file was exported twice: an event counts once. */
function keep(candidates: Candidates, event: AuditEvent): void {
  const key = keyOf(event)
  const isKnown = candidates.keys.has(key) || candidates.newest.some(other => keyOf(other) === key)
  if (isKnown) return
  if (candidates.keys.size < maxCountedCauses) candidates.keys.add(key)
  candidates.newest = [...candidates.newest, event]
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, maxListedCauses)
}

function causesFound({exact, nearby, types}: Search): ChangeCauses {
  if (types.size === 0) return {events: [], match: 'unrecorded', total: 0}
  if (exact.keys.size > 0) return {events: exact.newest, match: 'exact', total: exact.keys.size}
  return {events: nearby.newest, match: nearby.keys.size > 0 ? 'nearby' : 'none', total: nearby.keys.size}
}
