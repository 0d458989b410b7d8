/** Compares strings by UTF-16 code unit, independent of the locale. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The distinct strings, in code unit order. */
export function distinct(values: Iterable<string>): string[] {
  return [...new Set(values)].sort(byCodeUnit)
}

/** The first items of a list: as many as the limit allows, or all where only one would be hidden. */
export const firstOf = <T>(items: readonly T[], limit: number): readonly T[] =>
  items.length <= limit + 1 ? items : items.slice(0, limit)

/** Groups items by key; each group keeps the order of the items. */
export function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const name = key(item)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }

  return groups
}
