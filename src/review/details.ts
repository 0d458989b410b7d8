import type {Observation} from '../model/observation.js'
import type {Question, ReviewModel} from './review-model.js'

import {isSignalFailure} from '../model/observation.js'
import {capitalize} from '../foundation/text.js'
import {findingTitle} from '../report/text/finding-text.js'
import {statusLabel} from '../report/text/status-label.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {violationsText, fieldLabel, gapReasonText, subjectName, valueText} from '../report/text/labels.js'
import {controlDefinition, controlObservations} from './review-model.js'

const factLimit = 12

/** What is known of an open control, in paragraphs: what it asks, why it is open, and what was seen. */
export function questionText(model: ReviewModel, {control, framework, places}: Question): string[] {
  const definition = controlDefinition(model, framework, control.id)
  const documentTitles = (control.documents ?? []).map(id => `${id}${documentTitle(model, framework, id)}`)
  const observations = controlObservations(model, framework, control.id)
  return [
    `${framework} ${control.id}, ${control.severity}: ${control.title}`,
    control.question ?? 'Does this hold?',
    `${control.status === 'manual' ? 'Open because' : 'Status because'}: ${control.reason}.`,
    ...(places.length > 0 ? [`Open for ${firstNames(places.map(({name}) => sanitizeForTerminal(name)))}.`] : []),
    ...(control.answer
      ? [
          `Said so far: ${control.answer.answer} by ${sanitizeForTerminal(control.answer.by)} on ${control.answer.on}: ${sanitizeForTerminal(control.answer.reason)}`,
        ]
      : []),
    ...(documentTitles.length > 0 ? [`Documents that decide it: ${documentTitles.join('; ')}.`] : []),
    ...(definition?.note ? [`Note: ${definition.note}`] : []),
    ...(control.facts ?? []).slice(0, factLimit).map(fact => `- ${factText(fact)}`),
    ...((control.facts?.length ?? 0) > factLimit ? [`- and ${(control.facts?.length ?? 0) - factLimit} more`] : []),
    ...observations.slice(0, factLimit).map(observation => `- ${observationLine(observation)}`),
    ...(definition ? [`What mends it: ${definition.remediation.text}`] : []),
  ]
}

const firstNames = (names: readonly string[]) =>
  names.slice(0, 6).join(', ') + (names.length > 6 ? ` and ${names.length - 6} more` : '')

function documentTitle({frameworks}: ReviewModel, framework: string, id: string): string {
  const title = frameworks.find(candidate => candidate.id === framework)?.documents[id]?.title
  return title === undefined ? '' : ` (${title})`
}

const factText = (fact: Readonly<Record<string, unknown>>) =>
  Object.entries(fact)
    .map(([field, value]) =>
      field === 'subject'
        ? sanitizeForTerminal(String(value), 60)
        : `${fieldLabel(field)} ${valueText(isValue(value) ? value : null)}`,
    )
    .join('; ')

const isValue = (value: unknown): value is boolean | number | string | string[] | null =>
  value === null || ['boolean', 'number', 'string'].includes(typeof value) || Array.isArray(value)

export function verdictWord(observation: Observation): string {
  if (observation.waiver) return statusLabel.waived
  return isSignalFailure(observation) ? 'LOOK' : statusLabel[observation.verdict]
}

/** An observation in one line. */
export const observationLine = (observation: Observation): string =>
  `${verdictWord(observation)} ${observation.severity}: ${subjectName(observation.subject)}: ${findingTitle(observation)}`

/** An observation in paragraphs: the facts that decided it, why it matters, and what mends it. */
export function observationText(model: ReviewModel, observation: Observation): string[] {
  const why = model.checks.find(({id}) => id === observation.check)?.why
  const {remediation, waiver} = observation
  return [
    observationLine(observation),
    `Check ${observation.check}, ${observation.subject.kind} ${sanitizeForTerminal(observation.subject.name)}${observation.subject.space === undefined ? '' : `, space ${sanitizeForTerminal(observation.subject.space)}`}${observation.subject.team === undefined ? '' : `, team ${sanitizeForTerminal(observation.subject.team)}`}`,
    ...(observation.because ? [`Seen: ${violationsText(observation.because)}`] : []),
    ...(observation.gaps ?? []).map(
      ({detail, field, path, reason}) =>
        `Not known: ${fieldLabel(field)}; ${gapReasonText[reason]}${detail === undefined ? '' : ` (${sanitizeForTerminal(detail)})`}${path === undefined ? '' : ` at ${sanitizeForTerminal(path)}`}`,
    ),
    ...(why === undefined ? [] : [`Why: ${why}`]),
    ...(remediation
      ? [
          `What mends it: ${sanitizeForTerminal(remediation.text)}`,
          ...(remediation.commands ?? []).map(command => `  ${sanitizeForTerminal(command)}`),
        ]
      : []),
    ...(waiver
      ? [
          `Waived by ${sanitizeForTerminal(waiver.by)}, approved by ${sanitizeForTerminal(waiver.approvedBy)}, until ${waiver.expires}: ${sanitizeForTerminal(waiver.reason)}`,
        ]
      : []),
    ...(observation.signals && observation.signals.length > 0
      ? [`Worth a look for: ${observation.signals.map(({control, framework}) => `${framework} ${control}`).join(', ')}`]
      : []),
    ...(observation.controls.length > 0
      ? [`Controls: ${observation.controls.map(({control, framework}) => `${framework} ${control}`).join(', ')}`]
      : []),
  ].map(line => capitalize(line))
}
