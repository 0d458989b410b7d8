import type {Diff} from '../../model/comparison.js'
import type {ComparisonOptions} from './comparison-options.js'

import {jsonChunks} from '../../model/json-stream.js'

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
