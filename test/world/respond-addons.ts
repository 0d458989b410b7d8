import {appOf, visibleApps} from './respond-apps.js'
import {teamOf} from './respond-teams.js'
import {notFound, one, pick} from './route.js'
import type {Call, Route} from './route.js'
import type {AddonWorld, AppWorld, AttachmentRecord, Named, Raw} from './types.js'

function visible(call: Call): AddonWorld[] {
  return call.world.addons.filter(addon => addon.invisible === null)
}

function addonOf(call: Call, key: string): AddonWorld {
  return pick(
    call.world.addons,
    key,
    'add_on',
    addon => addon.record,
    addon => addon.invisible,
  )
}

function addonView(call: Call, addon: AddonWorld, expand = true): Raw {
  const {record, plan, service} = addon
  return {
    ...record,
    addon_service: expand && call.expand.has('addon_service') ? service : record.addon_service,
    plan: expand && call.expand.has('plan') ? plan : {...record.plan, meters: []},
  }
}

const INDEX = new WeakMap<Call, Map<string, AddonWorld>>()

function addonsById(call: Call): Map<string, AddonWorld> {
  const known = INDEX.get(call) ?? new Map(call.world.addons.map(addon => [addon.record.id, addon]))
  INDEX.set(call, known)
  return known
}

function attachmentView(call: Call, attachment: AttachmentRecord): Raw {
  const {config_vars: names, ...record} = attachment
  const addon = call.include.has('addon:plan') ? addonsById(call).get(attachment.addon.id) : undefined
  const shown = addon?.invisible === null
  return {
    ...record,
    addon: shown ? {...attachment.addon, plan: addon.record.plan} : attachment.addon,
    ...(call.include.has('config_vars') ? {config_vars: names} : {}),
  }
}

/** The attachments on apps that the caller can see; apps that are no part of the world are not seen. */
function attachmentsSeen(call: Call): AttachmentRecord[] {
  const seen = new Set(visibleApps(call.world).map(app => app.record.id))
  return call.world.attachments.filter(attachment => seen.has(attachment.app.id))
}

function addonsOf(call: Call, app: AppWorld): AddonWorld[] {
  const used = new Set(call.world.attachments.filter(a => a.app.id === app.record.id).map(a => a.addon.id))
  const foreign = call.world.quirks.foreignAddons
  return visible(call).filter(({record}) => record.app.id === app.record.id || (foreign && used.has(record.id)))
}

function attachmentsOf(call: Call, app: AppWorld): Raw[] {
  const own = call.world.attachments.filter(attachment => attachment.app.id === app.record.id)
  return own.map(attachment => attachmentView(call, attachment))
}

function services(call: Call): Named[] {
  return [...new Map(call.world.addons.map(({service}) => [service.id, service])).values()]
}

function serviceOf(call: Call, key: string): Named {
  return pick(services(call), key, 'addon_service', service => service)
}

function plans(call: Call): Named[] {
  return [...new Map(call.world.addons.map(({plan}) => [plan.id, plan])).values()]
}

function plansOf(call: Call, key: string): Named[] {
  const {id} = serviceOf(call, key)
  return plans(call).filter(plan => (plan.addon_service as Named).id === id)
}

function capabilities(call: Call, service: Named): Raw[] {
  return call.world.regions.map(region => ({
    id: `${service.id.slice(0, 18)}${region.id.slice(18)}`,
    addon_service: service,
    region,
    supports_private_networking: region.private_capable,
  }))
}

function drainsOf(call: Call, key: string): Raw[] {
  const {record} = addonOf(call, key)
  const all = call.world.apps.flatMap(app => app.logDrains)
  return all.filter(drain => (drain.addon as Named | null)?.id === record.id)
}

/** Add-ons, attachments, services and plans, wherever they are listed. */
export const addonRoutes: Route[] = [
  ['/addons', call => visible(call).map(addon => addonView(call, addon))],
  [
    '/users/:/addons',
    call =>
      visible(call)
        .filter(({record}) => call.world.apps.some(app => app.record.id === record.app.id && !app.record.team))
        .map(addon => addonView(call, addon)),
  ],
  ['/addons/:', (call, key) => addonView(call, addonOf(call, key))],
  ['/apps/:/addons', (call, app) => addonsOf(call, appOf(call, app)).map(addon => addonView(call, addon))],
  [
    '/apps/:/addons/:',
    (call, app, key) => {
      const found = pick(addonsOf(call, appOf(call, app)), key, 'add_on', addon => addon.record)
      return addonView(call, found)
    },
  ],
  [
    '/teams/:/addons',
    (call, team) => {
      const {id} = teamOf(call, team).record
      const apps = new Set(call.world.apps.filter(app => app.record.team?.id === id).map(app => app.record.id))
      const expand = call.world.quirks.teamAddonsExpand ?? false
      return visible(call)
        .filter(({record}) => apps.has(record.app.id))
        .map(addon => addonView(call, addon, expand))
    },
  ],
  ['/addons/:/log-drains', drainsOf],
  [
    '/addons/:/addon-attachments',
    (call, key) => {
      const {record} = addonOf(call, key)
      return call.world.attachments.filter(a => a.addon.id === record.id).map(a => attachmentView(call, a))
    },
  ],
  ['/addon-attachments', call => attachmentsSeen(call).map(attachment => attachmentView(call, attachment))],
  [
    '/addon-attachments/:',
    (call, key) => {
      const found = attachmentsSeen(call).find(attachment => attachment.id === key)
      if (!found) throw notFound('add_on attachment')
      return attachmentView(call, found)
    },
  ],
  ['/apps/:/addon-attachments', (call, app) => attachmentsOf(call, appOf(call, app))],
  [
    '/apps/:/addon-attachments/:',
    (call, app, key) => one(attachmentsOf(call, appOf(call, app)), key, 'add_on attachment', 'name'),
  ],
  ['/addon-services', services],
  ['/addon-services/:', serviceOf],
  ['/addon-services/:/plans', plansOf],
  ['/addon-services/:/plans/:', (call, service, key) => pick(plansOf(call, service), key, 'plan', plan => plan)],
  ['/addon-services/:/region-capabilities', (call, key) => capabilities(call, serviceOf(call, key))],
  ['/addon-region-capabilities', call => services(call).flatMap(service => capabilities(call, service))],
  ['/plans/:', (call, key) => pick(plans(call), key, 'plan', plan => plan)],
  ['/plans/:/meters', (call, key) => (pick(plans(call), key, 'plan', plan => plan), [])],
]
