import assert from 'node:assert/strict'

import {factOf, predict, readAt, snapshotOf} from '../../helpers/changes.js'

const own = {client: null, expires_in: 60, id: 'z1', refresh: null, scope: ['read'], session: null}
const forever = {...own, expires_in: null, id: 'z2'}
const ofTeam = {...own, id: 'z3'}
const facts = [factOf('authorizations', [], [own, forever]), factOf('teamAuthorizations', ['acme'], [ofTeam])]
const after = (line: string) => predict(snapshotOf(facts), line)

describe('authorizations:create', () => {
  const created = {client: null, created_at: readAt, id: 'not-created-yet-1', refresh: null, session: null}

  for (const [flags, expected] of [
    ['', {...created, expires_in: null, scope: ['global']}],
    ['-e 3600 -s read,identity', {...created, expires_in: 3600, scope: ['read', 'identity']}],
    ['-e $TIME -s read,$SCOPE', created],
  ] as const)
    it(`adds one${flags && ` with ${flags}`}`, async () => {
      const {bodyOf} = await after(`heroku authorizations:create ${flags}`)
      assert.deepEqual(bodyOf('authorizations'), [own, forever, expected])
    })

  it('refuses what is no number of seconds', async () =>
    assert.rejects(after('heroku authorizations:create -e 1y'), /1y isn't a number of seconds/))
})

describe('authorizations:revoke', () => {
  it('removes it', async () => {
    const {bodyOf, touches} = await after('heroku authorizations:destroy z1')
    assert.deepEqual(bodyOf('authorizations'), [forever])
    assert.ok(!touches('teamAuthorizations', 'acme') || bodyOf('teamAuthorizations', 'acme')?.length === 1)
  })

  it('removes it from the list of a team', async () => {
    const {bodyOf} = await after('heroku authorizations:revoke z3')
    assert.deepEqual(bodyOf('teamAuthorizations', 'acme'), [])
  })

  it("refuses one that you don't have", async () =>
    assert.rejects(after('heroku authorizations:revoke z9'), /You have no authorization z9/))

  it('refuses nothing where yours are unknown', async () => {
    const {touches} = await predict(snapshotOf(facts.slice(1)), 'heroku authorizations:revoke z9')
    assert.ok(touches('authorizations'))
    assert.ok(!touches('teamAuthorizations', 'acme'))
  })
})

describe('authorizations:rotate', () => {
  it('forgets how long the tokens are valid', async () => {
    const {bodyOf} = await after('heroku authorizations:rotate z1')
    assert.deepEqual(bodyOf('authorizations'), [
      {client: null, id: 'z1', refresh: null, scope: ['read'], session: null},
      forever,
    ])
  })

  it('keeps that they never expire', async () => {
    const {bodyOf} = await after('heroku authorizations:rotate z2')
    assert.deepEqual(bodyOf('authorizations'), [own, forever])
  })
})

describe('authorizations:update', () => {
  it('gives it to a client whose name is unknown', async () => {
    const {bodyOf} = await after('heroku authorizations:update z1 --client-id c1 --client-secret s')
    assert.deepEqual(bodyOf('authorizations')?.[0], {...own, client: {}})
  })

  it('changes nothing that is read with another description', async () => {
    const {bodyOf} = await after('heroku authorizations:update z1 -d other')
    assert.deepEqual(bodyOf('authorizations')?.[0], own)
  })
})
