import type {Addon} from '../../model/facts.js'
import type {FieldValue, Value} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {dataServices} from '../../model/services.js'
import {allTrue, testField} from '../../model/three-valued.js'
import {addonOfAttachment, attachmentsOf} from './addon-handles.js'
import {attestation, planClassOf} from './attachment.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {runtimeClass} from '../app/runtime-class.js'

/**
 * Whether the runtime, dynos and Heroku services that an app uses are those that Heroku permits for cardholder data:
 * Shield Private Spaces, Shield Dynos and Shield Postgres (Security, Privacy and Architecture, 2023-05-05, "Sensitive
 * Data"). It says nothing about what the app does with the data, or about other vendors' add-ons.
 */
export function mayHoldCardholderData(
  context: SubjectContext,
  inventory: ScopeInventory,
  app: AppHandle,
  dynoSizes: () => FieldValue,
): FieldValue {
  return allTrue([
    () => passes(runtimeClass(app.record, inventory), runtime => runtime === 'shield'),
    () =>
      passes(
        dynoSizes(),
        sizes => Array.isArray(sizes) && sizes.every(size => /^(?:private|shield)-/.test(String(size))),
      ),
    () =>
      allServices(context, inventory, app, addon => passes(attestation(context, addon), status => status === 'named'), [
        ...dataServices,
        'heroku-applink',
        'heroku-inference',
        'heroku-events',
      ]),
  ])
}

/** The same for government-issued identifiers and bank account numbers: Private Spaces or Shield services. */
export function mayHoldGovernmentIds(context: SubjectContext, inventory: ScopeInventory, app: AppHandle): FieldValue {
  return allTrue([
    () => passes(runtimeClass(app.record, inventory), runtime => runtime === 'private' || runtime === 'shield'),
    () => allServices(context, inventory, app, mayStoreGovernmentIds, dataServices),
  ])
}

function mayStoreGovernmentIds(addon: Addon, service: string): FieldValue {
  const privateOrShield = passes(planClassOf(addon), className => className !== 'public')
  if (service !== 'heroku-redis' || ('value' in privateOrShield && privateOrShield.value === false))
    return privateOrShield
  return unknown('no-statement', "the document doesn't name Key-Value Store among the Shield services")
}

/** Whether all attached add-ons of these services pass a test. Add-ons of other services don't matter. */
function allServices(
  context: SubjectContext,
  inventory: ScopeInventory,
  app: AppHandle,
  test: (addon: Addon, service: string) => FieldValue,
  services: readonly string[],
): FieldValue {
  return fieldFrom(attachmentsOf(context, app), attachments =>
    allTrue(
      attachments.map(
        attachment => () =>
          fieldFrom(addonOfAttachment(context, inventory, attachment).record, addon => {
            const service = addon.addon_service?.name
            if (!service) return notStated('which service the add-on belongs to')
            return services.includes(service) ? test(addon, service) : value(true)
          }),
      ),
    ),
  )
}

/** Whether a field passes a test: a gap of the field matters only if the test depends on it. */
function passes(field: FieldValue, test: (content: Value) => boolean): FieldValue {
  const result = testField(field, test)
  if (result !== undefined) return value(result)
  return 'gap' in field ? {gap: field.gap} : field
}
