import assert from 'node:assert/strict'

import type {FactKind} from '../../../src/model/facts.js'

import {factOf, predict, readAt, snapshotOf} from '../../helpers/changes.js'

const web = {id: 'a1', name: 'web'}
const addon = (id: string, name: string, plan: string) => ({
  addon_service: {name: plan.split(':')[0] ?? ''},
  app: web,
  id,
  name,
  plan: {name: plan},
})
const primary = addon('d1', 'web-db', 'heroku-postgresql:standard-0')
const replica = addon('d2', 'web-replica', 'heroku-postgresql:standard-0')
const essential = addon('d3', 'web-small', 'heroku-postgresql:essential-0')
const store = addon('r1', 'web-redis', 'heroku-redis:premium-0')
const attached = (
  id: string,
  name: string,
  {app, id: addonId, name: addonName}: typeof primary,
  namespace?: string,
) => ({
  addon: {app, id: addonId, name: addonName},
  app: web,
  id,
  name,
  namespace: namespace ?? null,
})
const database = attached('x1', 'DATABASE', primary)
const follower = attached('x2', 'REPLICA', replica)
const pool = attached('x3', 'DATABASE_CONNECTION_POOL', primary, 'connection-pooling:default')

const facts = [
  factOf('apps', [], [web]),
  factOf('accountAddons', [], [primary, replica, essential, store]),
  factOf('accountAttachments', [], [database, follower, pool, attached('x4', 'REDIS', store)]),
  factOf('postgres', ['d1'], {info: []}),
  factOf('postgres', ['d2'], {following: 'web-db', info: []}),
  factOf('postgresSettings', ['d1'], {log_statement: {value: 'none'}}),
  factOf('postgresAdvancedSettings', ['d1'], {
    items: [
      {current: 'none', name: 'log_statement'},
      {current: false, name: 'log_connections'},
    ],
  }),
  factOf('postgresBackupSchedules', ['d1'], [{uuid: 'old', deleted_at: readAt}]),
  factOf('postgresBackupSchedules', ['d2'], [{uuid: 'b1'}]),
  factOf('postgresBackupSchedules', ['d3'], [{uuid: 'b2'}, {uuid: 'b3'}]),
  factOf('postgresTransfers', ['web'], [{num: 7}, {num: 8}]),
  factOf('keyValueStore', ['web-redis'], {version: '6.2'}),
  factOf('dataMaintenances', ['a1'], {
    maintenances: [
      {addon: {uuid: 'd1'}, required_by: readAt, status: 'pending'},
      {addon: {uuid: 'd2'}, required_by: readAt, status: 'pending'},
    ],
  }),
  factOf('postgresTlsEndpoint', ['web-db'], {status: 'Operational'}),
  factOf('postgresIpRules', ['web-db'], [{cidr: '10.0.0.0/8'}]),
  factOf('postgresIpRules', ['web-replica'], [{cidr: '10.0.0.0/8'}, {cidr: '10.1.0.0/16'}]),
  factOf('privateLink', ['web-db'], {accounts: ['111122223333'], status: 'Operational'}),
]
const after = (line: string) => predict(snapshotOf(facts), line)
const bodyAfter = async <K extends FactKind>(line: string, kind: K, ...keys: readonly string[]) =>
  (await after(line)).bodyOf(kind, ...keys)
const gapAfter = async (line: string, kind: FactKind, ...keys: readonly string[]) =>
  (await after(line)).gapOf(kind, ...keys)

