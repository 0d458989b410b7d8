import type {Report} from '../../model/report.js'
import type {Invocation, RenderOptions} from '../render-options.js'

import {isBreach} from '../../model/observation.js'
import {countText} from './labels.js'
import {countOpenQuestions} from './open-questions.js'

/** A command to type next, and what it does. */
export interface NextStep {
  readonly command: string
  readonly about: string
}

/** The flags of an assessment that compliance:review doesn't have. */
const assessmentOnly = /^--(?:allow-unknown|baseline|fail-on|no-waivers|only|strict)\b/

/** What a person would want to type after a report, the most useful first; nothing where no command made it. */
export function nextSteps(
  report: Report,
  {invocation, isFull = false, view}: Pick<RenderOptions, 'invocation' | 'isFull' | 'view'>,
): NextStep[] {
  if (!invocation) return []
  const command = commandLine(invocation)
  const steps = [
    ...fixStep(report, invocation),
    ...(isFull ? [] : [{about: fullText(report, view), command: `${command} --full`}]),
    ...reviewStep(report, invocation),
    ...(invocation.writesPage ? [] : [{about: 'a page to share', command: `${command} --output report.html`}]),
  ]
  return steps.slice(0, maxSteps)
}

const maxSteps = 3

/** The flags of an assessment that compliance:fix doesn't have. */
const withoutFix = /^--(?:allow-unknown|baseline|fail-on|strict)\b/

/** Commands are planned from facts, not from a report. */
function fixStep({observations}: Report, {args, command}: Invocation): NextStep[] {
  const count = observations.filter(
    observation => isBreach(observation) && observation.remediation?.commands && !observation.remediation.byHand,
  ).length
  if (count === 0 || command === 'compliance:report') return []
  const fixArgs = [...args.filter(arg => !withoutFix.test(arg)), ...frameworkArgs(command)]
  return [
    {
      about: `commands for ${countText(count, 'failure')}`,
      command: commandLine({args: fixArgs, command: 'compliance:fix'}),
    },
  ]
}

/** The framework that a command of its own assesses against. */
function frameworkArgs(command: string): string[] {
  const [, framework] = /^compliance:(pci|cjis)$/.exec(command) ?? []
  return framework === undefined ? [] : [`--framework ${framework}`]
}

const commandLine = ({args, command}: Invocation): string => ['heroku', command, ...args].join(' ')

function fullText({observations, summary}: Report, view: RenderOptions['view']): string {
  if (observations.some(isBreach)) return 'details and fixes'
  if (summary.unknown > 0) return 'details and causes'
  return view === 'matrix' ? 'every control' : 'every check'
}

/** Questions are answered in the review, which needs facts and not a report. */
function reviewStep({frameworks}: Report, {args, command}: Invocation): NextStep[] {
  const {toAnswer} = countOpenQuestions(frameworks)
  if (toAnswer === 0 || command === 'compliance:report') return []
  const reviewArgs = [...args.filter(arg => !assessmentOnly.test(arg)), ...frameworkArgs(command)]
  return [
    {
      about: `answer ${countText(toAnswer, 'question')}`,
      command: commandLine({args: reviewArgs, command: 'compliance:review'}),
    },
  ]
}
