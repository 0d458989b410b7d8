import type {ProvenanceTree} from './provenance-tree.js'

import {childPointer} from '../foundation/json-pointer.js'

const plainScalar = /^[A-Za-z_./@][\w ./@*+-]*$/
const yamlKeywords = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i

/** An effective policy as YAML that is itself a policy, with the origin of each value as a comment, and its hash. */
export function policyText(tree: ProvenanceTree, sha256: string): string {
  return [
    ...treeLines(tree, '').map(({origin, text}) => (origin === undefined ? `${text}\n` : `${text}  # ${origin}\n`)),
    `# SHA-256: ${sha256}\n`,
  ].join('')
}

interface AnnotatedLine {
  readonly text: string
  readonly origin?: string
}

function treeLines(tree: ProvenanceTree, indent: string): AnnotatedLine[] {
  if ('items' in tree) return tree.items.flatMap(item => prefixedLines(`${indent}-`, item, indent))
  if ('entries' in tree)
    return [...tree.entries]
      .filter(([key]) => indent !== '' || key !== 'extends')
      .flatMap(([key, child]) => prefixedLines(`${indent}${key}:`, child, indent))
  return [{origin: originText(tree), text: `${indent}${yamlScalar(tree.value)}`}]
}

/** The lines of a value, the first after its key or dash. */
function prefixedLines(prefix: string, tree: ProvenanceTree, indent: string): AnnotatedLine[] {
  if ('value' in tree) return [{origin: originText(tree), text: `${prefix} ${yamlScalar(tree.value)}`}]
  const [firstLine, ...otherLines] = treeLines(tree, `${indent}  `)
  if (!firstLine) return [{text: `${prefix} ${'items' in tree ? '[]' : '{}'}`}]
  return prefix.endsWith('-')
    ? [{...firstLine, text: `${prefix} ${firstLine.text.trimStart()}`}, ...otherLines]
    : [{text: prefix}, firstLine, ...otherLines]
}

const originText = ({origin: {column, file, line}}: Extract<ProvenanceTree, {value: unknown}>) =>
  `${file}:${line}:${column}`

/** A string is quoted if YAML could read it as another type. */
function yamlScalar(value: unknown): string {
  return typeof value === 'string' && plainScalar.test(value) && !yamlKeywords.test(value) && value.trim() === value
    ? value
    : JSON.stringify(value)
}

/** The origin of each value, by its JSON pointer in the effective policy. */
export function policySources(
  tree: ProvenanceTree,
  pointer = '',
): Array<{readonly at: string; readonly file: string; readonly line: number; readonly column: number}> {
  if ('items' in tree) return tree.items.flatMap((item, index) => policySources(item, `${pointer}/${index}`))
  if ('entries' in tree)
    return [...tree.entries]
      .filter(([key]) => pointer !== '' || key !== 'extends')
      .flatMap(([key, child]) => policySources(child, childPointer(pointer, key)))
  return [{at: pointer, ...tree.origin}]
}
