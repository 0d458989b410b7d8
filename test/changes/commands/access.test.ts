import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const acme = {enterprise_account: {id: 'e1', name: 'big'}, id: 't1', name: 'acme'}
const web = {id: 'a1', name: 'web', team: acme}
const own = {id: 'a2', name: 'own', team: null}
const lee = {id: 'u1', email: 'lee@example.com'}
const max = {id: 'u2', email: 'max@example.org'}

const lists = [
  {id: 'a1', name: 'web', type: 'app', users: [{...lee, permissions: ['view']}]},
  {id: 'a3', name: 'jobs', type: 'app', users: [{...lee, permissions: ['view']}]},
]

const apps = factOf('apps', [], [web, own])
const teams = factOf('teams', [], [acme])
const members = factOf('members', ['acme'], [{...lee, role: 'member', user: lee}])
const permissions = factOf('teamPermissions', ['acme'], lists)
const collaborators = factOf('collaborators', ['web'], [{id: 'c1', user: lee}])
const all = [apps, teams, members, permissions, collaborators, factOf('collaborators', ['own'], [])]
const without = (...left: readonly Fact[]) => all.filter(fact => !left.includes(fact))

/** Access lists that name someone who isn't a member. */
const withOutsider = factOf(
  'teamPermissions',
  ['acme'],
  [
    {
      ...lists[0],
      users: [
        {...lee, permissions: ['view']},
        {...max, permissions: ['view']},
      ],
    },
    ...lists.slice(1),
  ],
)

describe('access:add', () => {
  it('adds someone to the list of the app, by the id that another list gives them', async () => {
    const {bodyOf} = await predict(
      snapshotOf([...without(collaborators), factOf('collaborators', ['web'], [])]),
      'heroku access:add LEE@example.com -a web --permissions deploy',
    )
    assert.deepEqual(bodyOf('collaborators', 'web'), [
      {id: 'not-created-yet-1', user: {email: 'LEE@example.com', id: 'u1'}},
    ])
  })

  it('adds a member to the access lists of the team, with the permission to view', async () => {
    const {bodyOf} = await predict(
      snapshotOf([apps, teams, members, factOf('teamPermissions', ['acme'], [{...lists[0], users: []}])]),
      'heroku access:add lee@example.com -a web -p operate,deploy',
    )
    assert.deepEqual(bodyOf('teamPermissions', 'acme')?.[0]?.users, [
      {...lee, permissions: ['deploy', 'operate', 'view']},
    ])
  })

  it('leaves open whether the access lists name an outsider', async () => {
    const {bodyOf} = await predict(snapshotOf(all), 'heroku access:add max@example.org -a web -p deploy')
    assert.equal(bodyOf('teamPermissions', 'acme')?.[0]?.users, null)
    assert.deepEqual(bodyOf('teamPermissions', 'acme')?.[1], lists[1])
  })

  it('adds an outsider to access lists that name another', async () => {
    const {bodyOf} = await predict(
      snapshotOf([apps, teams, members, withOutsider]),
      'heroku access:add new@example.net -a web -p deploy',
    )
    assert.deepEqual(bodyOf('teamPermissions', 'acme')?.[0]?.users?.at(-1), {
      email: 'new@example.net',
      id: 'not-created-yet-2',
      permissions: ['deploy', 'view'],
    })
  })

  for (const [title, line, known] of [
    ['that a variable holds', 'heroku access:add new@example.net -a web -p $PERMISSIONS', teams],
    ["of a team that isn't of an enterprise", 'heroku access:add new@example.net -a web -p deploy', undefined],
    ["that aren't given", 'heroku access:add new@example.net -a web', teams],
  ] as const)
    it(`says nothing of permissions ${title}`, async () => {
      const {bodyOf} = await predict(snapshotOf([apps, ...(known ? [known] : []), members, withOutsider]), line)
      assert.deepEqual(bodyOf('teamPermissions', 'acme')?.[0]?.users?.at(-1), {
        email: 'new@example.net',
        id: 'not-created-yet-2',
      })
    })

  it('knows no address of a variable', async () => {
    const {bodyOf} = await predict(snapshotOf(all), 'heroku access:add $EMAIL -a own')
    assert.deepEqual(bodyOf('collaborators', 'own'), [{id: 'not-created-yet-1', user: {id: 'not-created-yet-2'}}])
  })

  it('touches no list of a team for an app of a person', async () => {
    const {touches} = await predict(snapshotOf(all), 'heroku access:add max@example.org -a own')
    assert.ok(touches('collaborators', 'own'))
    assert.ok(!touches('teamPermissions', 'acme'))
  })

  it('refuses someone who has access', async () =>
    assert.rejects(
      predict(snapshotOf(all), 'heroku access:add Lee@example.com -a web -p deploy'),
      /Lee@example.com already has access to web/,
    ))
})

