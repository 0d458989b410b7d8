import type {Severity} from './framework.js'

/** What decides the exit code of a report; it changes nothing else in it. */
export interface Threshold {
  readonly failOn: 'never' | Severity
  readonly allowUnknown: boolean
  /** Whether open manual controls end with 3. */
  readonly strict?: boolean
}

/** Why a run ends in which nothing was seen that a control hangs on. */
export const nothingAssessed = 'nothing could be assessed'
