import assert from 'node:assert/strict'

import {dataServices, planClass, planTier} from '../../src/subjects/plan.js'
import {seen} from './telling.js'

const of = (plan: string) => seen(planClass(plan))

describe('planClass', () => {
  it('goes by the service that the plan names', () => {
    assert.equal(of('heroku-postgresql:shield-0'), 'shield')
    assert.equal(of('heroku-kafka:private-standard-0'), 'private')
    assert.equal(of('heroku-redis:premium-9'), 'public')
    assert.equal(of('herokuconnect:shield'), 'shield')
    assert.equal(of('herokuconnect:anything'), 'public')
  })

  it('leaves open whether an advanced plan in a Shield space is a Shield service', () => {
    assert.deepEqual(of('heroku-postgresql:advanced-shield'), ['no-statement?', 'private', 'shield'])
    assert.deepEqual(of('heroku-redis:advanced-shield'), 'unknown-value?')
  })

  it('knows no other', () => {
    for (const plan of ['', ':', 'shield-0', ':shield-0', 'heroku-postgresql', 'heroku-postgresql:', 'HEROKU-POSTGRESQL:shield-0', 'heroku-postgres:shield-0', 'constructor:shield-0', '__proto__:shield-0', 'papertrail:shield-0', 'heroku-postgresql:shield-\n', 'heroku-postgresql:\nshield-0', 'heroku-redis:mini\n']) {
      assert.equal(of(plan), 'unknown-value?', JSON.stringify(plan))
    }
  })

  it('knows the data services', () => {
    assert.deepEqual([...dataServices].sort(), ['heroku-kafka', 'heroku-postgresql', 'heroku-redis', 'herokuconnect'])
  })
})

describe('planTier', () => {
  it('is what follows the service', () => {
    assert.equal(planTier('heroku-postgresql:shield-0'), 'shield-0')
    assert.equal(planTier('a:b:c'), 'b:c')
  })
})
