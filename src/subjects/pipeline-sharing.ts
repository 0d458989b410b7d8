import type {AddonAttachment} from '../model/facts.js'
import type {Known} from '../model/subject.js'
import type {FoundAddon} from './addons-of.js'
import type {Context, Roster} from './context.js'
import type {StagedApp, Stages} from './stages.js'

import {distinct} from '../model/order.js'
import {addonOf} from './addons-of.js'
import {from, gapOf, stated, value} from './known.js'
import {dataServices} from './plan.js'
import {homeOf} from './stages.js'

/** Data services that are attached to a production app and to one of another stage: a gap unless there are any, or all was seen. */
export function sharedAddons(context: Context, roster: Roster, {others, production, unclear}: Stages): Known {
  const guests = [...production, ...others].map(({id}) => id)
  const used = attachedTo(production)
  const shared = [...new Map(attachedTo(others).map(row => [row.addon.name, row])).values()]
    .filter(({addon}) => used.some(row => row.addon.name === addon.name))
    .map(row => ({name: row.addon.name, service: serviceOf(addonOf(context, roster, row, guests))}))
  const found = shared.filter(({service}) => 'value' in service && dataServices.includes(String(service.value)))
  const gaps = [unclear, ...[...production, ...others].map(({attachments}) => gapOf(attachments())), ...shared.map(({service}) => 'gap' in service ? service.gap : undefined)]
  const missing = gaps.find(gap => gap !== undefined)
  return found.length === 0 && missing ? {gap: missing} : value(distinct(found.map(({name}) => name)))
}

/** What is attached to apps, as far as that was read. */
export const attachedTo = (apps: readonly StagedApp[]): AddonAttachment[] => apps.flatMap(({attachments}) => {
  const rows = attachments()
  return 'body' in rows ? rows.body : []
})

export const serviceOf = ({name, record}: FoundAddon): Known =>
  from(record, ({addon_service: service}) => stated(service?.name, `which service ${name} is of`))

/** Whether a production app runs in a space. */
export const productionIsInSpace = (stages: Stages): Known => anyHome(stages, home => home !== 'none')

/** Whether a production app runs in the space of one of these ids. */
export const holdsProduction = (stages: Stages, ids: readonly string[]): Known => anyHome(stages, home => ids.includes(home))

function anyHome({production, unclear}: Stages, isWanted: (home: string) => boolean): Known {
  const homes = production.map(app => homeOf(app))
  if (homes.some(home => 'value' in home && isWanted(String(home.value)))) return value(true)
  return homes.find(home => 'gap' in home) ?? (unclear ? {gap: unclear} : value(false))
}

/**
 * Spaces of production apps in which apps of another stage run: a gap unless there are any, or all was seen. That an app
 * is listed in a space shows that it is there; that it is nowhere else, only its own record does.
 */
export function sharedSpaces({others, production, unclear}: Stages): Known {
  const idOf = (app: StagedApp) => {
    const seen = homeOf(app)
    return 'value' in seen ? seen.value : app.home
  }
  const taken = production.map(app => idOf(app)).filter(id => id !== undefined && id !== 'none')
  const names = new Map([...production, ...others].flatMap(app => {
    const seen = app.record()
    return 'body' in seen && seen.body.space?.name ? [[seen.body.space.id, seen.body.space.name] as const] : []
  }))
  const shared = others.map(app => idOf(app)).flatMap(id => id !== undefined && taken.includes(id) ? [names.get(String(id)) ?? String(id)] : [])
  const missing = unclear ?? [...production, ...others].map(app => homeOf(app)).flatMap(home => 'gap' in home ? [home.gap] : []).at(0)
  return shared.length === 0 && missing ? {gap: missing} : value(distinct(shared))
}
