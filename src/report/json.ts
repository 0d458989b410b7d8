import type {Report} from '../model/report.js'

import {jsonPieces} from '../model/json-text.js'

/** The report as it is, in pieces: that on a large account is longer than a string may be. */
export const jsonDocument = (report: Report): Iterable<string> => jsonPieces(report, 2)

/** The same as one string. */
export const json = (report: Report): string => [...jsonDocument(report)].join('')
