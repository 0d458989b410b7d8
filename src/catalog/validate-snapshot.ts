import type {FactKind} from '../model/facts.js'
import type {Snapshot} from '../model/snapshot.js'
import type {ValidateFunction} from '../parsing/ajv.js'

import {didYouMean} from '../foundation/suggestion.js'
import {paths} from '../model/paths.js'
import {createAjv} from '../parsing/ajv.js'
import {errorSentences} from '../parsing/schema-sentences.js'
import {createFactValidator} from './response-schema.js'
import {readCatalogFile} from './catalog-files.js'

let cachedValidators:
  | undefined
  | {readonly validateBody: ReturnType<typeof createFactValidator>; readonly validateSnapshot: ValidateFunction}
const snapshotValidators = () =>
  (cachedValidators ??= {
    validateBody: createFactValidator(),
    validateSnapshot: createAjv().compile(readCatalogFile<object>('./schema/snapshot.schema.json')),
  })

const isFactKind = (kind: string): kind is FactKind => Object.hasOwn(paths, kind)

/** The errors in a parsed snapshot, each with its JSON pointer; empty if it is valid. */
export function snapshotErrors(json: unknown): string[] {
  const version = (json as null | {snapshotVersion?: unknown})?.snapshotVersion
  if (version !== undefined && version !== 1)
    return [`/snapshotVersion is ${JSON.stringify(version)}; this version of the tool reads 1`]
  const {validateBody, validateSnapshot} = snapshotValidators()
  if (!validateSnapshot(json)) return errorSentences(validateSnapshot.errors ?? [])
  const seenPaths = new Set<string>()
  return (json as Snapshot).facts.flatMap(({at: collectedAt, body, kind, path}, index) => {
    const pointer = `/facts/${index}`
    if (!isFactKind(kind))
      return [`${pointer}/kind "${String(kind)}" is not a kind of fact${didYouMean(kind, Object.keys(paths))}`]
    if (seenPaths.has(path)) return [`${pointer}/path ${path} appears twice`]
    seenPaths.add(path)
    if (Number.isNaN(Date.parse(collectedAt))) return [`${pointer}/at ${collectedAt} is not a valid date and time`]
    return body === undefined
      ? []
      : validateBody(kind, body).map(error => `${pointer}/body${error.startsWith('/ ') ? error.slice(1) : error}`)
  })
}
