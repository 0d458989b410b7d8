import assert from 'node:assert/strict'

import type {Fact} from '../../src/model/snapshot.js'

import {applySteps} from '../../src/changes/apply.js'
import {endContract} from '../../src/changes/contract-ends.js'
import {UserError} from '../../src/foundation/user-error.js'
import {paths} from '../../src/model/paths.js'
import {factOf, refusedFact, snapshotOf} from '../helpers/changes.js'

const provider = {id: 'p1', name: 'okta'}
const acme = {
  enterprise_account: {id: 'e1', name: 'acme-inc'},
  id: 't1',
  identity_provider: provider,
  name: 'acme',
  type: 'enterprise',
}
const own = {enterprise_account: null, id: 't2', identity_provider: provider, name: 'own', type: 'team'}
const person = {federated: true, id: 'm1', role: 'admin', two_factor_authentication: false}
const other = {federated: false, id: 'm2', role: 'member', two_factor_authentication: true}
const account = {email: 'a@example.com', federated: true, id: 'u1', mfa_enabled: false}

const facts: readonly Fact[] = [
  factOf('account', [], account),
  factOf('teams', [], [acme, own]),
  factOf('team', ['acme'], acme),
  factOf('members', ['acme'], [person, other]),
  factOf('members', ['own'], [person]),
  factOf('enterpriseAccount', ['e1'], {id: 'e1', name: 'acme-inc'}),
  factOf('enterpriseArchives', ['e1'], []),
]

const after = (given: readonly Fact[] = facts) => {
  const {snapshot} = applySteps(snapshotOf(given), [endContract])
  return (path: string) => snapshot.facts.find(fact => fact.path === path)
}

describe('the end of an Enterprise contract', () => {
  it('leaves an ordinary team without an identity provider, and other teams as they are', () => {
    const ordinary = {...acme, enterprise_account: null, identity_provider: null, type: 'team'}
    assert.deepEqual(after()(paths.teams())?.body, [ordinary, own])
    assert.deepEqual(after()(paths.team('acme'))?.body, ordinary)
  })

  it('lets its members sign in with a password, and leaves open whether they have a second factor', () => {
    assert.deepEqual(after()(paths.members('acme'))?.body, [{federated: false, id: 'm1', role: 'admin'}, other])
    assert.deepEqual(after()(paths.members('own'))?.body, [person])
    assert.deepEqual(after()(paths.account())?.body, {email: 'a@example.com', federated: false, id: 'u1'})
  })

  it('ends the enterprise account and its archives; its team has no invitations', () => {
    assert.equal(after()(paths.enterpriseAccount('e1'))?.status, 404)
    assert.equal(after()(paths.enterpriseArchives('e1'))?.status, 404)
    assert.deepEqual(after()(paths.invitations('acme'))?.body, [])
    assert.equal(after()(paths.invitations('own')), undefined)
  })

  it('concerns a team by its type, changes nothing without one, and keeps what was refused a gap', () => {
    const {id, identity_provider, name, type} = acme
    const untold = {id, identity_provider, name, type}
    const teams = after([factOf('teams', [], [untold])])(paths.teams())?.body as ReadonlyArray<typeof acme>
    assert.equal(teams[0]?.type, 'team')
    const kept = after([factOf('account', [], account), factOf('teams', [], [own])])
    assert.deepEqual([kept(paths.account())?.body, kept(paths.teams())?.body], [account, [own]])
    const refused = after([factOf('teams', [], [acme]), refusedFact('members', 'acme')])
    assert.equal(refused(paths.members('acme'))?.gap?.reason, 'forbidden')
  })

  it('is refused where no team was read', () =>
    assert.throws(
      () => after([factOf('account', [], account)]),
      (error: unknown) => error instanceof UserError && error.message.includes('no team was read'),
    ))
})
