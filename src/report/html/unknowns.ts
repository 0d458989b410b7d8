import type {Markup} from './markup.js'
import type {ObservationRow, PageCause} from './page-data.js'
import type {View} from './view.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize, firstFew} from '../../foundation/text.js'
import {countText} from '../text/labels.js'
import {html} from './markup.js'
import {badge, causesWithRows, checkOf, emptyNote, fold, limitedList, severityMark, subjectOf} from './view.js'

const subjectLimit = 12
/** How many causes are open at first. */
const openCount = 3

/** What is unknown, by cause: the requests, the permission needed, and the checks that depend on it. */
export function unknownsSection(view: View): Markup {
  const causes = causesWithRows(view)
  if (causes.length === 0) return emptyNote(view, 'Everything that the checks need is known.')
  return limitedList(
    view,
    'causes',
    causes,
    'causes',
    shown =>
      html`${shown.map(({index, entry, rows}, position) =>
        causeDetails(view, entry, rows, {index, isOpen: position < openCount}),
      )}`,
  )
}

const labeledList = (heading: string, items: readonly string[]): Markup =>
  items.length === 0 ? html`` : html`<p><b>${heading}</b> ${firstFew(items, subjectLimit)}</p>`

function causeDetails(
  view: View,
  {needs, reasons, requests, title}: PageCause,
  rows: readonly ObservationRow[],
  {index, isOpen}: {readonly index: number; readonly isOpen: boolean},
): Markup {
  const rowsByCheck = [...groupBy(rows, row => row[0])].sort(([a], [b]) => a - b).map(([, checkRows]) => checkRows)
  const summary = html`${badge('unknown')} <h3>${capitalize(title)}</h3>
    <span class="aside">${countText(rows.length, 'observation')}</span>`
  return fold(view, {className: 'finding', isOpenAtFirst: isOpen, key: `unknown:${index}`, summary}, inner => {
    const checks = limitedList(
      inner,
      `unknown:${index}`,
      rowsByCheck,
      'checks',
      shown => html`<ul class="subjects">${shown.map(checkRows => unknownCheck(inner, checkRows))}</ul>`,
    )
    return html`${labeledList('Requested:', requests)}${labeledList('Because:', reasons)}
      ${labeledList('Needed:', needs === '' ? [] : [needs])}
      ${checks}`
  })
}

function unknownCheck(view: View, rows: readonly ObservationRow[]): Markup {
  const [first] = rows
  if (!first) return html``
  const {id, severity, title} = checkOf(view, first)
  const subjects = firstFew(
    rows.map(row => subjectOf(view, row).text),
    subjectLimit,
  )
  return html`<li>${severityMark(severity)} <b>Unknown whether ${title}</b> <code>${id}</code>
    <span>${subjects}</span></li>
    `
}
