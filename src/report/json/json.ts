import type {Report} from '../../model/report.js'

import {jsonChunks} from '../../model/json-stream.js'

/** The report in chunks: on a large account it is longer than a string may be. */
export const jsonDocument = (report: Report): Iterable<Uint8Array> => jsonChunks(report, 2)

/** The report as one string. */
export function jsonString(report: Report): string {
  const decoder = new TextDecoder()
  return [...jsonDocument(report)].map(piece => decoder.decode(piece)).join('')
}
