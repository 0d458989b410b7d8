import assert from 'node:assert/strict'

import type {FactKind} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {callerOf, describeCaller} from '../../src/model/caller.js'
import {
  concernsSameOwner,
  ownerOf,
  collectOwnerIds,
  establishesIdentity,
  isOwnerReadBy,
} from '../../src/model/owners.js'
import {paths} from '../../src/model/paths.js'

const at = '2026-11-20T00:00:00.000Z'
const fact = (kind: FactKind, path: string, body?: unknown, status = 200): Fact => ({
  at,
  kind,
  path,
  status,
  ...(body === undefined ? {gap: {reason: 'not-found'}} : {body: body as Fact['body'] & {}}),
})

describe('ownerOf', () => {
  it('depends on the path alone', () => {
    const ofNobody = new Set(['enterpriseAccount', 'enterpriseArchives', 'enterpriseMembers', 'identityProvider'])
    for (const [kind, path] of Object.entries(paths)) {
      const owner = ownerOf(path('x', 'y'))
      const hasKey = path('x') !== path('z')
      assert.equal(owner !== undefined, hasKey && !ofNobody.has(kind), kind)
      if (owner !== undefined) assert.match(owner, /^\/(?:addons|apps|pipelines|spaces|teams)\/x$/, kind)
    }
  })

  it('is the app in team routes, and the add-on in data service routes', () => {
    assert.equal(ownerOf('/teams/apps/web'), '/apps/web')
    assert.equal(ownerOf('/teams/acme/apps'), '/teams/acme')
    assert.equal(ownerOf('/data/postgres/v1/db/info'), '/addons/db')
    assert.equal(ownerOf('/redis/v0/databases/cache'), '/addons/cache')
    assert.equal(ownerOf('/addons/db/addon-attachments'), '/addons/db')
    assert.equal(ownerOf('/data/kafka/v0/clusters/log/ip-rules'), '/addons/log')
    assert.equal(ownerOf('/postgres/v0/databases/db/tls-endpoint/ip-rules'), '/addons/db')
  })

  it('is the app for facts about all of its data stores', () => {
    assert.equal(ownerOf('/client/v11/apps/web/transfers'), '/apps/web')
    assert.equal(ownerOf('/data/maintenances/v1/apps/a1'), '/apps/a1')
    const isSeen = isOwnerReadBy(
      [fact('app', '/apps/web', {id: 'a1', name: 'web'})],
      collectOwnerIds([fact('app', '/apps/web', {id: 'a1', name: 'web'})]),
    )
    assert.deepEqual(
      ['/client/v11/apps/web/transfers', '/data/maintenances/v1/apps/a1', '/client/v11/apps/other/transfers'].map(
        isSeen,
      ),
      [true, true, false],
    )
    const owners = (id: string) => collectOwnerIds([fact('app', '/apps/web', {id, name: 'web'})])
    assert.equal(concernsSameOwner({path: '/client/v11/apps/web/transfers'}, owners('a1'), owners('a2')), false)
    assert.equal(concernsSameOwner({path: '/client/v11/apps/web/transfers'}, owners('a1'), owners('a1')), true)
  })

  it('is undefined for facts about the account', () => {
    assert.equal(ownerOf('/apps'), undefined)
    assert.equal(ownerOf('/oauth/authorizations'), undefined)
  })
})

