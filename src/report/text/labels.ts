import type {Predicate} from '../../model/check.js'
import type {GapReason} from '../../model/gap.js'
import type {Violation, Observation} from '../../model/observation.js'
import type {SubjectKind, Value} from '../../model/subject.js'

import {firstOf} from '../../foundation/collections.js'
import {isObject} from '../../foundation/is-object.js'
import {severities} from '../../model/framework.js'
import {measureOf} from './measures.js'
import {predicateText} from './predicate-text.js'
import {sanitizeForTerminal} from './sanitize.js'

/** A count and what is counted, as `1 failure` or `12,000 failures`. */
export const countText = (n: number, singular: string, plural = `${singular}s`): string =>
  `${formatNumber(n)} ${n === 1 ? singular : plural}`

/** A number, from 10,000 on with separators of thousands. */
export const formatNumber = (n: number): string =>
  Number.isInteger(n) && Math.abs(n) >= 10_000 ? String(n).replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : String(n)

/** Counts by severity, worst first: `1 critical, 2 high`. */
export function severityCounts(observations: ReadonlyArray<Pick<Observation, 'severity'>>): string {
  return severities
    .flatMap(severity => {
      const n = observations.filter(observation => observation.severity === severity).length
      return n > 0 ? [`${formatNumber(n)} ${severity}`] : []
    })
    .join(', ')
}

/** The first of a list, and how many are not shown. */
export function shortList(items: readonly string[], limit: number, suffix = ' (--json lists all)'): string {
  const shown = firstOf(items, limit)
  const hiddenCount = items.length - shown.length
  return shown.join(', ') + (hiddenCount > 0 ? ` and ${formatNumber(hiddenCount)} more${suffix}` : '')
}

const kindPlurals: Readonly<Record<SubjectKind, string>> = {
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

const kindSingulars: Readonly<Partial<Record<SubjectKind, string>>> = {addon: 'add-on', authorization: 'token'}

/** A kind of subject in words. */
export const kindText = (kind: SubjectKind): string => kindSingulars[kind] ?? kind

/** How many subjects of a kind there are, as `1 add-on` or `12 tokens`. */
export const kindCountText = (n: number, kind: SubjectKind): string => countText(n, kindText(kind), kindPlurals[kind])

const listSuffix = '/*'

/** What a placeholder stands for: a list that couldn't be read, and its owner. */
export function placeholderList({
  kind,
  name,
  placeholder,
}: Observation['subject']): {readonly owner: string; readonly list: string} | undefined {
  return placeholder && name.endsWith(listSuffix)
    ? {list: kindPlurals[kind], owner: name.slice(0, -listSuffix.length)}
    : undefined
}

export const ownerText = (owner: string): string => (owner === 'account' ? 'your account' : displayName(owner))

/** A name as one visible word, or in quotes where its blanks would not be seen. */
export function displayName(name: string): string {
  const shown = sanitizeForTerminal(name, 60)
  return /^\S+(?: \S+)*$/.test(shown) ? shown : `"${shown}"`
}

/** What people know it by; that of a drain or a webhook with its app or space. */
function labeledName({app, kind, space}: Observation['subject'], label: string): string {
  const owner = kind === 'authorization' ? undefined : (app ?? space)
  return owner === undefined ? displayName(label) : `${displayName(label)} of ${displayName(owner)}`
}

/** The subject in words; an add-on, certificate or domain with its app. */
export function subjectName(subject: Observation['subject']): string {
  const {app, kind, label, name, placeholder} = subject
  const unseenList = placeholderList(subject)
  if (unseenList) return `the ${unseenList.list} of ${ownerText(unseenList.owner)}`
  if (placeholder) return `the unseen ${kind === 'addon' ? 'add-on' : kind} ${displayName(name)}`
  if (label !== undefined) return labeledName(subject, label)
  const belongsToApp = kind === 'addon' || kind === 'certificate' || kind === 'domain'
  return belongsToApp && app !== undefined ? `${displayName(name)} of ${displayName(app)}` : displayName(name)
}

const fieldLabels: Readonly<Record<string, string>> = {
  adminCount: 'admins',
  federated: 'signs in through the identity provider',
  foreignBuildpacks: 'buildpacks from elsewhere',
  mayHoldCardholderData: 'cardholder data not ruled out by runtime and plans',
  mayHoldGovernmentIds: 'government-issued numbers and bank accounts not ruled out by runtime and plans',
  mfa: 'multi-factor authentication',
  placements: 'where its apps run',
  provider: 'region of the cloud provider',
}

const acronyms = /\b(?!has\b)(?:acm|ha|ike|ip|ismap|mfa|tls|url|vpn)(?=s?\b)/g

/** A field in words: `hasLogDrain` is the log drain. */
export function fieldLabel(field: string): string {
  const fixedLabel = Object.hasOwn(fieldLabels, field) ? fieldLabels[field] : undefined
  if (fixedLabel !== undefined) return fixedLabel
  const words = field
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^(?:has|is) /, '')
  return sanitizeForTerminal(
    words.replaceAll(acronyms, word => word.toUpperCase()),
    60,
  )
}

/** A value in words, with long lists cut. */
export function valueText(value: Value): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string') return value === '' ? 'none' : sanitizeForTerminal(value, 80)
  return value.length === 0
    ? 'none'
    : shortList(
        value.map(item => displayName(item)),
        4,
        '',
      )
}

