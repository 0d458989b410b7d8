import type {IdentityProvider} from '../../model/account-facts.js'
import type {Ref, Team} from '../../model/facts.js'
import type {Answer, Gap} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {Context} from '../context.js'

import {daysLeft} from '../age.js'
import {accountOf} from './enterprise.js'
import {from, isPending, unknown, value} from '../field-value.js'

const missing: Gap = {detail: 'the API does not say whether the team has an identity provider', reason: 'no-statement'}

const said = (provider: null | Ref | undefined): Answer<null | Ref> =>
  provider === undefined ? {gap: missing} : {body: provider}

/** That of the team itself; null where it has none. */
const ownOf = (record: Answer<Team>): Answer<null | Ref> =>
  'gap' in record ? record : said(record.body.identity_provider)

/** That of the enterprise account that the team belongs to; null where there is none. */
function sharedOf({facts}: Context, record: Answer<Team>): Answer<null | Ref> {
  if ('gap' in record) return record
  const {enterprise_account: account} = record.body
  if (account === null) return {body: null}
  const key = accountOf(record)
  const holding = 'gap' in key ? key : facts.read('enterpriseAccount', key.body)
  return 'gap' in holding ? holding : said(holding.body.identity_provider)
}

const isThere = (answer: Answer<null | Ref>): answer is {readonly body: Ref} => 'body' in answer && answer.body !== null

/** Set on the team, or on the enterprise account that it belongs to. */
export function hasIdentityProvider(context: Context, record: Answer<Team>): Known {
  const own = ownOf(record)
  if (isThere(own)) return value(true)
  const shared = sharedOf(context, record)
  if (isThere(shared)) return value(true)
  if ('gap' in shared) return shared
  return 'gap' in own ? own : value(false)
}

/** Whether one of the two is set and enabled. */
export function usesSingleSignOn(context: Context, record: Answer<Team>): Known {
  const own = isEnabled(context, ownOf(record))
  // The other is not asked for before it is known that the team's own does not do.
  if ('gap' in own ? isPending(own) : own.value === true) return own
  const shared = isEnabled(context, sharedOf(context, record))
  return 'value' in shared && shared.value === false ? own : shared
}

function isEnabled(context: Context, provider: Answer<null | Ref>): Known {
  return from(provider, ref =>
    ref === null
      ? value(false)
      : from(read(context, ref), ({enabled}) =>
          typeof enabled === 'boolean'
            ? value(enabled)
            : unknown('no-statement', 'the API does not say whether the identity provider is enabled'),
        ),
  )
}

const keyOf = ({id, name}: Ref): string | undefined => id ?? name

function read({facts}: Context, provider: Ref): Answer<IdentityProvider> {
  const key = keyOf(provider)
  return key
    ? facts.read('identityProvider', key)
    : {gap: {detail: 'the API does not say which identity provider the team has', reason: 'no-statement'}}
}

/** The one that people sign in through: the team's own, unless that is disabled and its enterprise account has one. */
function inUse(context: Context, record: Answer<Team>): Answer<null | Ref> {
  const own = ownOf(record)
  if (!isThere(own)) return 'gap' in own ? own : sharedOf(context, record)
  const enabled = isEnabled(context, own)
  if ('gap' in enabled ? isPending(enabled) : enabled.value === true) return own
  const shared = sharedOf(context, record)
  const isOnly = 'body' in shared && (shared.body === null || keyOf(shared.body) === keyOf(own.body))
  if (isOnly) return own
  return 'gap' in enabled ? {gap: enabled.gap} : shared
}

/** Days until the last of the identity provider's certificates expires; negative once it has. */
export function signOnDaysLeft(context: Context, record: Answer<Team>): Known {
  return from(inUse(context, record), provider =>
    from(read(context, provider ?? {}), ({certificates}) => from(context.now, now => latest(certificates ?? [], now))),
  )
}

const farthest = Number.MAX_SAFE_INTEGER

/** A certificate whose date cannot be read may expire later than those whose can. */
function latest(certificates: NonNullable<IdentityProvider['certificates']>, now: number): Known {
  if (certificates.length === 0) return unknown('no-statement', 'the API shows no certificate of the identity provider')
  const days = certificates.map(one => daysLeft(one.expires_at, now))
  const known = days.flatMap(one => one ?? [])
  const last = Math.max(...known)
  if (known.length === days.length) return value(last)
  const among = known.length > 0 ? [last, farthest] : undefined
  return unknown('unknown-value', 'a certificate of the identity provider has no date that can be read', among)
}
