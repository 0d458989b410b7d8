import assert from 'node:assert/strict'

import type {App, FactTypes, Space} from '../../../src/model/facts.js'
import type {Policy} from '../../../src/model/policy.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {internetOpenness, ipv6Units} from '../../../src/subjects/space/cidr.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const home = (more: Partial<Space> = {}) =>
  factOf('space', 'vault', {
    generation: 'cedar',
    id: 's1',
    name: 'vault',
    region: {name: 'virginia'},
    shield: true,
    team: {name: 'acme'},
    ...more,
  })
const field = (name: string, facts: readonly Fact[], allow: Policy['allow'] = {}) =>
  valueOrGap(fixture(facts, {kind: 'space', name: 'vault'}, allow).field('space', 'vault', name))

type Rules = FactTypes['inboundRuleset']['rules']
const trusting = (name: string, rules: Rules, applied?: boolean) =>
  field(name, [home(), factOf('inboundRuleset', 'vault', {rules, ...(applied === undefined ? {} : {applied})})])
const allowRules = (...sources: string[]): Rules => sources.map(source => ({action: 'allow', source}))

describe('space: trusted IP ranges', () => {
  it('name the largest', () => {
    const read = (name: string) =>
      fixture([home(), factOf('inboundRuleset', 'vault', {rules: allowRules('10.0.0.0/8', '11.0.0.0/8')})], {
        kind: 'space',
        name: 'vault',
      }).field('space', 'vault', name)
    assert.deepEqual(read('largestTrustedRange'), {of: '10.0.0.0/7', value: 2 ** 25})
    assert.deepEqual(read('trustedIpTotal'), {value: 2 ** 25})
  })

  it('are measured after joining', () => {
    assert.equal(trusting('largestTrustedRange', allowRules('10.0.0.0/8', '11.0.0.0/8', '20.0.0.0/8')), 2 ** 25)
    assert.equal(trusting('trustedIpTotal', allowRules('10.0.0.0/8', '11.0.0.0/8', '20.0.0.0/8')), 2 ** 25 + 2 ** 24)
    assert.equal(trusting('largestTrustedRange', []), 0)
  })

  it("have a minimum and a maximum when a rule can't be read", () => {
    for (const rule of [
      {action: 'allow', source: 'any'},
      {action: 'allow', source: null},
      {action: 'log', source: '10.0.0.0/8'},
      {source: '10.0.0.0/8'},
    ]) {
      assert.deepEqual(trusting('largestTrustedRange', [...allowRules('9.0.0.0/8'), rule]), [
        'unknown-value?',
        2 ** 24,
        internetOpenness(ipv6Units.allocation),
      ])
      assert.deepEqual(trusting('largestTrustedNetwork', [...allowRules('9.0.0.0/8'), rule]), [
        'unknown-value?',
        2 ** 24,
        internetOpenness(ipv6Units.site),
      ])
    }
  })

  it('name the unreadable rule', () => {
    const detail = (rule: Rules[number], name: string) => {
      const known = fixture([home(), factOf('inboundRuleset', 'vault', {rules: [rule]})], {
        kind: 'space',
        name: 'vault',
      }).field('space', 'vault', name)
      return 'gap' in known ? known.gap.detail : undefined
    }
    assert.equal(
      detail({action: 'allow', source: 'any'}, 'trustedIpTotal'),
      'a rule says "allow" of "any", which can\'t be read',
    )
    assert.equal(
      detail({source: '10.0.0.0/8'}, 'trustedIpTotal'),
      'a rule says "" of "10.0.0.0/8", which can\'t be read',
    )
    assert.equal(detail({action: 'allow'}, 'trustedIpTotal'), 'a rule says "allow" of "", which can\'t be read')
    assert.equal(detail({action: 'log', source: 'x'}, 'trustedIpRanges'), 'a rule says "log" of "x"')
    assert.equal(detail({action: 'allow'}, 'trustedIpRanges'), 'a rule says "allow" of ""')
  })

  it('are listed as they are, without denied ones', () => {
    assert.deepEqual(
      trusting('trustedIpRanges', [
        ...allowRules('b', 'a', 'b'),
        {action: 'deny', source: '0.0.0.0/0'},
        {action: 'deny'},
      ]),
      ['a', 'b'],
    )
    assert.equal(
      trusting('largestTrustedRange', [
        ...allowRules('10.0.0.0/8'),
        {action: 'deny', source: '0.0.0.0/0'},
        {action: 'deny'},
      ]),
      2 ** 24,
    )
    assert.equal(trusting('trustedIpRanges', [{action: 'log', source: 'a'}]), 'unknown-value?')
  })

  it('report whether they are applied, or a gap', () => {
    assert.deepEqual(
      [trusting('trustedIpsSayWhetherApplied', [], false), trusting('trustedIpsAreApplied', [], false)],
      [true, false],
    )
    assert.deepEqual(
      [trusting('trustedIpsSayWhetherApplied', []), trusting('trustedIpsAreApplied', [])],
      [false, 'no-statement?'],
    )
  })

  it("are open to everyone on Fir if the platform doesn't offer them", () => {
    const fir = home({generation: 'fir', shield: false})
    const all = (...more: Fact[]) =>
      [
        'largestTrustedRange',
        'trustedIpTotal',
        'largestTrustedNetwork',
        'trustedNetworkTotal',
        'trustedIpRanges',
        'trustedIpsSayWhetherApplied',
        'trustedIpsAreApplied',
      ].map(name => field(name, [fir, ...more]))
    const open = [2 ** 56, 2 ** 56, 2 ** 64, 2 ** 64, ['0.0.0.0/0', '::/0'], false, 'no-statement?']
    assert.deepEqual(all(refusedFact('inboundRuleset', 'vault', 404)), open)
    assert.deepEqual(all(refusedFact('inboundRuleset', 'vault', 422, 'unsupported')), open)
    assert.deepEqual(
      all(refusedFact('inboundRuleset', 'vault', 400, 'unsupported')),
      Array.from({length: 7}, () => 'unsupported?'),
    )
    assert.deepEqual(all(factOf('inboundRuleset', 'vault', {applied: true, rules: allowRules('10.0.0.0/16')})), [
      2 ** 16,
      2 ** 16,
      2 ** 16,
      2 ** 16,
      ['10.0.0.0/16'],
      true,
      true,
    ])
    assert.equal(
      field('largestTrustedRange', [home(), refusedFact('inboundRuleset', 'vault', 422, 'unsupported')]),
      'unsupported?',
    )
    assert.equal(field('largestTrustedRange', [home(), refusedFact('inboundRuleset', 'vault', 404)]), 'not-found?')
  })
})

