import {Box, render, Text, useInput, useStdout} from 'ink'
import {createElement, useEffect, useReducer} from 'react'

import type {ReactElement} from 'react'
import type {Decision} from '../decision.js'
import type {Session} from '../session.js'
import type {FrameLine} from './frame.js'
import type {ReviewLoop} from './review-loop.js'
import type {Color, ScreenState, Size} from './screen-state.js'

import {createKeyReader, disableBracketedPaste, enableBracketedPaste} from './keys.js'
import {createReviewLoop} from './review-loop.js'

const inkColors: Readonly<Record<Color, string>> = {fail: 'red', name: 'cyan', open: 'blueBright', unknown: 'yellow'}
const enterScreen = `\u001B[?1049h\u001B[H${enableBracketedPaste}`
const leaveScreen = `${disableBracketedPaste}\u001B[?1049l\u001B[?25h`
const minimumSize: Size = {columns: 40, rows: 12}
const endSignals = ['SIGTERM', 'SIGINT'] as const

/**
 * Shows the review on the whole terminal until the person quits, or the terminal is closed.
 *
 * @returns the decision that couldn't be saved, if there is one
 */
export async function runScreenReview(
  session: Session,
  start: ScreenState,
  isColorless: boolean,
): Promise<Decision | undefined> {
  let redraw = () => {}
  let unmount = () => {}
  const loop = createReviewLoop(session, start, {
    close: () => unmount(),
    hangUp() {
      loop.savePosition()
      process.removeAllListeners('SIGHUP')
      process.kill(process.pid, 'SIGHUP')
    },
    redraw: () => redraw(),
  })
  const Screen = screenComponent(loop, isColorless, {
    close: () => unmount(),
    onMount: forceRender => {
      redraw = forceRender
    },
  })

  const restoreTerminal = takeTerminal()
  try {
    const instance = render(createElement(Screen), {exitOnCtrlC: false, patchConsole: false})
    unmount = () => instance.unmount()
    for (const signal of endSignals) process.once(signal, unmount)
    process.prependOnceListener('SIGHUP', loop.onTerminalClosed)
    process.stdin.once('end', loop.onTerminalClosed)
    await instance.waitUntilExit()
  } finally {
    for (const signal of endSignals) process.removeListener(signal, unmount)
    process.removeListener('SIGHUP', loop.onTerminalClosed)
    process.stdin.removeListener('end', loop.onTerminalClosed)
    loop.savePosition()
    restoreTerminal()
  }

  return loop.result()
}

/** Switches to the alternate screen. The returned function switches back; so does the end of the process. */
function takeTerminal(): () => void {
  const {stdout} = process
  // A terminal that is closed can't be restored, and that must not fail the review.
  stdout.on('error', () => {})
  stdout.write(enterScreen)
  const restore = () => {
    process.removeListener('exit', restore)
    if (!stdout.destroyed) stdout.write(leaveScreen)
  }

  process.once('exit', restore)
  return restore
}

interface ScreenHooks {
  readonly close: () => void
  readonly onMount: (forceRender: () => void) => void
}

function screenComponent(loop: ReviewLoop, isColorless: boolean, {close, onMount}: ScreenHooks): () => ReactElement {
  const readKeys = createKeyReader()
  return function Screen() {
    const {stdout} = useStdout()
    const [, forceRender] = useReducer((count: number) => count + 1, 0)
    const size = {
      columns: Math.max(minimumSize.columns, stdout.columns || 80),
      rows: Math.max(minimumSize.rows, stdout.rows || 24),
    }
    useEffect(() => {
      onMount(forceRender)
      stdout.on('resize', forceRender)
      return () => {
        stdout.off('resize', forceRender)
      }
    }, [stdout])
    useInput((input, key) => {
      if (key.ctrl && input === 'c') close()
      else void loop.press(readKeys(input, key), size)
    })
    return createElement(
      Box,
      {flexDirection: 'column'},
      ...loop.frame(size).map((line, index) => lineElement(line, index, isColorless)),
    )
  }
}

const lineElement = ({color, isSelected, isStrong, text}: FrameLine, index: number, isColorless: boolean) =>
  createElement(
    Text,
    {
      key: index,
      wrap: 'truncate',
      ...(isStrong ? {bold: true} : {}),
      ...(color && !isColorless ? {color: inkColors[color]} : {}),
      ...(isSelected && !isColorless ? {inverse: true} : {}),
    },
    text === '' ? ' ' : text,
  )
