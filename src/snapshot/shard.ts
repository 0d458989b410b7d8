import {createHash} from 'node:crypto'

import type {Shard} from '../model/snapshot.js'

/** The shard of a resource, counted from 1. Only its ID and the number of shards decide. */
export function shardOf(id: string, count: number): number {
  return (createHash('sha256').update(id).digest().readUIntBE(0, 6) % count) + 1
}

/** Whether a resource with this ID belongs to the shard. */
export function shardFilter({index, of}: Shard): (id: string) => boolean {
  const cache = new Map<string, boolean>()
  return id => {
    const isIncluded = cache.get(id) ?? shardOf(id, of) === index
    cache.set(id, isIncluded)
    return isIncluded
  }
}
