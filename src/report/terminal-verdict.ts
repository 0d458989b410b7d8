import type {Paint} from './terminal-paint.js'
import type {Verdict} from '../model/observation.js'
import type {Report} from '../model/report.js'

import {counts} from '../model/observation.js'
import {capital} from '../model/text.js'
import {bySeverity, times} from './terminal-words.js'
import {harmless} from './terminal-text.js'

export interface TerminalVerdict {
  readonly tone: keyof Paint
  /** One sentence without its full stop. */
  readonly text: string
}

const of = ({observations}: Report, verdict: Verdict) => observations.filter(one => counts(one, verdict))

/** The report in one sentence. It sounds well only where every check was seen to hold. */
export function verdict(report: Report): TerminalVerdict {
  const {exit, summary} = report
  const failures = `${times(summary.fail, 'failure')} (${bySeverity(of(report, 'fail'))})`
  const unknown = `${times(summary.unknown, 'observation')} could not be determined`
  const also = summary.unknown > 0 ? `; ${unknown}` : ''
  if (exit.code === 1) {
    return {text: summary.fail > 0 ? `Not ready: ${failures}${also}` : `Not ready: ${harmless(exit.reason)}${also}`, tone: 'fail'}
  }

  if (summary.pass + summary.fail === 0) return {text: `Nothing could be judged${also}. That is no pass`, tone: 'unknown'}
  const uncounted = summary.fail > 0 ? `${failures} that ${summary.fail === 1 ? 'does' : 'do'} not fail this run` : 'no failure seen'
  if (exit.code === 3 && summary.unknown > 0) {
    return {text: `Undecided: ${unknown} (${bySeverity(of(report, 'unknown'))}); ${uncounted}`, tone: 'unknown'}
  }

  if (exit.code === 3) return {text: `Undecided: ${harmless(exit.reason)}; ${uncounted}`, tone: 'unknown'}
  if (summary.fail > 0 || summary.unknown > 0) return {text: `${capital(uncounted)}${also}`, tone: 'unknown'}
  const answered = failedControls(report)
  if (answered > 0) return {text: `No check fails; ${times(answered, 'control')} ${answered === 1 ? 'does' : 'do'}`, tone: 'unknown'}
  return {text: `Every automated check that could be seen holds${openText(report, '; ')}`, tone: 'pass'}
}

const failedControls = ({frameworks}: Report) => frameworks.reduce((sum, {summary}) => sum + summary.fail, 0)

/** Controls that nothing but a person can close. */
export const openControls = ({frameworks}: Report): number => frameworks.reduce((sum, {summary}) => sum + summary.manual, 0)

export function openText(report: Report, before = ''): string {
  const open = openControls(report)
  return open === 0 ? '' : `${before}${times(open, 'control')} ${open === 1 ? 'needs' : 'need'} a person`
}

/** What the verdict leaves unsaid: why the run ends as it does, and that people have to answer the rest. */
export function remarks(report: Report): string[] {
  const {exit, frameworks, summary} = report
  const open = openText(report)
  const isClean = exit.code === 0 && summary.fail + summary.unknown === 0
  return [
    `Exit code ${exit.code}: ${harmless(exit.reason)}.`,
    ...(open ? [`${isClean ? 'This is no certificate: ' : ''}${open}: an answer, or a document.`] : []),
    ...(frameworks.length === 0 ? ['No framework was judged.'] : []),
    ...(summary.waived > 0 ? [`${times(summary.waived, 'observation')} waived.`] : []),
  ]
}
