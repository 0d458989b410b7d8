import type {Range} from '../fuzzy.js'
import type {Color, ScreenLine} from '../screen-ui/screen-state.js'
import type {AccessRow, AccessState} from './access-state.js'

import {groupBy} from '../../foundation/collections.js'
import {displayWidth, truncateToWidth} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {matchFuzzy} from '../fuzzy.js'
import {isListed, isOpenRow} from './access-state.js'

/** A line of the list: a row, or the heading of a place with the rows under it. */
export interface AccessLine extends ScreenLine {
  readonly rows: readonly AccessRow[]
  readonly isHeading: boolean
}

/** The rows that filter and search let through, under the headings of their places. */
export function accessLines(rows: readonly AccessRow[], state: AccessState, columns: number): AccessLine[] {
  const shown = rows.filter(row => isListed(row, state.filter))
  const widths = widthsOf(shown, columns)
  const matched = shown.flatMap(row => {
    const text = rowText(row, state, widths)
    const match = matchFuzzy(`${text} ${row.place}`, state.search)
    return match ? [{marks: match.ranges.filter(([, end]) => end <= text.length), row, text}] : []
  })
  return [...groupBy(matched, ({row}) => row.place)].flatMap(([place, own]): AccessLine[] => [
    headingLine(
      place,
      own.map(({row}) => row),
      rows,
    ),
    ...own.map(({marks, row, text}) => rowLine(row, text, marks)),
  ])
}

function headingLine(place: string, own: readonly AccessRow[], rows: readonly AccessRow[]): AccessLine {
  const all = rows.filter(row => row.place === place)
  const decided = all.filter(row => !isOpenRow(row)).length
  return {
    isHeading: true,
    isStrong: true,
    rows: own,
    text: `${sanitizeForTerminal(place)} (${decided} of ${all.length} decided)`,
  }
}

function rowLine(row: AccessRow, text: string, marks: readonly Range[]): AccessLine {
  const color = colorOf(row)
  return {
    ...(color ? {color} : {}),
    ...(marks.length > 0 ? {marks} : {}),
    isHeading: false,
    rows: [row],
    text,
  }
}

const actionColors: Readonly<Record<string, Color | undefined>> = {
  ask: 'unknown',
  change: 'name',
  keep: undefined,
  remove: 'fail',
}

const colorOf = ({decision}: AccessRow): Color | undefined => (decision ? actionColors[decision.action] : 'open')

const decisionColumns = 6

interface Widths {
  readonly who: number
  readonly holds: number
}

const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(text => displayWidth(text)))

/** What stands before the name: the cursor, whether it's selected, the decision. */
const leadColumns = 2 + 4 + decisionColumns + 1

/** Remarks and what people hold get a fifth of the line each, unless less is enough; names get the rest. */
function widthsOf(rows: readonly AccessRow[], columns: number): Widths {
  const fifth = Math.floor(columns / 5)
  const holds = Math.min(longest(rows.map(row => shown(row.holds))), fifth)
  const remarks = Math.min(longest(rows.map(row => remarksText(row))), fifth)
  const rest = Math.max(minimumName, columns - leadColumns - holds - remarks - 2)
  return {holds, who: Math.min(longest(rows.map(row => shown(row.who))), rest)}
}

const minimumName = 12

const remarksText = ({remarks}: AccessRow): string => remarks.map(text => shown(text)).join(', ')

const shown = (text: string) => sanitizeForTerminal(text)

const cell = (text: string, width: number): string => {
  const short = truncateToWidth(shown(text), width)
  return short + ' '.repeat(Math.max(0, width - displayWidth(short)))
}

function rowText(row: AccessRow, {selected}: AccessState, {holds, who}: Widths): string {
  const {decision, id} = row
  return [
    selected.includes(id) ? '[x]' : '[ ]',
    (decision?.action ?? '-').padEnd(decisionColumns),
    cell(row.who, who),
    cell(row.holds, holds),
    remarksText(row),
  ]
    .join(' ')
    .trimEnd()
}
