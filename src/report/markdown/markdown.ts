import type {FrameworkResult, Report} from '../../model/report.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'

import {severities, statuses} from '../../model/framework.js'
import {isSignalFailure, isBreach} from '../../model/observation.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {pluralize} from '../../foundation/text.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {inlineCode, escapeMarkdown} from './markdown-text.js'
import {
  findingTitle,
  controlReason,
  keyedObservations,
  reportRemarks,
  findingDetails,
  keyedControls,
} from '../text/finding-text.js'
import {verdictText} from '../text/verdict-text.js'
import {severityCounts, subjectName} from '../text/labels.js'

/** A comment on GitHub holds 65,536 characters. */
const maxBytes = 64_000
const maxSubjects = 25

/** A part of the document: a heading, and blocks of which as many are shown as there is room for. */
export interface MarkdownSection {
  readonly title: string
  readonly blocks: readonly string[]
  /** What a block is called where it is left out. */
  readonly itemName: string
}

/** Markdown that fits a comment on a pull request: worst first, and what there is no room for is counted. */
export function markdown(report: Report): string {
  const observations = [...keyedObservations(report)]
  const controls = [...keyedControls(report)].filter(({isCoveredByObservation}) => !isCoveredByObservation)
  const head = `${headline(report)}\n\n${countsTable(report)}\n${controlsTable(report)}`
  return fitSections(head, [
    {
      blocks: checkBlocks(
        observations.filter(({isSignal}) => !isSignal),
        'fail',
      ),
      title: 'What is wrong',
      itemName: 'failing check',
    },
    {
      blocks: controls.filter(({control}) => control.status === 'fail').map(keyedControl => controlBlock(keyedControl)),
      title: 'Controls that fail otherwise',
      itemName: 'control',
    },
    {blocks: checkBlocks(observations, 'unknown'), title: 'What could not be seen', itemName: 'check'},
    {
      blocks: controls
        .filter(({control}) => control.status === 'unknown')
        .map(keyedControl => controlBlock(keyedControl)),
      title: 'Controls that are not known otherwise',
      itemName: 'control',
    },
    {
      blocks: checkBlocks(
        observations.filter(({isSignal}) => isSignal),
        'fail',
      ),
      title: 'Worth a look',
      itemName: 'failing check that breaches nothing',
    },
    {blocks: checkBlocks(observations, 'waived'), title: 'What is waived', itemName: 'check'},
    {
      blocks: controls
        .filter(({control}) => control.status === 'manual')
        .map(keyedControl => controlBlock(keyedControl)),
      title: 'What a person has to answer',
      itemName: 'question',
    },
    {blocks: reportRemarks(report).map(text => `- ${escapeMarkdown(text)}`), title: 'Notes', itemName: 'note'},
  ])
}

function headline(report: Report): string {
  const {exit, frameworks, scope} = report
  const name = scope.name === undefined ? scope.kind : `${scope.kind} ${inlineCode(scope.name)}`
  return `## ${escapeMarkdown(verdictText(report).text)}: ${name}\n\nExit code ${exit.code}: ${escapeMarkdown(exit.reason)}. Judged: ${pluralize(scope.apps.length, 'app')} by ${frameworks.length > 0 ? frameworks.map(({title, version}) => escapeMarkdown(`${title} ${version}`)).join(', ') : 'no framework'}.`
}

function countsTable({observations, summary}: Report): string {
  const {'not-applicable': notApplicable, pass, unknown, waived} = summary
  const violations = observations.filter(isBreach)
  const signalCount = observations.filter(isSignalFailure).length
  const severities = severityCounts(violations)
  return `| observations | fail | worth a look | unknown | pass | not applicable | waived |\n|---|---|---|---|---|---|---|\n| ${observations.length} | ${violations.length}${severities === '' ? '' : ` (${severities})`} | ${signalCount} | ${unknown} | ${pass} | ${notApplicable} | ${waived} |\n`
}

function controlsTable({frameworks}: Report): string {
  if (frameworks.length === 0) return ''
  const row = ({controls, summary, title, version}: FrameworkResult) =>
    `| ${escapeMarkdown(`${title} ${version}`)} | ${controls.length} | ${statuses.map(status => summary[status]).join(' | ')} |\n`
  return `| controls of | all | ${statuses.join(' | ')} |\n|---|---|${statuses.map(() => '---|').join('')}\n${frameworks.map(row).join('')}`
}

/** Each check of one outcome with its subjects, worst first. */
function checkBlocks(
  observations: readonly KeyedObservation[],
  wantedOutcome: 'fail' | 'unknown' | 'waived',
): string[] {
  const groups = [
    ...groupBy(
      observations.filter(({outcome}) => outcome === wantedOutcome),
      ({observation}) => observation.check,
    ).values(),
  ].flatMap(subjects => (subjects[0] ? [{all: subjects, first: subjects[0].observation}] : []))
  return groups
    .sort(
      (a, b) =>
        severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
        byCodeUnit(a.first.check, b.first.check),
    )
    .map(({all, first}) => {
      const hiddenCount = all.length - maxSubjects
      const {remediation} = first
      const commands = [
        ...new Set(all.slice(0, maxSubjects).flatMap(({observation}) => observation.remediation?.commands ?? [])),
      ]
      return [
        `**${first.severity}: ${escapeMarkdown(findingTitle(first))}** (${inlineCode(first.check)}, ${all.length})`,
        '',
        ...all.slice(0, maxSubjects).map(keyed => `- ${subjectLine(keyed)}`),
        ...(hiddenCount > 0 ? [`- and ${hiddenCount} more`] : []),
        ...(wantedOutcome === 'fail' && remediation
          ? ['', escapeMarkdown(remediation.text), ...commands.map(command => `- ${inlineCode(command)}`)]
          : []),
        '',
      ].join('\n')
    })
}

function subjectLine({observation}: KeyedObservation): string {
  const waiver = waiverOf(observation)
  const {kind, placeholder} = observation.subject
  return `${placeholder ? '' : `${kind} `}${inlineCode(subjectName(observation.subject))}: ${waiver ? escapeMarkdown(`waived ${decisionText(waiver)}`) : inlineCode(findingDetails(observation))}`
}

const controlBlock = ({control, framework}: KeyedControl): string =>
  `- ${escapeMarkdown(`${framework.title} ${control.id}: ${control.title}`)}: ${escapeMarkdown(control.status === 'manual' ? (control.question ?? controlReason(control)) : controlReason(control))}`

/** Parts in their order, as far as there is room; the last words of each are how much was left out. */
export function fitSections(head: string, sections: readonly MarkdownSection[]): string {
  let text = head
  for (const {blocks, title, itemName} of sections.filter(section => section.blocks.length > 0)) {
    text += `\n### ${title} (${blocks.length})\n\n`
    let shown = 0
    for (const block of blocks) {
      if (Buffer.byteLength(text) + Buffer.byteLength(block) > maxBytes) break
      text += `${block}\n`
      shown++
    }

    const hiddenCount = blocks.length - shown
    if (hiddenCount > 0)
      text += `\n*${pluralize(hiddenCount, itemName)} more, for which there is no room here; the other formats have all.*\n`
  }

  return text
}
