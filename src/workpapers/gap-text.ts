import type {Gap} from '../model/gap.js'
import type {FieldValue, Value} from '../model/subject.js'

import {gapReasonText} from '../report/text/labels.js'

/** Why something wasn't seen, as every document says it. */
export function notSeenText({detail, needs, reason, status}: Gap): string {
  const rest = detail?.replace(/(?:^|: )the API (?:answered|returned|responded with) \d+$/, '') ?? ''
  const more = rest === gapReasonText[reason] ? '' : rest
  // The detail repeats what the reason says without it.
  const isSaid = reason === 'no-statement' && more !== ''
  const cause = gapReasonText[reason] + (status === undefined ? '' : ` (${status})`)
  const said = [...(isSaid ? [] : [cause]), ...(more === '' ? [] : [more])].join(', ')
  return `not seen: ${said}${needs === undefined ? '' : `; needs ${needs}`}`
}

/** A field as a cell: nothing where there is none, and why it wasn't seen where that is so. */
export function cellOf(field: FieldValue | undefined): string {
  if (field === undefined) return ''
  if ('value' in field) return valueCell(field.value)
  // What a kind of component doesn't have wasn't missed.
  return field.gap.reason === 'unsupported' ? '' : notSeenText(field.gap)
}

const none: ReadonlyArray<Value | undefined> = [null, 'none']

function valueCell(value: Value): string {
  if (none.includes(value)) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join('; ') : String(value)
}
