import type {Report} from '../../model/report.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'
import {sharedQuestionsText} from '../text/open-questions.js'

import {severities, statuses} from '../../model/framework.js'
import {isSignalFailure, isBreach} from '../../model/observation.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {pluralize} from '../../foundation/text.js'
import {enforcedText, proposalText, questionWithHint} from '../text/control-text.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {inlineCode, escapeMarkdown} from '../text/markdown-text.js'
import {
  findingTitle,
  controlReason,
  keyedObservations,
  reportRemarks,
  findingDetails,
  keyedControls,
} from '../text/finding-text.js'
import {effectText} from '../text/remediation-effect.js'
import {partText} from '../text/scope-text.js'
import {verdictText} from '../text/verdict-text.js'
import {severityCounts, subjectName} from '../text/labels.js'

/** A comment on GitHub holds 65,536 characters. */
const maxBytes = 64_000
const maxSubjects = 25
/** A question that covers several frameworks has many parts. */
const longestControlText = 3000

/** A section: a heading, and blocks, of which as many are shown as fit. */
export interface MarkdownSection {
  readonly title: string
  readonly blocks: readonly string[]
  /** What a block is called in the count of those that don't fit. */
  readonly itemName: string
}

/** Markdown that fits a comment on a pull request: worst first, and a count of what doesn't fit. */
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
      title: 'Other controls that fail',
      itemName: 'control',
    },
    {blocks: checkBlocks(observations, 'unknown'), title: 'What could not be determined', itemName: 'check'},
    {
      blocks: controls
        .filter(({control}) => control.status === 'unknown')
        .map(keyedControl => controlBlock(keyedControl)),
      title: 'Other unknown controls',
      itemName: 'control',
    },
    {
      blocks: checkBlocks(
        observations.filter(({isSignal}) => isSignal),
        'fail',
      ),
      title: 'Worth a look',
      itemName: 'failed signal',
    },
    {blocks: checkBlocks(observations, 'waived'), title: 'Waived', itemName: 'check'},
    {
      blocks: controls
        .filter(({control}) => control.status === 'manual')
        .map(keyedControl => controlBlock(keyedControl)),
      title: 'What needs a person',
      itemName: 'question',
    },
    {blocks: reportRemarks(report).map(text => `- ${escapeMarkdown(text)}`), title: 'Notes', itemName: 'note'},
  ])
}

function headline(report: Report): string {
  const {exit, frameworks, scope} = report
  const name = scope.name === undefined ? scope.kind : `${scope.kind} ${inlineCode(scope.name)}`
  const standards = frameworks.map(({title, version}) => escapeMarkdown(`${title} ${version}`)).join(', ')
  const apps = pluralize(scope.apps.length, 'app')
  const sharedText = sharedQuestionsText(frameworks)
  const questionsText = sharedText === '' ? '' : ` ${sharedText}.`
  const part = partText(report)
  const onlyText = part === undefined ? '' : ` **${escapeMarkdown(part)}.**`
  const exitText = `Exit code ${exit.code}: ${escapeMarkdown(exit.reason)}.`
  return `## ${escapeMarkdown(verdictText(report).text)}: ${name}

${exitText} Assessed: ${apps} against ${standards || 'no framework'}.${onlyText}${questionsText}`
}

/** A row of a table. */
const tableRow = (cells: ReadonlyArray<number | string>): string => `| ${cells.join(' | ')} |\n`

const tableHead = (cells: readonly string[]): string => `${tableRow(cells)}|${cells.map(() => '---|').join('')}\n`

function countsTable({observations, summary}: Report): string {
  const violations = observations.filter(isBreach)
  const signalCount = observations.filter(isSignalFailure).length
  const counts = severityCounts(violations)
  return (
    tableHead(['observations', 'fail', 'worth a look', 'unknown', 'pass', 'not applicable', 'waived']) +
    tableRow([
      observations.length,
      `${violations.length}${counts === '' ? '' : ` (${counts})`}`,
      signalCount,
      summary.unknown,
      summary.pass,
      summary['not-applicable'],
      summary.waived,
    ])
  )
}

function controlsTable({frameworks}: Report): string {
  if (frameworks.length === 0) return ''
  const rows = frameworks.map(({controls, summary, title, version}) =>
    tableRow([escapeMarkdown(`${title} ${version}`), controls.length, ...statuses.map(status => summary[status])]),
  )
  return tableHead(['controls of', 'all', ...statuses]) + rows.join('')
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
      return [
        `**${first.severity}: ${escapeMarkdown(findingTitle(first))}** (${inlineCode(first.check)}, ${all.length})`,
        '',
        ...all.slice(0, maxSubjects).map(keyed => `- ${subjectLine(keyed)}`),
        ...(hiddenCount > 0 ? [`- and ${hiddenCount} more`] : []),
        ...(wantedOutcome === 'fail' ? remediationLines(all.slice(0, maxSubjects)) : []),
        '',
      ].join('\n')
    })
}

/** How to fix what a check found, a paragraph and a list of commands for each text. */
function remediationLines(shown: readonly KeyedObservation[]): string[] {
  const remediations = shown.flatMap(({observation: {remediation}}) => (remediation ? [remediation] : []))
  return [...groupBy(remediations, ({text}) => text).values()].flatMap(group => {
    const {effects, text = ''} = group[0] ?? {}
    const commands = [...new Set(group.flatMap(remediation => remediation.commands ?? []))]
    const effect = effects ? ` ${effectText(effects)}` : ''
    return ['', escapeMarkdown(`${text}${effect}`), ...commands.map(command => `- ${inlineCode(command)}`)]
  })
}

function subjectLine({observation}: KeyedObservation): string {
  const waiver = waiverOf(observation)
  const {kind, placeholder} = observation.subject
  const name = `${placeholder ? '' : `${kind} `}${inlineCode(subjectName(observation.subject))}`
  const details = waiver ? escapeMarkdown(`waived ${decisionText(waiver)}`) : inlineCode(findingDetails(observation))
  return `${name}: ${details}`
}

function controlBlock({control, framework}: KeyedControl): string {
  const {id, proposals = [], status, title} = control
  const enforced = enforcedText(control)
  const text = status === 'manual' ? (questionWithHint(control) ?? controlReason(control)) : controlReason(control)
  return [
    `- ${escapeMarkdown(`${framework.title} ${id}: ${title}`)}`,
    enforced === undefined ? '' : ` (${escapeMarkdown(enforced)})`,
    `: ${escapeMarkdown(text, longestControlText)}`,
    ...proposals.map(proposal => `\n  - ${escapeMarkdown(proposalText(proposal))}`),
  ].join('')
}

/** The sections in order, as far as they fit; each ends with a count of what was left out. */
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
      text += `\n*${pluralize(hiddenCount, `more ${itemName}`)} not shown, to fit; the other formats list all.*\n`
  }

  return text
}
