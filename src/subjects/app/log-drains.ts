import type {TelemetryDrain} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory, SpaceHandle} from '../context.js'

import {fieldFrom, unknown, value} from '../field-value.js'
import {isPending, notStated} from '../read-result.js'
import {recordedGeneration} from './runtime-class.js'

/** Whether the space itself has a log drain: its log drain on Cedar, its telemetry drains on Fir. */
export function spaceHasLogDrain({facts}: SubjectContext, space: SpaceHandle): FieldValue {
  const generationField = recordedGeneration(space.record)
  if ('gap' in generationField) return generationField
  return generationField.value === 'fir'
    ? carriesLogs(facts.read('spaceTelemetryDrains', space.ref))
    : fieldFrom(facts.readOptional(space.record, 'spaceLogDrain', space.ref), drain => {
        const isNamed = drain === null || drain.id !== undefined || Boolean(drain.target)
        return isNamed ? value(drain !== null) : unknown('no-statement', 'the response names no log drain')
      })
}

/** Whether the app's logs are drained: by a drain of the app, of an add-on, or of its space. */
export function appHasLogDrain(context: SubjectContext, inventory: ScopeInventory, app: AppHandle): FieldValue {
  const {facts} = context
  if (isPending(app.record)) return app.record
  const generationField = recordedGeneration(app.record)
  const ownDrain =
    'value' in generationField && generationField.value === 'fir'
      ? carriesLogs(facts.read('telemetryDrains', app.ref))
      : fieldFrom(facts.read('logDrains', app.ref), drains => value(drains.length > 0))
  if ('value' in ownDrain && ownDrain.value === true) return ownDrain
  const spaceDrain = fieldFrom(app.record, ({space}) => {
    if (space === undefined) return notStated('which space the app is in')
    return space === null ? value(false) : spaceHasLogDrain(context, inventory.resolveSpace(space))
  })
  if ('value' in spaceDrain && spaceDrain.value === true) return spaceDrain
  return [ownDrain, spaceDrain, generationField].find(fieldValue => 'gap' in fieldValue) ?? value(false)
}

function carriesLogs(drains: ReadResult<readonly TelemetryDrain[]>): FieldValue {
  return fieldFrom(drains, telemetryDrains => {
    if (telemetryDrains.some(({signals}) => signals?.includes('logs'))) return value(true)
    return telemetryDrains.some(({signals}) => !signals)
      ? unknown('no-statement', "a telemetry drain doesn't say what it carries")
      : value(false)
  })
}
