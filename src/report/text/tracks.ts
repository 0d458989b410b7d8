import type {ControlResult, Report} from '../../model/report.js'
import type {QuestionCounts} from './open-questions.js'

import {capitalize} from '../../foundation/text.js'
import {isBreach, isSignalFailure} from '../../model/observation.js'
import {nothingAssessed} from '../../model/threshold.js'
import {countText, formatNumber, severityCounts} from './labels.js'
import {countOpenQuestions, fewerQuestionsText} from './open-questions.js'
import {sanitizeForTerminal} from './sanitize.js'

/** What the checks saw: the first of two tracks, beside the questions that people owe an answer. */
export interface CheckTrack {
  readonly color: 'fail' | 'pass' | 'unknown'
  /** A sentence without its full stop. It is the only one that says that everything holds. */
  readonly headline: string
  /** How many observations hold, fail and are unknown, and what else there is. */
  readonly counts: string
}

/** The verdict on what the checks saw, and its counts. */
export function checkTrack(report: Report): CheckTrack {
  const {observations, summary} = report
  const failures = observations.filter(isBreach)
  const signals = observations.filter(isSignalFailure).length
  const severities = failures.length > 0 ? ` (${severityCounts(failures)})` : ''
  const counts = [
    `${formatNumber(summary.pass)} hold`,
    `${formatNumber(failures.length)} fail${severities}`,
    `${formatNumber(summary.unknown)} unknown`,
    ...(summary.waived > 0 ? [`${formatNumber(summary.waived)} waived`] : []),
    ...(signals > 0 ? [`${formatNumber(signals)} worth a look`] : []),
  ].join(', ')
  return {...headline(report, failures.length), counts}
}

function headline(report: Report, failureCount: number): Omit<CheckTrack, 'counts'> {
  const {exit, summary} = report
  const reason = capitalize(sanitizeForTerminal(exit.reason.split('; ')[0] ?? ''))
  if (exit.code === 1)
    return {color: 'fail', headline: failureCount > 0 ? 'Not ready' : `Not ready: ${sanitizeForTerminal(exit.reason)}`}
  if (summary.pass + summary.fail + summary.waived === 0 || exit.reason === nothingAssessed)
    return {color: 'unknown', headline: "Nothing could be assessed, which isn't a pass"}
  if (exit.code === 3) return {color: 'unknown', headline: `Undecided: ${sanitizeForTerminal(exit.reason)}`}
  if (!isEveryCheckHeld(report)) return {color: 'unknown', headline: reason}
  return {color: 'pass', headline: `Every ${heldChecks(report)} holds`}
}

function heldChecks({observations, only}: Report): string {
  if (observations.some(isSignalFailure)) return 'check that a control requires'
  return only === undefined ? 'check' : 'chosen check'
}

/** Whether nothing fails that a control depends on, and nothing is unknown, waived or failed by a person's answer. */
const isEveryCheckHeld = ({frameworks, observations, summary}: Report): boolean =>
  summary.unknown + summary.waived === 0 &&
  !observations.some(isBreach) &&
  frameworks.every(framework => framework.summary.fail + framework.summary.unknown + framework.summary.waived === 0)

/** Questions and documents: what people answered, and what they still owe. */
export interface QuestionTrack extends QuestionCounts {
  readonly answered: number
  /** Controls that wait for a document and not for an answer. */
  readonly documents: number
  /** In words, without a full stop; empty where nothing is asked. */
  readonly text: string
}

/** How many questions are answered and open, and how many controls wait for a document. */
export function questionTrack({frameworks}: Report): QuestionTrack {
  const counts = countOpenQuestions(frameworks)
  const controls = frameworks.flatMap(framework => framework.controls)
  const answered = controls.filter(isAnswered).length
  const manual = controls.filter(({status}) => status === 'manual').length
  const {open} = counts
  const documents = manual - open
  const fewer = fewerQuestionsText(counts)
  const questions = open + answered
  const text = [
    ...(questions > 0
      ? [
          `${formatNumber(answered)} of ${countText(questions, 'question')} answered, ${formatNumber(open)} open` +
            (fewer === '' ? '' : ` (${fewer})`),
        ]
      : []),
    ...(documents > 0 ? [`${countText(documents, 'control')} ${documents === 1 ? 'needs' : 'need'} a document`] : []),
  ].join('; ')
  return {...counts, answered, documents, text}
}

/** Whether answers settle a control: those for some of its places leave it open. */
const isAnswered = ({answer, answers = [], status}: ControlResult): boolean =>
  status !== 'manual' && (answer !== undefined || answers.length > 0)
