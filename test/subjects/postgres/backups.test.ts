import assert from 'node:assert/strict'

import type {Transfer} from '../../../src/model/data-facts.js'
import type {FactTypes} from '../../../src/model/facts.js'

import {advancedInfo, classicInfo, database, fixtureWithAddons, paidAddon} from './support.js'
import {refusedFact, valueOrGap, factOf} from '../support.js'

type Schedules = FactTypes['postgresBackupSchedules']

const now = '2026-11-20T12:00:00Z'
const date = (hoursAgo: number): string => new Date(Date.parse(now) - hoursAgo * 3_600_000).toISOString()
/** A backup of the database that succeeded a day ago. */
const backup: Transfer = {
  created_at: date(24),
  finished_at: date(23),
  from_type: 'pg_dump',
  from_uuid: 'x-db',
  succeeded: true,
  to_type: 'gof3r',
}
const made = (more: Partial<Transfer> = {}): Transfer => ({...backup, ...more})
/** Makes it unclear which database a backup belongs to. */
const unclear = {from_name: 'GONE', from_uuid: null}

const facts = (transfers: readonly Transfer[], schedules: Schedules = []) => [
  classicInfo('db', {}),
  factOf('postgresTransfers', 'pay', transfers),
  factOf('postgresBackupSchedules', 'x-db', schedules),
]
const read = (field: string, transfers: readonly Transfer[]) =>
  valueOrGap(fixtureWithAddons([database('db', 'standard-0')], facts(transfers), now).field('addon', 'db', field))
const backupFields = (...transfers: Transfer[]) =>
  ['hasKeptBackup', 'hasSuccessfulBackup', 'lastBackupAgeDays'].map(field => read(field, transfers))

const [sure, none] = [
  [true, true, 1],
  [false, false, 'no-statement?'],
]
const open = [['no-statement?', true, false], ['no-statement?', true, false], 'no-statement?']

