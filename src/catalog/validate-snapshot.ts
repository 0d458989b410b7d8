import type {FactKind} from '../model/facts.js'
import type {Snapshot} from '../model/snapshot.js'
import type {ValidateFunction} from '../parsing/ajv.js'

import {nearest} from '../foundation/collections.js'
import {paths} from '../model/paths.js'
import {compiler} from '../parsing/ajv.js'
import {explain} from '../parsing/schema-sentences.js'
import {factChecker} from './response-schema.js'
import {readCatalog} from './catalog-files.js'

let compiled: undefined | {readonly body: ReturnType<typeof factChecker>; readonly validate: ValidateFunction}
const forms = () =>
  (compiled ??= {
    body: factChecker(),
    validate: compiler().compile(readCatalog<object>('./schema/snapshot.schema.json')),
  })

const isKind = (kind: string): kind is FactKind => Object.hasOwn(paths, kind)

/** What is wrong with a parsed snapshot, each with its JSON pointer; nothing if all is well. */
export function snapshotErrors(json: unknown): string[] {
  const version = (json as null | {snapshotVersion?: unknown})?.snapshotVersion
  if (version !== undefined && version !== 1)
    return [`/snapshotVersion is ${JSON.stringify(version)}; this version of the tool reads 1`]
  const {body: check, validate} = forms()
  if (!validate(json)) return explain(validate.errors ?? [])
  const seen = new Set<string>()
  return (json as Snapshot).facts.flatMap(({at: time, body, kind, path}, index) => {
    const at = `/facts/${index}`
    if (!isKind(kind)) {
      const near = nearest(kind, Object.keys(paths))
      return [`${at}/kind "${String(kind)}" is no kind of fact${near ? `; did you mean "${near}"?` : ''}`]
    }

    if (seen.has(path)) return [`${at}/path ${path} is there twice`]
    seen.add(path)
    if (Number.isNaN(Date.parse(time))) return [`${at}/at ${time} is no instant`]
    return body === undefined
      ? []
      : check(kind, body).map(error => `${at}/body${error.startsWith('/ ') ? error.slice(1) : error}`)
  })
}
