import type {Get, Outcome} from './http.js'

/** Time and chance, which tests replace. Times are in milliseconds. */
export interface Clock {
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** A random number from 0 to 1. */
  readonly random: () => number
}

export const realClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: ms =>
    new Promise(resolve => {
      setTimeout(resolve, ms)
    }),
}

/** How often a request is repeated, by cause. */
const limits = {rateLimit: 6, timeout: 1, failure: 2} as const
/** Milliseconds that a run waits for rate limits at most, in a row. */
const maxWait = 15 * 60_000

/** Requests that an account's budget gains per minute: 4,500 per hour. */
export const refillPerMinute = 75
/** Requests that are sent before the budget is at its floor again. */
const batch = 60

/**
 * Retries requests and paces them:
 * - After 429 all requests wait: for Retry-After, or else with exponential backoff from one second and jitter; at most
 *   15 minutes in a row.
 * - 5xx and broken responses are repeated twice, timeouts once.
 * - Failed connections are not repeated, because the client has tried six times already.
 * - If the account has fewer requests left than `floor`, the run waits for its budget to refill, so that deploys of the
 *   team don't run into the rate limit.
 *
 * @param floor requests that are left to others; 0 leaves none
 * @param onWait called when the rate limit makes the run wait, with the end of the wait (milliseconds since 1970)
 * @param onBudget called with the number of requests that the account has left, whenever a response says it
 */
export function withRetry(
  get: Get,
  clock: Clock,
  floor: number,
  onWait: (until: number) => void,
  onBudget: (left: number) => void = () => {},
): Get {
  let closedUntil = 0
  // Time left to wait for 429 in a row; any other status resets it.
  let remainingPatience = maxWait
  let announcedUntil = 0

  async function waitUntilOpen(): Promise<void> {
    while (clock.now() < closedUntil) {
      // Responses to concurrent requests differ by less than a second: that's one wait.
      if (closedUntil - announcedUntil >= 1000) onWait((announcedUntil = closedUntil))
      await clock.sleep(closedUntil - clock.now())
    }
  }

  function rateLimitWait(outcome: Outcome, attempt: number): number {
    const requestedWait =
      'response' in outcome ? retryAfter(outcome.response.headers['retry-after'], clock.now()) : undefined
    return requestedWait ?? 1000 * 2 ** attempt * (0.5 + clock.random())
  }

  /** Makes all requests wait as long as the API asks for; false if that is too long. */
  function closeFor(wait: number): boolean {
    const addedWait = Math.max(0, clock.now() + wait - Math.max(closedUntil, clock.now()))
    if (addedWait > remainingPatience) return false
    remainingPatience -= addedWait
    closeGate(wait)
    return true
  }

  function closeGate(wait: number): void {
    closedUntil = Math.max(closedUntil, clock.now() + Math.min(wait, maxWait))
  }

  /** Responses may arrive out of order: the lowest budget counts. */
  function keepFloor(outcome: Outcome): void {
    const remaining = 'response' in outcome ? parseBudget(outcome.response.headers['ratelimit-remaining']) : undefined
    if (remaining === undefined) return
    onBudget(remaining)
    if (remaining < floor) closeGate(((floor - remaining + batch) / refillPerMinute) * 60_000)
  }

  return async request => {
    const attempts = {rateLimit: 0, timeout: 0, failure: 0}
    for (;;) {
      await waitUntilOpen()
      const outcome = await get(request)
      // The data services have a separate budget.
      if (request.host === undefined) keepFloor(outcome)
      const cause = retryCause(outcome)
      if ('response' in outcome && cause !== 'rateLimit') remainingPatience = maxWait
      if (!cause || attempts[cause] >= limits[cause]) return outcome
      const isTooLong = cause === 'rateLimit' && !closeFor(rateLimitWait(outcome, attempts[cause]))
      if (isTooLong) return outcome
      if (cause !== 'rateLimit') await clock.sleep(250 * 4 ** attempts[cause] * (0.5 + clock.random()))
      attempts[cause]++
    }
  }
}

function retryCause(outcome: Outcome): keyof typeof limits | undefined {
  if ('failure' in outcome) {
    if (outcome.failure === 'timeout') return 'timeout'
    return outcome.failure === 'broken' || outcome.failure === 'malformed' ? 'failure' : undefined
  }

  if (outcome.response.status === 429) return 'rateLimit'
  return outcome.response.status >= 500 ? 'failure' : undefined
}

function parseBudget(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : undefined
}

/** Milliseconds, from seconds or an HTTP date. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}
