import assert from 'node:assert/strict'

import type {Authorization} from '../../src/model/account-facts.js'

import {seen, stage, told} from './telling.js'

const field = (name: string, row: Partial<Authorization>) => seen(stage([told('authorizations', [], [{id: 't1', ...row}])], {kind: 'all'}).field('authorization', 't1', name))

describe('authorization', () => {
  it('lives for so many seconds, for ever, or nobody says', () => {
    assert.deepEqual([field('lifetimeSeconds', {expires_in: 60}), field('lifetimeSeconds', {expires_in: null}), field('lifetimeSeconds', {})], [60, null, 'no-statement?'])
  })

  it('says nothing by an empty scope', () => {
    assert.deepEqual(field('scopes', {scope: ['read', 'global']}), ['read', 'global'])
    for (const none of [{scope: []}, {scope: null}, {}]) assert.equal(field('scopes', none), 'no-statement?')
  })

  it('came of a login where it has a session', () => {
    assert.deepEqual([field('isLoginSession', {session: {id: 's1'}}), field('isLoginSession', {session: null}), field('isLoginSession', {})], [true, false, 'no-statement?'])
  })
})
