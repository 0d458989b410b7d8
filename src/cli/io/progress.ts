import type {Progress} from '../../snapshot/scheduler.js'

import {printable} from '../../foundation/printable.js'

/**
 * How far a collection is, on stderr: on a terminal a line that rewrites itself, after half a second; elsewhere a line
 * every ten seconds.
 */
export interface ProgressLine {
  readonly budget: (left: number) => void
  readonly update: (progress: Progress) => void
  readonly waiting: (until: number) => void
  readonly end: () => void
}

const patience = 500
const pulse = 10_000
const barWidth = 20

export function progressLine(stream: NodeJS.WriteStream, isPlain: boolean): ProgressLine {
  const since = Date.now()
  const isLive = stream.isTTY && !isPlain
  let isShown = false
  let toldAt = since
  let left: number | undefined

  function clear(): void {
    if (isShown) stream.write('\r\u001B[K')
    isShown = false
  }

  function status(progress: Progress): string {
    const {apps, done, known} = progress
    const ofApps = apps ? `, ${apps.done} of ${apps.all} apps` : ''
    const budget = left === undefined ? '' : `, ${left} requests left`
    return `${done} of ${known}${ofApps}${budget}${remaining(progress, Date.now() - since)}`
  }

  function live(progress: Progress): void {
    // A terminal may not know its width.
    const columns = stream.columns > 0 ? stream.columns : 80
    const text = `${bar(progress)} ${status(progress)}  ${printable(progress.path)}`
    stream.write(`\r\u001B[K${text.slice(0, Math.max(20, columns - 1))}`)
    isShown = true
  }

  return {
    budget(now) {
      left = now
    },
    end: clear,
    update(progress) {
      const now = Date.now()
      if (isLive) {
        if (now - since >= patience) live(progress)
      } else if (now - toldAt >= pulse) {
        toldAt = now
        stream.write(`Reading: ${status(progress)}\n`)
      }
    },
    waiting(until) {
      clear()
      stream.write(
        `Waiting for the rate limit of your account until ${new Date(until).toISOString().slice(11, 19)} UTC.\n`,
      )
    },
  }
}

function bar({done, known}: Progress): string {
  const full = known === 0 ? 0 : Math.floor((done / known) * barWidth)
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`
}

/** What is known to be left, at the speed so far. */
function remaining({done, known}: Progress, elapsed: number): string {
  if (done === 0 || done >= known) return ''
  const seconds = Math.ceil(((elapsed / done) * (known - done)) / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes > 0 ? `, ${minutes} min ${seconds % 60} s to go` : `, ${seconds} s to go`
}
