import type {Value} from './subject.js'

/** A row of evidence, by the name of a field. */
export type EvidenceRow = Readonly<Record<string, Value>>

const chains = new WeakMap<object, ReadonlyArray<readonly unknown[]>>()
const shapes = new WeakMap<object, ReadonlySet<string>>()

/** A list of which each item is made when it is read, and not kept. */
function madeWhenRead<T>(length: number, at: (index: number) => T): readonly T[] {
  const empty: T[] = []
  empty.length = length
  const isIndex = (key: string | symbol): key is string =>
    typeof key === 'string' && /^\d+$/.test(key) && Number(key) < length
  return new Proxy(empty, {
    get: (target, key): unknown => (isIndex(key) ? at(Number(key)) : Reflect.get(target, key)),
    getOwnPropertyDescriptor: (target, key) =>
      isIndex(key)
        ? {configurable: true, enumerable: true, value: at(Number(key)), writable: true}
        : Reflect.getOwnPropertyDescriptor(target, key),
    has: (target, key) => isIndex(key) || Reflect.has(target, key),
    ownKeys: () => [...empty.keys()].map(String).concat('length'),
  })
}

/**
 * Rows of the same fields, made of columns when they are read: a large report has millions of them, and most readers
 * look at few.
 *
 * @param places which rows of the columns there are; all if it is left out
 */
export function rowsOf(
  names: readonly string[],
  columns: Readonly<Record<string, readonly Value[]>>,
  places?: readonly number[],
): readonly EvidenceRow[] {
  const all = Object.entries(columns)
  const empty: EvidenceRow = {subject: '', ...Object.fromEntries(all.map(([field]) => [field, null]))}
  const rows = madeWhenRead((places ?? names).length, (index): EvidenceRow => {
    const place = places?.[index] ?? index
    // To copy a row costs less than to make one, property by property.
    const row: Record<string, Value> = {...empty, subject: names[place] ?? ''}
    for (const [field, column] of all) row[field] = column[place] ?? null
    return row
  })
  shapes.set(rows, new Set(Object.keys(empty)))
  return rows
}

/** Several lists as one, whose parts are told apart. */
export function chained<T>(lists: ReadonlyArray<readonly T[]>): readonly T[] {
  const parts = lists.filter(({length}) => length > 0)
  const starts: number[] = []
  let length = 0
  for (const part of parts) {
    starts.push(length)
    length += part.length
  }

  const all = madeWhenRead(length, index => {
    const at = starts.findLastIndex(start => start <= index)
    return parts[at]?.[index - (starts[at] ?? 0)] as T
  })
  chains.set(all, parts)
  return all
}

/** The lists that a list was chained of, without empty ones; a list of its own is its only part. */
export const partsOf = <T>(list: readonly T[]): ReadonlyArray<readonly T[]> =>
  (chains.get(list) as ReadonlyArray<readonly T[]> | undefined) ?? [list]

/** The rows that have a field; none is made of those that cannot have it. */
export function* rowsWith(list: readonly EvidenceRow[], field: string): Generator<EvidenceRow> {
  for (const part of partsOf(list)) {
    if (shapes.get(part)?.has(field) === false) continue
    for (const row of part) if (row[field] !== undefined) yield row
  }
}
