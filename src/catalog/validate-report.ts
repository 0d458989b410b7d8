import type {ValidateFunction} from '../parsing/ajv.js'

import {createAjv} from '../parsing/ajv.js'
import {errorSentences} from '../parsing/schema-sentences.js'
import {readCatalogFile} from './catalog-files.js'

let validateReport: undefined | ValidateFunction

/** The errors in a parsed report, each with its JSON pointer; empty if it is valid. Unknown properties are allowed. */
export function reportErrors(json: unknown): string[] {
  const version = (json as null | {reportVersion?: unknown})?.reportVersion
  if (typeof version === 'number' && version !== 1)
    return [`/reportVersion is ${version}; this version of the tool reads 1`]
  validateReport ??= createAjv().compile(readCatalogFile<object>('./schema/report.schema.json'))
  return validateReport(json) ? [] : errorSentences(validateReport.errors ?? [])
}
