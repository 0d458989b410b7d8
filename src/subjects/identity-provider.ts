import type {IdentityProvider} from '../model/account-facts.js'
import type {Ref, Team} from '../model/facts.js'
import type {Answer, Gap} from '../model/gap.js'
import type {Known} from '../model/subject.js'
import type {Context} from './context.js'

import {daysLeft} from './age.js'
import {from, unknown, value} from './known.js'

/** That of the team, or else of the enterprise account that it belongs to; null where neither has one. */
function identityProvider({facts}: Context, record: Answer<Team>): Answer<null | Ref> {
  if ('gap' in record) return record
  const {enterprise_account: account, identity_provider: provider} = record.body
  if (provider) return {body: provider}
  if (account === undefined) return {gap: missing}
  if (account === null) return provider === undefined ? {gap: missing} : {body: null}
  const holding = facts.read('enterpriseAccount', account.id ?? account.name ?? '')
  if ('gap' in holding) return holding
  const {identity_provider: shared} = holding.body
  if (shared) return {body: shared}
  return shared === undefined || provider === undefined ? {gap: missing} : {body: null}
}

const missing: Gap = {detail: 'the API does not say whether the team has an identity provider', reason: 'no-statement'}

/** Set on the team, or on the enterprise account that it belongs to. */
export const hasIdentityProvider = (context: Context, record: Answer<Team>): Known =>
  from(identityProvider(context, record), provider => value(provider !== null))

/** Days until the last of the identity provider's certificates expires; negative once it has. */
export function signOnDaysLeft(context: Context, record: Answer<Team>): Known {
  return from(identityProvider(context, record), provider => {
    const ref = provider?.id ?? provider?.name
    if (!ref) return unknown('no-statement', 'the API does not say which identity provider the team has')
    return from(context.facts.read('identityProvider', ref), ({certificates}) => from(context.now, now => latest(certificates ?? [], now)))
  })
}

const farthest = Number.MAX_SAFE_INTEGER

/** A certificate whose date cannot be read may expire later than those whose can. */
function latest(certificates: NonNullable<IdentityProvider['certificates']>, now: number): Known {
  if (certificates.length === 0) return unknown('no-statement', 'the API shows no certificate of the identity provider')
  const days = certificates.map(one => daysLeft(one.expires_at, now))
  const known = days.flatMap(one => one ?? [])
  const last = Math.max(...known)
  if (known.length === days.length) return value(last)
  const gap = 'a certificate of the identity provider has no date that can be read'
  return known.length > 0 ? unknown('unknown-value', gap, [last, farthest]) : unknown('unknown-value', gap)
}