describe('backups', () => {
  it('count if they were made of the database and still exist', () => {
    assert.deepEqual(backupFields(made()), sure)
    assert.deepEqual(backupFields(), none)
    assert.deepEqual(backupFields(made({deleted_at: '', purged_at: null, canceled_at: null})), sure)
  })

  it("don't count if deleted or purged, whatever the other date says", () => {
    for (const absent of [
      {deleted_at: date(1)},
      {purged_at: date(1)},
      {deleted_at: date(1), purged_at: 'lately'},
      {deleted_at: 'lately', purged_at: date(1)},
      {deleted_at: date(1), finished_at: 'lately'},
      {deleted_at: date(1), finished_at: null},
    ])
      assert.deepEqual(backupFields(made(absent)), none)
  })

  it("are undecided when a date can't be read", () => {
    for (const unreadable of [{deleted_at: 'lately'}, {purged_at: 'lately'}])
      assert.deepEqual(backupFields(made(unreadable)), open)
    assert.deepEqual(backupFields(made({finished_at: 'lately'})), [
      true,
      ['no-statement?', true, false],
      'no-statement?',
    ])
    assert.deepEqual(backupFields(made({canceled_at: 'lately', succeeded: null})), open)
  })

  it("don't count if they failed or were canceled", () => {
    for (const bad of [
      {succeeded: false},
      {canceled_at: date(1), succeeded: false},
      {canceled_at: date(1), succeeded: null},
      {canceled_at: date(1), finished_at: null, succeeded: null},
    ]) {
      assert.deepEqual(backupFields(made(bad)), none)
    }
  })

  it('may be kept while they run, and have not succeeded yet', () => {
    for (const succeeded of [false, null]) {
      for (const finished of [null, ''])
        assert.deepEqual(backupFields(made({finished_at: finished, succeeded})), [
          ['no-statement?', true, false],
          false,
          'no-statement?',
        ])
    }

    assert.deepEqual(backupFields(made({finished_at: null})), [true, ['no-statement?', true, false], 'no-statement?'])
  })

  it("are undecided when the API doesn't say how they ended", () => {
    for (const more of [
      {succeeded: null},
      {finished_at: 'lately', succeeded: false},
      {finished_at: 'lately', succeeded: null},
    ])
      assert.deepEqual(backupFields(made(more)), open)
  })

  it("don't include copies and restores, which write to a database", () => {
    for (const from of ['pg_dump', 'gof3r', null])
      assert.deepEqual(backupFields(made({from_type: from, to_type: 'pg_restore'})), none)
  })

  it('may be a transfer of another kind', () => {
    for (const more of [{from_type: 'pg_basebackup'}, {from_type: null}, {to_type: 'htcat'}, {to_type: null}])
      assert.deepEqual(backupFields(made(more)), open)
  })

  it('may be a transfer that names neither the database nor one of its schedules', () => {
    assert.deepEqual(backupFields(made(unclear)), open)
    assert.deepEqual(backupFields(made({...unclear, succeeded: false})), none)
  })

  it("are kept under a name that the database has today, but possibly didn't have then", () => {
    for (const name of ['db', 'db_URL'])
      assert.deepEqual(backupFields(made({from_name: name, from_uuid: null})), [
        true,
        ['no-statement?', true, false],
        'no-statement?',
      ])
  })

  it('are recognized by a schedule of the database', () => {
    const scheduled = made({...unclear, schedule: {uuid: 's1'}})
    const fieldsWith = (schedules: Schedules) =>
      valueOrGap(
        fixtureWithAddons([database('db', 'standard-0')], facts([scheduled], schedules), now).field(
          'addon',
          'db',
          'hasSuccessfulBackup',
        ),
      )
    assert.deepEqual([fieldsWith([{uuid: 's1'}]), fieldsWith([{uuid: 's2'}])], [true, ['no-statement?', true, false]])
  })

  it("don't include those of the app's other databases", () => {
    const other = fixtureWithAddons(
      [database('db', 'standard-0'), database('twin', 'standard-0')],
      facts([made({from_uuid: 'x-twin'})]),
      now,
    )
    assert.equal(valueOrGap(other.field('addon', 'db', 'hasKeptBackup')), false)
  })

  it('are read from the paying app, by name or else by ID', () => {
    const requestsFor = (app: {id?: string; name?: string}) => {
      const {field, reader} = fixtureWithAddons(
        [{...database('db', 'standard-0'), app}],
        [factOf('postgresBackupSchedules', 'x-db', [])],
      )
      return [valueOrGap(field('addon', 'db', 'hasKeptBackup')), reader.wantedFacts().map(({path}) => path)]
    }

    assert.deepEqual(requestsFor({id: 'a-pay', name: 'pay'}), ['not-collected?', ['/client/v11/apps/pay/transfers']])
    assert.deepEqual(requestsFor({id: 'a-pay'}), ['not-collected?', ['/client/v11/apps/a-pay/transfers']])
    for (const app of [null, {}]) {
      assert.equal(
        valueOrGap(
          fixtureWithAddons([{...database('db', 'standard-0'), app}], facts([made()])).field(
            'addon',
            'db',
            'hasKeptBackup',
          ),
        ),
        'no-statement?',
      )
    }
  })

  it("are a gap when transfers or schedules can't be read", () => {
    for (const field of ['hasKeptBackup', 'hasSuccessfulBackup', 'lastBackupAgeDays']) {
      const fieldWith = (...all: Parameters<typeof fixtureWithAddons>[1]) =>
        valueOrGap(fixtureWithAddons([database('db', 'standard-0')], all, now).field('addon', 'db', field))
      assert.equal(
        fieldWith(refusedFact('postgresTransfers', 'pay', 500), factOf('postgresBackupSchedules', 'x-db', [])),
        'server-error?',
      )
      assert.equal(
        fieldWith(factOf('postgresTransfers', 'pay', [made()]), refusedFact('postgresBackupSchedules', 'x-db')),
        'forbidden?',
      )
    }
  })

  it('request schedules together with transfers', () => {
    const {field, reader} = fixtureWithAddons([database('db', 'standard-0')], [])
    field('addon', 'db', 'hasKeptBackup')
    assert.deepEqual(
      reader
        .wantedFacts()
        .map(({path}) => path)
        .sort(),
      ['/client/v11/apps/pay/transfers', '/client/v11/databases/x-db/transfer-schedules'],
    )
  })
})

describe('backups: hasKeptBackup', () => {
  it('is true by a certain backup, and a gap by a possible one', () => {
    assert.equal(read('hasKeptBackup', [made(unclear), made({succeeded: false}), made()]), true)
    assert.deepEqual(read('hasKeptBackup', [made({succeeded: false}), made(unclear)]), ['no-statement?', true, false])
  })
})

describe('backups: hasSuccessfulBackup', () => {
  it('is true by a certain backup, and a gap by a possible one', () => {
    assert.equal(read('hasSuccessfulBackup', [made(unclear), made({succeeded: false}), made()]), true)
    assert.deepEqual(read('hasSuccessfulBackup', [made({succeeded: false}), made(unclear)]), [
      'no-statement?',
      true,
      false,
    ])
    assert.equal(
      read('hasSuccessfulBackup', [made({...unclear, succeeded: false}), made({deleted_at: date(1)})]),
      false,
    )
  })
})

