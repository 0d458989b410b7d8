import type {Progress} from '../collect/collect.js'

import {printable} from '../report/printable.js'

/** How far a collection is, on stderr: a line that rewrites itself, on a terminal and after half a second only. */
export interface ProgressLine {
  readonly update: (progress: Progress) => void
  readonly waiting: (until: number) => void
  readonly end: () => void
}

const patience = 500

export function progressLine(stream: NodeJS.WriteStream, isPlain: boolean): ProgressLine {
  const since = Date.now()
  const isLive = stream.isTTY && !isPlain
  let isShown = false

  function clear(): void {
    if (isShown) stream.write('\r\u001B[K')
    isShown = false
  }

  return {
    end: clear,
    update({done, known, path}) {
      if (!isLive || Date.now() - since < patience) return
      const text = `Reading ${done} of ${known}  ${printable(path)}`
      // A terminal may not know its width.
      const columns = stream.columns > 0 ? stream.columns : 80
      stream.write(`\r\u001B[K${text.slice(0, Math.max(20, columns - 1))}`)
      isShown = true
    },
    waiting(until) {
      clear()
      stream.write(`Waiting for the rate limit of your account until ${new Date(until).toISOString().slice(11, 19)} UTC.\n`)
    },
  }
}
