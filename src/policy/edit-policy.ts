import type * as YAML from 'yaml'
import type {Document, Node, YAMLMap} from 'yaml'

type Entry = Readonly<Record<string, unknown>>

/** What changes in a list of a policy file: entries that go, that come, or that take the place of others. */
export interface ListEdit {
  readonly list: 'answers' | 'documents' | 'waivers'
  readonly replacements: ReadonlyArray<{readonly added?: Entry; readonly removed?: Entry}>
  /** Whether what goes has to be there. */
  readonly isStrict: boolean
}

/** A policy file that says nothing yet. */
export const newPolicyText = `# What people decided for heroku-compliance: answers, waivers, documents.
# Reviewed and versioned like code; its form is in the README of heroku-compliance.
version: 1
`

/**
 * The text of a policy file with entries changed; comments, order, ends of lines, a byte order mark and the form of all
 * else are kept.
 *
 * @returns undefined where an entry has to go that is not there
 */
export async function editPolicyText(
  text: string,
  format: 'json' | 'yaml',
  edit: ListEdit,
): Promise<string | undefined> {
  const bom = text.startsWith(byteOrderMark) ? byteOrderMark : ''
  const lineEnding = text.split('\r\n').length * 2 > text.split('\n').length ? '\r\n' : '\n'
  const editedText = await editDocument(text.slice(bom.length).replaceAll('\r\n', '\n'), format, edit)
  return editedText === undefined ? undefined : bom + editedText.replaceAll('\n', lineEnding)
}

const byteOrderMark = '\uFEFF'

async function editDocument(
  text: string,
  format: 'json' | 'yaml',
  {isStrict, list, replacements}: ListEdit,
): Promise<string | undefined> {
  const {default: yaml} = await import('yaml')
  const document: Document = yaml.parseDocument(text, {schema: 'core', version: '1.2'})
  const aliasSources = findAliasSources(yaml, document)
  // A list keeps the name that it has in the file.
  const key = list === 'documents' && document.has('evidence') ? 'evidence' : list
  const entries = () => {
    const node = document.get(key)
    return yaml.isSeq(node) ? node : undefined
  }

  for (const {added, removed} of replacements) {
    const index = removed
      ? (entries()?.items.findLastIndex(
          entry => orderedJson(yaml.isNode(entry) ? entry.toJS(document) : entry) === orderedJson(removed),
        ) ?? -1)
      : -1
    const existing = entries()?.items[index]
    if (removed && isStrict && index < 0) return undefined
    // What others stand for too is not changed for them.
    if (existing !== undefined && added && yaml.isMap(existing) && existing.anchor === undefined)
      updateEntry(existing, added)
    else if (existing !== undefined && added) entries()?.set(index, createFlowNode(added))
    else if (added) addEntry(added)
    else if (index >= 0 && entries()?.items.length === 1) document.delete(key)
    else if (index >= 0) entries()?.delete(index)
  }

  restoreAliases(yaml, document, aliasSources)
  if (format === 'json') return `${JSON.stringify(document.toJS(), undefined, 2)}\n`
  return document.toString({flowCollectionPadding: false, lineWidth: 0})

  function addEntry(value: Entry): void {
    const list = entries()
    // What was written in one line is not continued so: an entry would not be read in a review.
    if (list?.items.length === 0) list.flow = false
    const entryList = list ?? document.createNode([])
    entryList.add(createFlowNode(value))
    if (!list) document.set(key, entryList)
  }

  /** Names stand in one line, as long as one can be read. */
  function createFlowNode(value: unknown): Node {
    const createdNode = document.createNode(value)
    yaml.visit(createdNode, {
      Seq: (_, sequence) => {
        sequence.flow = sequence.items.length <= maxFlowItems
      },
    })
    return createdNode
  }

  /** What did not change keeps its comments. */
  function updateEntry(existing: YAMLMap, value: Entry): void {
    const before: unknown = existing.toJS(document)
    for (const key of Object.keys(before as object)) if (!(key in value)) existing.delete(key)
    for (const [key, property] of Object.entries(value))
      if (orderedJson((before as Entry)[key]) !== orderedJson(property)) existing.set(key, createFlowNode(property))
  }
}

const maxFlowItems = 12

type Yaml = Pick<typeof YAML, 'visit'>
type AliasSources = ReadonlyMap<unknown, Node>

/** What each alias stands for. */
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

/** The first of the aliases of what is no longer there becomes that itself. */
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

/** Equal for entries that say the same, in whatever order. */
function orderedJson(value: unknown): string {
  return JSON.stringify(value, (_, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  )
}
