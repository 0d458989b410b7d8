import assert from 'node:assert/strict'

import {addonSubjects} from '../../../src/subjects/addon/addon.js'
import {fixtureWithAddons, paidAddon} from '../postgres/support.js'
import {refusedFact, valueOrGap, factOf} from '../support.js'

describe('data-service: Key-Value Store', () => {
  const kv = paidAddon('kv', 'heroku-redis:premium-0')
  const read = (body: {version?: null | string}, field: string) =>
    valueOrGap(fixtureWithAddons([kv], [factOf('keyValueStore', 'kv', body)]).field('addon', 'kv', field))

  it('has a standby by the name of its plan, if that is known', () => {
    const isHighlyAvailable = (plan: string) =>
      valueOrGap(
        fixtureWithAddons([paidAddon('kv', `heroku-redis:${plan}`)], []).field('addon', 'kv', 'isHighlyAvailable'),
      )
    assert.deepEqual(
      ['premium-0', 'mini', 'hobby-dev', 'xmini', 'mini-0', 'x-hobby-dev'].map(plan => isHighlyAvailable(plan)),
      [true, false, false, 'unknown-value?', 'unknown-value?', 'unknown-value?'],
    )
  })

  it('has the class of its plan, if stated', () => {
    const planClassOf = (plan: null | {name: string}) =>
      valueOrGap(fixtureWithAddons([{...kv, plan}], []).field('addon', 'kv', 'planClass'))
    assert.deepEqual(
      [planClassOf({name: 'heroku-redis:shield-7'}), planClassOf({name: 'heroku-redis:premium-0'}), planClassOf(null)],
      ['shield', 'public', 'no-statement?'],
    )
  })

  it('reports its version', () => {
    assert.deepEqual([read({version: '7.2.4'}, 'version'), read({}, 'version')], ['7.2.4', 'no-statement?'])
  })

  it('is read by name, and has a gap when that is refused', () => {
    const {field, reader} = fixtureWithAddons([kv], [])
    assert.equal(valueOrGap(field('addon', 'kv', 'version')), 'not-collected?')
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/redis/v0/databases/kv'],
    )
    assert.equal(
      valueOrGap(fixtureWithAddons([kv], [refusedFact('keyValueStore', 'kv', 404)]).field('addon', 'kv', 'version')),
      'not-found?',
    )
  })
})

describe('data-service: Kafka', () => {
  const log = paidAddon('log', 'heroku-kafka:basic-0')
  const read = (body: {shared_cluster?: boolean | null; version?: null | readonly string[]}, field: string) =>
    valueOrGap(fixtureWithAddons([log], [factOf('kafkaCluster', 'log', body)]).field('addon', 'log', field))

  it('reports whether others use the cluster', () => {
    assert.deepEqual(
      [true, false, null].map(shared => read({shared_cluster: shared}, 'isSharedCluster')),
      [true, false, 'no-statement?'],
    )
    assert.equal(
      valueOrGap(
        fixtureWithAddons([log], [refusedFact('kafkaCluster', 'log')]).field('addon', 'log', 'isSharedCluster'),
      ),
      'forbidden?',
    )
  })

  it('reports its version, if it has exactly one', () => {
    assert.deepEqual(
      [['3.7.1'], [], ['3.7.1', '2.8.2'], null].map(version => read({version}, 'version')),
      ['3.7.1', 'no-statement?', 'no-statement?', 'no-statement?'],
    )
  })
})

describe('data-service: add-ons of other services', () => {
  it('have none of these fields, and nothing is requested', () => {
    const {field, reader} = fixtureWithAddons([paidAddon('logs', 'papertrail:choklad')], [])
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
    for (const name of fields) assert.equal(valueOrGap(field('addon', 'logs', name)), 'unsupported?', name)
    assert.deepEqual(reader.wantedFacts(), [])
  })

  it("have gaps for all when the service isn't stated", () => {
    const {field} = fixtureWithAddons([{...paidAddon('x', 'heroku-redis:mini'), addon_service: null}], [])
    for (const name of ['isHighlyAvailable', 'isSharedCluster', 'region', 'version'])
      assert.equal(valueOrGap(field('addon', 'x', name)), 'no-statement?', name)
  })
})

describe('data-service: an unreliable clock', () => {
  const off = {gap: {reason: 'disagree' as const}}
  const db = paidAddon('db', 'heroku-postgresql:standard-0')

  it('makes fields that depend on today a gap, and no others', () => {
    const item = {
      created_at: '2026-11-20 02:00:00 +0000',
      finished_at: '2026-11-20 02:01:00 +0000',
      from_type: 'pg_dump',
      from_uuid: 'x-db',
      succeeded: true,
      to_type: 'gof3r',
    }
    const due = (status: string) =>
      factOf('dataMaintenances', 'a-pay', {
        maintenances: [{addon: {name: 'db'}, required_by: '2026-11-21 02:00:00 +0000', status}],
      })
    const fieldOf = (status: string, field: string) => {
      const {context, inventory} = fixtureWithAddons(
        [db],
        [
          factOf('postgresTransfers', 'pay', [item]),
          factOf('postgresBackupSchedules', 'x-db', [{uuid: 's'}]),
          due(status),
        ],
      )
      const [subject] = addonSubjects({...context, now: off}, inventory)
      return valueOrGap(subject?.fields[field]?.() ?? {value: null})
    }

    assert.equal(fieldOf('ready', 'lastBackupAgeDays'), 'disagree?')
    assert.equal(fieldOf('ready', 'hasSuccessfulBackup'), true)
    assert.equal(fieldOf('ready', 'maintenance'), 'disagree?')
    assert.equal(fieldOf('completed', 'maintenance'), 'none open')
  })
})
