import assert from 'node:assert/strict'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const facts = [factOf('apps', [], [{id: 'a1', name: 'web', team: null}]), factOf('collaborators', ['web'], [])]
const snapshot = snapshotOf([...facts, factOf('account', [], {email: 'lead@example.com', id: 'u1'})])

describe('apps:join', () => {
  it('adds the caller to the people of the app', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku apps:join -a web')
    assert.deepEqual(
      bodyOf('collaborators', 'web')?.map(({user}) => user?.email),
      ['lead@example.com'],
    )
  })

  it('needs to know who the caller is', async () =>
    assert.rejects(predict(snapshotOf(facts), 'heroku apps:join -a web'), /without \/account/))
})

describe('apps:leave', () => {
  it('removes the caller from the people of the app', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku join -a web', 'heroku leave -a web')
    assert.deepEqual(bodyOf('collaborators', 'web'), [])
  })
})