describe('the argument of a database', () => {
  for (const [name, kept] of [
    ['', ['d2']],
    [' DATABASE_URL', ['d2']],
    [' web-db', ['d2']],
    [' REPLICA', ['d1']],
    [' web::x2', ['d1']],
  ] as const)
    it(`is resolved as${name || ' the primary database'}`, async () => {
      const {touches} = await after(`heroku pg:backups:schedule${name} --at 02:00 -a web`)
      assert.deepEqual(
        ['d1', 'd2'].filter(id => !touches('postgresBackupSchedules', id)),
        kept,
      )
    })

  it('is refused where it is another service or a variable', async () => {
    await assert.rejects(after('heroku pg:backups:capture REDIS -a web'), /web-redis isn't a Heroku Postgres database/)
    await assert.rejects(after('heroku pg:backups:capture $DB -a web'), /depends on \$DB/)
    await assert.rejects(after('heroku pg:backups:capture OTHER -a web'), /without \/addons\/OTHER/)
  })
})

describe('pg:backups', () => {
  it('schedules backups', async () =>
    assert.deepEqual(await bodyAfter('heroku pg:backups:schedule --at 02:00 -a web', 'postgresBackupSchedules', 'd1'), [
      {deleted_at: readAt, uuid: 'old'},
      {uuid: 'not-created-yet-1'},
    ]))

  it('ends the only schedule, and one of several', async () => {
    const line = 'heroku pg:backups:unschedule'
    assert.deepEqual(await bodyAfter(`${line} REPLICA -a web`, 'postgresBackupSchedules', 'd2'), [])
    assert.equal(await gapAfter(`${line} web-small -a web`, 'postgresBackupSchedules', 'd3'), 'not-created-yet')
    await assert.rejects(after(`${line} -a web`), /web-db has no backup schedule/)
  })

  it('captures a backup of the database', async () =>
    assert.deepEqual((await bodyAfter('heroku pg:backups:capture -a web', 'postgresTransfers', 'web'))?.[2], {
      created_at: readAt,
      finished_at: readAt,
      from_name: 'DATABASE',
      from_type: 'pg_dump',
      from_uuid: 'd1',
      succeeded: true,
      to_type: 'gof3r',
    }))

  it('deletes a backup', async () => {
    assert.deepEqual(await bodyAfter('heroku pg:backups:delete b007 -a web', 'postgresTransfers', 'web'), [
      {deleted_at: readAt, num: 7},
      {num: 8},
    ])
    await assert.rejects(after('heroku pg:backups:delete b009 -a web'), /web has no backup b009/)
  })
})

describe('pg:settings', () => {
  for (const [name, given, key, value] of [
    ['log-statement', 'ddl', 'log_statement', 'ddl'],
    ['log-connections', 'ON', 'log_connections', true],
    ['log-min-duration-statement', '500', 'log_min_duration_statement', 500],
    ['log-connections', '$ON', 'log_connections', null],
  ] as const)
    it(`sets ${name} to ${given}`, async () =>
      assert.deepEqual(
        await bodyAfter(`heroku pg:settings:${name} DATABASE ${given} -a web`, 'postgresSettings', 'd1'),
        {log_statement: {value: 'none'}, [key]: {value}},
      ))

  it('only shows a setting without a value', async () =>
    assert.ok(!(await after('heroku pg:settings:log-statement DATABASE -a web')).touches('postgresSettings', 'd1')))

  it('refuses what is no value, and an Essential plan', async () => {
    await assert.rejects(after('heroku pg:settings:log-connections DATABASE maybe -a web'), /maybe isn't a value/)
    await assert.rejects(after('heroku pg:settings:log-min-duration-statement DATABASE x -a web'), /x isn't a value/)
    await assert.rejects(after('heroku pg:settings:log-statement web-small ddl -a web'), /has an Essential plan/)
  })

  it('sets those of an Advanced database', async () =>
    assert.deepEqual(
      (
        await bodyAfter(
          'heroku data:pg:settings web-db --set log_statement:ddl,log_connections:1 -a web',
          'postgresAdvancedSettings',
          'd1',
        )
      )?.items.map(({current}) => current),
      ['ddl', true],
    ))
})

describe('pg:promote', () => {
  const ref = {id: 'a1', name: 'web'}

  it('makes the database the primary one, keeps the other attached, and moves its pool', async () =>
    assert.deepEqual(
      (await bodyAfter('heroku pg:promote REPLICA -a web', 'accountAttachments'))?.map(
        ({addon: {name}, app, name: as, namespace}) => [name, app, as, namespace],
      ),
      [
        ['web-replica', ref, 'REPLICA', null],
        ['web-redis', ref, 'REDIS', null],
        ['web-db', ref, 'not-created-yet-1', null],
        ['web-replica', ref, 'DATABASE', null],
        ['web-replica', ref, 'DATABASE_CONNECTION_POOL', 'connection-pooling:default'],
      ],
    ))

  it('refuses the primary database', async () =>
    assert.rejects(after('heroku pg:promote web-db -a web'), /web-db is the primary database of web already/))
})

describe('versions and followers', () => {
  it('forgets a follower that stops to follow, and refuses another database', async () => {
    assert.equal(await gapAfter('heroku pg:unfollow REPLICA -a web', 'postgres', 'd2'), 'not-created-yet')
    await assert.rejects(after('heroku pg:unfollow DATABASE -a web'), /web-db isn't a follower/)
  })

  it('forgets an upgraded database and its followers', async () => {
    const {gapOf} = await after('heroku pg:upgrade:run -a web')
    assert.deepEqual([gapOf('postgres', 'd1'), gapOf('postgres', 'd2')], ['not-created-yet', 'not-created-yet'])
  })

  it('forgets an upgraded key-value store', async () =>
    assert.equal(await gapAfter('heroku redis:upgrade -v 7.2 -a web', 'keyValueStore', 'web-redis'), 'not-created-yet'))

  it('promotes the only key-value store, which keeps another name', async () =>
    assert.deepEqual(
      (await bodyAfter('heroku redis:promote --as CACHE -a web', 'accountAttachments'))?.slice(3).map(({name}) => name),
      ['REDIS', 'not-created-yet-1', 'CACHE'],
    ))

  it('ends a maintenance that is waited for, and otherwise leaves open when it is due', async () => {
    const rest = {addon: {uuid: 'd2'}, required_by: readAt, status: 'pending'}
    const done = await bodyAfter('heroku data:maintenances:run web-db --wait', 'dataMaintenances', 'a1')
    const running = await bodyAfter('heroku data:maintenances:run web-db', 'dataMaintenances', 'a1')
    assert.deepEqual(done?.maintenances, [{addon: {uuid: 'd1'}, required_by: readAt, status: 'completed'}, rest])
    assert.deepEqual(running?.maintenances, [{addon: {uuid: 'd1'}, required_by: null, status: 'pending'}, rest])
  })
})

describe('external endpoints', () => {
  it('are there once they are created, without rules', async () => {
    const {bodyOf} = await after('heroku data:mtls:create web-replica -a web')
    assert.deepEqual(bodyOf('postgresTlsEndpoint', 'web-replica'), {status: 'Provisioning'})
    assert.deepEqual(bodyOf('postgresIpRules', 'web-replica'), [])
  })

  it('stay as they are where they exist', async () =>
    assert.ok(!(await after('heroku data:mtls:create web-db -a web')).touches('postgresIpRules', 'web-db')))

  it('go with their rules', async () => {
    const {gapOf} = await after('heroku data:mtls:destroy web-db -a web')
    assert.equal(gapOf('postgresTlsEndpoint', 'web-db'), 'not-found')
    assert.equal(gapOf('postgresIpRules', 'web-db'), 'not-found')
  })

  it('get a rule, unless a variable says which', async () => {
    const line = 'heroku data:mtls:ip-rules:create web-db -a web --cidr'
    assert.deepEqual(await bodyAfter(`${line} 0.0.0.0/0`, 'postgresIpRules', 'web-db'), [
      {cidr: '10.0.0.0/8'},
      {cidr: '0.0.0.0/0'},
    ])
    assert.equal(await gapAfter(`${line} $RANGE`, 'postgresIpRules', 'web-db'), 'not-created-yet')
  })

  it('lose their only rule, or one of several', async () => {
    const line = 'heroku data:mtls:ip-rules:delete --id i1 -a web'
    assert.deepEqual(await bodyAfter(`${line} web-db`, 'postgresIpRules', 'web-db'), [])
    assert.equal(await gapAfter(`${line} web-replica`, 'postgresIpRules', 'web-replica'), 'not-created-yet')
  })

  it('are open to the accounts that are named', async () => {
    const arn = 'arn:aws:iam::444455556666:root'
    assert.deepEqual(
      await bodyAfter(`heroku data:privatelink:create web-replica -i ${arn} -a web`, 'privateLink', 'web-replica'),
      {accounts: ['444455556666'], status: 'Provisioning'},
    )
    const line = 'heroku data:privatelink:access'
    assert.deepEqual((await bodyAfter(`${line}:add web-db -i ${arn} -a web`, 'privateLink', 'web-db'))?.accounts, [
      '111122223333',
      '444455556666',
    ])
    assert.equal(
      (await bodyAfter(`${line}:remove web-db -i 111122223333 -a web`, 'privateLink', 'web-db'))?.accounts,
      undefined,
    )
    assert.equal((await bodyAfter(`${line}:add web-db -i $ID -a web`, 'privateLink', 'web-db'))?.accounts, undefined)
    assert.equal(await gapAfter('heroku data:privatelink:destroy web-db -a web', 'privateLink', 'web-db'), 'not-found')
  })
})