describe('collectOwnerIds', () => {
  it('finds a resource by name, by id and by the requested path', () => {
    const owners = collectOwnerIds([
      fact('apps', '/apps', [
        {id: '1', name: 'web'},
        {id: '2', name: 'job'},
      ]),
      fact('space', '/spaces/VAULT', {id: '3', name: 'vault'}),
      fact('teamApp', '/teams/apps/web', {id: '1', name: 'web'}),
    ])
    assert.deepEqual(Object.fromEntries(owners), {
      '/apps/1': '1',
      '/apps/2': '2',
      '/apps/job': '2',
      '/apps/web': '1',
      '/spaces/3': '3',
      '/spaces/VAULT': '3',
      '/spaces/vault': '3',
    })
  })

  it('finds add-ons by their attachments', () => {
    for (const kind of ['accountAttachments', 'addonAttachments', 'attachmentsOfAddon'] as const) {
      const owners = collectOwnerIds([
        fact(kind, '/addon-attachments', [
          {addon: {id: '7', name: 'db'}, app: {id: '1', name: 'web'}, id: '9', name: 'DATABASE'},
          {addon: {name: 'nameless'}},
        ]),
      ])
      assert.deepEqual(Object.fromEntries(owners), {'/addons/7': '7', '/addons/db': '7'})
    }
  })

  it('has no id for a name of two resources', () => {
    const owners = collectOwnerIds([
      fact('apps', '/apps', [{id: '1', name: 'web'}]),
      fact('teamApps', '/teams/acme/apps', [{id: '2', name: 'web'}]),
      fact('app', '/apps/web', {id: '1', name: 'web'}),
    ])
    assert.equal(owners.get('/apps/web'), null)
    assert.equal(owners.get('/apps/1'), '1')
  })

  it('ignores gaps and records without an id', () => {
    assert.equal(
      collectOwnerIds([
        fact('apps', '/apps'),
        fact('domains', '/apps/web/domains', [{id: '1', name: 'web'}]),
        fact('spaces', '/spaces', [{name: 'vault'}]),
      ]).size,
      0,
    )
  })

  it('uses the facts that are read first on resuming', () => {
    const kinds = Object.keys(paths).filter(kind => establishesIdentity({kind: kind as FactKind}))
    assert.deepEqual(kinds.sort(), [
      'account',
      'accountAddons',
      'addon',
      'addons',
      'app',
      'apps',
      'pipeline',
      'pipelines',
      'space',
      'spaces',
      'team',
      'teamApp',
      'teamApps',
      'teamSpaces',
      'teams',
    ])
  })
})

describe('concernsSameOwner', () => {
  const drains = {path: '/apps/web/log-drains'}
  const owners = (id: null | string) => new Map([['/apps/web', id]])

  it('is true only if the name has the same id', () => {
    assert.equal(concernsSameOwner(drains, owners('1'), owners('1')), true)
    assert.equal(concernsSameOwner(drains, owners('1'), owners('2')), false)
    assert.equal(concernsSameOwner(drains, owners('1'), new Map()), false)
    assert.equal(concernsSameOwner(drains, new Map(), owners('1')), false)
    assert.equal(concernsSameOwner(drains, new Map(), new Map()), false)
    assert.equal(concernsSameOwner(drains, owners(null), owners(null)), false)
  })

  it('is true for facts about the account', () => {
    assert.equal(concernsSameOwner({path: '/stacks'}, new Map(), new Map()), true)
  })
})

describe('isOwnerReadBy', () => {
  const seen = (facts: readonly Fact[]) => isOwnerReadBy(facts, collectOwnerIds(facts))

  it('looks for the record of the owner', () => {
    const isSeen = seen([
      fact('space', '/spaces/vault', {id: '3', name: 'vault'}),
      fact('spaceNat', '/spaces/hidden/nat', {}),
    ])
    assert.equal(isSeen('/spaces/vault/log-drain'), true)
    assert.equal(isSeen('/spaces/3/log-drain'), true)
    assert.equal(isSeen('/spaces/hidden/log-drain'), false)
    assert.equal(isSeen('/stacks'), false)
  })

  it("looks for a database's record at the data services, by any name", () => {
    const addon = fact('addon', '/addons/db', {id: '7', name: 'db'})
    const info = fact('postgres', '/client/v11/databases/7', {info: []})
    assert.equal(seen([addon])('/private-link/v0/databases/db'), false)
    assert.equal(seen([addon, info])('/private-link/v0/databases/db'), true)
    assert.equal(seen([addon, fact('postgres', '/client/v11/databases/7')])('/private-link/v0/databases/db'), false)
    assert.equal(seen([info])('/postgres/v0/databases/7/tls-endpoint'), true)
    assert.equal(seen([addon, info])('/private-link/v0/databases/other'), false)
  })
})

describe('callerOf', () => {
  it('is known by id alone', () => {
    assert.deepEqual(
      callerOf([fact('apps', '/apps', []), fact('account', '/account', {email: 'a@example.com', id: '1'})]),
      {id: '1', name: 'a@example.com'},
    )
    assert.deepEqual(callerOf([fact('account', '/account', {email: null, id: '1'})]), {id: '1', name: '1'})
    assert.equal(callerOf([fact('account', '/account', {email: 'a@example.com'})]), undefined)
    assert.equal(callerOf([fact('account', '/account')]), undefined)
    assert.equal(callerOf([]), undefined)
  })

  it('is described with the id, as an address can move to another account', () => {
    assert.equal(describeCaller({id: '1', name: 'a@example.com'}), 'a@example.com (1)')
    assert.equal(describeCaller({id: '1', name: '1'}), '1')
    assert.equal(describeCaller(undefined), 'an account that could not be read')
  })
})
