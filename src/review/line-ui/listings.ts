import type {Interview} from '../interview.js'
import type {ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {observationLine} from '../details.js'
import {questionKey} from '../interview.js'
import {cellText, reviewMatrix} from '../matrix.js'
import {openFindings, openQuestions} from '../review-model.js'

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
    ...openQuestions(model, interview.scope).map(
      question => `OPEN ${question.control.severity}: ${questionKey(question)}: ${question.control.title}`,
    ),
    ...failureLines(model, interview),
  ].filter(line => line.toLowerCase().includes(text.toLowerCase()))
  return matches.length > 0 ? matches : [`No match for "${sanitizeForTerminal(text, 60)}".`]
}
