import assert from 'node:assert/strict'

import type {Addon, AddonAttachment, App} from '../../../src/model/facts.js'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const team = {id: 't1', name: 'crew'}
const web: App = {id: 'a1', name: 'web', team}
const jobs: App = {id: 'a2', name: 'jobs', team}
const db: Addon = {app: {id: 'a1', name: 'web'}, id: 'd1', name: 'db'}
const store: Addon = {app: {id: 'a2', name: 'jobs'}, id: 'r1', name: 'store'}
const attached = ({app, id, name}: Addon, to: AddonAttachment['app']): AddonAttachment => ({
  addon: {app: app ?? null, id, name},
  app: to,
  id: `${name}-${to.name ?? ''}`,
  name,
})
const named = (name: string) => ({id: 'a1', name})
const other = {id: 'a2', name: 'jobs'}
const coupling = (app: object) => ({app, pipeline: {id: 'p1'}, stage: 'staging'})
const scopes = [{kind: 'app' as const, name: 'web'}]
const snapshot = snapshotOf(
  [
    factOf('apps', [], [web, jobs]),
    factOf('app', ['web'], web),
    factOf('domains', ['web'], []),
    factOf('teamApps', ['crew'], [named('web'), other]),
    factOf('teamApp', ['web'], named('web')),
    factOf(
      'teamPermissions',
      ['crew'],
      [
        {...named('web'), type: 'app'},
        {...other, type: 'app'},
      ],
    ),
    factOf('accountAddons', [], [db, store]),
    factOf('addons', ['web'], [db]),
    factOf('accountAttachments', [], [attached(db, other), attached(store, named('web')), attached(store, other)]),
    factOf('addonAttachments', ['jobs'], [attached(db, other)]),
    factOf('appPipelineCoupling', ['web'], coupling(named('web'))),
    factOf('pipelineCouplings', ['p1'], [coupling(named('web')), coupling(other)]),
  ],
  scopes,
)
const predicted = () => predict(snapshot, 'heroku apps:rename shop -a web')

describe('apps:rename', () => {
  it('renames the app in the lists of the account and the team', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('apps'), [{...web, name: 'shop'}, jobs])
    assert.equal(bodyOf('app', 'shop')?.name, 'shop')
    assert.deepEqual(bodyOf('teamApps', 'crew'), [named('shop'), other])
    assert.deepEqual(bodyOf('teamApp', 'shop'), named('shop'))
    assert.deepEqual(
      bodyOf('teamPermissions', 'crew')?.map(({name}) => name),
      ['shop', 'jobs'],
    )
  })

  it('renames it in add-ons and attachments', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(
      bodyOf('accountAddons')?.map(({app}) => app?.name),
      ['shop', 'jobs'],
    )
    assert.deepEqual(
      bodyOf('addons', 'shop')?.map(({app}) => app?.name),
      ['shop'],
    )
    assert.deepEqual(
      bodyOf('accountAttachments')?.map(({addon, app}) => [addon.app?.name, app.name]),
      [
        ['shop', 'jobs'],
        ['jobs', 'shop'],
        ['jobs', 'jobs'],
      ],
    )
    assert.equal(bodyOf('addonAttachments', 'jobs')?.[0]?.addon.app?.name, 'shop')
  })

  it('renames it in its pipeline', async () => {
    const {bodyOf} = await predicted()
    assert.deepEqual(bodyOf('appPipelineCoupling', 'shop')?.app, named('shop'))
    assert.deepEqual(
      bodyOf('pipelineCouplings', 'p1')?.map(({app}) => app),
      [named('shop'), other],
    )
  })

  it('does not know its domains afterwards', async () =>
    assert.equal((await predicted()).gapOf('domains', 'shop'), 'not-created-yet'))

  it('is still in the scope', async () =>
    assert.deepEqual((await predicted()).prediction.snapshot.scopes, [{kind: 'app', name: 'shop'}]))

  it('refuses a name that is taken, and one that is not known', async () => {
    await assert.rejects(predict(snapshot, 'heroku apps:rename jobs -a web'), /There is an app jobs already/)
    await assert.rejects(predict(snapshot, "heroku apps:rename '$NAME' -a web"), /depends on \$NAME/)
  })
})
