import assert from 'node:assert/strict'

import type {Addon, AddonAttachment} from '../../../src/model/facts.js'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const web = {id: 'a1', name: 'web'}
const jobs = {id: 'a2', name: 'jobs'}
const addon = (id: string, name: string, service: string): Addon => ({
  addon_service: {name: service},
  app: web,
  id,
  name,
})
const db = addon('d1', 'web-db', 'heroku-postgresql')
const follower = addon('d2', 'web-follower', 'heroku-postgresql')
const store = addon('r1', 'web-store', 'heroku-redis')
const logs = addon('l1', 'web-logs', 'papertrail')
const attached = ({app, id, name}: Addon, to: typeof web, as: string): AddonAttachment => ({
  addon: {app: app ?? null, id, name},
  app: to,
  id: `${to.id}-${as}`,
  name: as,
})
const own = attached(db, web, 'DATABASE')
const borrowed = attached(db, jobs, 'SHARED')
const redis = attached(store, web, 'REDIS')
const drains = [
  {addon: {id: 'l1', name: 'web-logs'}, id: 'n1', target: null},
  {addon: null, id: 'n2', target: null},
]
const facts = [
  factOf('apps', [], [web, jobs]),
  factOf('accountAddons', [], [db, follower, store, logs]),
  factOf('addons', ['web'], [db, follower, store, logs]),
  factOf('accountAttachments', [], [own, borrowed, redis]),
  factOf('addonAttachments', ['web'], [own, redis]),
  factOf('addonAttachments', ['a2'], [borrowed]),
  factOf('attachmentsOfAddon', ['web-db'], [own, borrowed]),
  factOf('logDrains', ['web'], drains),
  factOf('postgres', ['d1'], {info: []}),
  factOf('postgres', ['d2'], {info: [], leader: {addon_id: 'd1'}}),
]
const snapshot = snapshotOf(facts)

describe('addons:destroy', () => {
  it('removes the add-on from every list', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:destroy web-store')
    assert.deepEqual(bodyOf('accountAddons'), [db, follower, logs])
    assert.deepEqual(bodyOf('addons', 'web'), [db, follower, logs])
  })

  it('removes its attachments to any app', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:remove web-db --force')
    assert.deepEqual(bodyOf('accountAttachments'), [redis])
    assert.deepEqual(bodyOf('addonAttachments', 'web'), [redis])
    assert.deepEqual(bodyOf('addonAttachments', 'a2'), [])
  })

  it('removes what is known of it', async () => {
    const {bodyOf, touches} = await predict(snapshot, 'heroku addons:destroy web-db --force')
    assert.equal(bodyOf('postgres', 'd1'), undefined)
    assert.ok(touches('attachmentsOfAddon', 'web-db'))
  })

  it('does not know what becomes of its followers', async () => {
    const {gapOf} = await predict(snapshot, 'heroku addons:destroy web-db --force')
    assert.equal(gapOf('postgres', 'd2'), 'not-created-yet')
  })

  it('leaves its leader', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:destroy web-follower')
    assert.deepEqual(bodyOf('postgres', 'd1'), {info: []})
  })

  it('removes the drains that it created', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:destroy web-logs')
    assert.deepEqual(bodyOf('logDrains', 'web'), [drains[1]])
  })

  it('does not know which drains remain where the API does not say who created one', async () => {
    const unclear = snapshotOf([
      ...facts.filter(({kind}) => kind !== 'logDrains'),
      factOf('logDrains', ['web'], [{id: 'n3'}]),
    ])
    const {gapOf} = await predict(unclear, 'heroku addons:destroy web-logs')
    assert.equal(gapOf('logDrains', 'web'), 'not-created-yet')
  })

  it('removes several', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:destroy web-store web-logs -a web')
    assert.deepEqual(bodyOf('accountAddons'), [db, follower])
  })

  it('finds the add-on by its attachment to the app', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:destroy REDIS -a web')
    assert.deepEqual(bodyOf('accountAddons'), [db, follower, logs])
  })

  for (const key of ['heroku-redis', 'web::REDIS'])
    it(`finds the add-on by ${key}`, async () => {
      const {bodyOf} = await predict(snapshot, `heroku addons:destroy ${key}`)
      assert.deepEqual(bodyOf('accountAddons'), [db, follower, logs])
    })

  it('asks for the add-ons of an app whose list was not collected', async () => {
    const unread = snapshotOf([factOf('apps', [], [web]), factOf('addonAttachments', ['web'], [redis])])
    await assert.rejects(predict(unread, 'heroku addons:destroy heroku-redis -a web'), {
      request: {kind: 'addons', path: '/apps/web/addons'},
    })
  })

  it('asks for an add-on by its name where the list could not be read', async () => {
    const refused = snapshotOf([
      factOf('apps', [], [web]),
      refusedFact('addons', 'web'),
      factOf('addonAttachments', ['web'], []),
    ])
    await assert.rejects(predict(refused, 'heroku addons:destroy web-store -a web'), {
      request: {kind: 'addon', path: '/addons/web-store'},
    })
  })

  it('does not need the list of an app for the name of an attachment', async () => {
    const attachments = snapshotOf([
      factOf('apps', [], [web]),
      factOf('addonAttachments', ['web'], [redis]),
      factOf('addon', ['web-store'], store),
    ])
    const {gapOf, touches} = await predict(attachments, 'heroku addons:destroy REDIS -a web')
    assert.equal(gapOf('addons', 'web'), undefined)
    assert.ok(touches('addons', 'web'))
  })

  it('refuses a service of which there are several', async () =>
    assert.rejects(
      predict(snapshot, 'heroku addons:destroy heroku-postgresql -a web'),
      /Several add-ons are of heroku-postgresql: web-db, web-follower/,
    ))

  it('refuses an add-on that another app uses', async () =>
    assert.rejects(predict(snapshot, 'heroku addons:destroy web-db'), /web-db is attached to jobs, too/))

  it('refuses an add-on that another app pays for', async () =>
    assert.rejects(predict(snapshot, 'heroku addons:destroy SHARED -a jobs --force'), /web-db is on web, not on jobs/))
})
