import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {observationLine, settledNames} from '../details.js'
import {cellText, reviewMatrix} from '../matrix.js'
import {openQuestions} from '../open-questions.js'
import {questionKey} from '../question.js'
import {openFindings} from '../review-model.js'
import {otherSettled} from '../shared-question.js'

/** The failures and unknowns that aren't waived, numbered. */
export const failureLines = (model: ReviewModel, {scope}: Interview): string[] =>
  openFindings(model, scope).map((finding, index) => `${index + 1}  ${observationLine(finding)}`)

/** The matrix of apps and frameworks, a line for each app. */
export const matrixLines = (model: ReviewModel, {scope}: Interview): string[] => [
  `Frameworks: ${model.report.frameworks.map(({id}) => id).join(', ')} (x failures, ? unknown, o open questions)`,
  ...reviewMatrix(model, scope).map(
    ({cells, name}) => `${sanitizeForTerminal(name)}: ${cells.map(cellText).join(' | ')}`,
  ),
]

/** The open questions, failures and unknowns that contain a text, in any case. */
export function searchLines(model: ReviewModel, interview: Interview, text: string): string[] {
  const matches = [
    ...openQuestions(model, interview).map(question => questionLine(model, question)),
    ...failureLines(model, interview),
  ].filter(line => line.toLowerCase().includes(text.toLowerCase()))
  return matches.length > 0 ? matches : [`No match for "${sanitizeForTerminal(text, 60)}".`]
}

function questionLine(model: ReviewModel, question: Question): string {
  const others = otherSettled(question)
  return (
    `OPEN ${question.control.severity}: ${questionKey(question)}: ${question.control.title}` +
    (others.length > 0 ? ` (also answers ${settledNames(model, others)})` : '')
  )
}
