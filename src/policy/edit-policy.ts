import type * as YAML from 'yaml'
import type {Document, Node, YAMLMap, YAMLSeq} from 'yaml'

import {isDeepStrictEqual} from 'node:util'

import type {DataClass} from '../model/framework.js'
import type {Declaration} from '../model/policy.js'

type Entry = Readonly<Record<string, unknown>>

/** A change to a list of a policy file: entries that are removed, added or replaced. */
export interface ListEdit {
  readonly list: 'answers' | 'documents' | 'waivers'
  readonly replacements: ReadonlyArray<{readonly added?: Entry; readonly removed?: Entry}>
  /** Whether an entry that is removed must exist. */
  readonly isStrict: boolean
}

/** Where editors find the schema of a policy file: in the published package. */
export const policySchemaLine =
  '# yaml-language-server: $schema=https://unpkg.com/heroku-compliance/dist/bundle/policy.schema.json'

/** A change to what a policy file declares about a class of data. */
export interface DeclarationEdit {
  readonly dataClass: DataClass
  readonly added?: Declaration
  readonly removed?: Declaration
  /** Whether what is removed must exist. */
  readonly isStrict: boolean
}

/** A change to a policy file. */
export type PolicyEdit = DeclarationEdit | ListEdit

/** The text of a new policy file. */
export const newPolicyText = `${policySchemaLine}
# Decisions for heroku-compliance: answers, waivers, documents.
# Review and version it like code; docs/policy.md of heroku-compliance describes it.
version: 1
`

/**
 * Edits the text of a policy file; comments, order, line endings, a byte order mark and the formatting of everything
 * else are kept.
 *
 * @returns undefined if an entry that must be removed doesn't exist
 */
export async function editPolicyText(
  text: string,
  format: 'json' | 'yaml',
  edit: PolicyEdit,
): Promise<string | undefined> {
  const bom = text.startsWith(byteOrderMark) ? byteOrderMark : ''
  const lineEnding = text.split('\r\n').length * 2 > text.split('\n').length ? '\r\n' : '\n'
  const editedText = await editDocument(text.slice(bom.length).replaceAll('\r\n', '\n'), format, edit)
  return editedText === undefined ? undefined : bom + editedText.replaceAll('\n', lineEnding)
}

const byteOrderMark = '\uFEFF'

async function editDocument(text: string, format: 'json' | 'yaml', edit: PolicyEdit): Promise<string | undefined> {
  const {default: yaml} = await import('yaml')
  const document: Document = yaml.parseDocument(text, {schema: 'core', version: '1.2'})
  const aliasSources = findAliasSources(yaml, document)
  const isDone = 'dataClass' in edit ? editDeclaration(yaml, document, edit) : editList(yaml, document, edit)
  if (!isDone) return undefined
  restoreAliases(yaml, document, aliasSources)
  if (format === 'json') return `${JSON.stringify(document.toJS(), undefined, 2)}\n`
  return document.toString({flowCollectionPadding: false, lineWidth: 0})
}

/** @returns whether what must be removed existed */
function editList(yaml: Yaml, document: Document, {isStrict, list, replacements}: ListEdit): boolean {
  // The list keeps the key that it has in the file.
  const key = list === 'documents' && document.has('evidence') ? 'evidence' : list
  const editable: EditableList = {document, key, yaml}
  return replacements.every(replacement => replaceEntry(editable, replacement) || !isStrict)
}

/** @returns whether what must be removed existed */
function editDeclaration(
  yaml: Yaml,
  document: Document,
  {added, dataClass, isStrict, removed}: DeclarationEdit,
): boolean {
  const editable: EditableList = {document, key: 'data', yaml}
  const data = document.get('data')
  const existing = yaml.isMap(data) ? data.get(dataClass) : undefined
  const existingValue: unknown = yaml.isNode(existing) ? existing.toJS(document) : existing
  if (isStrict && removed && !isDeepStrictEqual(existingValue, removed)) return false
  if (added) putDeclaration(editable, dataClass, added)
  else if (yaml.isMap(data) && data.has(dataClass) && data.items.length === 1) document.delete('data')
  else document.deleteIn(['data', dataClass])
  return true
}

