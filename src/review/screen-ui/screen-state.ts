import type {Severity, Status} from '../../model/framework.js'
import type {Decision} from '../decision.js'
import type {Interview} from '../interview.js'
import type {ReviewScope} from '../review-model.js'

/** What a person can look at; plain data, so that it can be saved. */
export type Screen =
  | {readonly kind: 'control'; readonly framework: string; readonly control: string; readonly place?: string}
  | {readonly kind: 'findings'}
  | {readonly kind: 'matrix'}
  | {readonly kind: 'observation'; readonly check: string; readonly subject: string}
  | {readonly kind: 'place'; readonly place?: string}
  | {readonly kind: 'questions'}
  | {readonly kind: 'scope'}

/** Only what matches is listed; what is absent matches everything. */
export interface Filter {
  readonly framework?: string | undefined
  readonly search?: string | undefined
  readonly severity?: Severity | undefined
  readonly status?: Status | undefined
}

/** A screen, with the index of the line that the cursor is on. */
export interface View {
  readonly cursor: number
  readonly screen: Screen
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
  readonly isSearching?: boolean
  readonly isHelp?: boolean
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
}

/** What a screen shows; the cursor can go to every line. */
export interface Page {
  readonly title: string
  readonly lines: readonly ScreenLine[]
  readonly keyHints: string
}

/** The size of the terminal, in characters. */
export interface Size {
  readonly columns: number
  readonly rows: number
}

/** A key that was pressed: its name where it has one, or the text that it types. */
export interface Key {
  readonly name?:
    'back' | 'down' | 'end' | 'enter' | 'escape' | 'home' | 'left' | 'pagedown' | 'pageup' | 'right' | 'up'
  readonly text: string
  /** Set for pasted text of any length: it's typed where text is asked for, and does nothing else. */
  readonly isPasted?: true
}

/** Starts with the choice of a scope, or with the matrix where the scope is chosen already. */
export const initialState = (interview: Interview, canChooseScope: boolean): ScreenState => ({
  column: 0,
  filter: {},
  history: [{cursor: 0, screen: {kind: canChooseScope ? 'scope' : 'matrix'}}],
  interview,
})

export const currentView = ({history}: ScreenState): View => history.at(-1) ?? {cursor: 0, screen: {kind: 'matrix'}}
