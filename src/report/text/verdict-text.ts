import type {Paint} from './paint.js'
import type {Verdict} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {nothingJudged} from '../../model/threshold.js'
import {counts, isAside, isBreach} from '../../model/observation.js'
import {capital} from '../../foundation/text.js'
import {bySeverity, times} from './labels.js'
import {harmless} from './layout.js'

export interface TerminalVerdict {
  readonly tone: keyof Paint
  /** One sentence without its full stop. */
  readonly text: string
}

const of = ({observations}: Report, verdict: Verdict) => observations.filter(one => counts(one, verdict))

/** The report in one sentence, the same in every format. It sounds well only where every check was seen to hold. */
export function verdict(report: Report): TerminalVerdict {
  const {exit, summary} = report
  const unknown = summary.unknown > 0 ? `; ${unknownText(report)}` : ''
  if (exit.code === 1)
    return {
      text: `Not ready: ${failed(report) > 0 ? failuresText(report) : harmless(exit.reason)}${unknown}`,
      tone: 'fail',
    }
  if (summary.pass + summary.fail + summary.waived === 0 || (exit.code === 3 && exit.reason === nothingJudged))
    return {text: `Nothing could be judged${unknown}. That is no pass`, tone: 'unknown'}
  if (exit.code === 3) return {text: `Undecided: ${undecidedText(report)}; ${uncounted(report)}`, tone: 'unknown'}
  return withoutFailure(report)
}

/** Of a run that ends with 0: what was seen to hold, and all that was not. */
function withoutFailure(report: Report): TerminalVerdict {
  const {summary} = report
  const also = [
    ...(summary.unknown > 0 ? [unknownText(report)] : []),
    ...(unknownControls(report) > 0
      ? [`${times(unknownControls(report), 'control')} ${unknownControls(report) === 1 ? 'is' : 'are'} not known`]
      : []),
    ...(summary.waived > 0 ? [`${times(summary.waived, 'observation')} waived`] : []),
  ]
  const asides = report.observations.filter(isAside).length
  const look = asides > 0 ? `; ${asides} worth a look` : ''
  if (failed(report) > 0) return {text: `${[capital(uncounted(report)), ...also].join('; ')}${look}`, tone: 'unknown'}
  const answered = failedControls(report)
  if (answered > 0)
    return {
      text: `${[`No check fails; ${times(answered, 'control')} ${answered === 1 ? 'does' : 'do'}`, ...also].join('; ')}${look}`,
      tone: 'unknown',
    }
  if (also.length > 0) return {text: `${[capital(uncounted(report)), ...also].join('; ')}${look}`, tone: 'unknown'}
  return {text: `Every automated check that could be seen holds${look}${openText(report, '; ')}`, tone: 'pass'}
}

const failed = ({observations}: Report) => observations.filter(isBreach).length
const failuresText = (report: Report) =>
  `${times(failed(report), 'failure')} (${bySeverity(report.observations.filter(isBreach))})`
const unknownText = ({summary}: Report) => `${times(summary.unknown, 'observation')} could not be determined`

/** Failures that no exit code comes from. */
function uncounted(report: Report): string {
  const n = failed(report)
  return n > 0 ? `${failuresText(report)} that ${n === 1 ? 'does' : 'do'} not fail this run` : 'no failure seen'
}

/** What could not be determined and ends the run: observations by severity, or what its reason says. */
function undecidedText(report: Report): string {
  const {exit, summary} = report
  return summary.unknown > 0 && !exit.reason.includes('control')
    ? `${unknownText(report)} (${bySeverity(of(report, 'unknown'))})`
    : harmless(exit.reason)
}

const failedControls = ({frameworks}: Report) => frameworks.reduce((sum, {summary}) => sum + summary.fail, 0)
const unknownControls = ({frameworks}: Report) => frameworks.reduce((sum, {summary}) => sum + summary.unknown, 0)

/** Controls that nothing but a person can close. */
export const openControls = ({frameworks}: Report): number =>
  frameworks.reduce((sum, {summary}) => sum + summary.manual, 0)

export function openText(report: Report, before = ''): string {
  const open = openControls(report)
  return open === 0 ? '' : `${before}${times(open, 'control')} ${open === 1 ? 'needs' : 'need'} a person`
}

/** What the verdict leaves unsaid: why the run ends as it does, and that people have to answer the rest. */
export function remarks(report: Report): string[] {
  const {exit, frameworks, summary} = report
  const open = openText(report)
  const isClean = exit.code === 0 && failed(report) + summary.unknown === 0
  return [
    `Exit code ${exit.code}: ${harmless(exit.reason)}.`,
    ...(open ? [`${isClean ? 'This is no certificate: ' : ''}${open}: an answer, or a document.`] : []),
    ...(frameworks.length === 0 ? ['No framework was judged.'] : []),
    ...(summary.waived > 0 ? [`${times(summary.waived, 'observation')} waived.`] : []),
  ]
}
