import type {Report} from '../../model/report.js'
import type {KeyedControl} from '../text/finding-text.js'
import type {Sheet, SheetCell, SheetColumn} from './sheet.js'

import {proposalText, sharedQuestionText} from '../text/control-text.js'
import {answersOf} from '../text/decisions.js'
import {controlReason, keyedControls} from '../text/finding-text.js'
import {nistRelations} from '../text/nist.js'

const controlColumns: readonly SheetColumn[] = [
  {title: 'Framework', width: 18},
  {title: 'Control', width: 18},
  {title: 'Title', width: 48},
  {title: 'Severity', width: 10},
]
const questionColumns: readonly SheetColumn[] = [
  {title: 'Question', width: 70},
  {title: 'Answered by another', width: 36},
  {title: 'Documents', width: 28},
  {title: 'Enforced from', width: 14},
  {title: 'Answers to related controls', width: 50},
]
const answerColumns: readonly SheetColumn[] = [
  {title: 'Answer', width: 14},
  {title: 'By', width: 28},
  {title: 'On', width: 12},
  {title: 'Until', width: 12},
  {title: 'Given to', width: 28},
  {title: 'For', width: 32},
  {title: 'Document', width: 20},
  {title: 'Reason', width: 60},
]

/** Open questions, answers, and every control with its status. */
export function controlSheets(report: Report): Sheet[] {
  const controls = [...keyedControls(report)]
  return [
    {
      columns: [...controlColumns, ...questionColumns],
      name: 'Questions',
      rows: controls.filter(({control}) => control.status === 'manual').map(keyedControl => questionRow(keyedControl)),
    },
    {
      columns: [...controlColumns, ...answerColumns],
      name: 'Answers',
      rows: controls.flatMap(keyedControl => answerRows(keyedControl)),
    },
    {
      columns: [
        {title: 'Status', width: 14},
        ...controlColumns,
        {title: 'Reason', width: 60},
        {title: 'Kind', width: 14},
        {title: 'Responsibility', width: 14},
        {title: 'NIST SP 800-53', width: 24},
        {title: 'Checks', width: 40},
      ],
      name: 'Controls',
      rows: controls.map(keyedControl => controlRow(keyedControl)),
    },
  ]
}

const controlCells = ({control: {id, severity, title}, framework}: KeyedControl): SheetCell[] => [
  framework.id,
  id,
  title,
  severity,
]

function questionRow(keyedControl: KeyedControl): SheetCell[] {
  const {control} = keyedControl
  const {documents = [], enforcedFrom = '', proposals = [], question} = control
  return [
    ...controlCells(keyedControl),
    question ?? controlReason(control),
    sharedQuestionText(control) ?? '',
    documents,
    enforcedFrom,
    proposals.map(proposal => proposalText(proposal)),
  ]
}

const answerRows = (keyedControl: KeyedControl): SheetCell[][] =>
  answersOf(keyedControl.control).map(({answer, by, evidence, expires, givenTo, on, places, reason}) => [
    ...controlCells(keyedControl),
    ...[answer, by, on, expires, givenTo].map(text => text ?? ''),
    places,
    ...[evidence, reason].map(text => text ?? ''),
  ])

function controlRow(keyedControl: KeyedControl): SheetCell[] {
  const {control, framework} = keyedControl
  return [
    control.status,
    ...controlCells(keyedControl),
    controlReason(control),
    control.kind,
    control.responsibility,
    nistRelations(framework, control)
      .map(([id]) => id)
      .join('; '),
    control.checks,
  ]
}
