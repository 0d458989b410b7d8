import type {Page} from './page.js'
import type {Report} from '../../model/report.js'

import {paragraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {verdictRemarks, verdictText} from '../text/verdict-text.js'
import {displayName, countText} from '../text/labels.js'

/** What was judged, as of when, against what, and the verdict. */
export function header(page: Page): string[] {
  const {paint, report} = page
  const {frameworks, scope} = report
  const {text, color} = verdictText(report)
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
    ...paragraph(page, datesText(report), 1),
    '',
    ...paragraph(page, paint[color](`${text}.`)),
    ...verdictRemarks(report).flatMap(remark => paragraph(page, remark, 1)),
  ]
}

/** `a`, `a and b`, `a, b and c`. */
const joinWithAnd = (items: readonly string[]) =>
  [items.slice(0, -1).join(', '), items.at(-1) ?? ''].filter(text => text !== '').join(' and ')

/** The verdict once more, for who sees only the last lines. */
export function footer(page: Page): string[] {
  const {text, color} = verdictText(page.report)
  return paragraph(page, page.paint[color](`${text}.`))
}

/** What was judged, in words. */
export function scopeText({scope: {kind, name}}: Report): string {
  if (kind === 'sample') return 'the bundled sample, an invented organisation'
  if (kind === 'all') return 'everything that the account can see'
  const nameText = name === undefined ? '' : ` ${displayName(name)}`
  return kind === 'snapshot' ? `the snapshot${nameText && ` of${nameText}`}` : `${kind}${nameText}`
}

/** As of when the facts and the judging are, and who read them. */
export function datesText({generatedAt, snapshot: {caller, collectedAt}}: Report): string {
  const collectedTime = formatMinute(collectedAt)
  const assessedTime = formatMinute(generatedAt)
  const callerText =
    caller?.email === undefined
      ? ''
      : ` by ${displayName(caller.email)}${caller.role === undefined ? '' : ` (${sanitizeForTerminal(caller.role, 30)})`}`
  return `facts of ${collectedTime}${assessedTime === collectedTime ? '' : `, judged as of ${assessedTime}`}${callerText === '' ? '' : `, read${callerText}`}`
}

/** An instant to the minute, in UTC. */
export function formatMinute(timestamp: string): string {
  const milliseconds = Date.parse(timestamp)
  return Number.isNaN(milliseconds)
    ? sanitizeForTerminal(timestamp, 40)
    : `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
