import type {Status} from '../../../model/framework.js'
import type {ControlResult, FrameworkResult, Report} from '../../../model/report.js'
import type {ScreenPage} from './screen-page.js'
import type {Cell, Column} from '../table.js'

import {firstOf, groupBy} from '../../../foundation/collections.js'
import {countsAs, isBreach} from '../../../model/observation.js'
import {familyOf} from '../../text/control-family.js'
import {appPage} from '../../text/dashboard.js'
import {displayName, formatNumber} from '../../text/labels.js'
import {sanitizeForTerminal} from '../../text/sanitize.js'
import {statusColor} from '../palette.js'
import {placeBeside, tableLines} from '../table.js'

const titleWidth = 36

/** In fewer columns, only the statuses that need somebody are counted. */
const minColumns = 60

/** The statuses of controls, those that come to the same in one column. */
const statusColumns: ReadonlyArray<{
  readonly heading: string
  readonly isDone?: true
  readonly statuses: readonly Status[]
}> = [
  {heading: 'FAIL', statuses: ['fail']},
  {heading: 'UNKNOWN', statuses: ['unknown']},
  {heading: 'OPEN', statuses: ['manual']},
  {heading: 'WAIVED', isDone: true, statuses: ['waived']},
  {heading: 'MET', isDone: true, statuses: ['pass', 'attested', 'inherited']},
  {heading: 'N/A', isDone: true, statuses: ['not-applicable']},
]

/** Controls counted by status, with a title. */
interface StatusRow {
  readonly title: string
  readonly controls: readonly ControlResult[]
}

/** The apps that are worst off, beside the frameworks; for a matrix, the families of its controls. */
export function statusTables(page: ScreenPage): string[] {
  const {
    limits,
    report: {frameworks},
  } = page
  if (page.isMatrix) return frameworks.flatMap(framework => familyTable(page, framework))
  // A check that was chosen alone is judged without the controls of its framework.
  const rows = frameworks
    .filter(({controls}) => controls.length > 0)
    .map(({controls, title, version}) => ({controls, title: sanitizeForTerminal(`${title} ${version}`, 60)}))
  const tables = (limit: number) => [appTable(page, limit), statusTable(page, 'FRAMEWORK', rows, limit)] as const
  return placeBeside(...tables(limits.rows), page.columns) ?? stack(...tables(limits.stackedRows))
}

const stack = (first: readonly string[], second: readonly string[]): string[] =>
  first.length > 0 ? [...first, '', ...second] : [...second]

/** The families of a framework's controls, in its own order. */
function familyTable(page: ScreenPage, {controls, families = {}, title, version}: FrameworkResult): string[] {
  const rows = [...groupBy(controls, ({id}) => familyOf(id))].map(([family, members]) => ({
    controls: members,
    title: familyTitle(family, families),
  }))
  return statusTable(page, sanitizeForTerminal(`${title} ${version}`, 40), rows)
}

function familyTitle(family: string, families: Readonly<Record<string, string>>): string {
  const title = Object.hasOwn(families, family) ? families[family] : undefined
  const number = sanitizeForTerminal(family, 12)
  if (title === undefined) return number
  return family === 'GATE' ? title : `${number.padEnd(2)} ${sanitizeForTerminal(title, 40)}`
}

function statusTable(page: ScreenPage, heading: string, rows: readonly StatusRow[], limit = rows.length): string[] {
  if (rows.length === 0) return []
  const shownColumns = statusColumns.filter(
    ({heading: name, isDone, statuses}) =>
      (page.columns >= minColumns || !isDone) &&
      (name !== 'WAIVED' || rows.some(row => countControls(row, statuses) > 0)),
  )
  const numbersWidth = shownColumns.reduce((sum, column) => sum + 2 + Math.max(3, column.heading.length), 0)
  const columns: readonly Column[] = [
    {heading, limit: Math.min(titleWidth, page.columns - numbersWidth)},
    ...shownColumns.map(column => ({heading: column.heading, isNumber: true})),
  ]
  const cells = firstOf(rows, limit).map((row): Cell[] => [
    {text: row.title},
    ...shownColumns.map(({statuses}) => countCell(page, countControls(row, statuses), statuses[0] ?? 'pass')),
  ])
  return [...tableOf(page, columns, cells), ...hiddenRows(page, rows.length, cells.length)]
}

const countControls = ({controls}: StatusRow, statuses: readonly Status[]): number =>
  controls.filter(({status}) => statuses.includes(status)).length

/** The apps by failures, worst first; what belongs to no app counts for its space, team or account. */
function appTable(page: ScreenPage, limit: number): string[] {
  const {report} = page
  if (report.scope.apps.length < 2) return []
  const rows = appRows(report)
  const cells = firstOf(rows, limit).map(({app, fail, title, unknown}): Cell[] => [
    {decorate: text => page.link(page.paint.name(text), app === undefined ? undefined : appPage(app)), text: title},
    countCell(page, fail, 'fail'),
    countCell(page, unknown, 'unknown'),
  ])
  const columns: readonly Column[] = [
    {heading: 'APP OR TEAM', limit: Math.min(26, page.columns - 17)},
    {heading: 'FAIL', isNumber: true},
    {heading: 'UNKNOWN', isNumber: true},
  ]
  return [...tableOf(page, columns, cells), ...hiddenRows(page, rows.length, cells.length)]
}

interface AppRow {
  readonly title: string
  readonly app?: string
  readonly fail: number
  readonly unknown: number
}

function appRows({observations, scope: {apps}}: Report): AppRow[] {
  const groups = groupBy(observations, ({subject: {app, kind, name, space, team}}) => {
    const appName = kind === 'app' ? name : app
    if (appName !== undefined) return `app ${appName}`
    if (space !== undefined) return `space ${space}`
    return team === undefined ? 'account' : `team ${team}`
  })
  for (const app of apps) if (!groups.has(`app ${app}`)) groups.set(`app ${app}`, [])
  return [...groups]
    .map(([key, own]) => {
      const app = key.startsWith('app ') ? key.slice('app '.length) : undefined
      return {
        ...(app === undefined ? {} : {app}),
        fail: own.filter(isBreach).length,
        title: app === undefined ? sanitizeForTerminal(key, 40) : displayName(app),
        unknown: own.filter(observation => countsAs(observation, 'unknown')).length,
      }
    })
    .sort((a, b) => b.fail - a.fail || b.unknown - a.unknown)
}

function countCell({paint}: ScreenPage, count: number, status: Status): Cell {
  return {decorate: count > 0 ? paint[statusColor[status]] : paint.dim, text: formatNumber(count)}
}

const tableOf = ({glyphs, paint}: ScreenPage, columns: readonly Column[], cells: ReadonlyArray<readonly Cell[]>) =>
  tableLines(columns, cells, {ellipsis: glyphs.ellipsis, heading: paint.dim})

const hiddenRows = ({glyphs, paint}: ScreenPage, all: number, shown: number): string[] =>
  all > shown ? [paint.dim(`${glyphs.ellipsis}and ${formatNumber(all - shown)} more (--full)`)] : []
