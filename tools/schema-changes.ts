import {isDeepStrictEqual} from 'node:util'

import {isObject} from '../src/foundation/is-object.js'

type Schema = Readonly<Record<string, unknown>>

/** Schemas by the name of their file, so that each can refer to parts of the others. */
export type SchemaSet = ReadonlyMap<string, Schema>

/** What a change does to the documents that a schema accepts. `changed` may do both. */
export type Effect = 'changed' | 'loosened' | 'removed' | 'tightened'

export interface SchemaChange {
  readonly pointer: string
  readonly effect: Effect
  readonly what: string
}

/** Who a document is for: what we write, others read; what others write, we read. */
export type Direction = 'read' | 'written'

const breakingEffects: Readonly<Record<Direction, readonly Effect[]>> = {
  read: ['changed', 'removed', 'tightened'],
  written: ['changed', 'loosened', 'removed'],
}

/** The changes from one schema to another that break whoever reads or writes its documents. */
export function breakingChanges(
  file: string,
  [older, newer]: readonly [SchemaSet, SchemaSet],
  directions: readonly Direction[],
): string[] {
  const side = (set: SchemaSet): Side => ({file, schema: set.get(file) ?? {}, set})
  const effects = new Set(directions.flatMap(direction => breakingEffects[direction]))
  return changes(side(older), side(newer), '', [])
    .filter(({effect}) => effects.has(effect))
    .map(({pointer, what}) => `${file}#${pointer}: ${what}`)
}

interface Side {
  readonly set: SchemaSet
  readonly file: string
  readonly schema: unknown
}

const annotations = new Set(['$comment', '$defs', '$id', '$schema', 'default', 'description', 'examples', 'title'])

const referenceOf = ({file, schema}: Side): string =>
  isObject(schema) && typeof schema['$ref'] === 'string' ? `${file} ${schema['$ref']}` : ''

/** Follows references; what stands beside one counts, too. */
function resolved({file, schema, set}: Side): Side & {readonly schema: Schema} {
  if (schema === false) return {file, schema: {not: {}}, set}
  const {$ref, ...rest} = isObject(schema) ? schema : {}
  if (typeof $ref !== 'string') return {file, schema: rest, set}
  const [otherFile = '', pointer = ''] = $ref.split('#')
  const target = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((part, key) => (isObject(part) ? part[key] : undefined), set.get(otherFile || file))
  const found = resolved({file: otherFile || file, schema: target, set})
  return {...found, schema: {...found.schema, ...rest}}
}

function changes(older: Side, newer: Side, pointer: string, trail: readonly string[]): SchemaChange[] {
  const references = [older, newer].map(referenceOf).join(' ')
  // A definition that refers to itself was compared on the way here.
  if (trail.includes(references)) return []
  const passed = references === ' ' ? trail : [...trail, references]
  const [before, after] = [resolved(older), resolved(newer)]
  const names = new Set([...Object.keys(before.schema), ...Object.keys(after.schema)])
  return [...names]
    .filter(keyword => !annotations.has(keyword))
    .flatMap(keyword => (comparers.get(keyword) ?? compareOther)({after, before, keyword, pointer, trail: passed}))
}

interface Keyword {
  readonly before: Side & {readonly schema: Schema}
  readonly after: Side & {readonly schema: Schema}
  readonly keyword: string
  readonly pointer: string
  readonly trail: readonly string[]
}

type Comparer = (keyword: Keyword) => SchemaChange[]

const change = ({keyword, pointer}: Keyword, effect: Effect, what: string): SchemaChange[] => [
  {effect, pointer: `${pointer}/${keyword}`, what},
]

const operands = ({after, before, keyword}: Keyword) => [before.schema[keyword], after.schema[keyword]] as const

/** What can't be told apart from its opposite, such as two patterns. */
const compareOther: Comparer = keyword => {
  const [before, after] = operands(keyword)
  if (isDeepStrictEqual(before, after)) return []
  if (before === undefined) return change(keyword, 'tightened', 'is new')
  return after === undefined ? change(keyword, 'loosened', 'is gone') : change(keyword, 'changed', 'has changed')
}

/** The larger the number, the fewer documents are accepted, or the more. */
const compareNumber =
  (isLowerBound: boolean): Comparer =>
  keyword => {
    const [before, after] = operands(keyword)
    if (typeof before !== 'number' || typeof after !== 'number' || before === after) return compareOther(keyword)
    return change(keyword, after > before === isLowerBound ? 'tightened' : 'loosened', `was ${before}, is ${after}`)
  }

