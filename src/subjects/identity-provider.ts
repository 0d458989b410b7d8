import type {Team} from '../model/facts.js'
import type {Answer} from '../model/gap.js'
import type {Known} from '../model/subject.js'
import type {Context} from './context.js'

import {from, unknown, value} from './known.js'

/** Set on the team, or on the enterprise account that it belongs to. */
export function hasIdentityProvider({facts}: Context, record: Answer<Team>): Known {
  return from(record, ({enterprise_account: account, identity_provider: provider}) => {
    if (provider) return value(true)
    const missing = unknown('no-statement', 'the API does not say whether the team has an identity provider')
    if (account === undefined) return missing
    if (account === null) return provider === undefined ? missing : value(false)
    return from(facts.read('enterpriseAccount', account.id ?? account.name ?? ''), ({identity_provider: shared}) => {
      if (shared) return value(true)
      return shared === undefined || provider === undefined ? missing : value(false)
    })
  })
}
