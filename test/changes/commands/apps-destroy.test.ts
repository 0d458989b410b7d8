import assert from 'node:assert/strict'

import type {Addon, AddonAttachment, App} from '../../../src/model/facts.js'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const team = {id: 't1', name: 'crew'}
const web: App = {id: 'a1', name: 'web', space: {id: 's1', name: 'vault'}, team}
const jobs: App = {id: 'a2', name: 'jobs', space: null, team}
const ref = ({id, name}: App) => ({id, name})
const db: Addon = {app: ref(web), id: 'd1', name: 'web-db'}
const store: Addon = {app: ref(jobs), id: 'r1', name: 'jobs-store'}
const attached = (id: string, addon: Addon, app: App): AddonAttachment => ({
  addon: {app: addon.app ?? null, id: addon.id, name: addon.name},
  app: ref(app),
  id,
  name: id.toUpperCase(),
})
const shared = attached('x1', db, jobs)
const borrowed = attached('x2', store, web)
const own = attached('x3', store, jobs)
/** An add-on that no list has. */
const hidden = attached('x4', {app: ref(web), id: 'h1', name: 'hidden'}, jobs)
const coupling = (app: App) => ({app: {id: app.id}, pipeline: {id: 'p1'}, stage: 'production'})
const facts = [
  factOf('apps', [], [web, jobs]),
  factOf('app', ['a1'], web),
  factOf('domains', ['web'], []),
  factOf('teamApps', ['crew'], [ref(web), ref(jobs)]),
  factOf(
    'teamPermissions',
    ['t1'],
    [
      {id: 'a1', name: 'web', type: 'app', users: []},
      {id: 'a1', name: 'web', type: 'space', users: []},
      {id: 'a2', name: 'jobs', type: 'app', users: []},
    ],
  ),
  factOf('topology', ['vault'], {apps: [{id: 'a1'}, {id: 'a3'}]}),
  factOf('accountAddons', [], [db, store]),
  factOf('accountAttachments', [], [shared, borrowed, own, hidden]),
  factOf('addonAttachments', ['jobs'], [shared, own, hidden]),
  factOf('attachmentsOfAddon', ['jobs-store'], [borrowed, own]),
  factOf('pipelineCouplings', ['p1'], [coupling(web), coupling(jobs)]),
  factOf('teamPipelineCouplings', ['crew'], [coupling(web), coupling(jobs)]),
]
const predicted = () => predict(snapshotOf(facts), 'heroku apps:destroy web')

describe('apps:destroy', () => {
  it('removes the app from the lists of the account, the team and the space', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('apps'), [jobs])
    assert.deepEqual(bodyOf('teamApps', 'crew'), [ref(jobs)])
    assert.deepEqual(
      bodyOf('teamPermissions', 't1')?.map(({id, type}) => [id, type]),
      [
        ['a1', 'space'],
        ['a2', 'app'],
      ],
    )
    assert.deepEqual(bodyOf('topology', 'vault'), {apps: [{id: 'a3'}]})
  })

  it('removes what was read of it, and knows that it is gone', async () => {
    const {gapOf, touches} = await predicted()
    assert.equal(gapOf('app', 'a1'), 'not-found')
    assert.equal(gapOf('domains', 'web'), undefined)
    assert.ok(touches('domains', 'web'))
  })

  it('removes the add-ons that it pays for, wherever they are attached', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('accountAddons'), [store])
    assert.deepEqual(bodyOf('accountAttachments'), [own])
    assert.deepEqual(bodyOf('addonAttachments', 'jobs'), [own])
  })

  it('removes its attachment to an add-on of another app', async () =>
    assert.deepEqual((await predicted()).bodyOf('attachmentsOfAddon', 'jobs-store'), [own]))

  it('removes it from its pipeline', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('pipelineCouplings', 'p1'), [coupling(jobs)])
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'crew'), [coupling(jobs)])
  })

  it('takes the app from --app too, one without a team or a space', async () => {
    const personal: App = {id: 'a1', name: 'web', space: null, team: null}
    const own = {...coupling(web), app: {name: 'web'}}
    const {bodyOf} = await predict(
      snapshotOf([
        factOf('apps', [], [personal]),
        factOf('appPipelineCoupling', ['web'], own),
        factOf('pipelineCouplings', ['p1'], [own]),
      ]),
      'heroku destroy -a web --confirm web',
    )
    assert.deepEqual(bodyOf('apps'), [])
    assert.deepEqual(bodyOf('pipelineCouplings', 'p1'), [])
  })

  it('needs the name of an app', async () =>
    assert.rejects(predict(snapshotOf(facts), 'heroku apps:destroy'), /apps:destroy needs --app/))
})
