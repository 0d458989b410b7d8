import type {ObservationChange, Diff} from '../../model/comparison.js'
import type {Page} from '../terminal/page.js'
import type {NextStep} from '../text/next-steps.js'

import {isNewlyUnknown} from '../../model/comparison.js'
import {severities} from '../../model/framework.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {firstFew} from '../../foundation/text.js'
import {nextLines} from '../terminal/next-lines.js'
import {columnText, joinParts, paragraph} from '../terminal/page.js'
import {countText, subjectName} from '../text/labels.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {auditTrailTexts, causesText} from './causes-text.js'
import {changeText, changeTitle, comparisonRemainder, comparisonSideText, movedSubjectsText} from './comparison-text.js'

const maxLines = 40
const maxGroups = 10
const minGroups = 3
const maxNotices = 2
const maxNames = 3

type ScreenPage = Pick<Page, 'columns' | 'paint'>

/** One check that got worse in one way, over all its subjects. */
interface WorseGroup {
  readonly word: string
  readonly sample: ObservationChange
  readonly changes: readonly ObservationChange[]
}

/** What got worse on one screen, its checks worst first; then a count of all else, and what to type next. */
export function comparisonScreen(
  page: ScreenPage,
  diff: Diff,
  verdict: readonly string[],
  steps: readonly NextStep[],
): string[] {
  const head = [
    [...verdict],
    [
      ...paragraph(page, `before: ${sanitizeForTerminal(comparisonSideText(diff.before), 100)}`, 1),
      ...paragraph(page, `after: ${sanitizeForTerminal(comparisonSideText(diff.after), 100)}`, 1),
    ],
  ]
  const tail = [remainderLines(page, diff), trailLines(page, diff), noticeLines(page, diff), nextLines(page, steps)]
  const taken = joinParts([...head, ...tail]).length
  return joinParts([...head, worseLines(page, worseGroups(diff), maxLines - taken - 1), ...tail])
}

/** The first checks, as many as there is room for. */
function worseLines(page: ScreenPage, groups: readonly WorseGroup[], room: number): string[] {
  const lines: string[] = []
  let shown = 0
  for (const group of groups.slice(0, maxGroups)) {
    const own = groupLines(page, group)
    const isLast = shown === groups.length - 1
    if (shown >= minGroups && lines.length + own.length + (isLast ? 0 : 1) > room) break
    lines.push(...own)
    shown++
  }

  const hidden = groups.length - shown
  return [...lines, ...(hidden > 0 ? paragraph(page, `and ${countText(hidden, 'check')} more (--full)`) : [])]
}

function worseGroups({newlyFailing, newlyUnknown, worsened}: Diff): WorseGroup[] {
  const listed = [
    {changes: newlyFailing, word: 'new'},
    {changes: worsened, word: 'worse'},
    {changes: newlyUnknown.filter(isNewlyUnknown), word: 'unseen'},
  ]
  return listed
    .flatMap(({changes, word}) =>
      [...groupBy(changes, ({check}) => check).values()].flatMap(own =>
        own[0] ? [{changes: own, sample: own[0], word}] : [],
      ),
    )
    .sort(
      (a, b) =>
        severities.indexOf(a.sample.severity) - severities.indexOf(b.sample.severity) ||
        b.changes.length - a.changes.length ||
        byCodeUnit(a.sample.check, b.sample.check),
    )
}

const severityWidth = 10
const wordWidth = 8

function groupLines(page: ScreenPage, {changes, sample, word}: WorseGroup): string[] {
  const {paint} = page
  const names = firstFew(
    changes.map(({subject}) => subjectName(subject)),
    maxNames,
  )
  const seen = word === 'worse' && changes.length === 1 ? ` - ${sanitizeForTerminal(changeText(sample), 100)}` : ''
  const lead = sample.severity.padEnd(severityWidth) + word.padEnd(wordWidth)
  return [
    ...columnText(
      page,
      lead.replace(/\S+/, paint.severity[sample.severity]),
      `${paint.strong(sanitizeForTerminal(changeTitle(sample), 120))}: ${sanitizeForTerminal(names, 160)}${seen}`,
      severityWidth + wordWidth,
    ),
    ...causeTexts(changes).flatMap(text =>
      columnText(page, '', paint.dim(sanitizeForTerminal(text, 300)), severityWidth + wordWidth),
    ),
  ]
}

/** Who may have done it: the newest event of the first subject that has one. Subjects without are only counted. */
function causeTexts(changes: readonly ObservationChange[]): string[] {
  const known = changes.find(({causes}) => causes !== undefined && causes.events.length > 0)
  if (!known) return []
  const texts = causesText(known.causes, 1)
  const others = changes.length - 1
  return others === 0 ? texts : [`${subjectName(known.subject)}: ${texts.join('; ')} (${others} more: --full)`]
}

function trailLines(page: ScreenPage, diff: Diff): string[] {
  return auditTrailTexts(diff).flatMap(text => paragraph(page, sanitizeForTerminal(text, 300)))
}

function remainderLines(page: ScreenPage, diff: Diff): string[] {
  const moved = movedSubjectsText(diff)
  return [...paragraph(page, `${comparisonRemainder(diff)}.`), ...(moved === '' ? [] : paragraph(page, `${moved}.`))]
}

function noticeLines(page: ScreenPage, {notices}: Diff): string[] {
  const hidden = notices.length - maxNotices
  return [
    ...notices
      .slice(0, maxNotices)
      .flatMap(({text}) => paragraph(page, `${page.paint.strong('NOTE')}  ${sanitizeForTerminal(text, 230)}`)),
    ...(hidden > 0 ? paragraph(page, `and ${countText(hidden, 'note')} more (--full)`) : []),
  ]
}
