import type {AddonAttachment, App} from '../../model/facts.js'
import type {Answer, Gap} from '../../model/gap.js'
import type {PipelineCoupling} from '../../model/pipeline-facts.js'
import type {Known} from '../../model/subject.js'
import type {Context, Roster} from '../context.js'

import {isOfApps} from '../../model/snapshot.js'
import {attachmentsOf} from '../addon/addons-of.js'
import {from, isPending, unknown, value} from '../field-value.js'

/** An app of a pipeline, in scope or not; nothing of it is asked for before it is needed. */
export interface StagedApp {
  readonly id: string
  /** The id of the space that it is known to run in, although it cannot be seen. */
  readonly home?: string
  readonly record: () => Answer<App>
  readonly attachments: () => Answer<readonly AddonAttachment[]>
}

export interface Stages {
  readonly production: readonly StagedApp[]
  readonly staging: readonly StagedApp[]
  /** Of every stage but production. */
  readonly others: readonly StagedApp[]
  /** Set where an app is of a stage that is not known: it may be of any. */
  readonly unclear: Gap | undefined
}

const stages: readonly unknown[] = ['development', 'production', 'review', 'staging', 'test']

/** Whether it is one of the stages that a pipeline has. */
export const isStage = (stage: unknown): boolean => stages.includes(stage)

/** The apps of a pipeline by stage. */
export function stagesOf(context: Context, roster: Roster, couplings: readonly PipelineCoupling[]): Stages {
  const apps = couplings.map(({app, stage}) => ({app: stagedApp(context, roster, app), stage}))
  const at = (isWanted: (stage: unknown) => boolean) =>
    apps.filter(({stage}) => stages.includes(stage) && isWanted(stage)).map(({app}) => app)
  const strange = apps.find(({stage}) => !stages.includes(stage))
  return {
    others: at(stage => stage !== 'production'),
    production: at(stage => stage === 'production'),
    staging: at(stage => stage === 'staging'),
    unclear: strange && {
      detail: `"${strange.stage ?? ''}" is no known stage of a pipeline`,
      reason: strange.stage ? 'unknown-value' : 'no-statement',
    },
  }
}

function stagedApp(context: Context, roster: Roster, ref: PipelineCoupling['app']): StagedApp {
  const known = roster.appOf(ref)
  const path = ref.id ?? ref.name ?? ''
  return {
    id: path,
    ...(known?.home === undefined ? {} : {home: known.home}),
    attachments: () => blamed(path, known ? attachmentsOf(context, known) : attachmentsOfGuest(context, roster, path)),
    record: () => blamed(path, known ? known.record : context.facts.read('app', path)),
  }
}

/** Of an app that is not in scope. Where only few are, what it pays for is not asked for after this, but beside it. */
function attachmentsOfGuest({facts}: Context, {scope}: Roster, path: string): Answer<readonly AddonAttachment[]> {
  const answer = facts.read('addonAttachments', path)
  if (isOfApps(scope) && isPending(answer)) facts.read('addons', path)
  return answer
}

/** What cannot be seen of an app, said of that app. */
function blamed<T>(name: string, answer: Answer<T>): Answer<T> {
  return 'gap' in answer
    ? {
        gap: {
          ...answer.gap,
          detail: `the app ${name} of the pipeline cannot be seen: ${answer.gap.detail ?? answer.gap.reason}`,
        },
      }
    : answer
}

/** Whether there is an app of a stage, of which `known` are those that surely are. */
export function hasAny(known: readonly StagedApp[], {unclear}: Stages): Known {
  return known.length > 0 ? value(true) : unclear ? {gap: unclear} : value(false)
}

/** The id of the space that an app runs in, or none. */
export function homeOf({record}: StagedApp): Known {
  return from(record(), ({name, space}) => {
    if (space === null) return value('none')
    return space?.id === undefined
      ? unknown('no-statement', `the API does not say which space ${name} is in`)
      : value(space.id)
  })
}
