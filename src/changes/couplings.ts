import type {App} from '../model/facts.js'
import type {PipelineCoupling} from '../model/pipeline-facts.js'
import type {FactEditor} from './fact-editor.js'
import type {Identity} from './lookups.js'

import {concatenate} from '../model/fact-rows.js'
import {UserError} from '../foundation/user-error.js'
import {updateOfOwner} from './app-records.js'
import {bodyByEitherKey} from './lookups.js'
import {MissingFactError} from './missing-fact-error.js'

type Change = (couplings: readonly PipelineCoupling[]) => readonly PipelineCoupling[]

/** Whether a coupling is that of an app. */
export const couples =
  ({id, name}: Identity) =>
  ({app}: PipelineCoupling): boolean =>
    app.id === undefined ? app.name === name : app.id === id

/** Where an app is in a pipeline; undefined where no fact says that it is in one. */
export const knownCoupling = (editor: FactEditor, app: Identity): PipelineCoupling | undefined =>
  bodyByEitherKey(editor, 'appPipelineCoupling', app) ??
  concatenate([...editor.bodiesOf('pipelineCouplings'), ...editor.bodiesOf('teamPipelineCouplings')]).find(couples(app))

/**
 * Where an app is in a pipeline.
 *
 * @throws MissingFactError where no fact says so
 * @throws UserError where it is in none
 */
export function couplingOf(editor: FactEditor, app: Identity): PipelineCoupling {
  const known = knownCoupling(editor, app)
  if (known) return known
  try {
    return editor.need('appPipelineCoupling', app.name)
  } catch (error) {
    if (!(error instanceof MissingFactError) || error.gap?.reason !== 'not-found') throw error
    throw new UserError(`${app.name} isn't in a pipeline.`, `heroku pipelines:add PIPELINE -a ${app.name} adds it.`)
  }
}

/** Changes where an app is in a pipeline, in each list that has it; undefined where it is in none. */
export function putCoupling(
  editor: FactEditor,
  app: App,
  pipelineId: string | undefined,
  coupling: PipelineCoupling | undefined,
): void {
  const isOfApp = couples(app)
  const replace: Change = couplings => [
    ...couplings.filter(other => !isOfApp(other)),
    ...(coupling === undefined ? [] : [coupling]),
  ]
  if (pipelineId !== undefined) editor.update('pipelineCouplings', [pipelineId], replace)
  if (app.team !== undefined) updateOfOwner(editor, 'teamPipelineCouplings', app.team, replace)
  for (const key of [app.name, app.id])
    if (coupling === undefined) editor.putAbsent('appPipelineCoupling', key)
    else editor.put('appPipelineCoupling', [key], coupling)
}
