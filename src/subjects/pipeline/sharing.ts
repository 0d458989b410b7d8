import type {AddonAttachment} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {FoundAddon} from '../addon/addons-of.js'
import type {Context, Roster} from '../context.js'
import type {StagedApp, Stages} from './stages.js'

import {distinct} from '../../foundation/collections.js'
import {addonOf} from '../addon/addons-of.js'
import {from, gapOf, isPending, stated, value} from '../field-value.js'
import {dataServices} from '../addon/plan.js'
import {homeOf} from './stages.js'

/** Data services that are attached to a production app and to one of another stage: a gap unless there are any, or all was seen. */
export function sharedAddons(context: Context, roster: Roster, {others, production, unclear}: Stages): Known {
  const guests = [...production, ...others].map(({id}) => id)
  const used = attachedTo(production)
  const seen = [...new Map(attachedTo(others).map(row => [row.addon.name, row])).values()].filter(({addon}) =>
    used.some(row => row.addon.name === addon.name),
  )
  const unseen = [...usedBy(context, production, others), ...usedBy(context, others, production)]
  const shared = [...new Map([...seen, ...unseen].map(row => [row.addon.name, row])).values()].map(row => ({
    name: row.addon.name,
    service: serviceOf(addonOf(context, roster, row, guests)),
  }))
  const found = shared.filter(({service}) => 'value' in service && dataServices.includes(String(service.value)))
  const gaps = [
    unclear,
    ...[...production, ...others].map(({attachments}) => gapOf(attachments())),
    ...shared.map(({service}) => ('gap' in service ? service.gap : undefined)),
  ]
  const missing = gaps.find(gap => gap !== undefined)
  return found.length === 0 && missing ? {gap: missing} : value(distinct(found.map(({name}) => name)))
}

/** What is attached to some apps and, by the add-ons' own lists, to one of the others, which cannot be seen. */
function usedBy({facts}: Context, apps: readonly StagedApp[], others: readonly StagedApp[]): AddonAttachment[] {
  const hidden = others.filter(({attachments}) => isHidden(attachments())).map(({id}) => id)
  if (hidden.length === 0) return []
  return attachedTo(apps).filter(({addon}) => {
    const users = facts.read('attachmentsOfAddon', addon.name)
    return 'body' in users && users.body.some(({app}) => hidden.includes(app.id ?? app.name ?? ''))
  })
}

const isHidden = (rows: Answer<unknown>): boolean => 'gap' in rows && !isPending(rows)

/** What is attached to apps, as far as that was read. */
export const attachedTo = (apps: readonly StagedApp[]): AddonAttachment[] =>
  apps.flatMap(({attachments}) => {
    const rows = attachments()
    return 'body' in rows ? rows.body : []
  })

export const serviceOf = ({name, record}: FoundAddon): Known =>
  from(record, ({addon_service: service}) => stated(service?.name, `which service ${name} is of`))

/** Whether a production app runs in a space. */
export const productionIsInSpace = (stages: Stages): Known => anyHome(stages, home => home !== 'none')

/** Whether a production app runs in the space of one of these ids. */
export const holdsProduction = (stages: Stages, ids: readonly string[]): Known =>
  anyHome(stages, home => ids.includes(home))

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
  const taken = production.map(app => idOf(app)).filter(id => id !== 'none')
  const names = new Map(
    [...production, ...others].flatMap(app => {
      const seen = app.record()
      return 'body' in seen && seen.body.space?.name ? [[seen.body.space.id, seen.body.space.name] as const] : []
    }),
  )
  const shared = others
    .map(app => idOf(app))
    .flatMap(id => (id !== undefined && taken.includes(id) ? [names.get(String(id)) ?? String(id)] : []))
  const missing =
    unclear ??
    [...production, ...others]
      .map(app => homeOf(app))
      .flatMap(home => ('gap' in home ? [home.gap] : []))
      .at(0)
  return shared.length === 0 && missing ? {gap: missing} : value(distinct(shared))
}
