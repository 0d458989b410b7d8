import type {FrameLine, Key, Size} from './screen-state.js'

/** What a screen does to the terminal. */
export interface Terminal {
  readonly redraw: () => void
  readonly close: () => void
  /** Ends the process, as a closed terminal does. */
  readonly hangUp: () => void
}

/** What is shown and done with keys, apart from the drawing. */
export interface ScreenLoop {
  readonly frame: (size: Size) => FrameLine[]
  /** Handles keys one after another: those that are pressed while a decision is being saved wait. */
  readonly press: (keys: readonly Key[], size: Size) => Promise<void>
  /** Hangs up at once, or when the decision that is being saved has been saved. */
  readonly onTerminalClosed: () => void
  readonly savePosition: () => void
}

interface Handlers extends Pick<ScreenLoop, 'frame' | 'savePosition'> {
  readonly handle: (key: Key, size: Size) => Promise<void>
}

/** Queues keys. A bug in what handles them closes the screen; `throwFailure` then throws it. */
export function createScreenLoop(
  terminal: Terminal,
  {frame, handle, savePosition}: Handlers,
): ScreenLoop & {readonly throwFailure: () => void} {
  let [isBusy, isClosed] = [false, false]
  let failure: Error | undefined
  const queue: Key[] = []
  return {
    frame,
    onTerminalClosed() {
      isClosed = true
      if (!isBusy) terminal.hangUp()
    },
    async press(keys, size) {
      queue.push(...keys)
      if (isBusy) return
      isBusy = true
      try {
        for (let key = queue.shift(); key; key = queue.shift()) await handle(key, size)
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error))
        terminal.close()
      }

      isBusy = false
      if (isClosed) terminal.hangUp()
      terminal.redraw()
    },
    savePosition,
    throwFailure() {
      if (failure) throw failure
    },
  }
}
