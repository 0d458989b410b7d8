import type {HistoryDay} from '../../model/history.js'
import type {Markup} from '../html/markup.js'

import {severities} from '../../model/framework.js'
import {html} from '../html/markup.js'

const [width, height, left] = [720, 160, 36]
/** Where the bars stand. */
const floor = height - 22

/** Failures by severity over the days that have a reading, as a drawing and in words. */
export function trendChart(days: readonly HistoryDay[]): Markup {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return html`<p>No reading in the period.</p>`
  const totals = days.map(({failures}) => severities.reduce((sum, severity) => sum + failures[severity], 0))
  const most = Math.max(1, ...totals)
  const x = (day: HistoryDay) =>
    left + ((width - left) * (dayNumber(day) - dayNumber(first) + 0.5)) / (span(first, last) + 1)
  const barWidth = Math.max(1, (width - left) / (span(first, last) + 1) - 0.5)
  const bar = (severity: string, day: HistoryDay, top: number, size: number) =>
    html`<rect class="${severity}" x="${fixed(x(day) - barWidth / 2)}" y="${fixed(top)}" width="${fixed(barWidth)}"
      height="${fixed(size)}"/>`
  const bars = days.flatMap(day => {
    let top = floor
    return severities.toReversed().flatMap(severity => {
      const size = (floor * day.failures[severity]) / most
      top -= size
      return size === 0 ? [] : [bar(severity, day, top, size)]
    })
  })
  const text =
    `Failures by severity from ${first.day} to ${last.day}: ${countsText(first)} at first, ` +
    `${countsText(last)} at last, at most ${most} on a day.`
  return html`<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${text}">
    <title>${text}</title>
    <text x="0" y="10">${most}</text><text x="0" y="${floor}">0</text>
    <line x1="${left}" x2="${width}" y1="${floor}" y2="${floor}"/>
    ${bars}
    <text x="${left}" y="${height - 6}">${first.day}</text>
    <text class="end" x="${width}" y="${height - 6}">${last.day}</text>
    </svg><figcaption>${text}</figcaption></figure>`
}

const dayNumber = ({day}: HistoryDay): number => Date.parse(day) / 86_400_000

const span = (first: HistoryDay, last: HistoryDay): number => dayNumber(last) - dayNumber(first)

const fixed = (value: number): string => value.toFixed(1)

const countsText = ({failures}: HistoryDay): string =>
  severities.map(severity => `${failures[severity]} ${severity}`).join(', ')
