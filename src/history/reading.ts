import type {Severity, Status} from '../model/framework.js'
import type {DayState} from '../model/history.js'
import type {Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'

import {distinct} from '../foundation/collections.js'
import {isBreach} from '../model/observation.js'
import {severities} from '../model/framework.js'

/** What of a report its history needs. */
export interface HistoryReading {
  /** When the facts were read, in milliseconds. */
  readonly at: number
  /** What was read: readings of another scope are another series. */
  readonly scope: string
  readonly scopeKey: string
  /** The states of controls, in the order of the report. */
  readonly controls: ReadonlyArray<{
    readonly framework: string
    readonly id: string
    readonly title: string
    readonly state: DayState
    readonly waivedChecks: readonly string[]
  }>
  readonly apps: number
  readonly people: number
  readonly databases: number
  readonly failures: Readonly<Record<Severity, number>>
}

const stateOf: Readonly<Record<Status, DayState>> = {
  attested: 'attested',
  fail: 'failing',
  inherited: 'attested',
  manual: 'open',
  'not-applicable': 'not-applicable',
  pass: 'held',
  unknown: 'unknown',
  waived: 'waived',
}

/** A report as a reading of its history. */
export function readingOf(report: Report): HistoryReading {
  const {frameworks, observations, snapshot} = report
  const waived = new Set(observations.flatMap(({check, waiver}) => (waiver ? [check] : [])))
  const namesOf = (...kinds: readonly string[]) =>
    distinct(observations.flatMap(({subject: {id, kind}}) => (kinds.includes(kind) ? [id] : [])))
  const breaches = observations.filter(observation => isBreach(observation))
  return {
    ...scopeOf(report),
    apps: report.scope.apps.length,
    at: Date.parse(snapshot.collectedAt),
    controls: frameworks.flatMap(framework =>
      framework.controls.map(({checks, id, status, title}) => ({
        framework: framework.id,
        id,
        state: stateOf[status],
        title,
        waivedChecks: checks.filter(check => waived.has(check)),
      })),
    ),
    databases: databasesIn(report),
    failures: Object.fromEntries(
      severities.map(severity => [severity, breaches.filter(breach => breach.severity === severity).length]),
    ) as Record<Severity, number>,
    people: namesOf('member', 'collaborator', 'invitation').length,
  }
}

/** Data services, whatever they are used by. */
const databasesIn = ({observations}: Report): number =>
  new Set(
    observations.flatMap(({check, subject: {id, kind}, verdict}) =>
      kind === 'addon' && verdict !== 'not-applicable' && /^(?:postgres|key-value-store|kafka)-/.test(check)
        ? [id]
        : [],
    ),
  ).size

/**
 * A resource that was renamed is still the same: its id tells. A report on a saved snapshot only has the name of what
 * it is of, which is the resource of that name, if only one kind of resources has it.
 */
function scopeOf(report: Report): Pick<HistoryReading, 'scope' | 'scopeKey'> {
  const {
    scope: {kind, name},
    snapshot: {caller},
  } = report
  if (name !== undefined) {
    const {id, kind: ofKind} = namedResource(report) ?? {id: name, kind}
    return {scope: `${ofKind} ${name}`, scopeKey: `${ofKind} ${id}`}
  }

  const isOfAccount = kind === 'all' || kind === 'snapshot'
  const account = isOfAccount ? ` of ${caller?.email ?? 'an unknown account'}` : ''
  return {scope: kindText(kind) + account, scopeKey: `${kind} ${account}`}
}

/** What a report is of, if something of its name was assessed. */
function namedResource({observations, scope: {kind, name}}: Report): Observation['subject'] | undefined {
  const kinds: readonly string[] = kind === 'snapshot' ? ['app', 'pipeline', 'space', 'team'] : [kind]
  const named = observations
    .map(({subject}) => subject)
    .filter(subject => subject.name === name && kinds.includes(subject.kind))
  return distinct(named.map(subject => subject.kind)).length === 1 ? named[0] : undefined
}

const kindText = (kind: Report['scope']['kind']): string => (kind === 'all' ? 'the account' : `a ${kind}`)
