import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {advanced, classic, database, paying, store} from './support.js'
import {refused, seen, stage, told} from '../support.js'

const endpoints = [
  ['hasMutualTls', 'postgresTlsEndpoint'],
  ['hasPrivateLink', 'privateLink'],
] as const

for (const [field, kind] of endpoints)
  describe(field, () => {
    const read = (facts: readonly Fact[], tier = 'private-0') =>
      seen(paying([database('db', tier)], facts).field('addon', 'db', field))
    const info = classic('db', {})

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
        assert.equal(read([info, told(kind, 'db', {status})]), true)
      })

    it('is false once it is deprovisioned', () => {
      assert.equal(read([info, told(kind, 'db', {status: 'Deprovisioned'})]), false)
    })

    it('is false where there is none, of a database that was read itself', () => {
      assert.equal(read([info, refused(kind, 'db', 404)]), false)
      assert.equal(read([advanced('db', {}), refused(kind, 'db', 404)], 'advanced-private'), false)
    })

    it('is a gap where nothing is found of a database that was not read', () => {
      for (const status of [403, 404, 500])
        assert.equal(read([refused('postgres', 'x-db', status), refused(kind, 'db', 404)]), 'not-found?')
      if (kind === 'postgresTlsEndpoint') return
      assert.equal(
        read([refused('postgresAdvanced', 'x-db'), refused(kind, 'db', 404)], 'advanced-private'),
        'not-found?',
      )
      assert.equal(read([info, refused(kind, 'db', 404)], 'advanced-private'), 'not-found?')
    })

    it('is a gap where it cannot be read', () => {
      for (const [status, reason] of [
        [403, 'forbidden'],
        [410, 'not-found'],
        [500, 'server-error'],
      ] as const)
        assert.equal(read([info, refused(kind, 'db', status, reason)]), `${reason}?`)
    })

    it('is asked by name alone', () => {
      const {field: ask, reader} = paying([database('db', 'private-0')], [info])
      assert.equal(seen(ask('addon', 'db', field)), 'not-collected?')
      assert.deepEqual(
        reader.wanted().map(({path}) => path),
        [kind === 'privateLink' ? '/private-link/v0/databases/db' : '/postgres/v0/databases/db/tls-endpoint'],
      )
      assert.equal(read([info, told(kind, 'x-db', {status: 'Deprovisioned'})]), 'not-collected?')
    })

    it('is a gap for other services', () => {
      assert.equal(
        seen(paying([store('kv', 'heroku-redis:private-7')], []).field('addon', 'kv', field)),
        'unsupported?',
      )
    })
  })

describe('hasMutualTls of an Advanced database', () => {
  it('is false, and nothing is asked about it', () => {
    const {field, reader} = paying([database('db', 'advanced-private')], [])
    assert.equal(seen(field('addon', 'db', 'hasMutualTls')), false)
    assert.deepEqual(reader.wanted(), [])
  })
})