describe('access:update', () => {
  it('changes the permissions on this app only', async () => {
    const {bodyOf} = await predict(snapshotOf(all), 'heroku access:update lee@example.com -a web -p manage')
    assert.deepEqual(
      bodyOf('teamPermissions', 'acme')?.map(({users}) => users?.[0]?.permissions),
      [['manage', 'view'], ['view']],
    )
    assert.deepEqual(bodyOf('collaborators', 'web'), collaborators.body)
  })

  it('changes the permissions that the list of the app says', async () => {
    const said = factOf(
      'collaborators',
      ['web'],
      [
        {id: 'c1', permissions: [{name: 'deploy'}, {name: 'view'}], user: lee},
        {id: 'c2', permissions: [{name: 'view'}], user: max},
      ],
    )
    const permissionsAfter = async (value: string) => {
      const line = `heroku access:update lee@example.com -a web -p ${value}`
      const {bodyOf} = await predict(snapshotOf([...without(collaborators), said]), line)
      return bodyOf('collaborators', 'web')?.map(collaborator => collaborator.permissions)
    }
    assert.deepEqual(await permissionsAfter('operate'), [[{name: 'operate'}, {name: 'view'}], [{name: 'view'}]])
    assert.deepEqual(await permissionsAfter('$P'), [null, [{name: 'view'}]])
  })

  it('forgets permissions that a variable sets', async () => {
    const {bodyOf} = await predict(snapshotOf(all), 'heroku access:update lee@example.com -a web -p $P')
    assert.equal(bodyOf('teamPermissions', 'acme')?.[0]?.users?.[0]?.permissions, null)
  })

  it('leaves an access list that is incomplete', async () => {
    const incomplete = factOf('teamPermissions', ['acme'], [{...lists[0], users: null}])
    const {bodyOf} = await predict(
      snapshotOf([...without(permissions), incomplete]),
      'heroku access:update lee@example.com -a web -p manage',
    )
    assert.deepEqual(bodyOf('teamPermissions', 'acme'), incomplete.body)
  })

  it('refuses an app without a team, and someone without access', async () => {
    await assert.rejects(predict(snapshotOf(all), 'heroku access:update a@example.com -a own -p manage'), /own isn't/)
    await assert.rejects(
      predict(snapshotOf(all), 'heroku access:update max@example.org -a web -p manage'),
      /max@example.org has no access to web/,
    )
  })
})

describe('access:remove', () => {
  it('removes someone from the list of the app and from the access lists', async () => {
    const {bodyOf} = await predict(snapshotOf(all), 'heroku access:remove lee@example.com -a web')
    assert.deepEqual(bodyOf('collaborators', 'web'), [])
    assert.deepEqual(bodyOf('teamPermissions', 'acme')?.[0]?.users, [])
    assert.deepEqual(bodyOf('teamPermissions', 'acme')?.[1], lists[1])
  })

  it('says per app who has access once no outsider proves that the access lists name them', async () => {
    const {bodyOf} = await predict(
      snapshotOf([apps, teams, members, withOutsider]),
      'heroku access:remove max@example.org -a web',
    )
    assert.deepEqual(bodyOf('collaborators', 'web'), [{user: lee}])
    assert.deepEqual(bodyOf('collaborators', 'jobs'), [{user: lee}])
  })

  it('leaves a list that was refused', async () => {
    const {bodyOf, gapOf, touches} = await predict(
      snapshotOf([apps, teams, members, permissions, refusedFact('collaborators', 'web')]),
      'heroku access:remove lee@example.com -a web',
    )
    assert.equal(bodyOf('collaborators', 'web'), undefined)
    assert.equal(gapOf('collaborators', 'web'), 'forbidden')
    assert.ok(touches('collaborators', 'web'))
  })

  it('refuses a variable, because anyone may lose access', async () =>
    assert.rejects(predict(snapshotOf(all), 'heroku access:remove $WHO -a web'), /depends on \$WHO/))

  it('refuses someone without access', async () =>
    assert.rejects(predict(snapshotOf(all), 'heroku access:remove max@example.org -a web'), /has no access/))
})
