import type {Severity, Status} from '../../model/framework.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {answerOf, decisionText, waiverOf} from '../text/decisions.js'
import {streamJson} from '../text/json-chunks.js'
import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {controlReason, keyedObservations, findingSentence} from '../text/finding-text.js'
import {digest} from '../../foundation/uuid.js'

const impactBySeverity: Readonly<Record<Severity, number>> = {critical: 0.9, high: 0.7, low: 0.3, medium: 0.5}

type ResultStatus = 'error' | 'failed' | 'passed' | 'skipped'

/** What a reader makes of a control: it takes the worst of its results, in which an error is worse than a failure and a pass hides what was skipped. */
const resultStatusByStatus: Readonly<Record<Status, ResultStatus>> = {
  attested: 'passed',
  fail: 'failed',
  inherited: 'skipped',
  manual: 'skipped',
  'not-applicable': 'skipped',
  pass: 'passed',
  unknown: 'error',
  waived: 'failed',
}

const maxLength = 4000
const limitText = (value: string): string => truncate(sanitizePlainText(value), maxLength)

/**
 * Heimdall Data Format (exec-json): a profile of each framework, in which each control has the observations of its
 * checks for results, and one of the checks that no framework asks for. A reader comes to the status of the report.
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
    yield hdfProfile(framework, frameworkControls(framework, observations, report))
  const frameworkIds = new Set(report.frameworks.map(({id}) => id))
  const unclaimed = observations.filter(
    ({observation: {controls, signals = []}}) =>
      ![...controls, ...signals].some(({framework}) => frameworkIds.has(framework)),
  )
  if (unclaimed.length === 0) return
  const checks = [...groupBy(unclaimed, ({observation}) => observation.check)].flatMap(([check, same]) =>
    same[0] ? [{control: checkAsControl(check, same[0], same), same}] : [],
  )
  yield hdfProfile(
    {
      controls: checks.map(({control}) => control),
      id: 'checks',
      title: 'Checks that no framework asks for',
      version: report.tool.version,
    },
    checks.map(({control, same}) => controlItem(control, same, report)).values(),
  )
}

function hdfProfile(
  {controls, id, title, version}: Pick<FrameworkResult, 'controls' | 'id' | 'title' | 'version'>,
  items: Iterable<object>,
): object {
  return {
    name: limitText(id),
    title: limitText(title),
    version: limitText(version),
    sha256: digest(
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
  for (const keyed of observations) {
    const {controls: violatedControls, signals = []} = keyed.observation
    for (const {control, framework} of violatedControls)
      if (framework === id) observationsByControl.get(control)?.push(keyed)
    for (const {control, framework} of signals)
      if (framework === id) observationsByControl.get(control)?.push({...keyed, isSignal: true})
  }

  for (const control of controls) yield controlItem(control, observationsByControl.get(control.id) ?? [], report)
}

/** A check on its own, as if it were a control. */
function checkAsControl(
  check: string,
  {observation}: KeyedObservation,
  observations: readonly KeyedObservation[],
): ControlResult {
  const openOutcome = (['fail', 'unknown', 'waived'] as const).find(state =>
    observations.some(({isSignal, outcome}) => outcome === state && !isSignal),
  )
  const status =
    openOutcome ??
    (observations.some(({isSignal}) => isSignal)
      ? 'manual'
      : observations.some(({outcome}) => outcome === 'pass')
        ? 'pass'
        : 'not-applicable')
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

function controlItem(control: ControlResult, observations: readonly KeyedObservation[], {snapshot}: Report): object {
  const {checks, id, kind, question, responsibility, severity, status, title} = control
  const remediations = new Set(
    observations.flatMap(({observation}) => (observation.remediation ? [observation.remediation.text] : [])),
  )
  const answer = answerOf(control)
  const waiver = observations
    .map(({isSignal, observation}) => (isSignal ? undefined : waiverOf(observation)))
    .find(decision => decision !== undefined)
  return {
    id: limitText(id),
    title: limitText(capitalize(title)),
    desc: limitText([title, controlReason(control), question].filter(Boolean).join('. ')),
    impact: status === 'not-applicable' ? 0 : impactBySeverity[severity],
    refs: [],
    source_location: {},
    code: null,
    tags: {checks, kind, responsibility, severity, status, ...(/^[A-Z]{2}-\d/.test(id) ? {nist: [id]} : {})},
    descriptions: remediations.size > 0 ? [{data: limitText([...remediations].join(' ')), label: 'fix'}] : [],
    results: controlResults(control, observations, snapshot.collectedAt),
    ...(answer && (status === 'attested' || status === 'fail')
      ? {
          attestation_data: {
            control_id: limitText(id),
            explanation: limitText(decisionText(answer)),
            frequency: limitText(answer.expires ?? ''),
            status: status === 'attested' ? 'passed' : 'failed',
            updated: limitText(answer.on ?? ''),
            updated_by: limitText(answer.by ?? ''),
          },
        }
      : {}),
    ...(waiver
      ? {
          waiver_data: {
            expiration_date: limitText(waiver.expires ?? ''),
            justification: limitText(decisionText(waiver)),
            message: '',
            run: true,
            skipped_due_to_waiver: false,
          },
        }
      : {}),
  }
}

/** Those of the observations; where none is such as the control itself, that of the control too. */
function* controlResults(
  control: ControlResult,
  observations: readonly KeyedObservation[],
  startTime: string,
): Generator<object> {
  const {question, status, title} = control
  for (const {isSignal, observation, outcome} of observations) {
    const {id, kind} = observation.subject
    const observationResult = isSignal
      ? hdfResult(
          'skipped',
          outcome,
          `${outcome === 'fail' ? 'Worth a look: ' : ''}${findingSentence(observation)}`,
          startTime,
        )
      : hdfResult(safeResultStatus(status, outcome), outcome, findingSentence(observation), startTime)
    yield {...observationResult, resource: kind, resource_id: limitText(id)}
  }

  if (
    !observations.some(
      ({isSignal, outcome}) => !isSignal && safeResultStatus(status, outcome) === resultStatusByStatus[status],
    )
  )
    yield hdfResult(
      resultStatusByStatus[status],
      status,
      [title, controlReason(control), question].filter(Boolean).join('. '),
      startTime,
    )
}

/** A result by which a reader does not come to another status than the control has. */
function safeResultStatus(status: Status, ownStatus: Status): ResultStatus {
  const resultStatus = resultStatusByStatus[ownStatus]
  const isBelow = resultStatus === 'passed' && (status === 'fail' || status === 'unknown' || status === 'waived')
  return resultStatus === resultStatusByStatus[status] || isBelow ? resultStatus : 'skipped'
}

function hdfResult(status: ResultStatus, state: Status, description: string, startTime: string): object {
  const limited = limitText(description)
  return {
    status,
    code_desc: limited,
    ...(status === 'skipped' ? {skip_message: `${state}: ${limited}`} : status === 'passed' ? {} : {message: limited}),
    run_time: 0,
    start_time: startTime,
  }
}
