import type {FactKind, FactRequest, FactSource, FactTypes} from '../model/facts.js'
import type {ReadResult, Gap} from '../model/gap.js'
import type {Fact} from '../model/snapshot.js'

import {paths} from '../model/paths.js'

/** A source of facts that knows what was read from it. */
export interface FactReader {
  readonly facts: FactSource
  /** The facts that were read and are missing, once each. */
  readonly wantedFacts: () => FactRequest[]
  /** The paths of all facts that were read. */
  readonly requestedPaths: () => ReadonlySet<string>
  /** The gaps that were read, once per path. */
  readonly gaps: () => Array<Gap & {readonly path: string}>
}

const notCollected: Gap = {detail: "it wasn't collected", reason: 'not-collected'}

function responseOf(kind: FactKind, path: string, fact: Fact | undefined): ReadResult<unknown> {
  if (fact?.kind === kind && fact.body !== undefined) return {body: fact.body}
  const {gap, status} = fact ?? {}
  return {gap: {...(gap ?? notCollected), path, ...(status === undefined ? {} : {status})}}
}

/**
 * Reads facts by path. A fact that isn't there yet is a gap, and is recorded as wanted: the collector fetches what is
 * wanted and derives the subjects again, until nothing is. That is how collection knows what the checks need.
 */
export function factReader(factsByPath: ReadonlyMap<string, Fact>): FactReader {
  const wantedByPath = new Map<string, FactRequest>()
  const gapsByPath = new Map<string, Gap & {readonly path: string}>()
  // Many fields of many subjects read the same path, so each response is built once.
  const responses = new Map<string, {readonly response: ReadResult<unknown>; readonly kind: FactKind}>()

  function lookUp<Kind extends FactKind>(kind: Kind, path: string): ReadResult<FactTypes[Kind]> {
    const cached = responses.get(path)
    if (cached?.kind === kind) return cached.response as ReadResult<FactTypes[Kind]>
    const response = responseOf(kind, path, factsByPath.get(path))
    responses.set(path, {response, kind})
    return response as ReadResult<FactTypes[Kind]>
  }

  function lookUpAndRecord<Kind extends FactKind>(kind: Kind, path: string): ReadResult<FactTypes[Kind]> {
    const response = lookUp(kind, path)
    if ('body' in response || gapsByPath.has(path)) return response
    if (!factsByPath.has(path)) wantedByPath.set(path, {kind, path})
    gapsByPath.set(path, {...response.gap, path})
    return response
  }

  return {
    requestedPaths: () => new Set(responses.keys()),
    facts: {
      read: (kind, ...key) => lookUpAndRecord(kind, paths[kind](...key)),
      readOptional(owner, kind, ...key) {
        const path = paths[kind](...key)
        const response = lookUp(kind, path)
        const isAbsent =
          'gap' in response && response.gap.reason === 'not-found' && response.gap.status === 404 && 'body' in owner
        return isAbsent ? {body: null} : lookUpAndRecord(kind, path)
      },
    },
    gaps: () => [...gapsByPath.values()],
    wantedFacts: () => [...wantedByPath.values()],
  }
}
