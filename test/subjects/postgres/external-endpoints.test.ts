import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {advancedInfo, classicInfo, database, fixtureWithAddons, paidAddon} from './support.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const endpoints = [
  ['hasMutualTls', 'postgresTlsEndpoint'],
  ['hasPrivateLink', 'privateLink'],
] as const

for (const [field, kind] of endpoints)
  describe(`external-endpoints: ${field}`, () => {
    const read = (facts: readonly Fact[], tier = 'private-0') =>
      valueOrGap(fixtureWithAddons([database('db', tier)], facts).field('addon', 'db', field))
    const info = classicInfo('db', {})

    for (const status of [
      'Operational',
      'Provisioning',
      'Deprovisioning',
      'deprovisioned',
      'Deprovisioned ',
      '',
      'a state that nobody knows',
    ])
      it(`is true in the state "${status}"`, () => {
        assert.equal(read([info, factOf(kind, 'db', {status})]), true)
      })

    it('is false once it is deprovisioned', () => {
      assert.equal(read([info, factOf(kind, 'db', {status: 'Deprovisioned'})]), false)
    })

    it('is false on 404 for a database that was read', () => {
      assert.equal(read([info, refusedFact(kind, 'db', 404)]), false)
      assert.equal(read([advancedInfo('db', {}), refusedFact(kind, 'db', 404)], 'advanced-private'), false)
    })

    it("is a gap on 404 for a database that wasn't read", () => {
      for (const status of [403, 404, 500])
        assert.equal(read([refusedFact('postgres', 'x-db', status), refusedFact(kind, 'db', 404)]), 'not-found?')
      if (kind === 'postgresTlsEndpoint') return
      assert.equal(
        read([refusedFact('postgresAdvanced', 'x-db'), refusedFact(kind, 'db', 404)], 'advanced-private'),
        'not-found?',
      )
      assert.equal(read([info, refusedFact(kind, 'db', 404)], 'advanced-private'), 'not-found?')
    })

    it("is a gap when it can't be read", () => {
      for (const [status, reason] of [
        [403, 'forbidden'],
        [410, 'not-found'],
        [500, 'server-error'],
      ] as const)
        assert.equal(read([info, refusedFact(kind, 'db', status, reason)]), `${reason}?`)
    })

    it('is read by name only', () => {
      const {field: ask, reader} = fixtureWithAddons([database('db', 'private-0')], [info])
      assert.equal(valueOrGap(ask('addon', 'db', field)), 'not-collected?')
      assert.deepEqual(
        reader.wantedFacts().map(({path}) => path),
        [kind === 'privateLink' ? '/private-link/v0/databases/db' : '/postgres/v0/databases/db/tls-endpoint'],
      )
      assert.equal(read([info, factOf(kind, 'x-db', {status: 'Deprovisioned'})]), 'not-collected?')
    })

    it('is a gap for other services', () => {
      assert.equal(
        valueOrGap(fixtureWithAddons([paidAddon('kv', 'heroku-redis:private-7')], []).field('addon', 'kv', field)),
        'unsupported?',
      )
    })
  })

describe('external-endpoints: hasMutualTls of an Advanced database', () => {
  it('is false, without any request', () => {
    const {field, reader} = fixtureWithAddons([database('db', 'advanced-private')], [])
    assert.equal(valueOrGap(field('addon', 'db', 'hasMutualTls')), false)
    assert.deepEqual(reader.wantedFacts(), [])
  })
})

