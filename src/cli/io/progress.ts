import type {Progress} from '../../snapshot/scheduler.js'

import {sanitizeLine} from '../../foundation/printable.js'

/**
 * Shows the progress of a collection on stderr: on a terminal, from half a second on, in a line that rewrites itself;
 * elsewhere in a new line every ten seconds.
 */
export interface ProgressLine {
  readonly setBudget: (left: number) => void
  readonly update: (progress: Progress) => void
  readonly showWaiting: (until: number) => void
  readonly end: () => void
}

const showAfter = 500
const lineInterval = 10_000
const barWidth = 20

export function progressLine(stream: NodeJS.WriteStream, isPlain: boolean): ProgressLine {
  const startedAt = Date.now()
  const isLive = stream.isTTY && !isPlain
  let isShown = false
  let lastLineAt = startedAt
  let requestsLeft: number | undefined

  function clear(): void {
    if (isShown) stream.write('\r\u001B[K')
    isShown = false
  }

  function status(progress: Progress): string {
    const {apps, done, expected} = progress
    const appCount = apps ? `, ${apps.done} of ${apps.total} apps` : ''
    const budget = requestsLeft === undefined ? '' : `, ${requestsLeft} requests left`
    return `${done} of ${expected}${appCount}${budget}${remaining(progress, Date.now() - startedAt)}`
  }

  function redraw(progress: Progress): void {
    // Some terminals don't report their width.
    const columns = stream.columns > 0 ? stream.columns : 80
    const text = `${bar(progress)} ${status(progress)}  ${sanitizeLine(progress.path)}`
    stream.write(`\r\u001B[K${text.slice(0, Math.max(20, columns - 1))}`)
    isShown = true
  }

  return {
    setBudget(remainingRequests) {
      requestsLeft = remainingRequests
    },
    end: clear,
    update(progress) {
      const now = Date.now()
      if (isLive) {
        if (now - startedAt >= showAfter) redraw(progress)
      } else if (now - lastLineAt >= lineInterval) {
        lastLineAt = now
        stream.write(`Reading: ${status(progress)}\n`)
      }
    },
    showWaiting(until) {
      clear()
      const time = new Date(until).toISOString().slice(11, 19)
      stream.write(`Waiting for your account's rate limit until ${time} UTC.\n`)
    },
  }
}

function bar({done, expected}: Progress): string {
  const filled = expected === 0 ? 0 : Math.floor((done / expected) * barWidth)
  return `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]`
}

/** The time until the requests known so far are done, at the speed so far. */
function remaining({done, expected}: Progress, elapsed: number): string {
  if (done === 0 || done >= expected) return ''
  const seconds = Math.ceil(((elapsed / done) * (expected - done)) / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes > 0 ? `, ${minutes} min ${seconds % 60} s to go` : `, ${seconds} s to go`
}
