import assert from 'node:assert/strict'

import type {Team} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const acme = (more: Partial<Team> = {}) =>
  factOf('team', 'acme', {
    enterprise_account: null,
    id: 't1',
    identity_provider: null,
    name: 'acme',
    role: 'admin',
    ...more,
  })
const providerFact = (id: string, enabled?: boolean | null, ...dates: string[]) =>
  factOf('identityProvider', id, {
    certificates: dates.map(expires_at => ({expires_at})),
    id,
    ...(enabled === undefined ? {} : {enabled}),
  })
const uses = (...facts: Fact[]) =>
  valueOrGap(fixture(facts, {kind: 'team', name: 'acme'}).field('team', 'acme', 'usesSingleSignOn'))
const provider = (...dates: Array<null | string>) =>
  factOf('identityProvider', 'i1', {certificates: dates.map(expires_at => ({expires_at})), id: 'i1'})
const days = (...facts: Fact[]) =>
  valueOrGap(fixture(facts, {kind: 'team', name: 'acme'}).field('team', 'acme', 'signOnDaysLeft'))
const own = acme({identity_provider: {id: 'i1'}})

describe('identity-provider: signOnDaysLeft', () => {
  it('counts until the last certificate expires', () => {
    assert.equal(days(own, provider('2026-11-30T12:00:00Z')), 10)
    assert.equal(days(own, provider('2026-11-30T12:00:00Z', '2026-12-20T12:00:00Z', '2020-01-01T00:00:00Z')), 30)
    assert.equal(days(own, provider('2026-11-19T12:00:00Z')), -1)
  })

  it("has no known maximum when a date can't be read", () => {
    assert.equal(days(own, provider(null)), 'unknown-value?')
    assert.deepEqual(days(own, provider(null, '2026-11-30T12:00:00Z')), ['unknown-value?', 10, Number.MAX_SAFE_INTEGER])
  })

  it('is a gap without certificates', () => {
    for (const none of [{certificates: []}, {certificates: null}, {}])
      assert.equal(days(own, factOf('identityProvider', 'i1', {id: 'i1', ...none})), 'no-statement?')
  })

  it("prefers the team's provider to the one of its enterprise account", () => {
    const holding = factOf('enterpriseAccount', 'e1', {id: 'e1', identity_provider: {id: 'i1'}})
    assert.equal(days(acme({enterprise_account: {id: 'e1'}}), holding, provider('2026-11-30T12:00:00Z')), 10)
    assert.equal(
      days(
        acme({enterprise_account: {id: 'e1'}, identity_provider: {id: 'i2'}}),
        holding,
        provider('2026-11-30T12:00:00Z'),
        refusedFact('identityProvider', 'i2', 404),
      ),
      'not-found?',
    )
    assert.equal(
      days(
        acme({enterprise_account: {id: 'e1'}, identity_provider: {name: 'badge'}}),
        holding,
        factOf('identityProvider', 'badge', {
          certificates: [{expires_at: '2026-11-30T12:00:00Z'}],
          enabled: true,
          id: 'i2',
        }),
      ),
      10,
    )
    assert.equal(days(acme({identity_provider: {}})), 'no-statement?')
    assert.equal(days(acme()), 'no-statement?')
  })

  it("is a gap when the team doesn't state its own provider", () => {
    const unstated = factOf('team', 'acme', {enterprise_account: {id: 'e1'}, id: 't1', name: 'acme', role: 'admin'})
    const holding = factOf('enterpriseAccount', 'e1', {id: 'e1', identity_provider: {id: 'i1'}})
    assert.equal(days(unstated, holding, provider('2026-11-30T12:00:00Z')), 'no-statement?')
  })

  it("uses the enterprise account's provider when the team's own is disabled", () => {
    const holding = factOf('enterpriseAccount', 'e1', {id: 'e1', identity_provider: {id: 'i2'}})
    const both = acme({enterprise_account: {id: 'e1'}, identity_provider: {id: 'i1'}})
    const shared = providerFact('i2', true, '2026-11-30T12:00:00Z')
    assert.equal(days(both, holding, providerFact('i1', false, '2026-12-20T12:00:00Z'), shared), 10)
    assert.equal(days(both, holding, providerFact('i1', true, '2026-12-20T12:00:00Z'), shared), 30)
    assert.equal(days(both, holding, providerFact('i1', undefined, '2026-12-20T12:00:00Z'), shared), 'no-statement?')
    assert.equal(
      days(both, refusedFact('enterpriseAccount', 'e1'), providerFact('i1', null, '2026-12-20T12:00:00Z')),
      'no-statement?',
    )
    for (const identity_provider of [null, {id: 'i1'}]) {
      assert.equal(
        days(
          both,
          factOf('enterpriseAccount', 'e1', {id: 'e1', identity_provider}),
          providerFact('i1', undefined, '2026-12-20T12:00:00Z'),
        ),
        30,
      )
    }
    assert.equal(
      days(
        both,
        factOf('enterpriseAccount', 'e1', {id: 'e1', identity_provider: null}),
        providerFact('i1', false, '2026-12-20T12:00:00Z'),
      ),
      30,
    )
    assert.equal(
      days(both, refusedFact('enterpriseAccount', 'e1'), providerFact('i1', false, '2026-12-20T12:00:00Z')),
      'forbidden?',
    )
  })
})

