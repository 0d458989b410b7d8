import type {CommandContext, CommandEffect, CommandName} from '../commands.js'
import type {Decision} from '../decision.js'
import type {Form} from '../form.js'
import type {Interview} from '../interview.js'
import type {ReviewModel} from '../review-model.js'
import type {Target} from './targets.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {runCommand} from '../commands.js'
import {observationText} from '../details.js'
import {submitReply} from '../form.js'
import {formDecision} from '../form-decision.js'
import {currentQuestion} from '../coverage.js'
import {withoutForm} from '../interview.js'
import {questionKey} from '../question.js'
import {replyValidator} from '../reply-validator.js'
import {signOff, signOffLines} from '../sign-off.js'
import {askedClass, classLines, failureLines, matrixLines, questionLines, searchLines} from './listings.js'
import {findTarget} from './targets.js'
import {findLineCommand, lineHelp} from './line-commands.js'

/** What a line does: the interview after it, what to print, and a decision to save. */
export interface LineResult {
  readonly interview: Interview
  readonly output: readonly string[]
  readonly decision?: Decision
  readonly isOver?: true
}

/** Reads a line as a reply to the open form, or else as a command; a pure function of its arguments. */
export function reduceLine(model: ReviewModel, interview: Interview, line: string, unsaved?: Decision): LineResult {
  if (unsaved && line.trim() === 'retry') return {decision: unsaved, interview, output: []}
  return interview.form
    ? reduceFormLine(model, interview, interview.form, line)
    : reduceCommand(model, interview, line.trim(), unsaved)
}

function reduceFormLine(model: ReviewModel, interview: Interview, form: Form, line: string): LineResult {
  if (line.trim().toLowerCase() === 'cancel')
    return {interview: withoutForm(interview), output: ['Canceled; nothing was decided.']}
  const result = submitReply(form, line, replyValidator(model))
  if ('problem' in result) return {interview, output: [`Not accepted: ${sanitizeForTerminal(result.problem)}.`]}
  const decision = formDecision(result.form, model)
  return decision ? {decision, interview, output: []} : {interview: {...interview, form: result.form}, output: []}
}

function reduceCommand(model: ReviewModel, interview: Interview, line: string, unsaved?: Decision): LineResult {
  const print = (...output: string[]): LineResult => ({interview, output})
  const [, word = '', argument = ''] = /^(\S*)\s*(.*)$/.exec(line) ?? []
  if (word === '') return print()
  const found = findLineCommand(word)
  if (!found) return print(`"${sanitizeForTerminal(word, 40)}" is not a command; ? lists the commands.`)
  const target = findTarget(model, interview, found, argument)
  if ('problem' in target) return print(target.problem)
  return found.command === 'show'
    ? print(...(target.finding ? observationText(model, target.finding) : []))
    : runLineCommand(found.command, commandContext(model, interview, argument, target, unsaved), argument)
}

function commandContext(
  model: ReviewModel,
  interview: Interview,
  argument: string,
  target: Partial<Target>,
  unsaved: Decision | undefined,
): CommandContext {
  const question = currentQuestion(model, interview)
  const note = {about: question ? questionKey(question) : 'the review', text: argument === '' ? undefined : argument}
  return {canSkip: true, dataClass: askedClass(model, interview), interview, model, note, question, unsaved, ...target}
}

function runLineCommand(command: CommandName, context: CommandContext, argument: string): LineResult {
  const {decision, interview = context.interview, isOver, message, view} = runCommand(command, context)
  return {
    interview,
    output: [...(message === undefined ? [] : [message]), ...viewLines(view, context, argument)],
    ...(decision ? {decision} : {}),
    ...(isOver ? {isOver} : {}),
  }
}

type ViewLines = (context: CommandContext, argument: string) => readonly string[]

const linesOfViews: Readonly<Record<NonNullable<CommandEffect['view']>, ViewLines>> = {
  // A class that was named is asked about; what it is comes with the question.
  classes: ({interview, model}) => (interview.asked === undefined ? classLines(model) : []),
  failures: ({interview, model}) => failureLines(model, interview),
  help: () => lineHelp,
  matrix: ({interview, model}) => matrixLines(model, interview),
  questions: ({interview, model}, argument) => questionLines(model, interview, argument),
  search: ({interview, model}, argument) => searchLines(model, interview, argument),
  signOff: ({interview, model}) => signOffLines(signOff(model, interview)),
}

const viewLines = (view: CommandEffect['view'], context: CommandContext, argument: string): readonly string[] =>
  view ? linesOfViews[view](context, argument) : []
