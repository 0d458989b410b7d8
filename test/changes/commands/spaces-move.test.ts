import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const acme = {enterprise_account: {id: 'e1'}, id: 't1', name: 'acme'}
const labs = {enterprise_account: {id: 'e1'}, id: 't2', name: 'labs'}
const rival = {enterprise_account: {id: 'e2'}, id: 't3', name: 'rival'}
const team = {id: 't1', name: 'acme'}
const vault = {generation: 'cedar', id: 's1', name: 'vault', shield: true, team}
const other = {...vault, id: 's2', name: 'other'}
const inVault = {id: 's1', name: 'vault', shield: true}
const web = {id: 'a1', name: 'web', space: inVault, team}
const jobs = {id: 'a2', name: 'jobs', space: null, team}
const ofTeam = {id: 'a1', locked: true, name: 'web', space: {id: 's1', name: 'vault'}, team}
const peering = {pcx_id: 'pcx-1', status: 'active', type: 'customer-managed'}
const account = snapshotOf(
  [
    factOf('apps', [], [web, jobs]),
    factOf('spaces', [], [vault, other]),
    factOf('teams', [], [acme, labs, rival]),
    factOf('teamApps', ['acme'], [ofTeam]),
    factOf('teamApps', ['labs'], []),
    factOf(
      'teamPermissions',
      ['acme'],
      [
        {id: 's1', name: 'vault', type: 'space', users: []},
        {id: 'a1', name: 'web', type: 'app', users: []},
      ],
    ),
    factOf('teamPermissions', ['labs'], []),
    factOf('teamSpaces', ['acme'], [vault, other]),
    factOf('teamSpaces', ['labs'], []),
    factOf('peerings', ['vault'], [peering]),
    refusedFact('vpnConnections', 'vault'),
  ],
  [{kind: 'space', name: 'vault'}],
)

describe('spaces:rename', () => {
  const line = 'heroku spaces:rename --from vault --to safe'

  it('renames the space wherever it is named', async () => {
    const {bodyOf, gapOf, prediction} = await predict(account, line)
    assert.deepEqual(bodyOf('spaces'), [{...vault, name: 'safe'}, other])
    assert.deepEqual(bodyOf('teamSpaces', 'acme'), [{...vault, name: 'safe'}, other])
    assert.deepEqual(bodyOf('apps'), [{...web, space: {...inVault, name: 'safe'}}, jobs])
    assert.deepEqual(bodyOf('teamApps', 'acme'), [{...ofTeam, space: {id: 's1', name: 'safe'}}])
    assert.equal(bodyOf('teamPermissions', 'acme')?.[0]?.name, 'safe')
    assert.deepEqual(bodyOf('peerings', 'safe'), [peering])
    assert.equal(gapOf('vpnConnections', 'safe'), 'forbidden')
    assert.deepEqual(prediction.snapshot.scopes, [{kind: 'space', name: 'safe'}])
  })

  it('refuses a name that a space has, and one that is not known', async () => {
    await assert.rejects(predict(account, 'heroku spaces:rename --from vault --to other'), /a space other already/)
    await assert.rejects(predict(account, "heroku spaces:rename --from vault --to '$NAME'"), /depends on \$NAME/)
  })
})

describe('spaces:transfer', () => {
  const line = 'heroku spaces:transfer --space vault --team labs'

  it('moves the space and its apps, and does not know who has access', async () => {
    const {bodyOf, gapOf} = await predict(account, line)
    const newTeam = {id: 't2', name: 'labs'}
    assert.deepEqual(bodyOf('spaces'), [{...vault, team: newTeam}, other])
    assert.deepEqual(bodyOf('teamSpaces', 'acme'), [other])
    assert.deepEqual(bodyOf('teamSpaces', 'labs'), [{...vault, team: newTeam}])
    assert.deepEqual(
      bodyOf('apps')?.map(app => app.team),
      [newTeam, team],
    )
    assert.deepEqual(bodyOf('teamApps', 'acme'), [])
    assert.deepEqual(
      bodyOf('teamApps', 'labs')?.map(({locked, name}) => [name, locked]),
      [['web', null]],
    )
    assert.deepEqual(bodyOf('teamPermissions', 'acme'), [])
    assert.deepEqual(bodyOf('teamPermissions', 'labs'), [
      {id: 'a1', name: 'web', type: 'app'},
      {id: 's1', name: 'vault', type: 'space'},
    ])
    assert.equal(gapOf('collaborators', 'web'), 'not-created-yet')
  })

  it('changes nothing where the team owns the space', async () => {
    const {prediction} = await predict(account, 'heroku spaces:transfer --space vault --team acme')
    assert.equal(prediction.touched.size, 0)
  })

  it('refuses a team of another enterprise account', async () =>
    assert.rejects(
      predict(account, 'heroku spaces:transfer --space vault --team rival'),
      /another enterprise account than vault/,
    ))
})
