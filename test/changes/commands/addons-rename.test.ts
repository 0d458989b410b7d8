import assert from 'node:assert/strict'

import type {Addon, AddonAttachment} from '../../../src/model/facts.js'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const web = {id: 'a1', name: 'web'}
const store: Addon = {app: web, id: 'r1', name: 'web-store'}
const other: Addon = {app: web, id: 'r2', name: 'other'}
const attached: AddonAttachment = {addon: {app: web, id: 'r1', name: 'web-store'}, app: web, id: 'x1', name: 'REDIS'}
const otherAttached: AddonAttachment = {addon: {app: web, id: 'r2', name: 'other'}, app: web, id: 'x2', name: 'CACHE'}
const maintenance = (name: string) => ({addon: {name}, status: 'pending'})
const snapshot = snapshotOf([
  factOf('accountAddons', [], [store, other]),
  factOf('addon', ['web-store'], store),
  factOf('accountAttachments', [], [attached, otherAttached]),
  factOf('addonAttachments', ['web'], [attached, otherAttached]),
  factOf('attachmentsOfAddon', ['web-store'], [attached]),
  factOf('keyValueStore', ['web-store'], {version: '7'}),
  factOf('dataMaintenances', ['a1'], {maintenances: [maintenance('web-store'), maintenance('other')]}),
])

describe('addons:rename', () => {
  const renamed = {...store, name: 'sessions'}
  const renamedAttachment = {...attached, addon: {...attached.addon, name: 'sessions'}}
  const predicted = () => predict(snapshot, 'heroku addons:rename web-store sessions')

  it('is in the lists of add-ons and the own record', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('accountAddons'), [renamed, other])
    assert.deepEqual(bodyOf('addon', 'sessions'), renamed)
  })

  it('is in every attachment', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('accountAttachments'), [renamedAttachment, otherAttached])
    assert.deepEqual(bodyOf('addonAttachments', 'web'), [renamedAttachment, otherAttached])
    assert.deepEqual(bodyOf('attachmentsOfAddon', 'sessions'), [renamedAttachment])
  })

  it('takes what the data services say along', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('keyValueStore', 'sessions'), {version: '7'})
    assert.deepEqual(bodyOf('dataMaintenances', 'a1'), {maintenances: [maintenance('sessions'), maintenance('other')]})
  })

  it('refuses a name that is taken', async () =>
    assert.rejects(predict(snapshot, 'heroku addons:rename web-store other'), /There is an add-on other already/))
})
