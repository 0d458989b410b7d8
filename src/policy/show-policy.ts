import type {Tree} from './provenance-tree.js'

const plainText = /^[A-Za-z_./@][\w ./@*+-]*$/
const words = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i

/** An effective policy as YAML that can be read as a policy, each value with the place that it comes from, then its fingerprint. */
export function policyText(tree: Tree, sha256: string): string {
  return [
    ...lines(tree, '').map(({from, text}) => (from === undefined ? `${text}\n` : `${text}  # ${from}\n`)),
    `# SHA-256: ${sha256}\n`,
  ].join('')
}

interface Line {
  readonly text: string
  readonly from?: string
}

function lines(tree: Tree, indent: string): Line[] {
  if ('items' in tree) return tree.items.flatMap(one => behind(`${indent}-`, one, indent))
  if ('entries' in tree)
    return [...tree.entries]
      .filter(([key]) => indent !== '' || key !== 'extends')
      .flatMap(([key, one]) => behind(`${indent}${key}:`, one, indent))
  return [{from: placeOf(tree), text: `${indent}${scalar(tree.value)}`}]
}

/** A value behind its key or its dash. */
function behind(lead: string, tree: Tree, indent: string): Line[] {
  if ('value' in tree) return [{from: placeOf(tree), text: `${lead} ${scalar(tree.value)}`}]
  const [first, ...others] = lines(tree, `${indent}  `)
  if (!first) return [{text: `${lead} ${'items' in tree ? '[]' : '{}'}`}]
  return lead.endsWith('-')
    ? [{...first, text: `${lead} ${first.text.trimStart()}`}, ...others]
    : [{text: lead}, first, ...others]
}

const placeOf = ({from: {column, file, line}}: Extract<Tree, {value: unknown}>) => `${file}:${line}:${column}`

/** A text is quoted where YAML could take it for something else. */
function scalar(value: unknown): string {
  return typeof value === 'string' && plainText.test(value) && !words.test(value) && value.trim() === value
    ? value
    : JSON.stringify(value)
}

/** Where each value comes from, by its JSON pointer in the effective policy. */
export function policySources(
  tree: Tree,
  at = '',
): Array<{readonly at: string; readonly file: string; readonly line: number; readonly column: number}> {
  if ('items' in tree) return tree.items.flatMap((one, index) => policySources(one, `${at}/${index}`))
  if ('entries' in tree)
    return [...tree.entries]
      .filter(([key]) => at !== '' || key !== 'extends')
      .flatMap(([key, one]) => policySources(one, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`))
  return [{at, ...tree.from}]
}
