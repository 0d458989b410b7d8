import type {Predicate} from '../../model/check.js'
import type {GapReason} from '../../model/gap.js'
import type {Because, Observation} from '../../model/observation.js'
import type {SubjectKind, Value} from '../../model/subject.js'

import {severities} from '../../model/framework.js'
import {demand} from './predicate-text.js'
import {harmless} from './layout.js'

export const times = (n: number, one: string, many = `${one}s`): string => `${figure(n)} ${n === 1 ? one : many}`

export const figure = (n: number): string =>
  Number.isInteger(n) && Math.abs(n) >= 10_000 ? String(n).replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : String(n)

/** Counts by severity, worst first: `1 critical, 2 high`. */
export function bySeverity(all: ReadonlyArray<Pick<Observation, 'severity'>>): string {
  return severities
    .flatMap(severity => {
      const n = all.filter(one => one.severity === severity).length
      return n > 0 ? [`${figure(n)} ${severity}`] : []
    })
    .join(', ')
}

/** The first of a list, and how many are not shown. */
export function some(all: readonly string[], most: number, rest = ' (--json lists all)'): string {
  const shown = all.length === most + 1 ? all : all.slice(0, most)
  const left = all.length - shown.length
  return shown.join(', ') + (left > 0 ? ` and ${figure(left)} more${rest}` : '')
}

const plurals: Readonly<Record<SubjectKind, string>> = {
  account: 'accounts',
  addon: 'add-ons',
  app: 'apps',
  attachment: 'attachments',
  authorization: 'tokens',
  certificate: 'certificates',
  collaborator: 'collaborators',
  domain: 'domains',
  drain: 'drains',
  invitation: 'invitations',
  member: 'members',
  pipeline: 'pipelines',
  space: 'spaces',
  team: 'teams',
  webhook: 'webhooks',
}

const every = '/*'

/** What a placeholder stands for: the owner of a list, and the kinds of things in it. */
export function ownerOf({
  kind,
  name,
  placeholder,
}: Observation['subject']): {readonly owner: string; readonly list: string} | undefined {
  return placeholder && name.endsWith(every) ? {list: plurals[kind], owner: name.slice(0, -every.length)} : undefined
}

export const ownerName = (owner: string): string => (owner === 'account' ? 'your account' : plainName(owner))

/** A name as one visible word, or in quotes where its blanks would not be seen. */
export function plainName(name: string): string {
  const shown = harmless(name, 60)
  return /^\S+(?: \S+)*$/.test(shown) ? shown : `"${shown}"`
}

/** The subject in words; of what has a name of its own, the app too. */
export function subjectName(subject: Observation['subject']): string {
  const {app, kind, name, placeholder} = subject
  const list = ownerOf(subject)
  if (list) return `the ${list.list} of ${ownerName(list.owner)}`
  if (placeholder) return `the unseen ${kind === 'addon' ? 'add-on' : kind} ${plainName(name)}`
  const isApart = kind === 'addon' || kind === 'certificate' || kind === 'domain'
  return isApart && app !== undefined ? `${plainName(name)} of ${plainName(app)}` : plainName(name)
}

const labels: Readonly<Record<string, string>> = {
  adminCount: 'admins',
  buildAgeDays: 'age of the newest build in days',
  federated: 'signs in through the identity provider',
  foreignBuildpacks: 'buildpacks from elsewhere',
  largestTrustedRange: 'addresses in the largest range',
  mfa: 'multi-factor authentication',
  placements: 'where its apps run',
  provider: 'region of the cloud provider',
  trustedIpTotal: 'addresses in all ranges',
}

const capitals = /\b(?!has\b)(?:acm|ha|ike|ip|ismap|mfa|tls|url|vpn)(?=s?\b)/g

/** A field in words: `hasLogDrain` is the log drain. */
export function label(field: string): string {
  const known = Object.hasOwn(labels, field) ? labels[field] : undefined
  const words = field
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^(?:has|is) /, '')
  return harmless(known ?? words.replaceAll(capitals, word => word.toUpperCase()), 60)
}

export function valueText(value: Value): string {
  if (value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return figure(value)
  if (typeof value === 'string') return value === '' ? 'nothing' : harmless(value, 80)
  return value.length === 0
    ? 'none'
    : some(
        value.map(one => plainName(one)),
        4,
        '',
      )
}

/** A value that breaks an expectation: a fraction is rounded away from what is expected, so that it still shows as broken. */
export function seenText(value: Value, must: Predicate): string {
  if (typeof value !== 'number') return valueText(value)
  return valueText('maximum' in must ? Math.ceil(value) : Math.floor(value))
}

/** What was seen and what was demanded. */
export function becauseText(because: readonly Because[]): string {
  return because
    .map(({field, must, value}) => `${label(field)}: ${seenText(value, must)} (demanded: ${demanded(must)})`)
    .join('; ')
}

const longestList = 6

/** A predicate in words; a long list of choices is cut. */
export function demanded(must: Predicate): string {
  const readable = Object.entries(must).map(([keyword, operand]) => [keyword, readableOperand(operand)])
  return harmless(demand(Object.fromEntries(readable) as Predicate), 200)
}

function readableOperand(operand: unknown): unknown {
  if (typeof operand === 'number' && operand > 1) return figure(operand)
  if (!Array.isArray(operand) || operand.length <= longestList) return operand
  return [...(operand.slice(0, longestList - 1) as unknown[]), `... (${operand.length} in all)`]
}

export const reasonText: Readonly<Record<GapReason, string>> = {
  disagree: 'two answers disagree',
  forbidden: 'the API refused',
  malformed: 'the answer could not be understood',
  'no-statement': 'the API does not say',
  'not-collected': 'it was not collected',
  'not-found': 'the API found nothing there, or does not show it to you',
  'not-visible': 'it cannot be seen',
  'payment-required': 'the API asks for a payment first',
  'rate-limited': 'the rate limit of the account was used up',
  'server-error': 'the API failed',
  unauthorized: 'the API did not accept the login',
  'unknown-value': 'the value is none that is known',
  unreachable: 'the API could not be reached',
  unsupported: 'the platform does not offer it',
}
