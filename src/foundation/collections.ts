/** Orders strings by UTF-16 code unit, whatever the locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The distinct strings, in order of code unit. */
export function distinct(all: Iterable<string>): string[] {
  return [...new Set(all)].sort(byCodeUnit)
}

/** The rows by key, each group in the order of the rows. */
export function grouped<T, K>(rows: Iterable<T>, key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const name = key(row)
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }

  return groups
}

/** The string of `known` that `word` is probably meant to be. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const scored = known
    .map(name => ({name, far: distance(word.toLowerCase(), name.toLowerCase())}))
    .sort((a, b) => a.far - b.far || byCodeUnit(a.name, b.name))
  const [best] = scored
  return best && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.name : undefined
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, index) => index)
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, right] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (left === right ? 0 : 1)))
    }

    row = next
  }

  return row[b.length] ?? 0
}
