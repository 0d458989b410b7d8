import type {Markup} from './markup.js'
import type {ObservationRow, PageControl, PageFramework} from './page-data.js'
import type {View} from './view.js'

import {statuses} from '../../model/framework.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {html} from './markup.js'
import {outcomes} from './page-data.js'
import {countOf, limitedList, emptyNote, visibleName, subjectOf, tally} from './view.js'

/** Of one owner, by family, how many observations have each outcome. */
interface OwnerRow {
  readonly owner: string
  readonly app: string
  readonly cells: Map<string, number[]>
  readonly totals: number[]
}

/** Columns that fit a page of paper that stands upright. */
const portraitColumns = 16

const emptyCounts = (): number[] => outcomes.map(() => 0)
const increment = (counts: number[], outcome: number) => {
  counts[outcome] = (counts[outcome] ?? 0) + 1
}

/** For each framework a table: what was seen of each app, by family of controls, the worst app first. */
export function mapSection(view: View): Markup {
  const {filter, data} = view
  const shownFrameworks = data.frameworks
    .map((framework, index) => ({framework, index}))
    .filter(({framework: {id}}) => filter.framework === '' || id === filter.framework)
  if (shownFrameworks.length === 0) return emptyNote(view, 'No framework was judged.')
  return html`${shownFrameworks.map(({framework, index}, at) => frameworkMap(view, framework, index, at < 2))}`
}

function frameworkMap(view: View, framework: PageFramework, index: number, isOpen: boolean): Markup {
  const mapRows = buildOwnerRows(view, framework, index)
  const families = [...groupBy(framework.controls, ({family}) => family)]
  const checkedFamilies = families.filter(([family]) => mapRows.some(({cells}) => cells.has(family)))
  const uncheckedFamilies = families.filter(
    ([family]) => !checkedFamilies.some(([checkedFamily]) => checkedFamily === family),
  )
  const uncheckedNote =
    uncheckedFamilies.length > 0 && checkedFamilies.length > 0
      ? html`<p class="note">No check looks at ${uncheckedFamilies.map(([family, controls]) => `${family} (${countOf(controls.length, 'control')})`).join(', ')} here; what is open there is among the questions.</p>`
      : html``
  const table =
    checkedFamilies.length === 0
      ? emptyNote(view, 'No check of this framework looked at anything here.')
      : html`${limitedList(view, `map:${index}`, mapRows, 'rows, less bad ones', shownRows => mapTable(framework, checkedFamilies, shownRows))}${uncheckedNote}`
  return html`<details${checkedFamilies.length > portraitColumns ? html` class="broad"` : html``} data-key="map:${framework.id}"${isOpen ? html` open` : html``}><summary><h3>${framework.name}</h3> <span class="aside">${countOf(mapRows.length, 'row')} by ${countOf(checkedFamilies.length, 'column')}</span></summary>${table}</details>`
}

function buildOwnerRows(view: View, {controls}: PageFramework, index: number): OwnerRow[] {
  const {rows, data} = view
  const familiesByRefs = data.refs.map(controlRefs => [
    ...new Set(
      controlRefs.flatMap(([framework, controlIndex, signal]) =>
        framework === index && signal === undefined ? (controls[controlIndex]?.family ?? []) : [],
      ),
    ),
  ])
  const rowsByOwner = new Map<string, OwnerRow>()
  for (const row of rows) {
    const families = familiesByRefs[row[4]] ?? []
    if (families.length > 0) addObservation(rowsByOwner, view, row, families)
  }

  const totalOf = ({totals}: OwnerRow, outcome: number) => totals[outcome] ?? 0
  return [...rowsByOwner.values()].sort(
    (a, b) => totalOf(b, 0) - totalOf(a, 0) || totalOf(b, 1) - totalOf(a, 1) || byCodeUnit(a.owner, b.owner),
  )
}

function addObservation(
  rowsByOwner: Map<string, OwnerRow>,
  view: View,
  row: ObservationRow,
  families: readonly string[],
): void {
  const {app, owner} = subjectOf(view, row)
  const ownerRow = rowsByOwner.get(owner) ?? {app, cells: new Map<string, number[]>(), owner, totals: emptyCounts()}
  rowsByOwner.set(owner, ownerRow)
  increment(ownerRow.totals, row[2])
  for (const family of families) {
    const cell = ownerRow.cells.get(family) ?? emptyCounts()
    ownerRow.cells.set(family, cell)
    increment(cell, row[2])
  }
}

type FamilyControls = readonly [family: string, controls: readonly PageControl[]]

const mapTable = (
  {name}: PageFramework,
  families: readonly FamilyControls[],
  ownerRows: readonly OwnerRow[],
): Markup => html`<div class="wide" role="region" tabindex="0" aria-label="Map of ${name}"><table class="map">
<caption class="heard">What the checks saw of each app, by family of controls of ${name}</caption>
<thead><tr><th scope="col">App</th>${families.map(([family, controls]) => html`<th scope="col">${visibleName(family)}${controls.length > 1 ? html` <span class="aside">${controls.length}<span class="heard"> controls</span></span>` : html``}</th>`)}</tr></thead>
<tbody>
<tr class="whole"><th scope="row">controls by status</th>${families.map(
  ([, controls]) =>
    html`<td>${statuses.flatMap(status => {
      const count = controls.filter(control => control.status === status).length
      return count > 0 ? [tally(status, count)] : []
    })}</td>`,
)}</tr>
${ownerRows.map(
  ({
    app,
    cells,
    owner,
  }) => html`<tr><th scope="row">${app === '' ? visibleName(owner) : html`<span data-app="${app}">${visibleName(app)}</span>`}</th>${families.map(([family]) => mapCell(cells.get(family)))}</tr>
`,
)}</tbody></table></div>`

/** The worst that was seen, and what else is open; of what holds and does not apply only that it does. */
function mapCell(counts: readonly number[] | undefined): Markup {
  if (!counts) return html`<td class="blank"><span class="heard">no check</span></td>`
  const worst = outcomes.find((_, at) => (counts[at] ?? 0) > 0) ?? 'unknown'
  const open = outcomes
    .slice(0, 3)
    .flatMap((outcome, at) => ((counts[at] ?? 0) > 0 ? [tally(outcome, counts[at] ?? 0)] : []))
  if (open.length > 0) return html`<td class="cell ${worst}">${open}</td>`
  return html`<td class="cell ${worst}">${tally(worst, counts[outcomes.indexOf(worst)] ?? 0)}</td>`
}

export const mapLegend: Markup = html`<p class="note">Each cell counts the observations of an app that bear on a family: ${tally('fail', 1)} fails, ${tally('unknown', 1)} could not be seen, ${tally('waived', 1)} waived, ${tally('pass', 1)} all that a check can see holds, ${tally('not-applicable', 1)} does not apply; an empty cell means that no check looks there. A cell that holds is no control that is met: most need a person besides.</p>`
