import type {Drain, TelemetryDrain} from '../../model/facts.js'
import type {UrlOrigin} from '../../model/resource-ref.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory, SpaceHandle} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {mapResult} from '../../model/gap.js'
import {lazyFields, required, unknown, value} from '../field-value.js'
import {policyFields} from '../policy-fields.js'
import {isPending, itemsOf} from '../read-result.js'
import {recordedGeneration} from './runtime-class.js'

interface DrainRecord {
  readonly id: string
  readonly target: null | UrlOrigin | undefined
  /** Whether an add-on created it; undefined if the API doesn't say. */
  readonly isOfAddon: boolean | undefined
  readonly isTelemetry: boolean
}

const logDrainRecord = ({addon, id, target}: Drain): DrainRecord => ({
  id: id ?? 'log-drain',
  isOfAddon: addon === undefined ? undefined : addon !== null,
  isTelemetry: false,
  target,
})
const telemetryDrainRecord = ({id, target}: TelemetryDrain): DrainRecord => ({
  id,
  isOfAddon: false,
  isTelemetry: true,
  target,
})

/** The drains of an app itself: log drains on Cedar, telemetry drains on Fir, both if the generation is unknown. */
export function drainsOfApp({facts}: SubjectContext, app: AppHandle): Array<ReadResult<readonly DrainRecord[]>> {
  if (app.visibilityGap) return [{gap: app.visibilityGap}]
  if (isPending(app.record)) return [app.record]
  const generationField = recordedGeneration(app.record)
  const readLogDrains = () => mapResult(facts.read('logDrains', app.ref), drains => drains.map(logDrainRecord))
  const readTelemetryDrains = () =>
    mapResult(facts.read('telemetryDrains', app.ref), drains => drains.map(telemetryDrainRecord))
  if ('gap' in generationField) return [readLogDrains(), readTelemetryDrains()]
  return generationField.value === 'fir' ? [readTelemetryDrains()] : [readLogDrains()]
}

/** The drains of a space itself. */
export function drainsOfSpace({facts}: SubjectContext, space: SpaceHandle): Array<ReadResult<readonly DrainRecord[]>> {
  const generationField = recordedGeneration(space.record)
  if ('gap' in generationField) return [generationField]
  if (generationField.value === 'fir')
    return [mapResult(facts.read('spaceTelemetryDrains', space.ref), drains => drains.map(telemetryDrainRecord))]
  return [
    mapResult(facts.readOptional(space.record, 'spaceLogDrain', space.ref), drain =>
      drain === null ? [] : [{...logDrainRecord(drain), isOfAddon: Boolean(drain.addon)}],
    ),
  ]
}

/** One subject for each drain of each app and space in scope. */
export function drainSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  const appDrains = inventory.apps.flatMap(app =>
    listedDrains(drainsOfApp(context, app)).map(drain => drainSubject(context, drain, app.name, {app: app.name})),
  )
  const spaceDrains = inventory.spaces.flatMap(space =>
    listedDrains(drainsOfSpace(context, space)).map(drain =>
      drainSubject(context, drain, space.name, {space: space.name}),
    ),
  )
  return [...appDrains, ...spaceDrains]
}

const listedDrains = (lists: ReadonlyArray<ReadResult<readonly DrainRecord[]>>) => lists.flatMap(list => itemsOf(list))

function drainSubject(
  {policy}: SubjectContext,
  drain: DrainRecord,
  parent: string,
  owner: {app: string} | {space: string},
): Subject {
  return {
    ...owner,
    fields: lazyFields({
      host: () => targetHost(drain.target),
      hostIsDeclared: () => isDeclaredHost(drain.target, policy.allow.logHosts),
      isOfAddon: () => required(drain.isOfAddon, 'whether an add-on created the drain'),
      isTelemetry: () => value(drain.isTelemetry),
      scheme: () => targetScheme(drain.target),
      ...policyFields(policy, 'drain'),
    }),
    id: drain.id,
    kind: 'drain',
    name: `${parent}/${drain.id}`,
    ...hostLabel(drain.target),
  }
}

/** The scheme of the drain's URL, in lowercase. */
export function targetScheme(target: null | UrlOrigin | undefined): FieldValue {
  return targetField(target, 'scheme')
}

/** The host of the drain's URL, in lowercase. */
export function targetHost(target: null | UrlOrigin | undefined): FieldValue {
  return targetField(target, 'host')
}

/** The host as what people know a drain or a webhook by; path and user of the URL may be secrets. */
export const hostLabel = (target: null | UrlOrigin | undefined): {readonly label?: string} =>
  target?.host ? {label: target.host.toLowerCase()} : {}

/** Whether the policy names the host. */
export function isDeclaredHost(target: null | UrlOrigin | undefined, hosts: readonly string[] | undefined): FieldValue {
  const hostField = targetHost(target)
  return 'gap' in hostField ? hostField : value(matchesGlob(String(hostField.value), hosts ?? []))
}

function targetField(target: null | UrlOrigin | undefined, key: 'host' | 'scheme'): FieldValue {
  if (!target) return unknown('no-statement', "the API doesn't show the URL; ask the vendor where it leads")
  const text = target[key]
  return text === null ? unknown('unknown-value', "the URL can't be parsed") : value(text.toLowerCase())
}
