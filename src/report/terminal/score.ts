import type {Status} from '../../model/framework.js'
import type {Report} from '../../model/report.js'
import type {Page} from './page.js'
import type {Cell, Column} from './table.js'

import {statuses} from '../../model/framework.js'
import {isSignalFailure} from '../../model/observation.js'
import {statusColor} from './palette.js'
import {statusLabel} from '../text/status-label.js'
import {paragraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {displayWidth} from './layout.js'
import {tableLines} from './table.js'
import {formatNumber} from '../text/labels.js'

const alwaysShown: readonly Status[] = ['fail', 'unknown', 'manual', 'pass']

/** A line of the table: a framework or the observations, with its counts by status and in all. */
interface SummaryRow {
  readonly cells: readonly string[]
  readonly name: string
}

const tableTitle = 'CONTROLS BY STATUS'

/** Controls by status for each framework, and observations by verdict; in sentences if the table is too wide. */
export function summaryPart(page: Page): string[] {
  const {frameworks} = page.report
  const shownStatuses = statuses.filter(status => alwaysShown.includes(status) || countStatus(page.report, status) > 0)
  const rows: SummaryRow[] = [
    ...frameworks.map(({controls, summary, title, version}) => ({
      cells: [...shownStatuses.map(status => formatNumber(summary[status])), formatNumber(controls.length)],
      name: sanitizeForTerminal(`${title} ${version}`, 32),
    })),
    observationRow(page.report, shownStatuses),
  ]
  const columns: readonly Column[] = [
    {heading: tableTitle},
    ...[...shownStatuses.map(status => statusLabel[status]), 'ALL'].map(heading => ({heading, isNumber: true})),
  ]
  const lines = tableLines(
    columns,
    rows.map(({cells, name}) => [
      {text: name},
      ...cells.map((text, index) => countCell(page, text, shownStatuses[index])),
    ]),
    {ellipsis: '...', heading: text => (text === tableTitle ? page.paint.strong(text) : text)},
  )
  const isTooWide = lines.some(line => displayWidth(line) > page.columns)
  return isTooWide ? rows.flatMap(row => paragraph(page, rowSentence(page, row, shownStatuses))) : lines
}

function rowSentence({paint}: Page, {cells, name}: SummaryRow, shownStatuses: readonly Status[]): string {
  const counts = shownStatuses.map((status, index) => `${cells[index]} ${status}`).join(', ')
  return `${paint.strong(name)}: ${counts}, ${cells.at(-1)} in all`
}

const countCell = ({paint}: Page, text: string, status: Status | undefined): Cell =>
  status && text !== '0' && text !== '-' ? {decorate: paint[statusColor[status]], text} : {text}

function countStatus({frameworks, summary}: Report, status: Status): number {
  const controlCount = frameworks.reduce((sum, framework) => sum + framework.summary[status], 0)
  return controlCount + (status === 'not-applicable' || status === 'waived' ? summary[status] : 0)
}

function observationRow({observations, summary}: Report, shownStatuses: readonly Status[]): SummaryRow {
  const signalCount = observations.filter(isSignalFailure).length
  const counts: Readonly<Partial<Record<Status, number>>> = {...summary, fail: summary.fail - signalCount}
  const cells = shownStatuses.map(status => {
    const count = counts[status]
    return count === undefined ? '-' : formatNumber(count)
  })
  return {
    cells: [...cells, formatNumber(observations.length)],
    name: signalCount > 0 ? `observations, ${formatNumber(signalCount)} worth a look` : 'observations of checks',
  }
}
