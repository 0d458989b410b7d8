import type {Report} from '../../model/report.js'
import type {Palette} from './palette.js'

import {wrapText} from './layout.js'

/** What each part of a page is made from. A part is a list of lines, empty if it has nothing to say. */
export interface Page {
  readonly report: Report
  readonly paint: Palette
  readonly columns: number
  /** Whether everything is asked for, rather than certain verdicts. */
  readonly isFull?: boolean
  /** A text that leads to a URL where the terminal can, else the text alone. */
  readonly link: (text: string, url: string | undefined) => string
  /** Whether a verdict or a status is listed. */
  readonly isListed: (state: string) => boolean
}

const indentWidth = 2

/** A paragraph that is indented by `level`, its later lines by one more. */
export const paragraph = ({columns}: Pick<Page, 'columns'>, text: string, level = 0): string[] =>
  wrapText(text, columns, ' '.repeat(level * indentWidth), (level + 1) * indentWidth)

/** Text behind a lead; its later lines are indented by two levels. */
export const labeledParagraph = ({columns}: Pick<Page, 'columns'>, lead: string, text: string): string[] =>
  wrapText(text, columns, lead, 2 * indentWidth)

/** Text in a column that begins at `hangingIndent`, unless that leaves it too narrow; the lead may reach into it. */
export function columnText(
  {columns}: Pick<Page, 'columns'>,
  lead: string,
  text: string,
  hangingIndent: number,
): string[] {
  const indent = columns - hangingIndent < minColumnWidth ? 2 * indentWidth : hangingIndent
  return wrapText(text, columns, lead === '' ? ' '.repeat(indent) : lead, indent)
}

const minColumnWidth = 24

/** Parts with a blank line between them; empty ones are left out. */
export const joinParts = (parts: ReadonlyArray<readonly string[]>): string[] =>
  parts.filter(part => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]))
