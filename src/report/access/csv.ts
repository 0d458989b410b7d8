import type {AccessDecision} from '../../access/access-review.js'
import type {Grant} from '../../access/grant.js'
import type {AccessDocument} from './access-text.js'

import {byteOrderMark, escapeCell} from '../csv/cell.js'
import {findingTitles, holderText, kindTitles, unreadText} from './access-text.js'

const columns = [
  'grant',
  'kind',
  'who',
  'place',
  'place_name',
  'holds',
  'mfa',
  'federated',
  'last_login',
  'since',
  'remarks',
  'decision',
  'becomes',
  'why',
  'by',
  'on',
  'verified',
] as const

type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>

/** A row for each grant, to be filled in and read back, and one for each list that couldn't be read. */
export function accessCsv({review, verified}: AccessDocument): string {
  const outcomes = new Map(verified?.removals.map(({grant, outcome}) => [grant.id, outcome]))
  const rows: Row[] = [
    ...review.population.grants.map(grant => ({
      ...grantRow(grant),
      remarks: (review.findings[grant.id] ?? []).map(finding => findingTitles[finding]).join('; '),
      ...decisionRow(review.decisions[grant.id]),
      verified: outcomes.get(grant.id) ?? '',
    })),
    ...review.population.notSeen.map(list => ({kind: 'not seen', remarks: unreadText(list)})),
  ]
  const lines = rows.map(row => columns.map(column => escapeCell(row[column] ?? '')).join(','))
  return `${byteOrderMark}${[columns.join(','), ...lines].join('\r\n')}\r\n`
}

const grantRow = (grant: Grant): Row => ({
  federated: flagText(grant.federated),
  grant: grant.id,
  holds: grant.holds.join(' '),
  kind: kindTitles[grant.kind][0],
  last_login: grant.lastLogin ?? '',
  mfa: flagText(grant.mfa),
  place: grant.place.kind,
  place_name: grant.place.name,
  since: grant.since ?? '',
  who: holderText(grant),
})

/** What the API doesn't say is empty. */
function flagText(flag: boolean | undefined): string {
  if (flag === undefined) return ''
  return flag ? 'yes' : 'no'
}

const decisionRow = (decision: AccessDecision | undefined): Row =>
  decision
    ? {
        becomes: (decision.becomes ?? []).join(' '),
        by: decision.by,
        decision: decision.action,
        on: decision.on,
        why: decision.reason,
      }
    : {}
