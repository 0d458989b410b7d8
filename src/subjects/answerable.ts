import type {Gap} from '../model/gap.js'
import type {Place} from '../model/policy.js'
import type {AppHandle, Context, Roster} from './context.js'

import {distinct} from '../model/order.js'
import {addonOf, attachmentsOf, billedTo} from './addons-of.js'
import {hasName} from './app.js'
import {gapOf} from './known.js'
import {dataServices} from './plan.js'

/** What people can speak of: each app, each space and each team. */
export function spokenOf({apps, spaces, teams, unread}: Roster): Place[] {
  // A list of apps that could not be read in full stands for those that it does not show.
  const hidden = distinct(unread.flatMap(({kinds, parent}) => kinds.includes('app') ? [parent] : [])).map((parent): Place => ({name: `${parent}/*`}))
  const ofApps = apps.map((app): Place => ({...hasName(app) ? {app: app.name} : {}, name: app.name, ...homeOf(app)}))
  const holdsApps = (key: 'space' | 'team', name: string) => ofApps.some(place => place[key] === name)
  return [
    ...ofApps, ...hidden,
    ...spaces.map(({name, record}): Place => ({holdsApps: holdsApps('space', name), name: `space ${name}`, space: name, ...'body' in record && record.body.team?.name ? {team: record.body.team.name} : {}})),
    ...teams.map(({name}): Place => ({holdsApps: holdsApps('team', name), name: `team ${name}`, team: name})),
  ]
}

function homeOf({record}: AppHandle): Pick<Place, 'space' | 'team'> {
  if ('gap' in record) return {}
  const {space, team} = record.body
  return {...space?.name ? {space: space.name} : {}, ...team?.name ? {team: team.name} : {}}
}

/** What an app uses of Heroku, which a document about it has to name. */
export interface Used {
  readonly app: string
  /** Slugs of Heroku's data services, borrowed ones too. */
  readonly services: readonly string[]
  readonly regions: readonly string[]
  /** Set where there may be more. */
  readonly gap?: Gap
}

export function usedBy(context: Context, roster: Roster): Used[] {
  return roster.apps.map(app => {
    const [attached, billed] = [attachmentsOf(context, app), billedTo(context, app)]
    const borrowed = 'body' in attached ? attached.body.map(row => addonOf(context, roster, row).record) : []
    const addons = ['body' in billed ? billed.body : [], ...borrowed.map(record => 'body' in record ? [record.body] : [])].flat()
    const gap = [app.record, attached, billed, ...borrowed].map(answer => gapOf(answer)).find(one => one !== undefined)
    return {
      app: app.name,
      regions: 'body' in app.record && app.record.body.region?.name ? [app.record.body.region.name] : [],
      services: distinct(addons.flatMap(({addon_service: service}) => service?.name !== undefined && dataServices.includes(service.name) ? [service.name] : [])),
      ...(gap ? {gap} : {}),
    }
  })
}
