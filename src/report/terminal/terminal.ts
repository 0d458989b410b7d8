import type {Report} from '../../model/report.js'
import type {RenderOptions} from '../render-options.js'
import type {Page} from './page.js'

import {isSignalFailure, isBreach} from '../../model/observation.js'
import {signalsPart, failuresPart} from './failures.js'
import {footer, header} from './header.js'
import {documentsPart, controlsPart, questionsPart, verdictPart} from './matrix.js'
import {dataClassesPart} from './passing-summary.js'
import {joinParts, paragraph, labeledParagraph} from './page.js'
import {createPalette} from './palette.js'
import {nextStepsPart, summaryPart} from './score.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {baselinePart, scopesPart, waivedPart} from './policy.js'
import {unknownsPart} from './unknowns.js'
import {countText} from '../text/labels.js'

/** The report for a person at a terminal: the verdict first and last, between them what to do about it. */
export function terminal(report: Report, {color, columns, show, view}: RenderOptions): string {
  const isMatrix = view === 'matrix'
  const isListed = (state: string) => (show ? show.has(state) : isMatrix || state === 'fail' || state === 'unknown')
  const page: Page = {columns, isListed, paint: createPalette(color), report}
  const parts = [
    header(page),
    baselinePart(page),
    ...(isMatrix ? controlParts(page) : []),
    failuresPart(page, isMatrix),
    unknownsPart(page),
    signalsPart(page, isMatrix),
    ...(isMatrix ? [] : [verdictPart(page, 'pass'), verdictPart(page, 'not-applicable'), ...controlStatusParts(page)]),
    waivedPart(page),
    scopesPart(page),
    dataClassesPart(page),
    noticesPart(page),
    unlistedPart(page),
    summaryPart(page),
    nextStepsPart(page, isMatrix),
    footer(page),
  ]
  return `${joinParts(parts).join('\n')}\n`
}

const controlStatuses = ['manual', 'waived', 'attested', 'inherited']

/** Among the findings, controls are listed only for the statuses that no observation has. */
function controlStatusParts(page: Page): string[][] {
  if (!controlStatuses.some(status => page.isListed(status))) return []
  const controlsPage = {...page, isListed: (state: string) => controlStatuses.includes(state) && page.isListed(state)}
  return controlParts(controlsPage)
}

const controlParts = (page: Page): string[][] => [
  ...page.report.frameworks.flatMap(framework => [controlsPart(page, framework), questionsPart(page, framework)]),
  documentsPart(page),
]

function noticesPart(page: Page): string[] {
  return page.report.notices.flatMap(({text}) =>
    labeledParagraph(page, `${page.paint.strong('NOTE')}  `, sanitizeForTerminal(text, 600)),
  )
}

/** What was found but isn't listed must not be mistaken for absent. */
function unlistedPart(page: Page): string[] {
  const {
    observations,
    summary: {unknown},
  } = page.report
  const failCount = observations.filter(isBreach).length
  const signalCount = observations.filter(isSignalFailure).length
  const hidden = [
    ...(failCount > 0 && !page.isListed('fail') ? [countText(failCount, 'failure')] : []),
    ...(signalCount > 0 && !page.isListed('fail') ? [`${signalCount} worth a look`] : []),
    ...(unknown > 0 && !page.isListed('unknown') ? [`${unknown} that couldn't be determined`] : []),
  ]
  return hidden.length > 0 ? paragraph(page, `Not listed because of --show: ${hidden.join(', ')}.`) : []
}
