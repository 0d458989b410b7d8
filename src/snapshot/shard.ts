import {createHash} from 'node:crypto'

import type {Shard} from '../model/snapshot.js'

/** Which part a thing falls into, counted from 1: its id and the number of parts decide, whatever else there is. */
export function partOf(id: string, of: number): number {
  return (createHash('sha256').update(id).digest().readUIntBE(0, 6) % of) + 1
}

/** Whether a thing falls into the part, by its id. */
export function isIn({index, of}: Shard): (id: string) => boolean {
  const known = new Map<string, boolean>()
  return id => {
    const answer = known.get(id) ?? partOf(id, of) === index
    known.set(id, answer)
    return answer
  }
}
