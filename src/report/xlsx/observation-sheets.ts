import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {FailedCheck} from '../text/failed-checks.js'
import type {Sheet, SheetCell, SheetColumn} from './sheet.js'

import {capitalize} from '../../foundation/text.js'
import {effectiveVerdict, isSignalFailure} from '../../model/observation.js'
import {controlKey} from '../text/control-text.js'
import {waiverOf} from '../text/decisions.js'
import {failedSignals, violatedChecks} from '../text/failed-checks.js'
import {factDetails, findingTitle} from '../text/finding-text.js'
import {subjectName} from '../text/labels.js'
import {effectText} from '../text/remediation-effect.js'
import {unknownCauses} from '../text/unknown-causes.js'

/** Which check said what of which resource. */
const findingColumns: readonly SheetColumn[] = [
  {title: 'Severity', width: 10},
  {title: 'Finding', width: 48},
  {title: 'Kind', width: 14},
  {title: 'Resource', width: 32},
  {title: 'App', width: 24},
  {title: 'Space', width: 20},
  {title: 'Team', width: 20},
  {title: 'Seen', width: 48},
  {title: 'Check', width: 36},
  {title: 'Controls', width: 32},
]
const remediationColumns: readonly SheetColumn[] = [
  {title: 'Fix', width: 60},
  {title: 'Effect', width: 40},
  {title: 'Commands', width: 60},
]
const decisionColumns: readonly SheetColumn[] = [
  {title: 'Approved by', width: 28},
  {title: 'Requested by', width: 28},
  {title: 'On', width: 12},
  {title: 'Until', width: 12},
  {title: 'Ticket', width: 16},
  {title: 'Reason', width: 60},
]

/** What fails, what is unknown and why, what is worth a look, waivers, and all observations. */
export const observationSheets = (report: Report): Sheet[] => [
  failureSheet('Failures', violatedChecks(report)),
  unknownSheet(report),
  failureSheet('Worth a look', failedSignals(report)),
  waiverSheet(report),
  {
    columns: [{title: 'Outcome', width: 14}, ...findingColumns, {title: 'Resource id', width: 38}],
    name: 'Observations',
    rows: report.observations.map(observation => [
      outcomeText(observation),
      ...findingCells(observation),
      observation.subject.id,
    ]),
  },
]

const failureSheet = (name: string, checks: readonly FailedCheck[]): Sheet => ({
  columns: [...findingColumns, ...remediationColumns],
  name,
  rows: checks.flatMap(({observations}) =>
    observations.map(observation => [...findingCells(observation), ...remediationCells(observation)]),
  ),
})

const unknownSheet = (report: Report): Sheet => ({
  columns: [{title: 'Cause', width: 48}, {title: 'Needed', width: 40}, ...findingColumns],
  name: 'Unknown',
  rows: unknownCauses(report).flatMap(({needs = '', observations, title}) =>
    observations.map(observation => [capitalize(title), needs, ...findingCells(observation)]),
  ),
})

const waiverSheet = ({observations}: Report): Sheet => ({
  columns: [{title: 'Waived', width: 12}, ...findingColumns, ...decisionColumns],
  name: 'Waivers',
  rows: observations.flatMap(observation => {
    const waiver = waiverOf(observation)
    if (!waiver) return []
    const {askedBy, by, expires, on, reason, ticket} = waiver
    const decision = [by, askedBy, on, expires, ticket, reason].map(text => text ?? '')
    return [[observation.verdict, ...findingCells(observation), ...decision]]
  }),
})

const outcomeText = (observation: Observation): string =>
  isSignalFailure(observation) ? 'worth a look' : effectiveVerdict(observation)

function findingCells(observation: Observation): SheetCell[] {
  const {check, controls, severity, signals = [], subject} = observation
  const refs = controls.length > 0 ? controls : signals
  return [
    severity,
    findingTitle(observation),
    subject.kind,
    subjectName(subject),
    subject.app ?? '',
    subject.space ?? '',
    subject.team ?? '',
    factDetails(observation),
    check,
    refs.map(({control, framework}) => controlKey(framework, control)),
  ]
}

const remediationCells = ({remediation}: Observation): SheetCell[] => [
  remediation?.text ?? '',
  effectText(remediation?.effects),
  remediation?.commands ?? [],
]
