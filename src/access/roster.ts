import type {AccessPopulation, Grant} from './grant.js'

import {fingerprint, sha256} from '../foundation/canonical-json.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {isServiceAccount} from '../model/membership.js'

/** What is remarkable about a grant. */
export const grantFindings = ['leaver', 'not-on-roster', 'external', 'duplicate', 'no-mfa', 'inactive'] as const
export type GrantFinding = (typeof grantFindings)[number]

/** A list of people by the digests of their addresses: who is there, and who left. */
export interface Roster {
  readonly present: ReadonlySet<string>
  readonly left: ReadonlySet<string>
  /** Digests of the domains of those who are there. */
  readonly domains: ReadonlySet<string>
}

/** The list of people that a review was compared with, as digests. */
export interface RosterSummary {
  /** SHA-256 of the digests of all entries. */
  readonly digest: string
  readonly people: number
  readonly left: number
}

/** One line of a roster. */
export interface RosterEntry {
  readonly email: string
  readonly hasLeft: boolean
}

/** An address without what makes no difference to whose it is: width, case, and what follows a plus sign. */
const foldedAddress = (email: string): string =>
  email
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '')

const domainOf = (email: string): string =>
  email
    .slice(email.lastIndexOf('@') + 1)
    .normalize('NFKC')
    .toLowerCase()

/** What stands for an address from then on. */
const digestOf = (email: string): string => sha256(`roster ${foldedAddress(email)}`)

/** Keeps no address. Who is listed both as there and as gone is there: people return. */
export function rosterOf(entries: readonly RosterEntry[]): Roster {
  const present = new Set(entries.filter(({hasLeft}) => !hasLeft).map(({email}) => digestOf(email)))
  return {
    domains: new Set(entries.filter(({hasLeft}) => !hasLeft).map(({email}) => sha256(domainOf(email)))),
    left: new Set(entries.map(({email}) => digestOf(email)).filter(digest => !present.has(digest))),
    present,
  }
}

export const rosterSummary = ({left, present}: Roster): RosterSummary => ({
  digest: fingerprint({left: [...left].sort(byCodeUnit), present: [...present].sort(byCodeUnit)}),
  left: left.size,
  people: present.size,
})

/** Days without a sign-in after which somebody counts as inactive. */
const inactiveDays = 90

export interface FindingContext {
  readonly roster?: Roster | undefined
  /** The domains that a policy allows; without them, those of the roster count. */
  readonly emailDomains?: readonly string[] | undefined
  /** When the facts were read, ISO 8601. */
  readonly frozenAt: string
}

/** What is remarkable about each grant, by its id; a grant about which nothing is isn't there. */
export function findingsFor(
  {grants}: AccessPopulation,
  context: FindingContext,
): Readonly<Record<string, readonly GrantFinding[]>> {
  const addresses = new Map<string, Set<string>>()
  for (const {person} of grants)
    if (person?.email !== undefined) {
      const same = addresses.get(foldedAddress(person.email)) ?? new Set()
      addresses.set(foldedAddress(person.email), same.add(person.email.toLowerCase()))
    }

  const isDuplicate = (email: string) => (addresses.get(foldedAddress(email))?.size ?? 0) > 1
  return Object.fromEntries(
    grants.flatMap(grant => {
      const findings = [
        ...personFindings(grant, context),
        ...(grant.person?.email !== undefined && isDuplicate(grant.person.email) ? (['duplicate'] as const) : []),
        ...(grant.mfa === false ? (['no-mfa'] as const) : []),
        ...(isInactive(grant, context.frozenAt) ? (['inactive'] as const) : []),
      ]
      return findings.length > 0 ? [[grant.id, findings] as const] : []
    }),
  )
}

/** Users that aren't people are on no roster. */
function personFindings({person}: Grant, {emailDomains, roster}: FindingContext): GrantFinding[] {
  const email = person?.email
  if (email === undefined || isServiceAccount(email)) return []
  const digest = digestOf(email)
  const hasLeft = roster?.left.has(digest) === true
  return [
    ...(hasLeft ? (['leaver'] as const) : []),
    ...(roster && !hasLeft && !roster.present.has(digest) ? (['not-on-roster'] as const) : []),
    ...(isExternal(email, emailDomains, roster) ? (['external'] as const) : []),
  ]
}

function isExternal(email: string, emailDomains: readonly string[] | undefined, roster: Roster | undefined): boolean {
  const domain = domainOf(email)
  if (emailDomains) return !emailDomains.some(allowed => allowed.toLowerCase() === domain)
  return roster !== undefined && roster.domains.size > 0 && !roster.domains.has(sha256(domain))
}

function isInactive({lastLogin}: Grant, frozenAt: string): boolean {
  const [last, now] = [Date.parse(lastLogin ?? ''), Date.parse(frozenAt)]
  return Number.isFinite(last) && now - last > inactiveDays * 86_400_000
}

/** The findings that a review has, in their order. */
export const findingKinds = (findings: Readonly<Record<string, readonly GrantFinding[]>>): GrantFinding[] => {
  const present = distinct(Object.values(findings).flat())
  return grantFindings.filter(finding => present.includes(finding))
}
