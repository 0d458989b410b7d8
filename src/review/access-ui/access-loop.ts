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
  /**
   * Takes back the last decision that was saved and not yet undone.
   *
   * @returns all rows as they are now
   * @throws UserError where it can't be saved
   */
  readonly undo: () => Promise<readonly AccessRow[]>
}

/** A review of access on a screen, apart from its drawing. */
export interface AccessLoop extends ScreenLoop {
  /** @throws Error the bug that ended it */
  readonly throwFailure: () => void
}

/** Keeps the state of the screen and saves each decision at once. */
export function createAccessLoop({rows, save, title, undo}: AccessSession, terminal: Terminal): AccessLoop {
  let [state, current] = [startOfAccess(rows), rows]
  const choices: AccessChoice[] = []

  const saving = async (change: () => Promise<void>) => {
    try {
      await change()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      state = {...state, message: ['Not saved:', error.message, error.hint].filter(Boolean).join(' ')}
    }
  }

  const decide = async (choice: AccessChoice, {columns}: Size) => {
    current = await save(choice)
    choices.push(choice)
    state = afterDecision(current, state, choice, columns)
  }

  const undoLast = async ({columns}: Size) => {
    const last = choices.at(-1)
    if (!last) {
      state = {...state, message: 'There is no decision of this screen to undo.'}
      return
    }

    current = await undo()
    choices.pop()
    state = afterUndo(current, state, last, columns)
  }

  const handle = async (key: Key, size: Size) => {
    const {choice, isOver, isUndo, state: next} = reduceAccessKey(current, state, key, size)
    state = next
    if (choice) await saving(() => decide(choice, size))
    if (isUndo) await saving(() => undoLast(size))
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

const savedText = ({action, ids, role}: AccessChoice, what: 'Saved' | 'Undone'): string =>
  `${what}: ${pluralize(ids.length, 'grant')} to be ${savedWords[action]}${role === undefined ? '' : ` to ${role}`}.`

/** Goes on to the next line, unless the decision took this one out of a filtered list. */
function afterDecision(
  rows: readonly AccessRow[],
  before: AccessState,
  choice: AccessChoice,
  columns: number,
): AccessState {
  const state = {...before, isOpen: false, message: savedText(choice, 'Saved'), selected: []}
  const lines = accessLines(rows, state, columns)
  const line = lines[state.cursor]
  const isDecided = line?.isHeading === false && line.rows.some(({id}) => choice.ids.includes(id))
  return {...state, cursor: Math.max(0, Math.min(state.cursor + Number(isDecided), lines.length - 1))}
}

/** Goes back to what is open again, if it is listed. */
function afterUndo(
  rows: readonly AccessRow[],
  before: AccessState,
  choice: AccessChoice,
  columns: number,
): AccessState {
  const state = {...before, isOpen: false, message: savedText(choice, 'Undone'), selected: []}
  const cursor = accessLines(rows, state, columns).findIndex(
    line => !line.isHeading && line.rows.some(({id}) => choice.ids.includes(id)),
  )
  return {...state, cursor: Math.max(0, cursor)}
}

/** Shows a review of access on the whole terminal until the person quits. */
export async function runAccessScreen(session: AccessSession, isColorless: boolean): Promise<void> {
  // Imported late: it loads ink.
  const {runScreen} = await import('../screen-ui/screen.js')
  const loop = await runScreen(terminal => createAccessLoop(session, terminal), isColorless)
  loop.throwFailure()
}
