import {declareValuePlugin, PluginKind} from '@stryker-mutator/api/plugin'

/** What is used of a node of the syntax tree. */
interface Node {
  readonly type: string
  readonly name?: string
  readonly callee?: Node
  readonly key?: Node
}

/** What is used of a node's place in the syntax tree. */
interface Place {
  readonly node: Node
  readonly parent: Node | null
  /** The index in the list of its parent that it is in. */
  readonly key: number | string | null
  readonly listKey?: string
}

const textKeys = ['detail', 'hint', 'text', 'why']
const why = 'a text for people, which decides nothing; the tests of formats hold the texts'

/** The functions that explain a gap, and the index of the first argument that is a text for people. */
const firstTexts: Readonly<Record<string, number>> = {notStated: 0, required: 1, unknown: 1}

/** Whether a node explains a gap, as the detail in `unknown(reason, detail)` does. */
function isDetail({key, listKey, parent}: Place): boolean {
  if (parent?.type !== 'CallExpression' || listKey !== 'arguments') return false
  const firstText = firstTexts[parent.callee?.name ?? '']
  return firstText !== undefined && Number(key) >= firstText
}

/** Whether a node is the value of a property that holds a text; a `reason` is one where it is built from parts. */
function isText({node, parent}: Place): boolean {
  const name = parent?.type === 'ObjectProperty' ? parent.key?.name : undefined
  return name !== undefined && (textKeys.includes(name) || (name === 'reason' && node.type === 'TemplateLiteral'))
}

/** Leaves texts for people unchanged. */
export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'prose', {
    shouldIgnore(path) {
      const place = path as unknown as Place
      const isString = place.node.type === 'StringLiteral' || place.node.type === 'TemplateLiteral'
      return isString && (isDetail(place) || isText(place)) ? why : undefined
    },
  }),
]
