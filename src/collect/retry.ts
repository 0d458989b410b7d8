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
  sleep: ms => new Promise(resolve => {
    setTimeout(resolve, ms)
  }),
}

const limits = {rateLimit: 6, timeout: 1, trouble: 2} as const
const longestWait = 15 * 60_000

/**
 * The one policy for what may pass: 429 is waited out, by Retry-After or else doubling from a second with
 * jitter, and everybody waits together; 5xx and broken answers are tried twice more, a timeout once. Connecting is
 * not: the host's client has tried it six times by then.
 *
 * @param onWait told when the account's rate limit makes the run wait, and until when (milliseconds since 1970)
 */
export function retrying(get: Get, clock: Clock, onWait: (until: number) => void): Get {
  let closedUntil = 0

  async function open(): Promise<void> {
    while (clock.now() < closedUntil) await clock.sleep(closedUntil - clock.now())
  }

  function close(outcome: Outcome, attempt: number): void {
    const asked = 'reply' in outcome ? retryAfter(outcome.reply.headers['retry-after'], clock.now()) : undefined
    const wait = asked ?? 1000 * 2 ** attempt * (0.5 + clock.random())
    const until = clock.now() + Math.min(wait, longestWait)
    if (until <= closedUntil) return
    // Answers to what was in flight together differ by less than a second: that is one wait.
    const isNews = until - closedUntil >= 1000
    closedUntil = until
    if (isNews) onWait(until)
  }

  return async question => {
    const used = {rateLimit: 0, timeout: 0, trouble: 0}
    for (;;) {
      await open()
      const outcome = await get(question)
      const cause = causeOf(outcome)
      if (!cause || used[cause] >= limits[cause]) return outcome
      if (cause === 'rateLimit') close(outcome, used[cause])
      else await clock.sleep(250 * 4 ** used[cause] * (0.5 + clock.random()))
      used[cause]++
    }
  }
}

function causeOf(outcome: Outcome): keyof typeof limits | undefined {
  if ('trouble' in outcome) {
    if (outcome.trouble === 'timeout') return 'timeout'
    return outcome.trouble === 'broken' || outcome.trouble === 'malformed' ? 'trouble' : undefined
  }

  if (outcome.reply.status === 429) return 'rateLimit'
  return outcome.reply.status >= 500 ? 'trouble' : undefined
}

/** Milliseconds, from seconds or an HTTP date. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}
