import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {Outcome, Stated} from '../text/finding-text.js'

import {answerOf, decisionText, waiverOf} from '../text/decisions.js'
import {encoded} from '../text/json-chunks.js'
import {cut, plain} from '../../foundation/plain-text.js'
import {controlText, observed, seenText, stated} from '../text/finding-text.js'

const ofControls = [
  'framework',
  'control',
  'control_title',
  'control_kind',
  'responsibility',
  'control_severity',
  'status',
  'status_reason',
  'answer',
] as const
const ofObservations = [
  'check',
  'check_title',
  'severity',
  'verdict',
  'subject_kind',
  'subject_id',
  'subject',
  'app',
  'space',
  'team',
  'seen',
  'waiver',
  'remedy',
  'commands',
] as const
const columns = [...ofControls, 'role', ...ofObservations] as const

type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>

/** A little less than a cell of a spreadsheet may hold. */
const longest = 32_000

/**
 * CSV as in RFC 4180: a row for each observation and control that it decides or is a signal of, as `role` tells, one for
 * each observation of neither, and one for each control without an observation. No cell is a formula.
 */
export const csv = (report: Report): Iterable<Uint8Array> => encoded(lines(report))

function* lines(report: Report): Generator<string> {
  yield `${columns.join(',')}\r\n`
  const controls = new Map(
    [...stated(report)].map(one => [one.key, {cells: cells(ofControls, rowOfControl(one)), isMet: false}]),
  )
  for (const {observation, outcome} of observed(report)) {
    const own = cells(ofObservations, rowOfObservation(observation, outcome))
    const {controls: breached, signals = []} = observation
    const found = [
      ...breached.map(ref => ({ref, role: 'check'})),
      ...signals.map(ref => ({ref, role: 'signal'})),
    ].flatMap(({ref, role}) => {
      const known = controls.get(`${ref.framework}/${ref.control}`)
      return known ? [{known, role}] : []
    })
    for (const {known, role} of found) {
      known.isMet = true
      yield `${known.cells},${role},${own}\r\n`
    }

    if (found.length === 0) yield `${cells(ofControls, {})},,${own}\r\n`
  }

  for (const one of controls.values()) if (!one.isMet) yield `${one.cells},,${cells(ofObservations, {})}\r\n`
}

function rowOfControl({control, framework}: Stated): Row {
  const answer = answerOf(control)
  return {
    answer: answer ? `${answer.answer ?? ''} ${decisionText(answer)}`.trim() : '',
    control: control.id,
    control_kind: control.kind,
    control_severity: control.severity,
    control_title: control.title,
    framework: framework.id,
    responsibility: control.responsibility,
    status: control.status,
    status_reason: controlText(control),
  }
}

function rowOfObservation(observation: Observation, outcome: Outcome): Row {
  const {check, remediation, severity, subject, title, verdict} = observation
  const waiver = waiverOf(observation)
  return {
    app: subject.app ?? '',
    check,
    check_title: title,
    commands: (remediation?.commands ?? []).join('; '),
    remedy: remediation?.text ?? '',
    seen: seenText(observation),
    severity,
    space: subject.space ?? '',
    subject: subject.name,
    subject_id: subject.id,
    subject_kind: subject.kind,
    team: subject.team ?? '',
    verdict,
    waiver: waiver ? `${outcome} ${decisionText(waiver)}` : '',
  }
}

const cells = (names: ReadonlyArray<(typeof columns)[number]>, row: Row): string =>
  names.map(name => cell(row[name] ?? '')).join(',')

/** A spreadsheet takes what begins with one of these, in either width, for a formula. */
const formula = /^\s*[=+\-@\t\r＝＋－＠]/

function cell(text: string): string {
  const shown = cut(plain(text), longest)
  const harmless = formula.test(shown) || formula.test(text) ? `'${shown}` : shown
  return /[",'\s]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
