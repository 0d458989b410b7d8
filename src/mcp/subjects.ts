import type {Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'
import type {Bounds, Json} from './bounded-json.js'

import {byCodeUnit, distinct} from '../foundation/collections.js'
import {isSameName, nearest} from '../foundation/suggestion.js'
import {severities} from '../model/framework.js'
import {subjectWithKind} from '../report/text/finding-text.js'
import {boundedText} from './bounded-json.js'
import {ToolError} from './tool.js'

/** What people name when they ask about a part of an account. */
export const resourceKinds = ['app', 'space', 'team'] as const
export type ResourceKind = (typeof resourceKinds)[number]

type Subject = Observation['subject']

/** The resource of a kind that a subject is, or belongs to. */
export const ownerOf = (subject: Subject, kind: ResourceKind): string | undefined =>
  subject.kind === kind ? subject.name : subject[kind]

/** Where an observation was made, in words and by name. */
export function placeJson(subject: Subject, bounds: Bounds): Record<string, Json> {
  const names = resourceKinds.flatMap(kind => {
    const name = ownerOf(subject, kind)
    return name === undefined ? [] : [[kind, boundedText(name, bounds)] as const]
  })
  return {where: boundedText(subjectWithKind(subject), bounds), ...Object.fromEntries(names)}
}

/** The names of all resources of a kind, apps without observations included. */
export const namesOf = ({observations, scope}: Report, kind: ResourceKind): string[] =>
  distinct([
    ...(kind === 'app' ? scope.apps : []),
    ...observations.flatMap(({subject}) => ownerOf(subject, kind) ?? []),
  ])

/** What a result shows of a name, by which a call may name it again. */
const shown = (name: string): string => boundedText(name, {text: 400})

/** Whether a name is the one that was given, as it is or as results show it. */
export const isNamed = (name: string | undefined, given: string): boolean =>
  name !== undefined && (name === given || shown(name) === given)

/** @throws ToolError where nothing of that kind has this name */
export function assertNamed(report: Report, kind: ResourceKind, given: string): void {
  const names = namesOf(report, kind)
  if (names.some(name => isNamed(name, given))) return
  throw new ToolError(
    `The report has no ${kind} of this name; list_resources names those that it has.`,
    similarNames(given, names),
  )
}

/** Names that may have been meant. */
export function similarNames(given: string, names: readonly string[]): string[] {
  const same = names.filter(name => isSameName(name, given))
  const closest = same.length > 0 ? undefined : nearest(given, names)
  return closest === undefined ? same : [closest]
}

/** Worst severity first, then by check and subject. */
export const worstFirst = (observations: readonly Observation[]): Observation[] =>
  [...observations].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      byCodeUnit(a.check, b.check) ||
      byCodeUnit(a.subject.name, b.subject.name) ||
      byCodeUnit(a.subject.id, b.subject.id),
  )
