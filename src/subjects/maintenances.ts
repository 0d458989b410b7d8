import type {Maintenance} from '../model/data-facts.js'
import type {Field, Known} from '../model/subject.js'
import type {AddonHandle} from './addons-of.js'
import type {Context} from './context.js'

import {instant} from './age.js'
import {from, unknown, value} from './known.js'

const closed: readonly string[] = ['completed', 'none']
const open: readonly string[] = ['pending', 'preparing', 'ready', 'running']

/** The services whose maintenances the Data API lists; those of Heroku Connect it does not know. */
const listed: readonly string[] = ['heroku-kafka', 'heroku-postgresql', 'heroku-redis']

/** Whether the maintenances of a store were done in time. */
export function maintenanceFields({facts, now}: Context, {id, name, record}: AddonHandle): Record<string, Field> {
  return {
    maintenance: () => from(record, ({addon_service: service, app}) => {
      if (!service) return unknown('no-statement', 'the API does not say which service the add-on is of')
      if (!listed.includes(service.name)) {
        return unknown('unsupported', `the API lists no maintenances of ${service.name}`)
      }

      const payer = app?.id ?? app?.name
      if (payer === undefined) return unknown('no-statement', 'the API does not say which app pays for the add-on')
      return from(facts.read('dataMaintenances', payer), ({maintenances}) =>
        worst(maintenances.filter(({addon}) => addon.uuid === id || addon.name === name), now))
    }),
  }
}

function worst(rows: readonly Maintenance[], now: Context['now']): Known {
  const states = rows.map(row => stateOf(row, now))
  const overdue = states.find(state => 'value' in state && state.value === 'overdue')
  const gap = states.find(state => 'gap' in state)
  const inTime = states.find(state => 'value' in state && state.value === 'in time')
  return overdue ?? gap ?? inTime ?? value('none open')
}

function stateOf({required_by: requiredBy, status}: Maintenance, now: Context['now']): Known {
  if (closed.includes(status)) return value('none open')
  const due = instant(requiredBy)
  if (!requiredBy) return unknown('no-statement', 'the API does not say by when the maintenance is required')
  if (due === undefined) return unknown('unknown-value', `"${requiredBy}" is not a date`)
  return from(now, today => {
    if (due >= today) return value('in time')
    if (open.includes(status)) return value('overdue')
    return unknown('unknown-value', `"${status}" is no known status of a maintenance`)
  })
}
