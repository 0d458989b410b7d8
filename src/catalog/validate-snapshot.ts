import type {FactKind} from '../model/facts.js'
import type {Snapshot} from '../model/snapshot.js'
import type {ValidateFunction} from '../parsing/ajv.js'

import {nearest} from '../foundation/collections.js'
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

/** What is wrong with a parsed snapshot, each with its JSON pointer; nothing if all is well. */
export function snapshotErrors(json: unknown): string[] {
  const version = (json as null | {snapshotVersion?: unknown})?.snapshotVersion
  if (version !== undefined && version !== 1)
    return [`/snapshotVersion is ${JSON.stringify(version)}; this version of the tool reads 1`]
  const {validateBody, validateSnapshot} = snapshotValidators()
  if (!validateSnapshot(json)) return errorSentences(validateSnapshot.errors ?? [])
  const seenPaths = new Set<string>()
  return (json as Snapshot).facts.flatMap(({at: collectedAt, body, kind, path}, index) => {
    const pointer = `/facts/${index}`
    if (!isFactKind(kind)) {
      const suggestion = nearest(kind, Object.keys(paths))
      return [
        `${pointer}/kind "${String(kind)}" is no kind of fact${suggestion ? `; did you mean "${suggestion}"?` : ''}`,
      ]
    }

    if (seenPaths.has(path)) return [`${pointer}/path ${path} is there twice`]
    seenPaths.add(path)
    if (Number.isNaN(Date.parse(collectedAt))) return [`${pointer}/at ${collectedAt} is no instant`]
    return body === undefined
      ? []
      : validateBody(kind, body).map(error => `${pointer}/body${error.startsWith('/ ') ? error.slice(1) : error}`)
  })
}
