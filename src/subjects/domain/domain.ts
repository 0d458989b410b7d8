import type {Domain} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'

/** The domains of an app. */
export const domainsOf = ({facts}: SubjectContext, app: AppHandle): ReadResult<readonly Domain[]> =>
  app.visibilityGap ? {gap: app.visibilityGap} : facts.read('domains', app.ref)

/** One subject for each domain of each app in scope. */
export function domainSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.apps.flatMap(app => {
    const response = domainsOf(context, app)
    if ('gap' in response) return []
    const acm = (): FieldValue =>
      fieldFrom(app.record, record => required(record.acm, 'whether certificates are managed automatically'))
    return response.body.map(domain => ({
      app: app.name,
      fields: lazyFields({
        acm,
        acmStatus: () => acmStatus(domain),
        hasCertificate: () => hasCertificate(domain, acm()),
        hostname: () => value(domain.hostname),
        kind: () => domainKind(domain),
      }),
      id: domain.id,
      kind: 'domain' as const,
      name: domain.hostname,
    }))
  })
}

function domainKind({kind}: Domain): FieldValue {
  if (!kind) return notStated('what kind of domain it is')
  return kind === 'custom' || kind === 'heroku'
    ? value(kind)
    : unknown('unknown-value', `"${kind}" isn't a known kind of domain`)
}

/** The Heroku CLI waits for `cert issued` or `failed`, and treats `ok` as healthy, too. */
const healthyStatuses: ReadonlyArray<string | undefined> = ['cert issued', 'ok']
const brokenStatuses: ReadonlyArray<string | undefined> = ['failed', 'failing']

/** In lowercase. A status that is neither healthy nor broken isn't settled yet. */
function acmStatus({acm_status: status}: Domain): FieldValue {
  if (!status) return unknown('no-statement', 'the certificate has no status yet')
  const name = status.toLowerCase()
  return healthyStatuses.includes(name) || brokenStatuses.includes(name)
    ? value(name)
    : unknown('no-statement', `the certificate isn't issued yet: ${status}`)
}

/** True with its own certificate, or a managed one that is in use. */
function hasCertificate(domain: Domain, acm: FieldValue): FieldValue {
  const {sni_endpoint: endpoint} = domain
  const status = domain.acm_status?.toLowerCase()
  if (endpoint || healthyStatuses.includes(status)) return value(true)
  if (endpoint === undefined) return notStated('which certificate the domain uses')
  if (brokenStatuses.includes(status)) return value(false)
  if ('gap' in acm) return acm
  return acm.value === true ? acmStatus(domain) : value(false)
}
