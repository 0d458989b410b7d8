import {encodeChunks} from '../text/json-chunks.js'
import {byteOrderMark, escapeCell} from './cell.js'

/** A table as CSV, as in RFC 4180. Spreadsheets read every cell as text, and none as a formula. */
export const csvTable = (columns: readonly string[], rows: Iterable<readonly string[]>): Iterable<Uint8Array> =>
  encodeChunks(csvLines(columns, rows))

function* csvLines(columns: readonly string[], rows: Iterable<readonly string[]>): Generator<string> {
  yield `${byteOrderMark}${columns.join(',')}\r\n`
  for (const row of rows) yield `${row.map(cell => escapeCell(cell)).join(',')}\r\n`
}