describe('space: peerings and VPN connections', () => {
  const peered = (name: string, items: FactTypes['peerings'], peerings?: string[]) =>
    field(name, [home(), factOf('peerings', 'vault', items)], peerings ? {peerings} : {})
  const vpns = (name: string, items: FactTypes['vpnConnections'], allow: string[] = []) =>
    field(name, [home(), factOf('vpnConnections', 'vault', items)], {vpns: allow})

  it("are counted without Heroku's own", () => {
    const active = {status: 'active'}
    assert.equal(
      peered('peeringCount', [
        {...active, type: 'heroku-managed'},
        {type: 'heroku-redis'},
        {...active, type: 'customer-managed'},
        {...active, type: 'unknown'},
      ]),
      2,
    )
    assert.deepEqual(
      peered('peeringCount', [
        {...active, type: 'customer-managed'},
        {...active, type: null},
        {type: 'customer-managed'},
        {},
      ]),
      ['no-statement?', 1, 2, 3, 4],
    )
    for (const status of ['deleted', 'expired', 'failed', 'rejected'])
      assert.equal(peered('peeringCount', [{status, type: 'customer-managed'}, {status}]), 0, status)
    assert.equal(vpns('vpnCount', [{}, {}]), 2)
  })

  it("are listed if the policy doesn't name them, once each", () => {
    const status = 'active'
    const items = [
      {aws_account_id: '2', status, type: 'customer-managed'},
      {aws_account_id: '1', status, type: 'customer-managed'},
      {aws_account_id: '2', status, type: 'unknown'},
      {aws_account_id: '9', status, type: 'heroku-managed'},
    ]
    assert.deepEqual(peered('undeclaredPeerings', items), ['1', '2'])
    assert.deepEqual(peered('undeclaredPeerings', items, ['1', '2']), [])
    assert.equal(
      peered('undeclaredPeerings', [...items, {status, type: 'customer-managed'}], ['1', '2']),
      'no-statement?',
    )
    assert.deepEqual(peered('undeclaredPeerings', [...items, {type: 'customer-managed'}], ['1']), ['2'])
    assert.equal(peered('undeclaredPeerings', [{aws_account_id: '7'}]), 'no-statement?')
    assert.deepEqual(
      vpns(
        'undeclaredVpns',
        [
          {public_ip: '198.51.100.8', status},
          {public_ip: '198.51.100.7', status},
        ],
        ['198.51.100.7'],
      ),
      ['198.51.100.8'],
    )
    assert.equal(
      vpns(
        'undeclaredVpns',
        [
          {public_ip: null, status},
          {public_ip: '198.51.100.7', status},
        ],
        ['198.51.100.7'],
      ),
      'no-statement?',
    )
    assert.equal(vpns('undeclaredVpns', [{public_ip: '198.51.100.8'}]), 'no-statement?')
    assert.deepEqual(vpns('undeclaredVpns', [{public_ip: '198.51.100.8', status: 'failed'}, {status: 'failed'}]), [])
  })

  it('report the lowest IKE version', () => {
    assert.equal(vpns('lowestIkeVersion', [{ike_version: 2}, {ike_version: 3}]), 2)
    assert.equal(vpns('lowestIkeVersion', [{ike_version: 1}, {}]), 1)
    for (const items of [[{ike_version: 2}, {}], [{}], [{ike_version: null}]])
      assert.equal(vpns('lowestIkeVersion', items), 'no-statement?')
    assert.equal(vpns('lowestIkeVersion', []), 'no-statement?')
  })
})

