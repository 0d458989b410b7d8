import type {Answer, PolicyDocument, Waiver} from '../model/policy.js'
import type {Edit} from './decision.js'
import type {Field, Form} from './form.js'
import type {ReviewModel} from './review-model.js'

import {documentsFlaw} from '../policy/document-validity.js'
import {maxWaiverDays} from '../assess/waivers.js'
import {addDays} from '../foundation/date.js'
import {severities} from '../model/framework.js'
import {matchesGlob} from '../foundation/glob.js'
import {isBlank, isSamePerson} from '../model/person.js'
import {supersededAnswers, supersededDocuments, supersededWaivers} from './supersede.js'
import {currentField, splitList, replyFor} from './form.js'

/** What has to say something to a reader. */
const textFields: readonly string[] = ['approvedBy', 'by', 'issuer', 'reason']

/** Why a reply that is in form would have no effect, so that it is said before and not after. */
export function replyValidator({
  places,
  policy,
  report,
  today,
}: ReviewModel): (form: Form, field: Field, value: string) => string | undefined {
  const now = Date.parse(`${today}T00:00:00Z`)
  return (form, {name}, value) => {
    if (textFields.includes(name) && isBlank(value)) return 'this says nothing'
    if (name === 'approvedBy')
      return isSamePerson(replyFor(form, 'by'), value)
        ? 'nobody approves a waiver of their own; name another person'
        : undefined
    if (name === 'issued') return value > today ? `${value} is still to come` : undefined
    if (name === 'expires') return expiryProblem(form, value)
    if (name === 'evidence') {
      const documents = policy.documents ?? []
      if (!documents.some(({id}) => id === value))
        return `no document ${value} is on file; record it first, or leave this empty`
      const staleReason = documentsFlaw(value, documents, now)
      return staleReason === undefined ? undefined : `the document ${staleReason}`
    }

    if (name === 'scope')
      return splitList(value)
        .find(pattern => !places.some(place => matchesPlace(pattern, place)) && pattern !== '*')
        ?.replace(/^(.*)$/, 'nothing in this review is called $1')
    if (name === 'subjects')
      return splitList(value)
        .find(
          pattern =>
            !report.observations.some(
              observation =>
                observation.check === form.fixed['check'] && matchesGlob(observation.subject.name, [pattern]),
            ),
        )
        ?.replace(/^(.*)$/, 'nothing that was judged is called $1')
    return undefined
  }

  function expiryProblem(form: Form, value: string): string | undefined {
    if (value < today) return `${value} is past`
    if (form.action === 'document' && value < replyFor(form, 'issued')) return 'it would count no day'
    if (form.action !== 'waive') return undefined
    const severity = severities.find(candidate => candidate === form.fixed['severity']) ?? 'critical'
    const lastDay = addDays(today, maxWaiverDays[severity])
    return value > lastDay
      ? `a waiver of severity ${severity} runs ${maxWaiverDays[severity]} days at most: until ${lastDay}`
      : undefined
  }

  function matchesPlace(pattern: string, {app, space, team}: ReviewModel['places'][number]): boolean {
    const [, kind, name = ''] = /^(space|team)[ :](.*)$/.exec(pattern) ?? []
    const placeName = kind === 'space' ? space : kind === 'team' ? team : app
    return placeName !== undefined && matchesGlob(placeName, [kind === undefined ? pattern : name])
  }
}

/** What a form comes to once all of it is filled in; undefined before. */
export function formDecision(form: Form, model: ReviewModel): Edit | undefined {
  if (currentField(form)) return undefined
  const {today} = model
  const replyOf = (name: string) => replyFor(form, name)
  const by = replyOf('by')
  const optional = (name: string): Readonly<Record<string, string>> =>
    replyOf(name) === '' ? {} : {[name]: replyOf(name)}
  switch (form.action) {
    case 'answer': {
      const choice = replyOf('answer')
      const answerEntry: Answer = {
        framework: replyOf('framework'),
        control: replyOf('control'),
        ...parseScope(splitList(replyOf('scope'))),
        answer: choice === 'yes' || choice === 'no' ? choice : 'not-applicable',
        reason: replyOf('reason'),
        by,
        on: today,
        expires: replyOf('expires'),
        ...optional('evidence'),
      }
      return {action: 'answer', by, replacements: supersededAnswers(model, answerEntry), what: answerEntry}
    }

    case 'document': {
      const document: PolicyDocument = {
        id: replyOf('id'),
        issuer: replyOf('issuer'),
        ...optional('version'),
        issued: replyOf('issued'),
        ...optional('expires'),
        services: splitList(replyOf('services')),
        ...(replyOf('regions') === '' ? {} : {regions: splitList(replyOf('regions'))}),
        ...optional('place'),
      }
      return {action: 'document', by, replacements: supersededDocuments(model, document), what: document}
    }

    case 'note':
      return {action: 'note', by, what: {about: replyOf('about'), text: replyOf('text')}}
    case 'waive': {
      const waiver: Waiver = {
        check: replyOf('check'),
        subjects: splitList(replyOf('subjects')),
        reason: replyOf('reason'),
        by,
        approvedBy: replyOf('approvedBy'),
        on: today,
        expires: replyOf('expires'),
        ...optional('ticket'),
      }
      return {action: 'waive', by, replacements: supersededWaivers(model, waiver), what: waiver}
    }
  }
}

/** What is true of all needs no other name beside it. */
function parseScope(patterns: readonly string[]): Pick<Answer, 'apps' | 'spaces' | 'teams'> {
  if (patterns.includes('*')) return {apps: ['*']}
  const namesOfKind = (kind: string) =>
    patterns.flatMap(part =>
      part.startsWith(`${kind}:`) || part.startsWith(`${kind} `) ? [part.slice(kind.length + 1)] : [],
    )
  const apps = patterns.filter(part => !/^(?:space|team)[ :]/.test(part))
  return {
    ...(apps.length > 0 ? {apps} : {}),
    ...(namesOfKind('space').length > 0 ? {spaces: namesOfKind('space')} : {}),
    ...(namesOfKind('team').length > 0 ? {teams: namesOfKind('team')} : {}),
  }
}
