import type * as YAML from 'yaml'
import type {Document, Node, YAMLMap} from 'yaml'

type Entry = Readonly<Record<string, unknown>>

/** What changes in a list of a policy file: entries that go, that come, or that take the place of others. */
export interface Change {
  readonly list: 'answers' | 'documents' | 'waivers'
  readonly swaps: ReadonlyArray<{readonly in?: Entry; readonly out?: Entry}>
  /** Whether what goes has to be there. */
  readonly isStrict: boolean
}

/** A policy file that says nothing yet. */
export const freshPolicy = `# What people decided for heroku-compliance: answers, waivers, documents.
# Reviewed and versioned like code; its form is in the README of heroku-compliance.
version: 1
`

/**
 * The text of a policy file with entries changed; comments, order, ends of lines, a byte order mark and the form of all
 * else are kept.
 *
 * @returns undefined where an entry has to go that is not there
 */
export async function editedPolicy(text: string, kind: 'json' | 'yaml', change: Change): Promise<string | undefined> {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : ''
  const ends = text.split('\r\n').length * 2 > text.split('\n').length ? '\r\n' : '\n'
  const edited = await editedText(text.slice(mark.length).replaceAll('\r\n', '\n'), kind, change)
  return edited === undefined ? undefined : mark + edited.replaceAll('\n', ends)
}

const byteOrderMark = '\uFEFF'

async function editedText(
  text: string,
  kind: 'json' | 'yaml',
  {isStrict, list, swaps}: Change,
): Promise<string | undefined> {
  const {default: yaml} = await import('yaml')
  const document: Document = yaml.parseDocument(text, {schema: 'core', version: '1.2'})
  const named = sourcesOf(yaml, document)
  // A list keeps the name that it has in the file.
  const key = list === 'documents' && document.has('evidence') ? 'evidence' : list
  const entries = () => {
    const node = document.get(key)
    return yaml.isSeq(node) ? node : undefined
  }

  for (const {in: came, out: went} of swaps) {
    const at = went
      ? (entries()?.items.findLastIndex(
          one => canonical(yaml.isNode(one) ? one.toJS(document) : one) === canonical(went),
        ) ?? -1)
      : -1
    const old = entries()?.items[at]
    if (went && isStrict && at < 0) return undefined
    // What others stand for too is not changed for them.
    if (old !== undefined && came && yaml.isMap(old) && old.anchor === undefined) rewrite(old, came)
    else if (old !== undefined && came) entries()?.set(at, node(came))
    else if (came) add(came)
    else if (at >= 0 && entries()?.items.length === 1) document.delete(key)
    else if (at >= 0) entries()?.delete(at)
  }

  restore(yaml, document, named)
  if (kind === 'json') return `${JSON.stringify(document.toJS(), undefined, 2)}\n`
  return document.toString({flowCollectionPadding: false, lineWidth: 0})

  function add(value: Entry): void {
    const all = entries()
    // What was written in one line is not continued so: an entry would not be read in a review.
    if (all?.items.length === 0) all.flow = false
    const fresh = all ?? document.createNode([])
    fresh.add(node(value))
    if (!all) document.set(key, fresh)
  }

  /** Names stand in one line, as long as one can be read. */
  function node(value: unknown): Node {
    const made = document.createNode(value)
    yaml.visit(made, {
      Seq: (_, one) => {
        one.flow = one.items.length <= shortList
      },
    })
    return made
  }

  /** What did not change keeps its comments. */
  function rewrite(old: YAMLMap, value: Entry): void {
    const before: unknown = old.toJS(document)
    for (const key of Object.keys(before as object)) if (!(key in value)) old.delete(key)
    for (const [key, one] of Object.entries(value))
      if (canonical((before as Entry)[key]) !== canonical(one)) old.set(key, node(one))
  }
}

const shortList = 12

type Yaml = Pick<typeof YAML, 'visit'>
type Sources = ReadonlyMap<unknown, Node>

/** What each alias stands for. */
function sourcesOf(yaml: Yaml, document: Document): Sources {
  const found = new Map<unknown, Node>()
  yaml.visit(document, {
    Alias(_, alias) {
      const source = alias.resolve(document)
      if (source) found.set(alias, source)
    },
  })
  return found
}

/** The first of the aliases of what is no longer there becomes that itself. */
function restore(yaml: Yaml, document: Document, sources: Sources): void {
  const present = new Set<unknown>()
  yaml.visit(document, {
    Alias(_, alias) {
      const source = sources.get(alias)
      return source === undefined || present.has(source) ? undefined : source
    },
    Node(_, node) {
      present.add(node)
    },
  })
}

/** Equal for entries that say the same, in whatever order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}
