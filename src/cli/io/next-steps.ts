import type {NextStep} from '../../report/text/next-steps.js'
import type {ComplianceCommand} from './base-command.js'

import {sanitizeLine} from '../../foundation/printable.js'
import {isPlain} from './plain-output.js'

const widest = 80

/**
 * Says on stderr what to type next: a block where a person reads it, one line where a log is kept. Nothing is aligned
 * beyond the width of a terminal: a long command has its explanation below it.
 */
export function printNextSteps(command: ComplianceCommand, steps: readonly NextStep[]): void {
  const [first] = steps
  if (!first) return
  const isRead = process.stderr.isTTY && !isPlain()
  if (isRead) for (const line of nextStepLines(steps)) command.printMessage(line)
  else command.printMessage(`Next: ${sanitizeLine(first.command)}`)
}

/** The steps under their heading, explanations in a column of their own as far as they fit. */
export function nextStepLines(steps: readonly NextStep[]): string[] {
  const longest = Math.max(...steps.map(({command}) => command.length))
  const fits = steps.every(({about}) => longest + about.length + 4 <= widest)
  return [
    'Next',
    ...steps.flatMap(({about, command}) => {
      const text = sanitizeLine(command)
      return fits ? [`  ${text.padEnd(longest)}  ${about}`] : [`  ${text}`, `    ${about}`]
    }),
  ]
}