/** Lists of which a value must be one: types, or values. Where a comment says `open:`, readers expect others. */
const compareChoice: Comparer = keyword => {
  const [before, after] = operands(keyword).map(operand => (operand === undefined ? undefined : [operand].flat()))
  if (!before || !after) return compareOther(keyword)
  const lacks = (list: readonly unknown[], value: unknown) =>
    !list.some(other => isDeepStrictEqual(other, value) || (other === 'number' && value === 'integer'))
  const isOpen = String(keyword.before.schema['$comment']).startsWith('open:')
  return [
    ...before
      .filter(value => lacks(after, value))
      .map(value => ['tightened', `no longer ${JSON.stringify(value)}`] as const),
    ...(isOpen ? [] : after)
      .filter(value => lacks(before, value))
      .map(value => ['loosened', `also ${JSON.stringify(value)}`] as const),
  ].flatMap(([effect, what]) => change(keyword, effect, what))
}

const compareRequired: Comparer = keyword => {
  const [before, after] = operands(keyword).map(operand => (operand ?? []) as readonly string[])
  return [
    ...(after ?? []).filter(name => !before?.includes(name)).map(name => ['tightened', `now has "${name}"`] as const),
    ...(before ?? [])
      .filter(name => !after?.includes(name))
      .map(name => ['loosened', `no longer has "${name}"`] as const),
  ].flatMap(([effect, what]) => change(keyword, effect, what))
}

/** A key that appears breaks nothing: readers ignore keys that they don't know, and no document had it before. */
const compareProperties: Comparer = keyword => {
  const [before, after] = operands(keyword).map(operand => (operand ?? {}) as Schema)
  return Object.entries(before ?? {}).flatMap(([name, schema]) => {
    const at = `properties/${name}`
    const newer = after?.[name]
    return newer === undefined || (newer === false && schema !== false)
      ? change({...keyword, keyword: at}, 'removed', 'is gone')
      : compareParts(keyword, [schema, newer], at)
  })
}

/** Whether other keys are accepted: readers have to expect them, so that more of them break nothing. */
const compareOtherKeys: Comparer = keyword => {
  const [before = true, after = true] = operands(keyword)
  if (isObject(before) && isObject(after)) return compareParts(keyword, [before, after], keyword.keyword)
  if (isDeepStrictEqual(before, after) || before === false) return []
  return change(keyword, after === true ? 'loosened' : 'tightened', 'other keys are accepted differently')
}

/** A schema within the schema. */
const compareNested: Comparer = keyword => {
  const [before, after] = operands(keyword)
  return before === undefined || after === undefined
    ? compareOther(keyword)
    : compareParts(keyword, [before, after], keyword.keyword)
}

function compareParts(
  {after, before, pointer, trail}: Keyword,
  [older, newer]: readonly [unknown, unknown],
  at: string,
) {
  return changes({...before, schema: older}, {...after, schema: newer}, `${pointer}/${at}`, trail)
}

/** Alternatives, of which more accept more; and rules, of which more accept less. */
const compareList =
  (extra: Effect, missing: Effect): Comparer =>
  keyword => {
    const [before, after] = operands(keyword).map(operand => (operand ?? []) as readonly unknown[])
    return [
      ...(before ?? []).flatMap((part, index) =>
        after?.[index] === undefined
          ? change({...keyword, keyword: `${keyword.keyword}/${index}`}, missing, 'is gone')
          : compareParts(keyword, [part, after[index]], `${keyword.keyword}/${index}`),
      ),
      ...(after ?? []).slice(before?.length ?? 0).flatMap(() => change(keyword, extra, 'has one more')),
    ]
  }

/** What is denied or asked: a restriction of it is none of the whole, and a change of a condition can be either. */
const compareCondition: Comparer = keyword =>
  compareNested(keyword).length > 0 ? change(keyword, 'changed', 'has changed') : []

const comparers: ReadonlyMap<string, Comparer> = new Map<string, Comparer>([
  ...['exclusiveMinimum', 'minItems', 'minLength', 'minProperties', 'minimum'].map(
    name => [name, compareNumber(true)] as const,
  ),
  ...['exclusiveMaximum', 'maxItems', 'maxLength', 'maxProperties', 'maximum'].map(
    name => [name, compareNumber(false)] as const,
  ),
  ...['const', 'enum', 'type'].map(name => [name, compareChoice] as const),
  ...['contains', 'items', 'propertyNames', 'then', 'else'].map(name => [name, compareNested] as const),
  ...['if', 'not'].map(name => [name, compareCondition] as const),
  ['additionalProperties', compareOtherKeys],
  ['allOf', compareList('tightened', 'loosened')],
  ['anyOf', compareList('loosened', 'tightened')],
  ['oneOf', compareList('changed', 'changed')],
  ['properties', compareProperties],
  ['required', compareRequired],
])

/** Whether a version may break what another one promised: by its first number, or by its second where that is 0. */
export function mayBreak(since: string, version: string): boolean {
  const [[major = 0, minor = 0] = [], [newMajor = 0, newMinor = 0] = []] = [since, version].map(text =>
    text.split('.').map(Number),
  )
  return newMajor > major || (newMajor === major && major === 0 && newMinor > minor)
}
