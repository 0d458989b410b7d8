import type {Answer, PolicyDocument, Waiver} from '../model/policy.js'
import type {Edit} from './decision.js'
import type {Field, Form} from './form.js'
import type {World} from './review-model.js'

import {staleOnFile} from '../policy/document-validity.js'
import {longestWaiver} from '../assess/waivers.js'
import {daysAfter} from '../foundation/date.js'
import {severities} from '../model/framework.js'
import {matchesGlob} from '../foundation/glob.js'
import {isBlank, isSamePerson} from '../model/person.js'
import {answerSwaps, documentSwaps, waiverSwaps} from './supersede.js'
import {fieldOf, listOf, replyTo} from './form.js'

/** What has to say something to a reader. */
const blank: readonly string[] = ['approvedBy', 'by', 'issuer', 'reason']

/** Why a reply that is in form would have no effect, so that it is said before and not after. */
export function flawOfReply({
  places,
  policy,
  report,
  today,
}: World): (form: Form, field: Field, value: string) => string | undefined {
  const now = Date.parse(`${today}T00:00:00Z`)
  return (form, {name}, value) => {
    if (blank.includes(name) && isBlank(value)) return 'this says nothing'
    if (name === 'approvedBy')
      return isSamePerson(replyTo(form, 'by'), value)
        ? 'nobody approves a waiver of their own; name another person'
        : undefined
    if (name === 'issued') return value > today ? `${value} is still to come` : undefined
    if (name === 'expires') return expiry(form, value)
    if (name === 'evidence') {
      const onFile = policy.documents ?? []
      if (!onFile.some(({id}) => id === value))
        return `no document ${value} is on file; record it first, or leave this empty`
      const stale = staleOnFile(value, onFile, now)
      return stale === undefined ? undefined : `the document ${stale}`
    }

    if (name === 'scope')
      return listOf(value)
        .find(part => !places.some(place => isMeant(part, place)) && part !== '*')
        ?.replace(/^(.*)$/, 'nothing in this review is called $1')
    if (name === 'subjects')
      return listOf(value)
        .find(
          glob =>
            !report.observations.some(
              one => one.check === form.fixed['check'] && matchesGlob(one.subject.name, [glob]),
            ),
        )
        ?.replace(/^(.*)$/, 'nothing that was judged is called $1')
    return undefined
  }

  function expiry(form: Form, value: string): string | undefined {
    if (value < today) return `${value} is past`
    if (form.action === 'document' && value < replyTo(form, 'issued')) return 'it would count no day'
    if (form.action !== 'waive') return undefined
    const severity = severities.find(one => one === form.fixed['severity']) ?? 'critical'
    const last = daysAfter(today, longestWaiver[severity])
    return value > last
      ? `a waiver of severity ${severity} runs ${longestWaiver[severity]} days at most: until ${last}`
      : undefined
  }

  function isMeant(part: string, {app, space, team}: World['places'][number]): boolean {
    const [, kind, name = ''] = /^(space|team)[ :](.*)$/.exec(part) ?? []
    const own = kind === 'space' ? space : kind === 'team' ? team : app
    return own !== undefined && matchesGlob(own, [kind === undefined ? part : name])
  }
}

/** What a form comes to once all of it is filled in; undefined before. */
export function decisionOf(form: Form, world: World): Edit | undefined {
  if (fieldOf(form)) return undefined
  const {today} = world
  const of = (name: string) => replyTo(form, name)
  const by = of('by')
  const optional = (name: string): Readonly<Record<string, string>> => (of(name) === '' ? {} : {[name]: of(name)})
  switch (form.action) {
    case 'answer': {
      const answer = of('answer')
      const what: Answer = {
        framework: of('framework'),
        control: of('control'),
        ...scopeOf(listOf(of('scope'))),
        answer: answer === 'yes' || answer === 'no' ? answer : 'not-applicable',
        reason: of('reason'),
        by,
        on: today,
        expires: of('expires'),
        ...optional('evidence'),
      }
      return {action: 'answer', by, swaps: answerSwaps(world, what), what}
    }

    case 'document': {
      const what: PolicyDocument = {
        id: of('id'),
        issuer: of('issuer'),
        ...optional('version'),
        issued: of('issued'),
        ...optional('expires'),
        services: listOf(of('services')),
        ...(of('regions') === '' ? {} : {regions: listOf(of('regions'))}),
        ...optional('place'),
      }
      return {action: 'document', by, swaps: documentSwaps(world, what), what}
    }

    case 'note':
      return {action: 'note', by, what: {about: of('about'), text: of('text')}}
    case 'waive': {
      const what: Waiver = {
        check: of('check'),
        subjects: listOf(of('subjects')),
        reason: of('reason'),
        by,
        approvedBy: of('approvedBy'),
        on: today,
        expires: of('expires'),
        ...optional('ticket'),
      }
      return {action: 'waive', by, swaps: waiverSwaps(world, what), what}
    }
  }
}

/** What is true of all needs no other name beside it. */
function scopeOf(parts: readonly string[]): Pick<Answer, 'apps' | 'spaces' | 'teams'> {
  if (parts.includes('*')) return {apps: ['*']}
  const named = (kind: string) =>
    parts.flatMap(part =>
      part.startsWith(`${kind}:`) || part.startsWith(`${kind} `) ? [part.slice(kind.length + 1)] : [],
    )
  const apps = parts.filter(part => !/^(?:space|team)[ :]/.test(part))
  return {
    ...(apps.length > 0 ? {apps} : {}),
    ...(named('space').length > 0 ? {spaces: named('space')} : {}),
    ...(named('team').length > 0 ? {teams: named('team')} : {}),
  }
}
