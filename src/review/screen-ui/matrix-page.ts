import type {Status} from '../../model/framework.js'
import type {MatrixCell} from '../matrix.js'
import type {ReviewModel} from '../review-model.js'
import type {ScreenLine, ScreenState} from './screen-state.js'

import {displayWidth, truncateToWidth} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {cellText, reviewMatrix} from '../matrix.js'
import {shortFrameworkName} from '../review-model.js'
import {matchesSearch} from './filter.js'
import {statusColor} from './lines.js'

const cellWidth = 14
const nameWidth = 24

/** How many frameworks the matrix shows at once. */
export const columnsShown = (columns: number): number => Math.max(1, Math.floor((columns - nameWidth - 2) / cellWidth))

/** The matrix: a line that names the shown frameworks, and a line for each place. */
export function matrixLines(
  model: ReviewModel,
  {column, filter, interview}: ScreenState,
  columns: number,
): ScreenLine[] {
  const end = column + columnsShown(columns)
  const rowText = (name: string, cells: readonly string[]) =>
    [pad(name, nameWidth), ...cells.map(cell => pad(cell, cellWidth - 1))].join(' ').trimEnd()
  const {frameworks} = model.report
  const header: ScreenLine = {
    isStrong: true,
    text: rowText(
      shownRange(column, end, frameworks.length),
      frameworks.slice(column, end).map(({id}) => shortFrameworkName(model, id)),
    ),
  }
  const rows = reviewMatrix(model, interview.scope).map(({cells, name, place}): ScreenLine => ({
    ...statusColor(worstStatus(cells)),
    open: {kind: 'place', ...(place ? {place: name} : {})},
    text: rowText(name, cells.slice(column, end).map(cellText)),
  }))
  return [header, ...rows.filter(line => matchesSearch(line, filter))]
}

/** Which frameworks are shown, as `< > 2-4 of 9`, with an arrow for each side that has more. */
function shownRange(start: number, end: number, count: number): string {
  const arrows = (start > 0 ? '< ' : '') + (end < count ? '> ' : '')
  return `${arrows}${Math.min(start + 1, count)}-${Math.min(end, count)} of ${count}`
}

function worstStatus(cells: readonly MatrixCell[]): Status {
  if (cells.some(({fail}) => fail > 0)) return 'fail'
  if (cells.some(({unknown}) => unknown > 0)) return 'unknown'
  return cells.some(({open}) => open > 0) ? 'manual' : 'pass'
}

function pad(text: string, columns: number): string {
  const shortText = truncateToWidth(sanitizeForTerminal(text), columns)
  return shortText + ' '.repeat(Math.max(0, columns - displayWidth(shortText)))
}
