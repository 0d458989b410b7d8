import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'

import {XmlDocument, XmlElement} from 'libxml2-wasm'

import {runProgram} from './programs.js'

const namespaces = {
  office: 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
  table: 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
  text: 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
}

/** A cell as the program understood it. */
export interface SheetCell {
  /** `string`, `float`, `date`, ... */
  readonly type: string
  readonly formula: string
  readonly text: string
}

export interface ReadSheet {
  readonly name: string
  readonly rows: ReadonlyArray<readonly SheetCell[]>
}

export interface ReadWorkbook {
  readonly sheets: readonly ReadSheet[]
  /** The ranges that have a filter. */
  readonly filters: readonly string[]
}

/** The languages that the tests open files in, as LibreOffice numbers and names them. */
export const languages = {'de-DE': 1031, 'en-US': 1033} as const

const longestEmptyRun = 1000
const content = (element: XmlElement, name: string): string => element.get(`@${name}`, namespaces)?.content ?? ''

const elements = (of: XmlDocument | XmlElement, expression: string): XmlElement[] =>
  of.find(expression, namespaces).filter(node => node instanceof XmlElement)

function repeated(element: XmlElement, name: string): number {
  const count = Number(content(element, name) || '1')
  return count > longestEmptyRun ? 0 : count
}

const cellOf = (cell: XmlElement): SheetCell => ({
  formula: content(cell, 'table:formula'),
  text: elements(cell, 'text:p')
    .map(paragraph => paragraph.content)
    .join('\n'),
  type: content(cell, 'office:value-type'),
})

const cellsOf = (row: XmlElement): SheetCell[] =>
  elements(row, 'table:table-cell').flatMap(cell =>
    Array.from({length: repeated(cell, 'table:number-columns-repeated')}, () => cellOf(cell)),
  )

function rowsOf(table: XmlElement): SheetCell[][] {
  const rows = elements(table, './/table:table-row').map(row => cellsOf(row))
  while (rows.length > 0 && rows.at(-1)?.every(({text}) => text === '')) rows.pop()
  return rows
}

/** What LibreOffice makes of a file in a language: every cell with its type, and filters. */
export function openInLibreOffice(file: string, language: keyof typeof languages, importFilter?: string): ReadWorkbook {
  const folder = mkdtempSync(path.join(tmpdir(), 'compliance-office-'))
  const locale = `${language.replace('-', '_')}.UTF-8`
  try {
    const {stderr} = runProgram(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`,
        ...(importFilter === undefined ? [] : [`--infilter=${importFilter}`]),
        '--convert-to',
        'fods',
        '--outdir',
        folder,
        file,
      ],
      {env: {LANG: locale, LC_ALL: locale}},
    )
    const name = readdirSync(folder).find(entry => entry.endsWith('.fods'))
    if (name === undefined) throw new Error(`LibreOffice converted nothing: ${stderr}`)
    return readWorkbook(readFileSync(path.join(folder, name), 'utf8'))
  } finally {
    rmSync(folder, {force: true, recursive: true})
  }
}

function readWorkbook(xml: string): ReadWorkbook {
  const document = XmlDocument.fromString(xml)
  try {
    return {
      filters: elements(document, '//table:database-range[@table:display-filter-buttons="true"]').map(range =>
        content(range, 'table:target-range-address'),
      ),
      sheets: elements(document, '//table:table').map(table => ({
        name: content(table, 'table:name'),
        rows: rowsOf(table),
      })),
    }
  } finally {
    document.dispose()
  }
}
