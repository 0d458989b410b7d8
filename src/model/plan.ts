import type {Gap} from './gap.js'
import type {Scope} from './snapshot.js'

/** One kind of request. */
export interface PlannedRequest {
  /** The path, with a star for each name or id. */
  readonly path: string
  readonly host: 'data' | 'platform'
  readonly requests: number
}

/** What a run would ask for. Answers lead to further questions, so that every number is the least. */
export interface Plan {
  readonly scope: {readonly kind: Scope['kind']; readonly name?: string; readonly apps: number}
  readonly frameworks: readonly string[]
  /** What was asked to make the plan; the run asks it again. */
  readonly asked: number
  readonly requests: readonly PlannedRequest[]
  readonly total: {readonly platform: number; readonly data: number}
  /** What the account may still ask, as the API says; absent where it does not. */
  readonly budget?: {readonly left: number; readonly floor: number}
  readonly time: {
    /** Milliseconds that an answer took, on average. */
    readonly latency: number
    /** Seconds of asking, ten at a time. */
    readonly asking: number
    /** Seconds of waiting until the account may ask again. */
    readonly waiting: number
  }
  /** What the caller's token could not read of what the plan asked. */
  readonly unreadable: ReadonlyArray<Pick<Gap, 'needs' | 'reason'> & {readonly path: string}>
}
