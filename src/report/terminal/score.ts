import type {Status} from '../../model/framework.js'
import type {Report} from '../../model/report.js'
import type {Page} from './page.js'

import {statuses} from '../../model/framework.js'
import {isSignalFailure} from '../../model/observation.js'
import {statusColor} from './palette.js'
import {statusLabel} from '../text/status-label.js'
import {paragraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {displayWidth} from './layout.js'
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
  const headings = [...shownStatuses.map(status => statusLabel[status]), 'ALL']
  const nameWidth = Math.max(tableTitle.length, ...rows.map(({name}) => displayWidth(name)))
  const widths = headings.map((heading, index) =>
    Math.max(heading.length, ...rows.map(({cells}) => cells[index]?.length ?? 0)),
  )
  const totalWidth = nameWidth + widths.reduce((sum, width) => sum + width + 2, 0)
  if (totalWidth > page.columns) return rows.flatMap(row => paragraph(page, rowSentence(page, row, shownStatuses)))
  const padding = (text: string, index: number) => ' '.repeat((widths[index] ?? 0) + 2 - text.length)
  const line = (name: string, cells: readonly string[]) =>
    `${name}${' '.repeat(nameWidth - displayWidth(name))}${cells.join('')}`
  return [
    line(
      page.paint.strong(tableTitle),
      headings.map((heading, index) => padding(heading, index) + heading),
    ),
    ...rows.map(({cells, name}) =>
      line(
        name,
        cells.map((text, index) => padding(text, index) + paintCount(page, text, shownStatuses[index])),
      ),
    ),
  ]
}

function rowSentence({paint}: Page, {cells, name}: SummaryRow, shownStatuses: readonly Status[]): string {
  const counts = shownStatuses.map((status, index) => `${cells[index]} ${status}`).join(', ')
  return `${paint.strong(name)}: ${counts}, ${cells.at(-1)} in all`
}

const paintCount = ({paint}: Page, text: string, status: Status | undefined): string =>
  status && text !== '0' && text !== '-' ? paint[statusColor[status]](text) : text

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
