import type {Decision} from './decision.js'
import type {Interview} from './interview.js'
import type {ReviewModel} from './review-model.js'
import type {ScreenState} from './screen-ui/screen-state.js'

import {isObject} from '../foundation/is-object.js'

/** Where a review stopped, as it's saved for the next time. */
export interface SavedPosition {
  readonly interview: Interview
  /** The reply that was being typed. */
  readonly typed?: string | undefined
  readonly unsaved?: Decision | undefined
  readonly history?: ScreenState['history']
}

/** What a review works on, and where its decisions go. */
export interface Session {
  readonly model: ReviewModel
  /**
   * Saves a decision and assesses again.
   *
   * @throws UserError where the decision can't be saved
   */
  readonly save: (decision: Decision) => Promise<ReviewModel>
  readonly savePosition: (position: SavedPosition) => void
}

/** How a review ended. */
export interface ReviewEnd {
  readonly interview: Interview
  readonly model: ReviewModel
  /** The decision that couldn't be saved, if there is one. */
  readonly unsaved: Decision | undefined
}

const formatVersion = 3

export const positionToJson = (position: SavedPosition): unknown => ({...position, version: formatVersion})

/** The position in a saved file; undefined where it isn't one of this version. */
export function parsePosition(value: unknown): SavedPosition | undefined {
  if (!isObject(value) || value['version'] !== formatVersion) return undefined
  const {history, interview, typed} = value
  const isValid =
    isInterview(interview) &&
    (typed === undefined || typeof typed === 'string') &&
    (history === undefined || isHistory(history))
  return isValid ? (value as unknown as SavedPosition) : undefined
}

const isInterview = (value: unknown) =>
  isObject(value) &&
  Array.isArray(value['decisions']) &&
  Array.isArray(value['skipped']) &&
  (value['split'] === undefined || Array.isArray(value['split'])) &&
  isObject(value['scope'])

const isHistory = (value: unknown) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(view => isObject(view) && typeof view['cursor'] === 'number' && isObject(view['screen']))
