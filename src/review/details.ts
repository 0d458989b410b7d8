import type {Control} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {ControlResult} from '../model/report.js'
import type {Interview} from './interview.js'
import type {Question} from './question.js'
import type {ControlOfReport, ReviewModel} from './review-model.js'

import {isSignalFailure} from '../model/observation.js'
import {capitalize, firstFew, pluralize} from '../foundation/text.js'
import {findingTitle} from '../report/text/finding-text.js'
import {statusLabel} from '../report/text/status-label.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {factText, violationsText, fieldLabel, gapReasonText, subjectName} from '../report/text/labels.js'
import {groupBy} from '../foundation/collections.js'
import {proposalText} from './adoption.js'
import {coverageText, questionCoverage} from './coverage.js'
import {replyText} from './decision.js'
import {
  compareObservations,
  controlDefinition,
  controlName,
  controlObservations,
  findFramework,
  shortFrameworkName,
} from './review-model.js'
import {questionName} from './question.js'
import {otherSettled} from './shared-question.js'

/** How many facts, and how many observations, are listed with a question. */
const listLimit = 12
const placeLimit = 6

/** An open control in paragraphs: its question, why it's open, and what was observed; list items begin with `- `. */
export function questionText(
  model: ReviewModel,
  question: Question,
  {scope}: Pick<Interview, 'scope'> = {scope: {kind: 'all'}},
): string[] {
  const {control, framework, places} = question
  const {answer, facts = [], proposals = [], reason, status} = control
  const definition = controlDefinition(model, framework, control.id)
  const isOpen = status === 'manual'
  return [
    `${questionName(model, question)}, ${control.severity}. Requirement: ${control.title}`,
    ...askedText(control, definition),
    ...optional(otherSettled(question).length > 0, () => settledText(model, otherSettled(question))),
    `${isOpen ? 'Open because' : `${capitalize(statusLabel[status].toLowerCase())} because`}: ${reason}.`,
    ...optional(places.length > 0, () => openText(coverageText(questionCoverage(model, question, scope)), places)),
    ...optional(answer, ({answer: reply, by, on, reason: why}) => {
      const author = `${sanitizeForTerminal(by)} on ${on}`
      return `Current answer: ${replyText[reply]}, by ${author}: ${sanitizeForTerminal(why)}`
    }),
    ...proposals.map(
      (proposal, index) => (proposals.length > 1 ? `${index + 1}  ` : '') + proposalText(model, proposal),
    ),
    ...documentTexts(model, question),
    ...optional(definition?.note, note => `Note: ${note}`),
    ...facts.slice(0, listLimit).map(fact => `- ${factText(fact)}`),
    ...optional(facts.length > listLimit, () => `- and ${pluralize(facts.length - listLimit, 'more fact')}`),
    ...questionObservations(model, question)
      .slice(0, listLimit)
      .map(observation => `- ${observationLine(observation)}`),
    ...optional(definition, ({remediation}) => `Fix: ${remediation.text}`),
  ]
}

/** The question, and each statement that a yes says is true. */
function askedText({question, status}: ControlResult, definition: Control | undefined): string[] {
  const {parts = []} = definition ?? {}
  // Nothing is asked where checks decide.
  if (question === undefined && status !== 'manual') return []
  return definition?.question === undefined || parts.length === 0
    ? [question ?? 'Does this hold?']
    : [definition.question, ...parts.map((part, index) => `(${index + 1}) ${part}`)]
}

/** A paragraph where there is something to say, or else none. */
const optional = <T>(value: T, text: (value: NonNullable<Exclude<T, false | ''>>) => string): string[] =>
  value ? [text(value as NonNullable<Exclude<T, false | ''>>)] : []

const openText = (coverage: string | undefined, places: Question['places']) =>
  coverage === undefined
    ? `Open for ${placeNames(places)}.`
    : `${capitalize(coverage)}; still open for ${placeNames(places)}.`

const placeNames = (places: Question['places']) =>
  firstFew(
    places.map(({name}) => sanitizeForTerminal(name)),
    placeLimit,
  )

/** The controls beside its own that a question settles, by framework, as they can be typed. */
export function settledNames(model: ReviewModel, controls: readonly ControlOfReport[]): string {
  return [...groupBy(controls, ({framework}) => shortFrameworkName(model, framework))]
    .map(([framework, ofFramework]) => `${framework} ${ofFramework.map(({control}) => control.id).join(', ')}`)
    .join('; ')
}

const settledText = (model: ReviewModel, controls: readonly ControlOfReport[]) =>
  `Also answers ${settledNames(model, controls)}. ` +
  'After any answer but yes, each that is still open is asked by itself.'

/** Which documents settle the control, or each of those that share the question. */
function documentTexts(model: ReviewModel, {control, framework, settles}: Question): string[] {
  const names = (id: string, documents: readonly string[]) =>
    documents.map(document => documentName(model, id, document)).join('; ')
  const {documents = []} = control
  if (!settles) return optional(documents.length > 0, () => `Documents that settle it: ${names(framework, documents)}.`)
  return settles.flatMap(({control: {documents: ids = [], id}, framework: settled}) =>
    optional(
      ids.length > 0,
      () => `Documents that settle ${controlName(model, {control: id, framework: settled})}: ${names(settled, ids)}.`,
    ),
  )
}

/** What was observed of the control, or of those that share the question, worst first. */
function questionObservations(model: ReviewModel, {control, framework, settles}: Question): Observation[] {
  const controls = settles ?? [{control, framework}]
  const observations = controls.flatMap(settled => controlObservations(model, settled.framework, settled.control.id))
  return [...new Set(observations)].sort(compareObservations)
}

function documentName(model: ReviewModel, framework: string, id: string): string {
  const title = findFramework(model, framework)?.documents[id]?.title
  return title === undefined ? id : `${id} (${title})`
}

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
    ...optional(signals.length > 0, () => `Worth a look for: ${refsText(model, signals)}`),
    ...optional(controls.length > 0, () => `Controls: ${refsText(model, controls)}`),
  ].map(line => capitalize(line))
}

const refsText = (model: ReviewModel, refs: Observation['controls']) =>
  refs.map(ref => controlName(model, ref)).join(', ')

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
