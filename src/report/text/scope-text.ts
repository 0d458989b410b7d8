import type {Report} from '../../model/report.js'

import {firstFew} from '../../foundation/text.js'
import {displayName} from './labels.js'
import {sanitizeForTerminal} from './sanitize.js'

/** What was assessed, in words. */
export function scopeText({scope: {kind, name}}: Report): string {
  if (kind === 'sample') return 'the bundled sample, a fictional organization'
  if (kind === 'all') return 'everything the account can see'
  const nameText = name === undefined ? '' : ` ${displayName(name)}`
  return kind === 'snapshot' ? `the snapshot${nameText && ` of${nameText}`}` : `${kind}${nameText}`
}

const longestName = 80

/** What a report on a part of its frameworks is limited to, without a full stop; undefined for a whole one. */
export const partText = ({only}: Pick<Report, 'only'>): string | undefined =>
  only &&
  `Only a part was assessed: ${firstFew(
    only.map(name => sanitizeForTerminal(name, longestName)),
    10,
  )}`

/** When the facts were collected, by whom, and as of when they were assessed. */
export function datesText({generatedAt, snapshot: {caller, collectedAt}}: Report): string {
  const collectedTime = formatMinute(collectedAt)
  const assessedTime = formatMinute(generatedAt)
  const role = caller?.role === undefined ? '' : ` (${sanitizeForTerminal(caller.role, 30)})`
  const callerText = caller?.email === undefined ? '' : ` by ${displayName(caller.email)}${role}`
  const assessedText = assessedTime === collectedTime ? '' : `, assessed as of ${assessedTime}`
  return `facts collected ${collectedTime}${callerText}${assessedText}`
}

/** An instant to the minute, in UTC. */
export function formatMinute(timestamp: string): string {
  const milliseconds = Date.parse(timestamp)
  return Number.isNaN(milliseconds)
    ? sanitizeForTerminal(timestamp, 40)
    : `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
