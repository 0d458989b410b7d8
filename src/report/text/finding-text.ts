import type {Status} from '../../model/framework.js'
import type {EffectiveVerdict, FieldGap, Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'

import {effectiveVerdict, isSignalFailure} from '../../model/observation.js'
import {capitalize, pluralize} from '../../foundation/text.js'
import {answerOf, decisionText, outOfScopeTexts, waiverOf} from './decisions.js'
import {partText} from './scope-text.js'
import {violationsText, fieldLabel, gapReasonText, subjectName} from './labels.js'

/** An observation with a key that is unique in the report: it has no names in it, so that a rename keeps it. */
export interface KeyedObservation {
  readonly key: string
  readonly outcome: EffectiveVerdict
  /** Whether it fails and no control depends on it: worth a look, but not a violation. */
  readonly isSignal: boolean
  readonly observation: Observation
}

/** A control with its framework and a key that is unique in the report. */
export interface KeyedControl {
  readonly key: string
  readonly control: ControlResult
  readonly framework: FrameworkResult
  /** Whether an observation of its own checks says the same, so that there is no need to repeat it. */
  readonly isCoveredByObservation: boolean
}

/** All observations of a report, in order. */
export function* keyedObservations({observations}: Report): Generator<KeyedObservation> {
  const occurrences = new Map<string, number>()
  for (const observation of observations) {
    const {
      check,
      subject: {id, kind},
    } = observation
    const key = `${check}:${kind}/${id}`
    const earlier = occurrences.get(key) ?? 0
    occurrences.set(key, earlier + 1)
    yield {
      isSignal: isSignalFailure(observation),
      key: earlier === 0 ? key : `${key}#${earlier + 1}`,
      observation,
      outcome: effectiveVerdict(observation),
    }
  }
}

/** All controls of a report, in order. */
export function* keyedControls(report: Report): Generator<KeyedControl> {
  const outcomesByControl = observedOutcomes(report)
  for (const framework of report.frameworks)
    for (const control of framework.controls) {
      const key = `${framework.id}/${control.id}`
      yield {control, framework, isCoveredByObservation: outcomesByControl.get(key)?.has(control.status) ?? false, key}
    }
}

function observedOutcomes({observations}: Report): ReadonlyMap<string, ReadonlySet<Status>> {
  const outcomesByControl = new Map<string, Set<Status>>()
  for (const observation of observations)
    for (const {control, framework} of observation.controls) {
      const key = `${framework}/${control}`
      const outcomes = outcomesByControl.get(key) ?? new Set()
      outcomesByControl.set(key, outcomes.add(effectiveVerdict(observation)))
    }

  return outcomesByControl
}

/** What a failed check says; reports of older versions have no failure title. */
export const failureTitleOf = ({failureTitle, title}: Pick<Observation, 'failureTitle' | 'title'>): string =>
  failureTitle ?? `not met: ${title}`

/** What a check says of a subject: its failure title where it fails, its title where it doesn't. */
export function findingTitle(observation: Pick<Observation, 'failureTitle' | 'title' | 'verdict'>): string {
  const {title, verdict} = observation
  if (verdict === 'unknown') return `Unknown whether ${title}`
  return capitalize(verdict === 'fail' ? failureTitleOf(observation) : title)
}

/** The subject with its kind; a placeholder says what it stands for. */
export const subjectWithKind = (subject: Observation['subject']): string =>
  subject.placeholder ? subjectName(subject) : `${subject.kind} ${subjectName(subject)}`

/** What was seen or, if it wasn't, why, with the waiver that covers it. */
export function findingDetails(observation: Observation): string {
  const waiver = waiverOf(observation)
  return [factDetails(observation), waiver && `waived ${decisionText(waiver)}`].filter(Boolean).join('; ')
}

/** What was seen or, if it wasn't, why. */
export function factDetails({because = [], gaps = [], verdict}: Observation): string {
  return {
    fail: () => violationsText(because),
    'not-applicable': () => "doesn't apply",
    pass: () => 'passes',
    unknown: () => gaps.map(gap => fieldGapText(gap)).join('; '),
  }[verdict]()
}

/** Which field is missing, and why. */
export const fieldGapText = ({detail, field, reason}: FieldGap): string =>
  `${fieldLabel(field)}: ${gapReasonText[reason]}${detail === undefined ? '' : ` (${detail})`}`

/** One observation in a line: the subject, what the check says of it, and what was seen. */
export function findingSentence(observation: Observation): string {
  const details = observation.verdict === 'pass' ? '' : findingDetails(observation)
  return `${subjectWithKind(observation.subject)}: ${findingTitle(observation)}${details === '' ? '' : `; ${details}`}`
}

/** Why a control has its status, and who answered. */
export function controlReason(control: ControlResult): string {
  const answer = answerOf(control)
  return [control.reason, answer && `answered ${answer.answer ?? ''} ${decisionText(answer)}`.replaceAll('  ', ' ')]
    .filter(Boolean)
    .join('; ')
}

/** What a reader must know besides the results: notices, apps out of scope, and failed requests. */
export function reportRemarks(report: Report): string[] {
  const {frameworks, gaps, notices} = report
  const part = partText(report)
  return [
    ...(part === undefined ? [] : [`${part}.`]),
    ...notices.map(({text}) => text),
    ...frameworks.flatMap(framework => {
      const apps = outOfScopeTexts(framework)
      return apps.length > 0 ? [`Declared out of scope of ${framework.title}: ${apps.join(', ')}.`] : []
    }),
    ...(gaps.length > 0 ? [`${pluralize(gaps.length, 'request')} failed or returned unusable data.`] : []),
  ]
}
