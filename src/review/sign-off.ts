import type {Edit} from './decision.js'
import type {Interview} from './interview.js'
import type {ReviewModel} from './review-model.js'

import {pluralize} from '../foundation/text.js'
import {countsAs} from '../model/observation.js'
import {severityCounts} from '../report/text/labels.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {askedQuestions, coverageText, questionCoverage} from './coverage.js'
import {classKey, dataClassText, reviewedClasses} from './data-classes.js'
import {answerText, decisionText} from './decision.js'
import {observationLine} from './details.js'
import {sessionDecisions} from './interview.js'
import {questionKey, questionName} from './question.js'
import {openFindings} from './review-model.js'

/** One part of a sign-off: a heading, and a line for each thing under it. */
export interface SignOffPart {
  readonly heading: string
  readonly lines: readonly string[]
}

/** What this session decided, what stays open, what fails, and what to type next. */
export function signOff(model: ReviewModel, interview: Interview): SignOffPart[] {
  const decided = sessionDecisions(interview)
  const lines = decided.flatMap(edit => decidedLines(model, edit))
  return [
    {
      heading: lines.length === 0 ? 'Decided in this session: nothing' : `Decided in this session (${lines.length})`,
      lines,
    },
    openPart(model, interview),
    failurePart(model, interview),
    ...(model.nextCommands ? [{heading: 'Next', lines: model.nextCommands}] : []),
  ]
}

/** The parts with at most so many lines each, for where there's no scrolling. */
export const shortSignOff = (parts: readonly SignOffPart[], limit: number): SignOffPart[] =>
  parts.map(({heading, lines}) => ({
    heading,
    lines: lines.length > limit ? [...lines.slice(0, limit), `and ${lines.length - limit} more`] : lines,
  }))

/** The parts as lines, those under a heading indented. */
export const signOffLines = (parts: readonly SignOffPart[]): string[] =>
  parts.flatMap(({heading, lines}, index) => [...(index > 0 ? [''] : []), heading, ...lines.map(line => `  ${line}`)])

/** What was decided, by whom and on which day, and until when it holds. */
function decidedLines(model: ReviewModel, edit: Edit): string[] {
  const line = (text: string, day?: string, expires?: string) =>
    sanitizeForTerminal(
      `${text}, by ${edit.by}${day === undefined ? '' : ` on ${day}`}` +
        (expires === undefined ? '' : `, until ${expires}`),
    )
  switch (edit.action) {
    case 'answer':
      return [line(answerText(model, edit.what), edit.what.on, edit.what.expires)]
    case 'answers':
      return edit.what.map(answer => line(answerText(model, answer), answer.on, answer.expires))
    case 'declare':
      return [line(decisionText(model, edit), edit.what.on)]
    case 'waive':
      return [line(`${decisionText(model, edit)}, approved by ${edit.what.approvedBy}`, edit.what.on)]
    case 'document':
    case 'note':
      return [line(decisionText(model, edit))]
  }
}

function openPart(model: ReviewModel, interview: Interview): SignOffPart {
  const classes = reviewedClasses(model)
    .filter(({declaration}) => declaration === undefined)
    .map(({dataClass}) => `which apps hold ${dataClassText[dataClass]}${skippedText(interview, classKey(dataClass))}`)
  const questions = askedQuestions(model, interview).map(question => {
    const {control} = question
    const coverage = coverageText(questionCoverage(model, question, interview.scope))
    const state = (coverage === undefined ? '' : `, ${coverage}`) + skippedText(interview, questionKey(question))
    return `${control.severity}: ${questionName(model, question)} ${control.title}${state}`
  })
  const lines = [...classes, ...questions]
  return {
    heading: lines.length === 0 ? 'Still open: no question' : `Still open (${pluralize(lines.length, 'question')})`,
    lines,
  }
}

const skippedText = ({skipped}: Interview, key: string) => (skipped.includes(key) ? ', skipped' : '')

function failurePart(model: ReviewModel, {scope}: Interview): SignOffPart {
  const findings = openFindings(model, scope)
  const failures = findings.filter(finding => countsAs(finding, 'fail'))
  const unknown = findings.length - failures.length
  const failing = failures.length === 0 ? 'Fails: nothing' : `Fails (${severityCounts(failures)})`
  return {
    heading: unknown === 0 ? failing : `${failing}, and ${unknown} can't be known`,
    lines: failures.map(finding => observationLine(finding)),
  }
}
