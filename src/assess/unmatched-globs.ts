import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'

type Lists = Omit<Policy['allow'], 'addonServices'>

/** Why an entry can match nothing; undefined where it can. */
type Flaw = (entry: string) => string | undefined

/** A domain or a host in its parts, without what only addresses have; in a glob each part may be `*`. */
const labels = /^(?:[^\s.:/@#?[\]]+\.)*[^\s.:/@#?[\]]+$/
const ipv6 = /^\[[\da-f:.*]+\]$/i

function flawOfHost(entry: string): string | undefined {
  if (entry.includes('://')) return 'a scheme is no part of a host'
  if (ipv6.test(entry) || (labels.test(entry) && isAscii(entry))) return undefined
  if (/^[\da-f:.*]+$/i.test(entry) && entry.split(':').length > 2) return 'an IPv6 address stands in brackets'
  if (/:[\d*]*$/.test(entry)) return 'a port is no part of a host'
  if (entry.endsWith('.')) return 'a host is told without a full stop at its end'
  return isAscii(entry)
    ? 'no host is written so'
    : 'a host with letters beyond ASCII is told in its form that begins with xn--'
}

function flawOfDomain(entry: string): string | undefined {
  if (entry.includes('@')) return 'a domain is what follows the @'
  if (entry.includes('*')) return 'domains are compared as they are, without *'
  if (entry.endsWith('.')) return 'a domain is told without a full stop at its end'
  return labels.test(entry) ? undefined : 'no domain is written so'
}

function flawOfAddress(entry: string): string | undefined {
  if (entry.includes('*')) return 'addresses are compared as they are, without *'
  return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(entry) ? undefined : 'no address of an account is written so'
}

function flawOfVpn(entry: string): string | undefined {
  if (entry.includes('/')) return 'it is one address, and no range'
  const parts = entry.split('.')
  return parts.length === 4 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
    ? undefined
    : 'no public address is written so'
}

const isAscii = (text: string) => /^\p{ASCII}*$/u.test(text)
const flawOfName: Flaw = entry => (entry.trim() === '' ? 'it is blank' : undefined)

const flaws: Readonly<Record<keyof Lists, Flaw>> = {
  buildpacks: entry => (/\s/.test(entry) || entry === '' ? 'no buildpack is named so' : undefined),
  emailDomains: flawOfDomain,
  logHosts: flawOfHost,
  oauthClients: flawOfName,
  peerings: entry =>
    /^\d{12}$/.test(entry) ? undefined : 'the id of an AWS account has twelve digits, and nothing else',
  publicApps: entry => (/^[a-z\d*-]+$/i.test(entry) ? undefined : 'no app can have such a name'),
  sharedAccounts: flawOfAddress,
  vpns: flawOfVpn,
  webhookHosts: flawOfHost,
}

/** Entries of what the policy allows that can match nothing, whatever there is. */
export function neverMatching({addonServices, ...allow}: Policy['allow']): Notice[] {
  const notice = (list: string, entry: string, flaw: string | undefined) =>
    flaw === undefined
      ? []
      : [{id: 'permission-without-effect', text: `"${entry}" under allow.${list} can match nothing: ${flaw}.`}]
  return [
    ...Object.entries(flaws).flatMap(([list, flawOf]) =>
      (allow[list as keyof Lists] ?? []).flatMap(entry => notice(list, entry, flawOf(entry))),
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
