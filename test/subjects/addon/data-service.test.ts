import assert from 'node:assert/strict'

import {addons} from '../../../src/subjects/addon/addon.js'
import {paying, store} from '../postgres/support.js'
import {refused, seen, told} from '../support.js'

describe('a Key-Value Store', () => {
  const kv = store('kv', 'heroku-redis:premium-0')
  const read = (body: {version?: null | string}, field: string) =>
    seen(paying([kv], [told('keyValueStore', 'kv', body)]).field('addon', 'kv', field))

  it('has a standby by the name of its plan, if that is known', () => {
    const of = (plan: string) =>
      seen(paying([store('kv', `heroku-redis:${plan}`)], []).field('addon', 'kv', 'isHighlyAvailable'))
    assert.deepEqual(
      ['premium-0', 'mini', 'hobby-dev', 'xmini', 'mini-0', 'x-hobby-dev'].map(plan => of(plan)),
      [true, false, false, 'unknown-value?', 'unknown-value?', 'unknown-value?'],
    )
  })

  it('has the class of its plan, if it says which', () => {
    const of = (plan: null | {name: string}) => seen(paying([{...kv, plan}], []).field('addon', 'kv', 'planClass'))
    assert.deepEqual(
      [of({name: 'heroku-redis:shield-7'}), of({name: 'heroku-redis:premium-0'}), of(null)],
      ['shield', 'public', 'no-statement?'],
    )
  })

  it('says its version', () => {
    assert.deepEqual([read({version: '7.2.4'}, 'version'), read({}, 'version')], ['7.2.4', 'no-statement?'])
  })

  it('is asked by name, and a gap where it is refused', () => {
    const {field, reader} = paying([kv], [])
    assert.equal(seen(field('addon', 'kv', 'version')), 'not-collected?')
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/redis/v0/databases/kv'],
    )
    assert.equal(
      seen(paying([kv], [refused('keyValueStore', 'kv', 404)]).field('addon', 'kv', 'version')),
      'not-found?',
    )
  })
})

describe('a Kafka cluster', () => {
  const log = store('log', 'heroku-kafka:basic-0')
  const read = (body: {shared_cluster?: boolean | null; version?: null | readonly string[]}, field: string) =>
    seen(paying([log], [told('kafkaCluster', 'log', body)]).field('addon', 'log', field))

  it('says whether others use it', () => {
    assert.deepEqual(
      [true, false, null].map(one => read({shared_cluster: one}, 'isSharedCluster')),
      [true, false, 'no-statement?'],
    )
    assert.equal(
      seen(paying([log], [refused('kafkaCluster', 'log')]).field('addon', 'log', 'isSharedCluster')),
      'forbidden?',
    )
  })

  it('says its version where it has one', () => {
    assert.deepEqual(
      [['3.7.1'], [], ['3.7.1', '2.8.2'], null].map(version => read({version}, 'version')),
      ['3.7.1', 'no-statement?', 'no-statement?', 'no-statement?'],
    )
  })
})

describe('an add-on of any other service', () => {
  it('has none of these, and nothing is asked about it', () => {
    const {field, reader} = paying([store('logs', 'papertrail:choklad')], [])
    const fields = [
      'backups',
      'hasBackupSchedule',
      'hasCustomerKey',
      'hasExternalEndpoint',
      'hasKeptBackup',
      'hasMutualTls',
      'hasPrivateLink',
      'hasSuccessfulBackup',
      'isCopy',
      'isHighlyAvailable',
      'isSharedCluster',
      'logStatement',
      'region',
      'isClassic',
      'largestExternalRange',
      'lastBackupAgeDays',
      'maintenance',
      'standsAlone',
      'undeclaredAccounts',
      'version',
    ]
    for (const name of fields) assert.equal(seen(field('addon', 'logs', name)), 'unsupported?', name)
    assert.deepEqual(reader.wanted(), [])
  })

  it('that does not say which service it is of has gaps for all', () => {
    const {field} = paying([{...store('x', 'heroku-redis:mini'), addon_service: null}], [])
    for (const name of ['isHighlyAvailable', 'isSharedCluster', 'region', 'version'])
      assert.equal(seen(field('addon', 'x', name)), 'no-statement?', name)
  })
})

describe('a clock that was off', () => {
  const off = {gap: {reason: 'disagree' as const}}
  const db = store('db', 'heroku-postgresql:standard-0')

  it('leaves open what hangs on today, and nothing else', () => {
    const row = {
      created_at: '2026-11-20 02:00:00 +0000',
      finished_at: '2026-11-20 02:01:00 +0000',
      from_type: 'pg_dump',
      from_uuid: 'x-db',
      succeeded: true,
      to_type: 'gof3r',
    }
    const due = (status: string) =>
      told('dataMaintenances', 'a-pay', {
        maintenances: [{addon: {name: 'db'}, required_by: '2026-11-21 02:00:00 +0000', status}],
      })
    const ask = (status: string, field: string) => {
      const {context, roster} = paying(
        [db],
        [told('postgresTransfers', 'pay', [row]), told('postgresBackupSchedules', 'x-db', [{uuid: 's'}]), due(status)],
      )
      const [subject] = addons({...context, now: off}, roster)
      return seen(subject?.fields[field]?.() ?? {value: null})
    }

    assert.equal(ask('ready', 'lastBackupAgeDays'), 'disagree?')
    assert.equal(ask('ready', 'hasSuccessfulBackup'), true)
    assert.equal(ask('ready', 'maintenance'), 'disagree?')
    assert.equal(ask('completed', 'maintenance'), 'none open')
  })
})
