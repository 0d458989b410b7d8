import assert from 'node:assert/strict'

import type {App} from '../../../src/model/facts.js'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const crew = {id: 't1', name: 'crew'}
const guild = {id: 't2', name: 'guild'}
const web: App = {generation: 'cedar', id: 'a1', name: 'web', space: null, team: crew}
const blog: App = {id: 'a2', name: 'blog', team: null}
const coupling = {app: {id: 'a1'}, pipeline: {id: 'p1'}, stage: 'staging'}
const listed = (locked: boolean) => ({id: 'a1', locked, name: 'web'})
const facts = (locked: boolean) => [
  factOf('apps', [], [web, blog]),
  factOf('teams', [], [crew, guild]),
  factOf('teamApps', ['crew'], [listed(locked)]),
  factOf('teamApps', ['guild'], []),
  factOf('teamPermissions', ['crew'], [{id: 'a1', name: 'web', type: 'app', users: []}]),
  factOf('teamPermissions', ['guild'], []),
  factOf('teamPipelineCouplings', ['crew'], [coupling]),
  factOf('teamPipelineCouplings', ['guild'], []),
  factOf('collaborators', ['web'], []),
]
const predicted = (line: string, locked = true) => predict(snapshotOf(facts(locked)), line)

describe('apps:transfer to a team', () => {
  const line = 'heroku apps:transfer guild -a web'
  const moved = {generation: 'cedar', id: 'a1', locked: null, name: 'web', space: null, team: guild}

  it("changes the app's own record", async () =>
    assert.deepEqual((await predicted(line)).bodyOf('apps'), [
      {...web, owner: {email: 'guild@herokumanager.com'}, team: guild},
      blog,
    ]))

  it('moves it from the lists of one team to those of the other', async () => {
    const {bodyOf} = await predicted(line)
    assert.deepEqual(bodyOf('teamApps', 'crew'), [])
    assert.deepEqual(bodyOf('teamApps', 'guild'), [moved])
    assert.deepEqual(bodyOf('teamApp', 'web'), moved)
    assert.deepEqual(bodyOf('teamPermissions', 'crew'), [])
    assert.deepEqual(bodyOf('teamPermissions', 'guild'), [{id: 'a1', name: 'web', type: 'app'}])
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'crew'), [])
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'guild'), [coupling])
  })

  it('does not know who keeps access', async () =>
    assert.equal((await predicted(line)).gapOf('collaborators', 'web'), 'not-created-yet'))

  it('is not locked if it was not', async () =>
    assert.equal((await predicted(line, false)).bodyOf('teamApp', 'web')?.locked, false))

  it('locks it on demand', async () =>
    assert.equal((await predicted(`${line} --locked`)).bodyOf('teamApp', 'web')?.locked, true))

  it('takes an app that had no team, and a team that no fact has', async () => {
    const {bodyOf} = await predicted('heroku apps:transfer elsewhere -a blog')
    const team = {name: 'elsewhere'}
    assert.deepEqual(bodyOf('apps')?.[1], {...blog, owner: {email: 'elsewhere@herokumanager.com'}, team})
    assert.deepEqual(bodyOf('teamApp', 'blog'), {id: 'a2', locked: false, name: 'blog', team})
  })
})

describe('apps:transfer to a person', () => {
  it('takes the app out of its team, and knows nothing of it afterwards', async () => {
    const {bodyOf, prediction} = await predicted('heroku apps:transfer lead@example.com -a web --confirm web')
    assert.deepEqual(
      bodyOf('apps')?.map(({name}) => name),
      ['blog'],
    )
    assert.deepEqual(bodyOf('teamApps', 'crew'), [])
    assert.deepEqual([...prediction.created], ['/apps/web', '/apps/a1'])
  })

  it('changes nothing before the person accepts an app that has no team', async () => {
    const {prediction} = await predicted('heroku apps:transfer lead@example.com -a blog')
    assert.equal(prediction.touched.size, 0)
  })

  it('refuses to guess which apps are chosen', async () =>
    assert.rejects(predicted('heroku apps:transfer guild --bulk'), /Which apps --bulk transfers is asked/))
})
