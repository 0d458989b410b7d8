import type {Observation} from '../../model/observation.js'
import type {Bounds, Json, ListItem} from '../bounded-json.js'
import type {Answer, Arguments, Source, Tool} from '../tool.js'

import {distinct} from '../../foundation/collections.js'
import {nearest} from '../../foundation/suggestion.js'
import {severities} from '../../model/framework.js'
import {isBreach, isSignalFailure} from '../../model/observation.js'
import {factDetails, findingTitle} from '../../report/text/finding-text.js'
import {boundedCommands, boundedList, boundedText} from '../bounded-json.js'
import {chosenFrameworks, controlTexts, frameworkParameter} from '../frameworks.js'
import {assertNamed, isNamed, ownerOf, placeJson, worstFirst} from '../subjects.js'
import {stringOf, ToolError} from '../tool.js'

/** What a failure amounts to. */
const kinds: Readonly<Record<string, (observation: Observation) => boolean>> = {
  breach: isBreach,
  signal: isSignalFailure,
  waived: ({waiver}) => waiver !== undefined,
}

/** What fails, worst first. */
export const failures: Tool = {
  answer,
  description:
    'Lists what fails, worst first: what is wrong, where, how severe, which controls it violates, and the commands ' +
    'by which a person could fix it, with their effects. It runs none of them. Narrow it down by severity, ' +
    'framework, app or check.',
  listName: 'failures',
  name: 'failures',
  parameters: {
    app: {description: 'only this app and what belongs to it', type: 'string'},
    check: {description: 'only this check, by its id', type: 'string'},
    framework: frameworkParameter,
    kind: {
      description:
        'breach (the default): violates a control; signal: worth a look, violates none; ' +
        'waived: accepted by a person, what is unknown included',
      enum: Object.keys(kinds),
      type: 'string',
    },
    severity: {description: 'only this severity', enum: severities, type: 'string'},
  },
  title: 'What fails',
}

function answer(given: Arguments, source: Source): Answer {
  const chosen = chosenObservations(given, source)
  const countOf = (kind: string) => chosen.filter(observation => kinds[kind]?.(observation)).length
  const kind = stringOf(given, 'kind') ?? 'breach'
  return {
    head: {counts: Object.fromEntries(Object.keys(kinds).map(name => [name, countOf(name)])), kind},
    list: worstFirst(chosen.filter(observation => kinds[kind]?.(observation))).map(failureItem),
  }
}

/** The observations that the filters leave. */
function chosenObservations(given: Arguments, source: Source): readonly Observation[] {
  const {report} = source
  const [app, check, severity] = ['app', 'check', 'severity'].map(name => stringOf(given, name))
  if (app !== undefined) assertNamed(report, 'app', app)
  if (check !== undefined) assertCheck(check, report.observations)
  const framework = given['framework'] === undefined ? undefined : chosenFrameworks(given, source)[0]?.id
  return report.observations.filter(
    observation =>
      (app === undefined || isNamed(ownerOf(observation.subject, 'app'), app)) &&
      (check === undefined || observation.check === check) &&
      (severity === undefined || observation.severity === severity) &&
      (framework === undefined || concerns(observation, framework)),
  )
}

const concerns = ({controls, signals = []}: Observation, framework: string): boolean =>
  [...controls, ...signals].some(ref => ref.framework === framework)

function assertCheck(given: string, observations: readonly Observation[]): void {
  const checks = distinct(observations.map(({check}) => check))
  if (checks.includes(given)) return
  const closest = nearest(given, checks)
  throw new ToolError(
    'The report has no observation of a check with this id; explain tells what a check is.',
    closest === undefined ? [] : [closest],
  )
}

const failureItem =
  (observation: Observation): ListItem =>
  bounds => {
    const {check, controls, remediation, severity, signals = [], waiver} = observation
    return {
      check,
      severity,
      title: boundedText(findingTitle(observation), bounds),
      ...boundedList('violates', controlTexts(controls), bounds),
      ...boundedList('signalFor', controlTexts(signals), bounds),
      ...(remediation ? {fix: boundedText(remediation.text, {text: bounds.text * 2})} : {}),
      ...boundedList('effects', remediation?.effects ?? [], bounds),
      account: {
        ...placeJson(observation.subject, bounds),
        seen: boundedText(factDetails(observation), bounds),
        ...boundedCommands(remediation?.commands ?? [], bounds),
        ...(waiver ? waiverJson(waiver, bounds) : {}),
      },
    }
  }

const waiverJson = (waiver: NonNullable<Observation['waiver']>, bounds: Bounds): Readonly<Record<string, Json>> => ({
  waiver: boundedText(
    `${waiver.reason}; approved by ${waiver.approvedBy}, asked for by ${waiver.by}, until ${waiver.expires}`,
    bounds,
  ),
})
