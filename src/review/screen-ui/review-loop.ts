import type {Decision} from '../decision.js'
import type {ReviewEnd, Session} from '../session.js'
import type {FrameLine, Key, ScreenState, Size} from './screen-state.js'

import {UserError} from '../../foundation/user-error.js'
import {partText} from '../coverage.js'
import {savedMessage} from '../decision.js'
import {buildFrame} from './frame.js'
import {afterFailedSave, afterSave, reduceKey} from './key-reducer.js'

/** What the review does to the terminal. */
interface Terminal {
  readonly redraw: () => void
  readonly close: () => void
  /** Ends the process, as a closed terminal does. */
  readonly hangUp: () => void
}

/** A review on a screen, apart from its drawing. */
export interface ReviewLoop {
  readonly frame: (size: Size) => FrameLine[]
  /** Handles keys one after another: those that are pressed while a decision is being saved wait. */
  readonly press: (keys: readonly Key[], size: Size) => Promise<void>
  /** Hangs up at once, or when the decision that is being saved has been saved. */
  readonly onTerminalClosed: () => void
  readonly savePosition: () => void
  /**
   * How the review ended.
   *
   * @throws Error the bug that ended the review
   */
  readonly result: () => ReviewEnd
}

/** Keeps the state of a review, saves its decisions, and saves its position after every change. */
export function createReviewLoop(session: Session, start: ScreenState, terminal: Terminal): ReviewLoop {
  let [state, model] = [start, session.model]
  let [isBusy, isClosed] = [false, false]
  let failure: Error | undefined
  const queue: Key[] = []

  const savePosition = () => {
    const {history, interview, typed, unsaved} = state
    session.savePosition({history, interview, typed, unsaved})
  }

  const save = async (decision: Decision) => {
    try {
      model = await session.save(decision)
      const part = partText(model, state.interview, decision)
      state = afterSave(model, state, decision, savedMessage(model, decision, part))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      state = afterFailedSave(state, decision, error.message)
    }

    savePosition()
  }

  const handle = async (key: Key, size: Size) => {
    const {interview} = state
    const {decision, isOver, state: next} = reduceKey(model, state, key, size)
    state = next
    if (state.interview !== interview) savePosition()
    if (decision) await save(decision)
    if (isOver) terminal.close()
  }

  return {
    frame: size => buildFrame(model, state, size),
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
    result() {
      if (failure) throw failure
      return {interview: state.interview, model, unsaved: state.unsaved}
    },
    savePosition,
  }
}