describe('hasExternalEndpoint', () => {
  const read = (plan: string, facts: readonly Fact[], field = 'hasExternalEndpoint') =>
    seen(paying([store('x', plan)], facts).field('addon', 'x', field))
  const info = classic('x', {})
  const none = [refused('postgresTlsEndpoint', 'x', 404), refused('privateLink', 'x', 404)]

  it('is true where either is there, whatever of the other', () => {
    const up = {status: 'Operational'}
    assert.equal(
      read('heroku-postgresql:private-0', [info, told('postgresTlsEndpoint', 'x', up), refused('privateLink', 'x')]),
      true,
    )
    assert.equal(
      read('heroku-postgresql:private-0', [info, refused('postgresTlsEndpoint', 'x'), told('privateLink', 'x', up)]),
      true,
    )
    assert.equal(read('heroku-redis:private-7', [told('keyValueStore', 'x', {}), told('privateLink', 'x', up)]), true)
    assert.equal(
      read('heroku-kafka:private-standard-0', [
        told('kafkaIpRules', 'x', [{cidr: '203.0.113.0/24'}]),
        refused('privateLink', 'x'),
      ]),
      true,
    )
  })

  it('is false where there is neither, of a store that was read itself', () => {
    assert.equal(read('heroku-postgresql:private-0', [info, ...none]), false)
    assert.equal(read('heroku-redis:private-7', [told('keyValueStore', 'x', {}), ...none]), false)
    assert.equal(
      read('heroku-kafka:shield-standard-0', [
        told('kafkaCluster', 'x', {}),
        refused('kafkaIpRules', 'x', 404),
        ...none,
      ]),
      false,
    )
    assert.equal(
      read('heroku-kafka:shield-standard-0', [told('kafkaCluster', 'x', {}), told('kafkaIpRules', 'x', []), ...none]),
      false,
    )
  })

  it('is a gap where either cannot be read, or the store itself was not', () => {
    assert.equal(
      read('heroku-postgresql:private-0', [
        info,
        refused('postgresTlsEndpoint', 'x', 404),
        refused('privateLink', 'x'),
      ]),
      'forbidden?',
    )
    assert.equal(read('heroku-postgresql:private-0', [refused('postgres', 'x-x'), ...none]), 'not-found?')
    assert.equal(read('heroku-redis:private-7', [refused('keyValueStore', 'x'), ...none]), 'not-found?')
    assert.equal(
      read('heroku-kafka:private-standard-0', [
        refused('kafkaCluster', 'x'),
        refused('kafkaIpRules', 'x', 404),
        ...none,
      ]),
      'not-found?',
    )
    assert.equal(
      read('heroku-kafka:private-standard-0', [told('kafkaCluster', 'x', {}), refused('kafkaIpRules', 'x'), ...none]),
      'forbidden?',
    )
  })

  it('is false on public plans and of Heroku Connect, and nothing is asked', () => {
    for (const plan of [
      'heroku-postgresql:standard-0',
      'heroku-redis:premium-0',
      'heroku-kafka:basic-0',
      'herokuconnect:shield',
      'herokuconnect:demo',
    ]) {
      const {field, reader} = paying([store('x', plan)], [])
      for (const [name, expected] of [
        ['hasExternalEndpoint', false],
        ['largestExternalRange', 0],
        ['externalIpTotal', 0],
        ['undeclaredAccounts', []],
      ] as const) {
        assert.deepEqual(seen(field('addon', 'x', name)), expected, `${plan} ${name}`)
      }

      assert.deepEqual(reader.wanted(), [], plan)
    }
  })

  it('is asked for on a plan that nobody knows, and on one that may be Shield', () => {
    for (const plan of ['heroku-redis:ultra-1', 'heroku-postgresql:advanced-shield', 'heroku-postgresql:titanium-1'])
      assert.equal(read(plan, []), 'not-collected?', plan)
  })

  it('is asked for where the plan is not told, and not known where the service is not', () => {
    const of = (more: object) =>
      ['hasExternalEndpoint', 'largestExternalRange', 'undeclaredAccounts'].map(field =>
        seen(paying([{...store('x', 'heroku-redis:mini'), ...more}], []).field('addon', 'x', field)),
      )
    assert.deepEqual(of({plan: null}).slice(0, 1), ['not-collected?'])
    assert.deepEqual(of({addon_service: null}), ['no-statement?', 'no-statement?', 'no-statement?'])
  })

  it('says which rule is no range', () => {
    for (const cidr of ['everywhere', '', null]) {
      const facts = [
        info,
        told('postgresTlsEndpoint', 'x', {status: 'Operational'}),
        told('postgresIpRules', 'x', [{cidr: '10.0.0.0/24'}, {cidr}]),
      ]
      const known = paying([store('x', 'heroku-postgresql:shield-0')], facts).field(
        'addon',
        'x',
        'largestExternalRange',
      )
      assert.match('gap' in known ? (known.gap.detail ?? '') : '', new RegExp(`^a rule says "${cidr ?? ''}",`))
    }
  })

  it('counts no ranges where there is no mutual TLS, and leaves those open that cannot be read', () => {
    const up = [info, told('postgresTlsEndpoint', 'x', {status: 'Operational'})]
    const plan = 'heroku-postgresql:shield-0'
    assert.equal(read(plan, [info, refused('postgresTlsEndpoint', 'x', 404)], 'largestExternalRange'), 0)
    assert.equal(read(plan, [info, refused('postgresTlsEndpoint', 'x')], 'largestExternalRange'), 'forbidden?')
    assert.equal(read(plan, [...up, refused('postgresIpRules', 'x')], 'largestExternalRange'), 'forbidden?')
    assert.equal(read(plan, [...up, refused('postgresIpRules', 'x', 404)], 'largestExternalRange'), 0)
    const rules = told('postgresIpRules', 'x', [{cidr: '10.0.0.0/24'}, {cidr: '10.0.2.0/25'}])
    assert.deepEqual(
      [read(plan, [...up, rules], 'largestExternalRange'), read(plan, [...up, rules], 'externalIpTotal')],
      [256, 384],
    )
    for (const cidr of ['everywhere', '', null]) {
      const odd = told('postgresIpRules', 'x', [{cidr: '10.0.0.0/24'}, {cidr}])
      assert.deepEqual(read(plan, [...up, odd], 'largestExternalRange'), ['unknown-value?', 256, 2 ** 64])
      assert.deepEqual(read(plan, [...up, odd], 'externalIpTotal'), ['unknown-value?', 256, 2 ** 64])
    }
  })
})

describe('the AWS accounts that may use PrivateLink and are not declared', () => {
  const [own, other] = ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root']
  const read = (link: Fact, peerings: readonly string[] = [own], owner: Fact = told('keyValueStore', 'x', {})) => {
    const pay = told('app', 'pay', {id: 'a-pay', name: 'pay', space: null})
    const facts = [
      pay,
      told('addons', 'pay', [store('x', 'heroku-redis:private-7')]),
      told('addonAttachments', 'pay', []),
      owner,
      link,
    ]
    return seen(stage(facts, undefined, {peerings}).field('addon', 'x', 'undeclaredAccounts'))
  }
  const link = (accounts?: null | readonly string[], status = 'Operational') =>
    told('privateLink', 'x', {...(accounts === undefined ? {} : {accounts}), status})

  it('are those that the policy does not list, each once', () => {
    assert.deepEqual(read(link([own, other, other])), [other])
    assert.deepEqual(read(link([own])), [])
    assert.deepEqual(read(link([])), [])
    assert.deepEqual(read(link([other, own]), []), [own, other])
    assert.deepEqual(read(link([other], 'Provisioning')), [other])
  })

  it('are none where there is no PrivateLink, of a store that was read itself', () => {
    assert.deepEqual(read(link([other], 'Deprovisioned')), [])
    assert.deepEqual(read(refused('privateLink', 'x', 404)), [])
    assert.equal(read(refused('privateLink', 'x', 404), undefined, refused('keyValueStore', 'x')), 'not-found?')
  })

  it('are not known where the API does not say, or cannot be asked', () => {
    assert.equal(read(link()), 'no-statement?')
    assert.equal(read(link(null)), 'no-statement?')
    assert.equal(read(refused('privateLink', 'x', 500)), 'server-error?')
  })

  it('are none where the policy lists no accounts at all, and nothing is asked', () => {
    const {field, reader} = paying([store('x', 'heroku-redis:private-7')], [])
    assert.deepEqual(seen(field('addon', 'x', 'undeclaredAccounts')), [])
    assert.deepEqual(reader.wanted(), [])
  })
})
