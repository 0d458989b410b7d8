import {createHash} from 'node:crypto'

import type {Shard} from '../model/snapshot.js'

/** Which part a thing falls into, counted from 1: its id and the number of parts decide, whatever else there is. */
export function shardOf(id: string, count: number): number {
  return (createHash('sha256').update(id).digest().readUIntBE(0, 6) % count) + 1
}

/** Whether a thing falls into the part, by its id. */
export function shardFilter({index, of}: Shard): (id: string) => boolean {
  const cache = new Map<string, boolean>()
  return id => {
    const isIncluded = cache.get(id) ?? shardOf(id, of) === index
    cache.set(id, isIncluded)
    return isIncluded
  }
}
