import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'

/** A little less than a cell of a spreadsheet may hold. */
const maxCellLength = 32_000

/** Spreadsheets take what begins with one of these, in either width, for a formula. */
const formulaStart = /^\s*[=+\-@\t\r＝＋－＠]/

/** A text as a cell of a CSV document: quoted where it must be, and never a formula. */
export function escapeCell(text: string): string {
  const limited = truncate(sanitizePlainText(text), maxCellLength)
  const inert = formulaStart.test(limited) || formulaStart.test(text) ? `'${limited}` : limited
  return /[",'\s]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
