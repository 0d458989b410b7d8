import type {Value} from './subject.js'

/** A row of facts, by the name of a field. */
export type FactRow = Readonly<Record<string, Value>>

const sublistsByList = new WeakMap<object, ReadonlyArray<readonly unknown[]>>()
const fieldsByRows = new WeakMap<object, ReadonlySet<string>>()

/** A list whose items are created each time they are read, and not kept. */
function lazyList<T>(length: number, itemAt: (index: number) => T): readonly T[] {
  const empty: T[] = []
  empty.length = length
  const isIndex = (key: string | symbol): key is string =>
    typeof key === 'string' && /^\d+$/.test(key) && Number(key) < length
  return new Proxy(empty, {
    get: (target, key): unknown => (isIndex(key) ? itemAt(Number(key)) : Reflect.get(target, key)),
    getOwnPropertyDescriptor: (target, key) =>
      isIndex(key)
        ? {configurable: true, enumerable: true, value: itemAt(Number(key)), writable: true}
        : Reflect.getOwnPropertyDescriptor(target, key),
    has: (target, key) => isIndex(key) || Reflect.has(target, key),
    ownKeys: () => [...empty.keys()].map(String).concat('length'),
  })
}

/**
 * Rows with the same fields, created from columns when they are read: a large report has millions, and most readers
 * look at few.
 *
 * @param positions which rows of the columns to include; all if absent
 */
export function factRows(
  names: readonly string[],
  columns: Readonly<Record<string, readonly Value[]>>,
  positions?: readonly number[],
): readonly FactRow[] {
  const columnEntries = Object.entries(columns)
  const emptyRow: FactRow = {subject: '', ...Object.fromEntries(columnEntries.map(([field]) => [field, null]))}
  const rows = lazyList((positions ?? names).length, (index): FactRow => {
    const position = positions?.[index] ?? index
    // Copying a row is cheaper than creating one, property by property.
    const row: Record<string, Value> = {...emptyRow, subject: names[position] ?? ''}
    for (const [field, column] of columnEntries) row[field] = column[position] ?? null
    return row
  })
  fieldsByRows.set(rows, new Set(Object.keys(emptyRow)))
  return rows
}

/** Several lists as one, which remembers them. */
export function concatenate<T>(lists: ReadonlyArray<readonly T[]>): readonly T[] {
  const sublists = lists.filter(({length}) => length > 0)
  const starts: number[] = []
  let length = 0
  for (const sublist of sublists) {
    starts.push(length)
    length += sublist.length
  }

  const concatenated = lazyList(length, index => {
    const sublistIndex = starts.findLastIndex(start => start <= index)
    return sublists[sublistIndex]?.[index - (starts[sublistIndex] ?? 0)] as T
  })
  sublistsByList.set(concatenated, sublists)
  return concatenated
}

/** The lists that a list was concatenated from, without empty ones; any other list is its only part. */
export const sublistsOf = <T>(list: readonly T[]): ReadonlyArray<readonly T[]> =>
  (sublistsByList.get(list) as ReadonlyArray<readonly T[]> | undefined) ?? [list]

/** The rows that have a field; rows that can't have it aren't created. */
export function* rowsWithField(rows: readonly FactRow[], field: string): Generator<FactRow> {
  for (const sublist of sublistsOf(rows)) {
    if (fieldsByRows.get(sublist)?.has(field) === false) continue
    for (const row of sublist) if (row[field] !== undefined) yield row
  }
}
