import type {Tree} from '../tree.js'

import {isTree} from '../tree.js'

const oscal = 'http://csrc.nist.gov/ns/oscal'

/** A part of a document: the name of the list or field that it is in, the way to it, and its own fields. */
export interface Part {
  readonly name: string
  readonly path: string
  readonly tree: Tree
}

/** Each part of a document, outer ones first. */
export function* partsOf(value: unknown, name: string, path: string): Generator<Part> {
  if (!isTree(value)) return
  if (!Array.isArray(value)) yield {name, path, tree: value}
  for (const [key, own] of Object.entries(value))
    yield* partsOf(own, Array.isArray(value) ? name : key, `${path}/${key}`)
}

const listIn = (tree: Tree, name: string): Tree[] => (Array.isArray(tree[name]) ? tree[name].filter(isTree) : [])
const textIn = (tree: Tree, name: string): string => (typeof tree[name] === 'string' ? tree[name] : '')

/** The properties that OSCAL names itself, by what has them. `marking` is allowed everywhere. */
const allowedNames: Readonly<Record<string, readonly string[]>> = {
  components: ['version', 'patch-level', 'model', 'release-date', 'vendor-name', 'software-identifier', 'asset-type'],
  entries: ['type'],
  facets: ['state'],
  'inventory-items': ['asset-type', 'asset-id', 'public', 'virtual', 'software-name', 'software-version'],
  metadata: ['keywords'],
  remediations: ['type'],
  resources: ['type', 'version', 'published'],
  risks: ['false-positive', 'accepted', 'risk-adjusted', 'priority'],
}

/** Values that OSCAL lists, by the field; with `of`, only in parts of that name. */
const allowedValues: ReadonlyArray<{readonly field: string; readonly of: string; readonly values: readonly string[]}> =
  [
    {field: 'type', of: 'target', values: ['statement-id', 'objective-id']},
    {field: 'state', of: 'status', values: ['satisfied', 'not-satisfied', 'operational']},
    {field: 'reason', of: 'status', values: ['pass', 'fail', 'other']},
    {field: 'type', of: 'actors', values: ['tool']},
    {field: 'type', of: 'subjects', values: ['inventory-item']},
    {field: 'type', of: 'components', values: ['service', 'software']},
    {field: 'identifier-type', of: 'system-id', values: ['http://datatracker.ietf.org/doc/html/rfc4122']},
    {field: 'status', of: 'risks', values: ['open', 'investigating', 'deviation-approved']},
    {field: 'status-change', of: 'entries', values: ['open', 'investigating', 'deviation-approved']},
    {field: 'lifecycle', of: 'remediations', values: ['recommendation', 'planned', 'completed']},
  ]

const resourceTypes = [
  'law',
  'regulation',
  'standard',
  'external-guidance',
  'citation',
  'plan',
  'users-guide',
  'report',
]

function* propertyErrors({name, path, tree}: Part): Generator<string> {
  const keys = listIn(tree, 'props').map(property =>
    JSON.stringify(['name', 'ns', 'class', 'group', 'value'].map(key => property[key])),
  )
  if (new Set(keys).size < keys.length) yield `${path}: a property is there twice`
  for (const property of listIn(tree, 'props')) {
    const own = textIn(property, 'name')
    if (textIn(property, 'ns') !== oscal) continue
    if (own !== 'marking' && !allowedNames[name]?.includes(own)) yield `${path}: OSCAL names no property ${own} here`
    if (name === 'resources' && own === 'type' && !resourceTypes.includes(textIn(property, 'value')))
      yield `${path}: OSCAL has no resource of this type`
  }
}

function* valueErrors({name, path, tree}: Part): Generator<string> {
  for (const {field, of, values} of allowedValues)
    if (name === of && typeof tree[field] === 'string' && !values.includes(tree[field]))
      yield `${path}: OSCAL lists no ${field} ${tree[field]}`
  if (
    name === 'facets' &&
    tree['system'] === oscal &&
    !['likelihood', 'impact', 'risk', 'severity'].includes(textIn(tree, 'name'))
  )
    yield `${path}: OSCAL names no such facet`
  if (name === 'poam-items' && textIn(tree, 'uuid') === '') yield `${path}: an item has no uuid`
}

function* resourceErrors({name, path, tree}: Part): Generator<string> {
  if (name !== 'resources') return
  const links = listIn(tree, 'rlinks').map(link => JSON.stringify([link['href'], link['media-type']]))
  if (links.length === 0) yield `${path}: nothing leads to the resource`
  if (new Set(links).size < links.length) yield `${path}: a link is there twice`
}

/** What each reference by uuid must be among, by the name of the field that refers. */
const targets: Readonly<Record<string, string>> = {
  'actor-uuid': 'components',
  'component-uuid': 'components',
  'observation-uuid': 'observations',
  'risk-uuid': 'risks',
  'subject-uuid': 'inventory-items',
}

const idsIn = (parts: readonly Part[], list: string) =>
  new Set(parts.filter(({name}) => name === list).map(({tree}) => tree['uuid']))

function* referenceErrors(parts: readonly Part[]): Generator<string> {
  for (const [field, list] of Object.entries(targets)) {
    const ids = idsIn(parts, list)
    for (const {path, tree} of parts)
      if (field in tree && !ids.has(tree[field])) yield `${path}: ${field} is in no ${list}`
  }
}

function* linkErrors(parts: readonly Part[]): Generator<string> {
  const resources = idsIn(parts, 'resources')
  for (const {name, path, tree} of parts) {
    const href = textIn(tree, 'href')
    const isLocal = href.startsWith('#')
    if (isLocal && !resources.has(href.slice(1))) yield `${path}: ${href} is no resource`
    if (isLocal && 'media-type' in tree) yield `${path}: a reference has a media type`
    if (name === 'links' && !isLocal && !URL.canParse(href)) yield `${path}: the link has no address`
  }
}

function* identifierErrors(parts: readonly Part[]): Generator<string> {
  const seen = new Set<unknown>()
  for (const {path, tree} of parts) {
    const id = tree['uuid']
    if (id !== undefined && seen.has(id)) yield `${path}: the uuid is taken`
    seen.add(id)
  }
}

/** The fields that no constraint here is about: with one of them, NIST's are to be read for it. */
const uncovered = [
  'responsible-parties',
  'responsible-roles',
  'parties',
  'roles',
  'locations',
  'citation',
  'threat-ids',
  'tasks',
]

/**
 * What is wrong with a document by the constraints that NIST states beside the schema of OSCAL 1.2.1, as far as they
 * are about what is written here.
 */
export function constraintErrors(text: string): string[] {
  const parts = [...partsOf(JSON.parse(text), '', '')]
  return [
    ...parts.flatMap(part => [...propertyErrors(part), ...valueErrors(part), ...resourceErrors(part)]),
    ...parts.flatMap(({path, tree}) => uncovered.filter(name => name in tree).map(name => `${path}: what of ${name}?`)),
    ...referenceErrors(parts),
    ...linkErrors(parts),
    ...identifierErrors(parts),
  ]
}
