import type {Severity} from './framework.js'

/** What decides the exit code; it changes nothing else in a report. */
export interface Threshold {
  readonly failOn: 'never' | Severity
  readonly allowUnknown: boolean
  /** Whether open controls end the run with 3. */
  readonly strict?: boolean
}

/** The reason of a run that observed nothing that a control depends on. */
export const nothingAssessed = 'nothing could be assessed'
