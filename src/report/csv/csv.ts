import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {EffectiveVerdict} from '../../model/observation.js'
import type {KeyedControl} from '../text/finding-text.js'

import {answeredByText, controlKey} from '../text/control-text.js'
import {answerOf, decisionText, waiverOf} from '../text/decisions.js'
import {encodeChunks} from '../text/json-chunks.js'
import {byteOrderMark, escapeCell} from './cell.js'
import {controlReason, keyedObservations, findingDetails, findingTitle, keyedControls} from '../text/finding-text.js'
import {nistRelations} from '../text/nist.js'

const controlColumns = [
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
const observationColumns = [
  'check',
  'finding',
  'severity',
  'verdict',
  'subject_kind',
  'subject_id',
  'subject',
  'app',
  'space',
  'team',
  'details',
  'waiver',
  'remediation',
  'commands',
] as const
/** Added later, so they come last: the place of a column never changes. */
const addedColumns = ['nist', 'enforced_from', 'answered_by'] as const
const columns = [...controlColumns, 'role', ...observationColumns, ...addedColumns] as const

type CsvRow = Readonly<Partial<Record<(typeof columns)[number], string>>>

/**
 * CSV as in RFC 4180: a row for each observation and control that it decides or is a signal for (see `role`), a row for
 * each observation without controls, and a row for each control without observations. Spreadsheets read every cell as
 * text: a control is `FRAMEWORK:CONTROL`, as its number alone may be a date.
 */
export const csv = (report: Report): Iterable<Uint8Array> => encodeChunks(lines(report))

/** The rows; those of a report on a part of its frameworks say so in a column of their own. */
function* lines(report: Report): Generator<string> {
  const [onlyColumn, onlyCell] = report.only ? [',only', `,${escapeCell(report.only.join(', '))}`] : ['', '']
  yield `${byteOrderMark}${columns.join(',')}${onlyColumn}\r\n`
  const controls = new Map(
    [...keyedControls(report)].map(keyedControl => [
      keyedControl.key,
      {
        addedCells: joinCells(addedColumns, addedControlCells(keyedControl)),
        cells: joinCells(controlColumns, controlCells(keyedControl)),
        isMet: false,
      },
    ]),
  )
  for (const {observation, outcome} of keyedObservations(report)) {
    const observationCells = joinCells(observationColumns, observationRow(observation, outcome))
    const {controls: violatedControls, signals = []} = observation
    const rows = [
      ...violatedControls.map(ref => ({ref, role: 'check'})),
      ...signals.map(ref => ({ref, role: 'signal'})),
    ].flatMap(({ref, role}) => {
      const controlRow = controls.get(`${ref.framework}/${ref.control}`)
      return controlRow ? [{known: controlRow, role}] : []
    })
    for (const {known, role} of rows) {
      known.isMet = true
      yield `${known.cells},${role},${observationCells},${known.addedCells}${onlyCell}\r\n`
    }

    if (rows.length === 0)
      yield `${emptyCells(controlColumns)},,${observationCells},${emptyCells(addedColumns)}${onlyCell}\r\n`
  }

  for (const controlRow of controls.values())
    if (!controlRow.isMet)
      yield `${controlRow.cells},,${emptyCells(observationColumns)},${controlRow.addedCells}${onlyCell}\r\n`
}

function controlCells({control, framework}: KeyedControl): CsvRow {
  const answer = answerOf(control)
  return {
    answer: answer ? `${answer.answer ?? ''} ${decisionText(answer)}`.trim() : '',
    control: controlKey(framework.id, control.id),
    control_kind: control.kind,
    control_severity: control.severity,
    control_title: control.title,
    framework: framework.id,
    responsibility: control.responsibility,
    status: control.status,
    status_reason: controlReason(control),
  }
}

const addedControlCells = ({control, framework}: KeyedControl): CsvRow => ({
  answered_by: answeredByText(control) ?? '',
  enforced_from: control.enforcedFrom === undefined ? '' : `from ${control.enforcedFrom}`,
  nist: nistRelations(framework, control)
    .map(([id]) => id)
    .join('; '),
})

function observationRow(observation: Observation, outcome: EffectiveVerdict): CsvRow {
  const {check, remediation, severity, subject, verdict} = observation
  const waiver = waiverOf(observation)
  return {
    app: subject.app ?? '',
    check,
    commands: (remediation?.commands ?? []).join('; '),
    details: findingDetails(observation),
    finding: findingTitle(observation),
    remediation: remediation?.text ?? '',
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

const joinCells = (names: ReadonlyArray<(typeof columns)[number]>, row: CsvRow): string =>
  names.map(name => escapeCell(row[name] ?? '')).join(',')

const emptyCells = (names: ReadonlyArray<(typeof columns)[number]>): string => joinCells(names, {})
