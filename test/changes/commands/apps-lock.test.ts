import assert from 'node:assert/strict'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const team = {id: 't1', name: 'crew'}
const web = {id: 'a1', name: 'web', team}
const shop = {id: 'a2', name: 'shop', team: null}
const snapshot = snapshotOf([
  factOf('apps', [], [web, shop]),
  factOf('teamApps', ['crew'], [{id: 'a1', locked: false, name: 'web'}]),
  factOf('teamApp', ['a1'], {id: 'a1', locked: false, name: 'web'}),
])

describe('apps:lock', () => {
  it('locks the app in the list of its team', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku apps:lock -a web')
    assert.equal(bodyOf('teamApps', 'crew')?.[0]?.locked, true)
  })

  it('locks what the team says of the app alone', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku lock -a web')
    assert.equal(bodyOf('teamApp', 'a1')?.locked, true)
  })

  it('refuses an app without a team', async () =>
    assert.rejects(predict(snapshot, 'heroku apps:lock -a shop'), /shop belongs to no team/))

  it('refuses an app that is locked', async () =>
    assert.rejects(predict(snapshot, 'heroku apps:lock -a web', 'heroku apps:lock -a web'), /web is already locked/))
})

describe('apps:unlock', () => {
  it('unlocks the app', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku apps:lock -a web', 'heroku apps:unlock -a web')
    assert.equal(bodyOf('teamApps', 'crew')?.[0]?.locked, false)
  })

  it('refuses an app that is not locked', async () =>
    assert.rejects(predict(snapshot, 'heroku apps:unlock -a web'), /web is not locked/))
})

describe('a list of a team whose name the API leaves out', () => {
  it('is changed with those of all teams', async () => {
    const unnamed = snapshotOf([factOf('apps', [], [{id: 'a1', name: 'web'}]), ...snapshot.facts.slice(1)])
    const {bodyOf} = await predict(unnamed, 'heroku apps:lock -a web')
    assert.equal(bodyOf('teamApps', 'crew')?.[0]?.locked, true)
  })
})
