import assert from 'node:assert/strict'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const web = {id: 'a1', maintenance: false, name: 'web'}
const jobs = {id: 'a2', maintenance: false, name: 'jobs'}
const snapshot = snapshotOf([factOf('apps', [], [web, jobs]), factOf('app', ['a1'], web)])

describe('maintenance:on', () => {
  it('is in the list of apps', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku maintenance:on -a web')
    assert.deepEqual(bodyOf('apps'), [{...web, maintenance: true}, jobs])
  })

  it("is in the app's own record", async () => {
    const {bodyOf} = await predict(snapshot, 'heroku maintenance:on -a web')
    assert.equal(bodyOf('app', 'a1')?.maintenance, true)
  })
})

describe('maintenance:off', () => {
  it('ends it', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku maintenance:on -a web', 'heroku maintenance:off -a web')
    assert.deepEqual(bodyOf('apps'), [web, jobs])
  })
})
