import type {AssessOptions} from '../../assess/assessment-context.js'
import type {Catalog} from '../../catalog/catalog.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {PlannedChangeResult} from '../../mcp/tool.js'
import type {FindCommand} from '../io/heroku-commands.js'

import {applySteps} from '../../changes/apply.js'
import {assessPrediction} from '../../changes/assess-change.js'
import {changeDocument} from '../../changes/change-document.js'
import {MissingFactError} from '../../changes/missing-fact-error.js'
import {UserError} from '../../foundation/user-error.js'
import {placedStep, plannedCommands} from './planned-commands.js'
import {unknownResource} from './unknown-resource.js'

/** What a report was assessed from. */
export interface AssessedFacts {
  readonly catalog: Catalog
  readonly options: AssessOptions
  readonly snapshot: Snapshot
}

/** What commands would change of facts that are at hand. Nothing of the surroundings counts, such as a git remote. */
export async function savedWhatIf(
  {catalog, options, snapshot}: AssessedFacts,
  find: FindCommand,
  commands: string,
): Promise<PlannedChangeResult> {
  try {
    const planned = await plannedCommands([{text: commands}], {defaultApp: noApp, find})
    if (planned.length === 0) throw new UserError('There is no heroku command in it.', 'Give one a line.')
    const prediction = applySteps(
      snapshot,
      planned.map(item => placedStep(item)),
    )
    return changeDocument(assessPrediction(snapshot, prediction, catalog, options), {
      commands: planned.map(({shown}) => shown),
      contractEnds: false,
      version: options.version,
    })
  } catch (error) {
    const refused = error instanceof MissingFactError ? unknownResource(error, snapshot.facts) : error
    if (!(refused instanceof UserError)) throw refused
    return {hint: refused.hint, problem: refused.message}
  }
}

const noApp = async (): Promise<never> => {
  throw new UserError('The command needs --app.', 'Add --app NAME.')
}
