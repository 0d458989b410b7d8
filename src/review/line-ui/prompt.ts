import type {Form} from '../form.js'
import type {Interview} from '../interview.js'
import type {ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {questionText} from '../details.js'
import {currentField, promptText} from '../form.js'
import {currentQuestion} from '../interview.js'
import {reviewProgress} from '../review-model.js'

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
  const {answered, total} = reviewProgress(model)
  const question = currentQuestion(model, interview)
  if (question)
    return {
      lines: ['', `Question ${answered + 1} of ${total}`, ...questionText(model, question)],
      prompt: 'yes, no, na, skip, quit, ?: ',
    }
  const skipped = interview.skipped.length
  const left = skipped > 0 ? `${skipped} skipped; "again" asks them again.` : 'No question is open.'
  return {
    lines: [`${answered} of ${total} answered. ${left}`],
    prompt: 'failures, waive N, document, undo, quit, ?: ',
  }
}
