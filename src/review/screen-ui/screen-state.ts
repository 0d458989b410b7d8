import type {DataClass, Severity, Status} from '../../model/framework.js'
import type {Decision} from '../decision.js'
import type {Range} from '../fuzzy.js'
import type {Interview} from '../interview.js'
import type {ReviewModel, ReviewScope} from '../review-model.js'

import {nextDataClass} from '../data-classes.js'

/** What a person can look at; plain data, so that it can be saved. */
export type Screen =
  | {readonly kind: 'class'; readonly dataClass: DataClass}
  | {readonly kind: 'classes'}
  | {readonly kind: 'control'; readonly framework: string; readonly control: string; readonly place?: string}
  | {readonly kind: 'findings'}
  | {readonly kind: 'matrix'}
  | {readonly kind: 'observation'; readonly check: string; readonly subject: string}
  | {readonly kind: 'place'; readonly place?: string}
  | {readonly kind: 'question'; readonly key: string}
  | {readonly kind: 'questions'}
  | {readonly kind: 'scope'}
  | {readonly kind: 'signOff'}

/** Only what matches is listed; what is absent matches everything. */
export interface Filter {
  readonly framework?: string | undefined
  readonly severity?: Severity | undefined
  readonly status?: Status | undefined
}

/** A screen, with the index of the line that the cursor is on. */
export interface View {
  readonly cursor: number
  readonly screen: Screen
  /** Only lines that match are listed. */
  readonly search?: string | undefined
  /** The IDs of the lines that are selected. */
  readonly selected?: readonly string[] | undefined
}

export interface ScreenState {
  readonly interview: Interview
  /** The views that led here; the last one is shown. */
  readonly history: readonly View[]
  /** The index of the first framework that the matrix shows. */
  readonly column: number
  readonly filter: Filter
  /** The reply that is being typed. */
  readonly typed?: string | undefined
  /** Where in it the next character goes; at the end where it's absent. */
  readonly caret?: number | undefined
  readonly isSearching?: boolean
  readonly isHelp?: boolean
  /** The first line of the help that is shown. */
  readonly helpTop?: number
  readonly message?: string | undefined
  /** The decision that couldn't be saved. */
  readonly unsaved?: Decision | undefined
}

export type Color = 'fail' | 'name' | 'open' | 'unknown'

export interface ScreenLine {
  readonly text: string
  readonly color?: Color
  readonly isStrong?: boolean
  /** The screen that the line opens. */
  readonly open?: Screen
  /** The scope that the line selects. */
  readonly scope?: ReviewScope
  /** Set where the line can be selected: what it stands for. */
  readonly id?: string
  /** What the line does when it's opened, where that is no screen. */
  readonly command?: 'none' | 'skip'
  /** The parts that match what is searched for. */
  readonly marks?: readonly Range[]
}

/** A key and what it does here. */
export type KeyHint = readonly [key: string, does: string]

/** What a screen shows; the cursor can go to every line. */
export interface Page {
  readonly title: string
  /** Stays in sight above the lines. */
  readonly head?: readonly ScreenLine[]
  readonly lines: readonly ScreenLine[]
  /** More about the line that the cursor is on, where there is room. */
  readonly preview?: readonly ScreenLine[]
  readonly hints: readonly KeyHint[]
}

/** The size of the terminal, in characters. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

/** A key that was pressed: its name where it has one, or the text that it types. */
export interface Key {
  readonly name?:
    | 'alt-b'
    | 'alt-f'
    | 'back'
    | 'delete'
    | 'down'
    | 'end'
    | 'enter'
    | 'escape'
    | 'home'
    | 'left'
    | 'pagedown'
    | 'pageup'
    | 'right'
    | 'up'
    | `ctrl-${'a' | 'b' | 'd' | 'e' | 'f' | 'k' | 'n' | 'p' | 'u' | 'w'}`
  readonly text: string
  /** Set for pasted text of any length: it's typed where text is asked for, and does nothing else. */
  readonly isPasted?: true
}

/** A line as it's drawn. */
export interface FrameLine extends Pick<ScreenLine, 'color' | 'isStrong' | 'text'> {
  readonly isSelected?: boolean
  /** The parts that match what is searched for. */
  readonly marks?: readonly Range[]
  /** The index of the character at the caret. */
  readonly caret?: number
}

/** What a key does: the state after it, and a decision to save. */
export interface KeyResult {
  readonly state: ScreenState
  readonly decision?: Decision
  readonly isOver?: true
}

/** Starts with the choice of a scope, or with the matrix where the scope is chosen already. */
export const initialState = (interview: Interview, canChooseScope: boolean): ScreenState => ({
  column: 0,
  filter: {},
  history: [{cursor: 0, screen: {kind: canChooseScope ? 'scope' : 'matrix'}}],
  interview,
})

/** The state with the next question about a data class in front, where there is one and no form is open. */
export function askingClasses(model: ReviewModel, state: ScreenState): ScreenState {
  const dataClass = nextDataClass(model, state.interview)
  const isAsked = currentView(state).screen.kind === 'class'
  if (dataClass === undefined || isAsked || state.interview.form) return state
  return {...state, history: [...state.history, {cursor: 0, screen: {dataClass, kind: 'class'}}]}
}

export const currentView = ({history}: ScreenState): View => history.at(-1) ?? {cursor: 0, screen: {kind: 'matrix'}}

/** The state with its current view changed. */
export const withView = (state: ScreenState, change: Partial<View>): ScreenState => ({
  ...state,
  history: [...state.history.slice(0, -1), {...currentView(state), ...change}],
})
