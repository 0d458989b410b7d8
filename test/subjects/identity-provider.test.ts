import assert from 'node:assert/strict'

import type {Team} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {refused, seen, stage, told} from './telling.js'

const acme = (more: Partial<Team> = {}) => told('team', 'acme', {enterprise_account: null, id: 't1', identity_provider: null, name: 'acme', role: 'admin', ...more})
const provider = (...dates: Array<null | string>) => told('identityProvider', 'i1', {certificates: dates.map(expires_at => ({expires_at})), id: 'i1'})
const days = (...facts: Fact[]) => seen(stage(facts, {kind: 'team', name: 'acme'}).field('team', 'acme', 'signOnDaysLeft'))
const own = acme({identity_provider: {id: 'i1'}})

describe('identity provider', () => {
  it('is good until its last certificate expires', () => {
    assert.equal(days(own, provider('2026-11-30T12:00:00Z')), 10)
    assert.equal(days(own, provider('2026-11-30T12:00:00Z', '2026-12-20T12:00:00Z', '2020-01-01T00:00:00Z')), 30)
    assert.equal(days(own, provider('2026-11-19T12:00:00Z')), -1)
  })

  it('may be good for longer where a date cannot be read', () => {
    assert.equal(days(own, provider(null)), 'unknown-value?')
    assert.deepEqual(days(own, provider(null, '2026-11-30T12:00:00Z')), ['unknown-value?', 10, Number.MAX_SAFE_INTEGER])
  })

  it('says nothing without certificates', () => {
    for (const none of [{certificates: []}, {certificates: null}, {}]) assert.equal(days(own, told('identityProvider', 'i1', {id: 'i1', ...none})), 'no-statement?')
  })

  it('is that of the team before that of its enterprise account', () => {
    const holding = told('enterpriseAccount', 'e1', {id: 'e1', identity_provider: {id: 'i1'}})
    assert.equal(days(acme({enterprise_account: {id: 'e1'}}), holding, provider('2026-11-30T12:00:00Z')), 10)
    assert.equal(days(acme({enterprise_account: {id: 'e1'}, identity_provider: {id: 'i2'}}), holding, provider('2026-11-30T12:00:00Z'), refused('identityProvider', 'i2', 404)), 'not-found?')
    assert.equal(days(acme({enterprise_account: {id: 'e1'}, identity_provider: {name: 'badge'}}), holding, told('identityProvider', 'badge', {certificates: [{expires_at: '2026-11-30T12:00:00Z'}], id: 'i2'})), 10)
    assert.equal(days(acme({identity_provider: {}})), 'no-statement?')
    assert.equal(days(acme()), 'no-statement?')
  })
})
