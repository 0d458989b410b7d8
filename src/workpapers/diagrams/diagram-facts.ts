import type {App, FactKind} from '../../model/facts.js'
import type {Gap, ReadResult} from '../../model/gap.js'
import type {Fact} from '../../model/snapshot.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {ClassScope} from '../class-scope.js'
import type {Components} from '../components.js'
import type {ScopeMark} from './graph.js'

import {isObject} from '../../foundation/is-object.js'
import {verdictOn} from '../class-scope.js'
import {fieldOf} from '../components.js'

/** What the diagrams are drawn from. */
export interface DiagramFacts {
  readonly components: Components
  readonly scopes: readonly ClassScope[]
  /** The paths of the facts that list a resource, by its ID. */
  readonly factsOf: (id: string) => readonly string[]
  readonly recordOf: (appId: string) => ReadResult<App> | undefined
  /** The ID of the node of an app, by the app's name; undefined outside of the scope. */
  readonly appNode: (app: string) => string | undefined
}

export function diagramFacts(
  components: Components,
  scopes: readonly ClassScope[],
  facts: readonly Fact[],
): DiagramFacts {
  const records = new Map(components.apps.map(({id, record}) => [id, record]))
  const nodes = new Map(components.apps.map(({id, name}) => [name, `app:${id}`]))
  return {
    appNode: app => nodes.get(app),
    components,
    factsOf: factsById(facts),
    recordOf: id => records.get(id),
    scopes,
  }
}

/** The kinds of facts that list what diagrams show. */
const listingKinds: ReadonlySet<FactKind> = new Set<FactKind>([
  'accountAddons',
  'accountAttachments',
  'addon',
  'addonAttachments',
  'addons',
  'app',
  'apps',
  'attachmentsOfAddon',
  'authorizations',
  'domains',
  'logDrains',
  'space',
  'spaceLogDrain',
  'spaceTelemetryDrains',
  'spaces',
  'teamApp',
  'teamApps',
  'teamAuthorizations',
  'teamSpaces',
  'telemetryDrains',
  'topology',
  'webhooks',
])

/** The paths of the facts that list each resource, by its ID. */
function factsById(facts: readonly Fact[]): (id: string) => readonly string[] {
  const pathsById = new Map<string, string[]>()
  for (const {body, kind, path} of facts) {
    if (!listingKinds.has(kind)) continue
    for (const id of idsIn(body)) {
      const known = pathsById.get(id)
      if (known) known.push(path)
      else pathsById.set(id, [path])
    }
  }

  return id => pathsById.get(id) ?? []
}

/** The ID of a resource, those of a list of them, or those of the apps in a topology. */
function idsIn(body: unknown): string[] {
  if (Array.isArray(body)) return body.flatMap(item => idsIn(item))
  if (!isObject(body)) return []
  if (typeof body['id'] === 'string') return [body['id']]
  return 'apps' in body ? idsIn(body['apps']) : []
}

/** The classes of data that a subject is in scope for by a declaration. */
export const marksOf = (scopes: readonly ClassScope[], subject: Subject): ScopeMark[] =>
  scopes.flatMap(scope => {
    const {dataClass, isDeclared} = scope
    if (dataClass === undefined || !isDeclared) return []
    const {isInScope, why} = verdictOn(scope, subject)
    return isInScope ? [{dataClass, why}] : []
  })

/** A field as text; undefined where the subject has none, or none that could be read. */
export function known(subject: Subject, name: string): string | undefined {
  const field = fieldOf(subject, name)
  if (!field || 'gap' in field || field.value === null) return undefined
  return String(field.value)
}

/** Why a field couldn't be read; undefined where it could, or where there is nothing to read. */
export function missing(field: FieldValue | undefined): Gap | undefined {
  return field && 'gap' in field && field.gap.reason !== 'unsupported' ? field.gap : undefined
}

/** The path of the request that gave nothing, where the gap names one. */
export const gapFacts = ({path}: Gap): string[] => (path === undefined ? [] : [path])
