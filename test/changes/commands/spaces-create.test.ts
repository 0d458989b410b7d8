import assert from 'node:assert/strict'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const acme = {id: 't1', name: 'acme'}
const vault = {generation: 'cedar', id: 's1', name: 'vault', shield: false, team: acme}
const empty = {...vault, id: 's2', name: 'empty'}
const account = snapshotOf([
  factOf('apps', [], [{id: 'a1', name: 'web', space: {id: 's1', name: 'vault'}}]),
  factOf('spaces', [], [vault, empty]),
  factOf('teams', [], [acme]),
  factOf('teamPermissions', ['acme'], [{id: 's2', name: 'empty', type: 'space', users: []}]),
  factOf('teamSpaces', ['acme'], [vault, empty]),
  factOf('peerings', ['empty'], []),
])

const created = {
  generation: 'cedar',
  id: 'not-created-yet-1',
  name: 'new',
  shield: false,
  state: 'allocating',
  team: acme,
}

describe('spaces:create', () => {
  it('adds a space of the Cedar generation, whose region is not known', async () => {
    const {bodyOf} = await predict(account, 'heroku spaces:create new --team acme')
    assert.deepEqual(bodyOf('spaces'), [vault, empty, created])
    assert.deepEqual(bodyOf('teamSpaces', 'acme'), [vault, empty, created])
    assert.deepEqual(bodyOf('space', 'new'), created)
    assert.deepEqual(bodyOf('teamPermissions', 'acme')?.at(-1), {id: created.id, name: 'new', type: 'space'})
    assert.deepEqual(bodyOf('topology', 'new'), {apps: []})
  })

  for (const [region, expected] of [
    ['frankfurt', {...created, region: {name: 'frankfurt'}}],
    ["'$REGION'", created],
  ] as const)
    it(`is in ${region}`, async () => {
      const {bodyOf} = await predict(account, `heroku spaces:create new --team acme --region ${region}`)
      assert.deepEqual(bodyOf('space', 'new'), expected)
    })

  it('trusts every address, without peerings, VPNs and a drain', async () => {
    const {bodyOf, gapOf, prediction} = await predict(account, 'heroku spaces:create --space new --team acme')
    assert.deepEqual(bodyOf('inboundRuleset', 'new'), {applied: null, rules: [{action: 'allow', source: '0.0.0.0/0'}]})
    assert.deepEqual(bodyOf('peerings', 'new'), [])
    assert.deepEqual(bodyOf('vpnConnections', 'new'), [])
    assert.equal(gapOf('spaceLogDrain', 'new'), 'not-found')
    assert.deepEqual([...prediction.created], ['/spaces/new', '/spaces/not-created-yet-1'])
  })

  it('is a Shield space with a drain', async () => {
    const line = 'heroku spaces:create new --team acme --shield --log-drain-url https://u:p@logs.example.com/a'
    const {bodyOf} = await predict(account, line)
    assert.equal(bodyOf('space', 'new')?.shield, true)
    assert.deepEqual(bodyOf('spaceLogDrain', 'new'), {
      addon: null,
      id: 'not-created-yet-2',
      target: {host: 'logs.example.com', scheme: 'https'},
    })
  })

  it('has no log drain, but telemetry drains on Fir', async () => {
    const {bodyOf, gapOf} = await predict(account, 'heroku spaces:create new --team acme --generation fir')
    assert.equal(bodyOf('space', 'new')?.generation, 'fir')
    assert.deepEqual(bodyOf('spaceTelemetryDrains', 'new'), [])
    assert.deepEqual(
      bodyOf('inboundRuleset', 'new')?.rules.map(({source}) => source),
      ['0.0.0.0/0', '::/0'],
    )
    assert.equal(gapOf('spaceLogDrain', 'new'), undefined)
  })

  for (const [words, message] of [
    ['vault --team acme', /A space vault exists already/],
    ['--team acme', /needs --space/],
    ['new --team acme --generation fir --shield', /Fir has no Shield spaces/],
    ['new --team nobody', /\/teams\/nobody/],
  ] as const)
    it(`refuses ${words}`, async () => assert.rejects(predict(account, `heroku spaces:create ${words}`), message))
})

describe('spaces:destroy', () => {
  it('leaves nothing of the space', async () => {
    const {bodyOf, gapOf} = await predict(account, 'heroku spaces:destroy --space empty --confirm empty')
    assert.deepEqual(bodyOf('spaces'), [vault])
    assert.deepEqual(bodyOf('teamSpaces', 'acme'), [vault])
    assert.deepEqual(bodyOf('teamPermissions', 'acme'), [])
    assert.equal(bodyOf('peerings', 'empty'), undefined)
    assert.equal(gapOf('space', 'empty'), 'not-found')
  })

  it('refuses a space that has apps', async () =>
    assert.rejects(predict(account, 'heroku spaces:destroy vault'), /vault has apps, such as web/))
})
