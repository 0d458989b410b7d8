import type {Change, Diff, Turnover} from '../../model/comparison.js'
import type {Page} from '../terminal/page.js'
import type {Paint} from '../text/paint.js'

import {isLost} from '../../model/comparison.js'
import {severities} from '../../model/framework.js'
import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {joined, paragraph, titled} from '../terminal/page.js'
import {colourOf, painter, wordOf} from '../text/paint.js'
import {harmless} from '../text/layout.js'
import {plainName, some, subjectName, times} from '../text/labels.js'
import {
  changeText,
  claimOf,
  controlChangeText,
  deedText,
  headline,
  parts,
  releasesNote,
  remainder,
  restText,
  sideText,
  standards,
  turnoverText,
  worseParts,
} from './comparison-text.js'

const mostNames = 8
const mostRows = 12

type Sheet = Pick<Page, 'columns' | 'paint'>

/** The comparison for a person at a terminal: whether anything is worse first and last, what is worse before what is better. */
export function diffTerminal(
  diff: Diff,
  {color, columns}: {readonly color: boolean; readonly columns: number},
): string {
  const page: Sheet = {columns, paint: painter(color)}
  const verdict = paragraph(page, page.paint[toneOf(diff)](`${headline(diff)}.`))
  const shown = [
    head(page, diff, verdict),
    changes(page, diff, 'failing'),
    changes(page, diff, 'worsened'),
    changes(page, diff, 'unknown'),
    controls(page, 'Controls fallen', diff.fallen),
    ...parts.filter(({key}) => !worseParts.includes(key)).map(({key}) => changes(page, diff, key)),
    controls(page, 'Controls risen', diff.risen),
    turnover(page, 'Appeared', diff.appeared),
    turnover(page, 'Gone', diff.gone),
    renamed(page, diff),
    severity(page, diff),
    releases(page, diff),
    diff.notices.flatMap(({text}) => titled(page, `${page.paint.strong('NOTE')}  `, harmless(text, 600))),
  ]
  const isLong = shown.slice(1).some(({length}) => length > 0)
  return `${joined([...shown, ...(isLong ? [verdict] : [])]).join('\n')}\n`
}

const toneOf = ({failing, unknown, worse}: Diff): keyof Paint =>
  worse ? 'fail' : failing.length + unknown.length > 0 ? 'unknown' : 'pass'

function head(page: Sheet, diff: Diff, verdict: readonly string[]): string[] {
  return [
    ...paragraph(page, page.paint.strong('Compliance before and after')),
    ...paragraph(page, `before: ${harmless(sideText(diff.before), 200)}`, 1),
    ...paragraph(page, `after: ${harmless(sideText(diff.after), 200)}`, 1),
    ...paragraph(page, `against ${harmless(standards(diff), 300)}`, 1),
    '',
    ...verdict,
    ...paragraph(page, `${remainder(diff)}.`, 1),
  ]
}

const title = ({paint}: Sheet, text: string, n: number) => `${paint.strong(`${text.toUpperCase()}:`)} ${n}`

function changes(page: Sheet, diff: Diff, key: (typeof parts)[number]['key']): string[] {
  const all = diff[key]
  if (all.length === 0) return []
  const groups = [...grouped(all, ({check, now}) => `${now} ${check}`).values()].flatMap(same =>
    same[0] ? [{first: same[0], same}] : [],
  )
  groups.sort(
    (a, b) =>
      severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
      byCodeUnit(a.first.check, b.first.check),
  )
  const shown = groups.slice(0, mostRows * 4)
  return [
    ...paragraph(
      page,
      title(page, parts.find(one => one.key === key)?.title ?? key, all.length) +
        (key === 'unknown' && !all.some(isLost) ? ', none of which was well before' : ''),
    ),
    ...shown.flatMap(({first, same}) => group(page, first, same)),
    ...(groups.length > shown.length
      ? paragraph(page, `and ${times(groups.length - shown.length, 'check')} more (--json lists all)`, 1)
      : []),
  ]
}

