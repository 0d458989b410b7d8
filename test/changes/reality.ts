import type {AssessOptions} from '../../src/assess/assessment-context.js'
import type {Catalog} from '../../src/catalog/catalog.js'
import type {ChangeAssessment} from '../../src/changes/assess-change.js'
import type {FactRequest} from '../../src/model/facts.js'
import type {HerokuCommand} from '../../src/model/heroku-command.js'
import type {Observation} from '../../src/model/observation.js'
import type {Report} from '../../src/model/report.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {fetchFact} from '../../src/api/fetch-fact.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {expectationsOf} from '../../src/catalog/expectations.js'
import {assessChange} from '../../src/changes/assess-change.js'
import {MissingFactError} from '../../src/changes/missing-fact-error.js'
import {compareReports} from '../../src/compare/compare.js'
import {requestsTo} from '../../tools/sample.js'
import {execute} from '../fixtures/execute/execute.js'
import {collectWith, narrow, now, rememberOutcomes} from '../integration/run.js'

/** What a prediction is compared with. */
export interface Trial {
  readonly catalog: Catalog
  readonly options: AssessOptions
  readonly scope: Scope
  readonly world: World
}

/** How a prediction differs from what the simulated API has after the command, where it didn't say so. */
export interface Difference {
  readonly predicted: string | undefined
  readonly real: string | undefined
}

export interface TrialResult {
  readonly differences: readonly Difference[]
  /** Held, though nothing gets worse. */
  readonly isFalseHold: boolean
  /** Gets worse, though the prediction neither says so nor says that it can't tell. */
  readonly isMissed: boolean
  readonly prediction: ChangeAssessment
}

const collect = (world: World, {catalog, options, scope}: Trial): Promise<Snapshot> =>
  collectWith(rememberOutcomes(world), scope, catalog, options.policy ? {policy: options.policy.policy} : undefined)

/** Predicts what a command does, executes it, and compares. */
export async function tryCommand(
  trial: Trial,
  snapshot: Snapshot,
  command: HerokuCommand,
  chance: () => number,
): Promise<TrialResult> {
  const {catalog, options, world} = trial
  const prediction = await predict(trial, snapshot, command)
  const executed = structuredClone(world)
  execute(executed, command, chance)
  const real = assessSnapshot(await collect(executed, trial), catalog, options)
  const comparison = compareReports(prediction.before, real, expectationsOf(catalog.checks))
  const isReallyWorse =
    comparison.newlyFailing.length > 0 ||
    comparison.worsened.length > 0 ||
    comparison.worseControls.some(({status}) => status !== 'unknown')
  return {
    differences: [
      ...observationDifferences(prediction.before, prediction.after, real),
      ...controlDifferences(prediction.after, real),
    ],
    isFalseHold: prediction.isWorse && !isReallyWorse,
    isMissed:
      isReallyWorse && !prediction.isWorse && prediction.undetermined.length === 0 && prediction.unseen.length === 0,
    prediction,
  }
}

/** As a live run does: what is missing is fetched until nothing is. */
async function predict(trial: Trial, snapshot: Snapshot, command: HerokuCommand): Promise<ChangeAssessment> {
  const {catalog, options, world} = trial
  try {
    const assessment = assessChange(snapshot, [command], catalog, options)
    return assessment.missing.every(({path}) => snapshot.facts.some(fact => fact.path === path))
      ? assessment
      : await predict(trial, await withFacts(world, snapshot, assessment.missing), command)
  } catch (error) {
    if (!(error instanceof MissingFactError) || error.gap) throw error
    return predict(trial, await withFacts(world, snapshot, [error.request]), command)
  }
}

async function withFacts(world: World, snapshot: Snapshot, requests: readonly FactRequest[]): Promise<Snapshot> {
  const get = requestsTo(world)
  const facts = await Promise.all(requests.map(request => fetchFact(get, narrow, () => now, request)))
  return {...snapshot, facts: [...snapshot.facts, ...facts]}
}

/** That it can't be known is part of what a prediction says. */
const isAnnounced = ({gaps = [], verdict}: Observation): boolean =>
  verdict === 'unknown' && gaps.some(({reason}) => reason === 'not-created-yet')

