import type {Observation} from '../model/observation.js'
import type {Value} from '../model/subject.js'
import type {Question, ReviewModel} from './review-model.js'

import {isSignalFailure} from '../model/observation.js'
import {capitalize, firstFew, pluralize} from '../foundation/text.js'
import {findingTitle} from '../report/text/finding-text.js'
import {statusLabel} from '../report/text/status-label.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {violationsText, fieldLabel, gapReasonText, subjectName, valueText} from '../report/text/labels.js'
import {controlDefinition, controlObservations} from './review-model.js'

/** How many facts, and how many observations, are listed with a question. */
const listLimit = 12
const placeLimit = 6

/** An open control in paragraphs: its question, why it's open, and what was observed; list items begin with `- `. */
export function questionText(model: ReviewModel, {control, framework, places}: Question): string[] {
  const {answer, documents = [], facts = [], reason, status} = control
  const definition = controlDefinition(model, framework, control.id)
  const isOpen = status === 'manual'
  return [
    `${framework} ${control.id}, ${control.severity}: ${control.title}`,
    control.question ?? 'Does this hold?',
    `${isOpen ? 'Open because' : `${capitalize(statusLabel[status].toLowerCase())} because`}: ${reason}.`,
    ...optional(places.length > 0, () => `Open for ${placeNames(places)}.`),
    ...optional(answer, ({answer: reply, by, on, reason: why}) => {
      const author = `${sanitizeForTerminal(by)} on ${on}`
      return `Current answer: ${reply}, by ${author}: ${sanitizeForTerminal(why)}`
    }),
    ...optional(
      documents.length > 0,
      () => `Documents that settle it: ${documents.map(id => documentName(model, framework, id)).join('; ')}.`,
    ),
    ...optional(definition?.note, note => `Note: ${note}`),
    ...facts.slice(0, listLimit).map(fact => `- ${factText(fact)}`),
    ...optional(facts.length > listLimit, () => `- and ${pluralize(facts.length - listLimit, 'more fact')}`),
    ...controlObservations(model, framework, control.id)
      .slice(0, listLimit)
      .map(observation => `- ${observationLine(observation)}`),
    ...optional(definition, ({remediation}) => `Fix: ${remediation.text}`),
  ]
}

/** A paragraph where there is something to say, or else none. */
const optional = <T>(value: T, text: (value: NonNullable<Exclude<T, false | ''>>) => string): string[] =>
  value ? [text(value as NonNullable<Exclude<T, false | ''>>)] : []

const placeNames = (places: Question['places']) =>
  firstFew(
    places.map(({name}) => sanitizeForTerminal(name)),
    placeLimit,
  )

function documentName({frameworks}: ReviewModel, framework: string, id: string): string {
  const title = frameworks.find(candidate => candidate.id === framework)?.documents[id]?.title
  return title === undefined ? id : `${id} (${title})`
}

const factText = (fact: Readonly<Record<string, unknown>>) =>
  Object.entries(fact)
    .map(([field, value]) =>
      field === 'subject'
        ? sanitizeForTerminal(String(value), 60)
        : `${fieldLabel(field)} ${valueText(isValue(value) ? value : null)}`,
    )
    .join('; ')

const isValue = (value: unknown): value is Value =>
  value === null || ['boolean', 'number', 'string'].includes(typeof value) || Array.isArray(value)

/** The verdict as it begins a line: LOOK stands for a failure that breaches nothing. */
export function verdictWord(observation: Observation): string {
  if (observation.waiver) return statusLabel.waived
  return isSignalFailure(observation) ? 'LOOK' : statusLabel[observation.verdict]
}

/** An observation in one line. */
export function observationLine(observation: Observation): string {
  const {severity, subject, title, verdict} = observation
  const statement = verdict === 'unknown' ? `whether ${title}` : findingTitle(observation)
  return `${verdictWord(observation)} ${severity}: ${subjectName(subject)}: ${statement}`
}

/** An observation in paragraphs: the facts that decided it, why it matters, how to fix it, and who waived it. */
export function observationText(model: ReviewModel, observation: Observation): string[] {
  const {because, check, controls, gaps = [], remediation, signals = [], waiver} = observation
  const why = model.checks.find(({id}) => id === check)?.why
  return [
    observationLine(observation),
    `Check ${check}, ${subjectText(observation.subject)}`,
    ...optional(because, violations => `Seen: ${violationsText(violations)}`),
    ...gaps.map(gapText),
    ...optional(why, text => `Why: ${text}`),
    ...remediationTexts(remediation),
    ...optional(waiver, ({approvedBy, by, expires, reason}) => {
      const people = `${sanitizeForTerminal(by)}, approved by ${sanitizeForTerminal(approvedBy)}`
      return `Waived by ${people}, until ${expires}: ${sanitizeForTerminal(reason)}`
    }),
    ...optional(signals.length > 0, () => `Worth a look for: ${refsText(signals)}`),
    ...optional(controls.length > 0, () => `Controls: ${refsText(controls)}`),
  ].map(line => capitalize(line))
}

const refsText = (refs: Observation['controls']) =>
  refs.map(({control, framework}) => `${framework} ${control}`).join(', ')

const subjectText = ({kind, name, space, team}: Observation['subject']) =>
  [
    `${kind} ${sanitizeForTerminal(name)}`,
    ...optional(space, spaceName => `space ${sanitizeForTerminal(spaceName)}`),
    ...optional(team, teamName => `team ${sanitizeForTerminal(teamName)}`),
  ].join(', ')

const gapText = ({detail, field, path, reason}: NonNullable<Observation['gaps']>[number]) =>
  `Unknown: ${fieldLabel(field)}; ${gapReasonText[reason]}` +
  (detail === undefined ? '' : ` (${sanitizeForTerminal(detail)})`) +
  (path === undefined ? '' : ` at ${sanitizeForTerminal(path)}`)

const remediationTexts = (remediation: Observation['remediation']) =>
  remediation
    ? [
        `Fix: ${sanitizeForTerminal(remediation.text)}`,
        ...(remediation.commands ?? []).map(command => `  ${sanitizeForTerminal(command)}`),
      ]
    : []
