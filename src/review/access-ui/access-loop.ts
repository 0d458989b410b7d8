import type {ScreenLoop, Terminal} from '../screen-ui/screen-loop.js'
import type {Key, Size} from '../screen-ui/screen-state.js'
import type {AccessView} from './access-frame.js'
import type {AccessChoice, AccessRow, AccessState} from './access-state.js'

import {pluralize} from '../../foundation/text.js'
import {UserError} from '../../foundation/user-error.js'
import {createScreenLoop} from '../screen-ui/screen-loop.js'
import {accessFrame} from './access-frame.js'
import {reduceAccessKey} from './access-keys.js'
import {accessLines} from './access-lines.js'
import {startOfAccess} from './access-state.js'

/** What is reviewed, and where decisions go. */
export interface AccessSession extends AccessView {
  /**
   * Saves a decision about some rows.
   *
   * @returns all rows as they are now
   * @throws UserError where it can't be saved
   */
  readonly save: (choice: AccessChoice) => Promise<readonly AccessRow[]>
}

/** A review of access on a screen, apart from its drawing. */
export interface AccessLoop extends ScreenLoop {
  /** @throws Error the bug that ended it */
  readonly throwFailure: () => void
}

/** Keeps the state of the screen and saves each decision at once. */
export function createAccessLoop({rows, save, title}: AccessSession, terminal: Terminal): AccessLoop {
  let [state, current] = [startOfAccess(rows), rows]

  const decide = async (choice: AccessChoice, {columns}: Size) => {
    try {
      current = await save(choice)
      state = afterDecision(current, state, choice, columns)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      state = {...state, message: ['Not saved:', error.message, error.hint].filter(Boolean).join(' ')}
    }
  }

  const handle = async (key: Key, size: Size) => {
    const {choice, isOver, state: next} = reduceAccessKey(current, state, key, size)
    state = next
    if (choice) await decide(choice, size)
    if (isOver) terminal.close()
  }

  return createScreenLoop(terminal, {
    frame: size => accessFrame({rows: current, title}, state, size),
    handle,
    // Each decision is saved when it is made, and the next screen begins with what is undecided.
    savePosition() {},
  })
}

const savedWords = {ask: 'asked about', change: 'changed', keep: 'kept', remove: 'removed'} as const

const savedText = ({action, ids, role}: AccessChoice): string =>
  `Saved: ${pluralize(ids.length, 'grant')} to be ${savedWords[action]}${role === undefined ? '' : ` to ${role}`}.`

/** Goes on to the next line, unless the decision took this one out of a filtered list. */
function afterDecision(
  rows: readonly AccessRow[],
  before: AccessState,
  choice: AccessChoice,
  columns: number,
): AccessState {
  const state = {...before, isOpen: false, message: savedText(choice), selected: []}
  const lines = accessLines(rows, state, columns)
  const line = lines[state.cursor]
  const isDecided = line?.isHeading === false && line.rows.some(({id}) => choice.ids.includes(id))
  return {...state, cursor: Math.max(0, Math.min(state.cursor + Number(isDecided), lines.length - 1))}
}

/** Shows a review of access on the whole terminal until the person quits. */
export async function runAccessScreen(session: AccessSession, isColorless: boolean): Promise<void> {
  // Imported late: it loads ink.
  const {runScreen} = await import('../screen-ui/screen.js')
  const loop = await runScreen(terminal => createAccessLoop(session, terminal), isColorless)
  loop.throwFailure()
}
