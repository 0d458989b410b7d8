import type {IdentityProvider} from '../../model/account-facts.js'
import type {ResourceRef, Team} from '../../model/facts.js'
import type {ReadResult, Gap} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {daysLeft} from '../age.js'
import {enterpriseAccountRef} from './enterprise.js'
import {fieldFrom, isPending, unknown, value} from '../field-value.js'

const providerNotStated: Gap = {
  detail: "the API doesn't say whether the team has an identity provider",
  reason: 'no-statement',
}

const providerResponse = (provider: null | ResourceRef | undefined): ReadResult<null | ResourceRef> =>
  provider === undefined ? {gap: providerNotStated} : {body: provider}

/** That of the team itself; null where it has none. */
const readTeamProvider = (record: ReadResult<Team>): ReadResult<null | ResourceRef> =>
  'gap' in record ? record : providerResponse(record.body.identity_provider)

/** That of the enterprise account that the team belongs to; null where there is none. */
function readEnterpriseProvider({facts}: SubjectContext, record: ReadResult<Team>): ReadResult<null | ResourceRef> {
  if ('gap' in record) return record
  const {enterprise_account: account} = record.body
  if (account === null) return {body: null}
  const key = enterpriseAccountRef(record)
  const enterprise = 'gap' in key ? key : facts.read('enterpriseAccount', key.body)
  return 'gap' in enterprise ? enterprise : providerResponse(enterprise.body.identity_provider)
}

const isPresent = (response: ReadResult<null | ResourceRef>): response is {readonly body: ResourceRef} =>
  'body' in response && response.body !== null

/** Set on the team, or on the enterprise account that it belongs to. */
export function hasIdentityProvider(context: SubjectContext, record: ReadResult<Team>): FieldValue {
  const teamProvider = readTeamProvider(record)
  if (isPresent(teamProvider)) return value(true)
  const enterpriseProvider = readEnterpriseProvider(context, record)
  if (isPresent(enterpriseProvider)) return value(true)
  if ('gap' in enterpriseProvider) return enterpriseProvider
  return 'gap' in teamProvider ? teamProvider : value(false)
}

/** Whether one of the two is set and enabled. */
export function usesSingleSignOn(context: SubjectContext, record: ReadResult<Team>): FieldValue {
  const teamEnabled = isEnabled(context, readTeamProvider(record))
  // The other is not asked for before it is known that the team's own does not do.
  if ('gap' in teamEnabled ? isPending(teamEnabled) : teamEnabled.value === true) return teamEnabled
  const enterpriseEnabled = isEnabled(context, readEnterpriseProvider(context, record))
  return 'value' in enterpriseEnabled && enterpriseEnabled.value === false ? teamEnabled : enterpriseEnabled
}

function isEnabled(context: SubjectContext, provider: ReadResult<null | ResourceRef>): FieldValue {
  return fieldFrom(provider, ref =>
    ref === null
      ? value(false)
      : fieldFrom(readProvider(context, ref), ({enabled}) =>
          typeof enabled === 'boolean'
            ? value(enabled)
            : unknown('no-statement', "the API doesn't say whether the identity provider is enabled"),
        ),
  )
}

const providerKey = ({id, name}: ResourceRef): string | undefined => id ?? name

function readProvider({facts}: SubjectContext, provider: ResourceRef): ReadResult<IdentityProvider> {
  const key = providerKey(provider)
  return key
    ? facts.read('identityProvider', key)
    : {gap: {detail: "the API doesn't say which identity provider the team has", reason: 'no-statement'}}
}

/** The one that people sign in through: the team's own, unless that is disabled and its enterprise account has one. */
function providerInUse(context: SubjectContext, record: ReadResult<Team>): ReadResult<null | ResourceRef> {
  const teamProvider = readTeamProvider(record)
  if (!isPresent(teamProvider)) return 'gap' in teamProvider ? teamProvider : readEnterpriseProvider(context, record)
  const enabled = isEnabled(context, teamProvider)
  if ('gap' in enabled ? isPending(enabled) : enabled.value === true) return teamProvider
  const enterpriseProvider = readEnterpriseProvider(context, record)
  const isOnly =
    'body' in enterpriseProvider &&
    (enterpriseProvider.body === null || providerKey(enterpriseProvider.body) === providerKey(teamProvider.body))
  if (isOnly) return teamProvider
  return 'gap' in enabled ? {gap: enabled.gap} : enterpriseProvider
}

/** Days until the last of the identity provider's certificates expires; negative once it has. */
export function signOnDaysLeft(context: SubjectContext, record: ReadResult<Team>): FieldValue {
  return fieldFrom(providerInUse(context, record), provider =>
    fieldFrom(readProvider(context, provider ?? {}), ({certificates}) =>
      fieldFrom(context.now, now => latestExpiry(certificates ?? [], now)),
    ),
  )
}

const farthest = Number.MAX_SAFE_INTEGER

/** A certificate whose date cannot be read may expire later than those whose can. */
function latestExpiry(certificates: NonNullable<IdentityProvider['certificates']>, now: number): FieldValue {
  if (certificates.length === 0) return unknown('no-statement', 'the API shows no certificate of the identity provider')
  const days = certificates.map(certificate => daysLeft(certificate.expires_at, now))
  const readableDays = days.flatMap(dayCount => dayCount ?? [])
  const last = Math.max(...readableDays)
  if (readableDays.length === days.length) return value(last)
  const possibleValues = readableDays.length > 0 ? [last, farthest] : undefined
  return unknown('unknown-value', 'a certificate of the identity provider has no readable date', possibleValues)
}
