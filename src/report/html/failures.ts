import type {Markup} from './markup.js'
import type {ObservationRow, PageCheck} from './page-data.js'
import type {View} from './view.js'

import {capitalize} from '../../foundation/text.js'
import {countText} from '../text/labels.js'
import {html} from './markup.js'
import {
  badge,
  checksWithRows,
  emptyNote,
  fold,
  limitedList,
  link,
  rowsWithOutcome,
  seenText,
  severityMark,
  subjectLink,
} from './view.js'

/** How many failing checks are open at first. */
const openCount = 3

/** Each failing check, worst first: what fails, where, the values seen, the controls violated, and the fix. */
export function failuresSection(view: View): Markup {
  const checks = checksWithRows(view, rowsWithOutcome(view, 'fail'))
  if (checks.length === 0) return emptyNote(view, 'No check fails.')
  return html`${checks.map(({index, entry, rows}, position) => {
    const isOpen = position < openCount
    return findingDetails(view, entry, rows, {impact: entry.violates, isOpen, key: `fail:${index}`, outcome: 'fail'})
  })}`
}

/** Each check that fails without breaching a control; all are closed at first. */
export function signalsSection(view: View): Markup {
  const checks = checksWithRows(view, rowsWithOutcome(view, 'signal'))
  if (checks.length === 0) return emptyNote(view, 'No other check fails.')
  return html`${checks.map(({index, entry, rows}) => {
    const key = `signal:${index}`
    return findingDetails(view, entry, rows, {impact: entry.signal, isOpen: false, key, outcome: 'signal'})
  })}`
}

interface FindingOptions {
  readonly isOpen: boolean
  readonly key: string
  readonly outcome: 'fail' | 'signal'
  /** What the failure means for controls. */
  readonly impact: string
}

function findingDetails(
  view: View,
  check: PageCheck,
  rows: readonly ObservationRow[],
  {impact, isOpen, key, outcome}: FindingOptions,
): Markup {
  const summary = html`${badge(outcome)} ${severityMark(check.severity)} <h3>${capitalize(check.failureTitle)}</h3>
    <span class="aside">${countText(rows.length, 'time')}</span>`
  return fold(
    view,
    {className: 'finding', isOpenAtFirst: isOpen, key, summary},
    inner => html`<p class="aside"><code>${check.id}</code> ${impact}</p>
      ${remediationText(check)}
      ${findingSubjects(inner, key, rows)}`,
  )
}

const findingSubjects = (view: View, key: string, rows: readonly ObservationRow[]) =>
  limitedList(
    view,
    key,
    rows,
    'like this',
    shownRows =>
      html`<ul class="subjects">${shownRows.map((row, index) => subjectItem(view, row, shownRows[index + 1]))}</ul>`,
  )

function remediationText({effect, remediation, url}: PageCheck): Markup {
  if (remediation === '') return html``
  const effectLine = effect === '' ? html`` : html`<p class="aside">${effect}</p>`
  return html`<p><b>Fix:</b> ${remediation}${url === '' ? html`` : html` ${link(url)}`}</p>${effectLine}`
}

/** A subject with its values, and the commands of the fix, unless the next one has the same. */
function subjectItem(view: View, row: ObservationRow, next: ObservationRow | undefined): Markup {
  const commands = next?.[5] === row[5] ? html`` : commandBlock(view, row)
  return html`<li><b>${subjectLink(view, row)}</b> <span>${seenText(view, row)}</span>${commands}</li>
    `
}

function commandBlock({data}: View, row: ObservationRow): Markup {
  const lines = (data.commands[row[5]] ?? []).map(
    command => html`<code>${command}</code>
      `,
  )
  return lines.length === 0 ? html`` : html`<pre>${lines}</pre>`
}
