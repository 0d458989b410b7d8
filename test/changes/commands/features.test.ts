import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const apps = [
  {id: 'a1', name: 'web'},
  {id: 'a2', name: 'jobs'},
]
const tls = {enabled: true, name: 'spaces-strict-tls'}
const exec = {enabled: false, name: 'runtime-heroku-exec'}
const snapshot = snapshotOf([
  factOf('apps', [], apps),
  factOf('appFeatures', ['web'], [tls, exec]),
  refusedFact('appFeatures', 'jobs'),
])

for (const topic of ['features', 'labs']) {
  describe(`${topic}:enable`, () => {
    it('turns the feature of the app on', async () => {
      const {bodyOf} = await predict(snapshot, `heroku ${topic}:enable runtime-heroku-exec -a web`)
      assert.deepEqual(bodyOf('appFeatures', 'web'), [tls, {...exec, enabled: true}])
    })

    it('touches features that could not be read', async () => {
      const {touches} = await predict(snapshot, `heroku ${topic}:enable runtime-heroku-exec -a jobs`)
      assert.ok(touches('appFeatures', 'jobs'))
    })
  })

  describe(`${topic}:disable`, () => {
    it('turns the feature of the app off', async () => {
      const {bodyOf} = await predict(snapshot, `heroku ${topic}:disable spaces-strict-tls -a web`)
      assert.deepEqual(bodyOf('appFeatures', 'web'), [{...tls, enabled: false}, exec])
    })
  })
}

describe('features:enable', () => {
  it('refuses a feature that the app does not have', async () =>
    assert.rejects(predict(snapshot, 'heroku features:enable preboot -a web'), /web has no feature preboot/))

  it('refuses a feature that is enabled', async () =>
    assert.rejects(predict(snapshot, 'heroku features:enable spaces-strict-tls -a web'), /already enabled for web/))
})

describe('features:disable', () => {
  it('refuses a feature that is disabled', async () =>
    assert.rejects(predict(snapshot, 'heroku features:disable runtime-heroku-exec -a web'), /already disabled for web/))
})

describe('labs:enable', () => {
  it('leaves the app as it is for a feature of the account', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku labs:enable pipelines-beta -a web')
    assert.deepEqual(bodyOf('appFeatures', 'web'), [tls, exec])
  })

  it('needs no app for a feature of the account', async () => {
    const {prediction} = await predict(snapshot, 'heroku labs:enable pipelines-beta')
    assert.equal(prediction.touched.size, 0)
  })

  it('needs an app for a feature that apps have', async () =>
    assert.rejects(predict(snapshot, 'heroku labs:enable spaces-strict-tls'), /spaces-strict-tls is a feature of apps/))
})
