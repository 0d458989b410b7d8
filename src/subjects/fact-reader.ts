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

function answerOf(kind: FactKind, path: string, fact: Fact | undefined): Answer<unknown> {
  if (fact?.kind === kind && fact.body !== undefined) return {body: fact.body}
  const {gap, status} = fact ?? {}
  return {gap: {...(gap ?? missing), path, ...(status === undefined ? {} : {status})}}
}

/** Reads facts by path, and remembers what it was asked for. */
export function factReader(all: ReadonlyMap<string, Fact>): FactReader {
  const wanted = new Map<string, Wanted>()
  const gaps = new Map<string, Gap & {readonly path: string}>()
  // Many fields of many subjects hang on one answer: each of them is made once.
  const answers = new Map<string, {readonly answer: Answer<unknown>; readonly kind: FactKind}>()

  function look<K extends FactKind>(kind: K, path: string): Answer<FactTypes[K]> {
    const known = answers.get(path)
    if (known?.kind === kind) return known.answer as Answer<FactTypes[K]>
    const answer = answerOf(kind, path, all.get(path))
    answers.set(path, {answer, kind})
    return answer as Answer<FactTypes[K]>
  }

  function noted<K extends FactKind>(kind: K, path: string): Answer<FactTypes[K]> {
    const answer = look(kind, path)
    if ('body' in answer || gaps.has(path)) return answer
    if (!all.has(path)) wanted.set(path, {kind, path})
    gaps.set(path, {...answer.gap, path})
    return answer
  }

  return {
    asked: () => new Set(answers.keys()),
    facts: {
      read: (kind, ...key) => noted(kind, paths[kind](...key)),
      readOrNone(owner, kind, ...key) {
        const path = paths[kind](...key)
        const answer = look(kind, path)
        const isNone =
          'gap' in answer && answer.gap.reason === 'not-found' && answer.gap.status === 404 && 'body' in owner
        return isNone ? {body: null} : noted(kind, path)
      },
    },
    gaps: () => [...gaps.values()],
    wanted: () => [...wanted.values()],
  }
}
