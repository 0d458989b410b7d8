import type {Markup} from './markup.js'
import type {ObservationRow, PageControl, PageFramework, PageSubject} from './page-data.js'
import type {View} from './view.js'

import {statuses} from '../../model/framework.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {truncate} from '../../foundation/plain-text.js'
import {countText} from '../text/labels.js'
import {dashboardUrl} from './dashboard.js'
import {html} from './markup.js'
import {outcomes} from './page-data.js'
import {dashboardLink, emptyNote, fold, limitedList, subjectOf, tally, visibleName} from './view.js'

/** The observations of an app, or of what else owns them, counted by control family and outcome. */
interface OwnerRow {
  readonly owner: string
  readonly app: string
  /** What its name links to: the app, or the first subject of another owner. */
  readonly subject: PageSubject
  readonly cells: Map<string, number[]>
  readonly totals: number[]
}

type Family = readonly [name: string, controls: readonly PageControl[], title: string | undefined]

/** How many columns fit on a page of paper in portrait format. */
const portraitColumns = 16
/** How much of a title a heading has room for. */
const titleLength = 60
/** How many frameworks are open at first. */
const openCount = 2

const emptyCounts = (): number[] => outcomes.map(() => 0)
const increment = (counts: number[], outcome: number) => {
  counts[outcome] = (counts[outcome] ?? 0) + 1
}

/** For each framework a table of the observations by app and control family, the worst app first. */
export function mapSection(view: View): Markup {
  const {data, filter} = view
  const frameworks = data.frameworks
    .map((framework, index) => ({framework, index}))
    .filter(({framework: {id}}) => filter.framework === '' || id === filter.framework)
  if (frameworks.length === 0) return emptyNote(view, 'No framework was assessed.')
  return html`${frameworks.map(({framework, index}, position) =>
    frameworkMap(view, framework, index, position < openCount),
  )}`
}

function frameworkMap(view: View, framework: PageFramework, index: number, isOpen: boolean): Markup {
  const rows = ownerRows(view, framework, index)
  const families = familiesOf(framework)
  const checked = families.filter(([family]) => rows.some(({cells}) => cells.has(family)))
  const summary = html`<h3>${framework.name}</h3>
    <span class="aside">${countText(rows.length, 'row')} by ${countText(checked.length, 'column')}</span>`
  const isBroad = checked.length > portraitColumns
  return fold(
    view,
    {...(isBroad ? {className: 'broad'} : {}), isOpenAtFirst: isOpen, key: `map:${framework.id}`, summary},
    inner =>
      checked.length === 0
        ? emptyNote(inner, 'No check of this framework has an observation here.')
        : html`${limitedList(inner, `map:${index}`, rows, 'rows with fewer failures', shown =>
            mapTable(framework, checked, shown),
          )}${uncheckedNote(families.filter(family => !checked.includes(family)))}${columnLegend(
            inner,
            framework,
            checked,
          )}`,
  )
}

function familiesOf({controls, familyTitles = {}}: PageFramework): Family[] {
  const titles = new Map(Object.entries(familyTitles))
  return [...groupBy(controls, ({family}) => family)].map(([name, members]) => [name, members, titles.get(name)])
}

/** What each column stands for; a title is too long for a heading in full. */
function columnLegend(view: View, {id}: PageFramework, families: readonly Family[]): Markup {
  const titles = (controls: readonly PageControl[]) => controls.map(control => `${control.id} ${control.title}`)
  const entries = families.map(
    ([name, controls, title = '']) =>
      html`<dt>${visibleName(name)} ${title}</dt><dd>${titles(controls).join('; ')}</dd>`,
  )
  return fold(
    view,
    {key: `columns:${id}`, summary: html`What the columns stand for`},
    () => html`<dl class="columns">${entries}</dl>`,
  )
}

function uncheckedNote(families: readonly Family[]): Markup {
  if (families.length === 0) return html``
  const names = families.map(([name, controls]) => `${name} (${countText(controls.length, 'control')})`).join(', ')
  return html`<p class="note">No check covers ${names} here; see the open questions.</p>`
}

