import assert from 'node:assert/strict'

import type {Member, Team} from '../../../src/model/facts.js'
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
const field = (name: string, ...facts: Fact[]) =>
  valueOrGap(fixture(facts, {kind: 'team', name: 'acme'}).field('team', 'acme', name))
const members = (...roles: Array<null | string | undefined>) =>
  factOf(
    'members',
    'acme',
    roles.map((role, i): Member => ({email: `${i}@x.test`, ...(role === undefined ? {} : {role})})),
  )

describe('team', () => {
  it('counts admins, with a range for entries with unknown roles', () => {
    assert.equal(
      field('adminCount', acme(), members('admin', 'member', 'admin', 'viewer', null, 'owner', 'collaborator')),
      3,
    )
    assert.equal(field('adminCount', acme(), members()), 0)
    assert.deepEqual(field('adminCount', acme(), members('admin', 'boss', undefined, 'member')), [
      'unknown-value?',
      1,
      2,
      3,
    ])
    assert.equal(field('adminCount', acme(), refusedFact('members', 'acme')), 'forbidden?')
  })

  it("lists allowed services that the policy doesn't allow", () => {
    const allowing = (names: Array<null | string | undefined>, ...declared: string[]) => {
      const list = factOf(
        'teamAllowedServices',
        'acme',
        names.map(name => ({addon_service: name === null ? null : {...(name === undefined ? {} : {name})}})),
      )
      return valueOrGap(
        fixture([acme(), list], {kind: 'team', name: 'acme'}, {addonServices: declared.map(name => ({name}))}).field(
          'team',
          'acme',
          'undeclaredServices',
        ),
      )
    }

    assert.deepEqual(allowing(['heroku-redis', 'scheduler', 'papertrail'], 'papertrail'), [])
    assert.deepEqual(allowing(['zebra', 'papertrail', 'heroku-postgresql'], 'heroku-redis'), ['papertrail', 'zebra'])
    assert.deepEqual(allowing([]), [])
    for (const nobody of [undefined, null])
      assert.equal(allowing([nobody, 'papertrail'], 'papertrail'), 'no-statement?')
    assert.deepEqual(allowing([undefined, 'zebra'], 'papertrail'), ['zebra'])
    assert.equal(
      valueOrGap(
        fixture([acme(), refusedFact('teamAllowedServices', 'acme')], {kind: 'team', name: 'acme'}).field(
          'team',
          'acme',
          'undeclaredServices',
        ),
      ),
      'forbidden?',
    )
  })

  it('derives from the policy alone whether services are declared', () => {
    const servicesAreDeclared = (allow: object) =>
      valueOrGap(
        fixture([acme()], {kind: 'team', name: 'acme'}, allow).field('team', 'acme', 'addonServicesAreDeclared'),
      )
    assert.deepEqual([servicesAreDeclared({}), servicesAreDeclared({addonServices: []})], [false, true])
  })

  it('has an identity provider of its own or of its enterprise account', () => {
    const account = {enterprise_account: {id: 'e1', name: 'holding'}}
    const holding = (identity_provider?: null | {id: string}) =>
      factOf('enterpriseAccount', 'e1', {id: 'e1', ...(identity_provider === undefined ? {} : {identity_provider})})
    assert.equal(field('hasIdentityProvider', acme({identity_provider: {id: 'i1'}})), true)
    assert.equal(field('hasIdentityProvider', acme()), false)
    assert.equal(field('hasIdentityProvider', acme(account), holding({id: 'i1'})), true)
    assert.equal(field('hasIdentityProvider', acme(account), holding(null)), false)
    assert.equal(field('hasIdentityProvider', acme(account), holding()), 'no-statement?')
    assert.equal(field('hasIdentityProvider', acme(account), refusedFact('enterpriseAccount', 'e1')), 'forbidden?')
    assert.equal(
      field('hasIdentityProvider', factOf('team', 'acme', {enterprise_account: null, id: 't1', name: 'acme'})),
      'no-statement?',
    )
    assert.equal(
      field('hasIdentityProvider', factOf('team', 'acme', {id: 't1', identity_provider: null, name: 'acme'})),
      'no-statement?',
    )
    assert.equal(
      field('hasIdentityProvider', factOf('team', 'acme', {...account, id: 't1', name: 'acme'}), holding(null)),
      'no-statement?',
    )
    assert.equal(
      field('hasIdentityProvider', factOf('team', 'acme', {...account, id: 't1', name: 'acme'}), holding({id: 'i1'})),
      true,
    )
  })

  it('reports what new members may do and whether add-ons are restricted', () => {
    const preferring = (name: string, preferences: object) =>
      field(name, acme(), factOf('teamPreferences', 'acme', preferences))
    assert.equal(preferring('defaultPermission', {'default-permission': null}), 'none')
    for (const permission of ['admin', 'member', 'viewer'])
      assert.equal(preferring('defaultPermission', {'default-permission': permission}), permission)
    assert.equal(preferring('defaultPermission', {'default-permission': 'none'}), 'unknown-value?')
    assert.equal(preferring('defaultPermission', {}), 'no-statement?')
    assert.equal(preferring('addonsAreControlled', {'addons-controls': null}), false)
    assert.equal(preferring('addonsAreControlled', {'addons-controls': true}), true)
    assert.equal(preferring('addonsAreControlled', {}), 'no-statement?')
  })

  it("goes by the name in the scope when it can't be read", () => {
    const facts = [refusedFact('team', 'acme', 500)]
    for (const name of ['enterprise', 'hasIdentityProvider']) assert.equal(field(name, ...facts), 'server-error?')
  })
})
