import type {Known} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {addonOf, attachmentsOf} from './addons-of.js'
import {attestation, classOf} from './attachment.js'
import {from, unknown, value} from '../field-value.js'
import {dataServices} from './plan.js'
import {runtimeClass} from '../app/runtime-class.js'

/**
 * Whether runtime, dynos and Heroku's own services that an app uses are those that Heroku lets cardholder data into:
 * Shield Private Spaces, Shield Dynos and Shield Postgres (Security, Privacy and Architecture, 2023-05-05,
 * "Sensitive Data"). What the app does with it, and add-ons of others, it says nothing of.
 */
export function mayHoldCardholderData(context: Context, roster: Roster, app: AppHandle, dynoSizes: () => Known): Known {
  return both([
    () => holds(runtimeClass(app.record, roster), seen => seen === 'shield'),
    () =>
      holds(dynoSizes(), seen => Array.isArray(seen) && seen.every(size => /^(?:private|shield)-/.test(String(size)))),
    () =>
      ofServices(context, roster, app, addon => holds(attestation(context, addon), seen => seen === 'named'), [
        ...dataServices,
        'heroku-applink',
        'heroku-inference',
        'heroku-events',
      ]),
  ])
}

/** The same for government-issued numbers and bank accounts: Private Spaces or Shield services. */
export function mayHoldGovernmentIds(context: Context, roster: Roster, app: AppHandle): Known {
  return both([
    () => holds(runtimeClass(app.record, roster), seen => seen === 'private' || seen === 'shield'),
    () =>
      ofServices(
        context,
        roster,
        app,
        (addon, service) => {
          const inside = holds(classOf(addon), seen => seen !== 'public')
          const isNamed = service !== 'heroku-redis'
          return isNamed || ('value' in inside && inside.value === false)
            ? inside
            : unknown('no-statement', 'the document names no Key-Value Store among the Shield services')
        },
        dataServices,
      ),
  ])
}

type Addon = Extract<ReturnType<typeof addonOf>['record'], {body: unknown}>['body']

function ofServices(
  context: Context,
  roster: Roster,
  app: AppHandle,
  test: (addon: Addon, service: string) => Known,
  services: readonly string[],
): Known {
  return from(attachmentsOf(context, app), rows =>
    both(
      rows.map(
        row => () =>
          from(addonOf(context, roster, row).record, addon => {
            const service = addon.addon_service?.name
            if (!service) return unknown('no-statement', 'the API does not say which service the add-on is of')
            return services.includes(service) ? test(addon, service) : value(true)
          }),
      ),
    ),
  )
}

/** A gap is decided all the same where the test says one thing of every value that could be. */
function holds(known: Known, test: (seen: unknown) => boolean): Known {
  if ('value' in known) return value(test(known.value))
  const could = (known.among ?? []).map(test)
  return could[0] !== undefined && could.every(one => one === could[0]) ? value(could[0]) : {gap: known.gap}
}

/** False where one is, a gap where one may be, else true. What follows a false one is not asked. */
function both(all: ReadonlyArray<() => Known>): Known {
  let gap: Known | undefined
  for (const one of all) {
    const known = one()
    if ('gap' in known) gap ??= {gap: known.gap}
    else if (known.value === false) return known
  }

  return gap ?? value(true)
}
