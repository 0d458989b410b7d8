import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

import {sanitizePlainText} from '../../foundation/plain-text.js'

/** A line of text with its width in cells; a wide character has two. */
export interface TextLine {
  readonly cells: number
  readonly text: string
}

/** More is never drawn. */
const longestText = 2000

/** How many cells a text has. */
export const cellsOf = (text: string): number => stringWidth(text)

/**
 * Untrusted text as lines of at most so many cells. What is beyond the last line is replaced by an ellipsis. More than
 * two marks on a character, which would reach into other lines, are dropped.
 */
export function wrapText(text: string, cells: number, lines: number): TextLine[] {
  const safe = sanitizePlainText(text.slice(0, longestText))
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim()
  const wrapped = wrapAnsi(safe === '' ? '(no name)' : safe, cells, {hard: true, trim: true}).split('\n')
  const shown = wrapped.slice(0, lines)
  if (wrapped.length > lines) shown[lines - 1] = `${clipped(shown[lines - 1] ?? '', cells - 1)}…`
  return shown.map(line => ({cells: cellsOf(line), text: line}))
}

const clipped = (line: string, cells: number): string =>
  cellsOf(line) <= cells
    ? line
    : (wrapAnsi(line, cells, {hard: true, trim: true, wordWrap: false}).split('\n')[0] ?? '')
