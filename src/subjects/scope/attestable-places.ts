import type {Gap} from '../../model/gap.js'
import type {Place} from '../../model/policy.js'
import type {Known} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {addonOf, attachmentsOf, billedTo} from '../addon/addons-of.js'
import {hasName} from '../app/app.js'
import {from, stated} from '../field-value.js'
import {dataServices} from '../addon/plan.js'

/** What people can speak of: each app, each space and each team. */
export function spokenOf({apps, spaces, teams, unread}: Roster): Place[] {
  // A list of apps that could not be read in full stands for those that it does not show.
  const hidden = distinct(unread.flatMap(({kinds, parent}) => (kinds.includes('app') ? [parent] : []))).map(
    (parent): Place => ({name: `${parent}/*`}),
  )
  const ofApps = apps.map((app): Place => ({...(hasName(app) ? {app: app.name} : {}), name: app.name, ...homeOf(app)}))
  const holdsApps = (key: 'space' | 'team', name: string) => ofApps.some(place => place[key] === name)
  return [
    ...ofApps,
    ...hidden,
    ...spaces.map(({name, record}): Place => ({
      holdsApps: holdsApps('space', name),
      name: `space ${name}`,
      space: name,
      ...('body' in record && record.body.team?.name ? {team: record.body.team.name} : {}),
    })),
    ...teams.map(({name}): Place => ({holdsApps: holdsApps('team', name), name: `team ${name}`, team: name})),
  ]
}

function homeOf({record}: AppHandle): Pick<Place, 'space' | 'team'> {
  if ('gap' in record) return {}
  const {space, team} = record.body
  return {...(space?.name ? {space: space.name} : {}), ...(team?.name ? {team: team.name} : {})}
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
    const addons = [
      ...('body' in billed ? billed.body : []),
      ...borrowed.flatMap(record => ('body' in record ? [record.body] : [])),
    ]
    const region = from(app.record, record => stated(record.region?.name, 'which region the app is in'))
    const services = addons.map(({addon_service: service}) => stated(service?.name, 'which service an add-on is of'))
    const [gap] = [app.record, attached, billed, ...borrowed, region, ...services].flatMap(answer =>
      'gap' in answer ? [answer.gap] : [],
    )
    return {
      app: app.name,
      regions: namesIn([region]),
      services: distinct(namesIn(services).filter(name => dataServices.includes(name))),
      ...(gap ? {gap} : {}),
    }
  })
}

const namesIn = (all: readonly Known[]): string[] =>
  all.flatMap(known => ('value' in known ? [String(known.value)] : []))
