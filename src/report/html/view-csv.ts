import type {ObservationRow, PageControl, PageFramework, PageOutcome} from './page-data.js'
import type {View} from './view.js'

import {capitalize} from '../../foundation/text.js'
import {escapeCell} from '../csv/cell.js'
import {controlKey} from '../text/control-text.js'
import {filterText, matchingControls} from './filter.js'
import {outcomeOf} from './page-data.js'
import {checkOf, seenText, subjectOf} from './view.js'

const columns = [
  'type',
  'status',
  'severity',
  'check',
  'finding',
  'subject_kind',
  'subject_id',
  'subject',
  'app',
  'space',
  'details',
  'controls',
  'framework',
  'control',
  'control_title',
  'question',
  'filter',
] as const
type CsvRow = Readonly<Partial<Record<(typeof columns)[number], string>>>

/** What a view lists, as CSV: its observations, then its controls. Each row names the filter, if there is one. */
export function viewCsv(view: View): string {
  const filter = filterText(view.filter)
  const frameworks = matchingControls(view.data, view.filter)
  const rows = [
    ...view.rows.map(row => observationCells(view, row)),
    ...frameworks.flatMap(framework => framework.matching.map(control => controlCells(framework, control))),
  ]
  const lines = rows.map(row => columns.map(name => escapeCell({...row, filter}[name] ?? '')).join(','))
  return [columns.join(','), ...lines, ''].join('\r\n')
}

function observationCells(view: View, row: ObservationRow): CsvRow {
  const {failureTitle, id, severity, title} = checkOf(view, row)
  const {app, id: subjectId, kind, space, text} = subjectOf(view, row)
  const outcome = outcomeOf(row)
  return {
    app,
    check: id,
    controls: controlNames(view, row),
    details: seenText(view, row),
    finding: findingText(outcome, title, failureTitle),
    severity,
    space,
    status: outcome,
    subject: text,
    subject_id: subjectId,
    subject_kind: kind,
    type: 'observation',
  }
}

function findingText(outcome: PageOutcome, title: string, failureTitle: string): string {
  if (outcome === 'unknown') return `Unknown whether ${title}`
  return capitalize(outcome === 'fail' || outcome === 'signal' ? failureTitle : title)
}

/** The controls that an observation decides. */
const controlNames = ({data}: View, row: ObservationRow): string =>
  (data.refs[row[4]] ?? [])
    .flatMap(([framework, control, signal]) => {
      const entry = data.frameworks[framework]
      const id = entry?.controls[control]?.id
      return entry && id !== undefined && signal === undefined ? [controlKey(entry.id, id)] : []
    })
    .join('; ')

const controlCells = (
  {id: framework}: Pick<PageFramework, 'id'>,
  {id, question, reason, severity, status, title}: PageControl,
): CsvRow => ({
  control: controlKey(framework, id),
  control_title: title,
  details: reason,
  framework,
  question,
  severity,
  status,
  type: 'control',
})
