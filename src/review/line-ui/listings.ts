import type {DataClass} from '../../model/framework.js'
import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {askedQuestions, coverageText, questionCoverage} from '../coverage.js'
import {declarationText, nextDataClass, reviewedClasses} from '../data-classes.js'
import {observationLine, settledNames} from '../details.js'
import {filterFuzzy} from '../fuzzy.js'
import {cellText, reviewMatrix, worstText} from '../matrix.js'
import {questionKey, questionName} from '../question.js'
import {openFindings, shortFrameworkName} from '../review-model.js'
import {otherSettled} from '../shared-question.js'

/** The failures and unknowns that aren't waived, numbered. */
export const failureLines = (model: ReviewModel, {scope}: Interview): string[] =>
  openFindings(model, scope).map((finding, index) => `${index + 1}  ${observationLine(finding)}`)

/** The matrix of apps and frameworks, a line for each app. */
export const matrixLines = (model: ReviewModel, {scope}: Interview): string[] => [
  'Worst first; x failures, ? unknown, o open questions, for each of: ' +
    model.report.frameworks.map(({id}) => shortFrameworkName(model, id)).join(', '),
  ...reviewMatrix(model, scope).map(
    row => `${sanitizeForTerminal(row.name)}: ${worstText(row)}: ${row.cells.map(cellText).join(' | ')}`,
  ),
]

/** The data class that is asked about: one that was named, or the next that isn't declared. */
export const askedClass = (model: ReviewModel, interview: Interview): DataClass | undefined =>
  interview.asked ?? nextDataClass(model, interview)

/** The data classes, and which apps hold each. */
export function classLines(model: ReviewModel): string[] {
  const lines = reviewedClasses(model).map(
    ({dataClass, declaration}) =>
      `${dataClass}: ${declaration ? sanitizeForTerminal(declarationText(declaration)) : 'not declared'}`,
  )
  return lines.length > 0
    ? [...lines, '"data CLASS" asks about one.']
    : ['No framework of this review is about a class of data.']
}

/** The open questions with their numbers, those that match where words are given. */
export function questionLines(model: ReviewModel, interview: Interview, typed: string): string[] {
  const lines = filterFuzzy(
    askedQuestions(model, interview).map((question, index) => ({
      text: `${index + 1}  ${questionLine(model, interview, question)}`,
    })),
    typed,
  )
  return lines.length > 0 ? lines.map(({text}) => text) : [noMatch(typed)]
}

/** The open questions, failures and unknowns that match what was typed. */
export function searchLines(model: ReviewModel, interview: Interview, typed: string): string[] {
  const matches = filterFuzzy(
    [
      ...askedQuestions(model, interview).map(question => questionLine(model, interview, question)),
      ...failureLines(model, interview),
    ].map(text => ({text})),
    typed,
  )
  return matches.length > 0 ? matches.map(({text}) => text) : [noMatch(typed)]
}

const noMatch = (typed: string) =>
  typed === '' ? 'No question is open.' : `No match for "${sanitizeForTerminal(typed, 60)}".`

function questionLine(model: ReviewModel, interview: Interview, question: Question): string {
  const others = otherSettled(question)
  const coverage = coverageText(questionCoverage(model, question, interview.scope))
  return (
    `OPEN ${question.control.severity}: ${questionName(model, question)}: ${question.control.title}` +
    (others.length > 0 ? ` (also answers ${settledNames(model, others)})` : '') +
    (coverage === undefined ? '' : ` (${coverage})`) +
    (interview.skipped.includes(questionKey(question)) ? ' (skipped)' : '')
  )
}
