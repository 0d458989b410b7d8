import type {Answer} from '../model/policy.js'
import type {AnswerProposal} from '../model/report.js'
import type {Field, Form} from './form.js'
import type {Question} from './question.js'
import type {ReviewModel} from './review-model.js'

import {coversPlace} from '../assess/answers.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {answerForm} from './answer-form.js'
import {replyText} from './decision.js'
import {controlName, namesOfFramework} from './review-model.js'

/** An answer to a related control, as the policy has it; undefined where it no longer does. */
export function proposedAnswer(model: ReviewModel, proposal: AnswerProposal): Answer | undefined {
  const names = namesOfFramework(model, proposal.framework)
  return (model.policy.answers ?? []).find(
    ({answer, by, control, framework, on}) =>
      names.includes(framework) &&
      control === proposal.control &&
      answer === proposal.answer &&
      by === proposal.by &&
      on === proposal.on,
  )
}

/** What is asked about an answer to a related control. */
export const proposalText = (model: ReviewModel, proposal: AnswerProposal): string =>
  `${controlName(model, proposal)} was answered on ${proposal.on} ` +
  `(${replyText[proposal.answer]}, by ${sanitizeForTerminal(proposal.by)}): does that hold here too?`

/**
 * Asks what every answer asks, and offers what was answered to a related control: its reason and where that comes from,
 * its document, the places that it is about, and its last day, where the new answer could count for longer.
 */
export function adoptionForm(
  model: ReviewModel,
  question: Question,
  proposal: AnswerProposal,
  source: Answer,
  by: string | undefined,
): Form {
  const covered = question.places.filter(place => coversPlace(source, place))
  const places = covered.length > 0 ? covered : question.places
  const form = answerForm(model, {...question, places}, source.answer, {
    ...(by === undefined ? {} : {by}),
    decisions: [],
  })
  const origin = `${proposal.framework} ${proposal.control}`
  return {
    ...form,
    fields: form.fields.map(field => withDefaults(field, {origin, proposal, source})),
    title: `${form.title}, as ${controlName(model, proposal)} was answered`,
  }
}

interface Origin {
  readonly origin: string
  readonly proposal: AnswerProposal
  readonly source: Answer
}

function withDefaults(field: Field, {origin, proposal, source}: Origin): Field {
  switch (field.name) {
    case 'scope':
      return source.apps?.includes('*') ? {...field, defaultValue: '*'} : field
    case 'reason':
      return {
        ...field,
        defaultValue: `As answered to ${origin} on ${source.on} by ${source.by}: ${source.reason}`,
      }
    case 'evidence':
      return source.evidence === undefined ? field : withDocument(field, source.evidence)
    case 'expires':
      return field.defaultValue !== undefined && proposal.expires < field.defaultValue
        ? {...field, defaultValue: proposal.expires}
        : field
    default:
      return field
  }
}

const withDocument = (field: Field, id: string): Field => ({
  ...field,
  choices: [...(field.choices ?? []), {label: 'none', value: ''}],
  defaultValue: id,
  prompt: 'Supporting document (number, ID or none)',
})
