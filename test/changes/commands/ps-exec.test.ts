import assert from 'node:assert/strict'

import type {App} from '../../../src/model/facts.js'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const space = {id: 's1', name: 'vault', shield: false}
const apps: readonly App[] = [
  {generation: 'cedar', id: 'a1', name: 'web', space: null},
  {generation: 'cedar', id: 'a2', name: 'pay', space},
  {generation: 'cedar', id: 'a3', name: 'shield', space: {...space, shield: true}},
  {generation: 'fir', id: 'a4', name: 'next', space},
]
const off = {enabled: false, name: 'runtime-heroku-exec'}
const node = {buildpack: {name: 'heroku/nodejs', url: 'urn:buildpack:heroku/nodejs'}}
const exec = {buildpack: {name: 'heroku/exec', url: 'urn:buildpack:heroku/exec'}}
const snapshot = snapshotOf([
  factOf('apps', [], apps),
  factOf('appFeatures', ['web'], [off]),
  factOf('formation', ['web'], []),
  factOf('buildpackInstallations', ['web'], [node]),
  factOf('buildpackInstallations', ['pay'], [node]),
])

describe('connecting to a dyno', () => {
  for (const words of ['ps:exec', 'ps:copy file', 'ps:forward 3000', 'ps:socks'])
    it(`turns Heroku Exec on for ${words}`, async () => {
      const {bodyOf} = await predict(snapshot, `heroku ${words} -a web`)
      assert.deepEqual(bodyOf('appFeatures', 'web'), [{...off, enabled: true}])
      assert.deepEqual(bodyOf('buildpackInstallations', 'web'), [node])
    })

  it('adds its buildpack in a space, once', async () => {
    const {bodyOf} = await predict(
      snapshotOf([...snapshot.facts, factOf('buildpackInstallations', ['elsewhere'], [exec])]),
      'heroku ps:exec -a pay',
      'heroku ps:exec -a pay',
    )
    assert.deepEqual(bodyOf('buildpackInstallations', 'pay'), [exec, node])
  })

  it('is refused in a Shield space and on Fir', async () => {
    await assert.rejects(predict(snapshot, 'heroku ps:exec -a shield'), /shield is in a Shield space/)
    await assert.rejects(predict(snapshot, 'heroku ps:exec -a next'), /next is on Fir/)
  })
})

describe('ps:autoscale:enable', () => {
  it('leaves open how many dynos run', async () => {
    const {gapOf} = await predict(snapshot, 'heroku ps:autoscale:enable --min 1 --max 4 -a web')
    assert.equal(gapOf('formation', 'web'), 'not-created-yet')
  })
})
