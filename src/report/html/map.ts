import type {Markup} from './markup.js'
import type {Row, SheetControl, SheetFramework} from './page-data.js'
import type {View} from './view.js'

import {statuses} from '../../model/framework.js'
import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {html} from './markup.js'
import {outcomes} from './page-data.js'
import {counted, listed, nothing, shownName, subjectOf, tally} from './view.js'

/** Of one owner, by family, how many observations have each outcome. */
interface Line {
  readonly owner: string
  readonly app: string
  readonly cells: Map<string, number[]>
  readonly sum: number[]
}

/** Columns that fit a page of paper that stands upright. */
const mostUpright = 16

const blank = (): number[] => outcomes.map(() => 0)
const add = (counts: number[], outcome: number) => {
  counts[outcome] = (counts[outcome] ?? 0) + 1
}

/** For each framework a table: what was seen of each app, by family of controls, the worst app first. */
export function mapPart(view: View): Markup {
  const {filter, sheet} = view
  const shown = sheet.frameworks
    .map((framework, index) => ({framework, index}))
    .filter(({framework: {id}}) => filter.framework === '' || id === filter.framework)
  if (shown.length === 0) return nothing(view, 'No framework was judged.')
  return html`${shown.map(({framework, index}, at) => mapOf(view, framework, index, at < 2))}`
}

function mapOf(view: View, framework: SheetFramework, index: number, isOpen: boolean): Markup {
  const lines = linesOf(view, framework, index)
  const families = [...grouped(framework.controls, ({family}) => family)]
  const seen = families.filter(([family]) => lines.some(({cells}) => cells.has(family)))
  const unseen = families.filter(([family]) => !seen.some(([one]) => one === family))
  const aside =
    unseen.length > 0 && seen.length > 0
      ? html`<p class="note">No check looks at ${unseen.map(([family, controls]) => `${family} (${counted(controls.length, 'control')})`).join(', ')} here; what is open there is among the questions.</p>`
      : html``
  const table =
    seen.length === 0
      ? nothing(view, 'No check of this framework looked at anything here.')
      : html`${listed(view, `map:${index}`, lines, 'rows, less bad ones', some => tableOf(framework, seen, some))}${aside}`
  return html`<details${seen.length > mostUpright ? html` class="broad"` : html``} data-key="map:${framework.id}"${isOpen ? html` open` : html``}><summary><h3>${framework.name}</h3> <span class="aside">${counted(lines.length, 'row')} by ${counted(seen.length, 'column')}</span></summary>${table}</details>`
}

function linesOf(view: View, {controls}: SheetFramework, index: number): Line[] {
  const {rows, sheet} = view
  const familiesOf = sheet.refs.map(all => [
    ...new Set(
      all.flatMap(([framework, at, signal]) =>
        framework === index && signal === undefined ? (controls[at]?.family ?? []) : [],
      ),
    ),
  ])
  const lines = new Map<string, Line>()
  for (const row of rows) {
    const families = familiesOf[row[4]] ?? []
    if (families.length > 0) mark(lines, view, row, families)
  }

  const of = ({sum}: Line, at: number) => sum[at] ?? 0
  return [...lines.values()].sort((a, b) => of(b, 0) - of(a, 0) || of(b, 1) - of(a, 1) || byCodeUnit(a.owner, b.owner))
}

function mark(lines: Map<string, Line>, view: View, row: Row, families: readonly string[]): void {
  const {app, owner} = subjectOf(view, row)
  const line = lines.get(owner) ?? {app, cells: new Map<string, number[]>(), owner, sum: blank()}
  lines.set(owner, line)
  add(line.sum, row[2])
  for (const family of families) {
    const cell = line.cells.get(family) ?? blank()
    line.cells.set(family, cell)
    add(cell, row[2])
  }
}

type Family = readonly [family: string, controls: readonly SheetControl[]]

const tableOf = (
  {name}: SheetFramework,
  families: readonly Family[],
  lines: readonly Line[],
): Markup => html`<div class="wide" role="region" tabindex="0" aria-label="Map of ${name}"><table class="map">
<caption class="heard">What the checks saw of each app, by family of controls of ${name}</caption>
<thead><tr><th scope="col">App</th>${families.map(([family, controls]) => html`<th scope="col">${shownName(family)}${controls.length > 1 ? html` <span class="aside">${controls.length}<span class="heard"> controls</span></span>` : html``}</th>`)}</tr></thead>
<tbody>
<tr class="whole"><th scope="row">controls by status</th>${families.map(
  ([, controls]) =>
    html`<td>${statuses.flatMap(status => {
      const count = controls.filter(one => one.status === status).length
      return count > 0 ? [tally(status, count)] : []
    })}</td>`,
)}</tr>
${lines.map(
  ({
    app,
    cells,
    owner,
  }) => html`<tr><th scope="row">${app === '' ? shownName(owner) : html`<span data-app="${app}">${shownName(app)}</span>`}</th>${families.map(([family]) => cellOf(cells.get(family)))}</tr>
`,
)}</tbody></table></div>`

/** The worst that was seen, and what else is open; of what holds and does not apply only that it does. */
function cellOf(counts: readonly number[] | undefined): Markup {
  if (!counts) return html`<td class="blank"><span class="heard">no check</span></td>`
  const worst = outcomes.find((_, at) => (counts[at] ?? 0) > 0) ?? 'unknown'
  const open = outcomes
    .slice(0, 3)
    .flatMap((outcome, at) => ((counts[at] ?? 0) > 0 ? [tally(outcome, counts[at] ?? 0)] : []))
  if (open.length > 0) return html`<td class="cell ${worst}">${open}</td>`
  return html`<td class="cell ${worst}">${tally(worst, counts[outcomes.indexOf(worst)] ?? 0)}</td>`
}

export const legend: Markup = html`<p class="note">Each cell counts the observations of an app that bear on a family: ${tally('fail', 1)} fails, ${tally('unknown', 1)} could not be seen, ${tally('waived', 1)} waived, ${tally('pass', 1)} all that a check can see holds, ${tally('not-applicable', 1)} does not apply; an empty cell means that no check looks there. A cell that holds is no control that is met: most need a person besides.</p>`
