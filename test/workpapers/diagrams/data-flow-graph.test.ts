import assert from 'node:assert/strict'

import type {Drawn} from './support.js'

import {loadSample} from '../../../src/snapshot/load-snapshots.js'
import {addon, app, attach, authorization, postgres, refuse, space, team, world} from '../../fixtures/build.js'
import {rich} from '../../integration/rich.js'
import {drawn, drawnWorld, edgeTexts, nodeNamed} from './support.js'

describe('the diagram of the flows of data', () => {
  let sample: Drawn
  before(async () => {
    sample = await drawn(loadSample(), {
      data: {cardholder: {apps: ['citation-pay'], by: 'lead@example.com', on: '2026-10-01'}},
    })
  })

  it('shows what apps have access to, what is sent where, and what is a copy of what', async () => {
    const {dataFlow} = await drawnWorld(rich())
    assert.deepEqual(edgeTexts(dataFlow).sort(), [
      'Clients on the Internet -> shop: 2 domains (inferred)',
      'Clients on the Internet -> stream: 1 domain (inferred)',
      'Logs of all apps in brook -> otel.acme.example.com: telemetry by https (configured)',
      'Logs of all apps in vault -> logs.acme.example.com: logs by https (configured)',
      'shop -> hooks.acme.example.com: webhook by https (configured)',
      'shop -> logs.acme.example.com: logs by https (configured)',
      'shop -> shop-archive: ARCHIVE (inferred)',
      'shop -> shop-crm: HEROKUCONNECT (inferred)',
      'shop -> shop-db: DATABASE (inferred)',
      'shop -> shop-kv: REDIS (inferred)',
      'shop -> shop-log: KAFKA (inferred)',
      'shop -> shop-logs: LOGTARN (inferred)',
      'shop -> shop-replica: REPLICA (inferred)',
      'shop -> vendor.example.com: logs by https, set up by an add-on (configured)',
      'shop-db -> shop-archive: forked once (configured)',
      'shop-db -> shop-replica: replication (configured)',
      'stream -> otel.acme.example.com: telemetry by https (configured)',
      'stream -> stream-db: DATABASE (inferred)',
      'worker -> shop-db: DATABASE, borrowed (inferred)',
      'worker -> worker-db: QUEUE (inferred)',
    ])
    assert.deepEqual(
      [nodeNamed(dataFlow, 'shop-logs'), nodeNamed(dataFlow, 'shop-db')].map(({box, details, kind}) => [
        kind,
        box === undefined,
        details,
      ]),
      [
        ['vendor', true, ['logtarn', 'county']],
        ['store', false, ['Heroku Postgres', 'shield-0, version 17.5']],
      ],
    )
  })

  it('marks what is in scope for a declared class of data, and why', () => {
    assert.deepEqual(nodeNamed(sample.dataFlow, 'citation-pay').marks, [
      {dataClass: 'cardholder', why: 'holds cardholder data'},
    ])
    assert.deepEqual(nodeNamed(sample.dataFlow, 'citation-pay-db').marks, [
      {dataClass: 'cardholder', why: 'citation-pay: holds cardholder data'},
    ])
    assert.deepEqual(nodeNamed(sample.dataFlow, 'badge-demo').marks, [])
  })

  it('draws what could not be seen, for those whose lists it is', () => {
    const texts = edgeTexts(sample.dataFlow)
    const hidden = '9ef471e5-00e3-4554-be07-fdf073c6d8d8'
    for (const expected of [
      `${hidden} -> Add-ons, attachments, drains, webhooks: ` +
        'add-ons not seen; attachments not seen; drains not seen; webhooks not seen (unseen)',
      'Logs of all apps in quill-annex -> Drains: drains not seen (unseen)',
      'records-desk -> Host of the drain f594169d: logs, set up by an add-on (configured)',
    ])
      assert.ok(texts.includes(expected), texts.join('\n'))
    assert.match(nodeNamed(sample.dataFlow, 'Tokens').details.join(), /the tokens of quillgate-labs/)
    for (const name of ['court-feed-db', 'Drains', 'Host of the drain f594169d', hidden])
      assert.equal(nodeNamed(sample.dataFlow, name).isSeen, false)
    assert.deepEqual(nodeNamed(sample.dataFlow, 'court-feed-db').details, ['service not seen', 'plan not seen'])
  })

  it('leaves out clients where the public cannot reach the app', async () => {
    const vault = space('vault', {team: 'crew'})
    const apps = [
      app('hidden', {internal: true, space: vault, team: 'crew', web: 1}),
      app('idle', {formation: {worker: 1}, team: 'crew'}),
      app('open', {team: 'crew', web: 1}),
    ]
    const {dataFlow} = await drawnWorld(world({apps, spaces: [vault], teams: [team('crew')]}))
    assert.deepEqual(edgeTexts(dataFlow), ['Clients on the Internet -> open: 1 domain (inferred)'])
  })

  it('names the credential of an attachment, and a store of an app outside of the assessment', async () => {
    const given = world({
      addons: [addon('ledger-db', {app: 'ledger', plan: 'heroku-postgresql:private-0'})],
      apps: [app('web', {team: 'crew'}), app('ledger', {team: 'crew'})],
      attachments: [attach('web', 'LEDGER', 'ledger-db', {billedTo: 'ledger', namespace: 'credential:readonly'})],
      data: postgres('ledger-db'),
      teams: [team('crew')],
    })
    const {dataFlow} = await drawnWorld(given, {}, {kind: 'app', name: 'web'})
    assert.ok(edgeTexts(dataFlow).includes('web -> ledger-db: LEDGER, borrowed, credential:readonly (inferred)'))
    const {box, details} = nodeNamed(dataFlow, 'ledger-db')
    assert.equal(box, undefined)
    assert.match(details.join(), /paid for by ledger, which isn't in this assessment/)
  })

  it('says so where the source of a copy is not among the databases that were seen', async () => {
    const given = world({
      addons: [addon('copy', {app: 'web', plan: 'heroku-postgresql:standard-0'})],
      apps: [app('web', {team: 'crew'})],
      data: postgres('copy', {forkedFrom: 'gone-db'}),
      teams: [team('crew')],
    })
    const {dataFlow} = await drawnWorld(given)
    assert.match(nodeNamed(dataFlow, 'copy').details.join(), /copied from a source not seen: .*its source is gone/)
  })

  it('shows OAuth clients of others with what they may do, and lists that were refused', async () => {
    const given = world({
      apps: [app('web', {team: 'crew', webhooks: ['https://hooks.example.com/in']})],
      authorizations: [
        authorization('ci', {client: 'Deployer', scope: ['read', 'write-protected']}),
        authorization('own', {}),
      ],
      faults: [refuse('/apps/web/webhooks'), refuse('/apps/web/log-drains', 500)],
      teams: [team('crew')],
    })
    const {dataFlow} = await drawnWorld(given)
    const texts = edgeTexts(dataFlow)
    assert.ok(texts.includes("Deployer -> Heroku's API: read, write-protected (inferred)"), texts.join('\n'))
    assert.ok(texts.includes('web -> Webhooks: webhooks not seen (unseen)'), texts.join('\n'))
    assert.ok(texts.includes('web -> Drains: drains not seen (unseen)'), texts.join('\n'))
    assert.equal(texts.filter(text => text.includes("Heroku's API")).length, 1)
  })
})
