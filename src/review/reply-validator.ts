import type {Field, Form} from './form.js'
import type {ReviewModel} from './review-model.js'

import {documentsFlaw} from '../policy/document-validity.js'
import {maxWaiverDays} from '../model/policy.js'
import {addDays} from '../foundation/date.js'
import {severities} from '../model/framework.js'
import {matchesGlob} from '../foundation/glob.js'
import {isBlank, isSamePerson} from '../model/person.js'
import {currentField, splitList, replyFor} from './form.js'
import {eachOpen} from './several.js'

/** The fields in which a reader has to find something. */
const textFields: readonly string[] = ['approvedBy', 'by', 'issuer', 'reason']

type FieldProblem = (model: ReviewModel, form: Form, value: string) => string | undefined

const problems: Readonly<Record<string, FieldProblem>> = {
  approvedBy: (_, form, value) =>
    isSamePerson(replyFor(form, 'by'), value)
      ? 'a waiver has to be approved by another person; enter their email'
      : undefined,
  evidence: ({policy: {documents = []}, today}, _, value) => {
    if (!documents.some(({id}) => id === value))
      return `document ${value} is not on file; record it first, or leave this empty`
    const flaw = documentsFlaw(value, documents, Date.parse(`${today}T00:00:00Z`))
    return flaw === undefined ? undefined : `the document ${flaw}`
  },
  expires: expiryProblem,
  issued: ({today}, _, value) => (value > today ? `${value} is in the future` : undefined),
  scope: ({places}, form, value) => {
    if (isOffered(form, eachOpen) && value === eachOpen) return undefined
    const unknown = splitList(value).find(
      pattern => pattern !== '*' && !places.some(place => matchesPlace(pattern, place)),
    )
    return unknown === undefined ? undefined : `nothing in this review is called ${unknown}`
  },
  subjects: ({report}, form, value) => {
    const names = report.observations
      .filter(({check}) => check === form.presets['check'])
      .map(({subject}) => subject.name)
    const unknown = splitList(value).find(pattern => !names.some(name => matchesGlob(name, [pattern])))
    return unknown === undefined ? undefined : `this check looked at nothing called ${unknown}`
  },
}

/** Whether the field that is asked for has a choice of that value. */
const isOffered = (form: Form, value: string) =>
  currentField(form)?.choices?.some(choice => choice.value === value) === true

/** Tells why a well-formed reply would have no effect, before it's taken; undefined where it can be taken. */
export const replyValidator =
  (model: ReviewModel): ((form: Form, field: Field, value: string) => string | undefined) =>
  (form, {name}, value) =>
    textFields.includes(name) && isBlank(value) ? 'this says nothing' : problems[name]?.(model, form, value)

function expiryProblem({today}: ReviewModel, form: Form, value: string): string | undefined {
  if (value < today) return `${value} is in the past`
  if (form.action === 'document' && value < replyFor(form, 'issued')) return 'it would expire before it was issued'
  if (form.action !== 'waive') return undefined
  const severity = severities.find(candidate => candidate === form.presets['severity']) ?? 'critical'
  const lastDay = addDays(today, maxWaiverDays[severity])
  return value > lastDay
    ? `a waiver of a ${severity} check lasts ${maxWaiverDays[severity]} days at most, until ${lastDay}`
    : undefined
}

function matchesPlace(pattern: string, {app, space, team}: ReviewModel['places'][number]): boolean {
  const [, kind, name = ''] = /^(space|team)[ :](.*)$/.exec(pattern) ?? []
  const placeNames = {space, team}
  const placeName = kind === 'space' || kind === 'team' ? placeNames[kind] : app
  return placeName !== undefined && matchesGlob(placeName, [kind === undefined ? pattern : name])
}
