import assert from 'node:assert/strict'

import type {Fact} from '../../src/model/snapshot.js'

import {advanced, classic, database, paying, store} from './databases.js'
import {refused, seen, told} from './telling.js'

const doors = [['hasMutualTls', 'postgresTlsEndpoint'], ['hasPrivateLink', 'privateLink']] as const

for (const [field, kind] of doors) describe(field, () => {
  const read = (facts: readonly Fact[], tier = 'private-0') => seen(paying([database('db', tier)], facts).field('addon', 'db', field))
  const info = classic('db', {})

  for (const status of ['Operational', 'Provisioning', 'Deprovisioning', 'deprovisioned', 'Deprovisioned ', '', 'a state that nobody knows']) it(`is true in the state "${status}"`, () => {
    assert.equal(read([info, told(kind, 'db', {status})]), true)
  })

  it('is false once it is deprovisioned', () => {
    assert.equal(read([info, told(kind, 'db', {status: 'Deprovisioned'})]), false)
  })

  it('is false where there is none, of a database that was read itself', () => {
    assert.equal(read([info, refused(kind, 'db', 404)]), false)
    assert.equal(read([advanced('db', {}), refused(kind, 'db', 404)], 'advanced-private'), false)
  })

  it('is a gap where nothing is found of a database that was not read', () => {
    for (const status of [403, 404, 500]) assert.equal(read([refused('postgres', 'x-db', status), refused(kind, 'db', 404)]), 'not-found?')
    assert.equal(read([refused('postgresAdvanced', 'x-db'), refused(kind, 'db', 404)], 'advanced-private'), 'not-found?')
    assert.equal(read([info, refused(kind, 'db', 404)], 'advanced-private'), 'not-found?')
  })

  it('is a gap where it cannot be read', () => {
    for (const [status, reason] of [[403, 'forbidden'], [410, 'not-found'], [500, 'server-error']] as const) assert.equal(read([info, refused(kind, 'db', status, reason)]), `${reason}?`)
  })

  it('is asked by name alone', () => {
    const {field: ask, reader} = paying([database('db', 'private-0')], [info])
    assert.equal(seen(ask('addon', 'db', field)), 'not-collected?')
    assert.deepEqual(reader.wanted().map(({path}) => path), [kind === 'privateLink' ? '/private-link/v0/databases/db' : '/postgres/v0/databases/db/tls-endpoint'])
    assert.equal(read([info, told(kind, 'x-db', {status: 'Deprovisioned'})]), 'not-collected?')
  })

  it('is a gap for other services', () => {
    assert.equal(seen(paying([store('kv', 'heroku-redis:private-7')], []).field('addon', 'kv', field)), 'unsupported?')
  })
})
