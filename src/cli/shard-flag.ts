import type {Shard} from '../model/snapshot.js'

import {UserError} from '../foundation/user-error.js'

/**
 * The part that is meant, as `2/5`; undefined for the whole.
 *
 * @throws UserError for what names no part
 */
export function parseShard(text: string): Shard | undefined {
  const [, index = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number)
  if (index < 1 || index > of)
    throw new UserError(`--shard ${text} names no part.`, 'Type I/N, the I-th of N parts, such as --shard 2/5.')
  return of === 1 ? undefined : {index, of}
}
