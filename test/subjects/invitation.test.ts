import assert from 'node:assert/strict'

import type {Invitation} from '../../src/model/account-facts.js'

import {refused, seen, stage, told} from './telling.js'

const scope = {kind: 'team', name: 'acme'} as const
const acme = told('team', 'acme', {enterprise_account: null, id: 't1', identity_provider: null, name: 'acme', role: 'admin'})
const ann: Invitation = {created_at: '2026-11-10T12:00:00Z', id: 'i1', role: 'member', user: {email: 'ann@x.test'}}
const field = (name: string, more: Partial<Invitation> = {}) => seen(stage([acme, told('invitations', 'acme', [{...ann, ...more}])], scope).field('invitation', 'acme/ann@x.test', name))

describe('invitation', () => {
  it('tells its age and role', () => {
    assert.deepEqual([field('ageDays'), field('role')], [10, 'member'])
    assert.deepEqual([field('ageDays', {created_at: null}), field('ageDays', {created_at: 'long ago'}), field('role', {role: null})], ['no-statement?', 'unknown-value?', 'no-statement?'])
  })

  it('is named by its team and address, or else its id', () => {
    const names = (more: Partial<Invitation>) => stage([acme, told('invitations', 'acme', [{...ann, ...more}])], scope).of('invitation').map(({id, name, team}) => [id, name, team])
    assert.deepEqual(names({}), [['i1', 'acme/ann@x.test', 'acme']])
    assert.deepEqual(names({user: null}), [['i1', 'acme/i1', 'acme']])
  })

  it('is one placeholder of its team where the list cannot be read', () => {
    assert.deepEqual(stage([acme, refused('invitations', 'acme')], scope).of('invitation').map(({name, team}) => [name, team]), [['acme/*', 'acme']])
  })
})
