import type {Release} from '../../model/code-facts.js'
import type {Gap} from '../../model/gap.js'
import type {PipelineCoupling} from '../../model/pipeline-facts.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {fieldFrom, lazy, unknown, value} from '../field-value.js'
import {pipelinesOf} from './pipelines-in-scope.js'
import {isKnownStage} from './stages.js'

interface PipelinePosition {
  readonly stage: null | string | undefined
  /** Whether the pipeline has a staging app. */
  readonly hasStaging: FieldValue
  /** The app that is promoted to it. */
  readonly upstream: FieldValue
}

interface PipelinePositions {
  readonly byApp: ReadonlyMap<string | undefined, PipelinePosition>
  /** Lists that may lack pipelines, by the resource that owns the list. */
  readonly unreadLists: ReadonlyArray<{readonly gap: Gap; readonly parent?: string}>
}

type PromotionFields = Record<'isPromotedFromStaging' | 'newestCodeIsPromoted' | 'upstreamApp', LazyField>

/** How the code of production apps was deployed. The pipelines of the scope are read once for all apps. */
export function promotionFields(
  context: SubjectContext,
  inventory: ScopeInventory,
): (app: AppHandle) => PromotionFields {
  const positions = lazy(() => positionsOf(context, inventory))
  return app => {
    const isPromoted = lazy(() => isPromotedFromStaging(positions(), inventory, app))
    return {
      isPromotedFromStaging: isPromoted,
      newestCodeIsPromoted: () => {
        const promoted = isPromoted()
        // An app may be in another shard than its pipeline, so the pipelines of all shards are considered.
        if ('gap' in promoted) return promoted
        return promoted.value === true
          ? fieldFrom(context.facts.read('releases', app.name), newestCodeIsPromoted)
          : unknown('no-statement', 'nothing is promoted to the app')
      },
      upstreamApp: () => upstreamApp(positions(), inventory, app),
    }
  }
}

/** Releases are requested for promoted apps only. */
function positionsOf(context: SubjectContext, inventory: ScopeInventory): PipelinePositions {
  const allPipelines = pipelinesOf(context, {...inventory, isInShard: () => true})
  const couplingLists = allPipelines.pipelines.map(({couplings}) => couplings())
  const byApp = couplingLists.flatMap(list => ('gap' in list ? [] : positionsIn(inventory, list.body)))
  return {
    byApp: new Map(byApp),
    unreadLists: [
      ...allPipelines.unreadLists,
      ...couplingLists.flatMap(list => ('gap' in list ? [{gap: list.gap}] : [])),
    ],
  }
}

function positionsIn(
  inventory: ScopeInventory,
  couplings: readonly PipelineCoupling[],
): Array<[string | undefined, PipelinePosition]> {
  const hasStaging = hasStagingApp(couplings)
  return couplings.map(({app, stage}) => [
    inventory.findApp(app)?.id ?? app.id,
    {hasStaging, stage, upstream: upstreamOf(inventory, couplings, stage)},
  ])
}

function hasStagingApp(couplings: readonly PipelineCoupling[]): FieldValue {
  if (couplings.some(({stage}) => stage === 'staging')) return value(true)
  const unknownStage = couplings.find(({stage}) => !isKnownStage(stage))
  return unknownStage
    ? unknown('unknown-value', `"${unknownStage.stage ?? ''}" isn't a known pipeline stage`)
    : value(false)
}

/** The stages before each stage, the next one first. */
const earlierStages: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['production', ['staging', 'development']],
  ['staging', ['development']],
])

function upstreamOf(inventory: ScopeInventory, couplings: readonly PipelineCoupling[], stage: unknown): FieldValue {
  const stages = earlierStages.get(stage) ?? []
  const earlierApps = stages.map(earlier => couplings.filter(coupling => coupling.stage === earlier))
  const [first, ...others] = earlierApps.find(apps => apps.length > 0) ?? []
  if (!first) return value('none')
  const name = inventory.findApp(first.app)?.name ?? first.app.name
  return name === undefined || others.length > 0
    ? unknown('no-statement', "the pipeline doesn't say which app is promoted to it")
    : value(name)
}

/** The app that is promoted to an app, or `none`. */
function upstreamApp({byApp, unreadLists}: PipelinePositions, inventory: ScopeInventory, app: AppHandle): FieldValue {
  const position = byApp.get(app.id)
  if (position) return position.upstream
  const promoted = isPromotedFromStaging({byApp, unreadLists}, inventory, app)
  return 'gap' in promoted ? promoted : value('none')
}

function isPromotedFromStaging(
  {byApp, unreadLists}: PipelinePositions,
  {scope}: ScopeInventory,
  app: AppHandle,
): FieldValue {
  const position = byApp.get(app.id)
  if (!position) {
    // An unreadable app has the name from the scope only, and pipelines name apps by ID.
    const {record} = app
    if ('gap' in record) return {gap: record.gap}
    const owners = [app.name, record.body.team?.name, scope.name, 'account']
    const unreadList = unreadLists.find(({parent}) => parent === undefined || owners.includes(parent))
    return unreadList ? {gap: unreadList.gap} : value(false)
  }

  const {hasStaging, stage} = position
  if (stage === 'production') return hasStaging
  return isKnownStage(stage) ? value(false) : unknown('unknown-value', `"${stage ?? ''}" isn't a known pipeline stage`)
}

/** The slug or image that a release runs; null if it has none, undefined if the API doesn't say. */
function codeOf({oci_image: image, slug}: Release): null | string | undefined {
  const id = slug?.id ?? image?.id
  if (id !== undefined) return id
  return slug === null && image === null ? null : undefined
}

/** Statuses of releases that didn't run, or not yet: the code before them keeps running. */
const unrunStatuses: readonly unknown[] = ['failed', 'pending']

/**
 * Whether the newest release of code that ran was a promotion. Releases of configuration carry on the code of the
 * release before them. The oldest listed release has nothing to be compared with.
 */
export function newestCodeIsPromoted(releases: readonly Release[]): FieldValue {
  if (releases.some(({version}) => typeof version !== 'number'))
    return unknown('no-statement', "a release doesn't state its version")
  const newestFirst = releases
    .filter(({status}) => !unrunStatuses.includes(status))
    .sort((a, b) => (b.version ?? 0) - (a.version ?? 0))
  for (const [index, release] of newestFirst.entries()) {
    const previous = newestFirst[index + 1]
    if (!previous) break
    const [code, previousCode] = [codeOf(release), codeOf(previous)]
    if (code === undefined || previousCode === undefined)
      return unknown('no-statement', "a release doesn't say which slug or image it runs")
    if (code === null && previousCode !== null)
      return unknown('no-statement', "a release doesn't say which slug or image it runs")
    if (code !== previousCode) return isPromotion(release)
  }

  return unknown('no-statement', 'no listed release is known to have deployed code')
}

function isPromotion({description, version}: Release): FieldValue {
  if (!description) return unknown('no-statement', `release ${version ?? ''} doesn't say where it came from`)
  return value(/\bPromote\b/.test(description))
}
