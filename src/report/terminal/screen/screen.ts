import type {ScreenLimits, ScreenPage} from './screen-page.js'

import {joinParts} from '../page.js'
import {exitPart} from '../exit-part.js'
import {nextLines} from '../next-lines.js'
import {nextSteps} from '../../text/next-steps.js'
import {baselineCounts} from '../policy.js'
import {noticeLines, unknownLines} from './remark-lines.js'
import {screenHeader} from './screen-header.js'
import {statusTables} from './status-tables.js'
import {questionRemark, trackLines} from './track-lines.js'
import {worstFailures} from './worst-failures.js'

/** Lines of a screen, and of one that lists the families of a framework. */
const maxLines = 40
const maxMatrixLines = 60

/** From the most to the least: the first with which everything fits on the screen is taken. */
const limitsToTry: readonly ScreenLimits[] = [
  {failures: 10, notices: 2, reasons: 3, rows: 5, stackedRows: 3},
  {failures: 10, notices: 1, reasons: 2, rows: 4, stackedRows: 2},
  {failures: 10, notices: 1, reasons: 1, rows: 3, stackedRows: 1},
  {failures: 8, notices: 1, reasons: 1, rows: 3, stackedRows: 1},
  {failures: 6, notices: 1, reasons: 1, rows: 2, stackedRows: 1},
  {failures: 4, notices: 1, reasons: 1, rows: 2, stackedRows: 1},
  {failures: 2, notices: 0, reasons: 1, rows: 1, stackedRows: 0},
]

/** A report on one screen: the verdict, the worst failures, what wasn't seen, how it stands, and what to type next. */
export function screenLines(page: Omit<ScreenPage, 'limits'>): string[] {
  const room = page.isMatrix ? maxMatrixLines : maxLines
  let lines: string[] = []
  for (const limits of limitsToTry) {
    lines = linesWithin({...page, limits})
    if (lines.length <= room) break
  }

  return lines
}

function linesWithin(page: ScreenPage): string[] {
  const {invocation, isMatrix, report} = page
  const steps = nextSteps(report, {view: isMatrix ? 'matrix' : 'findings', ...(invocation ? {invocation} : {})})
  return joinParts([
    screenHeader(page),
    [...trackLines(page), ...baselineLines(page), ...pointer(page, steps[0]?.command)],
    questionRemark(page),
    worstFailures(page),
    unknownLines(page),
    noticeLines(page),
    statusTables(page),
    [...nextLines(page, steps), ...exitPart(page)],
  ])
}

/** The most useful command, near the verdict: what follows may fill the screen. */
function pointer({glyphs, paint, report}: ScreenPage, command: string | undefined): string[] {
  const isShort = report.exit.code === 0 && report.scope.apps.length <= 1
  return command === undefined || isShort ? [] : [`${glyphs.next} ${paint.name(command)}`]
}

const baselineLines = (page: ScreenPage): string[] =>
  page.report.baseline ? baselineCounts(page, page.report.baseline) : []
