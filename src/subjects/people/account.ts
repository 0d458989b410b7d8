import type {Account} from '../../model/account-facts.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {lazyFields, required, unknown, value} from '../field-value.js'
import {hasSshKeys, weakSshKeys} from './ssh-keys.js'

/** The caller. */
export function accountSubjects(context: SubjectContext): Subject[] {
  const account = context.facts.read('account')
  if ('gap' in account) return []
  const {email, federated, id, mfa_exemption: exemption} = account.body
  return [
    {
      fields: lazyFields({
        federated: () => required(federated, 'whether you sign in through an identity provider'),
        hasSshKeys: () => hasSshKeys(context),
        isExemptFromMfa: () => required(exemption, 'whether you are exempt from multi-factor authentication'),
        mfa: () => mfa(account.body),
        weakSshKeys: () => weakSshKeys(context),
      }),
      id: id ?? email ?? 'account',
      kind: 'account',
      name: email ?? id ?? 'account',
    },
  ]
}

/** Either of two fields proves that it is on; that it is off both have to say. */
function mfa({mfa_enabled: enabled, two_factor_authentication: legacy}: Account): FieldValue {
  if (enabled === true || legacy === true) return value(true)
  return enabled === false && legacy === false
    ? value(false)
    : unknown('no-statement', "the API doesn't say whether you use multi-factor authentication")
}