describe('space', () => {
  it('reports region, class and team', () => {
    const regions = factOf('regions', [], [{country: 'United States', name: 'virginia'}])
    assert.deepEqual(
      [
        field('region', [home()]),
        field('regionCountry', [home(), regions]),
        field('runtimeClass', [home()]),
        field('generation', [home()]),
      ],
      ['virginia', 'United States', 'shield', 'cedar'],
    )
    const [subject] = fixture([home()], {kind: 'space', name: 'vault'}).subjectsOf('space')
    assert.deepEqual(
      [subject?.id, subject?.kind, subject?.name, subject?.space, subject?.team],
      ['s1', 'space', 'vault', 'vault', 'acme'],
    )
    for (const name of ['region', 'regionCountry'])
      assert.equal(field(name, [home({region: null}), regions]), 'no-statement?')
  })

  it('derives from the policy alone whether peerings and VPN connections are declared', () => {
    const declarations = (allow: Policy['allow']) =>
      ['peeringsAreDeclared', 'vpnsAreDeclared'].map(name => field(name, [home()], allow))
    assert.deepEqual(
      [declarations({}), declarations({peerings: []}), declarations({vpns: []})],
      [
        [false, false],
        [true, false],
        [false, true],
      ],
    )
  })

  it('requests neither trusted IP ranges nor addresses if its generation is unknown', () => {
    const {field, reader} = fixture([home({generation: 'birch'})], {kind: 'space', name: 'vault'})
    const before = reader.requestedPaths().size
    for (const name of ['natAddresses', 'largestTrustedRange'])
      assert.equal(valueOrGap(field('space', 'vault', name)), 'unknown-value?')
    assert.equal(reader.requestedPaths().size, before)
  })

  it('is not declared open without a policy, and requests nothing then', () => {
    const {field, reader} = fixture([home()], {kind: 'space', name: 'vault'})
    assert.deepEqual(field('space', 'vault', 'opennessIsDeclared'), {value: false})
    assert.ok(!reader.wantedFacts().some(({kind}) => kind === 'formation'))
  })

  it("has only policy fields when it can't be read", () => {
    const facts = [refusedFact('space', 'vault', 500)]
    for (const name of [
      'region',
      'regionCountry',
      'runtimeClass',
      'generation',
      'hasLogDrain',
      'largestTrustedRange',
      'trustedIpRanges',
    ])
      assert.equal(field(name, facts), 'server-error?', name)
  })
})

