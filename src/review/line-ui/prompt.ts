import type {DataClass} from '../../model/framework.js'
import type {Form} from '../form.js'
import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {questionText} from '../details.js'
import {currentField, promptText} from '../form.js'
import {askedQuestions, currentQuestion, progressWithParts} from '../coverage.js'
import {appNames, dataClassQuestion} from '../data-classes.js'
import {progressText, reviewProgress} from '../open-questions.js'
import {isSplit} from '../question.js'
import {signOff, signOffLines} from '../sign-off.js'
import {askedClass} from './listings.js'

/** What is printed before a line is read, and the prompt that the line is typed at. */
export interface LinePrompt {
  readonly lines: readonly string[]
  readonly prompt: string
}

/** Asks for the next field of the open form, or which apps hold a data class, or else the next question. */
export function nextPrompt(model: ReviewModel, interview: Interview): LinePrompt {
  const form = interview.form && formPrompt(interview.form)
  if (form) return form
  const dataClass = askedClass(model, interview)
  return dataClass === undefined ? questionPrompt(model, interview) : classPrompt(model, dataClass)
}

const classPrompt = (model: ReviewModel, dataClass: DataClass): LinePrompt => ({
  lines: [
    '',
    ...dataClassQuestion(model, dataClass),
    ...appNames(model).map((name, index) => `  ${index + 1}  ${sanitizeForTerminal(name)}`),
  ],
  prompt: 'holds LIST, none, skip, quit, ?: ',
})

function formPrompt(form: Form): LinePrompt | undefined {
  const field = currentField(form)
  if (!field) return undefined
  return {
    lines: [
      ...(form.replies.length === 0
        ? [`${sanitizeForTerminal(form.title)} ("cancel" to leave the form)`, ...aboutLines(form)]
        : []),
      ...(field.choices ?? []).map(({label}, index) => `  ${index + 1}  ${label}`),
    ],
    prompt: `${promptText(field)}: `,
  }
}

const aboutLines = ({about}: Form) => (about === undefined ? [] : [sanitizeForTerminal(about, 1000)])

function questionPrompt(model: ReviewModel, interview: Interview): LinePrompt {
  const question = currentQuestion(model, interview)
  if (question)
    return {
      lines: ['', progressText(reviewProgress(model, interview), ' of '), ...questionText(model, question, interview)],
      prompt: commandPrompt(question, interview),
    }
  const skipped = askedQuestions(model, interview).length
  const progress = progressWithParts(model, interview, true, ' of ')
  const prompt = 'failures, waive N, document, data, undo, quit, ?: '
  return skipped > 0
    ? {lines: [`${progress}. ${skipped} skipped; "again" asks them again.`], prompt}
    : {lines: [`${progress}. No question is open.`, '', ...signOffLines(signOff(model, interview))], prompt}
}

/** The commands for a question, with those that only some questions have. */
function commandPrompt(question: Question, {split}: Interview): string {
  const {control, settles} = question
  const hasProposals = (control.proposals ?? []).length > 0
  const canRegroup = settles !== undefined || isSplit(question, split)
  const words = ['yes', 'no', 'na', ...(hasProposals ? ['adopt'] : []), ...(canRegroup ? ['each'] : [])]
  return `${[...words, 'skip', 'quit', '?'].join(', ')}: `
}
