import type {Archive, EnterpriseMember} from '../../model/account-facts.js'
import type {Facts, Member, Team} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {Context} from '../context.js'

import {day} from '../../foundation/date.js'
import {ageInDays, instant} from '../age.js'
import {from, unknown, value} from '../field-value.js'

/** Whether the team belongs to an enterprise account. */
export const isOfEnterprise = (record: Answer<Team>): Known =>
  from(record, ({enterprise_account: account}) =>
    account === undefined
      ? unknown('no-statement', 'the API does not say whether the team belongs to an enterprise account')
      : value(account !== null),
  )

/** What names the enterprise account of a team in paths. */
export function accountOf(record: Answer<Team>): Answer<string> {
  if ('gap' in record) return record
  const {enterprise_account: account} = record.body
  const key = account?.id ?? account?.name
  return key
    ? {body: key}
    : {gap: {detail: 'the API does not say which enterprise account the team belongs to', reason: 'no-statement'}}
}

/** Days since a member signed in last, which only the list of the enterprise account tells. */
export function lastLoginAgeDays({facts, now}: Context, record: Answer<Team>, {email, user}: Member): Known {
  return from(accountOf(record), account =>
    from(facts.read('enterpriseMembers', account), all => {
      const address = (email ?? user?.email)?.toLowerCase()
      const rows = all.filter(
        one =>
          one.user &&
          ((user?.id !== undefined && one.user.id === user.id) ||
            (address && one.user.email?.toLowerCase() === address)),
      )
      const [row, ...others] = rows
      if (!row) return unknown('not-visible', 'the person is not among the members of the enterprise account')
      return others.length > 0
        ? unknown('disagree', 'several members of the enterprise account could be the person')
        : age(row, now)
    }),
  )
}

function age({last_login: at}: EnterpriseMember, now: Context['now']): Known {
  return from(now, today => {
    const days = ageInDays(at, today)
    if (days !== undefined) return value(days)
    return at
      ? unknown('unknown-value', 'the date of the last login cannot be read')
      : unknown('no-statement', 'the API does not say when the person signed in last')
  })
}

/** When the enterprise account was created, in milliseconds since 1970. */
function createdAt(facts: Facts, record: Answer<Team>): Answer<number> {
  const account = accountOf(record)
  const holding = 'gap' in account ? account : facts.read('enterpriseAccount', account.body)
  if ('gap' in holding) return holding
  const at = instant(holding.body.created_at)
  return at === undefined
    ? {gap: {detail: 'the API does not say when the enterprise account was created', reason: 'no-statement'}}
    : {body: at}
}

/** Whether the team belongs to an enterprise account that is at least twelve months old. */
export function enterpriseIsAYearOld({facts, now}: Context, record: Answer<Team>): Known {
  const isThere = isOfEnterprise(record)
  if ('value' in isThere && isThere.value === false) return isThere
  return from(createdAt(facts, record), at =>
    from(now, today => value(at <= new Date(today).setUTCFullYear(new Date(today).getUTCFullYear() - 1))),
  )
}

/** How long after its end a month's archive may take. */
const grace = 7 * day

/** The months that should have an archive: the last twelve that are over, as far as the account was there from their start. */
function monthsDue(today: number, createdAt: number): string[] {
  const last = new Date(today - grace)
  return Array.from({length: 12}, (_, index) => Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - 1 - index))
    .filter(start => start >= createdAt)
    .map(start => new Date(start).toISOString().slice(0, 7))
    .reverse()
}

function monthOf({month, year}: Archive): string | undefined {
  const number = Number(month)
  return Number.isInteger(number) && number >= 1 && number <= 12 && year
    ? `${year}-${String(number).padStart(2, '0')}`
    : undefined
}

/** Months of the last year without an archive of the audit trail: a gap where one that cannot be read may be of them. */
export function missingArchives({facts, now}: Context, record: Answer<Team>): Known {
  return from(accountOf(record), account =>
    from(facts.read('enterpriseArchives', account), rows =>
      from(createdAt(facts, record), made =>
        from(now, today => {
          const kept = rows.map(row => monthOf(row))
          const missing = monthsDue(today, made).filter(month => !kept.includes(month))
          return missing.length > 0 && kept.includes(undefined)
            ? unknown('unknown-value', 'an archive does not say of which month it is')
            : value(missing)
        }),
      ),
    ),
  )
}
