import type {ValidateFunction} from '../parsing/ajv.js'

import {compiler} from '../parsing/ajv.js'
import {explain} from '../parsing/schema-sentences.js'
import {readCatalog} from './catalog-files.js'

let compiled: undefined | ValidateFunction

/** What is wrong with a parsed report, each with its JSON pointer; nothing if all is well. Properties that are not known are no fault. */
export function reportErrors(json: unknown): string[] {
  const version = (json as null | {reportVersion?: unknown})?.reportVersion
  if (typeof version === 'number' && version !== 1)
    return [`/reportVersion is ${version}; this version of the tool reads 1`]
  compiled ??= compiler().compile(readCatalog<object>('./schema/report.schema.json'))
  return compiled(json) ? [] : explain(compiled.errors ?? [])
}
