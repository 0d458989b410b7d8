import assert from 'node:assert/strict'

import type {Transfer} from '../../../src/model/data-facts.js'
import type {Addon, AddonAttachment} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {addonHandles} from '../../../src/subjects/addon/addon-handles.js'
import {transferOrigins} from '../../../src/subjects/postgres/transfer-origin.js'
import {database, fixtureWithAddons, paidAddon} from './support.js'
import {refusedFact, factOf} from '../support.js'

const attachmentFacts = (
  name: string,
  addon: AddonAttachment['addon'],
  app = {id: 'a-pay', name: 'pay'},
): AddonAttachment => ({addon, app, id: name, name})
const scheduleFacts = (name: string, ...ids: Array<null | string>): Fact =>
  factOf(
    'postgresBackupSchedules',
    `x-${name}`,
    ids.map(uuid => ({uuid})),
  )

/** Determines the origin of transfers for the database `db`, and records whose schedules are read. */
function originsAmong(
  addons: readonly Addon[],
  ...facts: readonly Fact[]
): {readonly asked: string[]; readonly originOf: (transfer: Transfer) => string} {
  const {context, inventory} = fixtureWithAddons(addons, facts)
  const all = addonHandles(context, inventory)
  const addon = all.find(({name}) => name === 'db') ?? assert.fail()
  const asked: string[] = []
  const schedules = ({id, name}: {readonly id: string; readonly name: string}) => {
    asked.push(name)
    return context.facts.read('postgresBackupSchedules', id)
  }

  const originOf = transferOrigins({addon, addonsInScope: all, context, inventory, schedules}, [
    {uuid: 'mine'},
    {uuid: null},
  ])
  return {asked, originOf}
}

const [db, other] = [database('db', 'standard-0'), database('other', 'premium-0')]
const lent: Addon = {...database('lent', 'standard-0'), app: {id: 'a-fees', name: 'fees'}}

