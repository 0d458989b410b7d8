import type {Diff} from '../../model/comparison.js'
import type {Dress} from '../formats.js'

import {jsonPieces} from '../../model/json-stream.js'

export type DiffFormat = 'json' | 'markdown' | 'terminal'
type Render = (diff: Diff, dress: Pick<Dress, 'color' | 'columns'>) => Iterable<Uint8Array> | string

/** The formats of a comparison, each loaded when it is used. */
export const diffFormats: Readonly<
  Record<DiffFormat, {readonly load: () => Promise<Render>; readonly suffixes: readonly string[]}>
> = {
  terminal: {load: async () => (await import('./terminal.js')).diffTerminal, suffixes: ['.txt']},
  json: {load: async () => diff => jsonPieces(diff, 2), suffixes: ['.json']},
  markdown: {load: async () => (await import('./markdown.js')).diffMarkdown, suffixes: ['.md']},
}
