import type {CellStyle, CellValue, WriteOptions, WriteSheet} from 'hucre/xlsx'

import {colToLetter, rangeRef, writeXlsx} from 'hucre/xlsx'

import type {Report} from '../../model/report.js'
import type {Sheet, SheetCell} from './sheet.js'

import {scopeText} from '../text/scope-text.js'
import {controlSheets} from './control-sheets.js'
import {observationSheets} from './observation-sheets.js'
import {cellText} from './sheet.js'
import {summarySheets} from './summary-sheets.js'

type NamedRange = NonNullable<WriteOptions['namedRanges']>[number]

/** Rows of a sheet in Excel, without its header. */
const maxRows = 1_048_575

/** `@` is text: what is edited later isn't read as a number, a date or a formula either. */
const textStyle: CellStyle = {alignment: {vertical: 'top', wrapText: true}, numFmt: '@'}
const headerStyle: CellStyle = {
  alignment: {vertical: 'top', wrapText: true},
  fill: {fgColor: {rgb: 'E7E3F1'}, pattern: 'solid', type: 'pattern'},
  font: {bold: true},
}
const numberStyle: CellStyle = {alignment: {vertical: 'top'}, numFmt: '#,##0'}

/** A workbook for Excel and LibreOffice with a sheet for each table. The same report gives the same bytes. */
export async function xlsx(report: Report): Promise<Iterable<Uint8Array>> {
  const title = `Compliance of ${scopeText(report)}`
  return [await workbook(workbookSheets(report), {...report, title})]
}

/** A workbook of any tables; the same tables and times give the same bytes. */
export async function workbook(
  tables: readonly Sheet[],
  {generatedAt, title, tool}: Pick<Report, 'generatedAt' | 'tool'> & {readonly title: string},
): Promise<Uint8Array> {
  const time = new Date(generatedAt)
  const sheets = tables.flatMap(sheet => splitSheet(sheet, maxRows))
  return writeXlsx({
    namedRanges: sheets.map(filterRange),
    properties: {
      created: time,
      creator: cellText(`${tool.name} ${tool.version}`),
      modified: time,
      title: cellText(title),
    },
    sheets: sheets.map(writtenSheet),
  })
}

/** The sheets of a workbook; a table without rows has none. */
export const workbookSheets = (report: Report): Sheet[] => {
  const [summary, ...others] = [...summarySheets(report), ...observationSheets(report), ...controlSheets(report)]
  return [...(summary ? [summary] : []), ...others.filter(({rows}) => rows.length > 0)]
}

/** A table that is longer than a sheet goes on in a second one. */
export function splitSheet(sheet: Sheet, limit: number): Sheet[] {
  const count = Math.max(1, Math.ceil(sheet.rows.length / limit))
  return Array.from({length: count}, (_, index) => ({
    ...sheet,
    name: index === 0 ? sheet.name : `${sheet.name} ${index + 1}`,
    rows: sheet.rows.slice(index * limit, (index + 1) * limit),
  }))
}

/** LibreOffice shows filters only where this name tells their range, as in the files of Excel. */
const filterRange = ({columns, name, rows}: Sheet): NamedRange => ({
  name: '_xlnm._FilterDatabase',
  range: `'${name}'!$A$1:$${colToLetter(columns.length - 1)}$${rows.length + 1}`,
  scope: name,
})

function writtenSheet({columns, name, rows}: Sheet): WriteSheet {
  const isNumber = columns.map((_, index) => typeof rows[0]?.[index] === 'number')
  const header = columns.map(({title}) => title)
  return {
    autoFilter: {range: rangeRef(0, 0, rows.length, columns.length - 1)},
    cells: new Map(header.map((value, index) => [`0,${index}`, {style: headerStyle, value}])),
    columns: columns.map(({width}, index) => ({style: isNumber[index] ? numberStyle : textStyle, width})),
    freezePane: {rows: 1},
    name,
    // On paper: as wide as a page, with the header on each.
    pageSetup: {fitToHeight: 0, fitToPage: true, fitToWidth: 1, orientation: 'landscape', printTitlesRow: '$1:$1'},
    rowDefs: rowHeights(columns, [header, ...rows]),
    rows: [header, ...rows.map(row => row.map(writtenCell))],
  }
}

const lineHeight = 15
/** What Excel allows. */
const maxRowHeight = 409

/** Rows of several lines are as high as these need: LibreOffice wouldn't make room for wrapped text by itself. */
function rowHeights(columns: Sheet['columns'], rows: Sheet['rows']): NonNullable<WriteSheet['rowDefs']> {
  return new Map(
    rows.flatMap((row, index) => {
      const lines = Math.max(1, ...row.map((cell, column) => lineCount(cell, columns[column]?.width ?? 1)))
      return lines > 1 ? [[index, {height: Math.min(maxRowHeight, lines * lineHeight)}] as const] : []
    }),
  )
}

/** How many lines a cell takes in its column, about. */
function lineCount(cell: SheetCell, width: number): number {
  if (typeof cell === 'number') return 1
  return (typeof cell === 'string' ? [cell] : cell).reduce(
    (sum, {length}) => sum + Math.max(1, Math.ceil(length / width)),
    0,
  )
}

/** An empty cell isn't written, so that filters list it as blank. */
function writtenCell(cell: SheetCell): CellValue {
  if (typeof cell === 'number') return cell
  const text = cellText(cell)
  return text === '' ? null : text
}
