import type {Report} from '../../model/report.js'
import type {RenderOptions} from '../render-options.js'
import type {Page} from './page.js'

import {isSignalFailure, isBreach} from '../../model/observation.js'
import {signalsPart, failuresPart} from './failures.js'
import {footer, header} from './header.js'
import {documentsPart, controlsPart, questionsPart, verdictPart} from './matrix.js'
import {excludedDataPart} from './excluded-data.js'
import {joinParts, paragraph, labeledParagraph} from './page.js'
import {createPalette} from './palette.js'
import {createLink} from './hyperlink.js'
import {exitPart} from './exit-part.js'
import {nextLines} from './next-lines.js'
import {glyphsFor} from './screen/glyphs.js'
import {screenLines} from './screen/screen.js'
import {summaryPart} from './score.js'
import {nextSteps} from '../text/next-steps.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {baselinePart, scopesPart, waivedPart} from './policy.js'
import {unknownsPart} from './unknowns.js'
import {countText} from '../text/labels.js'

/**
 * The report for a person at a terminal: one screen or, if everything or certain verdicts are asked for, all of them
 * with what to do about each.
 */
export function terminal(report: Report, options: RenderOptions): string {
  const {color, columns, hyperlinks = false, invocation, isAscii = false, isFull = false, show, view} = options
  const isMatrix = view === 'matrix'
  const isListed = (state: string) => (show ? show.has(state) : isMatrix || state === 'fail' || state === 'unknown')
  const page: Page = {columns, isFull, isListed, link: createLink(hyperlinks), paint: createPalette(color), report}
  const isOneScreen = !isFull && show === undefined
  const screenPage = {...page, glyphs: glyphsFor(isAscii), isMatrix, ...(invocation ? {invocation} : {})}
  const lines = isOneScreen ? screenLines(screenPage) : fullLines(page, options)
  return `${lines.join('\n')}\n`
}

/** Everything: failures first, because a matrix has hundreds of lines. */
function fullLines(page: Page, {invocation, view}: RenderOptions): string[] {
  const isMatrix = view === 'matrix'
  const steps = nextSteps(page.report, {isFull: true, view, ...(invocation ? {invocation} : {})})
  return joinParts([
    header(page),
    baselinePart(page),
    failuresPart(page),
    unknownsPart(page),
    signalsPart(page),
    ...(isMatrix
      ? controlParts(page)
      : [verdictPart(page, 'pass'), verdictPart(page, 'not-applicable'), ...controlStatusParts(page)]),
    waivedPart(page),
    scopesPart(page),
    excludedDataPart(page),
    noticesPart(page),
    unlistedPart(page),
    summaryPart(page),
    footer(page),
    [...nextLines(page, steps), ...exitPart(page)],
  ])
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
