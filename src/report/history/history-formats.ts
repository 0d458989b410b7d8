import type {History} from '../../model/history.js'
import type {HistoryTextOptions} from './history-text.js'

import {jsonChunks} from '../../model/json-stream.js'

export type HistoryFormat = 'csv' | 'html' | 'json' | 'terminal'
type Render = (history: History, options: HistoryTextOptions) => Iterable<Uint8Array> | string

/** The formats of a history, each loaded when it is used. */
export const historyFormats: Readonly<
  Record<HistoryFormat, {readonly load: () => Promise<Render>; readonly suffixes: readonly string[]}>
> = {
  terminal: {load: async () => (await import('./terminal.js')).historyTerminal, suffixes: ['.txt']},
  csv: {load: async () => (await import('./csv.js')).historyCsv, suffixes: ['.csv']},
  html: {load: async () => (await import('./html.js')).historyPage, suffixes: ['.html', '.htm']},
  json: {load: async () => history => jsonChunks(history, 2), suffixes: ['.json']},
}
