import {Box, render, Text, useInput, useStdout} from 'ink'
import {createElement, useEffect, useReducer} from 'react'

import type {Turn} from '../line-ui/line-reducer.js'
import type {Session} from '../session.js'
import type {Colour, Key, Size, State} from './screen-state.js'

import {UserError} from '../../foundation/user-error.js'
import {frameOf} from './frame.js'
import {saved} from '../line-ui/line-reducer.js'
import {decided, press, refused} from './key-reducer.js'
import {keyReader, sayNoPastes, sayPastes} from './keys.js'

const colours: Readonly<Record<Colour, string>> = {fail: 'red', name: 'cyan', open: 'blueBright', unknown: 'yellow'}
const [enter, leave] = [`\u001B[?1049h\u001B[H${sayPastes}`, `${sayNoPastes}\u001B[?1049l\u001B[?25h`]
const least: Size = {columns: 40, rows: 12}

/**
 * Shows the review on the whole terminal until the person leaves it, or it is taken away.
 *
 * @returns the decision that could not be saved, if there is one
 */
export async function reviewingOnScreen(session: Session, start: State, isPlain: boolean): Promise<Turn['decide']> {
  let [state, world] = [start, session.world]
  let redraw = () => {}
  let end = () => {}
  const waiting: Key[] = []
  let isBusy = false
  const keysOf = keyReader()

  const remember = () =>
    session.remember({interview: state.interview, typed: state.typed, unsaved: state.unsaved, way: state.way})
  const save = async (decision: NonNullable<Turn['decide']>) => {
    try {
      world = await session.keep(decision)
      state = decided(state, decision, saved(decision))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      state = refused(state, decision, error.message)
    }

    remember()
  }

  let isClosed = false
  const die = () => {
    remember()
    process.removeAllListeners('SIGHUP')
    process.kill(process.pid, 'SIGHUP')
  }

  // Nothing can be given back to a terminal that is closed: what is being saved is saved, and that is all.
  const closed = () => {
    isClosed = true
    if (!isBusy) die()
  }

  let failure: Error | undefined
  const take = async (keys: readonly Key[], size: Size) => {
    waiting.push(...keys)
    if (isBusy) return
    isBusy = true
    try {
      for (let key = waiting.shift(); key; key = waiting.shift()) {
        const {interview} = state
        const pressed = press(world, state, key, size)
        state = pressed.state
        if (state.interview !== interview) remember()
        if (pressed.decide) await save(pressed.decide)
        if (pressed.isOver) end()
      }
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
      end()
    }

    isBusy = false
    if (isClosed) die()
    redraw()
  }

  function Screen() {
    const {stdout} = useStdout()
    const [, again] = useReducer((n: number) => n + 1, 0)
    const size = {columns: Math.max(least.columns, stdout.columns || 80), rows: Math.max(least.rows, stdout.rows || 24)}
    useEffect(() => {
      redraw = again
      stdout.on('resize', again)
      return () => {
        stdout.off('resize', again)
      }
    }, [stdout])
    useInput((input, key) => {
      if (key.ctrl && input === 'c') end()
      else void take(keysOf(input, key), size)
    })
    return createElement(
      Box,
      {flexDirection: 'column'},
      ...frameOf(world, state, size).map(({colour, isChosen, isStrong, text}, index) =>
        createElement(
          Text,
          {
            key: index,
            wrap: 'truncate',
            ...(isStrong ? {bold: true} : {}),
            ...(isPlain ? {} : {...(colour ? {color: colours[colour]} : {}), ...(isChosen ? {inverse: true} : {})}),
          },
          text === '' ? ' ' : text,
        ),
      ),
    )
  }

  const {stdout} = process
  const gone = () => {}
  stdout.on('error', gone)
  stdout.write(enter)
  const restore = () => {
    if (!stdout.destroyed) stdout.write(leave)
  }

  process.once('exit', restore)
  const signals = ['SIGTERM', 'SIGINT'] as const
  try {
    const shown = render(createElement(Screen), {exitOnCtrlC: false, patchConsole: false})
    end = () => shown.unmount()
    for (const signal of signals) process.once(signal, end)
    process.prependOnceListener('SIGHUP', closed)
    process.stdin.once('end', closed)
    await shown.waitUntilExit()
  } finally {
    for (const signal of signals) process.removeListener(signal, end)
    process.removeListener('SIGHUP', closed)
    process.stdin.removeListener('end', closed)
    process.removeListener('exit', restore)
    remember()
    restore()
  }

  if (failure) throw failure
  return state.unsaved
}
