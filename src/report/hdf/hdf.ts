import type {ControlRef} from '../../model/observation.js'
import type {Status} from '../../model/framework.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {groupBy} from '../../foundation/collections.js'
import {sha256} from '../../foundation/canonical-json.js'
import {claimOf, otherChecks} from '../by-framework.js'
import {streamJson} from '../text/json-chunks.js'
import {keyedObservations} from '../text/finding-text.js'
import {nistRelations} from '../text/nist.js'
import {partText} from '../text/scope-text.js'
import {controlItem} from './control.js'
import {limitText} from './limit-text.js'

/**
 * Heimdall Data Format (exec-json): a profile for each framework, in which the results of a control are the
 * observations of its checks, and one for the checks that no framework has. Most readers only take the first profile,
 * so that a file is written for each framework.
 */
export const hdf = (report: Report): Iterable<Uint8Array> =>
  streamJson({
    platform: {
      name: 'heroku',
      release: '3',
      target_id: limitText(`${report.scope.kind}${report.scope.name === undefined ? '' : `/${report.scope.name}`}`),
    },
    version: report.tool.version,
    statistics: {},
    profiles: hdfProfiles(report),
  })

function* hdfProfiles(report: Report): Generator<object> {
  const observations = [...keyedObservations(report)]
  for (const framework of report.frameworks)
    yield hdfProfile(framework, frameworkControls(framework, observations, report), report)
  const isClaimed = claimOf(report.frameworks)
  const others = observations.filter(({observation}) => !isClaimed(observation))
  // Readers fail on a document without a profile.
  if (others.length === 0 && report.frameworks.length > 0) return
  const checks = [...groupBy(others, ({observation}) => observation.check)].flatMap(([check, same]) =>
    same[0] ? [{control: checkAsControl(check, same[0], same), same}] : [],
  )
  yield hdfProfile(
    {
      controls: checks.map(({control}) => control),
      id: otherChecks,
      title: 'Checks outside the frameworks',
      version: report.tool.version,
    },
    checks.map(({control, same}) => controlItem(control, same, report)).values(),
    report,
  )
}

function hdfProfile(
  {controls, id, title, version}: Pick<FrameworkResult, 'controls' | 'id' | 'title' | 'version'>,
  items: Iterable<object>,
  report: Report,
): object {
  const part = partText(report)
  return {
    name: limitText(id),
    title: limitText(title),
    ...(part === undefined ? {} : {summary: limitText(`${part}.`)}),
    version: limitText(version),
    sha256: sha256(
      JSON.stringify([id, version, ...controls.map(control => [control.id, control.title, control.checks])]),
    ),
    status: 'loaded',
    supports: [],
    attributes: [],
    groups: [],
    controls: items,
  }
}

function* frameworkControls(
  {controls, id}: FrameworkResult,
  observations: readonly KeyedObservation[],
  report: Report,
): Generator<object> {
  const observationsByControl = new Map<string, KeyedObservation[]>(controls.map(control => [control.id, []]))
  const add = (keyed: KeyedObservation, refs: readonly ControlRef[]) => {
    for (const {control, framework} of refs) if (framework === id) observationsByControl.get(control)?.push(keyed)
  }

  for (const keyed of observations) {
    add(keyed, keyed.observation.controls)
    add({...keyed, isSignal: true}, keyed.observation.signals ?? [])
  }

  for (const control of controls)
    yield controlItem(
      control,
      observationsByControl.get(control.id) ?? [],
      report,
      nistRelations({id}, control).map(([nistId]) => limitText(nistId)),
    )
}

/** A check outside the frameworks, presented as a control. */
function checkAsControl(
  check: string,
  {observation}: KeyedObservation,
  observations: readonly KeyedObservation[],
): ControlResult {
  const status = combinedStatus(observations)
  return {
    checks: [check],
    id: check,
    kind: 'automatic',
    reason: status,
    responsibility: 'customer',
    severity: observation.severity,
    status,
    title: observation.title,
  }
}

/** The status of a check over all its subjects: what is open first. */
function combinedStatus(observations: readonly KeyedObservation[]): Status {
  const openOutcome = (['fail', 'unknown', 'waived'] as const).find(state =>
    observations.some(({isSignal, outcome}) => outcome === state && !isSignal),
  )
  if (openOutcome) return openOutcome
  if (observations.some(({isSignal}) => isSignal)) return 'manual'
  return observations.some(({outcome}) => outcome === 'pass') ? 'pass' : 'not-applicable'
}
