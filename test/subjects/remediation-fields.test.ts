import assert from 'node:assert/strict'

import type {App} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {foreignAttachments} from '../../src/subjects/addon/foreign-attachments.js'
import {appFact, flow, pipelineFacts, pipelineField} from './pipeline/support.js'
import {factOf, fixture, refusedFact, valueOrGap} from './support.js'

const account = factOf('account', [], {email: 'ann@x.test', id: 'u1'})
const pay = (more: Partial<App> = {}) => factOf('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', ...more})
const ofPay = (name: string, ...facts: Fact[]) => valueOrGap(fixture(facts).field('app', 'pay', name))
const vault = (name: string, fact: Fact, allow = {}) =>
  valueOrGap(
    fixture(
      [factOf('space', 'vault', {generation: 'cedar', id: 's1', name: 'vault', shield: false}), fact],
      {kind: 'space', name: 'vault'},
      allow,
    ).field('space', 'vault', name),
  )

describe('the newest stack for an app', () => {
  const stacks = (...all: ReadonlyArray<readonly [name: string, state: string]>) =>
    factOf(
      'stacks',
      [],
      all.map(([name, state]) => ({name, state})),
    )
  const old = stacks(['heroku-22', 'public'], ['container', 'public'], ['heroku-24', 'public'], ['heroku-20', 'public'])

  it('is the listed one that is supported for longest', () => {
    assert.equal(ofPay('newestStack', pay(), old), 'heroku-24')
    assert.equal(ofPay('newestStack', pay(), stacks(['heroku-22', 'public'], ['heroku-24', 'beta'])), 'heroku-22')
  })

  it('is none that has ended, or whose end is unknown', () => {
    assert.equal(
      ofPay('newestStack', pay(), stacks(['heroku-20', 'public'], ['heroku-99', 'public'])),
      'unknown-value?',
    )
  })

  it('is the only one of Fir', () => {
    assert.equal(ofPay('newestStack', pay({generation: 'fir'}), old), 'cnb')
  })

  it('is a gap with the app, its generation or the stacks', () => {
    assert.equal(ofPay('newestStack', refusedFact('app', 'pay'), old), 'forbidden?')
    assert.equal(ofPay('newestStack', factOf('app', 'pay', {id: 'a1', name: 'pay'}), old), 'no-statement?')
    assert.equal(ofPay('newestStack', pay(), refusedFact('stacks', [])), 'forbidden?')
  })
})

describe('the app that is promoted to another', () => {
  const upstream = (stages: Record<string, string>) =>
    valueOrGap(
      fixture([...pipelineFacts(stages), ...['a', 'b', 'c'].map(id => appFact(id))], flow).field(
        'app',
        'app-a',
        'upstreamApp',
      ),
    )

  it('is the one in the stage before', () => {
    assert.equal(upstream({a: 'production', b: 'staging', c: 'development'}), 'app-b')
    assert.equal(upstream({a: 'production', b: 'review', c: 'development'}), 'app-c')
    assert.equal(upstream({a: 'staging', b: 'production', c: 'development'}), 'app-c')
  })

  it('is none of the first stage, and of an app without a pipeline', () => {
    assert.equal(upstream({a: 'staging', b: 'production', c: 'staging'}), 'none')
    assert.equal(upstream({a: 'development', b: 'staging'}), 'none')
    assert.equal(ofPay('upstreamApp', pay(), refusedFact('appPipelineCoupling', 'pay', 404)), 'none')
  })

  it('is unknown among several, and with the pipeline', () => {
    assert.equal(upstream({a: 'production', b: 'staging', c: 'staging'}), 'no-statement?')
    assert.equal(ofPay('upstreamApp', pay(), refusedFact('appPipelineCoupling', 'pay')), 'forbidden?')
  })
})

describe('maintenance mode', () => {
  it('is as the app states it', () => {
    assert.equal(ofPay('isInMaintenanceMode', pay({maintenance: true})), true)
    assert.equal(ofPay('isInMaintenanceMode', pay()), 'no-statement?')
  })
})

