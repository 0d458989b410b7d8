import type {Catalog} from '../catalog/catalog.js'
import type {AssessOptions} from '../assess/assessment-context.js'
import type {FactRequest} from '../model/facts.js'
import type {HerokuCommand} from '../model/heroku-command.js'
import type {Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {Threshold} from '../model/threshold.js'
import type {Prediction} from './apply.js'

import {missingFactsOf} from '../assess/missing-facts.js'
import {UserError} from '../foundation/user-error.js'
import {severities} from '../model/framework.js'
import {isBreach} from '../model/observation.js'
import {applyCommands, completePrediction} from './apply.js'
import {promotionOf} from './commands/pipelines-promote.js'
import {editFacts} from './fact-editor.js'
import {findApp, findPipeline} from './lookups.js'
import {MissingFactError} from './missing-fact-error.js'

/** The id of the command whose targets are judged as they are configured. */
export const promotionCommand = 'pipelines:promote'

/** A promotion, and the facts that would be there after it, of the apps that it goes to alone. */
export interface PromotionForecast {
  readonly source: string
  readonly targets: readonly string[]
  /** Its scopes are the targets. */
  readonly prediction: Prediction
}

const editorOf = ({facts}: Snapshot) => editFacts(new Map(facts.map(fact => [fact.path, fact]))).editor

/**
 * The promotion from the last stage before production that has an app.
 *
 * @throws MissingFactError where the facts don't have the apps of the pipeline
 * @throws UserError where no app, or more than one, could be promoted
 */
export function nextPromotion(snapshot: Snapshot, pipelineName: string): HerokuCommand {
  const editor = editorOf(snapshot)
  const {id, name} = findPipeline(editor, pipelineName)
  const couplings = editor.need('pipelineCouplings', id)
  const [sources = []] = ['staging', 'development']
    .map(stage => couplings.filter(coupling => coupling.stage === stage))
    .filter(({length}) => length > 0)
  const [source, ...others] = sources.map(({app}) => findApp(editor, app.id ?? app.name ?? '').name)
  if (source === undefined)
    throw new UserError(`The pipeline ${name} has no app before production.`, 'heroku pipelines:info lists its apps.')
  if (others.length > 0)
    throw new UserError(
      `Several apps of the pipeline ${name} could be promoted: ${[source, ...others].join(', ')}.`,
      `heroku compliance:what-if 'pipelines:promote -a ${source}' says what one of them would change.`,
    )
  return {args: {}, flags: {app: source}, id: promotionCommand, words: []}
}

/**
 * What a promotion would leave its targets with, as they are configured now.
 *
 * @throws MissingFactError where the facts don't have what it names
 * @throws UserError where Heroku would refuse it
 */
export function forecastPromotion(snapshot: Snapshot, command: HerokuCommand): PromotionForecast {
  const {source, targets} = promotionOf(editorOf(snapshot), command)
  const applied = applyCommands(snapshot, [command])
  const scopes = targets.map(({name}) => ({kind: 'app', name}) as const)
  return {
    prediction: {...applied, snapshot: {...applied.snapshot, scopes}},
    source: source.name,
    targets: targets.map(({name}) => name),
  }
}

/** The facts that exist, are missing, and are needed to assess what `forecast` gives. */
export function factsOfPromotion(
  forecast: () => PromotionForecast,
  catalog: Catalog,
  options: Pick<AssessOptions, 'now' | 'policy'>,
): readonly FactRequest[] {
  try {
    const {prediction} = forecast()
    const {missing} = completePrediction(prediction, predicted => missingFactsOf(predicted, catalog, options))
    return missing.filter(({path}) => !prediction.touched.has(path))
  } catch (error) {
    if (error instanceof MissingFactError && error.gap === undefined) return [error.request]
    throw error
  }
}

/**
 * The failures that keep the targets of a promotion from what it brings: those of the apps themselves and of what is
 * theirs, at or above the threshold.
 *
 * @param report on the facts after the promotion
 */
export function failuresOfTargets(
  snapshot: Snapshot,
  command: HerokuCommand,
  {observations}: Pick<Report, 'observations'>,
  failOn: Threshold['failOn'],
): readonly Observation[] {
  const {targets} = promotionOf(editorOf(snapshot), command)
  const names = new Set(targets.map(({name}) => name))
  // `never` isn't a severity, so that nothing counts.
  const counted = severities.slice(0, severities.findIndex(severity => severity === failOn) + 1)
  return observations.filter(
    observation =>
      isBreach(observation) &&
      counted.includes(observation.severity) &&
      names.has(observation.subject.kind === 'app' ? observation.subject.name : (observation.subject.app ?? '')),
  )
}
