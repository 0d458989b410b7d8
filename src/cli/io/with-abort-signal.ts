import {setMaxListeners} from 'node:events'

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/**
 * Runs what SIGINT, SIGTERM and the end of the terminal (SIGHUP) abort. Other listeners don't receive the first of
 * these signals, because the host may exit at once; they receive the second, which ends the process as usual.
 */
export async function withAbortSignal<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  // Every request in flight listens to it.
  setMaxListeners(0, controller.signal)
  const previousListeners = signals.map(name => [name, process.rawListeners(name) as NodeJS.SignalsListener[]] as const)
  const abort = () => {
    restoreListeners()
    controller.abort()
  }

  function restoreListeners(): void {
    for (const [name, listeners] of previousListeners) {
      for (const listener of listeners) if (!process.rawListeners(name).includes(listener)) process.on(name, listener)
      process.removeListener(name, abort)
    }
  }

  for (const [name, listeners] of previousListeners) {
    process.on(name, abort)
    for (const listener of listeners) process.removeListener(name, listener)
  }

  try {
    return await run(controller.signal)
  } finally {
    restoreListeners()
  }
}
