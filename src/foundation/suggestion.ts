import {byCodeUnit} from './collections.js'

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

const longestName = 100

/** The end of a sentence about an unknown name: `; did you mean "x"?`. Empty if no candidate is near. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const suggestion = name.length < longestName ? nearest(name, candidates) : undefined
  return suggestion === undefined ? '' : `; did you mean "${suggestion}"?`
}
