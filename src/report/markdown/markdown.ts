import type {FrameworkResult, Report} from '../../model/report.js'
import type {Seen, Stated} from '../text/finding-text.js'

import {severities, statuses} from '../../model/framework.js'
import {isAside, isBreach} from '../../model/observation.js'
import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {capital, times} from '../../foundation/text.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {code, words} from './markdown-text.js'
import {claim, controlText, observed, remarks, seenText, stated} from '../text/finding-text.js'
import {verdict} from '../text/verdict-text.js'
import {bySeverity, subjectName} from '../text/labels.js'

/** A comment on GitHub holds 65,536 characters. */
const room = 64_000
const mostSubjects = 25

/** A part of the document: a heading, and blocks of which as many are shown as there is room for. */
export interface Part {
  readonly title: string
  readonly blocks: readonly string[]
  /** What a block is called where it is left out. */
  readonly what: string
}

/** Markdown that fits a comment on a pull request: worst first, and what there is no room for is counted. */
export function markdown(report: Report): string {
  const seen = [...observed(report)]
  const controls = [...stated(report)].filter(({isTold}) => !isTold)
  const head = `${headline(report)}\n\n${countsTable(report)}\n${controlsTable(report)}`
  return fitted(head, [
    {
      blocks: checks(
        seen.filter(({isAside}) => !isAside),
        'fail',
      ),
      title: 'What is wrong',
      what: 'failing check',
    },
    {
      blocks: controls.filter(({control}) => control.status === 'fail').map(one => controlBlock(one)),
      title: 'Controls that fail otherwise',
      what: 'control',
    },
    {blocks: checks(seen, 'unknown'), title: 'What could not be seen', what: 'check'},
    {
      blocks: controls.filter(({control}) => control.status === 'unknown').map(one => controlBlock(one)),
      title: 'Controls that are not known otherwise',
      what: 'control',
    },
    {
      blocks: checks(
        seen.filter(({isAside}) => isAside),
        'fail',
      ),
      title: 'Worth a look',
      what: 'failing check that breaches nothing',
    },
    {blocks: checks(seen, 'waived'), title: 'What is waived', what: 'check'},
    {
      blocks: controls.filter(({control}) => control.status === 'manual').map(one => controlBlock(one)),
      title: 'What a person has to answer',
      what: 'question',
    },
    {blocks: remarks(report).map(text => `- ${words(text)}`), title: 'Notes', what: 'note'},
  ])
}

function headline(report: Report): string {
  const {exit, frameworks, scope} = report
  const name = scope.name === undefined ? scope.kind : `${scope.kind} ${code(scope.name)}`
  return `## ${words(verdict(report).text)}: ${name}\n\nExit code ${exit.code}: ${words(exit.reason)}. Judged: ${times(scope.apps.length, 'app')} by ${frameworks.length > 0 ? frameworks.map(({title, version}) => words(`${title} ${version}`)).join(', ') : 'no framework'}.`
}

function countsTable({observations, summary}: Report): string {
  const {'not-applicable': none, pass, unknown, waived} = summary
  const breaches = observations.filter(isBreach)
  const asides = observations.filter(isAside).length
  const worst = bySeverity(breaches)
  return `| observations | fail | worth a look | unknown | pass | not applicable | waived |\n|---|---|---|---|---|---|---|\n| ${observations.length} | ${breaches.length}${worst === '' ? '' : ` (${worst})`} | ${asides} | ${unknown} | ${pass} | ${none} | ${waived} |\n`
}

function controlsTable({frameworks}: Report): string {
  if (frameworks.length === 0) return ''
  const row = ({controls, summary, title, version}: FrameworkResult) =>
    `| ${words(`${title} ${version}`)} | ${controls.length} | ${statuses.map(status => summary[status]).join(' | ')} |\n`
  return `| controls of | all | ${statuses.join(' | ')} |\n|---|---|${statuses.map(() => '---|').join('')}\n${frameworks.map(row).join('')}`
}

/** Each check of one outcome with its subjects, worst first. */
function checks(seen: readonly Seen[], wanted: 'fail' | 'unknown' | 'waived'): string[] {
  const groups = [
    ...grouped(
      seen.filter(({outcome}) => outcome === wanted),
      ({observation}) => observation.check,
    ).values(),
  ].flatMap(all => (all[0] ? [{all, first: all[0].observation}] : []))
  return groups
    .sort(
      (a, b) =>
        severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
        byCodeUnit(a.first.check, b.first.check),
    )
    .map(({all, first}) => {
      const left = all.length - mostSubjects
      const {remediation} = first
      const commands = [
        ...new Set(all.slice(0, mostSubjects).flatMap(({observation}) => observation.remediation?.commands ?? [])),
      ]
      return [
        `**${first.severity}: ${words(wanted === 'fail' ? claim(first) : capital(first.title))}** (${code(first.check)}, ${all.length})`,
        '',
        ...all.slice(0, mostSubjects).map(one => `- ${subject(one)}`),
        ...(left > 0 ? [`- and ${left} more`] : []),
        ...(wanted === 'fail' && remediation
          ? ['', words(remediation.text), ...commands.map(command => `- ${code(command)}`)]
          : []),
        '',
      ].join('\n')
    })
}

function subject({observation}: Seen): string {
  const waiver = waiverOf(observation)
  const {kind, placeholder} = observation.subject
  return `${placeholder ? '' : `${kind} `}${code(subjectName(observation.subject))}: ${waiver ? words(`waived ${decisionText(waiver)}`) : code(seenText(observation))}`
}

const controlBlock = ({control, framework}: Stated): string =>
  `- ${words(`${framework.title} ${control.id}: ${control.title}`)}: ${words(control.status === 'manual' ? (control.question ?? controlText(control)) : controlText(control))}`

/** Parts in their order, as far as there is room; the last words of each are how much was left out. */
export function fitted(head: string, parts: readonly Part[]): string {
  let text = head
  for (const {blocks, title, what} of parts.filter(one => one.blocks.length > 0)) {
    text += `\n### ${title} (${blocks.length})\n\n`
    let shown = 0
    for (const block of blocks) {
      if (Buffer.byteLength(text) + Buffer.byteLength(block) > room) break
      text += `${block}\n`
      shown++
    }

    const left = blocks.length - shown
    if (left > 0)
      text += `\n*${times(left, what)} more, for which there is no room here; the other formats have all.*\n`
  }

  return text
}
