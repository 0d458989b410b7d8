import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

import {truncateMiddle} from '../text/sanitize.js'

/** Columns that a text takes on a terminal: two for a wide character, none for a mark on another or a color. */
export const displayWidth = (text: string): number => stringWidth(text)

/** The text in at most so many columns: what is too long loses its middle. */
export function truncateToWidth(text: string, columns: number): string {
  let truncated = truncateMiddle(text, columns)
  for (let limit = columns - 1; displayWidth(truncated) > columns && limit > 0; limit--)
    truncated = truncateMiddle(text, limit)
  return truncated
}

/**
 * Words in lines of at most `columns`. The first line begins with `lead`, the others with `hangingIndent` blanks. A
 * word that is wider than a line is broken, but a URL isn't.
 */
export function wrapText(text: string, columns: number, lead = '', hangingIndent = displayWidth(lead)): string[] {
  const words = text.split(' ').filter(word => word !== '')
  const leadWidth = displayWidth(lead)
  const bodyColumns = Math.max(1, columns - hangingIndent)
  const firstLine = wrapWords(words, Math.max(1, columns - leadWidth))[0] ?? ''
  const isLeadAlone = lead.trim() !== '' && leadWidth + displayWidth(firstLine) > columns && leadWidth > hangingIndent
  const restWords = isLeadAlone ? words : words.slice(firstLine.split(' ').length)
  const lines = [...(isLeadAlone ? [] : [firstLine]), ...wrapWords(restWords, bodyColumns)].flatMap(line =>
    breakLongWord(line, bodyColumns),
  )
  const indent = ' '.repeat(hangingIndent)
  const indented = isLeadAlone ? ['', ...lines] : lines
  return indented.map((line, index) => `${index === 0 ? lead : indent}${line}`.trimEnd())
}

/** Lines of whole words; a word that is wider than `columns` has a line of its own. */
const wrapWords = (words: readonly string[], columns: number): string[] =>
  words.length === 0 ? [] : wrapAnsi(words.join(' '), columns).split('\n')

/** A color is closed at the end of each piece and opened again. */
const breakLongWord = (line: string, columns: number): string[] =>
  displayWidth(line) <= columns || line.includes(' ') || line.includes('://')
    ? [line]
    : wrapAnsi(line, columns, {hard: true}).split('\n')

/** Words in indented lines of at most `columns`, those after the first by `hangingIndent` more. Ends with a newline. */
export const indentedParagraph = (text: string, columns: number, indent = 0, hangingIndent = 0): string =>
  wrapText(text, columns, ' '.repeat(indent), indent + hangingIndent)
    .map(line => `${line}\n`)
    .join('')
