import type {Account} from '../../model/account-facts.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {lazyFields, required, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {hasSshKeys, weakSshKeyComments, weakSshKeys} from './ssh-keys.js'

/** The caller's own account. */
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
        weakSshKeyComments: () => weakSshKeyComments(context),
        weakSshKeys: () => weakSshKeys(context),
      }),
      id: id ?? email ?? 'account',
      kind: 'account',
      name: email ?? id ?? 'account',
    },
  ]
}

/** Either field proves that MFA is on; only both together prove that it is off. */
function mfa({mfa_enabled: enabled, two_factor_authentication: legacy}: Account): FieldValue {
  if (enabled === true || legacy === true) return value(true)
  return enabled === false && legacy === false ? value(false) : notStated('whether you use multi-factor authentication')
}