function putDeclaration(list: EditableList, dataClass: DataClass, declaration: Declaration): void {
  const {document, yaml} = list
  const data = document.get('data')
  if (yaml.isMap(data)) {
    const existing = data.get(dataClass)
    if (yaml.isMap(existing) && existing.anchor === undefined) updateEntry(list, existing, {...declaration})
    else data.set(dataClass, createFlowNode(list, declaration))
  } else document.set('data', createFlowNode(list, {[dataClass]: declaration}))
}

/** @returns whether the entry that is removed existed, if there is one */
function replaceEntry(list: EditableList, {added, removed}: ListEdit['replacements'][number]): boolean {
  const index = removed ? indexOfEntry(list, removed) : -1
  if (added) putEntry(list, index, added)
  else if (index >= 0) removeEntry(list, index)
  return removed === undefined || index >= 0
}

const maxFlowItems = 12

type Yaml = Pick<typeof YAML, 'isMap' | 'isNode' | 'isSeq' | 'visit'>

/** The list at a key of a document, which need not exist. */
interface EditableList {
  readonly yaml: Yaml
  readonly document: Document
  readonly key: string
}

function listNode({document, key, yaml}: EditableList): undefined | YAMLSeq {
  const node = document.get(key)
  return yaml.isSeq(node) ? node : undefined
}

/** The index of the last entry that equals another, whatever the order of keys; -1 if there is none. */
function indexOfEntry(list: EditableList, wanted: Entry): number {
  const {document, yaml} = list
  const items = listNode(list)?.items ?? []
  return items.findLastIndex(entry => isDeepStrictEqual(yaml.isNode(entry) ? entry.toJS(document) : entry, wanted))
}

/** Replaces the entry at an index, or adds one if there is none. */
function putEntry(list: EditableList, index: number, entry: Entry): void {
  const node = listNode(list)
  const existing = node?.items[index]
  if (!node || existing === undefined) addEntry(list, entry)
  // An entry that aliases refer to is replaced, so that they keep its old value.
  else if (list.yaml.isMap(existing) && existing.anchor === undefined) updateEntry(list, existing, entry)
  else node.set(index, createFlowNode(list, entry))
}

/** Removes the entry at an index, and the list with its last entry. */
function removeEntry(list: EditableList, index: number): void {
  const node = listNode(list)
  if (node?.items.length === 1) list.document.delete(list.key)
  else node?.delete(index)
}

function addEntry(list: EditableList, entry: Entry): void {
  const node = listNode(list)
  // An entry in an empty flow list would not be readable in a review.
  if (node?.items.length === 0) node.flow = false
  const extendedNode = node ?? list.document.createNode([])
  extendedNode.add(createFlowNode(list, entry))
  if (!node) list.document.set(list.key, extendedNode)
}

/** Unchanged properties keep their comments. */
function updateEntry(list: EditableList, existing: YAMLMap, entry: Entry): void {
  const before = existing.toJS(list.document) as Entry
  for (const key of Object.keys(before)) if (!(key in entry)) existing.delete(key)
  for (const [key, property] of Object.entries(entry))
    if (!isDeepStrictEqual(before[key], property)) existing.set(key, createFlowNode(list, property))
}

/** Short lists of names are written on one line. */
function createFlowNode({document, yaml}: EditableList, value: unknown): Node {
  const node = document.createNode(value)
  yaml.visit(node, {
    Seq: (_, sequence) => {
      sequence.flow = sequence.items.length <= maxFlowItems
    },
  })
  return node
}

type AliasSources = ReadonlyMap<unknown, Node>

/** The node that each alias refers to. */
function findAliasSources(yaml: Yaml, document: Document): AliasSources {
  const sources = new Map<unknown, Node>()
  yaml.visit(document, {
    Alias(_, alias) {
      const source = alias.resolve(document)
      if (source) sources.set(alias, source)
    },
  })
  return sources
}

/** If the node that aliases refer to was removed, the first of the aliases becomes that node. */
function restoreAliases(yaml: Yaml, document: Document, sources: AliasSources): void {
  const seenNodes = new Set<unknown>()
  yaml.visit(document, {
    Alias(_, alias) {
      const source = sources.get(alias)
      return source === undefined || seenNodes.has(source) ? undefined : source
    },
    Node(_, node) {
      seenNodes.add(node)
    },
  })
}
