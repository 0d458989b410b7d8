import {Box, render, Text, useInput, useStdout} from 'ink'
import {createElement, useEffect, useReducer} from 'react'

import type {LineResult} from '../line-ui/line-reducer.js'
import type {Session} from '../session.js'
import type {Color, Key, Size, ScreenState} from './screen-state.js'

import {UserError} from '../../foundation/user-error.js'
import {buildFrame} from './frame.js'
import {savedMessage} from '../line-ui/line-reducer.js'
import {afterSave, reduceKey, afterFailedSave} from './key-reducer.js'
import {createKeyReader, disableBracketedPaste, enableBracketedPaste} from './keys.js'

const inkColors: Readonly<Record<Color, string>> = {fail: 'red', name: 'cyan', open: 'blueBright', unknown: 'yellow'}
const [enterScreen, leaveScreen] = [
  `\u001B[?1049h\u001B[H${enableBracketedPaste}`,
  `${disableBracketedPaste}\u001B[?1049l\u001B[?25h`,
]
const minimumSize: Size = {columns: 40, rows: 12}

/**
 * Shows the review on the whole terminal until the person leaves it, or it is taken away.
 *
 * @returns the decision that could not be saved, if there is one
 */
export async function runScreenReview(
  session: Session,
  start: ScreenState,
  isColorless: boolean,
): Promise<LineResult['decision']> {
  let [state, model] = [start, session.model]
  let redraw = () => {}
  let unmount = () => {}
  const keyQueue: Key[] = []
  let isBusy = false
  const readKeys = createKeyReader()

  const savePosition = () =>
    session.savePosition({interview: state.interview, typed: state.typed, unsaved: state.unsaved, way: state.way})
  const save = async (decision: NonNullable<LineResult['decision']>) => {
    try {
      model = await session.save(decision)
      state = afterSave(state, decision, savedMessage(decision))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      state = afterFailedSave(state, decision, error.message)
    }

    savePosition()
  }

  let isClosed = false
  const endByHangup = () => {
    savePosition()
    process.removeAllListeners('SIGHUP')
    process.kill(process.pid, 'SIGHUP')
  }

  // Nothing can be given back to a terminal that is closed: what is being saved is saved, and that is all.
  const onTerminalClosed = () => {
    isClosed = true
    if (!isBusy) endByHangup()
  }

  let failure: Error | undefined
  const handleKeys = async (keys: readonly Key[], size: Size) => {
    keyQueue.push(...keys)
    if (isBusy) return
    isBusy = true
    try {
      for (let key = keyQueue.shift(); key; key = keyQueue.shift()) {
        const {interview} = state
        const result = reduceKey(model, state, key, size)
        state = result.state
        if (state.interview !== interview) savePosition()
        if (result.decision) await save(result.decision)
        if (result.isOver) unmount()
      }
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
      unmount()
    }

    isBusy = false
    if (isClosed) endByHangup()
    redraw()
  }

  function Screen() {
    const {stdout} = useStdout()
    const [, forceRender] = useReducer((n: number) => n + 1, 0)
    const size = {
      columns: Math.max(minimumSize.columns, stdout.columns || 80),
      rows: Math.max(minimumSize.rows, stdout.rows || 24),
    }
    useEffect(() => {
      redraw = forceRender
      stdout.on('resize', forceRender)
      return () => {
        stdout.off('resize', forceRender)
      }
    }, [stdout])
    useInput((input, key) => {
      if (key.ctrl && input === 'c') unmount()
      else void handleKeys(readKeys(input, key), size)
    })
    return createElement(
      Box,
      {flexDirection: 'column'},
      ...buildFrame(model, state, size).map(({color, isChosen, isStrong, text}, index) =>
        createElement(
          Text,
          {
            key: index,
            wrap: 'truncate',
            ...(isStrong ? {bold: true} : {}),
            ...(isColorless ? {} : {...(color ? {color: inkColors[color]} : {}), ...(isChosen ? {inverse: true} : {})}),
          },
          text === '' ? ' ' : text,
        ),
      ),
    )
  }

  const {stdout} = process
  const ignoreError = () => {}
  stdout.on('error', ignoreError)
  stdout.write(enterScreen)
  const restoreTerminal = () => {
    if (!stdout.destroyed) stdout.write(leaveScreen)
  }

  process.once('exit', restoreTerminal)
  const signals = ['SIGTERM', 'SIGINT'] as const
  try {
    const instance = render(createElement(Screen), {exitOnCtrlC: false, patchConsole: false})
    unmount = () => instance.unmount()
    for (const signal of signals) process.once(signal, unmount)
    process.prependOnceListener('SIGHUP', onTerminalClosed)
    process.stdin.once('end', onTerminalClosed)
    await instance.waitUntilExit()
  } finally {
    for (const signal of signals) process.removeListener(signal, unmount)
    process.removeListener('SIGHUP', onTerminalClosed)
    process.stdin.removeListener('end', onTerminalClosed)
    process.removeListener('exit', restoreTerminal)
    savePosition()
    restoreTerminal()
  }

  if (failure) throw failure
  return state.unsaved
}
