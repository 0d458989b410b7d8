import type {ControlRef} from '../../model/observation.js'
import type {Severity, Status} from '../../model/framework.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {answeredByText, questionWithHint} from '../text/control-text.js'
import {answerOf, decisionText, waiverOf} from '../text/decisions.js'
import {streamJson} from '../text/json-chunks.js'
import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {controlReason, keyedObservations, findingSentence} from '../text/finding-text.js'
import {partText} from '../text/scope-text.js'
import {nistRelations} from '../text/nist.js'
import {sha256} from '../../foundation/canonical-json.js'

const impactBySeverity: Readonly<Record<Severity, number>> = {critical: 0.9, high: 0.7, low: 0.3, medium: 0.5}

type ResultStatus = 'error' | 'failed' | 'passed' | 'skipped'

/**
 * The result status that stands for a status. Readers take the worst result of a control, where an error is worse than
 * a failure and a pass hides what was skipped.
 */
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

/** How readers learn which revision the tags of NIST SP 800-53 are of. */
const nistRevision = 'Rev_5'

const maxLength = 4000
const limitText = (value: string): string => truncate(sanitizePlainText(value), maxLength)

/**
 * Heimdall Data Format (exec-json): a profile for each framework, in which the results of a control are the
 * observations of its checks, and one for the checks that no framework has. Readers derive the status that the report
 * states.
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
  const controlKeys = new Set(
    report.frameworks.flatMap(({controls, id}) => controls.map(control => controlKey(id, control.id))),
  )
  const unclaimed = observations.filter(
    ({observation: {controls, signals = []}}) =>
      ![...controls, ...signals].some(({control, framework}) => controlKeys.has(controlKey(framework, control))),
  )
  if (unclaimed.length === 0) return
  const checks = [...groupBy(unclaimed, ({observation}) => observation.check)].flatMap(([check, same]) =>
    same[0] ? [{control: checkAsControl(check, same[0], same), same}] : [],
  )
  yield hdfProfile(
    {
      controls: checks.map(({control}) => control),
      id: 'checks',
      title: 'Checks outside the frameworks',
      version: report.tool.version,
    },
    checks.map(({control, same}) => controlItem(control, same, report)).values(),
    report,
  )
}

const controlKey = (framework: string, control: string) => JSON.stringify([framework, control])

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

function controlItem(
  control: ControlResult,
  observations: readonly KeyedObservation[],
  {snapshot}: Report,
  nist: readonly string[] = [],
): object {
  const {checks, enforcedFrom, id, kind, responsibility, severity, status, title} = control
  const answeredBy = answeredByText(control)
  const remediations = new Set(
    observations.flatMap(({observation}) => (observation.remediation ? [observation.remediation.text] : [])),
  )
  return {
    id: limitText(id),
    title: limitText(capitalize(title)),
    desc: limitText([title, controlReason(control), questionWithHint(control)].filter(Boolean).join('. ')),
    impact: status === 'not-applicable' ? 0 : impactBySeverity[severity],
    refs: [],
    source_location: {},
    code: null,
    tags: {
      checks,
      kind,
      responsibility,
      severity,
      status,
      ...(enforcedFrom === undefined ? {} : {enforcedFrom: limitText(enforcedFrom)}),
      ...(answeredBy === undefined ? {} : {answeredBy: limitText(answeredBy)}),
      ...(nist.length > 0 ? {nist: [...nist, nistRevision]} : {}),
    },
    descriptions: remediations.size > 0 ? [{data: limitText([...remediations].join(' ')), label: 'fix'}] : [],
    results: controlResults(control, observations, snapshot.collectedAt),
    ...attestationData(control),
    ...waiverData(observations),
  }
}

function attestationData(control: ControlResult): object {
  const answer = answerOf(control)
  if (!answer || (control.status !== 'attested' && control.status !== 'fail')) return {}
  return {
    attestation_data: {
      control_id: limitText(control.id),
      explanation: limitText(decisionText(answer)),
      frequency: limitText(answer.expires ?? ''),
      status: control.status === 'attested' ? 'passed' : 'failed',
      updated: limitText(answer.on ?? ''),
      updated_by: limitText(answer.by ?? ''),
    },
  }
}

function waiverData(observations: readonly KeyedObservation[]): object {
  const waiver = observations
    .map(({isSignal, observation}) => (isSignal ? undefined : waiverOf(observation)))
    .find(decision => decision !== undefined)
  if (!waiver) return {}
  return {
    waiver_data: {
      expiration_date: limitText(waiver.expires ?? ''),
      justification: limitText(decisionText(waiver)),
      message: '',
      run: true,
      skipped_due_to_waiver: false,
    },
  }
}

/** The results of the observations, and one of the control itself if none of them has its result status. */
function* controlResults(
  control: ControlResult,
  observations: readonly KeyedObservation[],
  startTime: string,
): Generator<object> {
  const {status, title} = control
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
      [title, controlReason(control), questionWithHint(control)].filter(Boolean).join('. '),
      startTime,
    )
}

/** A result status from which a reader can't derive another status than the control has. */
function safeResultStatus(status: Status, ownStatus: Status): ResultStatus {
  const resultStatus = resultStatusByStatus[ownStatus]
  const isBelow = resultStatus === 'passed' && (status === 'fail' || status === 'unknown' || status === 'waived')
  return resultStatus === resultStatusByStatus[status] || isBelow ? resultStatus : 'skipped'
}

function hdfResult(status: ResultStatus, state: Status, description: string, startTime: string): object {
  const limited = limitText(description)
  const messages: Readonly<Record<ResultStatus, object>> = {
    error: {message: limited},
    failed: {message: limited},
    passed: {},
    skipped: {skip_message: `${state}: ${limited}`},
  }
  return {
    status,
    code_desc: limited,
    ...messages[status],
    run_time: 0,
    start_time: startTime,
  }
}
