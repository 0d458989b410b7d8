import type {Decision, Edit} from '../decision.js'
import type {Form} from '../form.js'
import type {Question, ReviewScope, ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {formDecision, replyValidator} from '../decide.js'
import {decisionText} from '../decision.js'
import {observationLine, observationText, questionText} from '../details.js'
import {currentField, submitReply, displayValue} from '../form.js'
import {answerForm, documentForm, noteForm, waiverForm} from '../forms.js'
import {cellText, reviewMatrix} from '../matrix.js'
import {reviewProgress, findQuestion, openQuestions, openFindings} from '../review-model.js'

/** Where an interview stands; plain data, so that it can be kept. */
export interface Interview {
  readonly by?: string
  readonly within: ReviewScope
  /** Questions that were put off, as `framework control`. */
  readonly skipped: readonly string[]
  readonly form?: Form | undefined
  /** What can be taken back, the last at the end. */
  readonly done: readonly Edit[]
}

export interface LineResult {
  readonly interview: Interview
  readonly output: readonly string[]
  readonly decision?: Decision
  readonly isOver?: true
}

export const newInterview = (by: string | undefined, scope: ReviewScope = {kind: 'all'}): Interview => ({
  ...(by === undefined ? {} : {by}),
  done: [],
  skipped: [],
  within: scope,
})

export const questionKey = ({control, framework}: Question): string => `${framework} ${control.id}`

/** The question that is asked now; undefined once all are answered or put off. */
export const currentQuestion = (model: ReviewModel, {skipped, within: scope}: Interview): Question | undefined =>
  openQuestions(model, scope).find(candidate => !skipped.includes(questionKey(candidate)))

const helpLines = [
  'yes, no, na        answer the open control (na: not applicable); what else is needed is asked then',
  'yes pci 1.2.4      answer that control, or correct what was answered; no and na too',
  'skip               put it off; again asks all that were put off',
  'matrix             apps by frameworks: x failures, ? unknown, o open',
  'failures           what fails and what is not known, numbered',
  'show N, waive N    one of those, in full; accept it for a while',
  'find TEXT          open controls, failures and unknowns that hold the text',
  'document           record a document; note TEXT writes to the log',
  'undo               take the last decision back',
  'quit               end; all that was decided is saved already',
]

/** What is asked next, and behind what prompt. */
export function nextPrompt(
  model: ReviewModel,
  interview: Interview,
): {readonly lines: readonly string[]; readonly prompt: string} {
  const {form} = interview
  const field = form && currentField(form)
  if (form && field) {
    const choices = (field.choices ?? []).map(({label}, index) => `  ${index + 1}  ${label}`)
    return {
      lines: [
        ...(form.replies.length === 0 ? [`${sanitizeForTerminal(form.title)} ("cancel" leaves it)`] : []),
        ...choices,
      ],
      prompt: `${field.ask}${field.usual === undefined ? '' : ` [${displayValue(field, field.usual)}]`}: `,
    }
  }

  const {done, of} = reviewProgress(model)
  const question = currentQuestion(model, interview)
  if (!question)
    return {
      lines: [
        `${done} of ${of} answered. ${interview.skipped.length > 0 ? `${interview.skipped.length} put off; again asks them.` : 'Nothing is open.'}`,
      ],
      prompt: 'failures, waive N, document, undo, quit, ?: ',
    }
  return {
    lines: ['', `Question ${done + 1} of ${of}`, ...questionText(model, question)],
    prompt: 'yes, no, na, skip, quit, ?: ',
  }
}

/** What a line means; a pure function of where the interview stands. */
export function reduceLine(model: ReviewModel, interview: Interview, line: string): LineResult {
  return interview.form
    ? reduceFormLine(model, {...interview, form: interview.form}, line)
    : reduceCommand(model, interview, line.trim())
}

function reduceFormLine(model: ReviewModel, interview: Interview & {readonly form: Form}, line: string): LineResult {
  if (line.trim().toLowerCase() === 'cancel') return {interview: withoutForm(interview), output: ['Left.']}
  const result = submitReply(interview.form, line, replyValidator(model))
  if ('flaw' in result) return {interview, output: [`Not taken: ${sanitizeForTerminal(result.flaw)}.`]}
  const decision = formDecision(result.form, model)
  return decision ? {decision, interview, output: []} : {interview: {...interview, form: result.form}, output: []}
}

/** Where the interview stands once a decision is saved, or was not. */
export function afterDecision(interview: Interview, decision: NonNullable<LineResult['decision']>): Interview {
  const withoutOpenForm = withoutForm(interview)
  if (decision.action === 'undo') return {...withoutOpenForm, done: withoutOpenForm.done.slice(0, -1)}
  return {...withoutOpenForm, by: decision.by, done: [...withoutOpenForm.done, decision]}
}

const withoutForm = ({by, done, skipped, within: scope}: Interview): Interview => ({
  done,
  skipped,
  within: scope,
  ...(by === undefined ? {} : {by}),
})

function reduceCommand(model: ReviewModel, interview: Interview, line: string): LineResult {
  const [, command = '', argument = ''] = /^(\S*)\s*(.*)$/.exec(line) ?? []
  const print = (...lines: string[]): LineResult => ({interview, output: lines})
  const openForm = (form: Form): LineResult => ({interview: {...interview, form}, output: []})
  const question = currentQuestion(model, interview)
  const findings = openFindings(model, interview.within)
  const finding = findings[Number(argument) - 1]
  const startAnswer = (answer: 'no' | 'not-applicable' | 'yes') => {
    const target = argument === '' ? question : findQuestion(model, interview.within, argument)
    return target
      ? openForm(answerForm(model, target, answer, interview))
      : print(
          argument === ''
            ? 'No question is open.'
            : `No control ${sanitizeForTerminal(argument, 60)} is open or answered; name it as "${question ? questionKey(question) : 'pci 1.2.4'}".`,
        )
  }

  switch (command.toLowerCase()) {
    case '':
      return print()
    case '?':
    case 'help':
      return print(...helpLines)
    case 'y':
    case 'yes':
      return startAnswer('yes')
    case 'n':
    case 'no':
      return startAnswer('no')
    case 'na':
    case 'not-applicable':
      return startAnswer('not-applicable')
    case 's':
    case 'skip':
      return question
        ? {interview: {...interview, skipped: [...interview.skipped, questionKey(question)]}, output: []}
        : print('No question is open.')
    case 'again':
      return {interview: {...interview, skipped: []}, output: []}
    case 'matrix':
      return print(
        `Frameworks: ${model.report.frameworks.map(({id}) => id).join(', ')}`,
        ...reviewMatrix(model, interview.within).map(
          ({cells, name}) => `${sanitizeForTerminal(name)}: ${cells.map(cellText).join(' | ')}`,
        ),
      )
    case 'failures':
      return print(...findings.map((finding, index) => `${index + 1}  ${observationLine(finding)}`))
    case 'show':
      return finding
        ? print(...observationText(model, finding))
        : print(`There is no failure ${sanitizeForTerminal(argument)}; failures lists them.`)
    case 'waive':
      return finding
        ? openForm(waiverForm(model, finding, interview.by))
        : print(`There is no failure ${sanitizeForTerminal(argument)}; failures lists them.`)
    case 'find':
      return print(...searchResults(model, interview, argument))
    case 'document':
      return openForm(documentForm(model, question?.control.documents ?? [], interview.by))
    case 'note': {
      const form = noteForm(
        question ? questionKey(question) : 'the review',
        interview.by,
        argument === '' ? undefined : argument,
      )
      const decision = formDecision(form, model)
      return decision ? {decision, interview, output: []} : openForm(form)
    }

    case 'u':
    case 'undo': {
      const lastDecision = interview.done.at(-1)
      return lastDecision
        ? {decision: {action: 'undo', by: interview.by ?? lastDecision.by, what: lastDecision}, interview, output: []}
        : print('Nothing was decided in this review that could be taken back.')
    }

    case 'q':
    case 'quit':
    case 'exit':
      return {interview, isOver: true, output: []}
    default:
      return print(`"${sanitizeForTerminal(command, 40)}" means nothing here; ? lists what does.`)
  }
}

function searchResults(model: ReviewModel, interview: Interview, text: string): string[] {
  const matches = [
    ...openQuestions(model, interview.within).map(
      candidate => `OPEN ${candidate.control.severity}: ${questionKey(candidate)}: ${candidate.control.title}`,
    ),
    ...openFindings(model, interview.within).map((finding, index) => `${index + 1}  ${observationLine(finding)}`),
  ].filter(line => line.toLowerCase().includes(text.toLowerCase()))
  return matches.length > 0 ? matches : [`Nothing holds "${sanitizeForTerminal(text, 60)}".`]
}

/** A decision that was saved, in one line. */
export const savedMessage = (decision: NonNullable<LineResult['decision']>): string =>
  `Saved: ${sanitizeForTerminal(decisionText(decision))}.`
