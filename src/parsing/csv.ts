import {UserError} from '../foundation/user-error.js'

/** A row of a CSV document, and the line on which it begins. */
export interface CsvRow {
  readonly cells: readonly string[]
  readonly line: number
}

const delimiters = [',', ';', '\t'] as const

/**
 * The rows of a CSV document as in RFC 4180, with commas, semicolons or tabs as the first line has them. Blank rows are
 * left out.
 *
 * @param file that messages name
 * @throws UserError where a quote isn't closed, or text follows one that is
 */
export function parseCsv(text: string, file: string): CsvRow[] {
  const plain = text.replace(/^\uFEFF/, '')
  const delimiter = delimiterOf(plain)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let line = 1
  let rowLine = 1
  let at = 0
  while (at < plain.length) {
    const cell = plain[at] === '"' ? quotedCell(plain, at, {delimiter, file, line}) : bareCell(plain, at, delimiter)
    cells.push(cell.value)
    line += plain.slice(at, cell.end).split('\n').length - 1
    at = cell.end
    if (plain[at] === delimiter) {
      at += 1
      if (at < plain.length) continue
      cells.push('')
    }

    rows.push({cells, line: rowLine})
    cells = []
    at += plain.startsWith('\r\n', at) ? 2 : 1
    line += 1
    rowLine = line
  }

  return rows.filter(row => row.cells.some(cell => cell.trim() !== ''))
}

/** The one that the first line has most of outside of quotes. */
function delimiterOf(text: string): string {
  const header = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counts = delimiters.map(delimiter => header.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

interface Cell {
  readonly value: string
  /** Where the next character is. */
  readonly end: number
}

function bareCell(text: string, start: number, delimiter: string): Cell {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return {end, value: text.slice(start, end)}
}

function quotedCell(
  text: string,
  start: number,
  {delimiter, file, line}: {readonly delimiter: string; readonly file: string; readonly line: number},
): Cell {
  let end = start + 1
  let value = ''
  for (;;) {
    const quote = text.indexOf('"', end)
    if (quote === -1)
      throw new UserError(`${file}:${line}: a quote is never closed.`, 'Close it, or write "" for a quote in a cell.')
    value += text.slice(end, quote)
    end = quote + 1
    if (text[end] !== '"') break
    value += '"'
    end += 1
  }

  if (end < text.length && ![delimiter, '\n', '\r'].includes(text[end] ?? ''))
    throw new UserError(`${file}:${line}: text follows a closing quote.`, 'Write "" for a quote in a cell.')
  return {end, value}
}
