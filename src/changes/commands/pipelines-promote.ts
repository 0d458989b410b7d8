import type {Release} from '../../model/code-facts.js'
import type {App} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {PipelineCoupling} from '../../model/pipeline-facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {updateApp} from '../app-records.js'
import {appOf, flagText, knownWord} from '../command-effect.js'
import {couples, couplingOf} from '../couplings.js'
import {bodyByEitherKey, findApp, updateByEitherKey} from '../lookups.js'

type Code = Pick<Release, 'oci_image' | 'slug'>

/**
 * The slug of an app runs in the next stage, and so does its stack. Builds stay where they were made, and so does
 * every other setting.
 */
export const promote: CommandEffect = (editor, command) => {
  const {source, targets} = promotionOf(editor, command)
  for (const target of targets) release(editor, source, target)
}

/** The app that a promotion copies code from, and those that it copies it to. */
export function promotionOf(
  editor: FactEditor,
  command: HerokuCommand,
): {readonly source: App; readonly targets: readonly App[]} {
  const source = appOf(editor, command)
  const {pipeline, stage} = couplingOf(editor, source)
  const couplings = editor.need('pipelineCouplings', pipeline?.id ?? '')
  const targets = targetsOf(editor, command, source, stage, couplings)
  return {source, targets: targets.map(({app}) => findApp(editor, app.id ?? app.name ?? ''))}
}

const promotionOrder: ReadonlyArray<null | string | undefined> = ['development', 'staging', 'production']

function targetsOf(
  editor: FactEditor,
  command: HerokuCommand,
  source: App,
  stage: PipelineCoupling['stage'],
  couplings: readonly PipelineCoupling[],
): readonly PipelineCoupling[] {
  const named = flagText(command, 'to')
  if (named !== undefined)
    return named
      .split(',')
      .flatMap(key => (key === '' ? [] : [targetNamed(editor, source, couplings, knownWord(command, key))]))
  const position = promotionOrder.indexOf(stage)
  const next = position === -1 ? undefined : promotionOrder[position + 1]
  if (next === undefined)
    throw new UserError(`${source.name} can't be promoted from the stage ${stage ?? ''}.`, 'Say where to: --to APP')
  const targets = couplings.filter(coupling => coupling.stage === next)
  if (targets.length === 0)
    throw new UserError(`The pipeline of ${source.name} has no app in ${next}.`, 'Say where to: --to APP')
  return targets
}

function targetNamed(
  editor: FactEditor,
  source: App,
  couplings: readonly PipelineCoupling[],
  key: string,
): PipelineCoupling {
  if (key === source.name || key === source.id)
    throw new UserError(`${key} can't be promoted to itself.`, 'Say where to: --to APP')
  // Couplings name apps by id.
  const target = couplings.find(couples(findApp(editor, key)))
  if (!target) throw new UserError(`The pipeline of ${source.name} has no app ${key}.`, 'Say where to: --to APP')
  return target
}

function release(editor: FactEditor, source: App, target: App): void {
  const sourceReleases = bodyByEitherKey(editor, 'releases', source)
  updateByEitherKey(editor, 'releases', target, releases => [
    {
      ...nextVersion(releases),
      ...(codeToPromote(sourceReleases) ?? codeUnlessSame(editor, releases)),
      created_at: editor.at,
      description: `Promote ${source.name}`,
      status: 'succeeded',
    },
    ...releases,
  ])
  if (source.stack?.name !== target.stack?.name) updateApp(editor, target, withoutStack)
}

function withoutStack(app: App): App {
  const record: {-readonly [Field in keyof App]: App[Field]} = {...app}
  delete record.stack
  return record
}

function nextVersion(releases: readonly Release[]): Pick<Release, 'version'> {
  const versions = releases.map(({version}) => version)
  return versions.every(version => typeof version === 'number') ? {version: Math.max(0, ...versions) + 1} : {}
}

/** The code of the newest release that succeeded; undefined where it isn't known. */
function codeToPromote(releases: readonly Release[] | undefined): Code | undefined {
  const [newest] = newestFirst(releases ?? []).filter(({status}) => status === 'succeeded')
  if (!newest?.slug && !newest?.oci_image) return undefined
  return {oci_image: newest.oci_image ?? null, slug: newest.slug ?? null}
}

/**
 * A slug of its own where the app is known to run another: one that it built itself, or that was promoted to it. What a
 * rollback brought back may be what is promoted now, which would be no new code.
 */
function codeUnlessSame(editor: FactEditor, releases: readonly Release[]): Code {
  const running = newestFirst(releases).filter(({status}) => status !== 'failed' && status !== 'pending')
  const newestCode = running.find((release, index) => idOf(release) !== idOf(running[index + 1]))
  return /^(?:Deploy|Promote)\b/.test(newestCode?.description ?? '')
    ? {oci_image: null, slug: {id: editor.newId()}}
    : {}
}

const idOf = (release: Release | undefined) => release?.slug?.id ?? release?.oci_image?.id

const newestFirst = (releases: readonly Release[]): Release[] =>
  [...releases].sort((a, b) => (b.version ?? 0) - (a.version ?? 0))
