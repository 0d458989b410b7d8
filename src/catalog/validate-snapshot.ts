import type {FactKind} from '../model/facts.js'
import type {Snapshot} from '../model/snapshot.js'

import {didYouMean} from '../foundation/suggestion.js'
import {paths} from '../model/paths.js'
import {factErrors} from './response-schema.js'
import {schemaErrorSentences} from './schema-errors.js'

const isFactKind = (kind: string): kind is FactKind => Object.hasOwn(paths, kind)

/** The errors in a parsed snapshot, each with its JSON pointer; empty if it is valid. */
export function snapshotErrors(json: unknown): string[] {
  const version = (json as null | {snapshotVersion?: unknown})?.snapshotVersion
  if (version !== undefined && version !== 1)
    return [`/snapshotVersion is ${JSON.stringify(version)}; this version of the tool reads 1`]
  const errors = schemaErrorSentences('snapshot.schema.json', json)
  if (errors.length > 0) return errors
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
      : factErrors(kind, body).map(error => `${pointer}/body${error.startsWith('/ ') ? error.slice(1) : error}`)
  })
}