describe('identity-provider: an enterprise account without ID and name', () => {
  it('is not requested', () => {
    const {field, reader} = fixture([acme({enterprise_account: {}})], {kind: 'team', name: 'acme'})
    for (const name of ['usesSingleSignOn', 'signOnDaysLeft', 'hasIdentityProvider'])
      assert.equal(valueOrGap(field('team', 'acme', name)), 'no-statement?', name)
    assert.ok([...reader.requestedPaths()].every(path => !path.startsWith('/enterprise-accounts')))
  })

  it('is requested by the name it has', () => {
    const holding = factOf('enterpriseAccount', 'holding', {id: 'e1', identity_provider: null})
    assert.equal(uses(acme({enterprise_account: {name: 'holding'}}), holding), false)
  })
})

describe('identity-provider: usesSingleSignOn', () => {
  const holding = (more: object) => factOf('enterpriseAccount', 'e1', {id: 'e1', ...more})
  const both = acme({enterprise_account: {id: 'e1'}, identity_provider: {id: 'i1'}})
  const theirs = holding({identity_provider: {id: 'i2'}})

  it('is true if an identity provider is enabled', () => {
    assert.equal(uses(own, providerFact('i1', true)), true)
    assert.equal(uses(own, providerFact('i1', false)), false)
    assert.equal(uses(acme()), false)
    assert.equal(uses(acme({enterprise_account: {id: 'e1'}}), theirs, providerFact('i2', true)), true)
    assert.equal(uses(acme({enterprise_account: {id: 'e1'}}), theirs, providerFact('i2', false)), false)
    assert.equal(uses(both, theirs, providerFact('i1', false), providerFact('i2', true)), true)
    assert.equal(uses(both, theirs, providerFact('i1', false), providerFact('i2', false)), false)
  })

  it("is a gap when a provider doesn't say so, unless the other is enabled", () => {
    for (const enabled of [undefined, null]) {
      assert.equal(uses(own, providerFact('i1', enabled)), 'no-statement?')
      assert.equal(uses(both, theirs, providerFact('i1', enabled), providerFact('i2', true)), true)
      assert.equal(uses(both, theirs, providerFact('i1', enabled), providerFact('i2', false)), 'no-statement?')
      assert.equal(uses(both, theirs, providerFact('i1', false), providerFact('i2', enabled)), 'no-statement?')
    }

    assert.equal(uses(own, refusedFact('identityProvider', 'i1')), 'forbidden?')
    assert.equal(uses(both, refusedFact('enterpriseAccount', 'e1', 500), providerFact('i1', false)), 'server-error?')
    assert.equal(uses(both, refusedFact('enterpriseAccount', 'e1', 500), providerFact('i1', true)), true)
    assert.equal(uses(acme({identity_provider: {}})), 'no-statement?')
    assert.equal(uses(factOf('team', 'acme', {id: 't1', name: 'acme'})), 'no-statement?')
  })

  it("requests nothing of the enterprise account if the team's own is enabled", () => {
    for (const name of ['usesSingleSignOn', 'signOnDaysLeft']) {
      const {field, reader} = fixture([both, providerFact('i1', true)], {kind: 'team', name: 'acme'})
      field('team', 'acme', name)
      assert.ok(!reader.requestedPaths().has('/enterprise-accounts/e1'), name)
      const waiting = fixture([both], {kind: 'team', name: 'acme'})
      assert.equal(valueOrGap(waiting.field('team', 'acme', name)), 'not-collected?')
      assert.ok(!waiting.reader.requestedPaths().has('/enterprise-accounts/e1'), name)
    }
  })
})
