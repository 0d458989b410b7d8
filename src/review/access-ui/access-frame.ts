import type {FrameLine, KeyHint, ScreenLine, Size} from '../screen-ui/screen-state.js'
import type {AccessLine} from './access-lines.js'
import type {AccessPrompt, AccessRow, AccessState} from './access-state.js'

import {wrapText} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {justify, linesAround, plainLine, truncate} from '../screen-ui/frame-parts.js'
import {fittingHints} from '../screen-ui/hints.js'
import {editedLine, visibleLine} from '../screen-ui/line-editor.js'
import {accessLines} from './access-lines.js'
import {isOpenRow} from './access-state.js'
import {aboutRows, accessHelp, actionTitles, rowDetails} from './access-text.js'

/** From this height on, more is said about the line under the cursor. */
const previewRows = 14

/** What a review of access shows. */
export interface AccessView {
  readonly title: string
  readonly rows: readonly AccessRow[]
}

/** The whole screen, in lines that fit: one fewer than the terminal has rows. */
export function accessFrame({rows: all, title}: AccessView, state: AccessState, {columns, rows}: Size): FrameLine[] {
  const decided = all.filter(row => !isOpenRow(row)).length
  const head: FrameLine[] = [
    {isStrong: true, text: justify(state.isHelp ? 'Keys' : title, `${decided} of ${all.length} decided`, columns)},
    ...(rows >= previewRows ? [{text: ''}] : []),
  ]
  const lines = accessLines(all, state, columns)
  const foot = footer(all, lines, state, columns)
  const room = Math.max(1, rows - 1 - head.length - foot.length)
  const body = bodyLines(lines, state, {columns, rows: room}).slice(0, room)
  const blanks = Array.from({length: room - body.length}, (): FrameLine => ({text: ''}))
  return [...head, ...body, ...blanks, ...foot].map(line => ({...line, text: truncate(line.text, columns)}))
}

function bodyLines(lines: readonly AccessLine[], state: AccessState, size: Size): FrameLine[] {
  const {columns, rows} = size
  const current = lines[state.cursor]
  const row = current?.isHeading === false ? current.rows[0] : undefined
  if (state.isHelp) return accessHelp.map(text => ({text}))
  if (state.isOpen && row) return rowDetails(row, columns).map(plainLine)
  const preview = row && rows >= previewRows ? rowDetails(row, columns).slice(0, Math.floor(rows / 3)) : []
  if (preview.length === 0) return listLines(lines, state, rows)
  const listRows = rows - preview.length - 1
  return [
    ...padded(listLines(lines, state, listRows), listRows),
    {text: '-'.repeat(columns)},
    ...preview.map(plainLine),
  ]
}

const listLines = (lines: readonly ScreenLine[], {cursor}: AccessState, rows: number): FrameLine[] =>
  linesAround(lines, cursor, rows)

const padded = (lines: readonly FrameLine[], rows: number): FrameLine[] => [
  ...lines,
  ...Array.from({length: Math.max(0, rows - lines.length)}, (): FrameLine => ({text: ''})),
]

function footer(
  all: readonly AccessRow[],
  lines: readonly AccessLine[],
  state: AccessState,
  columns: number,
): FrameLine[] {
  const {message, prompt} = state
  if (prompt)
    return [...(message === undefined ? [] : messageLines(message, columns)), ...promptLines(all, prompt, columns)]
  const filters = filterTexts(state)
  return [
    ...(message === undefined ? [] : messageLines(message, columns)),
    ...(filters.length > 0 ? [{isStrong: state.isSearching, text: `Filter: ${filters.join(', ')}`}] : []),
    {color: 'name', text: fittingHints(hintsOf(lines, state), ends(state), columns)},
  ]
}

const maxMessageLines = 3

const messageLines = (message: string, columns: number): FrameLine[] =>
  wrapText(sanitizeForTerminal(message, 1000), columns)
    .slice(0, maxMessageLines)
    .map(text => ({isStrong: true, text}))

/** What is asked before a decision is saved, and what is typed. */
function promptLines(all: readonly AccessRow[], prompt: AccessPrompt, columns: number): FrameLine[] {
  const {action, caret, ids, role, typed} = prompt
  const rows = all.filter(({id}) => ids.includes(id))
  const line = editedLine(typed, caret)
  const clean = (text: string) => sanitizeForTerminal(text, 10_000)
  const visible = visibleLine({after: clean(line.after), before: clean(line.before)}, columns - 2)
  const isRole = action === 'change' && role === undefined
  return [
    {isStrong: true, text: `${actionTitles[action]} ${aboutRows(rows)}${role === undefined ? '' : `: ${clean(role)}`}`},
    {text: isRole ? `Becomes (${choicesText(rows)}):` : `${whyText[action]}:`},
    {caret: visible.caret + 2, text: `> ${visible.text}`},
    {color: 'name', text: fittingHints([['enter', isRole ? 'next' : 'save']], [['esc', 'cancel']], columns)},
  ]
}

const whyText: Readonly<Record<AccessPrompt['action'], string>> = {
  ask: 'Whom, and what',
  change: 'Why',
  keep: 'Why (enter: needed for the work)',
  remove: 'Why (enter: no longer needed)',
}

function choicesText(rows: readonly AccessRow[]): string {
  const [first] = rows
  return `${(first?.choices ?? []).join(', ')}${first?.isSet ? '; several with commas' : ''}`
}

function filterTexts({filter, isSearching, search}: AccessState): string[] {
  return [
    ...(filter === undefined ? [] : [sanitizeForTerminal(filter)]),
    ...(search === '' && !isSearching ? [] : [`${sanitizeForTerminal(search, 40)}${isSearching ? '_' : ''}`]),
  ]
}

function hintsOf(lines: readonly AccessLine[], {filter, isHelp, isOpen, isSearching, search, selected}: AccessState) {
  if (isHelp) return []
  if (isSearching)
    return [
      ['enter', 'keep filter'],
      ['up/down', 'move'],
    ] satisfies KeyHint[]
  const count = selected.length > 0 ? ` ${selected.length}` : ''
  return [
    ...(filter === undefined && search === '' ? [] : [['0', 'show all'] as const]),
    ...(lines.length > 0
      ? ([
          ['k', `keep${count}`],
          ['r', `remove${count}`],
          ['c', `change${count}`],
          ['a', `ask${count}`],
          ['space', 'select'],
          ['*', 'all'],
        ] as const)
      : []),
    ...(isOpen ? [['esc', 'back'] as const] : [['f', 'filter'] as const, ['/', 'search'] as const]),
  ] satisfies KeyHint[]
}

function ends({isHelp, isSearching}: AccessState): KeyHint[] {
  if (isHelp) return [['any key', 'closes']]
  return isSearching
    ? [['esc', 'clear']]
    : [
        ['?', 'help'],
        ['q', 'quit'],
      ]
}
