import type {Verdict} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {nothingAssessed} from '../../model/threshold.js'
import {countsAs, isSignalFailure, isBreach} from '../../model/observation.js'
import {capitalize} from '../../foundation/text.js'
import {severityCounts, countText} from './labels.js'
import {sharedQuestionsText} from './open-questions.js'
import {sanitizeForTerminal} from './sanitize.js'

/** What a report comes to. */
export interface VerdictText {
  readonly color: 'fail' | 'pass' | 'unknown'
  /** One sentence without its full stop. */
  readonly text: string
}

const withVerdict = ({observations}: Report, verdict: Verdict) =>
  observations.filter(observation => countsAs(observation, verdict))

/** The report in one sentence, the same in every format. It sounds good only if every check passes. */
export function verdictText(report: Report): VerdictText {
  const {exit, summary} = report
  const unknown = summary.unknown > 0 ? `; ${unknownText(report)}` : ''
  if (exit.code === 1) {
    const reason = violationCount(report) > 0 ? violationsText(report) : sanitizeForTerminal(exit.reason)
    return {text: `Not ready: ${reason}${unknown}`, color: 'fail'}
  }

  if (summary.pass + summary.fail + summary.waived === 0 || (exit.code === 3 && exit.reason === nothingAssessed))
    return {text: `Nothing could be assessed${unknown}. That isn't a pass`, color: 'unknown'}
  if (exit.code === 3)
    return {text: `Undecided: ${undecidedReason(report)}; ${toleratedFailuresText(report)}`, color: 'unknown'}
  return passingVerdictText(report)
}

/** The verdict of a run that exits with 0: what passes, and everything that doesn't. */
function passingVerdictText(report: Report): VerdictText {
  const caveats = caveatsOf(report)
  const signalCount = report.observations.filter(isSignalFailure).length
  const signalsText = signalCount > 0 ? `; ${signalCount} worth a look` : ''
  const failedControls = violationCount(report) > 0 ? 0 : countFailedControls(report)
  if (violationCount(report) + failedControls + caveats.length === 0)
    return {
      text: `${everyCheck(report)} that could be evaluated passes${signalsText}${manualControlsText(report, '; ')}`,
      color: 'pass',
    }
  const start =
    failedControls > 0
      ? `No check fails, but ${countText(failedControls, 'control')} ${failedControls === 1 ? 'does' : 'do'}`
      : capitalize(toleratedFailuresText(report))
  return {text: `${[start, ...caveats].join('; ')}${signalsText}`, color: 'unknown'}
}

const everyCheck = ({only}: Report) => (only ? 'Every chosen check' : 'Every automated check')

/** What keeps a run that exits with 0 from being a clean pass, failures aside. */
function caveatsOf(report: Report): string[] {
  const {summary} = report
  const unknownControls = countUnknownControls(report)
  return [
    ...(summary.unknown > 0 ? [unknownText(report)] : []),
    ...(unknownControls > 0
      ? [`${countText(unknownControls, 'control')} ${unknownControls === 1 ? 'is' : 'are'} unknown`]
      : []),
    ...(summary.waived > 0 ? [`${countText(summary.waived, 'observation')} waived`] : []),
  ]
}

const violationCount = ({observations}: Report) => observations.filter(isBreach).length
const violationsText = (report: Report) =>
  `${countText(violationCount(report), 'failure')} (${severityCounts(report.observations.filter(isBreach))})`
const unknownText = ({summary}: Report) => `${countText(summary.unknown, 'observation')} couldn't be determined`

/** Failures that don't decide the exit code. */
function toleratedFailuresText(report: Report): string {
  const failureCount = violationCount(report)
  return failureCount > 0
    ? `${violationsText(report)} that ${failureCount === 1 ? "doesn't" : "don't"} fail this run`
    : 'no failures'
}

/** What couldn't be determined and decides the exit code: observations by severity, or the exit reason. */
function undecidedReason(report: Report): string {
  const {exit, summary} = report
  return summary.unknown > 0 && !exit.reason.includes('control')
    ? `${unknownText(report)} (${severityCounts(withVerdict(report, 'unknown'))})`
    : sanitizeForTerminal(exit.reason)
}

const countFailedControls = ({frameworks}: Report) => frameworks.reduce((sum, {summary}) => sum + summary.fail, 0)
const countUnknownControls = ({frameworks}: Report) => frameworks.reduce((sum, {summary}) => sum + summary.unknown, 0)

/** Controls that only a person can close. */
export const countManualControls = ({frameworks}: Report): number =>
  frameworks.reduce((sum, {summary}) => sum + summary.manual, 0)

/** How many controls need a person; empty if none does. */
export function manualControlsText(report: Report, prefix = ''): string {
  const manualCount = countManualControls(report)
  return manualCount === 0
    ? ''
    : `${prefix}${countText(manualCount, 'control')} ${manualCount === 1 ? 'needs' : 'need'} a person`
}

/** What the verdict leaves unsaid: why the run exits as it does, and what is left to people. */
export const verdictRemarks = (report: Report): string[] => [
  `Exit code ${report.exit.code}: ${sanitizeForTerminal(report.exit.reason)}.`,
  ...openRemarks(report),
]

/** What is left to people, and what was waived. */
export function openRemarks(report: Report): string[] {
  const {exit, frameworks, summary} = report
  const manualText = manualControlsText(report)
  const questionsText = sharedQuestionsText(frameworks)
  const isClean = exit.code === 0 && violationCount(report) + summary.unknown === 0
  return [
    ...(manualText ? [`${isClean ? "This isn't a certificate: " : ''}${manualText}: an answer or a document.`] : []),
    ...(questionsText ? [`${questionsText}.`] : []),
    ...(frameworks.length === 0 ? ['No framework was assessed.'] : []),
    ...(summary.waived > 0 ? [`${countText(summary.waived, 'observation')} waived.`] : []),
  ]
}
