import type {Predicate} from '../../model/check.js'
import type {GapReason} from '../../model/gap.js'
import type {Violation, Observation} from '../../model/observation.js'
import type {SubjectKind, Value} from '../../model/subject.js'

import {severities} from '../../model/framework.js'
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
  const shown = items.length === limit + 1 ? items : items.slice(0, limit)
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

/** The subject in words; an add-on, certificate or domain with its app. */
export function subjectName(subject: Observation['subject']): string {
  const {app, kind, name, placeholder} = subject
  const unseenList = placeholderList(subject)
  if (unseenList) return `the ${unseenList.list} of ${ownerText(unseenList.owner)}`
  if (placeholder) return `the unseen ${kind === 'addon' ? 'add-on' : kind} ${displayName(name)}`
  const belongsToApp = kind === 'addon' || kind === 'certificate' || kind === 'domain'
  return belongsToApp && app !== undefined ? `${displayName(name)} of ${displayName(app)}` : displayName(name)
}

const fieldLabels: Readonly<Record<string, string>> = {
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

const acronyms = /\b(?!has\b)(?:acm|ha|ike|ip|ismap|mfa|tls|url|vpn)(?=s?\b)/g

/** A field in words: `hasLogDrain` is the log drain. */
export function fieldLabel(field: string): string {
  const fixedLabel = Object.hasOwn(fieldLabels, field) ? fieldLabels[field] : undefined
  const words = field
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^(?:has|is) /, '')
  return sanitizeForTerminal(fixedLabel ?? words.replaceAll(acronyms, word => word.toUpperCase()), 60)
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

/** A value that violates an expectation: a fraction is rounded away from it, so that it still shows as a violation. */
export function violatingValueText(value: Value, expected: Predicate): string {
  if (typeof value !== 'number') return valueText(value)
  return valueText('maximum' in expected ? Math.ceil(value) : Math.floor(value))
}

/** What was seen and what was expected. */
export function violationsText(violations: readonly Violation[]): string {
  return violations
    .map(
      ({field, must, value}) =>
        `${fieldLabel(field)}: ${violatingValueText(value, must)} (expected: ${expectedText(must)})`,
    )
    .join('; ')
}

const listLimit = 6

/** A predicate in words; a long list of choices is cut. */
export function expectedText(expected: Predicate): string {
  const readableEntries = Object.entries(expected).map(([keyword, operand]) => [keyword, shortenOperand(operand)])
  return sanitizeForTerminal(predicateText(Object.fromEntries(readableEntries) as Predicate), 200)
}

function shortenOperand(operand: unknown): unknown {
  if (typeof operand === 'number' && operand > 1) return formatNumber(operand)
  if (!Array.isArray(operand) || operand.length <= listLimit) return operand
  return [...(operand.slice(0, listLimit - 1) as unknown[]), `... (${operand.length} in all)`]
}

/** Why a fact or field is missing. */
export const gapReasonText: Readonly<Record<GapReason, string>> = {
  disagree: 'two responses disagree',
  forbidden: 'the API denied access',
  malformed: "the response couldn't be parsed",
  'no-statement': "the API doesn't say",
  'not-collected': "it wasn't collected",
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
