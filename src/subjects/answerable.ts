import type {Gap} from '../model/gap.js'
import type {AppHandle, Context, Roster} from './context.js'

import {distinct} from '../model/order.js'
import {addonOf, attachmentsOf, billedTo} from './addons-of.js'
import {hasName} from './app.js'
import {gapOf} from './known.js'
import {dataServices} from './plan.js'

/** What people can speak of: each app where it is; where there is none, each space, and where there is none, each team. */
export interface Spoken {
  readonly name: string
  readonly app?: string
  readonly space?: string
  readonly team?: string
}

export function spokenOf({apps, spaces, teams, unread}: Roster): Spoken[] {
  // A list of apps that could not be read in full stands for those that it does not show.
  const hidden = distinct(unread.flatMap(({kinds, parent}) => kinds.includes('app') ? [parent] : [])).map((parent): Spoken => ({name: `${parent}/*`}))
  if (apps.length + hidden.length > 0) return [...apps.map(app => ({...hasName(app) ? {app: app.name} : {}, name: app.name, ...homeOf(app)})), ...hidden]
  if (spaces.length > 0) return spaces.map(({name, record}) => ({name, space: name, ...'body' in record && record.body.team?.name ? {team: record.body.team.name} : {}}))
  return teams.map(({name}) => ({name, team: name}))
}

function homeOf({record}: AppHandle): Pick<Spoken, 'space' | 'team'> {
  if ('gap' in record) return {}
  const {space, team} = record.body
  return {...space?.name ? {space: space.name} : {}, ...team?.name ? {team: team.name} : {}}
}

/** What a document about Heroku's services has to name. */
export interface Used {
  /** Slugs of Heroku's data services. */
  readonly services: readonly string[]
  readonly regions: readonly string[]
  /** Set where there may be more. */
  readonly gap?: Gap
}

/** The data services and regions that apps in scope use. */
export function usedBy(context: Context, roster: Roster, isMeant: (app: string) => boolean): Used {
  const meant = roster.apps.filter(({name}) => isMeant(name))
  const lists = meant.map(app => ({attached: attachmentsOf(context, app), billed: billedTo(context, app)}))
  // What is borrowed is in use as well.
  const borrowed = lists.flatMap(({attached}) => 'body' in attached ? attached.body.map(row => addonOf(context, roster, row).record) : [])
  const services = [
    ...lists.flatMap(({billed}) => 'body' in billed ? billed.body.map(one => one.addon_service?.name) : []),
    ...borrowed.flatMap(record => 'body' in record ? [record.body.addon_service?.name] : []),
  ]
  const regions = meant.flatMap(({record}) => 'body' in record ? [record.body.region?.name] : [])
  const gap = [...meant.map(({record}) => gapOf(record)), ...lists.flatMap(({attached, billed}) => [gapOf(attached), gapOf(billed)]), ...borrowed.map(record => gapOf(record))].find(one => one !== undefined)
  return {
    regions: distinct(regions.flatMap(name => name ?? [])),
    services: distinct(services.flatMap(name => name !== undefined && dataServices.includes(name) ? [name] : [])),
    ...(gap ? {gap} : {}),
  }
}
