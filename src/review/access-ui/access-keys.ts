import type {Key, Size} from '../screen-ui/screen-state.js'
import type {AccessLine} from './access-lines.js'
import type {AccessAction, AccessKeyResult, AccessRow, AccessState} from './access-state.js'

import {accessLines} from './access-lines.js'
import {filtersOf} from './access-state.js'
import {editedLine, editLine} from '../screen-ui/line-editor.js'
import {openPrompt, reducePromptKey} from './access-prompt.js'

/** The state after a key. */
export function reduceAccessKey(rows: readonly AccessRow[], state: AccessState, key: Key, size: Size): AccessKeyResult {
  if (state.isHelp) return {state: {...state, isHelp: false}}
  if (state.prompt) return reducePromptKey(rows, state, state.prompt, key)
  const lines = accessLines(rows, state, size.columns)
  const clean = {...state, message: undefined}
  return state.isSearching
    ? {state: reduceSearchKey(lines, clean, key)}
    : reduceListKey({all: rows, lines, size, state: clean}, key)
}

function reduceListKey(context: CommandContext, key: Key): AccessKeyResult {
  const {all, lines, state} = context
  const pressed = key.name ?? (key.isPasted ? '' : key.text)
  if (pressed === 'q') return {isOver: true, state}
  if (pressed === 'u') return {isUndo: true, state}
  const action = Object.hasOwn(actionKeys, pressed) ? actionKeys[pressed] : undefined
  if (action) return {state: startAction(all, lines, state, action)}
  return {state: commands[pressed]?.(context) ?? state}
}

const actionKeys: Readonly<Record<string, AccessAction>> = {a: 'ask', c: 'change', k: 'keep', r: 'remove'}

/** Asks for the reason: for what is selected, else for what the cursor is on. */
function startAction(
  rows: readonly AccessRow[],
  lines: readonly AccessLine[],
  state: AccessState,
  action: AccessAction,
): AccessState {
  const current = lines[state.cursor]?.rows ?? []
  const chosen = state.selected.length > 0 ? rows.filter(({id}) => state.selected.includes(id)) : current
  return openPrompt(state, action, chosen)
}

interface CommandContext {
  readonly all: readonly AccessRow[]
  readonly lines: readonly AccessLine[]
  readonly size: Size
  readonly state: AccessState
}

type Command = (context: CommandContext) => AccessState

const moveTo = ({lines, state}: CommandContext, cursor: number): AccessState => ({
  ...state,
  cursor: Math.max(0, Math.min(lines.length - 1, cursor)),
})

const moveBy =
  (count: number): Command =>
  context =>
    moveTo(context, context.state.cursor + count)

/** The rows of a frame that aren't moved over by a page key. */
const pageOverlap = 8

const pageBy =
  (pages: number): Command =>
  context =>
    moveBy(Math.trunc(Math.max(1, context.size.rows - pageOverlap) * pages))(context)

const setOpen =
  (isOpen: boolean): Command =>
  ({state}) => ({...state, isOpen})

const toTop = (state: AccessState): AccessState => ({...state, cursor: 0, isOpen: false})

/** On a heading, all lines under it. */
const select: Command = ({lines, state}) => {
  const line = lines[state.cursor]
  if (!line) return state
  const ids = line.rows.map(({id}) => id)
  const cursor = Math.min(state.cursor + (line.isHeading ? 0 : 1), lines.length - 1)
  return {...state, cursor, selected: toggled(state.selected, ids)}
}

const selectAll: Command = ({lines, state}) => ({
  ...state,
  selected: toggled(
    state.selected,
    lines.flatMap(({isHeading, rows}) => (isHeading ? rows.map(({id}) => id) : [])),
  ),
})

function toggled(selected: readonly string[], ids: readonly string[]): string[] {
  const others = selected.filter(id => !ids.includes(id))
  return ids.every(id => selected.includes(id)) ? others : [...others, ...ids]
}

const nextFilter: Command = ({all, state}) => {
  const {filter} = state
  const filters = filtersOf(all)
  return {...toTop(state), filter: filters[filter === undefined ? 0 : filters.indexOf(filter) + 1]}
}

const back: Command = ({state}) => (state.isOpen ? {...state, isOpen: false} : {...toTop(state), search: ''})

const commands: Readonly<Record<string, Command>> = {
  ' ': select,
  '*': selectAll,
  '/': ({state}) => ({...toTop(state), isSearching: true}),
  '0': ({state}) => ({...toTop(state), filter: undefined, search: ''}),
  '?': ({state}) => ({...state, isHelp: true}),
  'ctrl-b': pageBy(-1),
  'ctrl-d': pageBy(0.5),
  'ctrl-f': pageBy(1),
  'ctrl-n': moveBy(1),
  'ctrl-p': moveBy(-1),
  'ctrl-u': pageBy(-0.5),
  G: context => moveTo(context, context.lines.length - 1),
  down: moveBy(1),
  end: context => moveTo(context, context.lines.length - 1),
  enter: setOpen(true),
  escape: back,
  f: nextFilter,
  g: context => moveTo(context, 0),
  h: back,
  home: context => moveTo(context, 0),
  j: moveBy(1),
  l: setOpen(true),
  left: back,
  pagedown: pageBy(1),
  pageup: pageBy(-1),
  right: setOpen(true),
  up: moveBy(-1),
}

const searchSteps: Readonly<Record<string, number>> = {'ctrl-n': 1, 'ctrl-p': -1, down: 1, up: -1}

/** Reads a key while a search is typed: the list follows each; enter keeps it, esc clears it. */
function reduceSearchKey(lines: readonly AccessLine[], state: AccessState, key: Key): AccessState {
  if (key.name === 'enter') return {...state, isSearching: false}
  if (key.name === 'escape') return {...state, cursor: 0, isSearching: false, search: ''}
  const step = key.name === undefined ? undefined : searchSteps[key.name]
  if (step !== undefined) {
    const cursor = Math.max(0, Math.min(lines.length - 1, state.cursor + step))
    return {...state, cursor}
  }

  const {after, before} = editLine(editedLine(state.search), key)
  return {...state, cursor: 0, search: before + after}
}
