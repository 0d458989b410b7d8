import assert from 'node:assert/strict'

import {redact} from '../../src/api/redact.js'
import {postgres} from '../fixtures/build.js'
import {narrow} from './support.js'

const database = (raw: object) => {
  const cut = narrow('postgres', redact('postgres', {info: [], ...raw}))
  assert.ok('body' in cut, JSON.stringify(cut))
  return cut.body
}

const digestOf = (address: string) => database({resource_url: address}).address
const address = 'postgres://u:CANARY@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d3f4'

describe('redacting databases', () => {
  it('puts a digest in place of each address', () => {
    const digest = digestOf(address)
    assert.match(digest ?? '', /^sha256:[\da-f]{64}$/)
    const lines = ['Following', 'Forked From'].map(name => ({name, resolve_db_name: true, values: [address]}))
    assert.deepEqual(
      database({
        database_password: 'CANARY',
        database_user: 'CANARY',
        following: address,
        forked_from: address,
        info: lines,
        leader: {addon_id: 'x', name: address},
        resource_url: address,
      }),
      {
        address: digest,
        following: digest,
        forked_from: digest,
        info: lines.map(({name}) => ({name, values: [digest]})),
        leader: {addon_id: 'x', name: digest},
      },
    )
  })

  it('gives the same digest for every user and password of a database', () => {
    for (const other of [
      'postgres://other:secret@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d3f4',
      'postgresql://ec2-1-2-3-4.compute-1.amazonaws.com:5432/d3f4',
      'postgres://u:p@EC2-1-2-3-4.compute-1.amazonaws.com/d3f4?sslmode=require',
      'POSTGRES://u@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d3f4#x',
    ])
      assert.equal(digestOf(other), digestOf(address), other)
  })

  it('gives another digest for another host, port or name', () => {
    const others = [
      'postgres://u:CANARY@ec2-1-2-3-5.compute-1.amazonaws.com:5432/d3f4',
      'postgres://u:CANARY@ec2-1-2-3-4.compute-1.amazonaws.com:5433/d3f4',
      'postgres://u:CANARY@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d3f5',
      'postgres://u:CANARY@ec2-1-2-3-4.compute-1.amazonaws.com:5432/D3F4',
    ]
    assert.equal(new Set([address, ...others].map(candidate => digestOf(candidate))).size, 5)
    assert.ok(others.every(candidate => digestOf(candidate)))
  })

  it('gives no digest for anything that is not the address of a database', () => {
    for (const odd of [
      '',
      'x',
      'https://u:CANARY@host/d',
      'postgres://',
      'postgres:///d',
      'postgres://host',
      'postgres://host/',
      'postgres://u:CANARY/x@host/d',
      'postgres://u:5/CANARY@host/d',
      'postgres://u:CANARY#x@host/d',
      'postgres://u:CANARY?x@host/d',
      'postgres://host:99999/d',
      'postgres://host/d/CANARY',
      'u:CANARY@host:5432/d',
      'host:5432/d',
    ]) {
      const kept = database({following: odd, resource_url: odd})
      assert.equal(kept.address, null, odd)
      assert.equal(kept.following, /^\w*$/.test(odd) ? odd : 'an address that cannot be read')
    }
  })

  it('ignores a digest in the response', () => {
    assert.equal(database({address: 'sha256:forged', resource_url: address}).address, digestOf(address))
    for (const own of [null, undefined, 7, {}, [address]])
      assert.equal(database({address: 'sha256:forged', resource_url: own}).address, null)
  })

  it('keeps names and IDs of other databases', () => {
    const id = '01234567-89ab-4def-8123-456789abcdef'
    const named = {following: 'main-db', forked_from: id, leader: {addon_id: id, name: 'main-db'}}
    assert.deepEqual(database(named), {address: null, info: [], ...named})
    assert.deepEqual(database({following: null, forked_from: null, leader: null}), {
      address: null,
      following: null,
      forked_from: null,
      info: [],
      leader: null,
    })
  })

  it('keeps the lines that checks read, and no others', () => {
    const [raw] = Object.values(
      postgres('pay-db', {
        following: 'main-db',
        forkedFrom: 'old-db',
        info: {'Customer Encryption Key': 'arn', Followers: address, Forks: address, Warning: 'CANARY'},
      }),
    )
    const {info} = database(raw as object)
    assert.deepEqual(info.map(({name}) => name).sort(), [
      'Customer Encryption Key',
      'Data Encryption',
      'Following',
      'Forked From',
      'HA Status',
      'PG Version',
      'Region',
      'Rollback',
    ])
    assert.deepEqual(
      info.map(line => Object.keys(line).sort()),
      info.map(() => ['name', 'values']),
    )
  })

  it('drops addresses in lines that should not have one', () => {
    assert.deepEqual(database({info: [{name: 'Region', values: [address, 'us', 7]}]}).info, [
      {name: 'Region', values: ['an address that cannot be read', 'us', 7]},
    ])
  })

  it("refuses lines in another format, so that they don't count as missing", () => {
    for (const line of [
      null,
      'Following',
      [],
      {},
      {name: null, values: []},
      {values: [address]},
      {name: 7, values: []},
      {name: 'Following'},
      {name: 'Following', values: address},
      {name: 'Following', values: [{url: address}]},
    ]) {
      const cut = narrow('postgres', redact('postgres', {info: [line], leader: null}))
      assert.ok('problem' in cut, JSON.stringify(line))
      assert.doesNotMatch(cut.problem, /CANARY/)
    }

    for (const info of [null, undefined, {}, 'x'])
      assert.ok('problem' in narrow('postgres', redact('postgres', {info, leader: null})))
  })

  it('keeps what checks read of an Advanced database, and a digest of the one it was forked from', () => {
    const kept = (raw: object) => {
      const cut = narrow('postgresAdvanced', redact('postgresAdvanced', raw))
      assert.ok('body' in cut)
      return cut.body
    }

    assert.deepEqual(
      kept({forked_from: address, pools: [{endpoints: [{host: 'CANARY'}]}], region: 'us', version: '17.5'}),
      {forked_from: digestOf(address), region: 'us', version: '17.5'},
    )
    assert.deepEqual(kept({forked_from: {id: 'x', name: 'main', url: address}}), {forked_from: {id: 'x', name: 'main'}})
    assert.deepEqual(kept({forked_from: {name: address}}), {forked_from: {name: digestOf(address)}})
    assert.deepEqual(kept({forked_from: null, region: address, version: address}), {
      forked_from: null,
      region: 'an address that cannot be read',
      version: 'an address that cannot be read',
    })
    assert.deepEqual(kept({}), {})
  })

  it('keeps the settings that checks read, without their explanations', () => {
    const items = [
      {current: 'ddl', default: 'ddl', description: 'CANARY', name: 'log_statement'},
      {current: 'CANARY', name: 'shared_preload_libraries'},
      {current: 'CANARY', name: 'constructor'},
    ]
    assert.deepEqual(narrow('postgresAdvancedSettings', redact('postgresAdvancedSettings', {items})), {
      body: {items: [{current: 'ddl', name: 'log_statement'}]},
    })
    for (const odd of [[null], [{}], [{current: true}], [{name: 7}], null, {}])
      assert.ok('problem' in narrow('postgresAdvancedSettings', redact('postgresAdvancedSettings', {items: odd})))
    const config = {
      log_connections: {default: false, desc: 'CANARY', value: true},
      pgbouncer_max_client_conn: {value: 1},
    }
    assert.deepEqual(narrow('postgresSettings', redact('postgresSettings', config)), {
      body: {log_connections: {value: true}},
    })
  })

  it('keeps no address of a Key-Value Store', () => {
    assert.deepEqual(
      narrow(
        'keyValueStore',
        redact('keyValueStore', {
          info: [{name: 'x', values: ['CANARY']}],
          resource_url: 'rediss://h:CANARY@host:6379',
          version: '7.2',
        }),
      ),
      {body: {version: '7.2'}},
    )
  })

  it('keeps the name of a leader that is a string, or a digest', () => {
    assert.deepEqual(database({leader: 'main-db'}).leader, {name: 'main-db'})
    assert.deepEqual(database({leader: address}).leader, {name: digestOf(address)})
  })

  it('keeps what a transfer copied and how it ended, but neither addresses nor logs', () => {
    const cut = (raw: object) => {
      const kept = narrow('postgresTransfers', redact('postgresTransfers', [raw]))
      assert.ok('body' in kept, JSON.stringify(kept))
      return kept.body[0]
    }

    const dates = {
      canceled_at: null,
      created_at: '2026-11-20 02:00:00 +0000',
      deleted_at: null,
      finished_at: '2026-11-20 02:10:00 +0000',
      purged_at: null,
    }
    const rest = {
      from_name: 'DATABASE_URL',
      from_type: 'pg_dump',
      from_uuid: 'x-1',
      schedule: {uuid: 's-1'},
      succeeded: true,
      to_type: 'gof3r',
    }
    assert.deepEqual(
      cut({
        ...dates,
        ...rest,
        from_url: 'CANARY',
        logs: [{message: 'CANARY'}],
        options: {x: 'CANARY'},
        schedule: {callback_url: 'CANARY', uuid: 's-1'},
        to_name: 'CANARY',
        to_url: 'CANARY',
      }),
      {...dates, ...rest},
    )
    assert.deepEqual(cut({from_name: 'database CANARY on ec2-1-2-3-4:5432', from_uuid: address}), {
      from_name: null,
      from_uuid: null,
    })
    assert.deepEqual(cut({schedule: 's-1'}), {schedule: {uuid: 's-1'}})
    assert.deepEqual([cut({schedule: null}), cut({})], [{schedule: null}, {}])
    for (const odd of [{from_name: 7}, {schedule: 7}, {succeeded: 'yes'}, {created_at: 1}])
      assert.ok('problem' in narrow('postgresTransfers', redact('postgresTransfers', [odd])), JSON.stringify(odd))
  })

  it('keeps only the state and the accounts of PrivateLink', () => {
    const cut = (raw: object) => {
      const kept = narrow('privateLink', redact('privateLink', {status: 'Operational', ...raw}))
      assert.ok('body' in kept, JSON.stringify(kept))
      return kept.body.accounts
    }

    const arn = (account: string) => `arn:aws:iam::${account}:user/CANARY`
    assert.deepEqual(
      cut({
        allowed_accounts: [
          {arn: arn('222233334444'), status: 'Active'},
          {arn: 'arn:aws-us-gov:iam::111122223333:root'},
        ],
        connections: [{hostname: 'CANARY', owner_arn: arn('222233334444'), status: 'Available'}],
      }),
      ['111122223333', '222233334444'],
    )
    assert.deepEqual(cut({accounts: ['999900001111'], allowed_accounts: ['111122223333', '*'], connections: []}), [
      '*',
      '111122223333',
    ])
    assert.deepEqual(cut({allowed_accounts: [], connections: []}), [])
    for (const odd of [
      {},
      {accounts: []},
      {allowed_accounts: []},
      {connections: []},
      {allowed_accounts: null, connections: []},
      {allowed_accounts: [{}], connections: []},
      {allowed_accounts: [''], connections: []},
      {allowed_accounts: [7], connections: []},
    ]) {
      assert.equal(cut(odd), undefined, JSON.stringify(odd))
    }

    for (const text of ['arn:aws:iam::1234:root', 'x arn:aws:iam::111122223333:root', 'arn:aws:s3::111122223333:x'])
      assert.deepEqual(cut({allowed_accounts: [text], connections: []}), [text])
  })

  it('keeps the add-on, state and deadline of a maintenance', () => {
    const row = {
      addon: {kind: 'x', name: 'db', plan: 'y', uuid: 'x-1', window: 'z'},
      reason: 'CANARY',
      required_by: null,
      status: 'ready',
      window: 'z',
    }
    assert.deepEqual(narrow('dataMaintenances', redact('dataMaintenances', {maintenances: [row]})), {
      body: {maintenances: [{addon: {name: 'db', uuid: 'x-1'}, required_by: null, status: 'ready'}]},
    })
    for (const odd of [
      {},
      {maintenances: null},
      {maintenances: [{status: 'ready'}]},
      {maintenances: [{addon: {}}]},
      {maintenances: [null]},
    ])
      assert.ok('problem' in narrow('dataMaintenances', redact('dataMaintenances', odd)), JSON.stringify(odd))
  })
})
