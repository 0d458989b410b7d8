import type {ControlHistory, DayState, History, HistorySeries} from '../../model/history.js'
import type {Markup} from '../html/markup.js'

import {groupBy} from '../../foundation/collections.js'
import {dayStates, stateLetters} from '../../model/history.js'
import {html} from '../html/markup.js'
import {
  daysText,
  exposureText,
  heldText,
  minuteText,
  populationText,
  readingsText,
  stateTitles,
} from './history-text.js'
import {trendChart} from './trend.js'

/** What the colors and heights of days mean. */
export const historyLegend = html`<ul class="legend">${dayStates.map(
  state => html`<li><span class="day ${state}" aria-hidden="true">${mark(state)}</span> ${stateTitles[state]}</li>`,
)}</ul>`

/** Files that aren't readings, or not where they belong. */
export const problemList = (problems: History['problems']): Markup =>
  html`<ul>${problems.map(({file, problem}) => html`<li><b>${file}</b> ${problem}</li>`)}</ul>`

/** The history of one scope, without its title: its trend, and a table for each framework. */
export function historyParts(series: HistorySeries): Markup {
  const {byDay, controls, notLookedAt} = series
  const last = byDay.at(-1)
  return html`<p>${readingsText(series)}.${last ? ` On ${last.day}: ${populationText(last)}.` : ''}</p>
    ${trendChart(byDay)}
    ${notLookedAt.length > 0 ? html`<p>Not looked at: ${notLookedAt.map(time => unseen(time))}</p>` : ''}
    ${[...groupBy(controls, ({framework}) => framework)].map(([name, own]) => frameworkTable(name, own, series))}`
}

const unseen = ({from, to}: HistorySeries['notLookedAt'][number]): Markup =>
  html`<span class="gap">${minuteText(from)} to ${minuteText(to)}</span> `

function frameworkTable(framework: string, controls: readonly ControlHistory[], series: HistorySeries): Markup {
  return html`<table><caption>${framework}</caption>
    <thead><tr><th scope="col">Control</th><th scope="col">Days</th><th scope="col">Calendar</th></tr></thead>
    <tbody>${controls.map(
      control => html`<tr><th scope="row"><b>${control.id}</b> ${control.title}</th>
        <td>${remarks(control, series).map((text, index) => html`${index > 0 ? html`<br>` : ''}${text}`)}</td>
        <td>${strip(control)}</td></tr>`,
    )}</tbody></table>`
}

function remarks(control: ControlHistory, series: HistorySeries): string[] {
  const {waivedChecks} = control
  const exposure = exposureText(control)
  return [
    daysText(control),
    heldText(control, series),
    exposure === '' ? '' : `Failed ${exposure}`,
    waivedChecks.length > 0 ? `Waived: ${waivedChecks.join(', ')}` : '',
  ].filter(text => text !== '')
}

const states = new Map(dayStates.map(state => [stateLetters[state], state] as const))

/** Runs of days alike are one element, so that a year stays small. */
function strip(control: ControlHistory): Markup {
  const runs = [...control.strip.matchAll(/(.)\1*/g)].map(([run, letter = ' ']) => ({
    length: run.length,
    state: states.get(letter),
  }))
  const size = `0 0 ${Math.max(1, control.strip.length)} 8`
  return html`<svg class="strip" viewBox="${size}" preserveAspectRatio="none" role="img"
    aria-label="${daysText(control)}">${drawn(runs)}</svg>`
}

function drawn(runs: ReadonlyArray<{readonly length: number; readonly state: DayState | undefined}>): Markup[] {
  let at = 0
  return runs.map(({length, state = 'not-looked-at'}) => {
    const top = tops[state]
    const rect = html`<rect class="${state}" x="${at}" y="${top}" width="${length}" height="${8 - top}"/>`
    at += length
    return rect
  })
}

/** Color is not all that tells states apart: what is worse stands higher. */
const tops: Readonly<Record<DayState, number>> = {
  attested: 5,
  failing: 0,
  held: 5,
  'not-applicable': 7,
  'not-looked-at': 7,
  open: 4,
  unknown: 2,
  waived: 3,
}

function mark(state: DayState): string {
  return state === 'not-looked-at' ? '-' : stateLetters[state]
}
