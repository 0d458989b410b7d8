import type {Severity, Status} from '../../model/framework.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'
import type {Seen} from '../text/finding-text.js'

import {grouped} from '../../foundation/collections.js'
import {capital} from '../../foundation/text.js'
import {answerOf, decisionText, waiverOf} from '../text/decisions.js'
import {streamed} from '../text/json-chunks.js'
import {cut, plain} from '../../foundation/plain-text.js'
import {controlText, observed, sentence} from '../text/finding-text.js'
import {digest} from '../../foundation/uuid.js'

const impacts: Readonly<Record<Severity, number>> = {critical: 0.9, high: 0.7, low: 0.3, medium: 0.5}

type End = 'error' | 'failed' | 'passed' | 'skipped'

/** What a reader makes of a control: it takes the worst of its results, in which an error is worse than a failure and a pass hides what was skipped. */
const ends: Readonly<Record<Status, End>> = {
  attested: 'passed',
  fail: 'failed',
  inherited: 'skipped',
  manual: 'skipped',
  'not-applicable': 'skipped',
  pass: 'passed',
  unknown: 'error',
  waived: 'failed',
}

const longest = 4000
const text = (of: string): string => cut(plain(of), longest)

/**
 * Heimdall Data Format (exec-json): a profile of each framework, in which each control has the observations of its
 * checks for results, and one of the checks that no framework asks for. A reader comes to the status of the report.
 */
export const hdf = (report: Report): Iterable<Uint8Array> =>
  streamed({
    platform: {
      name: 'heroku',
      release: '3',
      target_id: text(`${report.scope.kind}${report.scope.name === undefined ? '' : `/${report.scope.name}`}`),
    },
    version: report.tool.version,
    statistics: {},
    profiles: profiles(report),
  })

function* profiles(report: Report): Generator<object> {
  const all = [...observed(report)]
  for (const framework of report.frameworks) yield profile(framework, controlsOf(framework, all, report))
  const known = new Set(report.frameworks.map(({id}) => id))
  const loose = all.filter(
    ({observation: {controls, signals = []}}) => ![...controls, ...signals].some(({framework}) => known.has(framework)),
  )
  if (loose.length === 0) return
  const checks = [...grouped(loose, ({observation}) => observation.check)].flatMap(([check, same]) =>
    same[0] ? [{control: ofCheck(check, same[0], same), same}] : [],
  )
  yield profile(
    {
      controls: checks.map(({control}) => control),
      id: 'checks',
      title: 'Checks that no framework asks for',
      version: report.tool.version,
    },
    checks.map(({control, same}) => controlRow(control, same, report)).values(),
  )
}

function profile(
  {controls, id, title, version}: Pick<FrameworkResult, 'controls' | 'id' | 'title' | 'version'>,
  rows: Iterable<object>,
): object {
  return {
    name: text(id),
    title: text(title),
    version: text(version),
    sha256: digest(
      JSON.stringify([id, version, ...controls.map(control => [control.id, control.title, control.checks])]),
    ),
    status: 'loaded',
    supports: [],
    attributes: [],
    groups: [],
    controls: rows,
  }
}

function* controlsOf({controls, id}: FrameworkResult, all: readonly Seen[], report: Report): Generator<object> {
  const seen = new Map<string, Seen[]>(controls.map(control => [control.id, []]))
  for (const one of all) {
    const {controls: breached, signals = []} = one.observation
    for (const {control, framework} of breached) if (framework === id) seen.get(control)?.push(one)
    for (const {control, framework} of signals) if (framework === id) seen.get(control)?.push({...one, isAside: true})
  }

  for (const control of controls) yield controlRow(control, seen.get(control.id) ?? [], report)
}

/** A check on its own, as if it were a control. */
function ofCheck(check: string, {observation}: Seen, all: readonly Seen[]): ControlResult {
  const open = (['fail', 'unknown', 'waived'] as const).find(one =>
    all.some(({isAside, outcome}) => outcome === one && !isAside),
  )
  const status =
    open ??
    (all.some(({isAside}) => isAside)
      ? 'manual'
      : all.some(({outcome}) => outcome === 'pass')
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

function controlRow(control: ControlResult, seen: readonly Seen[], {snapshot}: Report): object {
  const {checks, id, kind, question, responsibility, severity, status, title} = control
  const remedies = new Set(
    seen.flatMap(({observation}) => (observation.remediation ? [observation.remediation.text] : [])),
  )
  const answer = answerOf(control)
  const waiver = seen
    .map(({isAside, observation}) => (isAside ? undefined : waiverOf(observation)))
    .find(one => one !== undefined)
  return {
    id: text(id),
    title: text(capital(title)),
    desc: text([title, controlText(control), question].filter(Boolean).join('. ')),
    impact: status === 'not-applicable' ? 0 : impacts[severity],
    refs: [],
    source_location: {},
    code: null,
    tags: {checks, kind, responsibility, severity, status, ...(/^[A-Z]{2}-\d/.test(id) ? {nist: [id]} : {})},
    descriptions: remedies.size > 0 ? [{data: text([...remedies].join(' ')), label: 'fix'}] : [],
    results: results(control, seen, snapshot.collectedAt),
    ...(answer && (status === 'attested' || status === 'fail')
      ? {
          attestation_data: {
            control_id: text(id),
            explanation: text(decisionText(answer)),
            frequency: text(answer.expires ?? ''),
            status: status === 'attested' ? 'passed' : 'failed',
            updated: text(answer.on ?? ''),
            updated_by: text(answer.by ?? ''),
          },
        }
      : {}),
    ...(waiver
      ? {
          waiver_data: {
            expiration_date: text(waiver.expires ?? ''),
            justification: text(decisionText(waiver)),
            message: '',
            run: true,
            skipped_due_to_waiver: false,
          },
        }
      : {}),
  }
}

/** Those of the observations; where none is such as the control itself, that of the control too. */
function* results(control: ControlResult, seen: readonly Seen[], at: string): Generator<object> {
  const {question, status, title} = control
  for (const {isAside, observation, outcome} of seen) {
    const {id, kind} = observation.subject
    const told = isAside
      ? result('skipped', outcome, `${outcome === 'fail' ? 'Worth a look: ' : ''}${sentence(observation)}`, at)
      : result(endOf(status, outcome), outcome, sentence(observation), at)
    yield {...told, resource: kind, resource_id: text(id)}
  }

  if (!seen.some(({isAside, outcome}) => !isAside && endOf(status, outcome) === ends[status]))
    yield result(ends[status], status, [title, controlText(control), question].filter(Boolean).join('. '), at)
}

/** A result by which a reader does not come to another status than the control has. */
function endOf(status: Status, state: Status): End {
  const end = ends[state]
  const isBelow = end === 'passed' && (status === 'fail' || status === 'unknown' || status === 'waived')
  return end === ends[status] || isBelow ? end : 'skipped'
}

function result(status: End, state: Status, said: string, at: string): object {
  const shown = text(said)
  return {
    status,
    code_desc: shown,
    ...(status === 'skipped' ? {skip_message: `${state}: ${shown}`} : status === 'passed' ? {} : {message: shown}),
    run_time: 0,
    start_time: at,
  }
}