describe('transfer-origin', () => {
  it('is own by the ID of the database or one of its schedules, whatever the name', () => {
    const {asked, originOf} = originsAmong([db, other])
    assert.equal(originOf({from_uuid: 'x-db'}), 'own')
    assert.equal(originOf({from_name: 'OTHER', schedule: {uuid: 'mine'}}), 'own')
    assert.equal(originOf({from_uuid: 'x-other', schedule: {uuid: 'mine'}}), 'own')
    assert.deepEqual(asked, [], 'the schedules of others are not read for it')
  })

  it('is other by an ID of another database of the paying app', () => {
    const {asked, originOf} = originsAmong([db, other], scheduleFacts('other', 'theirs', null))
    assert.equal(originOf({from_name: 'db', from_uuid: 'x-other'}), 'other')
    assert.equal(originOf({from_name: 'db', schedule: {uuid: 'theirs'}}), 'other')
    assert.equal(originOf({from_name: 'db', from_uuid: 'x-gone', schedule: {uuid: 'theirs'}}), 'other')
    assert.deepEqual(asked, ['other'], 'its own schedules are known')
    const paidBy = (app: Addon['app'], elsewhere: Addon['app']) =>
      originsAmong(
        [db, other].map((addon, index) => ({...addon, app: (index === 0 ? app : elsewhere) ?? null})),
      ).originOf({
        from_uuid: 'x-other',
      })
    assert.deepEqual(
      [paidBy({name: 'pay'}, {name: 'pay'}), paidBy({id: 'a-pay'}, {id: 'a-pay', name: 'renamed'})],
      ['other', 'other'],
    )
    assert.deepEqual(
      [paidBy({name: 'pay'}, {name: 'fees'}), paidBy({id: 'a-pay'}, {id: 'a-fees'}), paidBy(null, {name: 'fees'})],
      ['unclear', 'unclear', 'unclear'],
    )
  })

  it('is unclear without a known ID', () => {
    const {originOf} = originsAmong([db, other], scheduleFacts('other', 'theirs'))
    for (const transfer of [
      {},
      {from_uuid: 'x-gone'},
      {schedule: {uuid: 'gone'}},
      {schedule: {uuid: null}},
      {schedule: null},
      {from_name: null},
      {from_name: 'other'},
    ])
      assert.equal(originOf(transfer), 'unclear', JSON.stringify(transfer))
    assert.equal(
      originsAmong([db, other], refusedFact('postgresBackupSchedules', 'x-other')).originOf({
        schedule: {uuid: 'theirs'},
      }),
      'unclear',
    )
  })

  it("isn't other by the ID of an add-on that another app pays for", () => {
    const facts = [
      factOf('addonAttachments', 'pay', [attachmentFacts('LENT', {app: {id: 'a-fees'}, id: 'x-lent', name: 'lent'})]),
      factOf('addon', 'lent', lent),
      scheduleFacts('lent', 'theirs'),
    ]
    const {asked, originOf} = originsAmong([db], ...facts)
    assert.equal(originOf({from_uuid: 'x-lent'}), 'unclear')
    assert.equal(originOf({schedule: {uuid: 'theirs'}}), 'unclear')
    assert.deepEqual(asked, [])
  })

  it('is named by a name the database has on the paying app', () => {
    const {originOf} = originsAmong(
      [db, other],
      scheduleFacts('other'),
      factOf('addonAttachments', 'pay', [
        attachmentFacts('DATABASE', {id: 'x-db', name: 'renamed'}),
        attachmentFacts('LEDGER', {name: 'db'}),
        attachmentFacts('OTHER', {id: 'x-other', name: 'other'}),
        attachmentFacts('URL_STORE', {id: 'x-db', name: 'db'}),
        attachmentFacts('MY_STORE', {id: 'x-db', name: 'db'}),
      ]),
    )
    for (const name of ['db', 'DATABASE', 'DATABASE_URL', 'LEDGER', 'URL_STORE', 'URL_STORE_URL'])
      assert.equal(originOf({from_name: name}), 'named', name)
    for (const name of ['OTHER', 'other', 'DATABASE_URL_2', 'MY_URL_STORE', 'STORE', '', 'URL'])
      assert.equal(originOf({from_name: name}), 'unclear', name)
    assert.equal(originOf({from_name: 'db', from_uuid: 'x-gone', schedule: {uuid: 'gone'}}), 'named')
    assert.equal(
      originsAmong([db], refusedFact('addonAttachments', 'pay')).originOf({from_name: 'DATABASE'}),
      'unclear',
    )
    assert.equal(originsAmong([db], refusedFact('addonAttachments', 'pay')).originOf({from_name: 'db'}), 'named')
  })

  it('reads the schedules of classic databases only', () => {
    const {asked, originOf} = originsAmong(
      [db, database('new', 'advanced-0'), paidAddon('cache', 'heroku-redis:mini'), other],
      scheduleFacts('new', 'theirs'),
      scheduleFacts('other'),
    )
    assert.equal(originOf({schedule: {uuid: 'theirs'}}), 'unclear')
    assert.deepEqual(asked, ['other'])
  })

  it("knows only the add-on's name if the payer is unknown or outside the scope", () => {
    const item = (app: Addon['app']): Fact[] => [
      factOf('addonAttachments', 'pay', [attachmentFacts('DATABASE', {id: 'x-db', name: 'db'})]),
      factOf('addon', 'db', {...db, app: app ?? null}),
    ]
    for (const app of [null, {}, {id: 'a-fees', name: 'fees'}]) {
      const {originOf} = originsAmong([], ...item(app))
      assert.equal(originOf({from_name: 'DATABASE'}), 'unclear')
      assert.equal(originOf({from_name: 'db'}), 'named')
    }

    const {originOf} = originsAmong(
      [],
      factOf('addonAttachments', 'pay', [
        attachmentFacts('DATABASE', {id: 'x-db', name: 'db'}),
        attachmentFacts('HIDDEN', {id: 'x-hidden', name: 'hidden'}),
      ]),
      refusedFact('addon', 'db'),
      refusedFact('addon', 'hidden'),
    )
    assert.equal(originOf({from_name: 'DATABASE'}), 'unclear')
    assert.equal(originOf({from_uuid: 'x-hidden'}), 'other')
  })
})
