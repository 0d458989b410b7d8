import type {History, HistorySeries} from '../../model/history.js'
import type {Page} from '../terminal/page.js'
import type {HistoryTextOptions} from './history-text.js'

import {dayStates} from '../../model/history.js'
import {severities} from '../../model/framework.js'
import {firstOf} from '../../foundation/collections.js'
import {nextLines} from '../terminal/next-lines.js'
import {joinParts, paragraph} from '../terminal/page.js'
import {createPalette} from '../terminal/palette.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {
  populationText,
  daysText,
  exposureText,
  heldText,
  periodText,
  readingsText,
  stateTitles,
  worstControls,
} from './history-text.js'

type HistoryPage = Pick<Page, 'columns' | 'paint'>

/** How much of each series, and of each control, is shown. */
interface Limits {
  readonly controls: number
  readonly problems: number
  readonly series: number
}

const limitsToTry: readonly Limits[] = [
  {controls: 6, problems: 5, series: 4},
  {controls: 4, problems: 3, series: 3},
  {controls: 2, problems: 2, series: 2},
  {controls: 1, problems: 1, series: 1},
]
const everything: Limits = {controls: Infinity, problems: Infinity, series: Infinity}
const maxLines = 40

/** A history on one screen or, in full, with every control. */
export function historyTerminal(
  history: History,
  {color, columns, isFull = false, nextSteps = []}: HistoryTextOptions,
): string {
  const page: HistoryPage = {columns, paint: createPalette(color)}
  const screen = (limits: Limits) =>
    joinParts([
      headerLines(page, history),
      problemLines(page, history, limits),
      ...firstOf(history.series, limits.series).map(series => seriesLines(page, series, limits, isFull)),
      moreSeries(page, history, limits),
      nextLines(page, nextSteps),
    ])
  if (isFull) return `${screen(everything).join('\n')}\n`
  let lines: string[] = []
  for (const limits of limitsToTry) {
    lines = screen(limits)
    if (lines.length <= maxLines) break
  }

  return `${lines.join('\n')}\n`
}

function headerLines(page: HistoryPage, history: History): string[] {
  const {exit, maxGapHours} = history
  const color = ({0: 'pass', 1: 'fail', 3: 'unknown'} as const)[exit.code]
  return [
    ...paragraph(
      page,
      `${page.paint.strong(`History of ${periodText(history)}`)}; a reading speaks of ${maxGapHours} h`,
    ),
    ...paragraph(page, page.paint[color](`${exit.reason.charAt(0).toUpperCase()}${exit.reason.slice(1)}.`)),
  ]
}

function problemLines(page: HistoryPage, {problems}: History, limits: Limits): string[] {
  if (problems.length === 0) return []
  const shown = firstOf(problems, limits.problems)
  return [
    page.paint.strong("Can't be relied on"),
    ...shown.flatMap(({file, problem}) => paragraph(page, `${clean(file)} ${clean(problem)}`, 1)),
    ...(shown.length < problems.length
      ? [page.paint.dim(`  and ${problems.length - shown.length} more (--full)`)]
      : []),
  ]
}

function seriesLines(page: HistoryPage, series: HistorySeries, limits: Limits, isFull: boolean): string[] {
  const {controls, notLookedAt, scope} = series
  const shown = isFull ? controls : firstOf(worstControls(series), limits.controls)
  const hidden = worstControls(series).length - shown.length
  return [
    ...paragraph(page, `${page.paint.strong(clean(scope))}: ${readingsText(series)}`),
    ...paragraph(page, totalsText(series), 1),
    ...paragraph(page, trendText(series), 1),
    ...(notLookedAt.length > 0 ? paragraph(page, unseenText(series), 1) : []),
    ...shown.flatMap(control => {
      const {framework, id, title} = control
      const exposure = exposureText(control)
      return [
        ...paragraph(page, `${page.paint.name(clean(`${framework} ${id}`))} ${clean(title)}`, 1),
        ...paragraph(
          page,
          [daysText(control), heldText(control, series), exposure].filter(text => text !== '').join('; '),
          2,
        ),
      ]
    }),
    ...(hidden > 0 && !isFull ? [page.paint.dim(`  and ${hidden} more (--full)`)] : []),
  ]
}

/** How many controls had a day of which kind. */
function totalsText({controls}: HistorySeries): string {
  const counts = dayStates.flatMap(state => {
    const count = controls.filter(({days}) => days[state] > 0).length
    return count > 0 && state !== 'held' ? [`${count} ${stateTitles[state]}`] : []
  })
  const always = controls.filter(({days, strip}) => days.held + days.attested === strip.length).length
  return `${controls.length} controls: ${always} held on all days; on some day ${counts.join(', ') || 'nothing else'}`
}

/** The failures of the first and the last day. */
function trendText({byDay}: HistorySeries): string {
  const [first, last] = [byDay[0], byDay.at(-1)]
  if (!first || !last) return ''
  const text = ({failures}: typeof first) => severities.map(severity => `${failures[severity]} ${severity}`).join(', ')
  return first === last
    ? `Failures on ${last.day}: ${text(last)}; ${populationText(last)}`
    : `Failures on ${first.day}: ${text(first)}; on ${last.day}: ${text(last)}`
}

function unseenText({notLookedAt}: HistorySeries): string {
  const shown = firstOf(notLookedAt, 3).map(({from, to}) => `${minute(from)} to ${minute(to)}`)
  const more = notLookedAt.length > shown.length ? `, and ${notLookedAt.length - shown.length} more` : ''
  return `Not looked at: ${shown.join(', ')}${more}`
}

const minute = (time: string): string => time.slice(0, 16).replace('T', ' ')

function moreSeries(page: HistoryPage, {series}: History, limits: Limits): string[] {
  const hidden = series.length - Math.min(series.length, limits.series)
  return hidden > 0 ? [page.paint.dim(`and ${hidden} more scopes (--full)`)] : []
}

const clean = (text: string): string => sanitizeForTerminal(text, 160)
