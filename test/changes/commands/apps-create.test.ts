import assert from 'node:assert/strict'

import type {App, Space} from '../../../src/model/facts.js'

import {completePrediction} from '../../../src/changes/apply.js'
import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const team = {id: 't1', name: 'crew'}
const vault: Space = {generation: 'cedar', id: 's1', name: 'vault', region: {name: 'virginia'}, shield: true, team}
const fir: Space = {generation: {name: 'fir'}, id: 's2', name: 'grove', shield: false, team}
const bare: Space = {id: 's3', name: 'bare'}
const web: App = {id: 'a1', name: 'web'}
const listed = {id: 'a1', name: 'web'}
const access = {id: 'a1', name: 'web', type: 'app', users: []}
const snapshot = snapshotOf([
  factOf('account', [], {email: 'lead@example.com', id: 'u1'}),
  factOf('apps', [], [web]),
  factOf('spaces', [], [vault, fir, bare]),
  factOf('teams', [], [team]),
  factOf('teamApps', ['crew'], [listed]),
  factOf('teamPermissions', ['crew'], [access]),
  factOf('accountAddons', [], []),
])

const id = 'not-created-yet-1'
const common = {
  generation: 'cedar',
  id,
  internal_routing: null,
  maintenance: false,
  name: 'shop',
  owner: {email: 'lead@example.com', id: 'u1'},
  region: {name: 'us'},
  space: null,
  stack: null,
  team: null,
}
const ofTeam = {owner: {email: 'crew@herokumanager.com'}, team}
const inVault = {
  ...common,
  ...ofTeam,
  internal_routing: false,
  region: {name: 'virginia'},
  space: {id: 's1', name: 'vault', shield: true},
}

describe('apps:create', () => {
  const cases: ReadonlyArray<[words: string, app: unknown]> = [
    ['shop', common],
    ['--app shop', common],
    ['', {...common, name: id}],
    ['shop --region eu --stack heroku-22', {...common, region: {name: 'eu'}, stack: {name: 'heroku-22'}}],
    ["shop --region '$REGION' --stack '$STACK'", {...common, region: null}],
    ['shop --team crew', {...common, ...ofTeam}],
    ['shop --team elsewhere', {...common, owner: {email: 'elsewhere@herokumanager.com'}, team: {name: 'elsewhere'}}],
    ['shop --space vault', inVault],
    ['shop --space vault --team crew --internal-routing', {...inVault, internal_routing: true}],
    [
      'shop --space grove',
      {
        ...inVault,
        generation: {name: 'fir'},
        region: null,
        space: {id: 's2', name: 'grove', shield: false},
        stack: {name: 'cnb'},
      },
    ],
  ]
  for (const [words, app] of cases)
    it(`adds the app of ${words || 'no name'}`, async () => {
      const {bodyOf} = await predict(snapshot, `heroku apps:create ${words}`)
      assert.deepEqual(bodyOf('apps')?.[1], app)
      assert.deepEqual(bodyOf('app', id), app)
    })

  it('knows of a space no more than its record says', async () => {
    const app = (await predict(snapshot, 'heroku create shop --space bare')).bodyOf('app', 'shop')
    assert.deepEqual(app?.space, {id: 's3', name: 'bare'})
    assert.equal(app.generation, undefined)
  })

  it('does not know the owner where the account is not among the facts', async () => {
    const {bodyOf} = await predict(snapshotOf([factOf('apps', [], [])]), 'heroku create shop')
    assert.deepEqual(bodyOf('app', 'shop')?.owner, {email: null})
  })

  it('says that it is new, by both keys', async () =>
    assert.deepEqual(
      [...(await predict(snapshot, 'heroku create shop')).prediction.created],
      ['/apps/shop', `/apps/${id}`],
    ))

  it('adds it to the lists of the team, without saying who may do what', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku create shop --team crew --locked')
    const record = {generation: 'cedar', id, locked: true, name: 'shop', space: null, team}
    assert.deepEqual(bodyOf('teamApps', 'crew'), [listed, record])
    assert.deepEqual(bodyOf('teamApp', 'shop'), record)
    assert.deepEqual(bodyOf('teamPermissions', 'crew'), [access, {id, name: 'shop', type: 'app'}])
  })

  it('is not locked by default', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku create shop --team crew')
    assert.equal(bodyOf('teamApp', 'shop')?.locked, false)
  })

  it('has a formation that only Heroku knows', async () => {
    const request = {kind: 'formation', path: '/apps/shop/formation'} as const
    const {prediction} = await predict(snapshot, 'heroku create shop')
    const completed = completePrediction(prediction, ({facts}) =>
      facts.some(({path}) => path === request.path) ? [] : [request],
    )
    const fact = completed.prediction.snapshot.facts.find(({path}) => path === request.path)
    assert.equal(fact?.gap?.reason, 'not-created-yet')
  })

  it('is in the topology of its space', async () => {
    const withTopology = snapshotOf([...snapshot.facts, factOf('topology', ['vault'], {apps: [{id: 'a0'}]})])
    const {bodyOf} = await predict(withTopology, 'heroku create shop --space vault')
    assert.deepEqual(bodyOf('topology', 'vault'), {apps: [{id: 'a0'}, {id}]})
  })

  it('has nothing attached, and is in no pipeline', async () => {
    const {bodyOf, gapOf} = await predict(snapshot, 'heroku create shop')
    for (const kind of ['logDrains', 'webhooks', 'builds', 'addonAttachments'] as const)
      assert.deepEqual(bodyOf(kind, 'shop'), [])
    assert.deepEqual(bodyOf('dataMaintenances', id), {maintenances: []})
    assert.equal(gapOf('appPipelineCoupling', 'shop'), 'not-found')
  })

  it('adds its add-ons', async () => {
    const {bodyOf} = await predict(snapshot, "heroku create shop --addons 'heroku-redis:mini, scheduler:standard'")
    assert.deepEqual(
      bodyOf('addons', 'shop')?.map(({plan}) => plan?.name),
      ['heroku-redis:mini', 'scheduler:standard'],
    )
    assert.equal(bodyOf('addonAttachments', 'shop')?.[0]?.name, 'REDIS')
  })

  it('sets its buildpack', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku create shop --buildpack https://u:secret@example.com/pack')
    const address = 'https://example.com/pack'
    assert.deepEqual(bodyOf('buildpackInstallations', 'shop'), [{buildpack: {name: address, url: address}}])
  })

  const refused: ReadonlyArray<[words: string, message: RegExp]> = [
    ['web', /There is an app web already/],
    ['shop --manifest', /What heroku.yml sets up isn't read/],
    ['shop --internal-routing', /Only apps in a space can have internal routing/],
    ['shop --space vault --team others', /The space vault belongs to crew/],
    ['shop --space grove --buildpack heroku/ruby', /shop can't be given a buildpack on Fir/],
    ['shop --space elsewhere', /can't be applied without \/spaces\/elsewhere/],
  ]
  for (const [words, message] of refused)
    it(`refuses ${words}`, async () => assert.rejects(predict(snapshot, `heroku apps:create ${words}`), message))
})
