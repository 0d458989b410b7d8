/** A part of a text, from one index to before another. */
export type Range = readonly [start: number, end: number]

/** How a text matches what was typed: the parts that do, and whether each word of it is there as it was typed. */
export interface Match {
  readonly isExact: boolean
  readonly ranges: readonly Range[]
}

/**
 * Matches a text with typed words, in any case and order: each has to be a part of the text, or at least its
 * letters, in their order, a part of one of its words. Undefined where one of them isn't.
 */
export function matchFuzzy(text: string, typed: string): Match | undefined {
  const matches = typed
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
    .map(word => matchWord(text.toLowerCase(), word))
  if (matches.includes(undefined)) return undefined
  const found = matches.filter(match => match !== undefined)
  return {
    isExact: found.every(({isExact}) => isExact),
    ranges: found.flatMap(({ranges}) => ranges).sort(([a], [b]) => a - b),
  }
}

function matchWord(text: string, word: string): Match | undefined {
  const start = text.indexOf(word)
  if (start >= 0) return {isExact: true, ranges: [[start, start + word.length]]}
  for (const token of text.matchAll(/\S+/g)) {
    const ranges = matchLetters(token[0], word, token.index)
    if (ranges) return {isExact: false, ranges}
  }

  return undefined
}

/** Where the letters are in a word, in their order. */
function matchLetters(token: string, letters: string, offset: number): Range[] | undefined {
  const start = token.indexOf(letters.charAt(0))
  const ranges: Range[] = []
  let position = start
  for (const letter of letters) {
    const index = position < 0 ? -1 : token.indexOf(letter, position)
    if (index < 0) return undefined
    ranges.push([offset + index, offset + index + letter.length])
    position = index + letter.length
  }

  return ranges
}

/** The items whose text matches, those that have the words as typed first, each with its match. */
export function filterFuzzy<T extends {readonly text: string}>(
  items: readonly T[],
  typed: string,
): Array<T & {readonly marks?: readonly Range[]}> {
  if (typed.trim() === '') return [...items]
  const matched = items.flatMap(item => {
    const match = matchFuzzy(item.text, typed)
    return match ? [{isExact: match.isExact, item: {...item, marks: match.ranges}}] : []
  })
  return [...matched.filter(({isExact}) => isExact), ...matched.filter(({isExact}) => !isExact)].map(({item}) => item)
}
