import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const target = {host: 'hooks.example.com', scheme: 'https'}
const hook = {id: 'k1', include: ['api:release'], level: 'notify', target}
const other = {...hook, id: 'k2'}
const apps = factOf('apps', [], [{id: 'a1', name: 'web'}])
const account = snapshotOf([apps, factOf('webhooks', ['web'], [hook, other])])

const settings = '-i api:dyno,api:build -l sync -u http://new.example.com/path?secret=1'
const set = {include: ['api:dyno', 'api:build'], level: 'sync', target: {host: 'new.example.com', scheme: 'http'}}

describe('webhooks:add', () => {
  it('adds a webhook', async () => {
    const {bodyOf} = await predict(account, `heroku webhooks:add ${settings} -a web`)
    assert.deepEqual(bodyOf('webhooks', 'web'), [hook, other, {id: 'not-created-yet-1', ...set}])
  })

  it('leaves open what variables say', async () => {
    const {bodyOf} = await predict(account, "heroku webhooks:add -i '$EVENTS' -l '$LEVEL' -u '$URL' -a web")
    assert.deepEqual(bodyOf('webhooks', 'web')?.at(-1), {
      id: 'not-created-yet-1',
      include: null,
      level: null,
      target: null,
    })
  })
})

describe('webhooks:remove', () => {
  it('removes the webhook', async () => {
    const {bodyOf} = await predict(account, 'heroku webhooks:remove k2 -a web')
    assert.deepEqual(bodyOf('webhooks', 'web'), [hook])
  })

  it('does not know which webhook a variable names', async () => {
    const {gapOf} = await predict(account, "heroku webhooks:remove '$ID' -a web")
    assert.equal(gapOf('webhooks', 'web'), 'not-created-yet')
  })

  it('refuses a webhook that the app does not have', async () =>
    assert.rejects(predict(account, 'heroku webhooks:remove k9 -a web'), /web has no webhook k9/))

  it('leaves a list that could not be read, and says that it is touched', async () => {
    const {gapOf, touches} = await predict(
      snapshotOf([apps, refusedFact('webhooks', 'web')]),
      'heroku webhooks:remove k1 -a web',
    )
    assert.equal(gapOf('webhooks', 'web'), 'forbidden')
    assert.ok(touches('webhooks', 'web'))
  })
})

describe('webhooks:update', () => {
  it('changes what the flags say', async () => {
    const {bodyOf} = await predict(account, `heroku webhooks:update k1 ${settings} -a web`)
    assert.deepEqual(bodyOf('webhooks', 'web'), [{...hook, ...set}, other])
  })
})

describe('webhooks of a pipeline', () => {
  for (const line of [`webhooks:add ${settings}`, 'webhooks:remove k1', `webhooks:update k1 ${settings}`])
    it(`are nothing that a check reads: ${line}`, async () => {
      const {prediction} = await predict(account, `heroku ${line} -p shop`)
      assert.equal(prediction.touched.size, 0)
    })
})
