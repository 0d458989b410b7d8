import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {RenderOptions} from '../render-options.js'
import type {FailedCheck} from '../text/failed-checks.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'
import type {UnknownCause} from '../text/unknown-causes.js'

import {severities, statuses} from '../../model/framework.js'
import {isBreach, isDecisive, isSignalFailure} from '../../model/observation.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {capitalize, pluralize} from '../../foundation/text.js'
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
import {failedSignals, violatedChecks} from '../text/failed-checks.js'
import {nextSteps} from '../text/next-steps.js'
import {remediationImpactText} from '../text/remediation-impact.js'
import {checkTrack, questionTrack} from '../text/tracks.js'
import {unknownCauses, worstSeverityRank} from '../text/unknown-causes.js'
import {violatedControlsText} from '../text/violated-controls.js'
import {effectText} from '../text/remediation-effect.js'
import {partText} from '../text/scope-text.js'
import {verdictText} from '../text/verdict-text.js'
import {severityCounts, shortList, subjectName} from '../text/labels.js'

/** A comment on GitHub holds 65,536 characters. */
const maxBytes = 64_000
const maxSubjects = 25
const maxNames = 8
const maxRequests = 4
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
export function markdown(report: Report, options: Pick<RenderOptions, 'invocation' | 'view'>): string {
  const observations = [...keyedObservations(report)]
  const controls = [...keyedControls(report)].filter(({isCoveredByObservation}) => !isCoveredByObservation)
  const head = [headline(report), tracks(report), countsTable(report), controlsTable(report), next(report, options)]
    .filter(part => part !== '')
    .join('\n')
  return fitSections(head, [
    {
      blocks: violatedChecks(report).map(failure => failureBlock(report, failure)),
      title: 'What is wrong',
      itemName: 'failing check',
    },
    {
      blocks: controls.filter(({control}) => control.status === 'fail').map(keyedControl => controlBlock(keyedControl)),
      title: 'Other controls that fail',
      itemName: 'control',
    },
    {
      blocks: unknownCauses(report)
        .filter(cause => cause.observations.length > 0)
        .map(cause => causeBlock(cause)),
      title: 'What could not be determined',
      itemName: 'cause',
    },
    {
      blocks: controls
        .filter(({control}) => control.status === 'unknown')
        .map(keyedControl => controlBlock(keyedControl)),
      title: 'Other unknown controls',
      itemName: 'control',
    },
    {
      blocks: failedSignals(report).map(failure => failureBlock(report, failure)),
      title: 'Worth a look',
      itemName: 'failed signal',
    },
    {blocks: waivedBlocks(observations), title: 'Waived', itemName: 'check'},
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

/** The verdict in words that are no approval while something fails, and what was assessed. */
function headline(report: Report): string {
  const {exit, frameworks, scope} = report
  const name = scope.name === undefined ? scope.kind : `${scope.kind} ${inlineCode(scope.name)}`
  const standards = frameworks.map(({title, version}) => escapeMarkdown(`${title} ${version}`)).join(', ')
  const apps = pluralize(scope.apps.length, 'app')
  const part = partText(report)
  const onlyText = part === undefined ? '' : ` **${escapeMarkdown(part)}.**`
  const exitText = `Exit code ${exit.code}: ${escapeMarkdown(exit.reason)}.`
  return `## ${escapeMarkdown(verdictText(report).text)}: ${name}

${exitText} Assessed: ${apps} against ${standards || 'no framework'}.${onlyText}
`
}

/** What the checks saw and what people owe, apart from each other. */
function tracks(report: Report): string {
  const {text: questions} = questionTrack(report)
  return [
    `- **Checks:** ${escapeMarkdown(checkTrack(report).counts)}`,
    ...(questions === '' ? [] : [`- **Questions:** ${escapeMarkdown(questions)}`]),
    '',
  ].join('\n')
}

/** What to type next; nothing where no command made the report. */
function next(report: Report, {invocation, view}: Pick<RenderOptions, 'invocation' | 'view'>): string {
  const steps = nextSteps(report, {isFull: true, view, ...(invocation ? {invocation} : {})})
  const lines = steps.map(({about, command}) => `- ${inlineCode(command)}: ${escapeMarkdown(about)}\n`)
  return lines.length === 0 ? '' : `**Next**\n\n${lines.join('')}`
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

/** A check that fails, where, which controls it violates, and how to fix it. */
function failureBlock(report: Report, {observations, sample}: FailedCheck): string {
  const impact = isDecisive(sample) ? remediationImpactText(report, sample.check) : ''
  return [
    `**${sample.severity}: ${escapeMarkdown(findingTitle(sample))}** (${checkCount(sample, observations)})`,
    '',
    ...subjectLines(observations),
    ...(isDecisive(sample) ? ['', escapeMarkdown(`${violatedControlsText(report, sample)}. ${impact}`.trim())] : []),
    ...remediationLines(observations.slice(0, maxSubjects)),
    '',
  ].join('\n')
}

/** Why observations are unknown, what would help, and the checks that it leaves open. */
function causeBlock({needs, observations, requests, title}: UnknownCause): string {
  const severity = severities[worstSeverityRank(observations)] ?? 'low'
  const checks = [...groupBy(observations, ({check}) => check).values()].sort(
    (a, b) => worstSeverityRank(a) - worstSeverityRank(b),
  )
  const paths = requests.map(({path}) => inlineCode(path))
  return [
    `**${severity}: ${escapeMarkdown(capitalize(title))}** (${pluralize(observations.length, 'observation')})`,
    '',
    ...(needs === undefined ? [] : [`Needed: ${escapeMarkdown(needs)}`, '']),
    ...(paths.length === 0 ? [] : [`Requests: ${shortList(paths, maxRequests, '')}`, '']),
    ...shortened(checks, same => openCheckLine(same)),
    '',
  ].join('\n')
}

function openCheckLine(observations: readonly Observation[]): string {
  const [first] = observations
  if (!first) return ''
  const names = observations.map(({subject}) => inlineCode(subjectName(subject)))
  return `${escapeMarkdown(findingTitle(first))} (${inlineCode(first.check)}): ${shortList(names, maxNames, '')}`
}

/** Each waived check with what was waived, worst first. */
function waivedBlocks(all: readonly KeyedObservation[]): string[] {
  const waived = all.filter(({outcome}) => outcome === 'waived').map(({observation}) => observation)
  return [...groupBy(waived, ({check}) => check).values()]
    .flatMap(observations => (observations[0] ? [{first: observations[0], observations}] : []))
    .sort(
      (a, b) =>
        severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
        byCodeUnit(a.first.check, b.first.check),
    )
    .map(({first, observations}) =>
      [
        `**${first.severity}: ${escapeMarkdown(findingTitle(first))}** (${checkCount(first, observations)})`,
        '',
        ...subjectLines(observations),
        '',
      ].join('\n'),
    )
}

const checkCount = ({check}: Observation, {length}: readonly Observation[]): string => `${inlineCode(check)}, ${length}`

const subjectLines = (observations: readonly Observation[]): string[] => shortened(observations, subjectLine)

/** The first items as a list, and how many more there are. */
function shortened<T>(items: readonly T[], line: (item: T) => string): string[] {
  const hiddenCount = items.length - maxSubjects
  return [
    ...items.slice(0, maxSubjects).map(item => `- ${line(item)}`),
    ...(hiddenCount > 0 ? [`- and ${hiddenCount} more`] : []),
  ]
}

/** How to fix what a check found, a paragraph and a list of commands for each text. */
function remediationLines(shown: readonly Observation[]): string[] {
  const remediations = shown.flatMap(({remediation}) => (remediation ? [remediation] : []))
  return [...groupBy(remediations, ({text}) => text).values()].flatMap(group => {
    const {effects, text = ''} = group[0] ?? {}
    const commands = [...new Set(group.flatMap(remediation => remediation.commands ?? []))]
    const effect = effects ? ` ${effectText(effects)}` : ''
    return ['', escapeMarkdown(`${text}${effect}`), ...commands.map(command => `- ${inlineCode(command)}`)]
  })
}

function subjectLine(observation: Observation): string {
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
