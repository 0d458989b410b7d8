import type {Interview, Turn} from './line-ui/line-reducer.js'
import type {State} from './screen-ui/screen-state.js'
import type {World} from './review-model.js'

import {isObject} from '../foundation/is-object.js'

/** How far a review is, as it is kept between two sittings. */
export interface Kept {
  readonly interview: Interview
  /** What was typed of a reply that was not given yet. */
  readonly typed?: string | undefined
  readonly unsaved?: Turn['decide'] | undefined
  readonly way?: State['way']
}

/** What a review is of, and what takes its decisions down. */
export interface Session {
  readonly world: World
  /** Saves a decision for good, and judges anew. */
  readonly keep: (decision: NonNullable<Turn['decide']>) => Promise<World>
  readonly remember: (kept: Kept) => void
}

const version = 2

export const keptText = (kept: Kept): unknown => ({...kept, version})

/** What was kept, if it has the form of it. */
export function keptOf(value: unknown): Kept | undefined {
  if (!isObject(value) || value['version'] !== version || !isObject(value['interview'])) return undefined
  const {done, skipped, within} = value['interview']
  if (!Array.isArray(done) || !Array.isArray(skipped) || !isObject(within)) return undefined
  if (value['typed'] !== undefined && typeof value['typed'] !== 'string') return undefined
  if (
    value['way'] !== undefined &&
    !(
      Array.isArray(value['way']) &&
      value['way'].length > 0 &&
      value['way'].every(one => isObject(one) && typeof one['at'] === 'number' && isObject(one['screen']))
    )
  )
    return undefined
  return value as unknown as Kept
}
