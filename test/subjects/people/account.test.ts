import assert from 'node:assert/strict'

import type {Account} from '../../../src/model/account-facts.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const all = {kind: 'all'} as const
const mfa = (account: Account) =>
  valueOrGap(
    fixture([factOf('account', [], {email: 'lead@x.test', ...account})], all).field('account', 'lead@x.test', 'mfa'),
  )

describe('account', () => {
  it('is named by its email address, or else by its ID', () => {
    const identityOf = (account: Account) =>
      fixture([factOf('account', [], account)], all)
        .subjectsOf('account')
        .map(({id, kind, name}) => [kind, id, name])
    assert.deepEqual(identityOf({email: 'lead@x.test', id: 'u1'}), [['account', 'u1', 'lead@x.test']])
    assert.deepEqual(identityOf({id: 'u1'}), [['account', 'u1', 'u1']])
    assert.deepEqual(identityOf({email: 'lead@x.test'}), [['account', 'lead@x.test', 'lead@x.test']])
    assert.deepEqual(identityOf({}), [['account', 'account', 'account']])
  })

  it("uses MFA if either field says so, and doesn't only if both say so", () => {
    for (const other of [true, false, null])
      for (const on of [
        {mfa_enabled: true, two_factor_authentication: other},
        {mfa_enabled: other, two_factor_authentication: true},
      ])
        assert.equal(mfa(on), true)
    assert.equal(mfa({mfa_enabled: false, two_factor_authentication: false}), false)
    for (const half of [
      {},
      {mfa_enabled: false},
      {two_factor_authentication: false},
      {mfa_enabled: null, two_factor_authentication: false},
    ])
      assert.equal(mfa(half), 'no-statement?')
  })

  it('reports identity provider and MFA exemption as the API states them', () => {
    const field = (name: string, account: Account) =>
      valueOrGap(
        fixture([factOf('account', [], {email: 'lead@x.test', ...account})], all).field('account', 'lead@x.test', name),
      )
    assert.deepEqual(
      [
        field('federated', {federated: false}),
        field('federated', {federated: null}),
        field('isExemptFromMfa', {mfa_exemption: false}),
        field('isExemptFromMfa', {}),
      ],
      [false, 'no-statement?', false, 'no-statement?'],
    )
  })

  it("becomes a placeholder when it can't be read", () => {
    assert.deepEqual(
      fixture([refusedFact('account', [])], all)
        .subjectsOf('account')
        .map(({name}) => name),
      ['account/*'],
    )
  })
})
