import type {EffectiveVerdict, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {Json, ListItem} from '../bounded-json.js'
import type {ResourceKind} from '../subjects.js'
import type {Answer, Arguments, Parameter, Source, Tool} from '../tool.js'

import {groupBy} from '../../foundation/collections.js'
import {effectiveVerdict} from '../../model/observation.js'
import {findingDetails, findingTitle} from '../../report/text/finding-text.js'
import {boundedText} from '../bounded-json.js'
import {isNamed, namesOf, ownerOf, placeJson, resourceKinds, similarNames, worstFirst} from '../subjects.js'
import {stringOf, ToolError} from '../tool.js'

const outcomes: readonly EffectiveVerdict[] = ['fail', 'unknown', 'waived', 'pass', 'not-applicable']
const kindParameter: Parameter = {description: 'only this kind', enum: resourceKinds, type: 'string'}

/** The apps, spaces and teams of the report. */
export const listResources: Tool = {
  answer: list,
  description:
    'Lists the apps, spaces and teams of the report, each with the number of verdicts on it and on what belongs to ' +
    'it. Fail counts what violates no control, too.',
  listName: 'resources',
  name: 'list_resources',
  parameters: {kind: kindParameter},
  title: 'Apps, spaces and teams',
}

/** The verdicts on one app, space or team. */
export const resource: Tool = {
  answer: describe,
  description:
    'Gives the verdicts on one app, space or team and on what belongs to it, worst first: what fails, what is ' +
    'unknown, what passes and what does not apply.',
  listName: 'verdicts',
  name: 'resource',
  parameters: {
    kind: kindParameter,
    name: {description: 'the name of the app, space or team', required: true, type: 'string'},
    verdict: {description: 'only this verdict', enum: outcomes, type: 'string'},
  },
  title: 'One app, space or team',
}

const chosenKinds = (given: Arguments): readonly ResourceKind[] => {
  const kind = stringOf(given, 'kind')
  return resourceKinds.filter(candidate => kind === undefined || candidate === kind)
}

function list(given: Arguments, {report}: Source): Answer {
  return {
    head: {},
    list: chosenKinds(given).flatMap(kind => {
      const observations = observationsByOwner(report, kind)
      return namesOf(report, kind).map((name): ListItem => bounds => ({
        account: {name: boundedText(name, bounds)},
        kind,
        verdicts: outcomeCounts(observations.get(name) ?? []),
      }))
    }),
  }
}

/** The observations of each resource of a kind, those of what belongs to it included. */
const observationsByOwner = ({observations}: Report, kind: ResourceKind) =>
  groupBy(observations, ({subject}) => ownerOf(subject, kind))

const withOutcome = (observations: readonly Observation[], outcome: EffectiveVerdict) =>
  observations.filter(observation => effectiveVerdict(observation) === outcome)

/** How many observations have each outcome, worst first. */
const outcomeCounts = (observations: readonly Observation[]): Record<string, number> =>
  Object.fromEntries(
    outcomes
      .map(outcome => [outcome, withOutcome(observations, outcome).length] as const)
      .filter(([, count]) => count > 0),
  )

function describe(given: Arguments, {report}: Source): Answer {
  const name = stringOf(given, 'name') ?? ''
  const kinds = chosenKinds(given).filter(kind => namesOf(report, kind).some(known => isNamed(known, name)))
  if (kinds.length === 0)
    throw new ToolError(
      'The report has no app, space or team of this name and kind; list_resources names those that it has.',
      similarNames(
        name,
        chosenKinds(given).flatMap(kind => namesOf(report, kind)),
      ),
    )
  const own = report.observations.filter(({subject}) => kinds.some(kind => isNamed(ownerOf(subject, kind), name)))
  const verdict = stringOf(given, 'verdict')
  return {
    head: {counts: outcomeCounts(own), kinds},
    list: outcomes
      .filter(outcome => verdict === undefined || outcome === verdict)
      .flatMap(outcome => worstFirst(withOutcome(own, outcome)).map(verdictItem)),
  }
}

const verdictItem =
  (observation: Observation): ListItem =>
  (bounds): Json => {
    const {check, severity, subject, verdict} = observation
    const isDecided = verdict === 'pass' || verdict === 'not-applicable'
    return {
      check,
      severity,
      verdict: effectiveVerdict(observation),
      title: boundedText(verdict === 'not-applicable' ? observation.title : findingTitle(observation), bounds),
      account: {
        ...placeJson(subject, bounds),
        ...(isDecided ? {} : {seen: boundedText(findingDetails(observation), bounds)}),
      },
    }
  }
