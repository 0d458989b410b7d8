import {setMaxListeners} from 'node:events'

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/**
 * Runs what SIGINT, SIGTERM and the end of the terminal stop. Until the first of them nobody else hears them, for the host may exit at once; a
 * second one ends the process as ever.
 */
export async function stoppable<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  // Each request in flight listens to it.
  setMaxListeners(0, controller.signal)
  const others = signals.map(name => [name, process.rawListeners(name) as NodeJS.SignalsListener[]] as const)
  const stop = () => {
    giveBack()
    controller.abort()
  }

  function giveBack(): void {
    for (const [name, listeners] of others) {
      for (const listener of listeners) if (!process.rawListeners(name).includes(listener)) process.on(name, listener)
      process.removeListener(name, stop)
    }
  }

  for (const [name, listeners] of others) {
    process.on(name, stop)
    for (const listener of listeners) process.removeListener(name, listener)
  }

  try {
    return await run(controller.signal)
  } finally {
    giveBack()
  }
}
