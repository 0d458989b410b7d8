import type {IdentityProvider} from '../../model/account-facts.js'
import type {Team} from '../../model/facts.js'
import type {ResourceRef} from '../../model/resource-ref.js'
import type {ReadResult, Gap} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {daysLeft} from '../age.js'
import {enterpriseAccountRef} from './enterprise.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {isPending, notStated} from '../read-result.js'

const providerNotStated: Gap = {
  detail: "the API doesn't say whether the team has an identity provider",
  reason: 'no-statement',
}

const providerResponse = (provider: null | ResourceRef | undefined): ReadResult<null | ResourceRef> =>
  provider === undefined ? {gap: providerNotStated} : {body: provider}

/** The team's own identity provider; null if it has none. */
const readTeamProvider = (record: ReadResult<Team>): ReadResult<null | ResourceRef> =>
  'gap' in record ? record : providerResponse(record.body.identity_provider)

/** The identity provider of the team's enterprise account; null if there is none. */
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

/** Whether the team or its enterprise account has an identity provider. */
export function hasIdentityProvider(context: SubjectContext, record: ReadResult<Team>): FieldValue {
  const teamProvider = readTeamProvider(record)
  if (isPresent(teamProvider)) return value(true)
  const enterpriseProvider = readEnterpriseProvider(context, record)
  if (isPresent(enterpriseProvider)) return value(true)
  if ('gap' in enterpriseProvider) return enterpriseProvider
  return 'gap' in teamProvider ? teamProvider : value(false)
}

/** Whether one of the two is enabled. */
export function usesSingleSignOn(context: SubjectContext, record: ReadResult<Team>): FieldValue {
  const teamEnabled = isEnabled(context, readTeamProvider(record))
  // The enterprise account's provider isn't requested unless the team's own isn't enabled.
  if ('gap' in teamEnabled ? isPending(teamEnabled) : teamEnabled.value === true) return teamEnabled
  const enterpriseEnabled = isEnabled(context, readEnterpriseProvider(context, record))
  return 'value' in enterpriseEnabled && enterpriseEnabled.value === false ? teamEnabled : enterpriseEnabled
}

function isEnabled(context: SubjectContext, provider: ReadResult<null | ResourceRef>): FieldValue {
  return fieldFrom(provider, ref =>
    ref === null
      ? value(false)
      : fieldFrom(readProvider(context, ref), ({enabled}) =>
          typeof enabled === 'boolean' ? value(enabled) : notStated('whether the identity provider is enabled'),
        ),
  )
}

const providerKey = ({id, name}: ResourceRef): string | undefined => id ?? name

function readProvider({facts}: SubjectContext, provider: ResourceRef): ReadResult<IdentityProvider> {
  const key = providerKey(provider)
  return key ? facts.read('identityProvider', key) : notStated('which identity provider the team has')
}

/**
 * The provider that people sign in through: the team's own, unless it is disabled and the enterprise account has one.
 */
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

/** Days until the last certificate of the identity provider expires; negative once it has. */
export function signOnDaysLeft(context: SubjectContext, record: ReadResult<Team>): FieldValue {
  return fieldFrom(providerInUse(context, record), provider =>
    fieldFrom(readProvider(context, provider ?? {}), ({certificates}) =>
      fieldFrom(context.now, now => latestExpiry(certificates ?? [], now)),
    ),
  )
}

const farthest = Number.MAX_SAFE_INTEGER

/** A certificate with an unreadable date may expire later than the others. */
function latestExpiry(certificates: NonNullable<IdentityProvider['certificates']>, now: number): FieldValue {
  if (certificates.length === 0) return unknown('no-statement', 'the API shows no certificate of the identity provider')
  const days = certificates.map(certificate => daysLeft(certificate.expires_at, now))
  const readableDays = days.flatMap(dayCount => dayCount ?? [])
  const last = Math.max(...readableDays)
  if (readableDays.length === days.length) return value(last)
  const possibleValues = readableDays.length > 0 ? [last, farthest] : undefined
  return unknown('unknown-value', 'a certificate of the identity provider has no readable date', possibleValues)
}
