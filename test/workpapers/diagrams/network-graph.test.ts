import assert from 'node:assert/strict'

import type {SpaceInit} from '../../fixtures/build-space.js'
import type {World} from '../../fixtures/types.js'
import type {Drawn} from './support.js'

import {loadSample} from '../../../src/snapshot/load-snapshots.js'
import {addon, app, ipRules, kafka, postgres, refuse, space, team, world} from '../../fixtures/build.js'
import {rich} from '../../integration/rich.js'
import {drawn, drawnWorld, edgeTexts, nodeNamed} from './support.js'

/** A team with one app in a space, which each case changes. */
function small(given: SpaceInit = {}, parts: Partial<World> = {}): World {
  const vault = space('vault', {team: 'crew', trustedIps: ['203.0.113.0/24'], ...given})
  return world({
    apps: [app('web', {space: vault, team: 'crew', web: 1})],
    spaces: [vault],
    teams: [team('crew', {role: 'admin'})],
    ...parts,
  })
}

const networkOf = async (given: World) => (await drawnWorld(given)).network

describe('the diagram of the network', () => {
  let sample: Drawn
  before(async () => {
    sample = await drawn(loadSample())
  })

  it('shows the ways into spaces and to apps, and what is joined to spaces', async () => {
    const {network} = await drawnWorld(rich())
    assert.deepEqual(edgeTexts(network).sort(), [
      'AWS account 444455556666 -> Private network of vault: VPC peering (configured)',
      'AWS account 777788889999 -> Private network of vault: VPC peering (configured)',
      'Internet -> Router of brook: any address (configured)',
      'Internet -> Router of vault: from 1 range (configured)',
      'Internet -> worker-db: any address, with credentials (configured)',
      'Private network of brook -> stream-db: private (configured)',
      'Private network of vault -> shop-archive: private (configured)',
      'Private network of vault -> shop-db: private (configured)',
      'Private network of vault -> shop-kv: private (configured)',
      'Private network of vault -> shop-log: private (configured)',
      'Private network of vault -> shop-replica: private (configured)',
      'Router of brook -> stream: public (configured)',
      'Router of vault -> shop: public (configured)',
      'Router of vault -> worker: public (configured)',
      'office -> Private network of vault: VPN (configured)',
      'stranger -> Private network of vault: VPN (configured)',
    ])
    assert.deepEqual(nodeNamed(network, 'Router of vault').details, ['trusts 203.0.113.0/24'])
    assert.deepEqual(nodeNamed(network, 'Router of brook').details, ['open to any address'])
    assert.deepEqual(nodeNamed(network, 'office').details, ['gateway 198.51.100.7', 'IKEv2', 'active'])
    assert.deepEqual(nodeNamed(network, 'Private network of vault').details, [
      'outbound from 203.0.113.2',
      'outbound from 203.0.113.3',
    ])
    assert.deepEqual(
      network.boxes.map(({title}) => title),
      ['Private Space brook', 'Shield Private Space vault', 'Common Runtime'],
    )
  })

  it('puts a store with a public plan into the Common Runtime, whoever pays for it', async () => {
    const {network} = await drawnWorld(rich())
    assert.equal(nodeNamed(network, 'worker-db').box, 'common')
    assert.match(nodeNamed(network, 'shop-db').box ?? '', /^space:/)
  })

  it('names domains with what encrypts them', () => {
    assert.deepEqual(nodeNamed(sample.network, 'records-desk').details, [
      "records-desk-0123456789ab.herokuapp.com (Heroku's domain)",
      'records.quillgate.example.com (TLS)',
      'roster.quillgate.example.com (certificate not seen)',
      'warrants.quillgate.example.com (no certificate)',
    ])
    assert.ok(nodeNamed(sample.network, 'settlement-worker').details.includes('no web dyno'))
  })

  it('draws what could not be seen', () => {
    const texts = edgeTexts(sample.network)
    for (const expected of [
      'Internet -> Router of quill-annex: ranges not seen (unseen)',
      'Internet -> evidence-index: endpoint not seen (unseen)',
      'Router of quill-desk -> 9ef471e5-00e3-4554-be07-fdf073c6d8d8: routing not seen (unseen)',
      'Private network of quill-annex -> evidence-locker: internal (configured)',
      'Internet -> records-db: mutual TLS (configured)',
    ])
      assert.ok(texts.includes(expected), expected)
    for (const name of ['Router of quill-annex', 'evidence-index', '9ef471e5-00e3-4554-be07-fdf073c6d8d8'])
      assert.equal(nodeNamed(sample.network, name).isSeen, false)
    assert.match(
      nodeNamed(sample.network, 'Private network of quill-annex').details.join(),
      /VPNs not seen: the API denied access/,
    )
    assert.equal(nodeNamed(sample.network, 'Router of quill-vault').isSeen, true)
  })

  it('says so where no address is trusted, or the ranges are not applied yet', async () => {
    const network = await networkOf(small({applied: false, trustedIps: []}))
    assert.deepEqual(nodeNamed(network, 'Router of vault').details, [
      'no trusted IP range: nobody can connect',
      'not applied yet',
    ])
    assert.deepEqual(edgeTexts(network), ['Router of vault -> web: public (configured)'])
  })

  it('draws a list of domains that was refused, and the app dashed', async () => {
    const network = await networkOf(small({}, {faults: [refuse('/apps/web/domains')]}))
    const node = nodeNamed(network, 'web')
    assert.equal(node.isSeen, false)
    assert.match(node.details.join(), /domains not seen: the API denied access \(403\)/)
    assert.ok(node.facts.includes('/apps/web/domains'))
  })

  it('draws peerings and networks of which lists were refused', async () => {
    const refused = ['peerings', 'vpn-connections', 'nat'].map(list => refuse(`/spaces/vault/${list}`))
    const node = nodeNamed(await networkOf(small({}, {faults: refused})), 'Private network of vault')
    assert.equal(node.isSeen, false)
    assert.deepEqual(
      node.details.map(detail => detail.replace(/ not seen.*/, '')),
      ['outbound addresses', 'peerings', 'VPNs'],
    )
  })

  it('draws a space that only its app names, and an app of which nobody saw where it runs', async () => {
    const vault = space('vault', {team: 'crew'})
    const apps = [app('web', {space: vault, team: 'crew'}), app('odd', {record: {space: undefined}, team: 'crew'})]
    const given = world({apps, faults: [refuse(/^\/spaces/)], spaces: [vault], teams: [team('crew')]})
    const {boxes, nodes} = (await drawnWorld(given, {}, {kind: 'app', name: 'web'})).network
    assert.deepEqual(
      boxes.map(({isSeen, title}) => [title, isSeen]),
      [['Space vault', false]],
    )
    assert.equal(nodes.find(({name}) => name === 'web')?.box, boxes[0]?.id)
    const other = (await drawnWorld(given, {}, {kind: 'app', name: 'odd'})).network
    assert.deepEqual(
      other.boxes.map(({isSeen, title}) => [title, isSeen]),
      [["Where these run couldn't be seen", false]],
    )
  })

  it('says what peerings and VPNs leave open', async () => {
    const network = await networkOf(
      small({
        peerings: [{aws_account_id: null, pcx_id: null, status: null}, {type: 'heroku-managed'}, {status: 'expired'}],
        vpns: [{name: 'office', record: {ike_version: null, name: null, public_ip: null, status: null}}],
      }),
    )
    assert.deepEqual(
      network.nodes.filter(({kind, name}) => kind === 'outside' && name !== 'Internet').map(({details}) => details),
      [
        ['connection not stated', 'state not stated'],
        ['gateway not stated', 'IKE version not stated', 'state not stated'],
      ],
    )
    assert.equal(network.nodes.filter(({name}) => name === 'AWS account not stated').length, 1)
  })

  it('draws external endpoints of stores by what they are', async () => {
    const given = small(
      {},
      {
        addons: [
          addon('db', {app: 'web', plan: 'heroku-postgresql:private-0'}),
          addon('log', {app: 'web', plan: 'heroku-kafka:private-standard-0'}),
          addon('odd', {app: 'web', plan: 'heroku-postgresql:unheard-of'}),
        ],
        data: {
          ...postgres('db', {
            privateLink: {allowed_accounts: ['444455556666'], connections: [], status: 'Operational'},
          }),
          ...kafka('log'),
          ...ipRules('kafka', 'log', ['198.51.100.0/24']),
          ...postgres('odd'),
        },
      },
    )
    const network = await networkOf(given)
    const texts = edgeTexts(network)
    for (const expected of [
      'AWS PrivateLink -> db: PrivateLink (configured)',
      'Internet -> log: external endpoint (configured)',
    ])
      assert.ok(texts.includes(expected), texts.join('\n'))
    assert.ok(
      texts.some(text => text.startsWith("Internet -> odd: network of the plan isn't known")),
      texts.join('\n'),
    )
  })
})
