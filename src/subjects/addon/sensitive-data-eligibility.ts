import type {FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {addonOfAttachment, attachmentsOf} from './addons-of.js'
import {attestation, planClassOf} from './attachment.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {dataServices} from './plan.js'
import {runtimeClass} from '../app/runtime-class.js'

/**
 * Whether runtime, dynos and Heroku's own services that an app uses are those that Heroku lets cardholder data into:
 * Shield Private Spaces, Shield Dynos and Shield Postgres (Security, Privacy and Architecture, 2023-05-05,
 * "Sensitive Data"). What the app does with it, and add-ons of others, it says nothing of.
 */
export function mayHoldCardholderData(
  context: SubjectContext,
  inventory: ScopeInventory,
  app: AppHandle,
  dynoSizes: () => FieldValue,
): FieldValue {
  return allTrue([
    () => testField(runtimeClass(app.record, inventory), runtime => runtime === 'shield'),
    () =>
      testField(
        dynoSizes(),
        sizes => Array.isArray(sizes) && sizes.every(size => /^(?:private|shield)-/.test(String(size))),
      ),
    () =>
      allServices(
        context,
        inventory,
        app,
        addon => testField(attestation(context, addon), status => status === 'named'),
        [...dataServices, 'heroku-applink', 'heroku-inference', 'heroku-events'],
      ),
  ])
}

/** The same for government-issued numbers and bank accounts: Private Spaces or Shield services. */
export function mayHoldGovernmentIds(context: SubjectContext, inventory: ScopeInventory, app: AppHandle): FieldValue {
  return allTrue([
    () => testField(runtimeClass(app.record, inventory), runtime => runtime === 'private' || runtime === 'shield'),
    () =>
      allServices(
        context,
        inventory,
        app,
        (addon, service) => {
          const privateOrShield = testField(planClassOf(addon), className => className !== 'public')
          const isNamed = service !== 'heroku-redis'
          return isNamed || ('value' in privateOrShield && privateOrShield.value === false)
            ? privateOrShield
            : unknown('no-statement', "the document doesn't name Key-Value Store among the Shield services")
        },
        dataServices,
      ),
  ])
}

type AttachedAddon = Extract<ReturnType<typeof addonOfAttachment>['record'], {body: unknown}>['body']

function allServices(
  context: SubjectContext,
  inventory: ScopeInventory,
  app: AppHandle,
  test: (addon: AttachedAddon, service: string) => FieldValue,
  services: readonly string[],
): FieldValue {
  return fieldFrom(attachmentsOf(context, app), attachments =>
    allTrue(
      attachments.map(
        attachment => () =>
          fieldFrom(addonOfAttachment(context, inventory, attachment).record, addon => {
            const service = addon.addon_service?.name
            if (!service) return unknown('no-statement', "the API doesn't say which service the add-on belongs to")
            return services.includes(service) ? test(addon, service) : value(true)
          }),
      ),
    ),
  )
}

/** A gap is decided all the same where the test says one thing of every value that could be. */
function testField(fieldValue: FieldValue, test: (content: unknown) => boolean): FieldValue {
  if ('value' in fieldValue) return value(test(fieldValue.value))
  const outcomes = (fieldValue.possibleValues ?? []).map(test)
  return outcomes[0] !== undefined && outcomes.every(outcome => outcome === outcomes[0])
    ? value(outcomes[0])
    : {gap: fieldValue.gap}
}

/** False where one is, a gap where one may be, else true. What follows a false one is not asked. */
function allTrue(conditions: ReadonlyArray<() => FieldValue>): FieldValue {
  let gap: FieldValue | undefined
  for (const condition of conditions) {
    const fieldValue = condition()
    if ('gap' in fieldValue) gap ??= {gap: fieldValue.gap}
    else if (fieldValue.value === false) return fieldValue
  }

  return gap ?? value(true)
}
