import type {Domain} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {fields, from, stated, unknown, value} from '../field-value.js'

/** The host names of an app. */
export const domainsOf = ({facts}: Context, app: AppHandle): Answer<readonly Domain[]> =>
  app.unseen ? {gap: app.unseen} : facts.read('domains', app.ref)

/** One subject for each host name of each app in scope. */
export function domains(context: Context, roster: Roster): Subject[] {
  return roster.apps.flatMap(app => {
    const rows = domainsOf(context, app)
    if ('gap' in rows) return []
    const acm = (): Known =>
      from(app.record, record => stated(record.acm, 'whether certificates are managed automatically'))
    return rows.body.map(domain => ({
      app: app.name,
      fields: fields({
        acm,
        acmStatus: () => acmStatus(domain),
        hasCertificate: () => hasCertificate(domain, acm()),
        hostname: () => value(domain.hostname),
        kind: () => kind(domain),
      }),
      id: domain.id,
      kind: 'domain' as const,
      name: domain.hostname,
    }))
  })
}

function kind({kind: seen}: Domain): Known {
  if (!seen) return unknown('no-statement', 'the API does not say of which kind the domain is')
  return seen === 'custom' || seen === 'heroku'
    ? value(seen)
    : unknown('unknown-value', `"${seen}" is no known kind of domain`)
}

/** The Heroku CLI waits for `cert issued` or `failed`, and prints `ok` as good, too. */
const healthy: ReadonlyArray<string | undefined> = ['cert issued', 'ok']
const broken: ReadonlyArray<string | undefined> = ['failed', 'failing']

/** In lower case; a status that is neither healthy nor broken has not settled yet. */
function acmStatus({acm_status: status}: Domain): Known {
  if (!status) return unknown('no-statement', 'the certificate has no status yet')
  const name = status.toLowerCase()
  return healthy.includes(name) || broken.includes(name)
    ? value(name)
    : unknown('no-statement', `the certificate is not settled yet: ${status}`)
}

/** Its own certificate or an automated one that is in use. */
function hasCertificate(domain: Domain, acm: Known): Known {
  const {sni_endpoint: endpoint} = domain
  const status = domain.acm_status?.toLowerCase()
  if (endpoint || healthy.includes(status)) return value(true)
  if (endpoint === undefined) return unknown('no-statement', 'the API does not say which certificate the domain uses')
  if (broken.includes(status)) return value(false)
  if ('gap' in acm) return acm
  return acm.value === true ? acmStatus(domain) : value(false)
}
