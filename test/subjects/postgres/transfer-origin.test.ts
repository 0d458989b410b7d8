import assert from 'node:assert/strict'

import type {Transfer} from '../../../src/model/data-facts.js'
import type {Addon, AddonAttachment} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {addonHandles} from '../../../src/subjects/addon/addons-of.js'
import {transferOrigins} from '../../../src/subjects/postgres/transfer-origin.js'
import {database, fixtureWithAddons, paidAddon} from './support.js'
import {refusedFact, factOf} from '../support.js'

const attached = (
  name: string,
  addon: AddonAttachment['addon'],
  app = {id: 'a-pay', name: 'pay'},
): AddonAttachment => ({addon, app, id: name, name})
const scheduled = (name: string, ...ids: Array<null | string>): Fact =>
  factOf(
    'postgresBackupSchedules',
    `x-${name}`,
    ids.map(uuid => ({uuid})),
  )

/** Where transfers are from, as seen from the database `db`, and for which databases schedules were read. */
function originOf(
  addons: readonly Addon[],
  ...facts: readonly Fact[]
): {readonly asked: string[]; readonly of: (transfer: Transfer) => string} {
  const {context, inventory} = fixtureWithAddons(addons, facts)
  const all = addonHandles(context, inventory)
  const addon = all.find(({name}) => name === 'db') ?? assert.fail()
  const asked: string[] = []
  const schedules = ({id, name}: {readonly id: string; readonly name: string}) => {
    asked.push(name)
    return context.facts.read('postgresBackupSchedules', id)
  }

  const of = transferOrigins({addon, addonsInScope: all, context, inventory, schedules}, [{uuid: 'mine'}, {uuid: null}])
  return {asked, of: transfer => of(transfer)}
}

const [db, other] = [database('db', 'standard-0'), database('other', 'premium-0')]
const lent: Addon = {...database('lent', 'standard-0'), app: {id: 'a-fees', name: 'fees'}}

describe('a transfer', () => {
  it('is of the database by the id of either it or one of its schedules, whatever its name', () => {
    const {asked, of: subjectsOf} = originOf([db, other])
    assert.equal(subjectsOf({from_uuid: 'x-db'}), 'own')
    assert.equal(subjectsOf({from_name: 'OTHER', schedule: {uuid: 'mine'}}), 'own')
    assert.equal(subjectsOf({from_uuid: 'x-other', schedule: {uuid: 'mine'}}), 'own')
    assert.deepEqual(asked, [], 'the schedules of others are not read for it')
  })

  it('is of another database that the same app pays for, by an id of that', () => {
    const {asked, of: subjectsOf} = originOf([db, other], scheduled('other', 'theirs', null))
    assert.equal(subjectsOf({from_name: 'db', from_uuid: 'x-other'}), 'other')
    assert.equal(subjectsOf({from_name: 'db', schedule: {uuid: 'theirs'}}), 'other')
    assert.equal(subjectsOf({from_name: 'db', from_uuid: 'x-gone', schedule: {uuid: 'theirs'}}), 'other')
    assert.deepEqual(asked, ['other'], 'its own schedules are known')
    const paidBy = (app: Addon['app'], elsewhere: Addon['app']) =>
      originOf([db, other].map((addon, index) => ({...addon, app: (index === 0 ? app : elsewhere) ?? null}))).of({
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

  it('may be of either where no id is known', () => {
    const {of: subjectsOf} = originOf([db, other], scheduled('other', 'theirs'))
    for (const transfer of [
      {},
      {from_uuid: 'x-gone'},
      {schedule: {uuid: 'gone'}},
      {schedule: {uuid: null}},
      {schedule: null},
      {from_name: null},
      {from_name: 'other'},
    ])
      assert.equal(subjectsOf(transfer), 'unclear', JSON.stringify(transfer))
    assert.equal(
      originOf([db, other], refusedFact('postgresBackupSchedules', 'x-other')).of({schedule: {uuid: 'theirs'}}),
      'unclear',
    )
  })

  it('is not said to be of an add-on that another app pays for', () => {
    const facts = [
      factOf('addonAttachments', 'pay', [attached('LENT', {app: {id: 'a-fees'}, id: 'x-lent', name: 'lent'})]),
      factOf('addon', 'lent', lent),
      scheduled('lent', 'theirs'),
    ]
    const {asked, of: subjectsOf} = originOf([db], ...facts)
    assert.equal(subjectsOf({from_uuid: 'x-lent'}), 'unclear')
    assert.equal(subjectsOf({schedule: {uuid: 'theirs'}}), 'unclear')
    assert.deepEqual(asked, [])
  })

  it('has a name that the database has on the app that pays for it', () => {
    const {of: subjectsOf} = originOf(
      [db, other],
      scheduled('other'),
      factOf('addonAttachments', 'pay', [
        attached('DATABASE', {id: 'x-db', name: 'renamed'}),
        attached('LEDGER', {name: 'db'}),
        attached('OTHER', {id: 'x-other', name: 'other'}),
        attached('URL_STORE', {id: 'x-db', name: 'db'}),
        attached('MY_STORE', {id: 'x-db', name: 'db'}),
      ]),
    )
    for (const name of ['db', 'DATABASE', 'DATABASE_URL', 'LEDGER', 'URL_STORE', 'URL_STORE_URL'])
      assert.equal(subjectsOf({from_name: name}), 'named', name)
    for (const name of ['OTHER', 'other', 'DATABASE_URL_2', 'MY_URL_STORE', 'STORE', '', 'URL'])
      assert.equal(subjectsOf({from_name: name}), 'unclear', name)
    assert.equal(subjectsOf({from_name: 'db', from_uuid: 'x-gone', schedule: {uuid: 'gone'}}), 'named')
    assert.equal(originOf([db], refusedFact('addonAttachments', 'pay')).of({from_name: 'DATABASE'}), 'unclear')
    assert.equal(originOf([db], refusedFact('addonAttachments', 'pay')).of({from_name: 'db'}), 'named')
  })

  it('is looked for among the schedules of classic databases alone', () => {
    const {asked, of: subjectsOf} = originOf(
      [db, database('new', 'advanced-0'), paidAddon('cache', 'heroku-redis:mini'), other],
      scheduled('new', 'theirs'),
      scheduled('other'),
    )
    assert.equal(subjectsOf({schedule: {uuid: 'theirs'}}), 'unclear')
    assert.deepEqual(asked, ['other'])
  })

  it('has only the name of the add-on where nobody is known to pay for it, or who pays is not in scope', () => {
    const row = (app: Addon['app']): Fact[] => [
      factOf('addonAttachments', 'pay', [attached('DATABASE', {id: 'x-db', name: 'db'})]),
      factOf('addon', 'db', {...db, app: app ?? null}),
    ]
    for (const app of [null, {}, {id: 'a-fees', name: 'fees'}]) {
      const {of: subjectsOf} = originOf([], ...row(app))
      assert.equal(subjectsOf({from_name: 'DATABASE'}), 'unclear')
      assert.equal(subjectsOf({from_name: 'db'}), 'named')
    }

    const {of: subjectsOf} = originOf(
      [],
      factOf('addonAttachments', 'pay', [
        attached('DATABASE', {id: 'x-db', name: 'db'}),
        attached('HIDDEN', {id: 'x-hidden', name: 'hidden'}),
      ]),
      refusedFact('addon', 'db'),
      refusedFact('addon', 'hidden'),
    )
    assert.equal(subjectsOf({from_name: 'DATABASE'}), 'unclear')
    assert.equal(subjectsOf({from_uuid: 'x-hidden'}), 'other')
  })
})
