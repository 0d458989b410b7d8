import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {isReadAsValue} from './read-as-value.js'

/** Tells spreadsheets that a CSV document is UTF-8. */
export const byteOrderMark = '\uFEFF'

/** A little less than a cell of a spreadsheet may hold. */
const maxCellLength = 32_000

/** Spreadsheets take what begins with one of these, in either width, for a formula. */
const formulaStart = /^\s*[=+\-@\t\r＝＋－＠]/

/** Where the list separator is a semicolon, one within a cell begins another cell, whatever the quotes around it. */
const formulaAfterSemicolon = /;(?=[\s"']*[=+\-@＝＋－＠])/g

/** A text as a cell of a CSV document: quoted where it must be, and never a formula, a number or a date. */
export function escapeCell(text: string): string {
  const limited = truncate(sanitizePlainText(text).replaceAll(formulaAfterSemicolon, ";'"), maxCellLength)
  const isRisky = formulaStart.test(limited) || formulaStart.test(text) || isReadAsValue(limited)
  const inert = isRisky ? `'${limited}` : limited
  return /[",'\s]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
