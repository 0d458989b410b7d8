import type {Markup} from './markup.js'
import type {ObservationRow, PageCheck, PageOutcome} from './page-data.js'
import type {View} from './view.js'

import {capitalize} from '../../foundation/text.js'
import {formatNumber} from '../text/labels.js'
import {html} from './markup.js'
import {outcomeOf, outcomes} from './page-data.js'
import {
  badge,
  checkOf,
  checksWithRows,
  emptyNote,
  limitedList,
  seenText,
  severityMark,
  statusMarks,
  subjectLink,
} from './view.js'

/** Every check, and how many observations have each outcome. */
export function checksSection(view: View): Markup {
  const checks = checksWithRows(view)
  if (checks.length === 0) return emptyNote(view, 'No check ran.')
  return html`<div class="wide" role="region" tabindex="0" aria-label="Checks"><table>
    <caption class="visually-hidden">Observations of each check by outcome</caption>
    <thead><tr><th scope="col">Check</th><th scope="col">Severity</th>${outcomes.map(outcomeHeading)}</tr></thead>
    <tbody>${checks.map(({entry, rows}) => checkRow(entry, rows))}</tbody></table></div>`
}

const outcomeHeading = (outcome: PageOutcome) => html`<th scope="col" class="number">${statusMarks[outcome][1]}</th>`

const checkRow = ({id, severity, title}: PageCheck, rows: readonly ObservationRow[]) =>
  html`<tr><th scope="row">${capitalize(title)}<br><code data-check="${id}">${id}</code></th>
    <td>${severityMark(severity)}</td>${outcomes.map(outcome => countCell(outcome, rows))}</tr>
    `

function countCell(outcome: PageOutcome, rows: readonly ObservationRow[]): Markup {
  const count = rows.filter(row => outcomeOf(row) === outcome).length
  const text = count === 0 ? html`<span class="aside">0</span>` : html`<b class="${outcome}">${formatNumber(count)}</b>`
  return html`<td class="number">${text}</td>`
}

/** Every observation. */
export function observationsSection(view: View): Markup {
  if (view.rows.length === 0) return emptyNote(view, 'Nothing was assessed.')
  return limitedList(view, 'observations', view.rows, 'observations', shownRows => observationsTable(view, shownRows))
}

const observationsTable = (view: View, rows: readonly ObservationRow[]) =>
  html`<div class="wide" role="region" tabindex="0" aria-label="Observations"><table>
    <caption class="visually-hidden">Observations</caption>
    <thead><tr><th scope="col">Outcome</th><th scope="col">Severity</th><th scope="col">Subject</th>
    <th scope="col">Check</th><th scope="col">Details</th></tr></thead>
    <tbody>${rows.map(row => observationRow(view, row))}</tbody></table></div>`

const observationRow = (view: View, row: ObservationRow) =>
  html`<tr><td>${badge(outcomeOf(row))}</td><td>${severityMark(checkOf(view, row).severity)}</td>
    <th scope="row">${subjectLink(view, row)}</th><td><code>${checkOf(view, row).id}</code></td>
    <td>${seenText(view, row)}</td></tr>
    `
