import type {Verdict} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {nothingAssessed} from '../../model/threshold.js'
import {countsAs, isSignalFailure, isBreach} from '../../model/observation.js'
import {capitalize} from '../../foundation/text.js'
import {severityCounts, countText} from './labels.js'
import {sanitizeForTerminal} from './sanitize.js'

export interface VerdictText {
  readonly color: 'fail' | 'pass' | 'unknown'
  /** One sentence without its full stop. */
  readonly text: string
}

const withVerdict = ({observations}: Report, verdict: Verdict) =>
  observations.filter(observation => countsAs(observation, verdict))

/** The report in one sentence, the same in every format. It sounds well only where every check was seen to hold. */
export function verdictText(report: Report): VerdictText {
  const {exit, summary} = report
  const unknown = summary.unknown > 0 ? `; ${unknownText(report)}` : ''
  if (exit.code === 1)
    return {
      text: `Not ready: ${violationCount(report) > 0 ? violationsText(report) : sanitizeForTerminal(exit.reason)}${unknown}`,
      color: 'fail',
    }
  if (summary.pass + summary.fail + summary.waived === 0 || (exit.code === 3 && exit.reason === nothingAssessed))
    return {text: `Nothing could be judged${unknown}. That is no pass`, color: 'unknown'}
  if (exit.code === 3)
    return {text: `Undecided: ${undecidedReason(report)}; ${toleratedFailuresText(report)}`, color: 'unknown'}
  return passingVerdictText(report)
}

/** Of a run that ends with 0: what was seen to hold, and all that was not. */
function passingVerdictText(report: Report): VerdictText {
  const {summary} = report
  const caveats = [
    ...(summary.unknown > 0 ? [unknownText(report)] : []),
    ...(countUnknownControls(report) > 0
      ? [
          `${countText(countUnknownControls(report), 'control')} ${countUnknownControls(report) === 1 ? 'is' : 'are'} not known`,
        ]
      : []),
    ...(summary.waived > 0 ? [`${countText(summary.waived, 'observation')} waived`] : []),
  ]
  const signalCount = report.observations.filter(isSignalFailure).length
  const signalsText = signalCount > 0 ? `; ${signalCount} worth a look` : ''
  if (violationCount(report) > 0)
    return {
      text: `${[capitalize(toleratedFailuresText(report)), ...caveats].join('; ')}${signalsText}`,
      color: 'unknown',
    }
  const failedControlCount = countFailedControls(report)
  if (failedControlCount > 0)
    return {
      text: `${[`No check fails; ${countText(failedControlCount, 'control')} ${failedControlCount === 1 ? 'does' : 'do'}`, ...caveats].join('; ')}${signalsText}`,
      color: 'unknown',
    }
  if (caveats.length > 0)
    return {
      text: `${[capitalize(toleratedFailuresText(report)), ...caveats].join('; ')}${signalsText}`,
      color: 'unknown',
    }
  return {
    text: `Every automated check that could be seen holds${signalsText}${manualControlsText(report, '; ')}`,
    color: 'pass',
  }
}

const violationCount = ({observations}: Report) => observations.filter(isBreach).length
const violationsText = (report: Report) =>
  `${countText(violationCount(report), 'failure')} (${severityCounts(report.observations.filter(isBreach))})`
const unknownText = ({summary}: Report) => `${countText(summary.unknown, 'observation')} could not be determined`

/** Failures that no exit code comes from. */
function toleratedFailuresText(report: Report): string {
  const failureCount = violationCount(report)
  return failureCount > 0
    ? `${violationsText(report)} that ${failureCount === 1 ? 'does' : 'do'} not fail this run`
    : 'no failure seen'
}

/** What could not be determined and ends the run: observations by severity, or what its reason says. */
function undecidedReason(report: Report): string {
  const {exit, summary} = report
  return summary.unknown > 0 && !exit.reason.includes('control')
    ? `${unknownText(report)} (${severityCounts(withVerdict(report, 'unknown'))})`
    : sanitizeForTerminal(exit.reason)
}

const countFailedControls = ({frameworks}: Report) => frameworks.reduce((sum, {summary}) => sum + summary.fail, 0)
const countUnknownControls = ({frameworks}: Report) => frameworks.reduce((sum, {summary}) => sum + summary.unknown, 0)

/** Controls that nothing but a person can close. */
export const countManualControls = ({frameworks}: Report): number =>
  frameworks.reduce((sum, {summary}) => sum + summary.manual, 0)

export function manualControlsText(report: Report, prefix = ''): string {
  const manualCount = countManualControls(report)
  return manualCount === 0
    ? ''
    : `${prefix}${countText(manualCount, 'control')} ${manualCount === 1 ? 'needs' : 'need'} a person`
}

/** What the verdict leaves unsaid: why the run ends as it does, and that people have to answer the rest. */
export function verdictRemarks(report: Report): string[] {
  const {exit, frameworks, summary} = report
  const manualText = manualControlsText(report)
  const isClean = exit.code === 0 && violationCount(report) + summary.unknown === 0
  return [
    `Exit code ${exit.code}: ${sanitizeForTerminal(exit.reason)}.`,
    ...(manualText ? [`${isClean ? 'This is no certificate: ' : ''}${manualText}: an answer, or a document.`] : []),
    ...(frameworks.length === 0 ? ['No framework was judged.'] : []),
    ...(summary.waived > 0 ? [`${countText(summary.waived, 'observation')} waived.`] : []),
  ]
}
