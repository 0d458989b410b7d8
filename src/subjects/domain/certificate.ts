import type {Domain, SniEndpoint} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {daysLeft, parseInstant} from '../age.js'
import {strengthFields} from './certificate-strength.js'
import {domainsOf} from './domain.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {isPending, notStated, itemsOf} from '../read-result.js'

/** The certificates of an app. An app without a custom domain has none to assess. */
export function certificatesOf(context: SubjectContext, app: AppHandle): ReadResult<readonly SniEndpoint[]> {
  const domains = domainsOf(context, app)
  if ('body' in domains && domains.body.every(({kind}) => kind === 'heroku')) return {body: []}
  if (isPending(domains)) return domains
  return app.visibilityGap ? {gap: app.visibilityGap} : context.facts.read('sniEndpoints', app.ref)
}

/** One subject for each certificate of each app in scope. */
export function certificateSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.apps.flatMap(app => {
    const domainList = domainsOf(context, app)
    return itemsOf(certificatesOf(context, app)).map(endpoint => {
      const {ssl_cert: cert} = endpoint
      return {
        app: app.name,
        fields: lazyFields({
          daysLeft: () => fieldFrom(context.now, now => daysUntilExpiry(cert?.expires_at, now)),
          domains: () => domainsUsing(endpoint, domainList),
          expiresAt: () => required(cert?.expires_at, 'when the certificate expires'),
          hasExpired: () => fieldFrom(context.now, now => hasExpired(cert?.expires_at, now)),
          hostname: () => required(cert?.cert_domains?.[0], 'which names the certificate is for'),
          isUsed: () => isUsed(endpoint, domainList),
          issuer: () => required(cert?.issuer, 'who issued the certificate'),
          ...strengthFields(endpoint),
          signedBy: () => signedBy(endpoint),
          uncoveredDomains: () => uncoveredDomains(endpoint, domainList),
        }),
        id: endpoint.id,
        kind: 'certificate' as const,
        name: endpoint.name ?? endpoint.id,
      }
    })
  })
}

function daysUntilExpiry(expires: null | string | undefined, now: number): FieldValue {
  const days = daysLeft(expires, now)
  if (days !== undefined) return value(days)
  return expires
    ? unknown('unknown-value', "the date of expiry can't be read")
    : notStated('when the certificate expires')
}

/** Exact to the instant, whereas the remaining days are rounded. */
function hasExpired(expires: null | string | undefined, now: number): FieldValue {
  const expiry = parseInstant(expires)
  return expiry === undefined ? daysUntilExpiry(expires, now) : value(expiry <= now)
}

const usesCertificate = ({domains, id}: SniEndpoint, domain: Domain) =>
  domain.sni_endpoint?.id === id || (domains ?? []).includes(domain.id)

function domainsUsing(endpoint: SniEndpoint, domainList: ReadResult<readonly Domain[]>): FieldValue {
  return 'gap' in domainList
    ? domainList
    : value(distinct(domainList.body.filter(domain => usesCertificate(endpoint, domain)).map(({hostname}) => hostname)))
}

/** Either side may state it: the certificate its domains, or a domain its certificate. */
function isUsed(endpoint: SniEndpoint, domainList: ReadResult<readonly Domain[]>): FieldValue {
  if ((endpoint.domains ?? []).length > 0) return value(true)
  return 'gap' in domainList ? domainList : value(domainList.body.some(domain => usesCertificate(endpoint, domain)))
}

/** `an authority`, `itself`, or `nobody known`. */
function signedBy({ssl_cert: cert}: SniEndpoint): FieldValue {
  if (cert?.['self_signed?'] === true) return value('itself')
  const isCaSigned = cert?.['ca_signed?']
  return typeof isCaSigned === 'boolean'
    ? value(isCaSigned ? 'an authority' : 'nobody known')
    : notStated('who signed the certificate')
}

/** A wildcard matches exactly one label. */
export function covers(pattern: string, hostname: string): boolean {
  const [name, host] = [pattern.toLowerCase(), hostname.toLowerCase()]
  if (name === host) return true
  const dot = host.indexOf('.')
  return name.startsWith('*.') && dot > 0 && host.slice(dot) === name.slice(1)
}

function uncoveredDomains(endpoint: SniEndpoint, domainList: ReadResult<readonly Domain[]>): FieldValue {
  const coveredNames = endpoint.ssl_cert?.cert_domains
  if (!coveredNames) return notStated('which names the certificate is for')
  if ('gap' in domainList) return domainList
  const used = domainList.body.filter(domain => usesCertificate(endpoint, domain)).map(({hostname}) => hostname)
  const uncovered = distinct(used.filter(host => !coveredNames.some(name => covers(name, host))))
  const isComplete = (endpoint.domains ?? []).every(id => domainList.body.some(domain => domain.id === id))
  return uncovered.length > 0 || isComplete
    ? value(uncovered)
    : unknown('no-statement', "the certificate is used by a domain that the list of domains doesn't contain")
}
