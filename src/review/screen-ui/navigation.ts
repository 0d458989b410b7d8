import type {Key, Page, Screen, ScreenLine, ScreenState, Size} from './screen-state.js'

import {columnsShown} from './matrix-page.js'
import {currentView} from './screen-state.js'

/** The rows of a frame that aren't moved over by a page key: title, footer, and some lines that stay in sight. */
const pageOverlap = 6

export const withCursor = (state: ScreenState, cursor: number): ScreenState => ({
  ...state,
  history: [...state.history.slice(0, -1), {...currentView(state), cursor}],
})

export const withCursorAtTop = (state: ScreenState): ScreenState => withCursor(state, 0)

/** Goes to a screen; where it was visited before, that visit is forgotten. */
export const goTo = (state: ScreenState, screen: Screen): ScreenState => ({
  ...state,
  history: [...state.history.filter(view => view.screen.kind !== screen.kind), {cursor: 0, screen}],
})

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
    moveTo(context, context.cursor + lines)
const pageDown: Move = context => moveTo(context, context.cursor + context.size.rows - pageOverlap)
const goBack: Move = ({state}) => (state.history.length > 1 ? {...state, history: state.history.slice(0, -1)} : state)
const openSelected: Move = ({cursor, page, state}) => openLine(state, page.lines[cursor])

const moves: Readonly<Record<string, Move>> = {
  back: goBack,
  down: moveBy(1),
  end: context => moveTo(context, context.page.lines.length - 1),
  enter: openSelected,
  escape: goBack,
  home: context => moveTo(context, 0),
  j: moveBy(1),
  k: moveBy(-1),
  left: goBack,
  pagedown: pageDown,
  pageup: context => moveTo(context, context.cursor - context.size.rows + pageOverlap),
  right: openSelected,
  up: moveBy(-1),
  ' ': pageDown,
}

/** In the matrix, left and right show other frameworks. */
const matrixMoves: Readonly<Record<string, Move>> = {
  left: ({state}) => ({...state, column: Math.max(0, state.column - 1)}),
  right: ({frameworkCount, size, state}) => ({
    ...state,
    column: Math.max(0, Math.min(state.column + 1, frameworkCount - columnsShown(size.columns))),
  }),
}

/** The keys that move, open and go back, as the help lists them. */
export const navigationHelp: ReadonlyArray<readonly [keys: string, help: string]> = [
  ['up, down, j, k', 'move by one line; home and end to the first and last'],
  ['page up, page down', 'move by one page, as the space bar does'],
  ['enter, right', 'open the selected line'],
  ['esc, left', 'go back; in the matrix, left and right show other frameworks'],
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

function openLine(state: ScreenState, line: ScreenLine | undefined): ScreenState {
  if (!line?.open) return state
  const opened = {...state, history: [...state.history, {cursor: 0, screen: line.open}]}
  return line.scope ? {...opened, interview: {...opened.interview, scope: line.scope}} : opened
}
