import type {CommandContext, CommandEffect, CommandName} from '../commands.js'
import type {Decision} from '../decision.js'
import type {Form} from '../form.js'
import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'
import type {LineCommand} from './line-commands.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {runCommand} from '../commands.js'
import {observationText} from '../details.js'
import {submitReply} from '../form.js'
import {formDecision} from '../form-decision.js'
import {currentQuestion, withoutForm} from '../interview.js'
import {findQuestion} from '../open-questions.js'
import {questionKey} from '../question.js'
import {replyValidator} from '../reply-validator.js'
import {openFindings} from '../review-model.js'
import {failureLines, matrixLines, searchLines} from './listings.js'
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
  target: Target,
  unsaved: Decision | undefined,
): CommandContext {
  const question = currentQuestion(model, interview)
  const note = {about: question ? questionKey(question) : 'the review', text: argument === '' ? undefined : argument}
  return {canSkip: true, interview, model, note, question, unsaved, ...target}
}

type Target = Pick<CommandContext, 'finding' | 'proposal' | 'question'>

/** What the argument of a command names, or why it names nothing. */
function findTarget(
  model: ReviewModel,
  interview: Interview,
  {argument: kind, words: [word]}: LineCommand,
  argument: string,
): Target | {readonly problem: string} {
  if (kind === 'control' && argument !== '') {
    const question = findQuestion(model, interview, argument)
    return question ? {question} : {problem: noControlText(argument, currentQuestion(model, interview))}
  }

  if (kind === 'proposal') return findProposal(currentQuestion(model, interview), argument)
  if (kind !== 'finding') return {}
  const finding = openFindings(model, interview.scope)[Number(argument) - 1]
  return finding ? {finding} : {problem: `"${word} N" needs the number of a failure; "failures" lists them.`}
}

/** The answer to a related control that a number names; without a number, the first. */
function findProposal(question: Question | undefined, argument: string): ReturnType<typeof findTarget> {
  const {proposals = []} = question?.control ?? {}
  const proposal = proposals[argument === '' ? 0 : Number(argument) - 1]
  return proposal || proposals.length === 0
    ? {proposal}
    : {problem: `"adopt N" needs the number of a related answer, from 1 to ${proposals.length}.`}
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

function viewLines(view: CommandEffect['view'], {interview, model}: CommandContext, argument: string) {
  switch (view) {
    case 'failures':
      return failureLines(model, interview)
    case 'help':
      return lineHelp
    case 'matrix':
      return matrixLines(model, interview)
    case 'search':
      return searchLines(model, interview, argument)
    case 'questions':
    case undefined:
      return []
  }
}

const noControlText = (name: string, question: Question | undefined) =>
  `There is no open or answered control called ${sanitizeForTerminal(name, 60)}; ` +
  `name it as in "${question ? questionKey(question) : 'pci 1.2.4'}".`
