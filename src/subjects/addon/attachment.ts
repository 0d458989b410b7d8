import type {Addon, AddonAttachment, Ref} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {Context, Roster} from '../context.js'

import {isInForce} from '../../foundation/date.js'
import {isAttested, staleOnFile} from '../../policy/document-validity.js'
import {addonOf, attachmentsOf} from './addons-of.js'
import {fields, from, stated, unknown, value} from '../field-value.js'
import {dataServices, planClass, planTier} from './plan.js'
import {databaseOf, isEssential} from '../postgres/postgres.js'

/** The services that are Heroku's own. */
export const herokuServices: readonly string[] = [
  ...dataServices,
  'heroku-applink',
  'heroku-inference',
  'heroku-events',
  'scheduler',
]

/** One subject for each attachment of each app in scope, so that a borrowed database is judged where it is used. */
export function attachments(context: Context, roster: Roster): Subject[] {
  return roster.apps.flatMap(app => {
    const rows = attachmentsOf(context, app)
    if ('gap' in rows) return []
    return rows.body.map(row => {
      const {record} = addonOf(context, roster, row)
      const addon = (use: (body: Addon) => Known): Known => from(record, use)
      return {
        app: app.name,
        fields: fields({
          addon: () => value(row.addon.name),
          app: () => value(app.name),
          attestation: () => addon(body => attestation(context, body)),
          billedApp: () => stated(row.addon.app?.name, 'which app pays for the add-on'),
          isBorrowed: () => isBorrowed(row, record),
          isEssential: () => from(databaseOf({record}), database => value(isEssential(database))),
          isInIsmapList: () => addon(isInIsmapList),
          // An attachment without one uses the credential that the add-on was made with.
          namespace: () =>
            row.namespace === null ? value('default') : stated(row.namespace, 'which credential the attachment uses'),
          plan: () => addon(({plan}) => stated(plan?.name, 'which plan the add-on has')),
          planClass: () => addon(classOf),
          planCompliance: () =>
            addon(({plan}) =>
              plan?.compliance === undefined
                ? unknown('no-statement', 'the API does not say what the plan complies with')
                : value(plan.compliance ?? []),
            ),
          service: () => addon(({addon_service: service}) => stated(service?.name, 'which service the add-on is of')),
          isHerokuOrListed: () => isHerokuOrListed(context, record),
          vendorIsAllowed: () => addon(({addon_service: service}) => vendorIsAllowed(context, service?.name)),
        }),
        id: row.id,
        kind: 'attachment' as const,
        name: `${app.name}/${row.name}`,
      }
    })
  })
}

/** Whether another app pays for the add-on. */
function isBorrowed({addon, app}: AddonAttachment, record: Answer<Addon>): Known {
  const payer: null | Ref | undefined = addon.app ?? ('body' in record ? record.body.app : undefined)
  if (payer?.id !== undefined && app.id !== undefined) return value(payer.id !== app.id)
  if (payer?.name !== undefined && app.name !== undefined) return value(payer.name !== app.name)
  return 'gap' in record ? record : unknown('no-statement', 'the API does not say which app pays for the add-on')
}

/** Whether there is anything to hold the service to: without a list of the policy only Heroku's own can be judged. */
function isHerokuOrListed({policy: {allow}}: Context, record: Answer<Addon>): Known {
  if (allow.addonServices !== undefined) return value(true)
  return from(record, ({addon_service: service}) =>
    service
      ? value(herokuServices.includes(service.name))
      : unknown('no-statement', 'the API does not say which service the add-on is of'),
  )
}

export function classOf({plan}: Addon): Known {
  return plan?.name ? planClass(plan.name) : unknown('no-statement', 'the API does not say which plan the add-on has')
}

/**
 * Whether Heroku's PCI attestation names the service: it names Shield Postgres among the data services. Of the
 * other Shield plans only the document on file can tell.
 */
export function attestation({now, policy: {documents = []}}: Context, addon: Addon): Known {
  const service = addon.addon_service?.name
  if (!service) return unknown('no-statement', 'the API does not say which service the add-on is of')
  if (!dataServices.includes(service)) return value('not named')
  const kind = classOf(addon)
  if ('gap' in kind) return {...kind, among: ['named', 'not named']}
  if (kind.value !== 'shield') return value('not named')
  if (service === 'heroku-postgresql') return value('named')
  const silent = unknown('no-statement', `no document on file says whether the attestation names ${service}`)
  return from(now, today => (isAttested(documents, service, today) ? value('named') : silent))
}

/** By the services that the ISMAP list names; the Advanced plans are newer than the list. */
function isInIsmapList({addon_service: service, plan}: Addon): Known {
  if (!service?.name) return unknown('no-statement', 'the API does not say which service the add-on is of')
  if (!dataServices.includes(service.name)) return value(false)
  if (!plan?.name) return unknown('no-statement', 'the API does not say which plan the add-on has')
  return planTier(plan.name).startsWith('advanced')
    ? unknown('no-statement', 'Advanced plans are newer than the list')
    : value(true)
}

/** Whether a service is Heroku's own, or the policy allows it today. */
export function vendorIsAllowed({now, policy}: Context, service: string | undefined): Known {
  if (!service) return unknown('no-statement', 'the API does not say which service the add-on is of')
  const {
    allow: {addonServices = []},
    documents = [],
  } = policy
  if (herokuServices.includes(service)) return value(true)
  const permissions = addonServices.filter(({name}) => name === service)
  if (permissions.length === 0) return value(false)
  return from(now, today =>
    value(
      permissions.some(
        ({document, expires}) =>
          isInForce(expires, today) &&
          (document === undefined || staleOnFile(document, documents, today) === undefined),
      ),
    ),
  )
}
