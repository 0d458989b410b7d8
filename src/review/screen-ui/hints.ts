import type {Interview} from '../interview.js'
import type {KeyHint, Page, ScreenState} from './screen-state.js'

import {displayWidth} from '../../report/terminal/layout.js'
import {isFiltered} from './filter-keys.js'
import {currentView} from './screen-state.js'

const always: readonly KeyHint[] = [
  ['?', 'help'],
  ['q', 'quit'],
]

/** The key that undoes, where there is a decision to undo. */
export const undoHint = ({decisions}: Interview): readonly KeyHint[] => (decisions.length > 0 ? [['u', 'undo']] : [])

/** The keys that work in this state, in one line: those that come first matter most. */
export function hintLine(state: ScreenState, page: Page, columns: number): string {
  const [first, last] = stateHints(state, page)
  return fittingHints(first, last, columns)
}

/** As many hints as fit, in their order, and in any case the last ones. */
export function fittingHints(first: readonly KeyHint[], last: readonly KeyHint[], columns: number): string {
  const shown: string[] = []
  const lastTexts = last.map(hintText)
  const textOf = (hints: readonly string[]) => [...hints, ...lastTexts].join('  ')
  for (const hint of first.map(hintText)) {
    if (displayWidth(textOf([...shown, hint])) > columns) break
    shown.push(hint)
  }

  return textOf(shown)
}

const hintText = ([key, does]: KeyHint) => `${key} ${does}`

/** The keys of the state, and those that are shown however narrow the terminal is. */
function stateHints(
  {filter, history, interview, isHelp, isSearching, ...state}: ScreenState,
  {hints}: Page,
): readonly [first: readonly KeyHint[], last: readonly KeyHint[]] {
  if (isHelp) return [[['j/k', 'scroll']], [['any other key', 'closes']]]
  if (interview.form)
    return [
      [
        ['enter', 'accept'],
        ...(interview.form.replies.length > 0 ? [['up', 'previous reply'] as const] : []),
        ...(state.typed ? [['^u', 'clear'] as const, ['^w', 'erase word'] as const] : []),
      ],
      [['esc', 'cancel']],
    ]
  if (isSearching)
    return [
      [
        ['enter', 'keep filter'],
        ['up/down', 'move'],
      ],
      [['esc', 'clear']],
    ]
  const {search} = currentView({filter, history, interview, ...state})
  const clearing: KeyHint[] = [
    ...(state.unsaved ? [['r', 'retry'] as const] : []),
    ...(search === undefined ? [] : [['esc', 'clear filter'] as const]),
    ...(isFiltered(filter) ? [['0', 'show all'] as const] : []),
  ]
  return [[...clearing, ...hints], always]
}
