import type {Interview, LineResult} from './line-ui/line-reducer.js'
import type {ScreenState} from './screen-ui/screen-state.js'
import type {ReviewModel} from './review-model.js'

import {isObject} from '../foundation/is-object.js'

/** How far a review is, as it is kept between two sittings. */
export interface SavedPosition {
  readonly interview: Interview
  /** What was typed of a reply that was not given yet. */
  readonly typed?: string | undefined
  readonly unsaved?: LineResult['decision'] | undefined
  readonly way?: ScreenState['way']
}

/** What a review is of, and what takes its decisions down. */
export interface Session {
  readonly model: ReviewModel
  /** Saves a decision for good, and judges anew. */
  readonly save: (decision: NonNullable<LineResult['decision']>) => Promise<ReviewModel>
  readonly savePosition: (position: SavedPosition) => void
}

const formatVersion = 2

export const positionToJson = (position: SavedPosition): unknown => ({...position, version: formatVersion})

/** What was kept, if it has the form of it. */
export function parsePosition(value: unknown): SavedPosition | undefined {
  if (!isObject(value) || value['version'] !== formatVersion || !isObject(value['interview'])) return undefined
  const {done, skipped, within} = value['interview']
  if (!Array.isArray(done) || !Array.isArray(skipped) || !isObject(within)) return undefined
  if (value['typed'] !== undefined && typeof value['typed'] !== 'string') return undefined
  if (
    value['way'] !== undefined &&
    !(
      Array.isArray(value['way']) &&
      value['way'].length > 0 &&
      value['way'].every(view => isObject(view) && typeof view['at'] === 'number' && isObject(view['screen']))
    )
  )
    return undefined
  return value as unknown as SavedPosition
}
