import type {TextLine} from './text-box.js'

import {escapeHtml} from '../../report/html/markup.js'

/** A number as it is in an attribute. */
export const fixed = (value: number): string => String(Math.round(value * 10) / 10)

/**
 * A line of text. Its length is stated, so that it stays within its frame in any font.
 *
 * @param cell the width of a cell at the size of the text
 */
export const lineMarkup = ({cells, text}: TextLine, x: number, y: number, attributes: string, cell: number): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" textLength="${fixed(Math.max(1, cells) * cell)}" ` +
  `lengthAdjust="spacingAndGlyphs" ${attributes}>${escapeHtml(text)}</text>`
