import type {Status} from '../../model/framework.js'
import type {MatrixCell} from '../matrix.js'
import type {ReviewModel} from '../review-model.js'
import type {Page, ScreenLine, ScreenState} from './screen-state.js'

import {displayWidth, truncateToWidth} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {alignedCellText, reviewMatrix, worstText} from '../matrix.js'
import {shortFrameworkName} from '../review-model.js'
import {statusColor} from './lines.js'

const cellWidth = 13
const wideNameWidth = 24
const worstWidth = 12
const cursorWidth = 2

/** How wide the name of a place and its worst failures are: on a narrow terminal there's only the name. */
function leadWidths(columns: number): readonly [name: number, worst: number] {
  const isWide = columns >= cursorWidth + wideNameWidth + worstWidth + cellWidth
  return isWide
    ? [wideNameWidth, worstWidth]
    : [Math.max(6, Math.min(wideNameWidth, columns - cursorWidth - cellWidth)), 0]
}

/** How many frameworks the matrix shows at once. */
export function columnsShown(columns: number): number {
  const [name, worst] = leadWidths(columns)
  return Math.max(1, Math.floor((columns - name - worst - cursorWidth) / cellWidth))
}

/** The matrix: a line for each place, the worst first, under one that names the shown frameworks. */
export function matrixPage(model: ReviewModel, {column, interview}: ScreenState, columns: number): Page {
  const end = column + columnsShown(columns)
  const [nameWidth, worstColumns] = leadWidths(columns)
  const rowText = (name: string, worst: string, cells: readonly string[]) =>
    [
      pad(name, nameWidth),
      ...(worstColumns > 0 ? [pad(worst, worstColumns)] : []),
      ...cells.map(cell => pad(cell, cellWidth)),
    ]
      .join('')
      .trimEnd()
  const {frameworks} = model.report
  const shownIds = frameworks.slice(column, end).map(({id}) => shortFrameworkName(model, id))
  const head: ScreenLine = {
    isStrong: true,
    text: `  ${rowText(shownRange(column, end, frameworks.length), 'WORST FIRST', shownIds)}`,
  }
  const lines = reviewMatrix(model, interview.scope).map((row): ScreenLine => ({
    ...statusColor(worstStatus(row.cells)),
    open: {kind: 'place', ...(row.place ? {place: row.name} : {})},
    text: rowText(row.name, worstText(row), row.cells.slice(column, end).map(alignedCellText)),
  }))
  return {
    head: [head],
    hints: [
      ['enter', 'open'],
      ['i', 'questions'],
      ['t', 'failures'],
      ['/', 'filter'],
      ...(frameworks.length > end - column ? [['h/l', 'frameworks'] as const] : []),
      ['D', 'data'],
      ['S', 'sign-off'],
    ],
    lines,
    title: 'Apps: x failures, ? unknown, o open',
  }
}

/** Which frameworks are shown, as `< > 2-4 of 9`, with an arrow for each side that has more; empty for all of them. */
function shownRange(start: number, end: number, count: number): string {
  if (start === 0 && end >= count) return ''
  const arrows = (start > 0 ? '< ' : '') + (end < count ? '> ' : '')
  return `${arrows}${Math.min(start + 1, count)}-${Math.min(end, count)} of ${count}`
}

function worstStatus(cells: readonly MatrixCell[]): Status {
  if (cells.some(({fail}) => fail > 0)) return 'fail'
  if (cells.some(({unknown}) => unknown > 0)) return 'unknown'
  return cells.some(({open}) => open > 0) ? 'manual' : 'pass'
}

/** A text in so many columns, with a blank at its end. */
function pad(text: string, columns: number): string {
  const shortText = truncateToWidth(sanitizeForTerminal(text), columns - 1)
  return shortText + ' '.repeat(Math.max(0, columns - displayWidth(shortText)))
}
