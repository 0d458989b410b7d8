import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {value} from '../field-value.js'
import {notStated} from '../read-result.js'

// Names of roles rather than people, with an optional suffix: ops, OPS+alerts, ops-eu, ops2.
const roleAddress =
  /^(?:admin|billing|build|ci|deploy|dev|devops|info|it|ops|root|security|support|team|test)(?:[+-].*|\d*)$/is

const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** Whether the email address is in a domain that the policy allows; false if the policy names none. */
export function emailDomainIsAllowed({policy}: SubjectContext, email: null | string | undefined): FieldValue {
  if (!email?.includes('@')) return notStated('the email address')
  return value(policy.allow.emailDomains?.some(domain => domain.toLowerCase() === domainOf(email)) ?? false)
}

/** Whether the email address is that of a role or group, and the policy doesn't allow it. */
export function isSharedAccount({policy}: SubjectContext, email: null | string | undefined): FieldValue {
  if (!email?.includes('@')) return notStated('the email address')
  const allowed = policy.allow.sharedAccounts?.some(address => address.toLowerCase() === email.toLowerCase())
  return value(!allowed && roleAddress.test(email.slice(0, email.lastIndexOf('@'))))
}
