import {daysAgo, uuid} from './ids.js'
import {pem} from './pem.js'
import type {AppRecord, Raw} from './types.js'

/** A custom domain. Without a certificate of its own it waits for automated management. */
export interface DomainInit {
  hostname: string
  /** Name of the certificate's endpoint. */
  certificate?: string
  acm?: string | null
  reason?: string | null
  record?: Raw
}

/** A certificate, by its endpoint. */
export interface CertificateInit {
  name: string
  covers: string[]
  expiresInDays?: number
  caSigned?: boolean
  selfSigned?: boolean
  acm?: boolean
  chain?: null | string
  /** Fields of `ssl_cert`, over all else; undefined ones are dropped. */
  cert?: Raw
}

/** The `sni-endpoints` of an app; their `domains` are filled in by `domains`. */
export function certificates(app: AppRecord, inits: CertificateInit[]): Array<Raw & {domains: string[]}> {
  return inits.map(init => {
    const cert: Raw = {
      'ca_signed?': init.caSigned ?? !init.selfSigned,
      'self_signed?': init.selfSigned ?? false,
      acm: init.acm ?? false,
      cert_domains: init.covers,
      expires_at: daysAgo(-(init.expiresInDays ?? 90)),
      id: uuid('certificate', `${app.name}/${init.name}`),
      issuer: init.selfSigned ? `/CN=${init.covers[0] ?? ''}` : '/C=US/O=Example Trust/CN=Example CA R3',
      starts_at: daysAgo(90 - (init.expiresInDays ?? 90)),
      subject: `/CN=${init.covers[0] ?? ''}`,
      ...init.cert,
    }
    return {
      id: uuid('sni-endpoint', `${app.name}/${init.name}`),
      name: init.name,
      app: {id: app.id, name: app.name},
      certificate_chain: init.chain === undefined ? pem('rsa2048') : init.chain,
      created_at: daysAgo(200),
      display_name: init.covers[0] ?? null,
      domains: [],
      ssl_cert: Object.fromEntries(Object.entries(cert).filter(([, value]) => value !== undefined)),
      updated_at: daysAgo(100),
    }
  })
}

/** The domains of an app: the one that Heroku gives, then its own. Links certificates both ways. */
export function domains(
  app: AppRecord,
  inits: Array<string | DomainInit>,
  endpoints: Array<Raw & {domains: string[]}>,
): Raw[] {
  const own = inits
    .map(init => (typeof init === 'string' ? {hostname: init} : init))
    .map((init: DomainInit) => {
      const id = uuid('domain', `${app.name}/${init.hostname}`)
      const endpoint = endpoints.find(e => e['name'] === init.certificate)
      endpoint?.domains.push(id)
      return {
        id,
        acm_status: init.acm ?? null,
        acm_status_reason: init.reason ?? null,
        app: {id: app.id, name: app.name},
        cname: `${uuid('cname', init.hostname).slice(0, 8)}.herokudns.com`,
        created_at: daysAgo(300),
        hostname: init.hostname,
        kind: 'custom',
        sni_endpoint: endpoint ? {id: endpoint['id'], name: endpoint['name']} : null,
        status: 'succeeded',
        updated_at: daysAgo(100),
        ...init.record,
      }
    })
  return [
    {
      ...own[0],
      id: uuid('domain', `${app.name}/herokuapp`),
      acm_status: null,
      acm_status_reason: null,
      app: {id: app.id, name: app.name},
      cname: null,
      created_at: daysAgo(400),
      hostname: `${app.name}-0123456789ab.herokuapp.com`,
      kind: 'heroku',
      sni_endpoint: null,
      status: 'none',
      updated_at: daysAgo(400),
    },
    ...own,
  ]
}
