import type {Status} from '../../model/framework.js'
import type {Observation, Verdict} from '../../model/observation.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'

import {isAside} from '../../model/observation.js'
import {capital, times} from '../../foundation/text.js'
import {answerOf, decisionText, outOfScope, waiverOf} from './decisions.js'
import {negation} from './negation.js'
import {becauseText, label, reasonText, subjectName} from './labels.js'

export type Outcome = Verdict | 'waived'

/** An observation, and a key that no other of the report has: of check and id, not of names, so that a rename keeps it. */
export interface Seen {
  readonly key: string
  readonly outcome: Outcome
  /** Whether it fails and no control hangs on it: that is worth a look, and no breach. */
  readonly isAside: boolean
  readonly observation: Observation
}

/** A control, and the framework that it is of. */
export interface Stated {
  readonly key: string
  readonly control: ControlResult
  readonly framework: FrameworkResult
  /** Whether an observation of its own checks says the same: what only repeats that need not be told twice. */
  readonly isTold: boolean
}

export const outcome = (observation: Observation): Outcome => (waiverOf(observation) ? 'waived' : observation.verdict)

/** All observations of a report, in its order. */
export function* observed({observations}: Report): Generator<Seen> {
  const met = new Map<string, number>()
  for (const observation of observations) {
    const {
      check,
      subject: {id, kind},
    } = observation
    const key = `${check}:${kind}/${id}`
    const before = met.get(key) ?? 0
    met.set(key, before + 1)
    yield {
      isAside: isAside(observation),
      key: before === 0 ? key : `${key}#${before + 1}`,
      observation,
      outcome: outcome(observation),
    }
  }
}

/** All controls of a report, in its order. */
export function* stated(report: Report): Generator<Stated> {
  const told = toldStatuses(report)
  for (const framework of report.frameworks)
    for (const control of framework.controls) {
      const key = `${framework.id}/${control.id}`
      yield {control, framework, isTold: told.get(key)?.has(control.status) ?? false, key}
    }
}

function toldStatuses({observations}: Report): ReadonlyMap<string, ReadonlySet<Status>> {
  const told = new Map<string, Set<Status>>()
  for (const one of observations)
    for (const {control, framework} of one.controls) {
      const key = `${framework}/${control}`
      const known = told.get(key) ?? new Set()
      told.set(key, known.add(outcome(one)))
    }

  return told
}

/** What a check demands, as it is where it fails or passes, or that this is not known. */
export const claim = ({title, verdict}: Pick<Observation, 'title' | 'verdict'>): string =>
  verdict === 'unknown' ? `Not known whether ${title}` : capital(verdict === 'fail' ? negation(title) : title)

/** The subject with its kind; a placeholder says what it stands for. */
export const subjectText = (subject: Observation['subject']): string =>
  subject.placeholder ? subjectName(subject) : `${subject.kind} ${subjectName(subject)}`

/** What was seen, or why it was not. */
export function seenText(observation: Observation): string {
  const waiver = waiverOf(observation)
  return [factsText(observation), waiver && `waived ${decisionText(waiver)}`].filter(Boolean).join('; ')
}

/** The same without the waiver that covers it. */
export function factsText({because = [], gaps = [], verdict}: Observation): string {
  return {
    fail: () => becauseText(because),
    'not-applicable': () => 'does not apply',
    pass: () => 'holds',
    unknown: () =>
      gaps
        .map(
          ({detail, field, reason}) =>
            `${label(field)}: ${reasonText[reason]}${detail === undefined ? '' : ` (${detail})`}`,
        )
        .join('; '),
  }[verdict]()
}

/** One observation in a line: the subject, what is the matter, and what was seen. */
export function sentence(observation: Observation): string {
  const seen = observation.verdict === 'pass' ? '' : seenText(observation)
  return `${subjectText(observation.subject)}: ${claim(observation)}${seen === '' ? '' : `; ${seen}`}`
}

/** Why a control has its status, and who said so. */
export function controlText(control: ControlResult): string {
  const answer = answerOf(control)
  return [control.reason, answer && `answered ${answer.answer ?? ''} ${decisionText(answer)}`.replaceAll('  ', ' ')]
    .filter(Boolean)
    .join('; ')
}

/** What a reader must know beside the results: notices, apps out of scope, and what was not answered. */
export function remarks({frameworks, gaps, notices}: Report): string[] {
  return [
    ...notices.map(({text}) => text),
    ...frameworks.flatMap(framework => {
      const apps = outOfScope(framework)
      return apps.length > 0 ? [`Out of scope of ${framework.title} by declaration: ${apps.join(', ')}.`] : []
    }),
    ...(gaps.length > 0
      ? [`${times(gaps.length, 'request')} ${gaps.length === 1 ? 'was' : 'were'} not answered as hoped.`]
      : []),
  ]
}
