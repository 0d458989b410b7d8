import type {ReviewAppConfig} from '../../model/pipeline-facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {Context, Roster} from '../context.js'
import type {PipelineHandle} from './pipelines-of.js'
import type {Stages} from './stages.js'

import {from, unknown, value} from '../field-value.js'
import {highest, reachOf} from './runtime-classes.js'
import {holdsProduction} from './sharing.js'
import {spaceClass} from '../app/runtime-class.js'

/** How a pipeline makes review apps; null where it makes none. */
const configOf = ({facts}: Context, {id, record}: PipelineHandle): Answer<null | ReviewAppConfig> =>
  facts.readOrNone(record, 'reviewAppConfig', id)

export const reviewAppsAreConfigured = (context: Context, pipeline: PipelineHandle): Known =>
  from(configOf(context, pipeline), config => value(config !== null))

/** By the id of the space that review apps go to; undefined for a region. */
function targeted(context: Context, pipeline: PipelineHandle, use: (space: string | undefined) => Known): Known {
  return from(configOf(context, pipeline), config => {
    if (config === null) return unknown('no-statement', 'the pipeline makes no review apps')
    const {id, type} = config.deploy_target ?? {}
    if (type === 'region') return use(undefined)
    if (type === 'space' && id) return use(id)
    return type && type !== 'space'
      ? unknown('unknown-value', `"${type}" is no known target of review apps`)
      : unknown('no-statement', 'the API does not say where review apps go')
  })
}

/** Whether review apps run in a lower class than the highest production app. */
export function reviewAppsRunLower(context: Context, roster: Roster, pipeline: PipelineHandle, stages: Stages): Known {
  return targeted(context, pipeline, id => {
    const bar = highest(roster, stages)
    const own = reachOf(id === undefined ? value('common') : from(roster.spaceOf({id}).record, spaceClass))
    if (own.high < bar.low) return value(true)
    const gap = own.low < bar.high ? (own.gap ?? bar.gap) : undefined
    return gap ? {gap} : value(false)
  })
}

/** Whether review apps run in a space that holds a production app. */
export function reviewAppsJoinProduction(
  context: Context,
  roster: Roster,
  pipeline: PipelineHandle,
  stages: Stages,
): Known {
  return targeted(context, pipeline, id =>
    id === undefined ? value(false) : holdsProduction(stages, [id, roster.spaceOf({id}).id]),
  )
}