describe('external-endpoints: hasExternalEndpoint', () => {
  const read = (plan: string, facts: readonly Fact[], field = 'hasExternalEndpoint') =>
    valueOrGap(fixtureWithAddons([paidAddon('x', plan)], facts).field('addon', 'x', field))
  const info = classicInfo('x', {})
  const none = [refusedFact('postgresTlsEndpoint', 'x', 404), refusedFact('privateLink', 'x', 404)]

  it('is true if either endpoint exists, whatever the other', () => {
    const up = {status: 'Operational'}
    assert.equal(
      read('heroku-postgresql:private-0', [
        info,
        factOf('postgresTlsEndpoint', 'x', up),
        refusedFact('privateLink', 'x'),
      ]),
      true,
    )
    assert.equal(
      read('heroku-postgresql:private-0', [
        info,
        refusedFact('postgresTlsEndpoint', 'x'),
        factOf('privateLink', 'x', up),
      ]),
      true,
    )
    assert.equal(
      read('heroku-redis:private-7', [factOf('keyValueStore', 'x', {}), factOf('privateLink', 'x', up)]),
      true,
    )
    assert.equal(
      read('heroku-kafka:private-standard-0', [
        factOf('kafkaIpRules', 'x', [{cidr: '203.0.113.0/24'}]),
        refusedFact('privateLink', 'x'),
      ]),
      true,
    )
  })

  it('is false if neither exists for a store that was read', () => {
    assert.equal(read('heroku-postgresql:private-0', [info, ...none]), false)
    assert.equal(read('heroku-redis:private-7', [factOf('keyValueStore', 'x', {}), ...none]), false)
    assert.equal(
      read('heroku-kafka:shield-standard-0', [
        factOf('kafkaCluster', 'x', {}),
        refusedFact('kafkaIpRules', 'x', 404),
        ...none,
      ]),
      false,
    )
    assert.equal(
      read('heroku-kafka:shield-standard-0', [
        factOf('kafkaCluster', 'x', {}),
        factOf('kafkaIpRules', 'x', []),
        ...none,
      ]),
      false,
    )
  })

  it("is a gap when either can't be read, or the store itself wasn't", () => {
    assert.equal(
      read('heroku-postgresql:private-0', [
        info,
        refusedFact('postgresTlsEndpoint', 'x', 404),
        refusedFact('privateLink', 'x'),
      ]),
      'forbidden?',
    )
    assert.equal(read('heroku-postgresql:private-0', [refusedFact('postgres', 'x-x'), ...none]), 'not-found?')
    assert.equal(read('heroku-redis:private-7', [refusedFact('keyValueStore', 'x'), ...none]), 'not-found?')
    assert.equal(
      read('heroku-kafka:private-standard-0', [
        refusedFact('kafkaCluster', 'x'),
        refusedFact('kafkaIpRules', 'x', 404),
        ...none,
      ]),
      'not-found?',
    )
    assert.equal(
      read('heroku-kafka:private-standard-0', [
        factOf('kafkaCluster', 'x', {}),
        refusedFact('kafkaIpRules', 'x'),
        ...none,
      ]),
      'forbidden?',
    )
  })

  it('is false on public plans and for Heroku Connect, without any request', () => {
    for (const plan of [
      'heroku-postgresql:standard-0',
      'heroku-redis:premium-0',
      'heroku-kafka:basic-0',
      'herokuconnect:shield',
      'herokuconnect:demo',
    ]) {
      const {field, reader} = fixtureWithAddons([paidAddon('x', plan)], [])
      for (const [name, expected] of [
        ['hasExternalEndpoint', false],
        ['largestExternalRange', 0],
        ['externalIpTotal', 0],
        ['undeclaredAccounts', []],
      ] as const) {
        assert.deepEqual(valueOrGap(field('addon', 'x', name)), expected, `${plan} ${name}`)
      }

      assert.deepEqual(reader.wantedFacts(), [], plan)
    }
  })

  it('is read on unknown plans, and on plans that may be Shield', () => {
    for (const plan of ['heroku-redis:ultra-1', 'heroku-postgresql:advanced-shield', 'heroku-postgresql:titanium-1'])
      assert.equal(read(plan, []), 'not-collected?', plan)
  })

  it("is read when the plan isn't stated, and a gap when the service isn't", () => {
    const opennessFields = (more: object) =>
      ['hasExternalEndpoint', 'largestExternalRange', 'undeclaredAccounts'].map(field =>
        valueOrGap(
          fixtureWithAddons([{...paidAddon('x', 'heroku-redis:mini'), ...more}], []).field('addon', 'x', field),
        ),
      )
    assert.deepEqual(opennessFields({plan: null}).slice(0, 1), ['not-collected?'])
    assert.deepEqual(opennessFields({addon_service: null}), ['no-statement?', 'no-statement?', 'no-statement?'])
  })

  it("names the rule that isn't a range", () => {
    for (const cidr of ['everywhere', '', null]) {
      const facts = [
        info,
        factOf('postgresTlsEndpoint', 'x', {status: 'Operational'}),
        factOf('postgresIpRules', 'x', [{cidr: '10.0.0.0/24'}, {cidr}]),
      ]
      const known = fixtureWithAddons([paidAddon('x', 'heroku-postgresql:shield-0')], facts).field(
        'addon',
        'x',
        'largestExternalRange',
      )
      assert.match('gap' in known ? (known.gap.detail ?? '') : '', new RegExp(`^a rule says "${cidr ?? ''}",`))
    }
  })

  it('counts no ranges without mutual TLS, and is a gap for unreadable ranges', () => {
    const up = [info, factOf('postgresTlsEndpoint', 'x', {status: 'Operational'})]
    const plan = 'heroku-postgresql:shield-0'
    assert.equal(read(plan, [info, refusedFact('postgresTlsEndpoint', 'x', 404)], 'largestExternalRange'), 0)
    assert.equal(read(plan, [info, refusedFact('postgresTlsEndpoint', 'x')], 'largestExternalRange'), 'forbidden?')
    assert.equal(read(plan, [...up, refusedFact('postgresIpRules', 'x')], 'largestExternalRange'), 'forbidden?')
    assert.equal(read(plan, [...up, refusedFact('postgresIpRules', 'x', 404)], 'largestExternalRange'), 0)
    const rules = factOf('postgresIpRules', 'x', [{cidr: '10.0.0.0/24'}, {cidr: '10.0.2.0/25'}])
    assert.deepEqual(
      [read(plan, [...up, rules], 'largestExternalRange'), read(plan, [...up, rules], 'externalIpTotal')],
      [256, 384],
    )
    for (const cidr of ['everywhere', '', null]) {
      const unreadable = factOf('postgresIpRules', 'x', [{cidr: '10.0.0.0/24'}, {cidr}])
      assert.deepEqual(read(plan, [...up, unreadable], 'largestExternalRange'), ['unknown-value?', 256, 2 ** 64])
      assert.deepEqual(read(plan, [...up, unreadable], 'externalIpTotal'), ['unknown-value?', 256, 2 ** 64])
    }
  })
})

