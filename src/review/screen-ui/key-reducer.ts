import type {CommandContext, CommandEffect, CommandName} from '../commands.js'
import type {Decision} from '../decision.js'
import type {ReviewModel} from '../review-model.js'
import type {Key, KeyResult, Page, ScreenLine, ScreenState, Size} from './screen-state.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {runCommand} from '../commands.js'
import {afterDecision, withoutForm} from '../interview.js'
import {advance} from './advance.js'
import {commandOf, proposalIndexOf} from './command-keys.js'
import {commandContext} from './command-context.js'
import {changeFilter} from './filter-keys.js'
import {reduceFormKey} from './form-keys.js'
import {changeSelection, goTo, navigate, withCursor} from './navigation.js'
import {buildPage} from './pages.js'
import {reduceSearchKey} from './search-keys.js'
import {currentView, withView} from './screen-state.js'

/** Reads a key; a pure function of its arguments. */
export function reduceKey(model: ReviewModel, state: ScreenState, key: Key, size: Size): KeyResult {
  const cleared = {...state, message: undefined}
  const {form} = state.interview
  if (state.isHelp) return {state: reduceHelpKey(cleared, key)}
  if (form) return reduceFormKey(model, cleared, form, key)
  if (state.isSearching) return {state: reduceSearchKey(model, cleared, key, size)}
  return key.isPasted
    ? {state: {...cleared, message: 'There is nothing to paste text into here.'}}
    : reduceListKey(model, cleared, key, size)
}

/** The state after a decision has been saved: it goes on to what is asked next. */
export function afterSave(model: ReviewModel, state: ScreenState, decision: Decision, message: string): ScreenState {
  const saved: ScreenState = {
    ...state,
    caret: undefined,
    interview: afterDecision(state.interview, decision),
    message,
    typed: undefined,
    unsaved: undefined,
  }
  return advance(model, saved, decision.action)
}

/** The state after a decision couldn't be saved: it's kept, so that saving it can be retried. */
export const afterFailedSave = (state: ScreenState, decision: Decision, reason: string): ScreenState => ({
  ...state,
  caret: undefined,
  interview: withoutForm(state.interview),
  message: `NOT SAVED: ${reason} (press r to retry)`,
  typed: undefined,
  unsaved: decision,
})

const helpMoves: Readonly<Record<string, number>> = {down: 1, j: 1, k: -1, pagedown: 5, pageup: -5, up: -1}

/** Keys that move scroll the help; every other closes it. */
function reduceHelpKey(state: ScreenState, {name, text}: Key): ScreenState {
  const lines = helpMoves[name ?? text]
  return lines === undefined
    ? {...state, helpTop: 0, isHelp: false}
    : {...state, helpTop: Math.max(0, (state.helpTop ?? 0) + lines)}
}

function reduceListKey(model: ReviewModel, shown: ScreenState, key: Key, size: Size): KeyResult {
  const page = buildPage(model, shown, size.columns)
  const {cursor} = currentView(shown)
  const state = withCursor(shown, Math.max(0, Math.min(cursor, page.lines.length - 1)))
  const changed =
    changeSelection(state, page, key.text) ?? clearBeforeLeaving(state, key) ?? reduceEnter(model, state, page, key)
  if (changed) return 'history' in changed ? {state: changed} : changed
  const moved = navigate(state, page, key, size, model.report.frameworks.length) ?? changeFilter(model, state, key.text)
  if (moved) return {state: moved}
  const command = commandOf(key.text, currentView(state).screen.kind)
  return command ? run(model, state, page, command, key) : {state}
}

/** Before esc leaves a page, it clears its filter, and what is selected. */
function clearBeforeLeaving(state: ScreenState, {name}: Key): ScreenState | undefined {
  const {search, selected = []} = currentView(state)
  if (name !== 'escape') return undefined
  if (search !== undefined) return withView(state, {cursor: 0, search: undefined})
  return selected.length > 0 ? withView(state, {selected: []}) : undefined
}

/** What enter does where that isn't to open the line that the cursor is on. */
function reduceEnter(
  model: ReviewModel,
  state: ScreenState,
  page: Page,
  key: Key,
): KeyResult | ScreenState | undefined {
  const {cursor, screen, selected = []} = currentView(state)
  const line = page.lines[cursor]
  if (key.name !== 'enter') return undefined
  if (screen.kind === 'class') return enterClassLine(model, state, page, line)
  if (screen.kind === 'questions' && selected.length > 0) return run(model, state, page, 'answer', key)
  return line?.open ? undefined : enterText(model, state, page, key)
}

/** In a text, enter goes to the next line that can be opened, or answers the question that the text is about. */
function enterText(model: ReviewModel, state: ScreenState, page: Page, key: Key): KeyResult | ScreenState {
  const {cursor, screen} = currentView(state)
  const next = page.lines.findIndex((candidate, index) => index > cursor && candidate.open)
  if (next >= 0) return withCursor(state, next)
  if (screen.kind === 'observation') return {...state, message: 'w waives it, o writes a note, esc goes back.'}
  return screen.kind === 'question' || screen.kind === 'control' ? run(model, state, page, 'answer', key) : state
}

/** Enter saves what is selected; where nothing is, it selects. */
function enterClassLine(
  model: ReviewModel,
  state: ScreenState,
  page: Page,
  line: ScreenLine | undefined,
): KeyResult | ScreenState {
  const {selected = []} = currentView(state)
  const enter: Key = {name: 'enter', text: ''}
  if (line?.command) return run(model, state, page, line.command, enter)
  if (selected.length > 0) return run(model, state, page, 'holds', enter)
  const name = line?.id
  if (name === undefined) return state
  const message = `Selected ${sanitizeForTerminal(name)}: enter saves this, space selects more.`
  return {...withView(state, {selected: [name]}), message}
}

function run(model: ReviewModel, state: ScreenState, page: Page, command: CommandName, key: Key): KeyResult {
  const context = commandContext(model, state, page, proposalIndexOf(key.text))
  return applyEffect(model, state, runCommand(command, context), context)
}

function applyEffect(
  model: ReviewModel,
  state: ScreenState,
  effect: CommandEffect,
  {interview: before}: CommandContext,
): KeyResult {
  const {decision, interview = before, isOver, message, view} = effect
  const shown = {...showView(state, view), interview, message}
  // The controls of a question that is split come first.
  const changed = interview.split === before.split ? shown : withCursor(shown, 0)
  const isSkipped = interview.skipped.length > before.skipped.length
  return {
    state: isSkipped ? advance(model, changed, 'skip') : changed,
    ...(decision ? {decision} : {}),
    ...(isOver ? {isOver} : {}),
  }
}

function showView(state: ScreenState, view: CommandEffect['view']): ScreenState {
  switch (view) {
    case 'failures':
      return goTo(state, {kind: 'findings'})
    case 'help':
      return {...state, helpTop: 0, isHelp: true}
    case 'classes':
    case 'matrix':
    case 'questions':
    case 'signOff':
      return goTo(state, {kind: view})
    case 'search':
      return {...state, isSearching: true}
    case undefined:
      return state
  }
}