describe('space: opennessIsDeclared', () => {
  const at = (name: string, id = 's1', space = 'vault'): App => ({
    generation: 'cedar',
    id: `a-${name}`,
    name,
    space: {id, name: space, shield: true},
    team: {name: 'acme'},
  })
  const runs = (name: string, quantity: null | number | undefined, type = 'web') =>
    factOf('formation', name, [{type, ...(quantity === undefined ? {} : {quantity})}])
  const around = (apps: readonly App[], topology: Fact) => [
    home(),
    factOf('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
    factOf('teamApps', 'acme', []),
    factOf('apps', [], apps),
    topology,
  ]
  const seenIn = (...names: string[]) => factOf('topology', 'vault', {apps: names.map(name => ({id: `a-${name}`}))})
  const openness = (publicApps: string[], ...facts: Fact[]) => field('opennessIsDeclared', facts, {publicApps})
  const two = around([at('pay'), at('shop')], seenIn('pay', 'shop'))

  const items: ReadonlyArray<readonly [string, unknown, string[], readonly Fact[]]> = [
    [
      'is true if every app with web traffic is declared',
      true,
      ['pay', 'shop'],
      [...two, runs('pay', 1), runs('shop', 2)],
    ],
    [
      'is true if the other apps have no web process',
      true,
      ['pay'],
      [...two, runs('pay', 1), runs('shop', 2, 'worker')],
    ],
    ['is true if the other apps are scaled to zero', true, ['pay'], [...two, runs('pay', 1), runs('shop', 0)]],
    ['is false if an undeclared app serves web traffic', false, ['pay'], [...two, runs('pay', 1), runs('shop', 1)]],
    [
      "is false if an undeclared app serves web traffic, even if another can't be read",
      false,
      ['pay'],
      [...two, refusedFact('formation', 'pay'), runs('shop', 1)],
    ],
    [
      "is false if an undeclared app serves web traffic, even if the topology can't be read",
      false,
      ['pay'],
      [...around([at('pay'), at('shop')], refusedFact('topology', 'vault')), runs('pay', 1), runs('shop', 1)],
    ],
    ['is false if no app serves web traffic', false, ['*'], [...two, runs('pay', 0), runs('shop', 1, 'worker')]],
    ['is false if no app runs in the space', false, ['*'], around([], seenIn())],
    [
      'is true despite an unreadable declared app if another one serves web traffic',
      true,
      ['*'],
      [...two, runs('pay', 1), refusedFact('formation', 'shop')],
    ],
    [
      "is a gap if the only declared app with web traffic can't be read",
      'forbidden?',
      ['*'],
      [...two, refusedFact('formation', 'pay'), runs('shop', 0)],
    ],
    [
      "is a gap if an undeclared app can't be read",
      'forbidden?',
      ['pay'],
      [...two, runs('pay', 1), refusedFact('formation', 'shop')],
    ],
    [
      "is a gap if an undeclared app doesn't state its web dynos",
      'no-statement?',
      ['pay'],
      [...two, runs('pay', 1), runs('shop', null)],
    ],
    [
      "is a gap if the only app doesn't state its web dynos",
      'no-statement?',
      ['pay'],
      [...around([at('pay')], seenIn('pay')), runs('pay', undefined)],
    ],
    [
      "is a gap if the topology can't be read",
      'forbidden?',
      ['*'],
      [...around([at('pay')], refusedFact('topology', 'vault')), runs('pay', 1)],
    ],
    [
      'is a gap if a hidden app runs in the space',
      'not-found?',
      ['*'],
      [...around([at('pay')], seenIn('pay', 'x')), refusedFact('app', 'a-x', 404), runs('pay', 1)],
    ],
    [
      "is false by an app that the topology doesn't contain yet",
      false,
      ['pay'],
      [...around([at('pay'), at('shop')], seenIn('pay')), runs('pay', 1), runs('shop', 1)],
    ],
    [
      'is false by an app that only the topology contains',
      false,
      ['pay'],
      [...around([at('pay')], seenIn('pay', 'x')), factOf('app', 'a-x', at('x')), runs('pay', 1), runs('a-x', 1)],
    ],
    [
      'is true by the name of an app that only the topology contains',
      true,
      ['pay', 'x'],
      [...around([at('pay')], seenIn('pay', 'x')), factOf('app', 'a-x', at('x')), runs('pay', 1), runs('a-x', 1)],
    ],
  ]
  for (const [name, expected, publicApps, facts] of items)
    it(name, () => assert.equal(openness(publicApps, ...facts), expected))

  it('requests nothing for a hidden app', () => {
    const {field, reader} = fixture(
      [...around([], seenIn('x')), refusedFact('app', 'a-x', 404)],
      {kind: 'space', name: 'vault'},
      {publicApps: ['*']},
    )
    assert.equal(valueOrGap(field('space', 'vault', 'opennessIsDeclared')), 'not-found?')
    assert.ok(!reader.requestedPaths().has('/apps/a-x/formation'))
  })

  it('depends on the apps of that space only', () => {
    const lists = [
      factOf('teams', [], []),
      factOf(
        'spaces',
        [],
        [
          {generation: 'cedar', id: 's1', name: 'vault'},
          {generation: 'cedar', id: 's2', name: 'desk'},
        ],
      ),
      seenIn('pay'),
      factOf('topology', 'desk', {apps: [{id: 'a-shop'}]}),
    ]
    const facts = [
      ...lists,
      runs('a-x', 0),
      factOf(
        'apps',
        [],
        [at('pay'), at('shop', 's2', 'desk'), {...at('common'), space: null}, {...at('a-x'), id: 'a-x'}],
      ),
      runs('pay', 1),
      runs('shop', 1),
      runs('common', 1),
    ]
    const all = fixture([...facts, refusedFact('app', 'hidden')], {kind: 'all'}, {publicApps: ['pay']})
    assert.deepEqual(
      ['vault', 'desk'].map(name => valueOrGap(all.field('space', name, 'opennessIsDeclared'))),
      [true, false],
    )
    assert.deepEqual(
      all.subjectsOf('space').map(({apps, name}) => [name, apps]),
      [
        ['vault', ['pay']],
        ['desk', ['shop']],
      ],
    )
  })

  it('depends on everything that runs there, even if the scope is one app', () => {
    const facts = (...more: Fact[]) => [
      home(),
      factOf('app', 'pay', at('pay')),
      seenIn('pay', 'x'),
      runs('pay', 1),
      ...more,
    ]
    const publicAccess = (...more: Fact[]) =>
      valueOrGap(
        fixture(facts(...more), {kind: 'app', name: 'pay'}, {publicApps: ['pay']}).field(
          'space',
          'vault',
          'opennessIsDeclared',
        ),
      )
    assert.equal(publicAccess(factOf('app', 'a-x', at('x')), runs('a-x', 1)), false)
    assert.equal(publicAccess(factOf('app', 'a-x', at('x')), runs('a-x', 0)), true)
    // An app without a known name may be declared, so it isn't reported as undeclared.
    assert.equal(publicAccess(refusedFact('app', 'a-x'), runs('a-x', 1)), 'forbidden?')
  })
})

describe('space: natAddresses', () => {
  const nat = (body: FactTypes['spaceNat'], more: Partial<Space> = {}) =>
    field('natAddresses', [home(more), factOf('spaceNat', 'vault', body)])

  it('are those the API lists, and none if disabled', () => {
    assert.deepEqual(nat({sources: ['203.0.113.3', '203.0.113.2'], state: 'enabled'}), ['203.0.113.2', '203.0.113.3'])
    assert.deepEqual(nat({sources: ['203.0.113.3'], state: 'disabled'}), [])
  })

  it("are a gap while they change, when they aren't stated, and on Fir", () => {
    for (const state of ['updating', 'new', null])
      assert.equal(nat({sources: ['203.0.113.3'], state}), 'unknown-value?')
    assert.equal(nat({state: 'enabled'}), 'no-statement?')
    assert.equal(nat({sources: [], state: 'enabled'}, {generation: 'fir', shield: false}), 'unsupported?')
    assert.equal(field('natAddresses', [home(), refusedFact('spaceNat', 'vault', 404)]), 'not-found?')
  })
})