describe('external-endpoints: undeclaredAccounts', () => {
  const [own, other] = ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root']
  const read = (link: Fact, peerings: readonly string[] = [own], owner: Fact = factOf('keyValueStore', 'x', {})) => {
    const pay = factOf('app', 'pay', {id: 'a-pay', name: 'pay', space: null})
    const facts = [
      pay,
      factOf('addons', 'pay', [paidAddon('x', 'heroku-redis:private-7')]),
      factOf('addonAttachments', 'pay', []),
      owner,
      link,
    ]
    return valueOrGap(fixture(facts, undefined, {peerings}).field('addon', 'x', 'undeclaredAccounts'))
  }
  const link = (accounts?: null | readonly string[], status = 'Operational') =>
    factOf('privateLink', 'x', {...(accounts === undefined ? {} : {accounts}), status})

  it("lists accounts that the policy doesn't list, once each", () => {
    assert.deepEqual(read(link([own, other, other])), [other])
    assert.deepEqual(read(link([own])), [])
    assert.deepEqual(read(link([])), [])
    assert.deepEqual(read(link([other, own]), []), [own, other])
    assert.deepEqual(read(link([other], 'Provisioning')), [other])
  })

  it('is empty without PrivateLink, for a store that was read', () => {
    assert.deepEqual(read(link([other], 'Deprovisioned')), [])
    assert.deepEqual(read(refusedFact('privateLink', 'x', 404)), [])
    assert.equal(read(refusedFact('privateLink', 'x', 404), undefined, refusedFact('keyValueStore', 'x')), 'not-found?')
  })

  it("is a gap when the API doesn't say or can't be read", () => {
    assert.equal(read(link()), 'no-statement?')
    assert.equal(read(link(null)), 'no-statement?')
    assert.equal(read(refusedFact('privateLink', 'x', 500)), 'server-error?')
  })

  it('is empty when the policy lists no accounts, without any request', () => {
    const {field, reader} = fixtureWithAddons([paidAddon('x', 'heroku-redis:private-7')], [])
    assert.deepEqual(valueOrGap(field('addon', 'x', 'undeclaredAccounts')), [])
    assert.deepEqual(reader.wantedFacts(), [])
  })
})
