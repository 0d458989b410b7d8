import type {Form} from '../form.js'
import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {questionText} from '../details.js'
import {currentField, promptText} from '../form.js'
import {currentQuestion} from '../interview.js'
import type {ReviewProgress} from '../open-questions.js'
import {progressText, reviewProgress} from '../open-questions.js'
import {isSplit} from '../question.js'

/** What is printed before a line is read, and the prompt that the line is typed at. */
export interface LinePrompt {
  readonly lines: readonly string[]
  readonly prompt: string
}

/** Asks for the next field of the open form, or else for the next question. */
export function nextPrompt(model: ReviewModel, interview: Interview): LinePrompt {
  return (interview.form && formPrompt(interview.form)) ?? questionPrompt(model, interview)
}

function formPrompt(form: Form): LinePrompt | undefined {
  const field = currentField(form)
  if (!field) return undefined
  return {
    lines: [
      ...(form.replies.length === 0 ? [`${sanitizeForTerminal(form.title)} ("cancel" to leave the form)`] : []),
      ...(field.choices ?? []).map(({label}, index) => `  ${index + 1}  ${label}`),
    ],
    prompt: `${promptText(field)}: `,
  }
}

function questionPrompt(model: ReviewModel, interview: Interview): LinePrompt {
  const progress = reviewProgress(model, interview)
  const question = currentQuestion(model, interview)
  if (question)
    return {
      lines: ['', questionNumber(progress), ...questionText(model, question)],
      prompt: commandPrompt(question, interview),
    }
  const skipped = interview.skipped.length
  const left = skipped > 0 ? `${skipped} skipped; "again" asks them again.` : 'No question is open.'
  return {
    lines: [`${progressText(progress, ' of ')}. ${left}`],
    prompt: 'failures, waive N, document, undo, quit, ?: ',
  }
}

const questionNumber = ({answered, controls, total}: ReviewProgress) =>
  `Question ${answered + 1} of ${total}${controls > total ? ` (${controls} controls)` : ''}`

/** The commands for a question, with those that only some questions have. */
function commandPrompt(question: Question, {split}: Interview): string {
  const {control, settles} = question
  const hasProposals = (control.proposals ?? []).length > 0
  const canRegroup = settles !== undefined || isSplit(question, split)
  const words = ['yes', 'no', 'na', ...(hasProposals ? ['adopt'] : []), ...(canRegroup ? ['each'] : [])]
  return `${[...words, 'skip', 'quit', '?'].join(', ')}: `
}
