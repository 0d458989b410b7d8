import type {PolicyDocument, Policy} from '../model/policy.js'
import type {Subject} from '../model/subject.js'
import type {ClassScope} from './class-scope.js'
import type {Components} from './components.js'

import {byCodeUnit, distinct, groupBy} from '../foundation/collections.js'
import {matchesGlob} from '../foundation/glob.js'
import {herokuServices} from '../model/services.js'
import {documentFlaw, lastDayOfDocument} from '../policy/document-validity.js'
import {kindText, subjectName} from '../report/text/labels.js'
import {verdictOn} from './class-scope.js'
import {appsOf, fieldOf} from './components.js'
import {cellOf, notSeenText} from './gap-text.js'

/** How a vendor comes to see something of the account. */
type ProviderKind = 'add-on' | 'log drain' | 'OAuth client' | 'platform' | 'telemetry drain' | 'webhook'

/** A vendor that the facts show in one role. */
interface Provider {
  readonly kind: ProviderKind
  readonly name: string
  readonly isHeroku: boolean
  readonly subjects: readonly Subject[]
  /** Set where it stands for what couldn't be seen. */
  readonly notSeen?: string
}

export const providerHeader: readonly string[] = [
  'provider',
  'role',
  'provided_by_heroku',
  'plans',
  'used_by',
  'in_scope',
  'in_scope_for',
  'declared',
  'declared_until',
  'document',
  'issuer',
  'issued',
  'valid_until',
  'document_state',
  'seen',
]

const platform = 'Heroku (Salesforce)'

/** The vendors that the facts show, a row for each of their documents, or one that says that there is none. */
export function providerRows(
  {subjects}: Components,
  scopes: readonly ClassScope[],
  policy: Policy,
  now: number,
): ReadonlyArray<readonly string[]> {
  const heroku: Provider = {isHeroku: true, kind: 'platform', name: platform, subjects: []}
  return [heroku, ...providersAmong(subjects)].flatMap(provider => {
    const cells = [...usageCells(provider, scopes), ...declarationCells(provider, policy)]
    const documents = provider.notSeen === undefined ? documentsOf(provider, policy) : []
    const seen = provider.notSeen ?? 'yes'
    return documents.length === 0
      ? [[...cells, '', '', '', '', provider.notSeen === undefined ? 'none on file' : '', seen]]
      : documents.map(document => [...cells, ...documentCells(document, now), seen])
  })
}

function providersAmong(subjects: readonly Subject[]): Provider[] {
  const found = subjects.flatMap(subject => {
    const role = roleOf(subject)
    return role ? [{...role, subject}] : []
  })
  return [...groupBy(found, ({kind, name}) => JSON.stringify([kind, name])).values()]
    .flatMap(group => {
      const [first] = group
      if (!first) return []
      const {kind, name, notSeen} = first
      return [
        {
          isHeroku: kind === 'add-on' && herokuServices.includes(name),
          kind,
          name,
          subjects: group.map(({subject}) => subject),
          ...(notSeen === undefined ? {} : {notSeen}),
        },
      ]
    })
    .sort((a, b) => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.name, b.name))
}

interface Role {
  readonly kind: ProviderKind
  readonly name: string
  readonly notSeen?: string
}

/** The field that names the vendor behind a subject, by its kind. */
const nameFields: Readonly<Partial<Record<Subject['kind'], readonly [ProviderKind, field: string]>>> = {
  addon: ['add-on', 'service'],
  authorization: ['OAuth client', 'client'],
  drain: ['log drain', 'host'],
  webhook: ['webhook', 'host'],
}

/** Which vendor a subject shows in which role; undefined where it shows none. */
function roleOf(subject: Subject): Role | undefined {
  const entry = nameFields[subject.kind]
  if (!entry) return undefined
  const [kind, field] = entry
  if (subject.placeholder)
    return {kind, name: subjectName({...subject, placeholder: true}), notSeen: notSeenText(subject.placeholder)}
  const value = fieldOf(subject, field)
  if (value === undefined || ('value' in value && value.value === null)) return undefined
  const role = kind === 'log drain' && cellOf(fieldOf(subject, 'isTelemetry')) === 'yes' ? 'telemetry drain' : kind
  return 'value' in value
    ? {kind: role, name: String(value.value)}
    : {kind: role, name: `the vendor of the ${kindText(subject.kind)} ${subject.name}`, notSeen: notSeenText(value.gap)}
}

function usageCells({isHeroku, kind, name, notSeen, subjects}: Provider, scopes: readonly ClassScope[]): string[] {
  const inScopeFor = scopes.flatMap(scope => {
    const isInScope = kind === 'platform' || subjects.some(subject => verdictOn(scope, subject).isInScope)
    return isInScope ? [scope.dataClass ?? 'all'] : []
  })
  const plans =
    kind === 'add-on' && notSeen === undefined ? subjects.map(subject => cellOf(fieldOf(subject, 'plan'))) : []
  return [
    name,
    kind,
    isHeroku ? 'yes' : 'no',
    distinct(plans).join('; '),
    distinct(subjects.flatMap(subject => placesOf(subject))).join('; '),
    inScopeFor.length > 0 ? 'yes' : 'no',
    inScopeFor.join('; '),
  ]
}

function placesOf(subject: Subject): readonly string[] {
  const apps = appsOf(subject)
  if (apps.length > 0) return apps
  return [subject.space ?? subject.team ?? 'account']
}

/** Whether the policy names the vendor, and until when. */
function declarationCells(provider: Provider, {allow}: Policy): [declared: string, until: string] {
  const {isHeroku, kind, name, notSeen} = provider
  if (notSeen !== undefined || isHeroku) return ['', '']
  const until = (allow.addonServices ?? []).flatMap(service =>
    service.name === name ? [service.expires === undefined ? '' : `through ${service.expires}`] : [],
  )
  const isDeclared: Readonly<Record<ProviderKind, () => boolean>> = {
    'OAuth client': () => (allow.oauthClients ?? []).includes(name),
    'add-on': () => until.length > 0,
    'log drain': () => matchesGlob(name, allow.logHosts ?? []),
    platform: () => true,
    'telemetry drain': () => matchesGlob(name, allow.logHosts ?? []),
    webhook: () => matchesGlob(name, allow.webhookHosts ?? []),
  }
  return [isDeclared[kind]() ? 'yes' : 'no', kind === 'add-on' ? until.join('; ') : '']
}

/** The documents on file about a vendor: Heroku's by their id, the others by name, or where the policy links them. */
function documentsOf({isHeroku, name}: Provider, {allow, documents = []}: Policy): readonly PolicyDocument[] {
  if (isHeroku) return documents.filter(({id}) => id.startsWith('heroku-'))
  const linked = (allow.addonServices ?? []).filter(service => service.name === name).map(({document}) => document)
  return documents.filter(
    ({id, services}) =>
      linked.includes(id) || services.some(service => service.trim().toLowerCase() === name.toLowerCase()),
  )
}

function documentCells(document: PolicyDocument, now: number): readonly string[] {
  const {id, issued, issuer} = document
  const flaw = documentFlaw(document, now)
  const lastDay = lastDayOfDocument(document)
  return [id, issuer, `on ${issued}`, lastDay === undefined ? '' : `through ${lastDay}`, flaw ?? 'on file, in date']
}
