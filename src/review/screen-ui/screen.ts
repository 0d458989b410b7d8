import {Box, render, Text, useInput, useStdin, useStdout} from 'ink'
import {createElement, useEffect, useReducer, useRef} from 'react'

import type {ReactElement, ReactNode} from 'react'
import type {ReviewEnd, Session} from '../session.js'
import type {Range} from '../fuzzy.js'
import type {ScreenLoop, Terminal} from './screen-loop.js'
import type {Color, FrameLine, ScreenState, Size} from './screen-state.js'

import {graphemes} from '../../foundation/graphemes.js'
import {createKeyReader, disableBracketedPaste, enableBracketedPaste} from './keys.js'
import {createReviewLoop} from './review-loop.js'

const inkColors: Readonly<Record<Color, string>> = {fail: 'red', name: 'cyan', open: 'blueBright', unknown: 'yellow'}
const enterScreen = `\u001B[?1049h\u001B[H${enableBracketedPaste}`
const leaveScreen = `${disableBracketedPaste}\u001B[?1049l\u001B[?25h`
const minimumSize: Size = {columns: 20, rows: 6}
const endSignals = ['SIGTERM', 'SIGINT'] as const

/** Shows the review on the whole terminal until the person quits, or the terminal is closed. */
export async function runScreenReview(session: Session, start: ScreenState, isColorless: boolean): Promise<ReviewEnd> {
  const loop = await runScreen(terminal => createReviewLoop(session, start, terminal), isColorless)
  return loop.result()
}

/** Shows a loop on the whole terminal until it is closed. */
export async function runScreen<L extends ScreenLoop>(
  createLoop: (terminal: Terminal) => L,
  isColorless: boolean,
): Promise<L> {
  let redraw = () => {}
  let unmount = () => {}
  const loop = createLoop({
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

  return loop
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

function screenComponent(loop: ScreenLoop, isColorless: boolean, {close, onMount}: ScreenHooks): () => ReactElement {
  const readKeys = createKeyReader()
  return function Screen() {
    const {stdout} = useStdout()
    const readRaw = useRawInput()
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
      else void loop.press(readKeys(input, key, readRaw()), size)
    })
    return createElement(
      Box,
      {flexDirection: 'column'},
      ...loop.frame(size).map((line, index) => lineElement(line, index, isColorless)),
    )
  }
}

/** What the terminal sent last: ink doesn't tell the backspace from the delete key. */
function useRawInput(): () => string | undefined {
  const {internal_eventEmitter: input} = useStdin()
  const last = useRef<string>(undefined)
  // Before the listener of ink, which comes after this one whenever it's renewed.
  useEffect(() => {
    const remember = (raw: unknown) => {
      last.current = String(raw)
    }

    input.prependListener('input', remember)
    return () => {
      input.off('input', remember)
    }
  }, [input])
  return () => last.current
}

function lineElement(
  {caret, color, isSelected, isStrong, marks, text}: FrameLine,
  index: number,
  isColorless: boolean,
) {
  return createElement(
    Text,
    {
      key: index,
      wrap: 'truncate',
      ...(isStrong ? {bold: true} : {}),
      ...(color && !isColorless ? {color: inkColors[color]} : {}),
      ...(isSelected && !isColorless ? {inverse: true} : {}),
    },
    ...styledParts(text === '' ? ' ' : text, caret === undefined ? marks : [[caret, caret + caretLength(text, caret)]]),
  )
}

const caretLength = (text: string, caret: number) => graphemes(text.slice(caret))[0]?.length ?? 0

/** The text with some parts underlined, which needs no color: the caret, or what matches. */
function styledParts(text: string, ranges: readonly Range[] = []): ReactNode[] {
  const parts: ReactNode[] = []
  let end = 0
  for (const [start, next] of ranges) {
    const from = Math.max(start, end)
    parts.push(
      text.slice(end, from),
      createElement(Text, {bold: true, key: from, underline: true}, text.slice(from, next)),
    )
    end = Math.max(end, next)
  }

  return [...parts, text.slice(end)].filter(part => part !== '')
}