/** A list that can't be known may have entries to which a check doesn't apply. */
const unknownLists = ({observations}: Report): ReadonlySet<string> =>
  new Set(observations.flatMap(({subject}) => (subject.placeholder === true ? [subject.kind] : [])))

/** A list that can't be known may be empty: then no check that doesn't apply says so of an entry. */
const isUnusedPlaceholder = ({subject, verdict}: Observation): boolean =>
  subject.placeholder === true && verdict === 'not-applicable'

/** New resources have other ids than predicted, and sometimes other names. */
const placesIn =
  (knownApps: ReadonlySet<string>) =>
  ({check, subject: {app, kind, space, team}}: Observation) =>
    [check, kind, app === undefined || knownApps.has(app) ? app : 'a new app', space, team].join(' ')

const outcomeOf = ({because, verdict}: Observation): string =>
  `${verdict} ${JSON.stringify(because ?? []).replaceAll(newNames, 'new')}`

/** What a prediction calls new resources, and what the simulated API does. */
const newNames = /\bnot-created-yet-\d+|\b(?:frozen-river|\w+-rounded)-\d+/g

const textOf = (observation: Observation | undefined): string | undefined =>
  observation &&
  [observation.check, observation.subject.kind, observation.subject.name, outcomeOf(observation)].join(' ')

function observationDifferences(before: Report, predicted: Report, real: Report): Difference[] {
  const placeOf = placesIn(new Set(before.scope.apps))
  const rest = [...real.observations]
  const take = (fits: (candidate: Observation) => boolean): Observation | undefined => {
    const index = rest.findIndex(fits)
    return index === -1 ? undefined : rest.splice(index, 1)[0]
  }

  const differences: Difference[] = []
  let open = [...predicted.observations]
  const pairUp = (fits: (one: Observation, other: Observation) => boolean) => {
    open = open.filter(observation => {
      const match = take(candidate => placeOf(candidate) === placeOf(observation) && fits(observation, candidate))
      if (!match) return true
      if (!isAnnounced(observation) && outcomeOf(observation) !== outcomeOf(match))
        differences.push({predicted: textOf(observation), real: textOf(match)})
      return false
    })
  }

  pairUp((one, other) => one.subject.id === other.subject.id && one.subject.name === other.subject.name)
  pairUp((one, other) => one.subject.name === other.subject.name)
  pairUp((one, other) => outcomeOf(one) === outcomeOf(other))
  pairUp(one => isAnnounced(one))
  const announcedKinds = new Set(
    predicted.observations.filter(other => isAnnounced(other)).map(({check, subject}) => `${check} ${subject.kind}`),
  )
  const lists = unknownLists(predicted)
  const isCovered = ({check, subject, verdict}: Observation) =>
    announcedKinds.has(`${check} ${subject.kind}`) || (verdict === 'not-applicable' && lists.has(subject.kind))
  return [
    ...differences,
    ...open
      .filter(other => !isAnnounced(other) && !isUnusedPlaceholder(other))
      .map(other => ({predicted: textOf(other), real: undefined})),
    ...rest.filter(other => !isCovered(other)).map(other => ({predicted: undefined, real: textOf(other)})),
  ]
}

/** Controls of which a check is announced as unknown may be anything. */
function controlDifferences(predicted: Report, real: Report): Difference[] {
  const announced = new Set(predicted.observations.filter(other => isAnnounced(other)).map(({check}) => check))
  const statuses = new Map(
    real.frameworks.flatMap(({controls, id}) => controls.map(control => [`${id} ${control.id}`, control] as const)),
  )
  return predicted.frameworks.flatMap(({controls, id}) =>
    controls.flatMap(control => {
      const {boundary = [], checks, signals = [], status} = control
      const realStatus = statuses.get(`${id} ${control.id}`)?.status
      return status === realStatus || [...boundary, ...checks, ...signals].some(check => announced.has(check))
        ? []
        : [{predicted: `${id} ${control.id} ${status}`, real: `${id} ${control.id} ${realStatus ?? 'gone'}`}]
    }),
  )
}

export {collect as collectTrial}
