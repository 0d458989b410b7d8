/** Why something is unknown. The report's schema lists the same reasons. */
export const gapReasons = [
  'forbidden',
  'not-found',
  'unauthorized',
  'payment-required',
  'rate-limited',
  'server-error',
  'unreachable',
  'malformed',
  'unsupported',
  'disagree',
  'not-visible',
  'unknown-value',
  'no-statement',
  'not-collected',
] as const

/** `not-created-yet` is only in predictions of what a command would do; no report that is written has it. */
export type GapReason = (typeof gapReasons)[number] | 'not-created-yet'

/** Why a fact or a field is missing. Never an exception: a verdict that depends on one is `unknown`. */
export interface Gap {
  readonly reason: GapReason
  /** One sentence for a person, without secrets. */
  readonly detail?: string
  /** The request that should have returned it, where it was a single one. */
  readonly path?: string
  readonly status?: number
  /** The permission or scope that would close it. */
  readonly needs?: string
}

/** What was read, or why it couldn't be. */
export type ReadResult<T> = {readonly body: T} | {readonly gap: Gap}

/** `transform` applied to what was read; a gap passes through. */
export function mapResult<T, U>(result: ReadResult<T>, transform: (body: T) => U): ReadResult<U> {
  return 'gap' in result ? result : {body: transform(result.body)}
}
