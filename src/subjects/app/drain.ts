import type {Drain, Target, TelemetryDrain} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {AppHandle, Context, Roster, SpaceHandle} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {mapAnswer} from '../../model/gap.js'
import {fields, isPending, stated, unknown, value} from '../field-value.js'
import {generation} from './runtime-class.js'

interface Row {
  readonly id: string
  readonly target: null | Target | undefined
  /** Whether an add-on made it; undefined where the API does not say. */
  readonly isOfAddon: boolean | undefined
}

const logRow = ({addon, id, target}: Drain): Row => ({
  id: id ?? 'log-drain',
  isOfAddon: addon === undefined ? undefined : addon !== null,
  target,
})
const telemetryRow = ({id, target}: TelemetryDrain): Row => ({id, isOfAddon: false, target})

/** The drains of an app itself: log drains on Cedar, telemetry drains on Fir, both where that is not known. */
export function drainsOfApp({facts}: Context, app: AppHandle): Array<Answer<readonly Row[]>> {
  if (app.unseen) return [{gap: app.unseen}]
  if (isPending(app.record)) return [app.record]
  const kind = 'body' in app.record ? generation(app.record.body.generation) : app.record
  const log = () => mapAnswer(facts.read('logDrains', app.ref), all => all.map(logRow))
  const telemetry = () => mapAnswer(facts.read('telemetryDrains', app.ref), all => all.map(telemetryRow))
  if ('gap' in kind) return [log(), telemetry()]
  return kind.value === 'fir' ? [telemetry()] : [log()]
}

/** The drains of a space itself. */
export function drainsOfSpace({facts}: Context, space: SpaceHandle): Array<Answer<readonly Row[]>> {
  if ('gap' in space.record) return [space.record]
  const kind = generation(space.record.body.generation)
  if ('gap' in kind) return [kind]
  if (kind.value === 'fir')
    return [mapAnswer(facts.read('spaceTelemetryDrains', space.ref), all => all.map(telemetryRow))]
  return [
    mapAnswer(facts.readOrNone(space.record, 'spaceLogDrain', space.ref), drain =>
      drain === null ? [] : [{...logRow(drain), isOfAddon: Boolean(drain.addon)}],
    ),
  ]
}

/** One subject for each drain of each app and space in scope. */
export function drains(context: Context, roster: Roster): Subject[] {
  const ofApps = roster.apps.flatMap(app =>
    seen(drainsOfApp(context, app)).map(row => subject(context, row, app.name, {app: app.name})),
  )
  const ofSpaces = roster.spaces.flatMap(space =>
    seen(drainsOfSpace(context, space)).map(row => subject(context, row, space.name, {space: space.name})),
  )
  return [...ofApps, ...ofSpaces]
}

const seen = (lists: ReadonlyArray<Answer<readonly Row[]>>) => lists.flatMap(list => ('body' in list ? list.body : []))

function subject({policy}: Context, row: Row, parent: string, owner: {app: string} | {space: string}): Subject {
  const {logHosts} = policy.allow
  return {
    ...owner,
    fields: fields({
      host: () => host(row.target),
      hostIsDeclared: () => declared(row.target, logHosts),
      isOfAddon: () => stated(row.isOfAddon, 'whether an add-on made the drain'),
      logHostsAreDeclared: () => value(logHosts !== undefined),
      scheme: () => scheme(row.target),
    }),
    id: row.id,
    kind: 'drain',
    name: `${parent}/${row.id}`,
  }
}

/** The scheme of a URL that was kept, in lower case. */
export function scheme(target: null | Target | undefined): Known {
  return part(target, 'scheme')
}

/** Its host, in lower case. */
export function host(target: null | Target | undefined): Known {
  return part(target, 'host')
}

/** Whether the host is one of those that the policy names. */
export function declared(target: null | Target | undefined, hosts: readonly string[] | undefined): Known {
  const known = host(target)
  return 'gap' in known ? known : value(matchesGlob(String(known.value), hosts ?? []))
}

function part(target: null | Target | undefined, what: 'host' | 'scheme'): Known {
  if (!target) return unknown('no-statement', 'the API shows no URL; ask the vendor where it leads')
  const found = target[what]
  return found === null ? unknown('unknown-value', 'the URL cannot be parsed') : value(found.toLowerCase())
}
