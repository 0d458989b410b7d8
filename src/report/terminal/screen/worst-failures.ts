import type {Observation} from '../../../model/observation.js'
import type {Report} from '../../../model/report.js'
import type {FailedCheck} from '../../text/failed-checks.js'
import type {ScreenPage} from './screen-page.js'
import type {Cell, Column} from '../table.js'

import {distinct, firstOf} from '../../../foundation/collections.js'
import {capitalize} from '../../../foundation/text.js'
import {violatedChecks} from '../../text/failed-checks.js'
import {subjectPage} from '../../text/dashboard.js'
import {failureTitleOf} from '../../text/finding-text.js'
import {countText, displayName, formatNumber, subjectName} from '../../text/labels.js'
import {affectedControls} from '../../text/remediation-impact.js'
import {sanitizeForTerminal} from '../../text/sanitize.js'
import {wrapText} from '../layout.js'
import {tableLines} from '../table.js'

const severityWidth = 'critical'.length

/** In fewer columns, the subjects of a failure are on a line of their own. */
const minTableColumns = 76

/** From this width on there is room for the number of controls. */
const wideColumns = 100

/** The worst failed checks, a line each: how severe, what, where, and how many controls it violates. */
export function worstFailures(page: ScreenPage): string[] {
  const failures = worseThanBaselineFirst(page.report)
  if (failures.length === 0) return []
  const shown = firstOf(failures, page.limits.failures)
  const hidden = failures.slice(shown.length)
  const lines = page.columns < minTableColumns ? stackedLines(page, shown) : failureTable(page, shown)
  const hiddenText = `${page.glyphs.ellipsis}and ${countText(hidden.length, 'more failed check')} (--full)`
  return [...lines, ...(hidden.length > 0 ? [page.paint.dim(hiddenText)] : [])]
}

/** The failed checks, worst first; those that are worse than the baseline, which decide the run, before all others. */
function worseThanBaselineFirst(report: Report): FailedCheck[] {
  const {newlyFailing = [], worsened = []} = report.baseline ?? {}
  const worse = new Set([...newlyFailing, ...worsened].map(({check}) => check))
  const failures = violatedChecks(report)
  return [
    ...failures.filter(({sample}) => worse.has(sample.check)),
    ...failures.filter(({sample}) => !worse.has(sample.check)),
  ]
}

function failureTable(page: ScreenPage, failures: readonly FailedCheck[]): string[] {
  const {columns, paint} = page
  const controlsHeading = columns < wideColumns ? 'CTRLS' : 'CONTROLS'
  const room = columns - severityWidth - controlsHeading.length - 3 * 2
  const places = failures.map(failure => placesText(page, failure))
  const longestTitle = Math.max(...failures.map(({sample}) => titleOf(sample).length))
  const placeWidth = Math.max(Math.min(20, Math.max(...places.map(({length}) => length))), room - longestTitle)
  const table: readonly Column[] = [
    {heading: 'SEVERITY'},
    {heading: 'WHAT FAILS', limit: room - placeWidth},
    {heading: 'WHERE', limit: placeWidth},
    {heading: controlsHeading, isNumber: true},
  ]
  const rows = failures.map(({observations, sample}, index): Cell[] => [
    {decorate: paint.severity[sample.severity], text: sample.severity},
    {decorate: text => page.link(text, sample.remediation?.url), text: titleOf(sample)},
    {
      decorate: text =>
        page.link(paint.name(text), observations.length === 1 ? subjectPage(sample.subject) : undefined),
      text: places[index] ?? '',
    },
    {text: controlCount(page, sample)},
  ])
  return tableLines(table, rows, {ellipsis: page.glyphs.ellipsis, heading: paint.dim})
}

/** Where a table doesn't fit: the title on lines of its own, under it where it fails. */
const stackedLines = (page: ScreenPage, failures: readonly FailedCheck[]): string[] =>
  failures.flatMap(failure => {
    const {severity} = failure.sample
    const lead = `${page.paint.severity[severity](severity)}${' '.repeat(severityWidth - severity.length)}  `
    return [
      ...wrapText(page.paint.strong(titleOf(failure.sample)), page.columns, lead),
      ...wrapText(page.paint.name(placesText(page, failure)), page.columns, ' '.repeat(severityWidth + 2)),
    ]
  })

const titleOf = (sample: FailedCheck['sample']): string => capitalize(sanitizeForTerminal(failureTitleOf(sample), 120))

const controlCount = ({report}: ScreenPage, {check, controls}: FailedCheck['sample']): string =>
  formatNumber(affectedControls(report, check, controls).violated.length)

/** The first place, and how many more. */
function placesText({report: {scope}}: ScreenPage, {observations}: FailedCheck): string {
  const [first = '', ...others] = distinct(observations.map(({subject}) => placeName(scope, subject)))
  return others.length === 0 ? first : `${first} +${formatNumber(others.length)}`
}

/** What of an app is told by the app alone, unless that app is all there is. */
const partsOfApps: readonly string[] = ['attachment', 'certificate', 'collaborator', 'domain', 'drain', 'webhook']

/** A subject in a word or two: the table has a column for it, and everything else is in the full report. */
function placeName({apps, kind, name}: Report['scope'], subject: Observation['subject']): string {
  if (subject.placeholder) return subjectName(subject)
  const isOneApp = kind === 'app' && apps.length === 1
  if (isOneApp && subject.kind === 'app' && subject.name === name) return 'the app'
  if (!isOneApp && partsOfApps.includes(subject.kind) && subject.app !== undefined) return displayName(subject.app)
  return displayName(subject.name.replace(/^[^/]+\/(?=.)/, ''))
}
