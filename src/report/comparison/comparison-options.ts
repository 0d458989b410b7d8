import type {RenderOptions} from '../render-options.js'
import type {NextStep} from '../text/next-steps.js'

/** Where a comparison is shown, and what the terminal suggests after it. */
export type ComparisonOptions = Pick<RenderOptions, 'color' | 'columns' | 'isAscii' | 'isFull'> & {
  readonly nextSteps?: readonly NextStep[]
}
