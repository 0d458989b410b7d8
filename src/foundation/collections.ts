/** Orders strings by UTF-16 code unit, whatever the locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The distinct strings, in order of code unit. */
export function distinct(values: Iterable<string>): string[] {
  return [...new Set(values)].sort(byCodeUnit)
}

/** The rows by key, each group in the order of the rows. */
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

/** The string of `known` that `word` is probably meant to be. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map(name => ({name, edits: distance(word.toLowerCase(), name.toLowerCase())}))
    .sort((a, b) => a.edits - b.edits || byCodeUnit(a.name, b.name))
  const [best] = ranked
  return best && best.edits <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let previousRow = Array.from({length: b.length + 1}, (_, index) => index)
  for (const [i, left] of [...a].entries()) {
    const currentRow = [i + 1]
    for (const [j, right] of [...b].entries()) {
      currentRow.push(
        Math.min(
          (currentRow[j] ?? 0) + 1,
          (previousRow[j + 1] ?? 0) + 1,
          (previousRow[j] ?? 0) + (left === right ? 0 : 1),
        ),
      )
    }

    previousRow = currentRow
  }

  return previousRow[b.length] ?? 0
}
