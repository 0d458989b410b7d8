import type {Page} from './page.js'

import {paragraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {openRemarks, verdictText} from '../text/verdict-text.js'
import {countText} from '../text/labels.js'
import {datesText, partText, scopeText} from '../text/scope-text.js'

/** What was assessed, as of when, against what, and the verdict. */
export function header(page: Page): string[] {
  const {paint, report} = page
  const {frameworks, scope} = report
  const {text, color} = verdictText(report)
  const part = partText(report)
  const isOneApp = scope.kind === 'app' && scope.apps.length === 1
  const frameworksText = joinWithAnd(
    frameworks.map(({title, version}) => sanitizeForTerminal(`${title} ${version}`, 60)),
  )
  return [
    ...paragraph(
      page,
      paint.strong(`Compliance of ${scopeText(report)}`) + (isOneApp ? '' : `, ${countText(scope.apps.length, 'app')}`),
    ),
    ...paragraph(page, `against ${frameworksText || 'no framework'}`, 1),
    ...(part === undefined ? [] : paragraph(page, paint.strong(part), 1)),
    ...paragraph(page, datesText(report), 1),
    '',
    ...paragraph(page, paint[color](`${text}.`)),
    ...openRemarks(report).flatMap(remark => paragraph(page, remark, 1)),
  ]
}

/** `a`, `a and b`, `a, b and c`. */
const joinWithAnd = (items: readonly string[]) =>
  [items.slice(0, -1).join(', '), items.at(-1) ?? ''].filter(text => text !== '').join(' and ')

/** The verdict once more, for readers who see only the last lines. */
export function footer(page: Page): string[] {
  const {text, color} = verdictText(page.report)
  return paragraph(page, page.paint[color](`${text}.`))
}
