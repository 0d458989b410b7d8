import type {Report} from '../../model/report.js'
import type {Dress} from '../formats.js'
import type {Page} from './page.js'

import {isAside, isBreach} from '../../model/observation.js'
import {asidesPart, failuresPart} from './failures.js'
import {footer, header} from './header.js'
import {documentsPart, matrixPart, questionsPart, verdictPart} from './matrix.js'
import {holdsPart} from './passing-summary.js'
import {joined, paragraph, titled} from './page.js'
import {painter} from '../text/paint.js'
import {nextPart, scorePart} from './score.js'
import {harmless} from '../text/layout.js'
import {baselinePart, scopesPart, waivedPart} from './policy.js'
import {unknownsPart} from './unknowns.js'
import {times} from '../text/labels.js'

/** The report for a person at a terminal: the verdict first and last, between them what to do about it. */
export function terminal(report: Report, {color, columns, show, view}: Dress): string {
  const isMatrix = view === 'matrix'
  const lists = (word: string) => (show ? show.has(word) : isMatrix || word === 'fail' || word === 'unknown')
  const page: Page = {columns, lists, paint: painter(color), report}
  const parts = [
    header(page),
    baselinePart(page),
    ...(isMatrix ? matrix(page) : []),
    failuresPart(page, isMatrix),
    unknownsPart(page),
    asidesPart(page, isMatrix),
    ...(isMatrix ? [] : [verdictPart(page, 'pass'), verdictPart(page, 'not-applicable'), ...openPart(page)]),
    waivedPart(page),
    scopesPart(page),
    holdsPart(page),
    noticesPart(page),
    unlistedPart(page),
    scorePart(page),
    nextPart(page, isMatrix),
    footer(page),
  ]
  return `${joined(parts).join('\n')}\n`
}

const ofControls = ['manual', 'waived', 'attested', 'inherited']

/** Among the findings, controls are listed only by the statuses that no observation has. */
function openPart(page: Page): string[][] {
  if (!ofControls.some(status => page.lists(status))) return []
  const narrow = {...page, lists: (word: string) => ofControls.includes(word) && page.lists(word)}
  return matrix(narrow)
}

const matrix = (page: Page): string[][] => [
  ...page.report.frameworks.flatMap(framework => [matrixPart(page, framework), questionsPart(page, framework)]),
  documentsPart(page),
]

function noticesPart(page: Page): string[] {
  return page.report.notices.flatMap(({text}) => titled(page, `${page.paint.strong('NOTE')}  `, harmless(text, 600)))
}

/** What was seen and is not listed must not be taken for absent. */
function unlistedPart(page: Page): string[] {
  const {
    observations,
    summary: {unknown},
  } = page.report
  const fail = observations.filter(isBreach).length
  const asides = observations.filter(isAside).length
  const hidden = [
    ...(fail > 0 && !page.lists('fail') ? [times(fail, 'failure')] : []),
    ...(asides > 0 && !page.lists('fail') ? [`${asides} worth a look`] : []),
    ...(unknown > 0 && !page.lists('unknown') ? [`${unknown} that could not be determined`] : []),
  ]
  return hidden.length > 0 ? paragraph(page, `Not listed, for --show leaves it out: ${hidden.join(', ')}.`) : []
}
