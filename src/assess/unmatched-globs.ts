import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'

type AllowLists = Omit<Policy['allow'], 'addonServices'>

/** Why an entry can match nothing; undefined where it can. */
type FindFlaw = (entry: string) => string | undefined

/** A domain or a host in its parts, without what only addresses have; in a glob each part may be `*`. */
const hostLabels = /^(?:[^\s.:/@#?[\]]+\.)*[^\s.:/@#?[\]]+$/
const ipv6 = /^\[[\da-f:.*]+\]$/i

function hostFlaw(entry: string): string | undefined {
  if (entry.includes('://')) return 'a scheme is no part of a host'
  if (ipv6.test(entry) || (hostLabels.test(entry) && isAscii(entry))) return undefined
  if (/^[\da-f:.*]+$/i.test(entry) && entry.split(':').length > 2) return 'an IPv6 address stands in brackets'
  if (/:[\d*]*$/.test(entry)) return 'a port is no part of a host'
  if (entry.endsWith('.')) return 'a host is told without a full stop at its end'
  return isAscii(entry)
    ? 'no host is written so'
    : 'a host with letters beyond ASCII is told in its form that begins with xn--'
}

function domainFlaw(entry: string): string | undefined {
  if (entry.includes('@')) return 'a domain is what follows the @'
  if (entry.includes('*')) return 'domains are compared as they are, without *'
  if (entry.endsWith('.')) return 'a domain is told without a full stop at its end'
  return hostLabels.test(entry) ? undefined : 'no domain is written so'
}

function emailFlaw(entry: string): string | undefined {
  if (entry.includes('*')) return 'addresses are compared as they are, without *'
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(entry) ? undefined : 'no address of an account is written so'
}

function vpnFlaw(entry: string): string | undefined {
  if (entry.includes('/')) return 'it is one address, and no range'
  const octets = entry.split('.')
  return octets.length === 4 && octets.every(octet => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)
    ? undefined
    : 'no public address is written so'
}

const isAscii = (text: string) => /^\p{ASCII}*$/u.test(text)
const nameFlaw: FindFlaw = entry => (entry.trim() === '' ? 'it is blank' : undefined)

const flawFinders: Readonly<Record<keyof AllowLists, FindFlaw>> = {
  buildpacks: entry => (/\s/.test(entry) || entry === '' ? 'no buildpack is named so' : undefined),
  emailDomains: domainFlaw,
  logHosts: hostFlaw,
  oauthClients: nameFlaw,
  peerings: entry =>
    /^\d{12}$/.test(entry) ? undefined : 'the id of an AWS account has twelve digits, and nothing else',
  publicApps: entry => (/^[a-z\d*-]+$/i.test(entry) ? undefined : 'no app can have such a name'),
  sharedAccounts: emailFlaw,
  vpns: vpnFlaw,
  webhookHosts: hostFlaw,
}

/** Entries of what the policy allows that can match nothing, whatever there is. */
export function unmatchableEntryNotices({addonServices, ...allow}: Policy['allow']): Notice[] {
  const notice = (list: string, entry: string, flaw: string | undefined) =>
    flaw === undefined
      ? []
      : [{id: 'permission-without-effect', text: `"${entry}" under allow.${list} can match nothing: ${flaw}.`}]
  return [
    ...Object.entries(flawFinders).flatMap(([list, findFlaw]) =>
      (allow[list as keyof AllowLists] ?? []).flatMap(entry => notice(list, entry, findFlaw(entry))),
    ),
    ...(addonServices?.flatMap(({name}) =>
      notice(
        'addonServices',
        name,
        /^[a-z\d_-]+$/.test(name) ? undefined : 'a service is named by its slug, in lower case',
      ),
    ) ?? []),
  ]
}
