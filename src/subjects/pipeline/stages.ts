import type {AddonAttachment, App} from '../../model/facts.js'
import type {ReadResult, Gap} from '../../model/gap.js'
import type {PipelineCoupling} from '../../model/pipeline-facts.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory} from '../context.js'

import {isAppOrPipelineScope} from '../../model/snapshot.js'
import {attachmentsOf} from '../addon/addon-handles.js'
import {fieldFrom, value, trueOrGap} from '../field-value.js'
import {isPending, notStated} from '../read-result.js'

/** An app of a pipeline, in scope or not. Nothing is requested before it is needed. */
export interface StagedApp {
  readonly id: string
  /** The ID of the space that a hidden app is known to run in. */
  readonly inferredSpaceId?: string
  readonly record: () => ReadResult<App>
  readonly attachments: () => ReadResult<readonly AddonAttachment[]>
}

/** The apps of a pipeline by stage; staging apps are among the non-production ones, too. */
export interface Stages {
  readonly production: readonly StagedApp[]
  readonly staging: readonly StagedApp[]
  /** Apps in every stage but production. */
  readonly nonProduction: readonly StagedApp[]
  /** Set if an app has an unknown stage: it may be in any. */
  readonly unclear: Gap | undefined
}

const knownStages: readonly unknown[] = ['development', 'production', 'review', 'staging', 'test']

/** Whether pipelines have such a stage. */
export const isKnownStage = (stage: unknown): boolean => knownStages.includes(stage)

/** The apps of a pipeline by stage. */
export function stagesOf(
  context: SubjectContext,
  inventory: ScopeInventory,
  couplings: readonly PipelineCoupling[],
): Stages {
  const stagedApps = couplings.map(({app, stage}) => ({app: stagedApp(context, inventory, app), stage}))
  const appsAt = (matches: (stage: unknown) => boolean) =>
    stagedApps.filter(({stage}) => knownStages.includes(stage) && matches(stage)).map(({app}) => app)
  const unknownStage = stagedApps.find(({stage}) => !knownStages.includes(stage))
  return {
    nonProduction: appsAt(stage => stage !== 'production'),
    production: appsAt(stage => stage === 'production'),
    staging: appsAt(stage => stage === 'staging'),
    unclear: unknownStage && {
      detail: `"${unknownStage.stage ?? ''}" isn't a known pipeline stage`,
      reason: unknownStage.stage ? 'unknown-value' : 'no-statement',
    },
  }
}

function stagedApp(context: SubjectContext, inventory: ScopeInventory, ref: PipelineCoupling['app']): StagedApp {
  const handle = inventory.findApp(ref)
  const path = ref.id ?? ref.name ?? ''
  return {
    id: path,
    ...(handle?.inferredSpaceId === undefined ? {} : {inferredSpaceId: handle.inferredSpaceId}),
    attachments: () =>
      withAppInDetail(path, handle ? attachmentsOf(context, handle) : guestAttachments(context, inventory, path)),
    record: () => withAppInDetail(path, handle ? handle.record : context.facts.read('app', path)),
  }
}

/** The attachments of an app outside the scope. In a scope of few apps, its add-ons are requested at the same time. */
function guestAttachments(
  {facts}: SubjectContext,
  {scope}: ScopeInventory,
  path: string,
): ReadResult<readonly AddonAttachment[]> {
  const response = facts.read('addonAttachments', path)
  if (isAppOrPipelineScope(scope) && isPending(response)) facts.read('addons', path)
  return response
}

/** Names the app in the detail of a gap. */
function withAppInDetail<Body>(name: string, response: ReadResult<Body>): ReadResult<Body> {
  return 'gap' in response
    ? {
        gap: {
          ...response.gap,
          detail: `the app ${name} of the pipeline isn't visible: ${response.gap.detail ?? response.gap.reason}`,
        },
      }
    : response
}

/** Whether there is an app in a stage, given those that are known to be. */
export const hasAppAt = (apps: readonly StagedApp[], {unclear}: Stages): FieldValue =>
  trueOrGap(apps.length > 0, unclear)

/** The ID of the space that an app runs in, or `none`. */
export function spaceIdOf({record}: StagedApp): FieldValue {
  return fieldFrom(record(), ({name, space}) => {
    if (space === null) return value('none')
    return space?.id === undefined ? notStated(`which space ${name} is in`) : value(space.id)
  })
}