describe('the attachments to detach', () => {
  const attached = (app: string, addon: string, name: string) => ({
    addon: {id: `id-${addon}`, name: addon},
    app: {id: app},
    id: `${app}-${name}`,
    name,
  })

  it('are those of shared data services outside production', () => {
    const facts = [
      ...['a', 'b'].map(id => appFact(id, null)),
      factOf('addonAttachments', 'a', [attached('a', 'db', 'DATABASE')]),
      factOf('addonAttachments', 'b', [attached('b', 'db', 'SHARED'), attached('b', 'own', 'DATABASE')]),
      ...['db', 'own'].map(name =>
        factOf('addon', name, {addon_service: {name: 'heroku-postgresql'}, id: `id-${name}`, name}),
      ),
    ]
    assert.deepEqual(pipelineField('sharedAttachments', {a: 'production', b: 'staging'}, ...facts), ['app-b/SHARED'])
    assert.equal(pipelineField('sharedAttachments', {a: 'production', b: 'staging'}), 'not-collected?')
    assert.equal(pipelineField('copyAttachments', {a: 'production', b: 'staging'}), 'not-collected?')
  })

  const addon = factOf('addons', 'pay', [
    {addon_service: {name: 'heroku-redis'}, app: {id: 'a1', name: 'pay'}, id: 'id-db', name: 'db'},
  ])
  const spread = (space: NonNullable<App['space']> | null, ...more: Fact[]) =>
    valueOrGap(
      fixture([
        pay({space}),
        addon,
        factOf('addonAttachments', 'pay', [{...attached('a1', 'db', 'CACHE'), app: {id: 'a1', name: 'pay'}}]),
        factOf('attachmentsOfAddon', 'db', [
          {...attached('a1', 'db', 'CACHE'), app: {id: 'a1', name: 'pay'}},
          {...attached('b1', 'db', 'CACHE'), app: {id: 'b1', name: 'web'}},
          {...attached('c1', 'db', 'OTHER'), app: {id: 'c1', name: 'job'}},
        ]),
        factOf('app', 'b1', {id: 'b1', name: 'web', space: null}),
        factOf('app', 'c1', {id: 'c1', name: 'job', space: {id: 's1', name: 'vault', shield: true}}),
        ...more,
      ]).field('addon', 'db', 'foreignAttachments'),
    )

  it('are those to apps in another space than the app that pays', () => {
    assert.deepEqual(spread({id: 's1', name: 'vault', shield: true}), ['web/CACHE'])
    assert.deepEqual(spread(null), ['job/OTHER'])
  })

  it('are those of the apps in scope where only their lists were read', () => {
    const own = (id: string, name: string, attachment: string) =>
      factOf('addonAttachments', name, [{...attached(id, 'db', attachment), app: {id, name}}])
    const facts = [
      factOf('teamApps', 'acme', [
        {id: 'a1', name: 'pay'},
        {id: 'b1', name: 'web'},
      ]),
      pay({space: null}),
      factOf('app', 'web', {id: 'b1', name: 'web', space: {id: 's1', name: 'vault', shield: true}}),
      factOf('addons', 'pay', [
        {addon_service: {name: 'heroku-redis'}, app: {id: 'a1', name: 'pay'}, id: 'id-db', name: 'db'},
      ]),
      own('a1', 'pay', 'CACHE'),
      own('b1', 'web', 'SHARED'),
      factOf('team', 'acme', {id: 't1', name: 'acme'}),
    ]
    const {inventory, context} = fixture(facts, {kind: 'team', name: 'acme'})
    const record = {
      body: {addon_service: {name: 'heroku-redis'}, app: {id: 'a1', name: 'pay'}, id: 'id-db', name: 'db'},
    }
    const apps = ['pay', 'web'].map(name => ({
      id: name === 'pay' ? 'a1' : 'b1',
      name,
      record: context.facts.read('app', name),
      ref: name,
      teamRecord: () => ({gap: {reason: 'forbidden' as const}}),
    }))
    const findApp: typeof inventory.findApp = ({id}) => apps.find(app => app.id === id)
    const seen = foreignAttachments(
      context,
      {...inventory, apps, findApp},
      {
        attachedAppIds: new Set(),
        id: 'id-db',
        name: 'db',
        record,
      },
    )
    assert.deepEqual(seen, {value: ['web/SHARED']})
  })
})

