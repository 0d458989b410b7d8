import type {ChangeDiff, Diff} from '../../model/comparison.js'
import type {ComparisonOptions} from './comparison-options.js'

import {jsonChunks} from '../../model/json-stream.js'

export type ComparisonFormat = 'json' | 'markdown' | 'terminal'
type Render = (diff: Diff, options: ComparisonOptions) => Iterable<Uint8Array> | string

const isChange = (diff: Diff): diff is ChangeDiff => diff.change !== undefined

/** The formats of a comparison, each loaded when it is used. */
export const comparisonFormats: Readonly<
  Record<ComparisonFormat, {readonly load: () => Promise<Render>; readonly suffixes: readonly string[]}>
> = {
  terminal: {
    load: async () => {
      const [{comparisonTerminal}, {changeTerminal}] = await Promise.all([
        import('./terminal.js'),
        import('./change-terminal.js'),
      ])
      return (diff, options) => (isChange(diff) ? changeTerminal(diff, options) : comparisonTerminal(diff, options))
    },
    suffixes: ['.txt'],
  },
  json: {load: async () => diff => jsonChunks(diff, 2), suffixes: ['.json']},
  markdown: {
    load: async () => {
      const [{comparisonMarkdown}, {changeMarkdown}] = await Promise.all([
        import('./markdown.js'),
        import('./change-markdown.js'),
      ])
      return diff => (isChange(diff) ? changeMarkdown(diff) : comparisonMarkdown(diff))
    },
    suffixes: ['.md'],
  },
}
