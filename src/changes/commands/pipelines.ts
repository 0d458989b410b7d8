import type {App} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {Pipeline, PipelineCoupling} from '../../model/pipeline-facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, flagText, isVariable, knownWord, requiredArgument, requiredFlag} from '../command-effect.js'
import {couplingOf, knownCoupling, putCoupling} from '../couplings.js'
import {findPipeline, findTeam} from '../lookups.js'

/** A pipeline with its first app, without review apps. */
export const createPipeline: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  refuseCoupled(editor, app)
  const id = editor.newId()
  const name = command.args['name'] ?? app.name.replace(stageSuffix, '')
  const owner = ownerOf(editor, command)
  const pipeline: Pipeline = {id, name, ...(owner ? {owner} : {})}
  editor.create('pipeline', id, name)
  editor.update('pipelines', [], pipelines => [...pipelines, pipeline])
  editor.put('pipeline', [id], {id, name})
  editor.put('pipelineCouplings', [id], [])
  editor.putAbsent('reviewAppConfig', id)
  putCoupling(editor, app, id, couplingIn(pipeline, app, command))
}

/** The app is in the pipeline, in the lists by app, by pipeline and by team. */
export const addToPipeline: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const pipeline = findPipeline(editor, knownWord(command, requiredArgument(command, 'pipeline')))
  refuseCoupled(editor, app)
  putCoupling(editor, app, pipeline.id, couplingIn(pipeline, app, command))
}

/** Only the stage changes. */
export const updateStage: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const {app: ref, pipeline} = couplingOf(editor, app)
  putCoupling(editor, app, pipeline?.id, {app: ref, ...(pipeline ? {pipeline} : {}), ...stageOf(command)})
}

/** The app is in no pipeline. */
export const removeFromPipeline: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  putCoupling(editor, app, couplingOf(editor, app).pipeline?.id, undefined)
}

/** Its apps stay, and are in no pipeline. */
export const destroyPipeline: CommandEffect = (editor, command) => {
  const {id, name} = findPipeline(editor, knownWord(command, requiredArgument(command, 'pipeline')))
  const isOfOther = ({pipeline}: PipelineCoupling) => pipeline?.id !== id
  for (const app of [...editor.bodiesOf('apps').flat(), ...editor.bodiesOf('app')])
    for (const key of [app.name, app.id]) {
      const coupling = editor.bodyOf('appPipelineCoupling', key)
      if (coupling && !isOfOther(coupling)) editor.putAbsent('appPipelineCoupling', key)
    }
  editor.updateAll('teamPipelineCouplings', couplings => couplings.filter(isOfOther))
  editor.update('pipelines', [], pipelines => pipelines.filter(pipeline => pipeline.id !== id))
  editor.destroy('pipeline', id, name)
}

/** What the name of an app says of its stage. */
const stageSuffix = /-(?:dev|development|uat|tst|test|qa|stg|staging|prd|prod|production|admin|demo)$/

function refuseCoupled(editor: FactEditor, app: App): void {
  const coupling = knownCoupling(editor, app)
  if (coupling)
    throw new UserError(
      `${app.name} is in the pipeline ${coupling.pipeline?.name ?? coupling.pipeline?.id ?? ''} already.`,
      `To move it: heroku pipelines:remove -a ${app.name}`,
    )
}

function ownerOf(editor: FactEditor, command: HerokuCommand): Pipeline['owner'] {
  const team = flagText(command, 'team')
  if (team !== undefined) return {id: findTeam(editor, team).id, type: 'team'}
  const id = editor.bodyOf('account')?.id
  return id === undefined ? undefined : {id, type: 'user'}
}

const couplingIn = ({id, name}: Pipeline, app: App, command: HerokuCommand): PipelineCoupling => ({
  app: {id: app.id},
  pipeline: {id, name},
  ...stageOf(command),
})

/** The CLI asks for a stage that isn't given. */
function stageOf(command: HerokuCommand): Pick<PipelineCoupling, 'stage'> {
  const stage = command.id === 'pipelines:update' ? requiredFlag(command, 'stage') : flagText(command, 'stage')
  if (stage === undefined || isVariable(stage)) return {}
  if (!stages.includes(stage)) throw new UserError(`${stage} isn't a stage.`, `Available: ${stages.join(', ')}`)
  return {stage}
}

const stages: readonly string[] = ['review', 'development', 'staging', 'production', 'test']
