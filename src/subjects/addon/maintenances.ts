import type {Maintenance} from '../../model/data-facts.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {AddonHandle} from './addon-handles.js'
import type {SubjectContext} from '../context.js'

import {parseInstant} from '../age.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'

const closedStatuses: readonly string[] = ['completed', 'none']
const openStatuses: readonly string[] = ['pending', 'preparing', 'ready', 'running']

/** The services whose maintenances the Data API lists. It doesn't list those of Heroku Connect. */
const listedServices: readonly string[] = ['heroku-kafka', 'heroku-postgresql', 'heroku-redis']

/** Whether open maintenances of a store are overdue. */
export function maintenanceFields(
  {facts, now}: SubjectContext,
  {id, name, record}: AddonHandle,
): Record<string, LazyField> {
  return {
    maintenance: () =>
      fieldFrom(record, ({addon_service: service, app}) => {
        if (!service) return notStated('which service the add-on belongs to')
        if (!listedServices.includes(service.name)) {
          return unknown('unsupported', `the API lists no maintenances for ${service.name}`)
        }

        const payer = app?.id ?? app?.name
        if (payer === undefined) return notStated('which app pays for the add-on')
        return fieldFrom(facts.read('dataMaintenances', payer), ({maintenances}) => {
          const openMaintenances = maintenances.filter(({status}) => !closedStatuses.includes(status))
          return worstState(
            openMaintenances.flatMap(maintenance => {
              if (maintenance.addon.uuid === id || maintenance.addon.name === name)
                return [maintenanceState(maintenance, now)]
              return maintenance.addon.uuid || maintenance.addon.name ? [] : [unnamedAddon]
            }),
          )
        })
      }),
  }
}

/** The maintenance may belong to any add-on that the app pays for. */
const unnamedAddon = unknown('no-statement', "an open maintenance doesn't say which add-on it is for")

/** The worst of the open maintenances. */
function worstState(states: readonly FieldValue[]): FieldValue {
  const overdue = states.find(state => 'value' in state && state.value === 'overdue')
  return overdue ?? states.find(state => 'gap' in state) ?? states[0] ?? value('none open')
}

function maintenanceState({required_by: requiredBy, status}: Maintenance, now: SubjectContext['now']): FieldValue {
  const due = parseInstant(requiredBy)
  if (!requiredBy) return notStated('when the maintenance is due')
  if (due === undefined) return unknown('unknown-value', `"${requiredBy}" isn't a date`)
  return fieldFrom(now, today => {
    if (due >= today) return value('in time')
    if (openStatuses.includes(status)) return value('overdue')
    return unknown('unknown-value', `"${status}" isn't a known maintenance status`)
  })
}
