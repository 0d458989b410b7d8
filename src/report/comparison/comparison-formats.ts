import type {Diff} from '../../model/comparison.js'
import type {RenderOptions} from '../render-options.js'
import type {NextStep} from '../text/next-steps.js'

import {jsonChunks} from '../../model/json-stream.js'

/** Where a comparison is shown, and what the terminal suggests after it. */
export type ComparisonOptions = Pick<RenderOptions, 'color' | 'columns' | 'isFull'> & {
  readonly nextSteps?: readonly NextStep[]
}

export type ComparisonFormat = 'json' | 'markdown' | 'terminal'
type Render = (diff: Diff, options: ComparisonOptions) => Iterable<Uint8Array> | string

/** The formats of a comparison, each loaded when it is used. */
export const comparisonFormats: Readonly<
  Record<ComparisonFormat, {readonly load: () => Promise<Render>; readonly suffixes: readonly string[]}>
> = {
  terminal: {load: async () => (await import('./terminal.js')).comparisonTerminal, suffixes: ['.txt']},
  json: {load: async () => diff => jsonChunks(diff, 2), suffixes: ['.json']},
  markdown: {load: async () => (await import('./markdown.js')).comparisonMarkdown, suffixes: ['.md']},
}