describe('backups: lastBackupAgeDays', () => {
  const age = (...transfers: Transfer[]) => read('lastBackupAgeDays', transfers)
  const madeBefore = (hours: number, more: Partial<Transfer> = {}) => made({created_at: date(hours), ...more})

  it('is the age of the newest successful backup', () => {
    assert.equal(age(madeBefore(72), madeBefore(48), madeBefore(96)), 2)
    assert.equal(age(madeBefore(24, {succeeded: false}), madeBefore(12, {deleted_at: date(1)}), madeBefore(48)), 2)
  })

  it('may be less if a newer one may belong to the database or have succeeded', () => {
    for (const doubt of [unclear, {succeeded: null}, {to_type: 'htcat'}, {purged_at: 'lately'}]) {
      assert.deepEqual(age(madeBefore(48), madeBefore(24, doubt), madeBefore(36, doubt)), ['no-statement?', 1, 2])
      assert.equal(age(madeBefore(48), madeBefore(72, doubt)), 2)
      assert.equal(age(madeBefore(48), madeBefore(48, doubt)), 2)
    }
  })

  it('has no known minimum when a backup has no date', () => {
    for (const at of [null, '', 'lately']) {
      assert.deepEqual(age(madeBefore(48), made({created_at: at})), ['no-statement?', 0, 2])
      assert.equal(age(made({created_at: at})), 'no-statement?')
    }
  })

  it('tolerates a clock that is up to half an hour behind', () => {
    assert.equal(age(madeBefore(-28 / 60)), -0.01)
    assert.equal(age(madeBefore(-29 / 60)), 'no-statement?')
    assert.deepEqual(age(madeBefore(48), madeBefore(-29 / 60)), ['no-statement?', 0, 2])
  })

  it('distinguishes no success from an unknown one', () => {
    const detail = (...transfers: Transfer[]) => {
      const known = fixtureWithAddons([database('db', 'standard-0')], facts(transfers), now).field(
        'addon',
        'db',
        'lastBackupAgeDays',
      )
      return 'gap' in known && known.gap.detail
    }

    assert.match(String(detail(made({succeeded: false}))), /^no backup of the database succeeded$/)
    assert.match(String(detail(made(unclear))), /doesn't say whether/)
  })
})

describe('backups: hasBackupSchedule', () => {
  const scheduleField = (schedules: Schedules, field = 'hasBackupSchedule') =>
    valueOrGap(fixtureWithAddons([database('db', 'standard-0')], facts([], schedules)).field('addon', 'db', field))

  it("is true if a schedule wasn't deleted", () => {
    assert.deepEqual(
      [
        scheduleField([]),
        scheduleField([{uuid: '1'}]),
        scheduleField([{deleted_at: null}]),
        scheduleField([{deleted_at: ''}]),
      ],
      [false, true, true, true],
    )
    assert.deepEqual(
      [
        scheduleField([{deleted_at: date(1)}]),
        scheduleField([{deleted_at: date(1)}, {deleted_at: 'lately'}, {uuid: '2'}]),
      ],
      [false, true],
    )
  })

  it("is undecided when a deletion date can't be read", () => {
    for (const items of [[{deleted_at: 'lately'}], [{deleted_at: date(1)}, {deleted_at: 'lately'}]]) {
      assert.deepEqual(scheduleField(items), ['unknown-value?', true, false])
      assert.deepEqual(scheduleField(items, 'backups'), ['unknown-value?', 'scheduled', 'none'])
    }
  })

  it("is a gap when the schedules can't be read", () => {
    assert.equal(
      valueOrGap(
        fixtureWithAddons([database('db', 'standard-0')], [refusedFact('postgresBackupSchedules', 'x-db')]).field(
          'addon',
          'db',
          'hasBackupSchedule',
        ),
      ),
      'forbidden?',
    )
  })
})

describe('backups: Advanced databases', () => {
  it('have no schedule, without any request', () => {
    const {field, reader} = fixtureWithAddons([database('db', 'advanced')], [])
    const names = [
      'isClassic',
      'hasBackupSchedule',
      'backups',
      'hasKeptBackup',
      'hasSuccessfulBackup',
      'lastBackupAgeDays',
    ]
    assert.deepEqual(
      names.map(name => valueOrGap(field('addon', 'db', name))),
      [false, false, ...Array.from({length: 4}, () => 'unsupported?')],
    )
    assert.deepEqual(reader.wantedFacts(), [])
    assert.equal(
      valueOrGap(fixtureWithAddons([database('db', 'standard-0')], []).field('addon', 'db', 'isClassic')),
      true,
    )
  })

  it('are not matched with the backups of classic databases', () => {
    const {field} = fixtureWithAddons(
      [database('db', 'advanced')],
      [...facts([made()], [{uuid: 's1'}]), advancedInfo('db', {})],
      now,
    )
    assert.deepEqual(
      ['hasKeptBackup', 'backups'].map(name => valueOrGap(field('addon', 'db', name))),
      ['unsupported?', 'unsupported?'],
    )
  })
})

describe('backups: other services and unreadable add-ons', () => {
  it('have gaps', () => {
    for (const name of [
      'isClassic',
      'hasBackupSchedule',
      'backups',
      'hasKeptBackup',
      'hasSuccessfulBackup',
      'lastBackupAgeDays',
    ]) {
      assert.equal(
        valueOrGap(fixtureWithAddons([paidAddon('kv', 'heroku-redis:mini')], []).field('addon', 'kv', name)),
        'unsupported?',
        name,
      )
      assert.equal(
        valueOrGap(fixtureWithAddons([{...database('db', 'x'), plan: null}], []).field('addon', 'db', name)),
        'no-statement?',
        name,
      )
    }
  })
})
