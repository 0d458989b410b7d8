import type {Decision} from '../decision.js'
import type {ReviewEnd, Session} from '../session.js'
import type {ScreenLoop, Terminal} from './screen-loop.js'
import type {Key, ScreenState, Size} from './screen-state.js'

import {UserError} from '../../foundation/user-error.js'
import {partText} from '../coverage.js'
import {savedMessage} from '../decision.js'
import {buildFrame} from './frame.js'
import {afterFailedSave, afterSave, reduceKey} from './key-reducer.js'
import {createScreenLoop} from './screen-loop.js'

/** A review on a screen, apart from its drawing. */
export interface ReviewLoop extends ScreenLoop {
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

  const loop = createScreenLoop(terminal, {frame: size => buildFrame(model, state, size), handle, savePosition})
  return {
    ...loop,
    result() {
      loop.throwFailure()
      return {interview: state.interview, model, unsaved: state.unsaved}
    },
  }
}
