import type {FactKind, Facts, FactTypes} from '../model/facts.js'
import type {Answer, Gap} from '../model/gap.js'
import type {Fact} from '../model/snapshot.js'

import {paths} from '../model/paths.js'

export interface Wanted {
  readonly kind: FactKind
  readonly path: string
}

export interface FactReader {
  readonly facts: Facts
  /** What was asked for and is not there, each once. */
  readonly wanted: () => Wanted[]
  /** The paths of all that was asked for. */
  readonly asked: () => ReadonlySet<string>
  /** What was asked for and not answered as hoped, each once. */
  readonly gaps: () => Array<Gap & {readonly path: string}>
}

const missing: Gap = {detail: 'it was not collected', reason: 'not-collected'}

/** Reads facts by path, and remembers what it was asked for. */
export function factReader(all: ReadonlyMap<string, Fact>): FactReader {
  const asked = new Set<string>()
  const wanted = new Map<string, Wanted>()
  const gaps = new Map<string, Gap & {readonly path: string}>()

  function look<K extends FactKind>(kind: K, path: string): Answer<FactTypes[K]> {
    asked.add(path)
    const fact = all.get(path)
    if (fact?.kind === kind && fact.body !== undefined) return {body: fact.body as FactTypes[K]}
    const {gap, status} = fact ?? {}
    return {gap: {...gap ?? missing, path, ...(status === undefined ? {} : {status})}}
  }

  function noted<K extends FactKind>(kind: K, path: string): Answer<FactTypes[K]> {
    const answer = look(kind, path)
    if ('body' in answer) return answer
    if (!all.has(path)) wanted.set(path, {kind, path})
    gaps.set(path, {...answer.gap, path})
    return answer
  }

  return {
    asked: () => asked,
    facts: {
      read: (kind, ...key) => noted(kind, paths[kind](...key)),
      readOrNone(owner, kind, ...key) {
        const path = paths[kind](...key)
        const answer = look(kind, path)
        const isNone = 'gap' in answer && answer.gap.reason === 'not-found' && answer.gap.status === 404 && 'body' in owner
        return isNone ? {body: null} : noted(kind, path)
      },
    },
    gaps: () => [...gaps.values()],
    wanted: () => [...wanted.values()],
  }
}
