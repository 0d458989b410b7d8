import type {Clock} from '../../src/api/retry.js'

export interface Played extends Clock {
  /** Lets everything happen that waits, in the order of its time. */
  readonly play: () => Promise<void>
  /** The waits that were asked for, in milliseconds. */
  readonly slept: number[]
}

const settle = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve)
  })

/** A clock that stands still, and jumps by the time that is slept. */
export function playedClock(start = 0, random = 0.5): Played {
  const sleepers: Array<{at: number; wake: () => void}> = []
  const slept: number[] = []
  let now = start
  return {
    now: () => now,
    async play() {
      await settle()
      for (;;) {
        const next = sleepers.sort((a, b) => a.at - b.at).shift()
        if (!next) return
        now = Math.max(now, next.at)
        next.wake()
        await settle()
      }
    },
    random: () => random,
    sleep(ms) {
      slept.push(ms)
      return new Promise(resolve => {
        sleepers.push({at: now + ms, wake: resolve})
      })
    },
    slept,
  }
}
