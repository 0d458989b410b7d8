import assert from 'node:assert/strict'

import type {Maintenance} from '../../../src/model/data-facts.js'

import {fixtureWithAddons, paidAddon} from '../postgres/support.js'
import {refusedFact, valueOrGap, factOf} from '../support.js'

const now = '2026-11-20T12:00:00Z'
const [ahead, today, past] = ['2026-11-20 12:01:00 +0000', '2026-11-20 12:00:00 +0000', '2026-11-20 11:59:59 +0000']
const db = paidAddon('db', 'heroku-postgresql:standard-0')
const item = (
  status: string,
  requiredBy: null | string,
  addon: Maintenance['addon'] = {name: 'db', uuid: 'x-db'},
): Maintenance => ({addon, required_by: requiredBy, status})

const maintenanceField = (...maintenances: Maintenance[]) =>
  valueOrGap(
    fixtureWithAddons([db], [factOf('dataMaintenances', 'a-pay', {maintenances})], now).field(
      'addon',
      'db',
      'maintenance',
    ),
  )

describe('maintenances', () => {
  it('are none open when none is listed or all are completed', () => {
    assert.equal(maintenanceField(), 'none open')
    for (const status of ['completed', 'none']) {
      for (const date of [ahead, past, 'soon', '', null])
        assert.equal(maintenanceField(item(status, date)), 'none open', `${status} ${date ?? ''}`)
    }
  })

  for (const status of ['pending', 'preparing', 'ready', 'running'])
    it(`are in time until the date of a ${status} one, and overdue after it`, () => {
      assert.deepEqual(
        [
          maintenanceField(item(status, ahead)),
          maintenanceField(item(status, today)),
          maintenanceField(item(status, past)),
        ],
        ['in time', 'in time', 'overdue'],
      )
    })

  it('are in time before the date in any status, and a gap after it in unknown ones', () => {
    for (const status of ['', 'Completed', 'cancelled', 'a status that nobody knows']) {
      assert.deepEqual(
        [maintenanceField(item(status, ahead)), maintenanceField(item(status, past))],
        ['in time', 'unknown-value?'],
        status,
      )
    }
  })

  it('are a gap when an open one has no readable date', () => {
    assert.deepEqual(
      [
        maintenanceField(item('ready', null)),
        maintenanceField(item('ready', '')),
        maintenanceField(item('ready', '2026-11-19')),
      ],
      ['no-statement?', 'no-statement?', 'unknown-value?'],
    )
    assert.equal(maintenanceField({addon: {name: 'db'}, status: 'ready'}), 'no-statement?')
  })

  it('report the worst: overdue, then unknown, then in time, then completed', () => {
    const [overdue, open, inTime, done] = [
      item('ready', past),
      item('ready', null),
      item('ready', ahead),
      item('completed', past),
    ]
    assert.equal(maintenanceField(done, inTime, open, overdue), 'overdue')
    assert.equal(maintenanceField(done, inTime, open), 'no-statement?')
    assert.equal(maintenanceField(done, inTime), 'in time')
    assert.equal(maintenanceField(inTime, done), 'in time')
  })

  it('match the add-on by ID or name only', () => {
    for (const addon of [{uuid: 'x-db'}, {name: 'db'}, {name: null, uuid: 'x-db'}, {name: 'db', uuid: null}])
      assert.equal(maintenanceField(item('ready', past, addon)), 'overdue')
    for (const addon of [
      {name: 'other', uuid: 'x-other'},
      {name: 'other'},
      {uuid: 'x-other'},
      {name: 'x-db', uuid: 'db'},
    ])
      assert.equal(maintenanceField(item('ready', past, addon)), 'none open')
  })

  it('are a gap when an open one names no add-on, unless another is overdue', () => {
    for (const addon of [{}, {name: null, uuid: null}, {name: '', uuid: ''}]) {
      for (const date of [ahead, past]) assert.equal(maintenanceField(item('ready', date, addon)), 'no-statement?')
      assert.deepEqual(
        [maintenanceField(item('completed', past, addon)), maintenanceField(item('none', past, addon))],
        ['none open', 'none open'],
      )
      assert.equal(maintenanceField(item('ready', past, addon), item('ready', past)), 'overdue')
      assert.equal(maintenanceField(item('ready', ahead), item('ready', past, addon)), 'no-statement?')
    }
  })

  it('are read from the paying app, by ID or else by name', () => {
    const requestsFor = (app: {id?: string; name?: string}) => {
      const {field, reader} = fixtureWithAddons([{...db, app}], [])
      return [valueOrGap(field('addon', 'db', 'maintenance')), reader.wantedFacts().map(({path}) => path)]
    }

    assert.deepEqual(requestsFor({id: 'a-pay', name: 'pay'}), ['not-collected?', ['/data/maintenances/v1/apps/a-pay']])
    assert.deepEqual(requestsFor({name: 'pay'}), ['not-collected?', ['/data/maintenances/v1/apps/pay']])
  })

  it("are a gap when the paying app isn't stated, or its maintenances can't be read", () => {
    for (const app of [null, {}])
      assert.equal(
        valueOrGap(
          fixtureWithAddons([{...db, app}], [factOf('dataMaintenances', 'a-pay', {maintenances: []})]).field(
            'addon',
            'db',
            'maintenance',
          ),
        ),
        'no-statement?',
      )
    for (const [status, gap] of [
      [403, 'forbidden?'],
      [404, 'not-found?'],
      [500, 'server-error?'],
    ] as const) {
      assert.equal(
        valueOrGap(
          fixtureWithAddons([db], [refusedFact('dataMaintenances', 'a-pay', status)]).field(
            'addon',
            'db',
            'maintenance',
          ),
        ),
        gap,
      )
    }
  })

  it('are read for Postgres, Key-Value Store and Kafka only', () => {
    const none = factOf('dataMaintenances', 'a-pay', {maintenances: []})
    const maintenanceOn = (plan: string) =>
      valueOrGap(fixtureWithAddons([paidAddon('x', plan)], [none]).field('addon', 'x', 'maintenance'))
    for (const plan of ['heroku-postgresql:standard-0', 'heroku-redis:mini', 'heroku-kafka:basic-0'])
      assert.equal(maintenanceOn(plan), 'none open', plan)
    for (const plan of ['herokuconnect:demo', 'papertrail:choklad'])
      assert.equal(maintenanceOn(plan), 'unsupported?', plan)
    assert.equal(
      valueOrGap(fixtureWithAddons([{...db, addon_service: null}], [none]).field('addon', 'db', 'maintenance')),
      'no-statement?',
    )
  })
})
