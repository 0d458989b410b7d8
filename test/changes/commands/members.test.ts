import assert from 'node:assert/strict'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const acme = {enterprise_account: {id: 'e1', name: 'big'}, id: 't1', name: 'acme', type: 'enterprise'}
const solo = {enterprise_account: null, id: 't2', name: 'solo', type: 'team'}
const lee = {id: 'u1', email: 'lee@example.com'}
const max = {id: 'u2', email: 'max@example.org'}
const leeIn = (team: string) => ({
  email: lee.email,
  federated: true,
  id: `m-${team}`,
  role: 'member',
  two_factor_authentication: false,
  user: lee,
})
const invited = {created_at: '2026-11-01T00:00:00.000Z', id: 'i1', role: 'member', user: {email: 'kim@example.com'}}

const list = {id: 'a1', name: 'web', type: 'app', users: [{...lee, permissions: ['view']}]}
const facts = [
  factOf('teams', [], [acme, solo]),
  factOf('members', ['acme'], [leeIn('acme')]),
  factOf('members', ['solo'], [leeIn('solo')]),
  factOf('invitations', ['solo'], [invited]),
  factOf('teamPermissions', ['acme'], [list, {id: 's1', name: 'sea', type: 'space', users: []}]),
  factOf(
    'apps',
    [],
    [
      {id: 'a1', name: 'web', team: {id: 't1', name: 'acme'}},
      {id: 'a2', name: 'jobs', team: solo},
    ],
  ),
  factOf('collaborators', ['a1'], [{user: lee}]),
  factOf('collaborators', ['jobs'], [{user: lee}]),
]
const after = (line: string) => predict(snapshotOf(facts), line)

describe('members:add', () => {
  it('does not know whether the people of another team are invited first', async () => {
    for (const email of ['new@example.com', 'kim@example.com', 'lee@example.com']) {
      const {gapOf} = await after(`heroku members:add ${email} -t solo --role admin`)
      assert.equal(gapOf('invitations', 'solo'), 'not-created-yet')
      assert.equal(gapOf('members', 'solo'), 'not-created-yet')
    }
  })

  it('makes someone a member of a team of an enterprise, about whose sign-in nothing is known', async () => {
    const {bodyOf} = await after('heroku members:add new@example.com -t acme --role viewer')
    assert.deepEqual(bodyOf('members', 'acme')?.[1], {
      email: 'new@example.com',
      id: 'not-created-yet-2',
      role: 'viewer',
      user: {email: 'new@example.com', id: 'not-created-yet-1'},
    })
  })

  it('sets the role of a member of a team of an enterprise', async () => {
    const {bodyOf} = await after('heroku members:add lee@example.com -t acme --role admin')
    assert.deepEqual(bodyOf('members', 'acme'), [{...leeIn('acme'), role: 'admin'}])
  })

  it('knows no address of a variable', async () => {
    const {bodyOf} = await after('heroku members:add $EMAIL -t acme --role member')
    assert.deepEqual(bodyOf('members', 'acme')?.[1], {
      id: 'not-created-yet-2',
      role: 'member',
      user: {id: 'not-created-yet-1'},
    })
  })

  it('says per app who has access once no outsider proves that the access lists name them', async () => {
    const {bodyOf} = await predict(
      snapshotOf([
        factOf('teams', [], [acme]),
        factOf('members', ['acme'], [leeIn('acme')]),
        factOf('teamPermissions', ['acme'], [{...list, users: [{...max, permissions: ['view']}]}]),
      ]),
      'heroku members:add max@example.org -t acme --role member',
    )
    assert.deepEqual(bodyOf('collaborators', 'web'), [{user: max}])
  })
})

describe('members:set', () => {
  it('changes the role only', async () => {
    const {bodyOf} = await after('heroku members:set lee@example.com -t solo --role admin')
    assert.deepEqual(bodyOf('members', 'solo'), [{...leeIn('solo'), role: 'admin'}])
  })

  it("refuses someone who isn't a member", async () =>
    assert.rejects(after('heroku members:set max@example.org -t solo --role admin'), /max@example.org isn't in/))

  it('refuses a variable, because anyone may get the role', async () =>
    assert.rejects(after('heroku members:set $WHO -t solo --role admin'), /depends on \$WHO/))
})

describe('members:remove', () => {
  it('withdraws an invitation', async () => {
    const {bodyOf} = await after('heroku members:remove kim@example.com -t solo')
    assert.deepEqual(bodyOf('invitations', 'solo'), [])
    assert.deepEqual(bodyOf('members', 'solo'), [leeIn('solo')])
  })

  it('removes a member, and leaves open whether apps keep the person', async () => {
    const {bodyOf, gapOf} = await after('heroku members:remove lee@example.com -t acme')
    assert.deepEqual(bodyOf('members', 'acme'), [])
    assert.deepEqual(
      bodyOf('teamPermissions', 'acme')?.map(({users}) => users),
      [null, []],
    )
    assert.equal(gapOf('collaborators', 'web'), 'not-created-yet')
    assert.equal(gapOf('collaborators', 'a1'), 'not-created-yet')
    assert.deepEqual(bodyOf('collaborators', 'jobs'), [{user: lee}])
  })

  it('leaves open whether spaces of the team keep the person', async () => {
    const spaces = [
      factOf(
        'spaces',
        [],
        [
          {id: 's1', name: 'sea', team: {id: 't1', name: 'acme'}},
          {id: 's2', name: 'sky', team: {id: 't2', name: 'solo'}},
          {id: 's3', name: 'sun', team: {id: 't1', name: 'acme'}},
        ],
      ),
      factOf('spaceMembers', ['sea'], [{permissions: [], user: lee}]),
      factOf('spaceMembers', ['sky'], [{permissions: [], user: lee}]),
      factOf('spaceMembers', ['sun'], [{permissions: [], user: max}]),
    ]
    const line = 'heroku members:remove lee@example.com -t acme'
    const {gapOf} = await predict(snapshotOf([...facts, ...spaces]), line)
    assert.deepEqual(
      ['sea', 'sky', 'sun'].map(name => gapOf('spaceMembers', name)),
      ['not-created-yet', undefined, undefined],
    )
  })

  it("refuses someone who isn't in the team", async () =>
    assert.rejects(after('heroku members:remove max@example.org -t solo'), /max@example.org isn't in the team solo/))

  it('refuses nobody where the invitations are unknown', async () => {
    const unread = facts.filter(({kind}) => kind !== 'invitations')
    const {bodyOf} = await predict(snapshotOf(unread), 'heroku members:remove max@example.org -t solo')
    assert.deepEqual(bodyOf('members', 'solo'), [leeIn('solo')])
  })
})
