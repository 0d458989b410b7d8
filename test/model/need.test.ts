import assert from 'node:assert/strict'

import {permissions, needText, scopeOf} from '../../src/model/need.js'

describe('what it takes to read a fact', () => {
  it('is said by the token where no permission is needed', () => {
    assert.equal(needText({}), 'any token')
    assert.equal(needText({scope: 'identity'}), 'a token of scope identity')
    assert.equal(needText({scope: 'read'}), 'a token of scope read')
  })

  it('names the scope beside a permission only if it is wider than read', () => {
    assert.equal(needText({permission: 'app-view', scope: 'read'}), 'view permission on the app')
    assert.equal(needText({permission: 'enterprise-view'}), 'view permission on the enterprise account')
    assert.equal(
      needText({permission: 'team-admin', scope: 'global'}),
      'the role admin in the team, and a token of scope global',
    )
  })

  it('has a sentence of its own for every permission', () => {
    assert.equal(new Set(permissions.map(permission => needText({permission}))).size, permissions.length)
  })

  it('counts a permission without a documented scope as global, and nothing at all as any token', () => {
    assert.equal(scopeOf({permission: 'enterprise-manage'}), 'global')
    assert.equal(scopeOf({permission: 'app-view', scope: 'read'}), 'read')
    assert.equal(scopeOf({}), undefined)
  })
})
