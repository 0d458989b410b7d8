import type {AuditEvent, AuditTrailSummary, ChangeCauses} from '../../model/audit-trail.js'
import type {Diff} from '../../model/comparison.js'

import {maxCountedCauses} from '../../model/audit-trail.js'
import {isNewlyUnknown} from '../../model/comparison.js'
import {firstFew, pluralize} from '../../foundation/text.js'
import {formatMinute} from '../text/scope-text.js'

const shownEvents = 3

/** An event in words: who did what, when and from where. */
export function eventText({action, at, by, from}: AuditEvent): string {
  const address = from === undefined ? '' : ` from ${from}`
  return `${action} by ${by ?? 'an account that it does not name'} on ${formatMinute(at)}${address}`
}

/** How sure it is that the events are those, in words. */
export function matchText({match, total}: ChangeCauses): string {
  if (match === 'unrecorded') return 'no documented type of event covers this'
  if (match === 'none') return 'no event found; the audit trail is incomplete'
  const count = total >= maxCountedCauses ? `${maxCountedCauses} or more` : String(total)
  if (match === 'exact') return total === 1 ? 'the only matching event' : `${count} matching events`
  return `${total === 1 ? 'an event' : `${count} events`} near it, which may be the cause`
}

/** The events that may have caused a change, and how sure that is. */
export function causesText(causes: ChangeCauses | undefined, limit = shownEvents): string[] {
  if (!causes) return []
  if (causes.events.length === 0) return [matchText(causes)]
  const hidden = causes.total - Math.min(limit, causes.events.length)
  return [
    `${matchText(causes)}: ${causes.events.slice(0, limit).map(eventText).join('; ')}`,
    ...(hidden > 0 ? [`and ${pluralize(hidden, 'event')} more`] : []),
  ]
}

/** What the audit trail that was given can say, each in a sentence. */
export function auditTrailTexts(diff: Diff): string[] {
  const {auditTrail} = diff
  return auditTrail ? [coverageText(auditTrail), ...gapTexts(auditTrail), `${foundText(diff)} ${incompleteText}`] : []
}

function coverageText({events, files, window}: AuditTrailSummary): string {
  const read = files.reduce((sum, file) => sum + file.events, 0)
  return (
    `Audit trail: ${pluralize(read, 'event')} in ${pluralize(files.length, 'file')}, ${events} of them between ` +
    `the two readings (${formatMinute(window.from)} to ${formatMinute(window.to)}).`
  )
}

function gapTexts({events, files, inScope, missingMonths, window}: AuditTrailSummary): string[] {
  const isBackwards = Date.parse(window.from) > Date.parse(window.to)
  if (isBackwards) return ['The older reading is the later one: no event can be between them.']
  const last = Math.max(...files.flatMap(file => (file.last === undefined ? [] : Date.parse(file.last))))
  return [
    ...(missingMonths.length > 0
      ? [
          `No file has an event of ${firstFew(missingMonths, 3)}: ` +
            `heroku enterprise:audits:export ${missingMonths[0]} exports a month.`,
        ]
      : []),
    ...(missingMonths.length === 0 && Number.isFinite(last) && last < Date.parse(window.to)
      ? [
          `The newest event is of ${formatMinute(new Date(last).toISOString())}; ` +
            'an export of the current month ends at midnight UTC.',
        ]
      : []),
    ...(events > 0 && inScope === 0
      ? ['None of these events is about what was assessed: is it the export of the right enterprise account?']
      : []),
  ]
}

const incompleteText = 'Heroku does not record everything: no event never means that nobody did it.'

function foundText({newlyFailing, newlyUnknown, worsened}: Diff): string {
  const worse = [...newlyFailing, ...worsened, ...newlyUnknown.filter(isNewlyUnknown)]
  const counts = (match: ChangeCauses['match']) => worse.filter(({causes}) => causes?.match === match).length
  const parts = [
    `${counts('exact')} with events that name it`,
    `${counts('nearby')} with events near it`,
    `${counts('none')} without an event`,
    `${counts('unrecorded')} that no type of event covers`,
  ]
  return `Of ${pluralize(worse.length, 'change')} for the worse: ${parts.join(', ')}.`
}
