import type {Gap} from './gap.js'
import type {Scope} from './snapshot.js'

/** One kind of request. */
export interface PlannedRequest {
  /** The path, with a star for each name or id. */
  readonly path: string
  readonly host: 'data' | 'platform'
  readonly requests: number
}

/** The requests that a run would make. Responses lead to further requests, so every number is a minimum. */
export interface Plan {
  readonly scope: {readonly kind: Scope['kind']; readonly name?: string; readonly apps: number}
  readonly frameworks: readonly string[]
  /** Set where only some checks and controls are assessed: the names that chose them. */
  readonly only?: readonly string[]
  /** How many requests were made to plan; the run makes them again. */
  readonly requestsMade: number
  readonly requests: readonly PlannedRequest[]
  readonly total: {readonly platform: number; readonly data: number}
  /** The requests that the API's rate limit leaves to the account; absent where the API doesn't say. */
  readonly budget?: {readonly remaining: number; readonly floor: number}
  readonly time: {
    /** How long a response took on average. */
    readonly latencyMs: number
    /** For all requests, ten at a time. */
    readonly requestSeconds: number
    /** Until the rate limit allows the remaining requests. */
    readonly waitSeconds: number
  }
  /** What the caller's token couldn't read while planning. */
  readonly unreadable: ReadonlyArray<Pick<Gap, 'needs' | 'reason'> & {readonly path: string}>
}
