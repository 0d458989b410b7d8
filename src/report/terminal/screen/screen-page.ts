import type {Invocation} from '../../render-options.js'
import type {Page} from '../page.js'
import type {Glyphs} from './glyphs.js'

/** How much of each list is shown. One more is shown where it takes the line that would say that it is hidden. */
export interface ScreenLimits {
  readonly failures: number
  readonly reasons: number
  readonly notices: number
  /** Rows of the tables beside each other, and one under the other. */
  readonly rows: number
  readonly stackedRows: number
}

/** What the parts of one screen are made from. */
export interface ScreenPage extends Page {
  readonly glyphs: Glyphs
  readonly invocation?: Invocation
  /** Whether families of controls are listed instead of frameworks. */
  readonly isMatrix: boolean
  readonly limits: ScreenLimits
}
