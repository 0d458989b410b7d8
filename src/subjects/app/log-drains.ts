import type {TelemetryDrain} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {AppHandle, Context, Roster, SpaceHandle} from '../context.js'

import {from, isPending, unknown, value} from '../field-value.js'
import {generation} from './runtime-class.js'

/** A space's own drain: on Cedar its log drain, on Fir its telemetry drains. */
export function spaceHasLogDrain({facts}: Context, space: SpaceHandle): Known {
  const kind = from(space.record, ({generation: seen}) => generation(seen))
  if ('gap' in kind) return kind
  return kind.value === 'fir'
    ? telemetry(facts.read('spaceTelemetryDrains', space.ref))
    : from(facts.readOrNone(space.record, 'spaceLogDrain', space.ref), drain => {
        const isNamed = drain === null || drain.id !== undefined || Boolean(drain.target)
        return isNamed ? value(drain !== null) : unknown('no-statement', 'the answer names no log drain')
      })
}

/** Whether what an app writes leaves it: through a drain of its own, of an add-on, or of its space. */
export function appHasLogDrain(context: Context, roster: Roster, app: AppHandle): Known {
  const {facts} = context
  if (isPending(app.record)) return app.record
  const kind = from(app.record, ({generation: seen}) => generation(seen))
  const own =
    'value' in kind && kind.value === 'fir'
      ? telemetry(facts.read('telemetryDrains', app.ref))
      : from(facts.read('logDrains', app.ref), all => value(all.length > 0))
  if ('value' in own && own.value === true) return own
  const shared = from(app.record, ({space}) => {
    if (space === undefined) return unknown('no-statement', 'the API does not say which space the app is in')
    return space === null ? value(false) : spaceHasLogDrain(context, roster.spaceOf(space))
  })
  if ('value' in shared && shared.value === true) return shared
  return [own, shared, kind].find(one => 'gap' in one) ?? value(false)
}

function telemetry(drains: Answer<readonly TelemetryDrain[]>): Known {
  return from(drains, all => {
    if (all.some(({signals}) => signals?.includes('logs'))) return value(true)
    return all.some(({signals}) => !signals)
      ? unknown('no-statement', 'a telemetry drain does not say what it carries')
      : value(false)
  })
}
