import type {ReviewAppConfig} from '../../model/pipeline-facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory} from '../context.js'
import type {PipelineHandle} from './pipelines-in-scope.js'
import type {Stages} from './stages.js'

import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {highestProductionRange, classRange} from './runtime-classes.js'
import {productionRunsIn} from './sharing.js'
import {spaceClass} from '../app/runtime-class.js'

/** The review app configuration of a pipeline; null if review apps aren't enabled. */
const reviewAppConfig = ({facts}: SubjectContext, {id, record}: PipelineHandle): ReadResult<null | ReviewAppConfig> =>
  facts.readOptional(record, 'reviewAppConfig', id)

/** Whether review apps are enabled for the pipeline. */
export const reviewAppsAreConfigured = (context: SubjectContext, pipeline: PipelineHandle): FieldValue =>
  fieldFrom(reviewAppConfig(context, pipeline), config => value(config !== null))

/** Passes on the ID of the space that review apps are deployed to, and undefined for a region. */
function fromTarget(
  context: SubjectContext,
  pipeline: PipelineHandle,
  use: (spaceId: string | undefined) => FieldValue,
): FieldValue {
  return fieldFrom(reviewAppConfig(context, pipeline), config => {
    if (config === null) return unknown('no-statement', "review apps aren't enabled for the pipeline")
    const {id, type} = config.deploy_target ?? {}
    if (type === 'region') return use(undefined)
    if (type === 'space' && id) return use(id)
    return type && type !== 'space'
      ? unknown('unknown-value', `"${type}" isn't a known target for review apps`)
      : notStated('where review apps go')
  })
}

/** Whether review apps run in a lower class than the highest production app. */
export function reviewAppsRunLower(
  context: SubjectContext,
  inventory: ScopeInventory,
  pipeline: PipelineHandle,
  stages: Stages,
): FieldValue {
  return fromTarget(context, pipeline, spaceId => {
    const productionRange = highestProductionRange(inventory, stages)
    const reviewAppRange = classRange(
      spaceId === undefined ? value('common') : fieldFrom(inventory.resolveSpace({id: spaceId}).record, spaceClass),
    )
    if (reviewAppRange.high < productionRange.low) return value(true)
    const gap = reviewAppRange.low < productionRange.high ? (reviewAppRange.gap ?? productionRange.gap) : undefined
    return gap ? {gap} : value(false)
  })
}

/** Whether review apps run in a space that a production app runs in. */
export function reviewAppsJoinProduction(
  context: SubjectContext,
  inventory: ScopeInventory,
  pipeline: PipelineHandle,
  stages: Stages,
): FieldValue {
  return fromTarget(context, pipeline, spaceId =>
    spaceId === undefined
      ? value(false)
      : productionRunsIn(stages, [spaceId, inventory.resolveSpace({id: spaceId}).id]),
  )
}
