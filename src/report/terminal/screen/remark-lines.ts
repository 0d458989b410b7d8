import type {ScreenPage} from './screen-page.js'

import {distinct, firstOf, groupBy} from '../../../foundation/collections.js'
import {unknownCauses} from '../../text/unknown-causes.js'
import {countText, formatNumber} from '../../text/labels.js'
import {sanitizeForTerminal} from '../../text/sanitize.js'
import {wrapText} from '../layout.js'
import {clip} from '../table.js'

/** What couldn't be determined, by cause, and the permission that would help. */
export function unknownLines(page: ScreenPage): string[] {
  const {glyphs, paint, report} = page
  const causes = unknownCauses(report).filter(({observations}) => observations.length > 0)
  const reasons = [...groupBy(causes, ({title}) => title)].map(([title, same]) => ({
    observations: same.reduce((sum, {observations}) => sum + observations.length, 0),
    requests: same.reduce((sum, {requests}) => sum + requests.length, 0),
    title,
  }))
  const shown = firstOf(reasons, page.limits.reasons)
  const hidden = reasons.length - shown.length
  const needs = distinct(causes.flatMap(cause => (cause.needs === undefined ? [] : [cause.needs])))
  return [
    ...shown.map(({observations, requests, title}) => {
      const requestText = requests > 0 ? `, ${countText(requests, 'request')}` : ''
      const text = `${formatNumber(observations)} unknown: ${withShortIds(sanitizeForTerminal(title))}${requestText}`
      return `${paint.unknown(glyphs.unknown)} ${clip(text, page.columns - 2, glyphs.ellipsis)}`
    }),
    ...(hidden > 0 ? [paint.dim(`  ${glyphs.ellipsis}for ${countText(hidden, 'more reason')} (--full)`)] : []),
    ...needsLines(page, needs),
  ]
}

/** UUIDs by their first part: a line has no room for the others, and the reason comes after them. */
const withShortIds = (text: string): string => text.replaceAll(/\b([\da-f]{8})(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '$1')

/** The first permission that would help, and how many more would. */
function needsLines({columns, glyphs}: ScreenPage, needs: readonly string[]): string[] {
  const [first, ...others] = needs
  if (first === undefined) return []
  const more = others.length > 0 ? ` (+${formatNumber(others.length)})` : ''
  const text = sanitizeForTerminal(first, 300)
  return [`  Needs ${clip(text, columns - '  Needs '.length - more.length, glyphs.ellipsis)}${more}`]
}

const noteIndent = ' '.repeat('NOTE  '.length)

/** The first notices, two lines each at most, since the reason comes last: what has no effect, expires soon ... */
export function noticeLines(page: ScreenPage): string[] {
  const {glyphs, paint, report} = page
  const {notices} = report
  const shown = firstOf(notices, page.limits.notices)
  const hidden = notices.length - shown.length
  return [
    ...shown.flatMap(({text}) => {
      const [first = '', ...others] = wrapText(sanitizeForTerminal(text), page.columns - noteIndent.length)
      const second = clip(others.join(' '), page.columns - noteIndent.length, glyphs.ellipsis)
      return [`${paint.strong('NOTE')}  ${first}`, ...(second === '' ? [] : [`${noteIndent}${second}`])]
    }),
    ...(hidden > 0 ? [paint.dim(`${noteIndent}${glyphs.ellipsis}and ${countText(hidden, 'more note')} (--full)`)] : []),
  ]
}
