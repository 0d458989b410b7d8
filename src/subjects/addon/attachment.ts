import type {Addon, AddonAttachment} from '../../model/facts.js'
import type {ResourceRef} from '../../model/resource-ref.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory} from '../context.js'

import {isInForce} from '../../foundation/date.js'
import {dataServices, herokuServices} from '../../model/services.js'
import {isPciAttested, documentsFlaw} from '../../policy/document-validity.js'
import {otherPlan} from './plan-family.js'
import {addonOfAttachment, attachmentsOf} from './addon-handles.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {notStated, itemsOf} from '../read-result.js'
import {planTier} from '../../model/plan-tier.js'
import {planClass} from './plan.js'
import {databaseOf, isEssential} from '../postgres/postgres.js'

/**
 * One subject for each attachment of each app in scope, so that a borrowed database is assessed wherever it is used.
 */
export function attachmentSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.apps.flatMap(app =>
    itemsOf(attachmentsOf(context, app)).map(attachment => {
      const {record} = addonOfAttachment(context, inventory, attachment)
      const fromAddon = (use: (body: Addon) => FieldValue): FieldValue => fieldFrom(record, use)
      return {
        app: app.name,
        fields: lazyFields({
          addon: () => value(attachment.addon.name),
          app: () => value(app.name),
          attestation: () => fromAddon(addon => attestation(context, addon)),
          billedApp: () => required(attachment.addon.app?.name, 'which app pays for the add-on'),
          isBorrowed: () => isBorrowed(attachment, record),
          isEssential: () => fieldFrom(databaseOf({record}), database => value(isEssential(database))),
          isInIsmapList: () => fromAddon(isInIsmapList),
          // Null means the credential that the add-on was created with.
          namespace: () =>
            attachment.namespace === null
              ? value('default')
              : required(attachment.namespace, 'which credential the attachment uses'),
          plan: () => fromAddon(({plan}) => required(plan?.name, 'which plan the add-on has')),
          planClass: () => fromAddon(planClassOf),
          privatePlan: () => otherPlan(record, 'private'),
          shieldPlan: () => otherPlan(record, 'shield'),
          planCompliance: () =>
            fromAddon(({plan}) =>
              plan?.compliance === undefined ? notStated('what the plan complies with') : value(plan.compliance ?? []),
            ),
          service: () =>
            fromAddon(({addon_service: service}) => required(service?.name, 'which service the add-on belongs to')),
          isHerokuOrListed: () => isHerokuOrListed(context, record),
          vendorIsAllowed: () => fromAddon(({addon_service: service}) => vendorIsAllowed(context, service?.name)),
        }),
        id: attachment.id,
        kind: 'attachment' as const,
        name: `${app.name}/${attachment.name}`,
      }
    }),
  )
}

/** Whether another app pays for the add-on. */
function isBorrowed({addon, app}: AddonAttachment, record: ReadResult<Addon>): FieldValue {
  const payer: null | ResourceRef | undefined = addon.app ?? ('body' in record ? record.body.app : undefined)
  if (payer?.id !== undefined && app.id !== undefined) return value(payer.id !== app.id)
  if (payer?.name !== undefined && app.name !== undefined) return value(payer.name !== app.name)
  return 'gap' in record ? record : notStated('which app pays for the add-on')
}

/** Whether the service can be checked: without a list in the policy, only Heroku's own services can. */
function isHerokuOrListed({policy: {allow}}: SubjectContext, record: ReadResult<Addon>): FieldValue {
  if (allow.addonServices !== undefined) return value(true)
  return fieldFrom(record, ({addon_service: service}) =>
    service ? value(herokuServices.includes(service.name)) : notStated('which service the add-on belongs to'),
  )
}

/** The class of an add-on's plan; a gap if the plan isn't stated or is unknown. */
export function planClassOf({plan}: Addon): FieldValue {
  return plan?.name ? planClass(plan.name) : notStated('which plan the add-on has')
}

/**
 * Whether Heroku's PCI attestation names the service. It names Shield Postgres among the data services; for other
 * Shield plans only the document on file can tell.
 */
export function attestation({now, policy: {documents = []}}: SubjectContext, addon: Addon): FieldValue {
  const service = addon.addon_service?.name
  if (!service) return notStated('which service the add-on belongs to')
  if (!dataServices.includes(service)) return value('not named')
  const planClassField = planClassOf(addon)
  if ('gap' in planClassField) return {...planClassField, possibleValues: ['named', 'not named']}
  if (planClassField.value !== 'shield') return value('not named')
  if (service === 'heroku-postgresql') return value('named')
  const noDocument = unknown('no-statement', `no document on file says whether the attestation names ${service}`)
  return fieldFrom(now, today => (isPciAttested(documents, service, today) ? value('named') : noDocument))
}

/** The ISMAP list names the data services, but is older than the Advanced plans. */
function isInIsmapList({addon_service: service, plan}: Addon): FieldValue {
  if (!service?.name) return notStated('which service the add-on belongs to')
  if (!dataServices.includes(service.name)) return value(false)
  if (!plan?.name) return notStated('which plan the add-on has')
  return planTier(plan.name).startsWith('advanced')
    ? unknown('no-statement', 'Advanced plans are newer than the list')
    : value(true)
}

/** Whether the service is Heroku's own, or the policy allows it today. */
export function vendorIsAllowed({now, policy}: SubjectContext, service: string | undefined): FieldValue {
  if (!service) return notStated('which service the add-on belongs to')
  const {
    allow: {addonServices = []},
    documents = [],
  } = policy
  if (herokuServices.includes(service)) return value(true)
  const permissions = addonServices.filter(({name}) => name === service)
  if (permissions.length === 0) return value(false)
  return fieldFrom(now, today =>
    value(
      permissions.some(
        ({document, expires}) =>
          isInForce(expires, today) &&
          (document === undefined || documentsFlaw(document, documents, today) === undefined),
      ),
    ),
  )
}