/** The rows of a framework: the most failures first, then the most unknowns. */
function ownerRows(view: View, {controls}: PageFramework, index: number): OwnerRow[] {
  const familiesByRefs = view.data.refs.map(controlRefs => [
    ...new Set(
      controlRefs.flatMap(([framework, controlIndex, signal]) =>
        framework === index && signal === undefined ? (controls[controlIndex]?.family ?? []) : [],
      ),
    ),
  ])
  const rowsByOwner = new Map<string, OwnerRow>()
  for (const row of view.rows) {
    const families = familiesByRefs[row[4]] ?? []
    if (families.length > 0) addObservation(rowsByOwner, view, row, families)
  }

  const total = ({totals}: OwnerRow, outcome: number) => totals[outcome] ?? 0
  return [...rowsByOwner.values()].sort(
    (a, b) => total(b, 0) - total(a, 0) || total(b, 1) - total(a, 1) || byCodeUnit(a.owner, b.owner),
  )
}

function addObservation(
  rowsByOwner: Map<string, OwnerRow>,
  view: View,
  row: ObservationRow,
  families: readonly string[],
): void {
  const subject = subjectOf(view, row)
  const {app, owner} = subject
  const ownerRow = rowsByOwner.get(owner) ?? {
    app,
    cells: new Map<string, number[]>(),
    owner,
    subject: ownerSubject(subject),
    totals: emptyCounts(),
  }
  rowsByOwner.set(owner, ownerRow)
  increment(ownerRow.totals, row[2])
  for (const family of families) {
    const cell = ownerRow.cells.get(family) ?? emptyCounts()
    ownerRow.cells.set(family, cell)
    increment(cell, row[2])
  }
}

/** The subject whose page shows the owner of a row: an app for what belongs to it. */
function ownerSubject(subject: PageSubject): PageSubject {
  if (subject.app !== '') return {...subject, kind: 'app'}
  return subject.space === '' ? subject : {...subject, kind: 'space'}
}

const mapTable = ({name}: PageFramework, families: readonly Family[], rows: readonly OwnerRow[]): Markup =>
  html`<div class="wide" role="region" tabindex="0" aria-label="Map of ${name}"><table class="map">
    <caption class="visually-hidden">Observations of each app by control family of ${name}</caption>
    <thead><tr><th scope="col">App</th>${families.map(familyHeading)}</tr></thead>
    <tbody>
    <tr class="whole"><th scope="row">controls by status</th>${families.map(statusCell)}</tr>
    ${rows.map(row => mapRow(families, row))}</tbody></table></div>`

/** The family and what it's about: its title, or else that of its first control. */
function familyHeading([name, controls, title]: Family): Markup {
  const more = controls.length > 1 ? ` and ${controls.length - 1} more` : ''
  const about = title ?? `${truncate(controls[0]?.title ?? '', titleLength)}${more}`
  return html`<th scope="col"><span class="column">${about}</span> ${visibleName(name)}</th>`
}

const statusCell = ([, controls]: Family) =>
  html`<td>${statuses.flatMap(status => {
    const count = controls.filter(control => control.status === status).length
    return count > 0 ? [tally(status, count)] : []
  })}</td>`

function mapRow(families: readonly Family[], {app, cells, owner, subject}: OwnerRow): Markup {
  const name = app === '' ? html`${visibleName(owner)}` : html`<span data-app="${app}">${visibleName(app)}</span>`
  const link =
    dashboardUrl(subject) === undefined
      ? html``
      : html` ${dashboardLink(subject, html`<span class="visually-hidden">${owner}</span>`)}`
  return html`<tr><th scope="row">${name}${link}</th>${families.map(([family]) => mapCell(cells.get(family)))}</tr>
    `
}

/** The failures, unknowns and waived observations of a cell; only without them, the best that it has. */
function mapCell(counts: readonly number[] | undefined): Markup {
  if (!counts) return html`<td class="blank"><span class="visually-hidden">no check</span></td>`
  const worst = outcomes.find((_, index) => (counts[index] ?? 0) > 0) ?? 'unknown'
  const open = outcomes.slice(0, 3).flatMap((outcome, index) => {
    const count = counts[index] ?? 0
    return count > 0 ? [tally(outcome, count)] : []
  })
  const content = open.length > 0 ? open : tally(worst, counts[outcomes.indexOf(worst)] ?? 0)
  return html`<td class="cell ${worst}">${content}</td>`
}

export const mapLegend: Markup = html`<p class="note">Each cell counts the observations of an app for a control family:
  ${tally('fail', 1)} failures, ${tally('unknown', 1)} unknowns, ${tally('waived', 1)} waived,
  ${tally('pass', 1)} all checks pass, ${tally('not-applicable', 1)} not applicable; an empty cell has no check.
  A cell that passes doesn't mean that its controls are met: most of them also need a person's answer.</p>`
