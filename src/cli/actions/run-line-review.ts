import {createInterface} from 'node:readline'

import type {Interview, Turn} from '../../review/line-ui/line-reducer.js'
import type {Session} from '../../review/session.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {UserError} from '../../foundation/user-error.js'
import {wrapped} from '../../report/text/layout.js'
import {answerLine, prompt, saved, settled} from '../../review/line-ui/line-reducer.js'

/**
 * Asks line by line, on a terminal or from a pipe, until the end of the input.
 *
 * @returns the decision that could not be saved, if there is one
 */
export async function reviewingPlainly(
  command: ComplianceCommand,
  session: Session,
  start: Interview,
  left?: Turn['decide'],
): Promise<Turn['decide']> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY
  const lines = createInterface({
    input: process.stdin,
    ...(isTerminal ? {output: process.stdout} : {}),
    terminal: isTerminal,
  })
  const columns = Number(process.env['COLUMNS']) || process.stdout.columns || 80
  const say = (all: readonly string[]) => {
    for (const line of all)
      command.print(`${line.startsWith('  ') ? line : wrapped(line, columns, '', 2).join('\n')}\n`)
  }

  // A script is at its own beginning, not in the middle of a form that was left.
  let [interview, world, unsaved] = [process.stdin.isTTY ? start : {...start, form: undefined}, session.world, left]
  const save = async (decision: NonNullable<Turn['decide']>) => {
    try {
      world = await session.keep(decision)
      interview = settled(interview, decision)
      unsaved = undefined
      say([saved(decision)])
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      unsaved = decision
      interview = settledUnsaved(interview)
      say([`NOT SAVED: ${error.message}`, ...(error.hint === undefined ? [] : [error.hint]), '"retry" saves it again.'])
    }
  }

  const ask = () => {
    const {lines: before, prompt: text} = prompt(world, interview)
    say(before)
    if (isTerminal) {
      lines.setPrompt(text)
      lines.prompt()
    } else command.print(`${text}\n`)
  }

  ask()
  for await (const line of lines) {
    if (unsaved && line.trim() === 'retry') await save(unsaved)
    else {
      const turn = answerLine(world, interview, line)
      interview = turn.interview
      say(turn.say)
      if (turn.decide) await save(turn.decide)
      if (turn.isOver) break
    }

    session.remember({interview, unsaved})
    ask()
  }

  lines.close()
  if (unsaved) await save(unsaved)
  session.remember({interview, unsaved})
  return unsaved
}

const settledUnsaved = (interview: Interview): Interview => {
  const {by, done, skipped, within} = interview
  return {done, skipped, within, ...(by === undefined ? {} : {by})}
}
