import type {AccessDocument, AccessOptions} from './access-text.js'

import {jsonChunks} from '../../model/json-stream.js'

export type AccessFormat = 'csv' | 'json' | 'terminal'
type Render = (document: AccessDocument, options: AccessOptions) => Iterable<Uint8Array> | string

/** The formats of a review of access, each loaded when it is used. */
export const accessFormats: Readonly<
  Record<AccessFormat, {readonly load: () => Promise<Render>; readonly suffixes: readonly string[]}>
> = {
  terminal: {load: async () => (await import('./terminal.js')).accessTerminal, suffixes: ['.txt']},
  csv: {load: async () => (await import('./csv.js')).accessCsv, suffixes: ['.csv']},
  json: {
    load:
      async () =>
      ({review, verified}) =>
        jsonChunks(verified ? {...review, verified} : review, 2),
    suffixes: ['.json'],
  },
}
