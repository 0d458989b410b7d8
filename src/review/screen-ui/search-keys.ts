import type {ReviewModel} from '../review-model.js'
import type {Key, ScreenState, Size} from './screen-state.js'

import {editedLine, editLine} from './line-editor.js'
import {withCursor} from './navigation.js'
import {buildPage} from './pages.js'
import {currentView, withView} from './screen-state.js'

const steps: Readonly<Record<string, number>> = {'ctrl-n': 1, 'ctrl-p': -1, down: 1, up: -1}

/** Reads a key while a filter is typed: the list follows each; enter keeps the filter, esc clears it. */
export function reduceSearchKey(model: ReviewModel, state: ScreenState, key: Key, {columns}: Size): ScreenState {
  const {cursor, search = ''} = currentView(state)
  if (key.name === 'enter')
    return {...(search === '' ? withView(state, {search: undefined}) : state), isSearching: false}
  if (key.name === 'escape') return {...withView(state, {cursor: 0, search: undefined}), isSearching: false}
  const step = key.name === undefined ? undefined : steps[key.name]
  if (step !== undefined) {
    const last = buildPage(model, state, columns).lines.length - 1
    return withCursor(state, Math.max(0, Math.min(last, cursor + step)))
  }

  const {after, before} = editLine(editedLine(search), key)
  return withView(state, {cursor: 0, search: before + after})
}
