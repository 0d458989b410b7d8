import type {Get, Outcome} from './http.js'

export interface Clock {
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** From 0 to 1. */
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

const limits = {rateLimit: 6, timeout: 1, trouble: 2} as const
const maxWait = 15 * 60_000

/** What an account's budget gains: 4,500 requests an hour. */
export const refillPerMinute = 75
/** How many requests are let through before the budget is at its floor again. */
const batch = 60

/**
 * The one policy for what may pass: 429 is waited out, by Retry-After or else doubling from a second with
 * jitter, and everybody waits together, for a quarter of an hour in all; 5xx and broken answers are tried twice more, a timeout once. Connecting is
 * not: the host's client has tried it six times by then. Where the account has fewer requests left than `floor`,
 * the run waits for some to come back, so that the team's deploys find theirs.
 *
 * @param floor requests that are left to others; 0 leaves none
 * @param onWait told when the account's rate limit makes the run wait, and until when (milliseconds since 1970)
 * @param onBudget told how many requests the account has left, whenever an answer says so
 */
export function withRetry(
  get: Get,
  clock: Clock,
  floor: number,
  onWait: (until: number) => void,
  onBudget: (left: number) => void = () => {},
): Get {
  let closedUntil = 0
  // How much longer answers of 429 are waited out, until one is of another status.
  let remainingPatience = maxWait

  let announcedUntil = 0

  async function waitUntilOpen(): Promise<void> {
    while (clock.now() < closedUntil) {
      // Answers to what was in flight together differ by less than a second: that is one wait.
      if (closedUntil - announcedUntil >= 1000) onWait((announcedUntil = closedUntil))
      await clock.sleep(closedUntil - clock.now())
    }
  }

  function rateLimitWait(outcome: Outcome, attempt: number): number {
    const requestedWait = 'reply' in outcome ? retryAfter(outcome.reply.headers['retry-after'], clock.now()) : undefined
    return requestedWait ?? 1000 * 2 ** attempt * (0.5 + clock.random())
  }

  /** Closes for as long as the API asks for, unless that is too long. */
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

  /** Answers may come in another order than they were given: the lowest budget of those in flight counts. */
  function keepFloor(outcome: Outcome): void {
    const remaining = 'reply' in outcome ? parseBudget(outcome.reply.headers['ratelimit-remaining']) : undefined
    if (remaining === undefined) return
    onBudget(remaining)
    if (remaining < floor) closeGate(((floor - remaining + batch) / refillPerMinute) * 60_000)
  }

  return async request => {
    const attempts = {rateLimit: 0, timeout: 0, trouble: 0}
    for (;;) {
      await waitUntilOpen()
      const outcome = await get(request)
      // The data services have a budget of their own.
      if (request.host === undefined) keepFloor(outcome)
      const cause = retryCause(outcome)
      if ('reply' in outcome && cause !== 'rateLimit') remainingPatience = maxWait
      if (!cause || attempts[cause] >= limits[cause]) return outcome
      const isTooLong = cause === 'rateLimit' && !closeFor(rateLimitWait(outcome, attempts[cause]))
      if (isTooLong) return outcome
      if (cause !== 'rateLimit') await clock.sleep(250 * 4 ** attempts[cause] * (0.5 + clock.random()))
      attempts[cause]++
    }
  }
}

function retryCause(outcome: Outcome): keyof typeof limits | undefined {
  if ('trouble' in outcome) {
    if (outcome.trouble === 'timeout') return 'timeout'
    return outcome.trouble === 'broken' || outcome.trouble === 'malformed' ? 'trouble' : undefined
  }

  if (outcome.reply.status === 429) return 'rateLimit'
  return outcome.reply.status >= 500 ? 'trouble' : undefined
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
