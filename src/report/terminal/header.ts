import type {Page} from './page.js'
import type {Report} from '../../model/report.js'

import {paragraph} from './page.js'
import {harmless} from '../text/layout.js'
import {remarks, verdict} from '../text/verdict-text.js'
import {plainName, times} from '../text/labels.js'

/** What was judged, as of when, against what, and the verdict. */
export function header(page: Page): string[] {
  const {paint, report} = page
  const {frameworks, scope} = report
  const {text, tone} = verdict(report)
  const isOneApp = scope.kind === 'app' && scope.apps.length === 1
  const standards = listed(frameworks.map(({title, version}) => harmless(`${title} ${version}`, 60)))
  return [
    ...paragraph(
      page,
      paint.strong(`Compliance of ${scopeText(report)}`) + (isOneApp ? '' : `, ${times(scope.apps.length, 'app')}`),
    ),
    ...paragraph(page, `against ${standards || 'no framework'}`, 1),
    ...paragraph(page, datesText(report), 1),
    '',
    ...paragraph(page, paint[tone](`${text}.`)),
    ...remarks(report).flatMap(remark => paragraph(page, remark, 1)),
  ]
}

/** `a`, `a and b`, `a, b and c`. */
const listed = (all: readonly string[]) =>
  [all.slice(0, -1).join(', '), all.at(-1) ?? ''].filter(text => text !== '').join(' and ')

/** The verdict once more, for who sees only the last lines. */
export function footer(page: Page): string[] {
  const {text, tone} = verdict(page.report)
  return paragraph(page, page.paint[tone](`${text}.`))
}

/** What was judged, in words. */
export function scopeText({scope: {kind, name}}: Report): string {
  if (kind === 'sample') return 'the bundled sample, an invented organisation'
  if (kind === 'all') return 'everything that the account can see'
  const called = name === undefined ? '' : ` ${plainName(name)}`
  return kind === 'snapshot' ? `the snapshot${called && ` of${called}`}` : `${kind}${called}`
}

/** As of when the facts and the judging are, and who read them. */
export function datesText({generatedAt, snapshot: {caller, collectedAt}}: Report): string {
  const read = minute(collectedAt)
  const judged = minute(generatedAt)
  const by =
    caller?.email === undefined
      ? ''
      : ` by ${plainName(caller.email)}${caller.role === undefined ? '' : ` (${harmless(caller.role, 30)})`}`
  return `facts of ${read}${judged === read ? '' : `, judged as of ${judged}`}${by === '' ? '' : `, read${by}`}`
}

/** An instant to the minute, in UTC. */
export function minute(iso: string): string {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? harmless(iso, 40) : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
