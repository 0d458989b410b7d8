/** A piece of a word: what a shell takes as it stands, or a variable. */
export type WordPiece =
  | {readonly input: string}
  | {
      readonly text: string
      /** Without quotes, words in capitals are left to the reader. */
      readonly isQuoted: boolean
    }

export type CommandWord = readonly WordPiece[]

const piece = /'(?<single>[^']*)'|"(?<double>[^"]*)"|\\(?<escaped>.)|(?<blanks>\s+)|(?<plain>[^\s'"\\]+)/gs

/** The words of a command line of a remediation, with what stood in quotes told apart. */
export function commandWords(line: string): CommandWord[] {
  const words: WordPiece[][] = [[]]
  for (const {groups = {}} of line.matchAll(piece)) {
    const {blanks, double, escaped, plain, single} = groups
    if (blanks === undefined)
      words.at(-1)?.push({isQuoted: plain === undefined, text: plain ?? single ?? double ?? escaped ?? ''})
    else words.push([])
  }

  return words.filter(word => word.length > 0)
}

/** A word as a program sees it, its variables filled in. */
export const wordText = (word: CommandWord, valueOf: (input: string) => string): string =>
  word.map(part => ('input' in part ? valueOf(part.input) : part.text)).join('')
