import type {Document} from 'yaml'

/** An entry that a list of a policy file gains or loses. */
export interface Change {
  readonly list: 'answers' | 'evidence' | 'waivers'
  readonly value: Readonly<Record<string, unknown>>
  readonly isTakenOut: boolean
}

/** A policy file that says nothing yet. */
export const freshPolicy = `# What people decided for heroku-compliance: answers, waivers, documents.
# Reviewed and versioned like code; its form is in the README of heroku-compliance.
version: 1
`

/**
 * The text of a policy file with an entry more or less; comments, order and the form of all else are kept.
 *
 * @returns undefined where an entry that is to be taken out is not there
 */
export async function editedPolicy(text: string, kind: 'json' | 'yaml', {isTakenOut, list, value}: Change): Promise<string | undefined> {
  const {default: yaml} = await import('yaml')
  const document: Document = yaml.parseDocument(text, {schema: 'core', version: '1.2'})
  const node = document.get(list)
  const entries = yaml.isSeq(node) ? node : undefined
  if (isTakenOut) {
    const at = entries?.items.findLastIndex(one => canonical(yaml.isNode(one) ? one.toJS(document) : one) === canonical(value)) ?? -1
    if (!entries || at < 0) return undefined
    if (entries.items.length === 1) document.delete(list)
    else entries.delete(at)
  } else if (entries) {
    const added = document.createNode(value)
    // What was written in one line is not continued so: an entry would not be read in a review.
    if (kind === 'yaml' && entries.items.length === 0) entries.flow = false
    entries.add(added)
  } else document.set(list, document.createNode([value]))
  if (kind === 'json') return `${JSON.stringify(document.toJS(), undefined, 2)}\n`
  return document.toString({flowCollectionPadding: false, lineWidth: 0})
}

/** Equal for entries that say the same, in whatever order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => a < b ? -1 : 1)) : one)
}
