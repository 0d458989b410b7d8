import {byCodeUnit} from './collections.js'

/** The letters and digits of a name: what stays the same however it is punctuated. */
const lettersOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Whether two names differ only in case and punctuation. In a number such as 1.2.1, the periods say what it is. */
export function isSameName(one: string, other: string): boolean {
  const letters = lettersOf(one)
  return /\p{L}/u.test(letters) && letters === lettersOf(other)
}

/** Whether a name begins with another, whatever their case and punctuation. */
export function beginsWithName(name: string, start: string): boolean {
  const letters = lettersOf(start)
  return (
    name.toLowerCase().startsWith(start.toLowerCase()) ||
    (/\p{L}/u.test(letters) && lettersOf(name).startsWith(letters))
  )
}

/** The candidate that `word` is probably meant to be, whatever its case and punctuation. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const same = candidates.find(name => isSameName(name, word))
  if (same !== undefined) return same
  const [best] = candidates
    .map(name => ({name, edits: distance(word.toLowerCase(), name.toLowerCase())}))
    .sort((a, b) => a.edits - b.edits || byCodeUnit(a.name, b.name))
  return best && best.edits <= mostEdits(word.length) ? best.name : undefined
}

/** In a short word, two edits leave little of it. */
const mostEdits = (length: number): number =>
  length < 5 ? Math.min(1, length - 1) : Math.max(2, Math.floor(length / 3))

/** The number of letters that are added, left out, changed or swapped with their neighbor. */
function distance(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  let rows: EditRows = {beforePrevious: [], previous: Array.from({length: right.length + 1}, (_, index) => index)}
  for (const i of left.keys()) rows = {beforePrevious: rows.previous, previous: nextRow(left, right, i, rows)}
  return rows.previous.at(-1) ?? 0
}

interface EditRows {
  readonly beforePrevious: readonly number[]
  readonly previous: readonly number[]
}

function nextRow(
  left: readonly string[],
  right: readonly string[],
  i: number,
  {beforePrevious, previous}: EditRows,
): number[] {
  const row = [i + 1]
  const at = (numbers: readonly number[], index: number) => numbers[index] ?? 0
  for (const [j, letter] of right.entries()) {
    const isSwap = i > 0 && j > 0 && left[i] === right[j - 1] && left[i - 1] === letter
    const edits = [at(row, j) + 1, at(previous, j + 1) + 1, at(previous, j) + (left[i] === letter ? 0 : 1)]
    row.push(Math.min(...edits, ...(isSwap ? [at(beforePrevious, j - 1) + 1] : [])))
  }

  return row
}

const longestName = 100

/** The end of a sentence about an unknown name: `; did you mean "x"?`. Empty if no candidate is near. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const suggestion = name.length < longestName ? nearest(name, candidates) : undefined
  return suggestion === undefined ? '' : `; did you mean "${suggestion}"?`
}
