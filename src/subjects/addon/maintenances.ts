import type {Maintenance} from '../../model/data-facts.js'
import type {Field, Known} from '../../model/subject.js'
import type {AddonHandle} from './addons-of.js'
import type {Context} from '../context.js'

import {instant} from '../age.js'
import {from, unknown, value} from '../field-value.js'

const closed: readonly string[] = ['completed', 'none']
const open: readonly string[] = ['pending', 'preparing', 'ready', 'running']

/** The services whose maintenances the Data API lists; those of Heroku Connect it does not know. */
const listed: readonly string[] = ['heroku-kafka', 'heroku-postgresql', 'heroku-redis']

/** Whether the maintenances of a store were done in time. */
export function maintenanceFields({facts, now}: Context, {id, name, record}: AddonHandle): Record<string, Field> {
  return {
    maintenance: () =>
      from(record, ({addon_service: service, app}) => {
        if (!service) return unknown('no-statement', 'the API does not say which service the add-on is of')
        if (!listed.includes(service.name)) {
          return unknown('unsupported', `the API lists no maintenances of ${service.name}`)
        }

        const payer = app?.id ?? app?.name
        if (payer === undefined) return unknown('no-statement', 'the API does not say which app pays for the add-on')
        return from(facts.read('dataMaintenances', payer), ({maintenances}) => {
          const left = maintenances.filter(({status}) => !closed.includes(status))
          return worst(
            left.flatMap(row => {
              if (row.addon.uuid === id || row.addon.name === name) return [stateOf(row, now)]
              return row.addon.uuid || row.addon.name ? [] : [nameless]
            }),
          )
        })
      }),
  }
}

/** It may be of any add-on that the app pays for. */
const nameless = unknown('no-statement', 'an open maintenance does not say which add-on it is of')

/** Of those that are open. */
function worst(states: readonly Known[]): Known {
  const overdue = states.find(state => 'value' in state && state.value === 'overdue')
  return overdue ?? states.find(state => 'gap' in state) ?? states[0] ?? value('none open')
}

function stateOf({required_by: requiredBy, status}: Maintenance, now: Context['now']): Known {
  const due = instant(requiredBy)
  if (!requiredBy) return unknown('no-statement', 'the API does not say by when the maintenance is required')
  if (due === undefined) return unknown('unknown-value', `"${requiredBy}" is not a date`)
  return from(now, today => {
    if (due >= today) return value('in time')
    if (open.includes(status)) return value('overdue')
    return unknown('unknown-value', `"${status}" is no known status of a maintenance`)
  })
}
