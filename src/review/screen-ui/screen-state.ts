import type {Severity, Status} from '../../model/framework.js'
import type {Interview, LineResult} from '../line-ui/line-reducer.js'

/** Where a person is; plain data, so that it can be kept. */
export type Screen =
  | {readonly kind: 'choose'}
  | {readonly kind: 'control'; readonly framework: string; readonly control: string; readonly place?: string}
  | {readonly kind: 'matrix'}
  | {readonly kind: 'observation'; readonly check: string; readonly subject: string}
  | {readonly kind: 'place'; readonly place?: string}
  | {readonly kind: 'questions'}
  | {readonly kind: 'troubles'}

export interface Filter {
  readonly framework?: string | undefined
  readonly search?: string | undefined
  readonly severity?: Severity | undefined
  readonly status?: Status | undefined
}

export interface ScreenState {
  readonly interview: Interview
  /** The way here, each with the line that the cursor is on. */
  readonly way: ReadonlyArray<{readonly at: number; readonly screen: Screen}>
  /** The first framework that the matrix shows. */
  readonly column: number
  readonly filter: Filter
  /** What is typed, where something is. */
  readonly typed?: string | undefined
  readonly isSearching?: boolean
  readonly isHelp?: boolean
  readonly message?: string | undefined
  readonly unsaved?: LineResult['decision'] | undefined
}

export type Color = 'fail' | 'name' | 'open' | 'unknown'

export interface ScreenLine {
  readonly text: string
  readonly color?: Color
  readonly isStrong?: boolean
  /** Where the line leads. */
  readonly open?: Screen
  /** The part of the world that the line chooses. */
  readonly within?: Interview['within']
}

/** What a screen shows; all lines can be walked through. */
export interface Page {
  readonly title: string
  readonly lines: readonly ScreenLine[]
  readonly keyHints: string
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** A key that was pressed: its name where it has one, or what it types. */
export interface Key {
  readonly name?:
    'back' | 'down' | 'end' | 'enter' | 'escape' | 'home' | 'left' | 'pagedown' | 'pageup' | 'right' | 'up'
  readonly text: string
  /** Text of any length that nobody typed: it goes where text is asked for, and does nothing else. */
  readonly isPasted?: true
}

export const initialState = (interview: Interview, canChoose: boolean): ScreenState => ({
  column: 0,
  filter: {},
  interview,
  way: [{at: 0, screen: {kind: canChoose ? 'choose' : 'matrix'}}],
})

export const currentView = ({way}: ScreenState): ScreenState['way'][number] =>
  way.at(-1) ?? {at: 0, screen: {kind: 'matrix'}}
