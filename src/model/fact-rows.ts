import type {Value} from './subject.js'

/** The values of one subject by field name, with its name under `subject`. */
export type FactRow = Readonly<Record<string, Value>>

const sublistsByList = new WeakMap<object, ReadonlyArray<readonly unknown[]>>()

/**
 * Rows of the same fields, from columns.
 *
 * @param positions the positions of the rows in the columns; all by default
 */
export function factRows(
  names: readonly string[],
  columns: Readonly<Record<string, readonly Value[]>>,
  positions: readonly number[] = [...names.keys()],
): readonly FactRow[] {
  const columnEntries = Object.entries(columns)
  const emptyRow: FactRow = {subject: '', ...Object.fromEntries(columnEntries.map(([field]) => [field, null]))}
  return positions.map(position => {
    // Copying a row takes less time and memory than building it property by property.
    const row: Record<string, Value> = {...emptyRow, subject: names[position] ?? ''}
    for (const [field, column] of columnEntries) row[field] = column[position] ?? null
    return row
  })
}

/** Several lists as one list that remembers them: what is written of a list that many lists contain can be reused. */
export function concatenate<T>(lists: ReadonlyArray<readonly T[]>): readonly T[] {
  const concatenated = lists.flatMap(list => list)
  sublistsByList.set(
    concatenated,
    lists.filter(({length}) => length > 0),
  )
  return concatenated
}

/** The lists that a list was concatenated from, without empty ones; any other list is its own only sublist. */
export const sublistsOf = <T>(list: readonly T[]): ReadonlyArray<readonly T[]> =>
  (sublistsByList.get(list) as ReadonlyArray<readonly T[]> | undefined) ?? [list]

/** The rows that have a field. */
export const rowsWithField = (rows: readonly FactRow[], field: string): FactRow[] =>
  rows.filter(row => row[field] !== undefined)
