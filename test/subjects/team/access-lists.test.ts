import assert from 'node:assert/strict'

import type {AccessList} from '../../../src/model/account-facts.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const acme = factOf('team', 'acme', {
  enterprise_account: null,
  id: 't1',
  identity_provider: null,
  name: 'acme',
  role: 'admin',
})
const permissions = (...lists: AccessList[]) =>
  valueOrGap(
    fixture([acme, factOf('teamPermissions', 'acme', lists)], {kind: 'team', name: 'acme'}).field(
      'team',
      'acme',
      'appPermissions',
    ),
  )
const mara = {email: 'mara@x.test', id: 'u1', permissions: ['view', 'deploy']}

describe('access-lists', () => {
  it('lists one line per person, app or space, in order', () => {
    const ann = {email: 'ann@x.test', permissions: ['create_apps']}
    assert.deepEqual(
      permissions(
        {name: 'vault', type: 'space', users: [ann]},
        {name: 'pay-web', type: 'app', users: [mara, {...ann, permissions: []}]},
      ),
      [
        'app pay-web: ann@x.test (nothing)',
        'app pay-web: mara@x.test (deploy, view)',
        'space vault: ann@x.test (create_apps)',
      ],
    )
    assert.deepEqual(permissions({name: 'pay-web', type: 'app', users: []}), [])
    assert.deepEqual(permissions(), [])
  })

  it('is a gap when an entry is incomplete', () => {
    const whole = {name: 'pay-web', type: 'app', users: [mara]}
    for (const part of [
      {name: null},
      {type: null},
      {users: null},
      {users: [mara, {...mara, email: null}]},
      {users: [{email: 'mara@x.test'}]},
    ])
      assert.equal(permissions(whole, {...whole, ...part}), 'no-statement?', JSON.stringify(part))
  })

  it("is a gap when the lists can't be read", () => {
    assert.equal(
      valueOrGap(
        fixture([acme, refusedFact('teamPermissions', 'acme')], {kind: 'team', name: 'acme'}).field(
          'team',
          'acme',
          'appPermissions',
        ),
      ),
      'forbidden?',
    )
  })
})