/** A number that violates an expectation: a fraction is rounded away from it, so that it still shows as a violation. */
function roundViolation(value: number, expected: Predicate): number {
  return 'maximum' in expected ? Math.ceil(value) : value
}

/** A field with its value, as a statement about the subject: `log drain: no`, `expires in 3 days`. */
export function fieldText(field: string, value: Value): string {
  const measure = measureOf(field)
  if (measure && typeof value === 'number') return measure.statement(value)
  if (measure?.without !== undefined && value === null) return measure.without
  return `${fieldLabel(field)}: ${typeof value === 'number' ? formatNumber(Math.floor(value)) : valueText(value)}`
}

/** What was seen: the largest range by its name, all else by its value. */
function seenText({field, must, of: source, value}: Violation): string {
  const label = measureOf(field)?.label
  if (source !== undefined && label !== undefined) return `${label}: ${sanitizeForTerminal(source, 80)}`
  return fieldText(field, typeof value === 'number' ? roundViolation(value, must) : value)
}

/** A value without its field. */
function amountText(field: string, value: Value, expected: Predicate): string {
  const measure = measureOf(field)
  if (measure?.without !== undefined && value === null) return measure.without
  if (typeof value !== 'number') return valueText(value)
  const rounded = roundViolation(value, expected)
  return measure ? measure.amount(rounded) : formatNumber(Math.floor(rounded))
}

/** Whether a date has passed that was expected not to have: that says what was expected. */
const isPastDeadline = ({field, must, value}: Violation): boolean =>
  typeof value === 'number' && value < 0 && 'minimum' in must && measureOf(field)?.isDeadline === true

/** What was seen and what was expected and, where they differ, what was seen before. */
export function violationText(violation: Violation, earlier?: Violation): string {
  const {field, must, value} = violation
  const remarks = [
    ...(earlier && JSON.stringify(earlier.value) !== JSON.stringify(value)
      ? [`before: ${amountText(field, earlier.value, must)}`]
      : []),
    ...(isPastDeadline(violation) ? [] : [`expected: ${expectedText(must, field)}`]),
  ]
  return seenText(violation) + (remarks.length > 0 ? ` (${remarks.join('; ')})` : '')
}

/** What was seen and what was expected. */
export const violationsText = (violations: readonly Violation[]): string =>
  violations.map(violation => violationText(violation)).join('; ')

/** A fact in words: its subject, and the fields that have a value. One without may have none, or be unknown. */
export function factText({subject, ...fields}: Readonly<Record<string, Value>>): string {
  const description = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([field, value]) => fieldText(field, value))
    .join('; ')
  return [...(subject === undefined ? [] : [valueText(subject)]), description || 'not known'].join(' - ')
}

const listLimit = 6

/** A predicate in words, over the values of a field; a long list of choices is cut. */
export function expectedText(expected: Predicate, field = ''): string {
  return sanitizeForTerminal(predicateText(shortenPredicate(expected, field)), 200)
}

const isNotNull = (keyword: string, operand: unknown) =>
  keyword === 'not' && isObject(operand) && 'const' in operand && operand['const'] === null

function shortenPredicate(predicate: Predicate, field: string): Predicate {
  const entries = Object.entries(predicate)
  // A bound says already that there must be a value.
  const saying = entries.length > 1 ? entries.filter(([keyword, operand]) => !isNotNull(keyword, operand)) : entries
  return Object.fromEntries(saying.map(([keyword, operand]) => [keyword, shortenOperand(keyword, operand, field)]))
}

const bounds: ReadonlySet<string> = new Set(['const', 'maximum', 'minimum'])

function shortenOperand(keyword: string, operand: unknown, field: string): unknown {
  if (typeof operand === 'number') return numberOperand(keyword, operand, field)
  if (isObject(operand)) return shortenPredicate(operand, field)
  if (!Array.isArray(operand)) return operand
  const operands = (operand as unknown[]).map(item => (isObject(item) ? shortenPredicate(item, field) : item))
  return operands.length <= listLimit
    ? operands
    : [...operands.slice(0, listLimit - 1), `... (${operands.length} in all)`]
}

function numberOperand(keyword: string, operand: number, field: string): number | string {
  const measure = bounds.has(keyword) ? measureOf(field) : undefined
  if (measure) return measure.bound(operand)
  return operand > 1 ? formatNumber(operand) : operand
}

/** Why a fact or field is missing. */
export const gapReasonText: Readonly<Record<GapReason, string>> = {
  disagree: 'two responses disagree',
  forbidden: 'the API denied access',
  malformed: "the response couldn't be parsed",
  'no-statement': "the API doesn't say",
  'not-collected': "it wasn't collected",
  'not-created-yet': "it can't be known before it is done",
  'not-found': "the API found nothing, or doesn't show it to you",
  'not-visible': "it isn't visible",
  'payment-required': 'the API requires a payment first',
  'rate-limited': "the account's rate limit is exhausted",
  'server-error': 'the API failed',
  unauthorized: 'the API rejected the credentials',
  'unknown-value': 'the value is unrecognized',
  unreachable: "the API couldn't be reached",
  unsupported: "the platform doesn't support it",
}
