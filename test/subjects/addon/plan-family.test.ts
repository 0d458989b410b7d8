import assert from 'node:assert/strict'

import type {PlanOffer} from '../../../src/subjects/addon/plan-family.js'

import {otherPlan, planWith} from '../../../src/subjects/addon/plan-family.js'

describe('the plan in place of another', () => {
  for (const [plan, offer, expected] of [
    ['heroku-postgresql:standard-2', 'standby', 'heroku-postgresql:premium-2'],
    ['heroku-postgresql:essential-1', 'standby', 'heroku-postgresql:premium-0'],
    ['heroku-postgresql:mini', 'rollback', 'heroku-postgresql:standard-0'],
    ['heroku-postgresql:premium-4', 'private', 'heroku-postgresql:private-4'],
    ['heroku-postgresql:private-4', 'shield', 'heroku-postgresql:shield-4'],
    ['heroku-postgresql:standard-l-9', 'standby', undefined],
    ['heroku-postgresql:advanced', 'standby', undefined],
    ['heroku-redis:mini', 'standby', 'heroku-redis:premium-0'],
    ['heroku-redis:mini', 'private', 'heroku-redis:private-3'],
    ['heroku-redis:premium-1', 'private', 'heroku-redis:private-3'],
    ['heroku-redis:private-12', 'shield', 'heroku-redis:shield-12'],
    ['heroku-redis:giant', 'shield', undefined],
    ['heroku-kafka:basic-1', 'private', 'heroku-kafka:private-standard-0'],
    ['heroku-kafka:extended-2', 'private', 'heroku-kafka:private-extended-2'],
    ['heroku-kafka:private-standard-1', 'shield', 'heroku-kafka:shield-standard-1'],
    ['heroku-kafka:standard-1', 'standby', undefined],
    ['herokuconnect:demo', 'shield', 'herokuconnect:shield'],
    ['papertrail:choklad', 'shield', undefined],
    ['constructor:1', 'shield', undefined],
    ['shield', 'shield', undefined],
  ] as ReadonlyArray<readonly [string, PlanOffer, string | undefined]>)
    it(`of ${plan} for ${offer} is ${expected ?? 'unknown'}`, () => {
      const field = planWith(offer, plan)
      assert.equal('value' in field ? field.value : undefined, expected)
    })

  it('is unknown where the add-on or its plan is', () => {
    assert.deepEqual(otherPlan({gap: {reason: 'forbidden'}}, 'shield'), {gap: {reason: 'forbidden'}})
    assert.ok('gap' in otherPlan({body: {id: 'a', name: 'a'}}, 'shield'))
    assert.deepEqual(otherPlan({body: {id: 'a', name: 'a', plan: {name: 'herokuconnect:demo'}}}, 'shield'), {
      value: 'herokuconnect:shield',
    })
  })
})
