import type {Answer, PolicyDocument, Waiver} from '../model/policy.js'
import type {DataClass} from '../model/framework.js'
import type {Edit} from './decision.js'
import type {Form} from './form.js'
import type {ReviewModel} from './review-model.js'

import {supersededAnswers, supersededDocuments, supersededWaivers} from './supersede.js'
import {declareEdit} from './data-classes.js'
import {currentField, splitList, replyFor} from './form.js'
import {severalAnswers} from './several.js'

type ReplyOf = (name: string) => string

/** The decision that a completed form makes; undefined while a reply is missing. */
export function formDecision(form: Form, model: ReviewModel): Edit | undefined {
  if (currentField(form)) return undefined
  const replyOf: ReplyOf = name => replyFor(form, name)
  const by = replyOf('by')
  switch (form.action) {
    case 'answer': {
      const answer = answerEntry(replyOf, model.today)
      return {action: 'answer', by, replacements: supersededAnswers(model, answer), what: answer}
    }

    case 'answers': {
      const answers = severalAnswers(replyOf('targets'), answerEntry(replyOf, model.today))
      return {
        action: 'answers',
        by,
        replacements: answers.flatMap(answer => supersededAnswers(model, answer)),
        what: answers,
      }
    }

    case 'declare':
      return declareEdit(model, replyOf('dataClass') as DataClass, splitList(replyOf('apps')), by)
    case 'document': {
      const document = documentEntry(replyOf)
      return {action: 'document', by, replacements: supersededDocuments(model, document), what: document}
    }

    case 'note':
      return {action: 'note', by, what: {about: replyOf('about'), text: replyOf('text')}}
    case 'waive': {
      const waiver = waiverEntry(replyOf, model.today)
      return {action: 'waive', by, replacements: supersededWaivers(model, waiver), what: waiver}
    }
  }
}

const optional = (replyOf: ReplyOf, name: string): Readonly<Record<string, string>> =>
  replyOf(name) === '' ? {} : {[name]: replyOf(name)}

function answerEntry(replyOf: ReplyOf, today: string): Answer {
  const choice = replyOf('answer')
  return {
    framework: replyOf('framework'),
    control: replyOf('control'),
    ...parseScope(splitList(replyOf('scope'))),
    answer: choice === 'yes' || choice === 'no' ? choice : 'not-applicable',
    reason: replyOf('reason'),
    by: replyOf('by'),
    on: today,
    expires: replyOf('expires'),
    ...optional(replyOf, 'evidence'),
  }
}

const documentEntry = (replyOf: ReplyOf): PolicyDocument => ({
  id: replyOf('id'),
  issuer: replyOf('issuer'),
  ...optional(replyOf, 'version'),
  issued: replyOf('issued'),
  ...optional(replyOf, 'expires'),
  services: splitList(replyOf('services')),
  ...(replyOf('regions') === '' ? {} : {regions: splitList(replyOf('regions'))}),
  ...optional(replyOf, 'place'),
})

const waiverEntry = (replyOf: ReplyOf, today: string): Waiver => ({
  check: replyOf('check'),
  subjects: splitList(replyOf('subjects')),
  reason: replyOf('reason'),
  by: replyOf('by'),
  approvedBy: replyOf('approvedBy'),
  on: today,
  expires: replyOf('expires'),
  ...optional(replyOf, 'ticket'),
})

/** An answer that holds for everything needs no other name. */
function parseScope(patterns: readonly string[]): Pick<Answer, 'apps' | 'spaces' | 'teams'> {
  if (patterns.includes('*')) return {apps: ['*']}
  const namesOfKind = (kind: string) =>
    patterns.flatMap(pattern =>
      pattern.startsWith(`${kind}:`) || pattern.startsWith(`${kind} `) ? [pattern.slice(kind.length + 1)] : [],
    )
  const apps = patterns.filter(pattern => !/^(?:space|team)[ :]/.test(pattern))
  return {
    ...(apps.length > 0 ? {apps} : {}),
    ...(namesOfKind('space').length > 0 ? {spaces: namesOfKind('space')} : {}),
    ...(namesOfKind('team').length > 0 ? {teams: namesOfKind('team')} : {}),
  }
}
