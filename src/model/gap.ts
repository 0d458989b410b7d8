/** Why something is not known. The words are those of the report's schema. */
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

export type GapReason = (typeof gapReasons)[number]

/** The absence of a fact, with its cause. Never an exception: a verdict that hangs on one is `unknown`. */
export interface Gap {
  readonly reason: GapReason
  /** One sentence for a person, without secrets. */
  readonly detail?: string
  /** The request that should have told, where one request is to blame. */
  readonly path?: string
  readonly status?: number
  /** The permission or scope that would close it. */
  readonly needs?: string
}

/** What was read, or why it was not. */
export type ReadResult<T> = {readonly body: T} | {readonly gap: Gap}

/** `use` applied to what was read; a gap passes through. */
export function mapResult<T, U>(result: ReadResult<T>, transform: (body: T) => U): ReadResult<U> {
  return 'gap' in result ? result : {body: transform(result.body)}
}
