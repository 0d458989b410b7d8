import type {Shard} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'

/**
 * Part 2 of 5, from `2/5`; undefined for 1/1, the whole.
 *
 * @throws UserError for anything else
 */
export function parseShard(text: string): Shard | undefined {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number)
  if (index < 1 || index > of)
    throw new UserError(`--shard ${text} isn't valid.`, 'Use I/N for part I of N, such as --shard 2/5.')
  return of === 1 ? undefined : {index, of}
}
