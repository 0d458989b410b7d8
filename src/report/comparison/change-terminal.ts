import type {ChangeDiff, ControlChange, ObservationChange, UnknownAfter} from '../../model/comparison.js'
import type {Page} from '../terminal/page.js'
import type {Glyphs} from '../terminal/screen/glyphs.js'
import type {ChangeGroup} from './change-groups.js'
import type {ComparisonOptions} from './comparison-options.js'

import {firstFew} from '../../foundation/text.js'
import {severities} from '../../model/framework.js'
import {nextLines} from '../terminal/next-lines.js'
import {columnText, joinParts, paragraph} from '../terminal/page.js'
import {createPalette} from '../terminal/palette.js'
import {glyphsFor} from '../terminal/screen/glyphs.js'
import {countText, subjectName} from '../text/labels.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {betterGroups, unknownGroups, worseGroups} from './change-groups.js'
import {changeHeadline, changeOutcome, changeSubjectText, controlText, plannedLines} from './change-text.js'
import {comparisonParts} from './terminal.js'

const maxLines = 40

/** How much of each list is shown. */
interface Limits {
  readonly commands: number
  readonly worse: number
  readonly others: number
  readonly controls: number
}

const limitsToTry: readonly Limits[] = [
  {commands: 6, controls: 6, others: 5, worse: 10},
  {commands: 4, controls: 4, others: 3, worse: 10},
  {commands: 3, controls: 3, others: 2, worse: 6},
  {commands: 2, controls: 2, others: 1, worse: 4},
  {commands: 1, controls: 1, others: 1, worse: 2},
  {commands: 1, controls: 0, others: 0, worse: 1},
]

type ChangePage = Pick<Page, 'columns' | 'paint'> & {readonly glyphs: Glyphs}

/** A planned change for a person at a terminal: one screen or, in full, all of it. */
export function changeTerminal(
  diff: ChangeDiff,
  {color, columns, isAscii = false, isFull = false, nextSteps = []}: ComparisonOptions,
): string {
  const page: ChangePage = {columns, glyphs: glyphsFor(isAscii), paint: createPalette(color)}
  const next = nextLines(page, nextSteps)
  const lines = isFull ? fullLines(page, diff) : screenWithin(page, diff, maxLines - next.length - 1)
  return `${joinParts([lines, next]).join('\n')}\n`
}

function screenWithin(page: ChangePage, diff: ChangeDiff, room: number): string[] {
  let lines: string[] = []
  for (const limits of limitsToTry) {
    lines = joinParts(screenParts(page, diff, limits))
    if (lines.length <= room) break
  }

  return lines
}

const screenParts = (page: ChangePage, diff: ChangeDiff, limits: Limits): string[][] => [
  headLines(page, diff, limits.commands),
  verdictLines(page, diff),
  worseLines(page, diff, limits.worse),
  controlLines(page, diff, limits.controls),
  ...otherParts(page, diff, limits.others),
]

const fullLines = (page: ChangePage, diff: ChangeDiff): string[] =>
  joinParts([
    headLines(page, diff, Infinity),
    verdictLines(page, diff),
    ...comparisonParts(page, diff),
    ...unknownParts(page, diff, Infinity),
  ])

function headLines(page: ChangePage, diff: ChangeDiff, limit: number): string[] {
  const planned = plannedLines(diff.change)
  const shown = planned.slice(0, limit)
  const hidden = planned.length - shown.length
  return [
    ...shown.flatMap(line => columnText(page, '', page.paint.name(sanitizeForTerminal(line, 160)), 0)),
    ...(hidden > 0 ? [page.paint.dim(`${page.glyphs.ellipsis}and ${countText(hidden, 'more command')} (--full)`)] : []),
    ...paragraph(page, page.paint.dim(sanitizeForTerminal(changeSubjectText(diff), 300))),
  ]
}

function verdictLines(page: ChangePage, diff: ChangeDiff): string[] {
  const outcome = changeOutcome(diff)
  const mark = page.glyphs[outcome]
  return columnText(page, `${page.paint[outcome](mark)} `, page.paint[outcome](`${changeHeadline(diff)}.`), 2)
}

const severityWidth = 10

