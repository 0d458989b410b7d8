import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'

type AllowLists = Omit<Policy['allow'], 'addonServices'>

/** Why an entry can't match anything; undefined where it can. */
type FindFlaw = (entry: string) => string | undefined

/** The labels of a domain or a host, without characters that only URLs have; in a glob a label may be `*`. */
const hostLabels = /^(?:[^\s.:/@#?[\]]+\.)*[^\s.:/@#?[\]]+$/
const ipv6 = /^\[[\da-f:.*]+\]$/i

function hostFlaw(entry: string): string | undefined {
  if (entry.includes('://')) return "a host doesn't include a scheme"
  if (ipv6.test(entry) || (hostLabels.test(entry) && isAscii(entry))) return undefined
  if (/^[\da-f:.*]+$/i.test(entry) && entry.split(':').length > 2) return 'an IPv6 address must be in brackets'
  if (/:[\d*]*$/.test(entry)) return "a host doesn't include a port"
  if (entry.endsWith('.')) return "a host doesn't end with a full stop"
  return isAscii(entry) ? "it isn't a valid host" : 'a host with non-ASCII letters must be in its xn-- form'
}

function domainFlaw(entry: string): string | undefined {
  if (entry.includes('@')) return 'a domain is only what follows the @'
  if (entry.includes('*')) return 'wildcards are not supported in domains'
  if (entry.endsWith('.')) return "a domain doesn't end with a full stop"
  return hostLabels.test(entry) ? undefined : "it isn't a valid domain"
}

function emailFlaw(entry: string): string | undefined {
  if (entry.includes('*')) return 'wildcards are not supported in email addresses'
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(entry) ? undefined : "it isn't a valid email address"
}

function vpnFlaw(entry: string): string | undefined {
  if (entry.includes('/')) return 'it must be a single address, not a range'
  const octets = entry.split('.')
  return octets.length === 4 && octets.every(octet => /^(?:0|[1-9]\d{0,2})$/.test(octet) && Number(octet) < 256)
    ? undefined
    : "it isn't a valid IPv4 address"
}

const isAscii = (text: string) => /^\p{ASCII}*$/u.test(text)
const nameFlaw: FindFlaw = entry => (entry.trim() === '' ? 'it is blank' : undefined)

const flawFinders: Readonly<Record<keyof AllowLists, FindFlaw>> = {
  buildpacks: entry => (/\s/.test(entry) || entry === '' ? "it isn't a valid buildpack name" : undefined),
  emailDomains: domainFlaw,
  logHosts: hostFlaw,
  oauthClients: nameFlaw,
  peerings: entry => (/^\d{12}$/.test(entry) ? undefined : 'an AWS account ID has exactly twelve digits'),
  publicApps: entry => (/^[a-z\d*-]+$/i.test(entry) ? undefined : "it isn't a valid app name"),
  sharedAccounts: emailFlaw,
  vpns: vpnFlaw,
  webhookHosts: hostFlaw,
}

/** Notices of allow-list entries that can't match anything. */
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
