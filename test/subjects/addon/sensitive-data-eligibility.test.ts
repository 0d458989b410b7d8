import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const vault = (shield: boolean) => [
  factOf('app', 'pay', {id: 'a1', name: 'pay', space: {id: 's1', name: 'vault', shield}}),
  factOf('space', 'vault', {generation: 'cedar', id: 's1', name: 'vault', shield}),
]
const common = [factOf('app', 'pay', {id: 'a1', name: 'pay', space: null})]
const dynos = (size = 'Private-S') => factOf('formation', 'pay', [{dyno_size: {name: size}, type: 'web'}])

/** Facts of add-ons with these plans, all attached to the app. */
function using(...plans: readonly string[]): Fact[] {
  const owner = {id: 'a1', name: 'pay'}
  return [
    factOf(
      'addonAttachments',
      'pay',
      plans.map((_, index) => ({
        addon: {app: owner, id: `x${index}`, name: `store-${index}`},
        app: owner,
        id: `at${index}`,
        name: `STORE_${index}`,
      })),
    ),
    factOf(
      'addons',
      'pay',
      plans.map((plan, index) => ({
        addon_service: {name: plan.split(':')[0] ?? ''},
        app: owner,
        id: `x${index}`,
        name: `store-${index}`,
        plan: {name: plan},
      })),
    ),
  ]
}

const cardholder = (...facts: readonly Fact[]) =>
  valueOrGap(fixture(facts).field('app', 'pay', 'mayHoldCardholderData'))
const ids = (...facts: readonly Fact[]) => valueOrGap(fixture(facts).field('app', 'pay', 'mayHoldGovernmentIds'))

describe('sensitive-data-eligibility: mayHoldCardholderData', () => {
  it("is true if everything of Heroku's is Shield, whatever other vendors provide", () => {
    assert.equal(
      cardholder(...vault(true), dynos(), ...using('heroku-postgresql:shield-0', 'papertrail:choklad')),
      true,
    )
    assert.equal(cardholder(...vault(true), dynos(), ...using()), true)
  })

  it("is false if runtime, a dyno or a service isn't Shield", () => {
    assert.equal(cardholder(...common), false)
    assert.equal(cardholder(...vault(false)), false)
    for (const sizes of [
      ['Standard-1X'],
      ['Private-S', 'Standard-1X'],
      ['Standard-1X', 'Shield-L'],
      ['Non-Private-S'],
      ['Private'],
    ]) {
      const formation = factOf(
        'formation',
        'pay',
        sizes.map(name => ({dyno_size: {name}, type: name})),
      )
      assert.equal(cardholder(...vault(true), formation), false, sizes.join(' '))
    }

    for (const plan of [
      'heroku-postgresql:private-0',
      'heroku-redis:mini',
      'heroku-kafka:private-standard-0',
      'heroku-applink:demo',
      'heroku-inference:claude',
      'heroku-events:x',
    ]) {
      assert.equal(cardholder(...vault(true), dynos(), ...using('heroku-postgresql:shield-0', plan)), false, plan)
    }
  })

  it("is a gap when the document or the API doesn't say, unless it is false already", () => {
    assert.equal(cardholder(...vault(true), dynos(), ...using('heroku-redis:shield-7')), 'no-statement?')
    assert.equal(cardholder(...vault(true), dynos(), ...using('heroku-postgresql:ultra')), 'unknown-value?')
    assert.equal(cardholder(...vault(true), refusedFact('formation', 'pay'), ...using()), 'forbidden?')
    assert.equal(cardholder(...vault(true), dynos(), refusedFact('addonAttachments', 'pay')), 'forbidden?')
    assert.equal(cardholder(...vault(true), refusedFact('formation', 'pay'), ...using('heroku-redis:mini')), false)
    assert.equal(
      cardholder(...vault(true).slice(0, 1), refusedFact('space', 'vault'), dynos(), ...using()),
      'forbidden?',
    )
  })
})

describe('sensitive-data-eligibility: an add-on without a stated service', () => {
  it('makes both fields a gap', () => {
    const [attached] = using('x')
    assert.ok(attached)
    const unstated = factOf('addons', 'pay', [
      {addon_service: null, app: {id: 'a1', name: 'pay'}, id: 'x0', name: 'store-0', plan: {name: 'x'}},
    ])
    assert.equal(cardholder(...vault(true), dynos(), attached, unstated), 'no-statement?')
    assert.equal(ids(...vault(true), attached, unstated), 'no-statement?')
  })
})

describe('sensitive-data-eligibility: mayHoldGovernmentIds', () => {
  it('is true in a Private Space with stores in its network', () => {
    assert.equal(
      ids(...vault(false), ...using('heroku-postgresql:private-0', 'heroku-kafka:private-standard-0', 'papertrail:x')),
      true,
    )
    assert.equal(ids(...vault(true), ...using('heroku-postgresql:shield-0', 'herokuconnect:shield')), true)
    assert.equal(ids(...vault(true).slice(0, 1), refusedFact('space', 'vault'), ...using()), true)
  })

  it('is false on the Common Runtime, and if a store is outside the network', () => {
    assert.equal(ids(...common), false)
    for (const plan of ['heroku-postgresql:premium-0', 'heroku-redis:mini', 'herokuconnect:enterprise'])
      assert.equal(ids(...vault(false), ...using(plan)), false, plan)
  })

  it("is a gap when the document doesn't name the service, or the plan is unknown", () => {
    assert.equal(ids(...vault(false), ...using('heroku-redis:private-7')), 'no-statement?')
    assert.equal(ids(...vault(false), ...using('heroku-postgresql:ultra')), 'unknown-value?')
    assert.equal(ids(...vault(false), ...using('heroku-redis:private-7', 'heroku-postgresql:essential-0')), false)
    assert.equal(ids(refusedFact('app', 'pay', 500), ...using()), 'server-error?')
  })
})