function worseLines(page: ChangePage, diff: ChangeDiff, limit: number): string[] {
  const groups = worseGroups(diff)
  const several = diff.change.commands.length > 1
  return listLines(page, groups, limit, ({members}) =>
    [controlText(diff, members), ...(several ? causeText(members) : [])].filter(text => text !== '').join('; '),
  )
}

const causeText = (members: readonly ObservationChange[]): string[] => {
  const causes = [...new Set(members.flatMap(({command}) => command ?? []))].sort((a, b) => a - b)
  return causes.length === 0 ? [] : [`by command ${firstFew(causes.map(String), 3)}`]
}

/** Groups, a line or two each: how severe, what, where, and a remark. */
function listLines<T extends ObservationChange | UnknownAfter>(
  page: ChangePage,
  groups: ReadonlyArray<ChangeGroup<T>>,
  limit: number,
  remarkOf: (group: ChangeGroup<T>) => string = () => '',
): string[] {
  const shown = groups.slice(0, limit)
  const hidden = groups.length - shown.length
  return [
    ...shown.flatMap(group => {
      const names = firstFew([...new Set(group.members.map(({subject}) => subjectName(subject)))], 3)
      const remark = remarkOf(group)
      const title = page.paint.strong(sanitizeForTerminal(group.title, 120))
      const suffix = remark === '' ? '' : page.paint.dim(` (${sanitizeForTerminal(remark, 120)})`)
      const word = page.paint.severity[group.severity](group.severity)
      const lead = `${word}${' '.repeat(severityWidth - group.severity.length)}`
      return columnText(page, lead, `${title}: ${sanitizeForTerminal(names, 160)}${suffix}`, severityWidth)
    }),
    ...(hidden > 0 ? [page.paint.dim(`${page.glyphs.ellipsis}and ${countText(hidden, 'more check')} (--full)`)] : []),
  ]
}

function controlLines(page: ChangePage, {betterControls, worseControls}: ChangeDiff, limit: number): string[] {
  const moved = [...worseControls, ...betterControls]
  if (moved.length === 0) return []
  const text = (changes: readonly ControlChange[]) =>
    [...changes]
      .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
      .slice(0, limit)
      .map(({control, framework, status, was}) => `${framework} ${control} ${was} to ${status}`)
      .join(', ')
  const shown = sanitizeForTerminal(text(moved), 400)
  const hidden = moved.length - Math.min(limit, moved.length)
  const more = hidden > 0 ? `${shown === '' ? '' : ' and '}${countText(hidden, 'more control')}` : ''
  return paragraph(page, `Controls that move: ${shown}${more}.`)
}

const otherParts = (page: ChangePage, diff: ChangeDiff, limit: number): string[][] => [
  titledLines(page, 'pass', 'Would be fixed', listLines(page, betterGroups(diff, 'pass'), limit)),
  titledLines(page, 'pass', 'Would no longer apply', listLines(page, betterGroups(diff, 'not-applicable'), limit)),
  ...unknownParts(page, diff, limit),
]

function unknownParts(page: ChangePage, {change}: ChangeDiff, limit: number): string[][] {
  const {missing, undetermined, unseen} = change
  const hidden = missing.length - Math.min(3, missing.length)
  const missingText = `${missing.slice(0, 3).join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`
  return [
    titledLines(page, 'unknown', "Can't be known before it is done", [
      ...listLines(page, unknownGroups(undetermined), limit),
      ...(undetermined.length === 0 ? ['nothing'] : []),
    ]),
    titledLines(
      page,
      'unknown',
      "Can't be seen now, and could get worse",
      listLines(page, unknownGroups(unseen), limit),
    ),
    missing.length === 0
      ? []
      : paragraph(page, `The snapshot lacks what the change needs: ${sanitizeForTerminal(missingText, 300)}.`),
  ]
}

function titledLines(page: ChangePage, color: 'pass' | 'unknown', title: string, lines: readonly string[]): string[] {
  const [only = ''] = lines
  if (lines.length === 0) return []
  const lead = `${page.paint[color](page.glyphs[color])} ${title}:`
  return only === 'nothing' ? [`${lead} nothing`] : [lead, ...lines]
}
