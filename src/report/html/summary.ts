import type {Status} from '../../model/framework.js'
import type {QuestionTrack} from '../text/tracks.js'
import type {Markup} from './markup.js'
import type {ObservationRow, PageControl, PageOutcome} from './page-data.js'
import type {View} from './view.js'

import {countText, formatNumber, severityCounts} from '../text/labels.js'
import {countOpenQuestions, fewerQuestionsText} from '../text/open-questions.js'
import {filterText, isFiltering, isSelective, matchingControls} from './filter.js'
import {html} from './markup.js'
import {outcomeOf} from './page-data.js'
import {checkOf, rowsWithOutcome, seenText, statusMarks} from './view.js'

/** What the observations of a view come to. */
interface CheckCounts extends Readonly<Record<PageOutcome, number>> {
  /** The failures, as in `1 critical, 2 high`. */
  readonly bySeverity: string
  readonly all: number
}

function countChecks(view: View): CheckCounts {
  const counts = {fail: 0, 'not-applicable': 0, pass: 0, signal: 0, unknown: 0, waived: 0}
  for (const row of view.rows) counts[outcomeOf(row)]++
  const failed = rowsWithOutcome(view, 'fail').map(row => checkOf(view, row))
  return {...counts, all: view.rows.length, bySeverity: severityCounts(failed)}
}

type PageQuestions = Omit<QuestionTrack, 'text'>

/** The questions of a view; they are of the whole scope, whichever app it shows. */
function countQuestions({data, filter}: View): PageQuestions {
  const frameworks = matchingControls(data, filter)
  const controls = frameworks.flatMap(({matching}) => matching)
  const counts = countOpenQuestions(
    frameworks.map(({id, matching}) => ({controls: matching.filter(({question}) => question !== ''), id})),
  )
  return {
    ...counts,
    answered: controls.filter(isAnswered).length,
    documents: controls.filter(({status}) => status === 'manual').length - counts.open,
  }
}

const isAnswered = ({answers, status}: PageControl): boolean => answers.length > 0 && status !== 'manual'

interface Tile {
  readonly count: number
  readonly detail: string
  readonly noun: string
  readonly status: Status
}

/** The two tracks: what checks found, and what people answered; with a line that says so where every check holds. */
export function summaryPart(view: View): Markup {
  const checks = countChecks(view)
  const questions = countQuestions(view)
  return html`${filteredVerdict(view, checks)}${holdsLine(view, checks, questions)}<div class="tracks">
    ${track('Checks', 'what Heroku shows by itself', checkTiles(checks, countWaivedUnknowns(view)))}
    ${track('Questions', questionsAside(view), questionTiles(questions))}</div>`
}

const questionsAside = ({filter}: View) => (isFiltering(filter) ? 'of the whole scope' : 'what only people can answer')

/** Waived observations that are unknown: they are no more known for the waiver. */
const countWaivedUnknowns = (view: View): number =>
  rowsWithOutcome(view, 'waived').filter(row => seenText(view, row).startsWith('unknown: ')).length

const track = (title: string, aside: string, tiles: readonly Tile[]) =>
  html`<div class="track"><h2>${title} <span class="aside">${aside}</span></h2>
    <ul class="tiles">${tiles.map(tileItem)}</ul></div>
    `

function checkTiles(checks: CheckCounts, waivedUnknown: number): readonly Tile[] {
  const {bySeverity, fail, pass, signal, unknown, waived} = checks
  const failDetail = [bySeverity, signal > 0 ? `${formatNumber(signal)} more worth a look` : '']
  return [
    {
      count: fail,
      detail: failDetail.filter(text => text !== '').join('; '),
      noun: fail === 1 ? 'fails' : 'fail',
      status: 'fail',
    },
    {count: unknown, detail: knownShare(checks, waivedUnknown), noun: 'unknown', status: 'unknown'},
    {
      count: pass,
      detail: `${formatNumber(checks['not-applicable'])} not applicable`,
      noun: pass === 1 ? 'holds' : 'hold',
      status: 'pass',
    },
    ...(waived > 0 ? [{count: waived, detail: 'counted separately', noun: 'waived', status: 'waived'} as const] : []),
  ]
}

function questionTiles({answered, documents, open, toAnswer}: PageQuestions): readonly Tile[] {
  const openDetail = [
    fewerQuestionsText({open, toAnswer}),
    documents > 0 ? `${countText(documents, 'more control')} ${documents === 1 ? 'needs' : 'need'} a document` : '',
  ]
  return [
    {count: open, detail: openDetail.filter(text => text !== '').join('; '), noun: 'open', status: 'manual'},
    {
      count: answered,
      detail: `of ${countText(answered + open, 'question')}`,
      noun: 'answered',
      status: answered > 0 && open === 0 ? 'pass' : 'attested',
    },
  ]
}

const tileItem = ({count, detail, noun, status}: Tile) =>
  html`<li class="${count > 0 ? status : 'idle'}"><b>${formatNumber(count)}</b> <span>${noun}</span>
    <span class="aside">${detail}</span></li>`

/** The share of the observations that is known; never 100 % while something is unknown. */
function knownShare({all, unknown}: CheckCounts, waivedUnknown: number): string {
  if (all === 0) return 'nothing was assessed'
  const share = Math.floor(((all - unknown - waivedUnknown) / all) * 1000) / 10
  const waivedNote = waivedUnknown > 0 ? '; waived unknowns count as unknown' : ''
  return `${share} % of ${countText(all, 'observation')} are known${waivedNote}`
}

/** That every check holds, where that is so of the whole report, and what it doesn't say. */
function holdsLine({data, filter}: View, {pass, signal}: CheckCounts, questions: PageQuestions): Markup {
  const [held] = data.held
  if (held === undefined || pass === 0 || signal > 0 || isSelective(filter)) return html``
  const {documents, open} = questions
  const rest =
    open + documents > 0
      ? ` That answers none of the ${countText(open + documents, 'control')} that still ${
          open + documents === 1 ? 'needs' : 'need'
        } a person.`
      : ''
  return html`<p class="holds"><span aria-hidden="true">${statusMarks.pass[0]}</span> <strong>${held}${
    isFiltering(filter) ? ' that is shown' : ''
  } holds.</strong>${rest}</p>`
}

/** What is left under a filter, which is never the verdict of the report. */
function filteredVerdict({data, filter, rows}: View, {bySeverity, fail, unknown}: CheckCounts): Markup {
  if (!isFiltering(filter)) return html``
  const shown = `${formatNumber(rows.length)} of ${countText(data.rows.length, 'observation')}`
  const findings = [
    fail > 0 ? `${countText(fail, 'failure')} (${bySeverity})` : '',
    unknown > 0 ? `${countText(unknown, 'observation')} couldn't be determined` : '',
  ].filter(text => text !== '')
  const text = findings.length > 0 ? findings.join('; ') : nothingFoundText(filter, rows)
  return html`<div class="filtered">
    <p><strong>Only a part is shown: ${filterText(filter)}.</strong> ${shown}: ${text}.</p>
    <p>The verdict above is on the whole report.
    <button type="button" data-reset hidden>Show the whole report</button></p></div>`
}

function nothingFoundText(filter: View['filter'], rows: readonly ObservationRow[]): string {
  if (rows.length === 0) return "nothing matches, which isn't a pass"
  return isSelective(filter) ? "no failure among these, which isn't a pass" : 'no failures, and nothing unknown'
}
