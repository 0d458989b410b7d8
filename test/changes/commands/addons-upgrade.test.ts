import assert from 'node:assert/strict'

import type {Addon} from '../../../src/model/facts.js'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const web = {id: 'a1', name: 'web'}
const db: Addon = {
  addon_service: {name: 'heroku-postgresql'},
  app: web,
  id: 'd1',
  name: 'web-db',
  plan: {compliance: [], name: 'heroku-postgresql:essential-0'},
}
const store: Addon = {
  addon_service: {name: 'heroku-redis'},
  app: web,
  id: 'r1',
  name: 'web-store',
  plan: {compliance: ['HIPAA'], name: 'heroku-redis:shield-3'},
}
const snapshot = snapshotOf([
  factOf('apps', [], [web]),
  factOf('accountAddons', [], [db, store]),
  factOf('addons', ['a1'], [db]),
  factOf('addon', ['web-db'], db),
  factOf('postgres', ['d1'], {info: []}),
  refusedFact('privateLink', 'web-db'),
  factOf('keyValueStore', ['web-store'], {version: '7'}),
])

describe('addons:upgrade', () => {
  const upgraded = {...db, plan: {name: 'heroku-postgresql:standard-0'}}

  it("changes the plan in the list of the account, of the app, and in the add-on's own record", async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:upgrade web-db standard-0')
    assert.deepEqual(bodyOf('accountAddons'), [upgraded, store])
    assert.deepEqual(bodyOf('addons', 'a1'), [upgraded])
    assert.deepEqual(bodyOf('addon', 'web-db'), upgraded)
  })

  it('knows nothing of the database afterwards', async () => {
    const {bodyOf, gapOf} = await predict(snapshot, 'heroku addons:upgrade web-db standard-0')
    assert.equal(gapOf('postgres', 'd1'), 'not-created-yet')
    assert.equal(gapOf('postgresSettings', 'd1'), 'not-created-yet')
    assert.equal(gapOf('privateLink', 'web-db'), 'forbidden')
    assert.deepEqual(bodyOf('keyValueStore', 'web-store'), {version: '7'})
  })

  const plans: ReadonlyArray<[words: string, plan: unknown]> = [
    ['web-db heroku-postgresql:standard-0', {name: 'heroku-postgresql:standard-0'}],
    ['heroku-postgresql:standard-0', {name: 'heroku-postgresql:standard-0'}],
    ["web-db '$PLAN'", null],
  ]
  for (const [words, plan] of plans)
    it(`gives the plan of ${words}`, async () =>
      assert.deepEqual(
        (await predict(snapshot, `heroku addons:upgrade ${words}`)).bodyOf('addons', 'a1')?.[0]?.plan,
        plan,
      ))

  it('knows the plan from other add-ons', async () => {
    const other = {...store, id: 'r2', name: 'other', plan: {name: 'heroku-redis:mini'}}
    const {bodyOf} = await predict(
      snapshotOf([factOf('accountAddons', [], [store, other])]),
      'heroku addons:downgrade other shield-3',
    )
    assert.deepEqual(bodyOf('accountAddons')?.[1]?.plan, store.plan)
  })

  it('finds the add-on of the app', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:upgrade heroku-redis:premium-0 -a web')
    assert.deepEqual(bodyOf('accountAddons')?.[1]?.plan, {name: 'heroku-redis:premium-0'})
  })

  for (const key of ['web-db', 'web::DATABASE'])
    it(`needs a plan for ${key}`, async () =>
      assert.rejects(predict(snapshot, `heroku addons:upgrade ${key}`), /Which plan .* is to have isn't said/))
})
