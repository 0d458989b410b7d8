import type {Gap} from '../../model/gap.js'
import type {Place} from '../../model/policy.js'
import type {FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {dataServices} from '../../model/services.js'
import {distinct} from '../../foundation/collections.js'
import {addonOfAttachment, attachmentsOf, addonsBilledTo} from '../addon/addon-handles.js'
import {hasName} from '../app/app-handles.js'
import {fieldFrom, required} from '../field-value.js'
import {itemsOf} from '../read-result.js'

/** What an answer can apply to: each app, space and team. */
export function attestablePlaces({apps, spaces, teams, unreadLists}: ScopeInventory): Place[] {
  // An unreadable list of apps represents the apps that it would have contained.
  const hiddenPlaces = distinct(unreadLists.flatMap(({kinds, parent}) => (kinds.includes('app') ? [parent] : []))).map(
    (parent): Place => ({name: `${parent}/*`}),
  )
  const appPlaces = apps.map((app): Place => ({
    ...(hasName(app) ? {app: app.name} : {}),
    name: app.name,
    ...spaceAndTeamOf(app),
  }))
  const holdsApps = (key: 'space' | 'team', name: string) => appPlaces.some(place => place[key] === name)
  return [
    ...appPlaces,
    ...hiddenPlaces,
    ...spaces.map(({name, record}): Place => ({
      holdsApps: holdsApps('space', name),
      name: `space ${name}`,
      space: name,
      ...('body' in record && record.body.team?.name ? {team: record.body.team.name} : {}),
    })),
    ...teams.map(({name}): Place => ({holdsApps: holdsApps('team', name), name: `team ${name}`, team: name})),
  ]
}

function spaceAndTeamOf({record}: AppHandle): Pick<Place, 'space' | 'team'> {
  if ('gap' in record) return {}
  const {space, team} = record.body
  return {...(space?.name ? {space: space.name} : {}), ...(team?.name ? {team: team.name} : {})}
}

/** What an app uses of Heroku, which a document about it has to cover. */
export interface ServiceUsage {
  readonly app: string
  /** Slugs of Heroku's data services, including borrowed ones. */
  readonly services: readonly string[]
  readonly regions: readonly string[]
  /** Set if there may be more. */
  readonly gap?: Gap
}

/** What each app in scope uses; borrowed add-ons count for the app that uses them. */
export function serviceUsages(context: SubjectContext, inventory: ScopeInventory): ServiceUsage[] {
  return inventory.apps.map(app => {
    const [attachments, billedAddons] = [attachmentsOf(context, app), addonsBilledTo(context, app)]
    const borrowedAddons =
      'body' in attachments
        ? attachments.body.map(attachment => addonOfAttachment(context, inventory, attachment).record)
        : []
    const addons = [
      ...itemsOf(billedAddons),
      ...borrowedAddons.flatMap(record => ('body' in record ? [record.body] : [])),
    ]
    const region = fieldFrom(app.record, record => required(record.region?.name, 'which region the app is in'))
    const services = addons.map(({addon_service: service}) =>
      required(service?.name, 'which service an add-on belongs to'),
    )
    const [gap] = [app.record, attachments, billedAddons, ...borrowedAddons, region, ...services].flatMap(source =>
      'gap' in source ? [source.gap] : [],
    )
    return {
      app: app.name,
      regions: knownNames([region]),
      services: distinct(knownNames(services).filter(name => dataServices.includes(name))),
      ...(gap ? {gap} : {}),
    }
  })
}

const knownNames = (values: readonly FieldValue[]): string[] =>
  values.flatMap(fieldValue => ('value' in fieldValue ? [String(fieldValue.value)] : []))