/** One check, with what changed the same way together. */
function group(page: Sheet, first: Change, same: readonly Change[]): string[] {
  const rows = [...grouped(same.slice(0, same.length === mostNames + 1 ? same.length : mostNames), changeText)]
  const left = same.length - rows.reduce((sum, [, {length}]) => sum + length, 0)
  const {paint} = page
  return [
    ...titled(
      page,
      `${paint[colourOf[first.now]](wordOf[first.now])}  ${first.severity}  `,
      paint.strong(harmless(claimOf(first))),
    ),
    ...rows.flatMap(([text, alike]) => {
      const names = alike
        .map(
          ({subject, wasName}) =>
            paint.name(subjectName(subject)) + (wasName === undefined ? '' : ` (was ${plainName(wasName)})`),
        )
        .join(', ')
      return paragraph(page, text === '' ? names : `${names} - ${harmless(text, 400)}`, 1)
    }),
    ...(left > 0 ? paragraph(page, `and ${left} more (--json lists all)`, 1) : []),
  ]
}

function controls(page: Sheet, text: string, all: Diff['fallen']): string[] {
  if (all.length === 0) return []
  const sorted = [...all].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
  const shown = sorted.length === mostRows + 1 ? sorted : sorted.slice(0, mostRows)
  return [
    ...paragraph(page, title(page, text, all.length)),
    ...shown.flatMap(one =>
      titled(
        page,
        `${page.paint[colourOf[one.status]](wordOf[one.status])}  ${one.severity}  `,
        `${harmless(`${one.framework} ${one.control} ${one.title}`, 160)} - ${harmless(controlChangeText(one), 200)}`,
      ),
    ),
    ...(all.length > shown.length
      ? paragraph(page, `and ${times(all.length - shown.length, 'control')} more (--json lists all)`, 1)
      : []),
  ]
}

function turnover(page: Sheet, text: string, all: readonly Turnover[]): string[] {
  if (all.length === 0) return []
  const sorted = [...all].sort((a, b) => b.fail - a.fail || b.unknown - a.unknown)
  const shown = sorted.length === mostRows + 1 ? sorted : sorted.slice(0, mostRows)
  return [
    ...paragraph(page, title(page, text, all.length)),
    ...shown.flatMap(one =>
      paragraph(
        page,
        `${one.subject.kind} ${page.paint.name(subjectName(one.subject))} - ${harmless(turnoverText(one), 400)}`,
        1,
      ),
    ),
    ...(all.length > shown.length
      ? paragraph(page, `and ${all.length - shown.length} more (--json lists all)`, 1)
      : []),
  ]
}

/** By app, so that a reader sees who worked on what changed. */
function releases(page: Sheet, {releases: all = []}: Diff): string[] {
  if (all.length === 0) return []
  const shown = all.length === mostRows + 1 ? all : all.slice(0, mostRows)
  return [
    ...paragraph(page, title(page, 'Released since, of what changed', all.length)),
    ...shown.flatMap(one => [
      ...paragraph(page, page.paint.name(plainName(one.app)), 1),
      ...one.deeds.slice(0, mostNames).flatMap(deed => paragraph(page, harmless(deedText(deed), 200), 2)),
      ...[
        ...(one.deeds.length > mostNames ? [`and ${one.deeds.length - mostNames} more (--json lists all)`] : []),
        ...restText(one),
      ].flatMap(text => paragraph(page, text, 2)),
    ]),
    ...(all.length > shown.length
      ? paragraph(page, `and ${times(all.length - shown.length, 'app')} more (--json lists all)`, 1)
      : []),
    ...paragraph(page, page.paint.dim(releasesNote), 1),
  ]
}

function renamed(page: Sheet, {renamed: all}: Diff): string[] {
  if (all.length === 0) return []
  return [
    ...paragraph(page, title(page, 'Renamed', all.length)),
    ...paragraph(
      page,
      some(
        all.map(({subject, was}) => `${subject.kind} ${plainName(was)} to ${page.paint.name(plainName(subject.name))}`),
        mostNames,
      ),
      1,
    ),
  ]
}

function severity(page: Sheet, {severities: all}: Diff): string[] {
  if (all.length === 0) return []
  return [
    ...paragraph(page, title(page, 'Severity is another', all.length)),
    ...paragraph(
      page,
      some(
        all.map(({check, now, was}) => `${harmless(check, 80)} (${was} to ${now})`),
        mostNames,
      ),
      1,
    ),
  ]
}
