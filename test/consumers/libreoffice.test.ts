import assert from 'node:assert/strict'
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import {parse} from 'csv-parse/sync'

import type {Report} from '../../src/model/report.js'
import type {SheetCell} from './spreadsheet.js'

import {byteOrderMark, escapeCell} from '../../src/report/csv/cell.js'
import {sanitizePlainText} from '../../src/foundation/plain-text.js'
import {workbookSheets} from '../../src/report/xlsx/xlsx.js'
import {runCommand, sampleFolder} from './programs.js'
import {languages, openInLibreOffice} from './spreadsheet.js'

/** Fields between commas, in quotes, UTF-8, from the first line; and dates and the like are detected. */
const csvFilter = (language: keyof typeof languages) =>
  `Text - txt - csv (StarCalc):44,34,76,1,,${languages[language]},false,true`

/** Names that one language or another reads as something else. */
const misread = [
  '8.4.1',
  '5.20',
  '22.04',
  '1-2',
  '1/2',
  '1:30',
  '007',
  '12345678901234567890',
  '1E5',
  'TRUE',
  'wahr',
  'Mai 5',
  'apr-2024',
  '5 pm',
  '2027-10-01',
  '1.000,5',
  '5,5',
  '5 %',
  '5 €',
  '$5',
  '(5)',
  '+49 30 1',
  '-5',
  '=1+1',
  '@a',
]

const shownText = (cell: number | string | readonly string[]) =>
  typeof cell === 'object' ? cell.map(line => sanitizePlainText(line)).join('\n') : sanitizePlainText(String(cell))

const texts = (row: readonly SheetCell[] = []) => row.map(({text}) => text)
const isText = ({formula, text, type}: SheetCell) => formula === '' && (text === '' || type === 'string')

describe('LibreOffice', () => {
  let folder: string
  before(() => {
    folder = sampleFolder('compliance:check', [
      ...['--framework', 'all', '--output', 'report.csv', '--output', 'report.xlsx', '--output', 'report.json'],
    ])
    runCommand(['compliance:workpapers', '--sample', '--framework', 'pci', '--output', path.join(folder, 'papers')])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  for (const language of ['en-US', 'de-DE'] as const) {
    it(`reads each cell of the CSV as the text that was written, in ${language}`, () => {
      const file = path.join(folder, 'report.csv')
      const written = parse(readFileSync(file, 'utf8'), {bom: true})
      const [sheet] = openInLibreOffice(file, language, csvFilter(language)).sheets
      const rows = sheet?.rows ?? assert.fail()
      assert.equal(rows.length, written.length)
      const width = written[0]?.length ?? 0
      for (const [index, cells] of written.entries()) {
        const read = rows[index] ?? []
        assert.deepEqual([...texts(read), ...Array.from({length: width - read.length}, () => '')], cells)
        assert.deepEqual(
          read.filter(cell => !isText(cell)),
          [],
        )
      }

      const control = rows[0]?.findIndex(({text}) => text === 'control') ?? -1
      const known = new Set(rows.map(row => row[control]?.text))
      assert.ok(known.has('pci-dss-4.0.1:8.4.1'))
      console.log(`      ${rows.length} rows of ${width} cells are text in ${language}`)
    })

    it(`reads each sheet of the workbook as it was written, in ${language}`, () => {
      const report = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as Report
      const written = workbookSheets(report)
      const {filters, sheets} = openInLibreOffice(path.join(folder, 'report.xlsx'), language)
      assert.deepEqual(
        sheets.map(({name}) => name),
        written.map(({name}) => name),
      )
      for (const [index, {columns, name, rows}] of written.entries()) {
        const read = sheets[index]?.rows ?? []
        assert.deepEqual(
          texts(read[0]),
          columns.map(({title}) => title),
        )
        assert.equal(read.length, rows.length + 1, name)
        for (const [line, row] of rows.entries()) {
          const cells = read[line + 1] ?? []
          const padding = Array.from({length: row.length - cells.length}, () => '')
          assert.deepEqual([...texts(cells), ...padding], row.map(shownText), name)
          for (const [column, cell] of cells.entries())
            assert.ok(typeof row[column] === 'number' ? cell.type === 'float' : isText(cell), `${name}: ${cell.text}`)
        }

        assert.ok(
          filters.some(range => range.replaceAll("'", '').startsWith(`${name}.A1:`)),
          `${name} in ${filters.join()}`,
        )
      }

      const counts = written.map(({name, rows}) => `${name} ${rows.length}`).join(', ')
      console.log(`      ${language} has filters on each sheet: ${counts}`)
    })

    it(`reads each cell of the documents for an assessor as the text that was written, in ${language}`, () => {
      for (const name of ['access', 'inventory', 'providers', 'responsibilities'].filter(table =>
        existsSync(path.join(folder, 'papers', `${table}.csv`)),
      )) {
        const file = path.join(folder, 'papers', `${name}.csv`)
        const written = parse(readFileSync(file, 'utf8'), {bom: true})
        const rows = openInLibreOffice(file, language, csvFilter(language)).sheets[0]?.rows ?? assert.fail()
        assert.equal(rows.length, written.length, name)
        for (const [index, cells] of written.entries()) {
          const read = rows[index] ?? []
          assert.deepEqual([...texts(read), ...Array.from({length: cells.length - read.length}, () => '')], cells)
          assert.ok(read.every(cell => isText(cell)))
        }
      }

      const {filters, sheets} = openInLibreOffice(path.join(folder, 'papers', 'inventory.xlsx'), language)
      assert.deepEqual(
        sheets.map(({name}) => name),
        ['Inventory', 'Not seen', 'Source'],
      )
      assert.ok(sheets.every(({rows}) => rows.every(row => row.every(cell => isText(cell)))))
      assert.equal(filters.length, sheets.length)
    })

    it(`would change some names that the CSV keeps, in ${language}`, () => {
      const file = path.join(folder, 'names.csv')
      const read = (cells: readonly string[]) => {
        writeFileSync(file, `${byteOrderMark}name\r\n${cells.map(cell => `${cell}\r\n`).join('')}`)
        return openInLibreOffice(file, language, csvFilter(language))
          .sheets[0]?.rows.slice(1)
          .map(([cell]) => cell)
      }
      const bare = read(misread.map(name => `"${name}"`)) ?? assert.fail()
      const changed = misread.filter((name, index) => bare[index]?.type !== 'string' || bare[index].text !== name)
      assert.ok(changed.length > 9, changed.join())
      const kept = read(misread.map(name => escapeCell(name))) ?? assert.fail()
      assert.deepEqual(
        kept.map(cell => cell && [cell.type, cell.text]),
        misread.map(name => ['string', `'${name}`]),
      )
      console.log(`      without an apostrophe, ${language} changes ${changed.join(' | ')}`)
    })
  }
})
