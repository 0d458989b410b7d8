import type {Account} from '../model/account-facts.js'
import type {Member, Team} from '../model/facts.js'
import type {FactEditor} from './fact-editor.js'

import {UserError} from '../foundation/user-error.js'
import {updateByEitherKey} from './lookups.js'

/**
 * As if the Enterprise contract of every team ended: the teams belong to no enterprise account, whose members and audit
 * trail are gone, and nobody signs in through an identity provider. Teams that never were part of one stay as they are.
 *
 * @throws UserError where the facts have no team
 */
export function endContract(editor: FactEditor): void {
  const known = [...editor.bodiesOf('team'), ...editor.bodiesOf('teams').flat()]
  if (known.length === 0)
    throw new UserError(
      'What the end of a contract changes shows on teams, and no team was read.',
      'Choose a scope that has one: --team, --space or --all.',
    )
  const teams = new Map(known.filter(team => isOfEnterprise(team)).map(team => [team.id, team]))
  editor.updateAll('teams', listed => listed.map(team => (isOfEnterprise(team) ? ordinary(team) : team)))
  editor.updateAll('team', team => (isOfEnterprise(team) ? ordinary(team) : team))
  for (const team of teams.values()) {
    updateByEitherKey(editor, 'members', team, members => members.map(member => withPassword(member)))
    // An enterprise team has none.
    for (const key of [team.name, team.id]) editor.put('invitations', [key], [])
    closeAccount(editor, team)
  }

  if (teams.size > 0) editor.update('account', [], account => withPassword(account))
}

const isOfEnterprise = ({enterprise_account: account, type}: Team): boolean =>
  (account !== null && account !== undefined) || type === 'enterprise'

const ordinary = (team: Team): Team => ({...team, enterprise_account: null, identity_provider: null, type: 'team'})

/** Who signed in through the identity provider has to set up multi-factor authentication: whether it's done is open. */
function withPassword<T extends Account | Member>(person: T): T {
  if (person.federated !== true) return person
  const unsaid: ReadonlySet<string> = new Set(['mfa_enabled', 'two_factor_authentication'])
  const kept = Object.fromEntries(Object.entries(person).filter(([key]) => !unsaid.has(key))) as T
  return {...kept, federated: false}
}

function closeAccount(editor: FactEditor, {enterprise_account: account}: Team): void {
  for (const key of [account?.id, account?.name])
    if (key !== undefined && editor.bodyOf('enterpriseAccount', key))
      for (const kind of ['enterpriseAccount', 'enterpriseArchives', 'enterpriseMembers'] as const)
        editor.putAbsent(kind, key)
}
