import type {Archive, EnterpriseMember} from '../../model/account-facts.js'
import type {FactSource, Member, Team} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {millisecondsPerDay} from '../../foundation/date.js'
import {ageInDays, parseInstant} from '../age.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'

/** Whether the team belongs to an enterprise account. */
export const isOfEnterprise = (record: ReadResult<Team>): FieldValue =>
  fieldFrom(record, ({enterprise_account: account}) =>
    account === undefined ? notStated('whether the team belongs to an enterprise account') : value(account !== null),
  )

/** The ID or name that identifies a team's enterprise account in paths. */
export function enterpriseAccountRef(record: ReadResult<Team>): ReadResult<string> {
  if ('gap' in record) return record
  const {enterprise_account: account} = record.body
  const key = account?.id ?? account?.name
  return key ? {body: key} : notStated('which enterprise account the team belongs to')
}

/** Days since a member last signed in, which only the member list of the enterprise account states. */
export function lastLoginAgeDays(
  {facts, now}: SubjectContext,
  record: ReadResult<Team>,
  {email, user}: Member,
): FieldValue {
  return fieldFrom(enterpriseAccountRef(record), account =>
    fieldFrom(facts.read('enterpriseMembers', account), members => {
      const address = (email ?? user?.email)?.toLowerCase()
      const matches = members.filter(
        candidate =>
          candidate.user &&
          ((user?.id !== undefined && candidate.user.id === user.id) ||
            (address && candidate.user.email?.toLowerCase() === address)),
      )
      const [enterpriseMember, ...others] = matches
      if (!enterpriseMember)
        return unknown('not-visible', "the person isn't among the members of the enterprise account")
      return others.length > 0
        ? unknown('disagree', 'several members of the enterprise account could be the person')
        : lastLoginAge(enterpriseMember, now)
    }),
  )
}

function lastLoginAge({last_login: lastLogin}: EnterpriseMember, now: SubjectContext['now']): FieldValue {
  return fieldFrom(now, today => {
    const days = ageInDays(lastLogin, today)
    if (days !== undefined) return value(days)
    return lastLogin
      ? unknown('unknown-value', "the date of the last login can't be read")
      : notStated('when the person last signed in')
  })
}

/** When the enterprise account was created, in milliseconds since 1970. */
function accountCreatedAt(facts: FactSource, record: ReadResult<Team>): ReadResult<number> {
  const account = enterpriseAccountRef(record)
  const enterprise = 'gap' in account ? account : facts.read('enterpriseAccount', account.body)
  if ('gap' in enterprise) return enterprise
  const created = parseInstant(enterprise.body.created_at)
  return created === undefined ? notStated('when the enterprise account was created') : {body: created}
}

/** Whether the team belongs to an enterprise account that is at least twelve months old. */
export function enterpriseIsAYearOld({facts, now}: SubjectContext, record: ReadResult<Team>): FieldValue {
  const isEnterprise = isOfEnterprise(record)
  if ('value' in isEnterprise && isEnterprise.value === false) return isEnterprise
  return fieldFrom(accountCreatedAt(facts, record), created =>
    fieldFrom(now, today => value(created <= new Date(today).setUTCFullYear(new Date(today).getUTCFullYear() - 1))),
  )
}

/** Milliseconds after its end within which a month's archive may still be missing. */
const gracePeriod = 7 * millisecondsPerDay

/** The months that should have an archive: the last twelve full months during which the account existed. */
function monthsDue(today: number, createdAt: number): string[] {
  const last = new Date(today - gracePeriod)
  return Array.from({length: 12}, (_, index) => Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - 1 - index))
    .filter(start => start >= createdAt)
    .map(start => new Date(start).toISOString().slice(0, 7))
    .reverse()
}

function monthOf({month, year}: Archive): string | undefined {
  const monthNumber = Number(month)
  return Number.isInteger(monthNumber) && monthNumber >= 1 && monthNumber <= 12 && year
    ? `${year}-${String(monthNumber).padStart(2, '0')}`
    : undefined
}

/**
 * Months of the last year without an archive of the audit trail: a gap if an unreadable archive may cover one of them.
 */
export function missingArchives({facts, now}: SubjectContext, record: ReadResult<Team>): FieldValue {
  return fieldFrom(enterpriseAccountRef(record), account =>
    fieldFrom(facts.read('enterpriseArchives', account), archives =>
      fieldFrom(accountCreatedAt(facts, record), created =>
        fieldFrom(now, today => {
          const archivedMonths = archives.map(archive => monthOf(archive))
          const missing = monthsDue(today, created).filter(month => !archivedMonths.includes(month))
          return missing.length > 0 && archivedMonths.includes(undefined)
            ? unknown('unknown-value', "an archive doesn't say which month it covers")
            : value(missing)
        }),
      ),
    ),
  )
}
