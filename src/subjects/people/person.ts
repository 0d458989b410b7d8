import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {required, unknown, value} from '../field-value.js'

// Names of roles rather than of people, alone or with an addition: ops, OPS+alerts, ops-eu, ops2.
const roleAddress =
  /^(?:admin|billing|build|ci|deploy|dev|devops|info|it|ops|root|security|support|team|test)(?:[+-].*|\d*)$/is

const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

export function emailDomainIsAllowed({policy}: SubjectContext, email: null | string | undefined): FieldValue {
  if (!email?.includes('@')) return unknown('no-statement', "the API doesn't say the email address")
  return value(policy.allow.emailDomains?.some(domain => domain.toLowerCase() === domainOf(email)) ?? false)
}

export const emailDomainsAreDeclared = ({policy}: SubjectContext): FieldValue =>
  value(policy.allow.emailDomains !== undefined)

/** Whether the address is a role's or a group's and nobody said that it may be. */
export function isSharedAccount({policy}: SubjectContext, email: null | string | undefined): FieldValue {
  if (!email?.includes('@')) return required(undefined, 'the email address')
  const allowed = policy.allow.sharedAccounts?.some(address => address.toLowerCase() === email.toLowerCase())
  return value(!allowed && roleAddress.test(email.slice(0, email.lastIndexOf('@'))))
}
