import type {Domain, SniEndpoint} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {daysLeft, instant} from '../age.js'
import {strengthFields} from './certificate-strength.js'
import {domainsOf} from './domain.js'
import {fields, from, isPending, stated, unknown, value} from '../field-value.js'

/** The certificates of an app; an app without a host name of its own has none to judge. */
export function certificatesOf(context: Context, app: AppHandle): Answer<readonly SniEndpoint[]> {
  const names = domainsOf(context, app)
  if ('body' in names && names.body.every(({kind}) => kind === 'heroku')) return {body: []}
  if (isPending(names)) return names
  return app.unseen ? {gap: app.unseen} : context.facts.read('sniEndpoints', app.ref)
}

/** One subject for each certificate of each app in scope. */
export function certificates(context: Context, roster: Roster): Subject[] {
  return roster.apps.flatMap(app => {
    const rows = certificatesOf(context, app)
    if ('gap' in rows) return []
    const names = domainsOf(context, app)
    return rows.body.map(endpoint => {
      const {ssl_cert: cert} = endpoint
      return {
        app: app.name,
        fields: fields({
          daysLeft: () => from(context.now, now => remaining(cert?.expires_at, now)),
          domains: () => usedBy(endpoint, names),
          expiresAt: () => stated(cert?.expires_at, 'when the certificate expires'),
          hasExpired: () => from(context.now, now => hasExpired(cert?.expires_at, now)),
          isUsed: () => isUsed(endpoint, names),
          issuer: () => stated(cert?.issuer, 'who issued the certificate'),
          ...strengthFields(endpoint),
          signedBy: () => signedBy(endpoint),
          uncoveredDomains: () => uncovered(endpoint, names),
        }),
        id: endpoint.id,
        kind: 'certificate' as const,
        name: endpoint.name ?? endpoint.id,
      }
    })
  })
}

function remaining(expires: null | string | undefined, now: number): Known {
  const days = daysLeft(expires, now)
  if (days !== undefined) return value(days)
  return expires
    ? unknown('unknown-value', 'the date of expiry cannot be read')
    : unknown('no-statement', 'the API does not say when the certificate expires')
}

/** To the instant, where the days that are left are rounded. */
function hasExpired(expires: null | string | undefined, now: number): Known {
  const at = instant(expires)
  return at === undefined ? remaining(expires, now) : value(at <= now)
}

const uses = ({domains, id}: SniEndpoint, domain: Domain) =>
  domain.sni_endpoint?.id === id || (domains ?? []).includes(domain.id)

function usedBy(endpoint: SniEndpoint, names: Answer<readonly Domain[]>): Known {
  return 'gap' in names
    ? names
    : value(distinct(names.body.filter(domain => uses(endpoint, domain)).map(({hostname}) => hostname)))
}

/** Either side may say so: the certificate names its domains, a domain its certificate. */
function isUsed(endpoint: SniEndpoint, names: Answer<readonly Domain[]>): Known {
  if ((endpoint.domains ?? []).length > 0) return value(true)
  return 'gap' in names ? names : value(names.body.some(domain => uses(endpoint, domain)))
}

/** `an authority`, `itself`, or `nobody known`. */
function signedBy({ssl_cert: cert}: SniEndpoint): Known {
  if (cert?.['self_signed?'] === true) return value('itself')
  const signed = cert?.['ca_signed?']
  return typeof signed === 'boolean'
    ? value(signed ? 'an authority' : 'nobody known')
    : unknown('no-statement', 'the API does not say who signed the certificate')
}

/** A wildcard stands for one label. */
export function covers(pattern: string, hostname: string): boolean {
  const [name, host] = [pattern.toLowerCase(), hostname.toLowerCase()]
  if (name === host) return true
  const dot = host.indexOf('.')
  return name.startsWith('*.') && dot > 0 && host.slice(dot) === name.slice(1)
}

function uncovered(endpoint: SniEndpoint, names: Answer<readonly Domain[]>): Known {
  const covered = endpoint.ssl_cert?.cert_domains
  if (!covered) return unknown('no-statement', 'the API does not say which names the certificate is for')
  if ('gap' in names) return names
  const used = names.body.filter(domain => uses(endpoint, domain)).map(({hostname}) => hostname)
  const open = distinct(used.filter(host => !covered.some(name => covers(name, host))))
  const isWhole = (endpoint.domains ?? []).every(id => names.body.some(domain => domain.id === id))
  return open.length > 0 || isWhole
    ? value(open)
    : unknown('no-statement', 'the certificate is used by a domain that the list of domains does not show')
}
