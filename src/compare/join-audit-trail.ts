import type {AuditTrailFile, AuditTrailSummary, ReadAuditEvent} from '../model/audit-trail.js'
import type {ComparedReport, Diff, ObservationChange} from '../model/comparison.js'
import type {Report} from '../model/report.js'

import {isNewlyUnknown} from '../model/comparison.js'
import {findCauses, identifiersOf} from './find-causes.js'
import {placeIdentifiers} from './place-identifiers.js'
import {identifiersByKind} from './subject-identifiers.js'

/** Holds events against a comparison, one at a time. */
export interface AuditTrailJoin {
  readonly add: (read: ReadAuditEvent) => void
  /** The comparison with what the events say of each change for the worse. */
  readonly join: (files: readonly AuditTrailFile[]) => Diff
}

/** Holds an audit trail against a comparison of two reports. */
export function auditTrailJoin(
  diff: Diff,
  before: Pick<Report, 'observations'>,
  after: Pick<Report, 'observations'>,
): AuditTrailJoin {
  const observations = [...before.observations, ...after.observations]
  const worse = [...diff.newlyFailing, ...diff.worsened, ...diff.newlyUnknown.filter(isNewlyUnknown)]
  const known = {byKind: identifiersByKind(observations), placesOf: placeIdentifiers(observations)}
  const causes = findCauses(worse, known, diff.after.snapshot.caller?.email)
  const places = placeNames(observations)
  const window = readingWindow(diff.before, diff.after)
  const [from, to] = [Date.parse(window.from), Date.parse(window.to)]
  const months = new Set<string>()
  let inWindow = 0
  let inScope = 0
  const withCauses = (changes: readonly ObservationChange[]): ObservationChange[] =>
    changes.map(change => {
      const found = causes.causesOf(change)
      return found ? {...change, causes: found} : change
    })
  return {
    add(read) {
      const time = Date.parse(read.event.at)
      months.add(monthOf(time))
      if (time < from || time > to) return
      inWindow++
      if (identifiersOf(read).some(identifier => places.has(identifier))) inScope++
      causes.add(read)
    },
    join(files) {
      const missingMonths = monthsBetween(from, to).filter(month => !months.has(month))
      const auditTrail: AuditTrailSummary = {events: inWindow, files, inScope, missingMonths, window}
      return {
        ...diff,
        auditTrail,
        newlyFailing: withCauses(diff.newlyFailing),
        newlyUnknown: withCauses(diff.newlyUnknown),
        worsened: withCauses(diff.worsened),
      }
    },
  }
}

/** A fact of the older reading may have changed as soon as it was read, one of the newer until it was. */
function readingWindow({snapshot: older}: ComparedReport, {snapshot: newer}: ComparedReport) {
  return {from: older.oldestFactAt ?? older.collectedAt, to: newer.collectedAt}
}

/** The names and ids of all apps, spaces and teams, in lower case. */
function placeNames(observations: Report['observations']): ReadonlySet<string> {
  return new Set(
    observations
      .flatMap(({subject: {app, id, kind, name, space, team}}) => [
        app,
        space,
        team,
        ...(kind === 'app' || kind === 'space' || kind === 'team' ? [id, name] : []),
      ])
      .flatMap(name => (name === undefined ? [] : [name.toLowerCase()])),
  )
}

const monthOf = (time: number) => new Date(time).toISOString().slice(0, 7)

/** The months that a time from one instant to another touches. */
function monthsBetween(from: number, to: number): string[] {
  const months: string[] = []
  const next = new Date(from)
  next.setUTCDate(1)
  next.setUTCHours(0, 0, 0, 0)
  for (; next.getTime() <= to; next.setUTCMonth(next.getUTCMonth() + 1)) months.push(monthOf(next.getTime()))
  return months
}
