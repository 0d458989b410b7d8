import type {Observation} from '../model/observation.js'
import type {Question, World} from './review-model.js'

import {isAside} from '../model/observation.js'
import {capital} from '../foundation/text.js'
import {wordOf} from '../report/text/paint.js'
import {harmless} from '../report/text/layout.js'
import {becauseText, label, reasonText, subjectName, valueText} from '../report/text/labels.js'
import {definitionOf, observationsOf} from './review-model.js'

const mostRows = 12

/** What is known of an open control, in paragraphs: what it asks, why it is open, and what was seen. */
export function questionText(world: World, {control, framework, open}: Question): string[] {
  const definition = definitionOf(world, framework, control.id)
  const papers = (control.documents ?? []).map(id => `${id}${documentTitle(world, framework, id)}`)
  const seen = observationsOf(world, framework, control.id)
  return [
    `${framework} ${control.id}, ${control.severity}: ${control.title}`,
    control.question ?? 'Does this hold?',
    `${control.status === 'manual' ? 'Open because' : 'Status because'}: ${control.reason}.`,
    ...(open.length > 0 ? [`Open for ${few(open.map(({name}) => harmless(name)))}.`] : []),
    ...(control.answer
      ? [
          `Said so far: ${control.answer.answer} by ${harmless(control.answer.by)} on ${control.answer.on}: ${harmless(control.answer.reason)}`,
        ]
      : []),
    ...(papers.length > 0 ? [`Documents that decide it: ${papers.join('; ')}.`] : []),
    ...(definition?.note ? [`Note: ${definition.note}`] : []),
    ...(control.facts ?? []).slice(0, mostRows).map(row => `- ${rowText(row)}`),
    ...((control.facts?.length ?? 0) > mostRows ? [`- and ${(control.facts?.length ?? 0) - mostRows} more`] : []),
    ...seen.slice(0, mostRows).map(one => `- ${observationLine(one)}`),
    ...(definition ? [`What mends it: ${definition.remediation.text}`] : []),
  ]
}

const few = (names: readonly string[]) =>
  names.slice(0, 6).join(', ') + (names.length > 6 ? ` and ${names.length - 6} more` : '')

function documentTitle({frameworks}: World, framework: string, id: string): string {
  const title = frameworks.find(one => one.id === framework)?.documents[id]?.title
  return title === undefined ? '' : ` (${title})`
}

const rowText = (row: Readonly<Record<string, unknown>>) =>
  Object.entries(row)
    .map(([field, value]) =>
      field === 'subject' ? harmless(String(value), 60) : `${label(field)} ${valueText(isValue(value) ? value : null)}`,
    )
    .join('; ')

const isValue = (value: unknown): value is boolean | number | string | string[] | null =>
  value === null || ['boolean', 'number', 'string'].includes(typeof value) || Array.isArray(value)

export function verdictWord(one: Observation): string {
  if (one.waiver) return wordOf.waived
  return isAside(one) ? 'LOOK' : wordOf[one.verdict]
}

/** An observation in one line. */
export const observationLine = (one: Observation): string =>
  `${verdictWord(one)} ${one.severity}: ${subjectName(one.subject)}: ${one.title}`

/** An observation in paragraphs: the facts that decided it, why it matters, and what mends it. */
export function observationText(world: World, one: Observation): string[] {
  const why = world.checks.find(({id}) => id === one.check)?.why
  const {remediation, waiver} = one
  return [
    observationLine(one),
    `Check ${one.check}, ${one.subject.kind} ${harmless(one.subject.name)}${one.subject.space === undefined ? '' : `, space ${harmless(one.subject.space)}`}${one.subject.team === undefined ? '' : `, team ${harmless(one.subject.team)}`}`,
    ...(one.because ? [`Seen: ${becauseText(one.because)}`] : []),
    ...(one.gaps ?? []).map(
      ({detail, field, path, reason}) =>
        `Not known: ${label(field)}; ${reasonText[reason]}${detail === undefined ? '' : ` (${harmless(detail)})`}${path === undefined ? '' : ` at ${harmless(path)}`}`,
    ),
    ...(why === undefined ? [] : [`Why: ${why}`]),
    ...(remediation
      ? [
          `What mends it: ${harmless(remediation.text)}`,
          ...(remediation.commands ?? []).map(command => `  ${harmless(command)}`),
        ]
      : []),
    ...(waiver
      ? [
          `Waived by ${harmless(waiver.by)}, approved by ${harmless(waiver.approvedBy)}, until ${waiver.expires}: ${harmless(waiver.reason)}`,
        ]
      : []),
    ...(one.signals && one.signals.length > 0
      ? [`Worth a look for: ${one.signals.map(({control, framework}) => `${framework} ${control}`).join(', ')}`]
      : []),
    ...(one.controls.length > 0
      ? [`Controls: ${one.controls.map(({control, framework}) => `${framework} ${control}`).join(', ')}`]
      : []),
  ].map(line => capital(line))
}
