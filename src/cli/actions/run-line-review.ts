import {createInterface, type Interface} from 'node:readline'

import type {Decision} from '../../review/decision.js'
import type {Interview} from '../../review/interview.js'
import type {ReviewEnd, Session} from '../../review/session.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {UserError} from '../../foundation/user-error.js'
import {wrapText} from '../../report/terminal/layout.js'
import {partText} from '../../review/coverage.js'
import {savedMessage} from '../../review/decision.js'
import {afterDecision, withoutForm} from '../../review/interview.js'
import {reduceLine} from '../../review/line-ui/line-reducer.js'
import {nextPrompt} from '../../review/line-ui/prompt.js'

/** Asks line by line, on a terminal or from a pipe, until the end of the input. */
export async function runLineReview(
  command: ComplianceCommand,
  session: Session,
  start: Interview,
  initiallyUnsaved?: Decision,
): Promise<ReviewEnd> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY
  const input = createInterface({
    input: process.stdin,
    ...(isTerminal ? {output: process.stdout} : {}),
    terminal: isTerminal,
  })
  const printLines = linePrinter(command)
  let model = session.model
  // A script starts at its own beginning, not inside a form that was left open.
  let interview: Interview = process.stdin.isTTY ? start : {...start, form: undefined}
  let unsaved = initiallyUnsaved

  const save = async (decision: Decision) => {
    try {
      model = await session.save(decision)
      interview = afterDecision(interview, decision)
      unsaved = undefined
      printLines([savedMessage(model, decision, partText(model, interview, decision))])
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      unsaved = decision
      interview = withoutForm(interview)
      printLines([`NOT SAVED: ${error.message}`, error.hint, '"retry" saves it again.'])
    }
  }

  const printPrompt = () => {
    const {lines, prompt} = nextPrompt(model, interview)
    printLines(lines)
    if (isTerminal) showPrompt(input, prompt)
    else command.print(`${prompt}\n`)
  }

  printPrompt()
  for await (const line of input) {
    const result = reduceLine(model, interview, line, unsaved)
    interview = result.interview
    printLines(result.output)
    if (result.decision) await save(result.decision)
    if (result.isOver) break
    session.savePosition({interview, unsaved})
    printPrompt()
  }

  input.close()
  if (unsaved) await save(unsaved)
  session.savePosition({interview, unsaved})
  return {interview, model, unsaved}
}

/** Prints lines wrapped to the terminal, but indented lines as they are. */
function linePrinter(command: ComplianceCommand): (lines: readonly string[]) => void {
  const columns = Number(process.env['COLUMNS']) || process.stdout.columns || 80
  return lines => {
    for (const line of lines)
      command.print(`${line.startsWith('  ') ? line : wrapText(line, columns, '', 2).join('\n')}\n`)
  }
}

function showPrompt(input: Interface, text: string): void {
  input.setPrompt(text)
  input.prompt()
}
