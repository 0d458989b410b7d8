import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const active = {aws_account_id: '111122223333', pcx_id: 'pcx-1', status: 'active', type: 'customer-managed'}
const pending = {...active, pcx_id: 'pcx-2', status: 'pending-acceptance'}
const expired = {...active, pcx_id: 'pcx-3', status: 'expired'}
const office = {id: 'v1', ike_version: 1, name: 'office', public_ip: '198.51.100.7', status: 'active'}
const spaces = factOf(
  'spaces',
  [],
  [
    {generation: 'cedar', id: 's1', name: 'vault'},
    {generation: 'fir', id: 's2', name: 'fir-space'},
  ],
)
const account = snapshotOf([
  spaces,
  factOf('peerings', ['vault'], [active, pending, expired]),
  factOf('vpnConnections', ['vault'], [office]),
])
const closed = snapshotOf([spaces, refusedFact('peerings', 'vault'), refusedFact('vpnConnections', 'vault')])

describe('spaces:peerings:accept', () => {
  for (const words of ['pcx-2 --space vault', '--pcxid pcx-2 --space vault'])
    it(`sets up the connection: ${words}`, async () => {
      const {bodyOf} = await predict(account, `heroku spaces:peerings:accept ${words}`)
      assert.deepEqual(bodyOf('peerings', 'vault'), [active, {...pending, status: 'provisioning'}, expired])
    })

  it('leaves a connection that is active', async () => {
    const {bodyOf} = await predict(account, 'heroku spaces:peerings:accept pcx-1 --space vault')
    assert.deepEqual(bodyOf('peerings', 'vault'), [active, pending, expired])
  })

  it('refuses one that has ended, and one that the space does not have', async () => {
    await assert.rejects(predict(account, 'heroku spaces:peerings:accept pcx-3 --space vault'), /pcx-3 has ended/)
    await assert.rejects(predict(account, 'heroku spaces:peerings:accept pcx-9 --space vault'), /no peering pcx-9/)
  })
})

describe('spaces:peerings:destroy', () => {
  it('removes the connection', async () => {
    const {bodyOf} = await predict(account, 'heroku spaces:peerings:destroy pcx-1 --space vault --confirm pcx-1')
    assert.deepEqual(bodyOf('peerings', 'vault'), [pending, expired])
  })

  it('refuses one that the space does not have', async () =>
    assert.rejects(predict(account, 'heroku spaces:peerings:destroy -p pcx-9 --space vault'), /no peering pcx-9/))
})

describe('spaces:vpn:connect', () => {
  for (const [address, expected] of [
    ['203.0.113.9', '203.0.113.9'],
    ["'$GATEWAY'", null],
  ] as const)
    it(`adds a connection to ${address}, of an unknown version of IKE`, async () => {
      const line = `heroku spaces:vpn:connect lab --ip ${address} --cidrs 172.16.0.0/16 --space vault`
      const {bodyOf} = await predict(account, line)
      assert.deepEqual(bodyOf('vpnConnections', 'vault'), [
        office,
        {id: 'not-created-yet-1', name: 'lab', public_ip: expected, status: 'pending'},
      ])
    })

  it('refuses a Fir space', async () =>
    assert.rejects(
      predict(account, 'heroku spaces:vpn:connect lab --ip 203.0.113.9 --cidrs 172.16.0.0/16 --space fir-space'),
      /fir-space is a Fir space/,
    ))
})

describe('spaces:vpn:destroy', () => {
  for (const key of ['office', 'v1'])
    it(`removes the connection named ${key}`, async () => {
      const {bodyOf} = await predict(account, `heroku spaces:vpn:destroy ${key} --space vault --confirm ${key}`)
      assert.deepEqual(bodyOf('vpnConnections', 'vault'), [])
    })

  it('refuses a connection that the space does not have', async () =>
    assert.rejects(predict(account, 'heroku spaces:vpn:destroy lab --space vault'), /no VPN connection lab/))
})

describe('connections of a space', () => {
  for (const [line, kind] of [
    ["spaces:peerings:accept '$PCX' --space vault", 'peerings'],
    ["spaces:peerings:destroy '$PCX' --space vault", 'peerings'],
    ["spaces:vpn:destroy '$NAME' --space vault", 'vpnConnections'],
  ] as const)
    it(`are not known after ${line}`, async () => {
      const {gapOf} = await predict(account, `heroku ${line}`)
      assert.equal(gapOf(kind, 'vault'), 'not-created-yet')
    })

  for (const [line, kind] of [
    ['spaces:peerings:accept pcx-2 --space vault', 'peerings'],
    ['spaces:peerings:destroy pcx-1 --space vault', 'peerings'],
    ['spaces:vpn:connect lab --ip 203.0.113.9 --cidrs 172.16.0.0/16 --space vault', 'vpnConnections'],
    ['spaces:vpn:destroy office --space vault', 'vpnConnections'],
  ] as const)
    it(`stay unknown where they could not be read: ${line}`, async () => {
      const {gapOf, touches} = await predict(closed, `heroku ${line}`)
      assert.equal(gapOf(kind, 'vault'), 'forbidden')
      assert.ok(touches(kind, 'vault'))
    })
})
