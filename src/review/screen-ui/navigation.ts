import type {Key, Page, Screen, ScreenLine, ScreenState, Size} from './screen-state.js'

import {columnsShown} from './matrix-page.js'
import {currentView, withView} from './screen-state.js'

/** The rows of a frame that aren't moved over by a page key: title, footer, and some lines that stay in sight. */
const pageOverlap = 6

export const withCursor = (state: ScreenState, cursor: number): ScreenState => withView(state, {cursor})

export const withCursorAtTop = (state: ScreenState): ScreenState => withCursor(state, 0)

/** Goes to a screen; where it was visited before, that visit is forgotten. */
export const goTo = (state: ScreenState, screen: Screen): ScreenState => ({
  ...state,
  history: [...state.history.filter(view => view.screen.kind !== screen.kind), {cursor: 0, screen}],
})

/** The screen before this one, unless it's the first. */
export const goBack = (state: ScreenState): ScreenState =>
  state.history.length > 1 ? {...state, history: state.history.slice(0, -1)} : state

interface MoveContext {
  readonly cursor: number
  readonly frameworkCount: number
  readonly page: Page
  readonly size: Size
  readonly state: ScreenState
}

type Move = (context: MoveContext) => ScreenState

const moveTo = ({page: {lines}, state}: MoveContext, cursor: number): ScreenState =>
  withCursor(state, Math.max(0, Math.min(lines.length - 1, cursor)))
const moveBy =
  (lines: number): Move =>
  context =>
    moveTo(context, Math.min(context.cursor, context.page.lines.length - 1) + lines)
const pageRows = ({size: {rows}}: MoveContext) => Math.max(1, rows - pageOverlap)
const pageBy =
  (pages: number): Move =>
  context =>
    moveBy(Math.trunc(pageRows(context) * pages))(context)
const toFirst: Move = context => moveTo(context, 0)
const toLast: Move = context => moveTo(context, context.page.lines.length - 1)
const back: Move = ({state}) => goBack(state)
const openSelected: Move = ({cursor, page, state}) => openLine(state, page.lines[cursor])

const moves: Readonly<Record<string, Move>> = {
  back,
  'ctrl-b': pageBy(-1),
  'ctrl-d': pageBy(0.5),
  'ctrl-f': pageBy(1),
  'ctrl-n': moveBy(1),
  'ctrl-p': moveBy(-1),
  'ctrl-u': pageBy(-0.5),
  down: moveBy(1),
  end: toLast,
  enter: openSelected,
  escape: back,
  G: toLast,
  g: toFirst,
  h: back,
  home: toFirst,
  j: moveBy(1),
  k: moveBy(-1),
  l: openSelected,
  left: back,
  pagedown: pageBy(1),
  pageup: pageBy(-1),
  right: openSelected,
  up: moveBy(-1),
}

const columnsBy =
  (columns: number): Move =>
  ({frameworkCount, size, state}) => ({
    ...state,
    column: Math.max(0, Math.min(state.column + columns, frameworkCount - columnsShown(size.columns))),
  })

/** In the matrix, left and right show other frameworks. */
const matrixMoves: Readonly<Record<string, Move>> = {
  h: columnsBy(-1),
  l: columnsBy(1),
  left: columnsBy(-1),
  right: columnsBy(1),
}

/** The keys that move, open and go back, as the help lists them. */
export const navigationHelp: ReadonlyArray<readonly [keys: string, help: string]> = [
  ['j, k, down, up', 'move by one line; g, G to the first and last'],
  ['page down, up', 'move by one page (ctrl-f, ctrl-b); ctrl-d, ctrl-u by half'],
  ['enter, l, right', 'open the line, or answer all that are selected'],
  ['esc, h, left', 'clear the filter, go back; h, l: other frameworks (matrix)'],
  ['space, *', 'select the line; select all lines, or none'],
]

/** The state after a key that moves, opens or goes back; undefined for every other key. */
export function navigate(
  state: ScreenState,
  page: Page,
  {name, text}: Key,
  size: Size,
  frameworkCount: number,
): ScreenState | undefined {
  const {cursor, screen} = currentView(state)
  const key = name ?? text
  const move = (screen.kind === 'matrix' ? matrixMoves[key] : undefined) ?? moves[key]
  return move?.({cursor, frameworkCount, page, size, state})
}

/** The state after a line is opened; the same where it opens nothing. */
export function openLine(state: ScreenState, line: ScreenLine | undefined): ScreenState {
  if (!line?.open) return state
  const opened = {...state, history: [...state.history, {cursor: 0, screen: line.open}]}
  return line.scope ? {...opened, interview: {...opened.interview, scope: line.scope}} : opened
}

/** The state after the space bar or the star: lines that are selected, or no longer. */
export function changeSelection(state: ScreenState, {lines}: Page, key: string): ScreenState | undefined {
  const {cursor, selected = []} = currentView(state)
  const shown = lines.flatMap(({id}) => id ?? [])
  if (key === '*' && shown.length > 0) {
    const isAll = shown.every(id => selected.includes(id))
    const others = selected.filter(id => !shown.includes(id))
    return withView(state, {selected: isAll ? others : [...others, ...shown]})
  }

  const id = lines[cursor]?.id
  if (key !== ' ' || id === undefined) return undefined
  return withView(state, {
    cursor: Math.min(cursor + 1, lines.length - 1),
    selected: selected.includes(id) ? selected.filter(other => other !== id) : [...selected, id],
  })
}