describe('the connections and ranges of a space to remove', () => {
  it('are the peerings and connections that are not declared', () => {
    const peerings = factOf('peerings', 'vault', [
      {aws_account_id: '1', pcx_id: 'pcx-1', status: 'active', type: 'user'},
      {aws_account_id: '2', pcx_id: 'pcx-2', status: 'active', type: 'user'},
      {aws_account_id: '3', pcx_id: 'pcx-3', type: 'user'},
    ])
    assert.deepEqual(vault('undeclaredPeeringIds', peerings, {peerings: ['2']}), ['pcx-1'])
    const vpns = factOf('vpnConnections', 'vault', [
      {ike_version: 1, name: 'office', public_ip: '198.51.100.1', status: 'active'},
      {id: 'v2', ike_version: 2, public_ip: '198.51.100.2', status: 'active'},
      {ike_version: 2, name: 'gone', public_ip: '198.51.100.3', status: 'failed'},
    ])
    assert.deepEqual(vault('undeclaredVpnNames', vpns, {vpns: ['198.51.100.1']}), ['v2'])
    assert.deepEqual(vault('undeclaredVpnNames', vpns), ['office', 'v2'])
    assert.deepEqual(vault('ikev1Vpns', vpns), ['office'])
  })

  it('are the ranges that are too wide, as they are listed', () => {
    const sources = ['0.0.0.0/0', '::/0', '10.0.0.0/8', '10.0.0.0/15', '192.0.2.0/24', '10.0.0.0/16', '2001:db8::/32']
    const rules = factOf('inboundRuleset', 'vault', {rules: sources.map(source => ({action: 'allow', source}))})
    assert.deepEqual(vault('hugeTrustedRanges', rules), ['0.0.0.0/0', '::/0'])
    const wide = ['0.0.0.0/0', '10.0.0.0/15', '10.0.0.0/8', '2001:db8::/32', '::/0']
    assert.deepEqual(vault('wideTrustedRanges', rules), wide)
    assert.equal(vault('wideTrustedRanges', refusedFact('inboundRuleset', 'vault')), 'forbidden?')
    const unreadable = factOf('inboundRuleset', 'vault', {rules: [{action: 'maybe'}]})
    assert.equal(vault('hugeTrustedRanges', unreadable), 'unknown-value?')
  })
})

describe('the names that commands need', () => {
  it('are the comments of weak SSH keys alone', () => {
    const comments = (...keys: ReadonlyArray<readonly [string | null, number | null, string?]>) =>
      valueOrGap(
        fixture(
          [
            account,
            factOf(
              'accountKeys',
              [],
              keys.map(([type, bits, comment]) => ({bits, type, ...(comment ? {comment} : {})})),
            ),
          ],
          {kind: 'all'},
        ).field('account', 'ann@x.test', 'weakSshKeyComments'),
      )
    assert.deepEqual(
      comments(['ssh-rsa', 1024, 'old'], ['ssh-dss', 1024, 'old'], ['ssh-ed25519', 256, 'new'], [null, null, 'odd']),
      ['old'],
    )
    assert.deepEqual(comments(['ssh-rsa', 1024, 'both'], ['ssh-ed25519', 256, 'both'], ['ssh-rsa', 1024]), [])
    assert.deepEqual(comments(['ssh-rsa', 1024, 'both'], [null, null, 'both']), [])
  })

  it('are the events and level of a webhook', () => {
    const hooks = factOf('webhooks', 'pay', [
      {id: 'w1', include: ['api:release', 'api:build'], level: 'sync'},
      {id: 'w2'},
    ])
    const {field} = fixture([pay(), hooks])
    assert.deepEqual(
      ['include', 'level'].flatMap(name => ['w1', 'w2'].map(id => valueOrGap(field('webhook', `pay/${id}`, name)))),
      ['api:release,api:build', 'no-statement?', 'sync', 'no-statement?'],
    )
  })

  it('are the email addresses of people', () => {
    const {field} = fixture(
      [
        factOf('team', 'acme', {enterprise_account: {id: 'e1', name: 'big'}, id: 't1', name: 'acme'}),
        factOf('members', 'acme', [
          {email: 'kim@x.test', role: 'member'},
          {id: 'm2', role: 'member'},
        ]),
      ],
      {kind: 'team', name: 'acme'},
    )
    assert.equal(valueOrGap(field('member', 'acme/kim@x.test', 'email')), 'kim@x.test')
    assert.equal(valueOrGap(field('member', 'acme/m2', 'email')), 'no-statement?')
    assert.equal(valueOrGap(field('team', 'acme', 'enterpriseAccount')), 'big')
    const guest = fixture([pay(), factOf('collaborators', 'pay', [{user: {email: 'kim@x.test', id: 'u2'}}])])
    assert.equal(valueOrGap(guest.field('collaborator', 'pay/kim@x.test', 'email')), 'kim@x.test')
  })
})
