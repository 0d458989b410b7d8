import assert from 'node:assert/strict'

import {dataServices} from '../../../src/model/services.js'
import {planTier} from '../../../src/model/plan-tier.js'
import {planClass} from '../../../src/subjects/addon/plan.js'
import {valueOrGap} from '../support.js'

const classOf = (plan: string) => valueOrGap(planClass(plan))

describe('plan: planClass', () => {
  it("depends on the service in the plan's name", () => {
    assert.equal(classOf('heroku-postgresql:shield-0'), 'shield')
    assert.equal(classOf('heroku-kafka:private-standard-0'), 'private')
    assert.equal(classOf('heroku-redis:premium-9'), 'public')
    assert.equal(classOf('herokuconnect:shield'), 'shield')
    assert.equal(classOf('herokuconnect:anything'), 'public')
  })

  const plans: ReadonlyArray<readonly [service: string, names: Readonly<Record<string, readonly string[]>>]> = [
    [
      'heroku-postgresql',
      {
        private: ['private-0', 'private-10', 'private-l-6', 'advanced-private'],
        public: [
          'essential-0',
          'essential-10',
          'standard-0',
          'standard-10',
          'premium-0',
          'premium-l-10',
          'advanced',
          'performance',
          'performance-beta',
          'dev',
          'basic',
          'mini',
          'hobby-dev',
          'hobby-basic',
          'enterprise-0',
          'enterprise-10',
          'crane',
          'kappa',
          'ronin',
          'fugu',
          'ika',
          'baku',
          'mecha',
          'zilla',
          'tengu',
          'yanari',
        ],
        shield: ['shield-0', 'shield-10'],
        'unknown-value?': [
          'private-',
          'shield-',
          'standard-',
          'premium-',
          'essential-',
          'hobby-',
          'enterprise-',
          'my-private-0',
          'my-shield-0',
          'my-standard-0',
          'my-essential-0',
          'my-premium-0',
          'non-advanced',
          'my-performance',
          'advanced-',
          'advanced-eu',
          'advanced-private-eu',
          'non-advanced-private',
          'my-advanced-shield',
          'cranes',
          'my-dev',
          'minimal',
          'titanium-1',
          'Private-0',
        ],
      },
    ],
    [
      'heroku-redis',
      {
        private: ['private-7', 'private-14'],
        public: ['mini', 'premium-0', 'premium-14', 'hobby-dev', 'hobby-developer'],
        shield: ['shield-7', 'shield-14'],
        'unknown-value?': [
          'private-',
          'shield-',
          'premium-',
          'hobby-',
          'my-private-7',
          'my-shield-7',
          'my-mini',
          'minimal',
          'my-premium-0',
          'standard-0',
        ],
      },
    ],
    [
      'heroku-kafka',
      {
        private: ['private-standard-0', 'private-extended-2'],
        public: ['basic-0', 'standard-0', 'extended-2'],
        shield: ['shield-standard-0', 'shield-extended-2'],
        'unknown-value?': [
          'private-',
          'shield-',
          'basic-',
          'my-private-standard-0',
          'my-shield-standard-0',
          'my-basic-0',
          'basic',
          'premium-0',
        ],
      },
    ],
  ]
  for (const [service, names] of plans)
    for (const [expected, tiers] of Object.entries(names))
      it(`is ${expected} for all such plans of ${service}`, () => {
        for (const tier of tiers) assert.equal(classOf(`${service}:${tier}`), expected, tier)
      })

  it('is undecided for an Advanced plan in a Shield space', () => {
    for (const tier of ['advanced-shield', 'advanced-shield-1'])
      assert.deepEqual(classOf(`heroku-postgresql:${tier}`), ['no-statement?', 'private', 'shield'])
    assert.deepEqual(classOf('heroku-redis:advanced-shield'), 'unknown-value?')
  })

  it('is a gap for anything else', () => {
    for (const plan of [
      '',
      ':',
      'shield-0',
      ':shield-0',
      'heroku-postgresql',
      'heroku-postgresql:',
      'HEROKU-POSTGRESQL:shield-0',
      'heroku-postgres:shield-0',
      'constructor:shield-0',
      '__proto__:shield-0',
      'papertrail:shield-0',
      'heroku-postgresql:shield-\n',
      'heroku-postgresql:\nshield-0',
      'heroku-redis:mini\n',
    ]) {
      assert.equal(classOf(plan), 'unknown-value?', JSON.stringify(plan))
    }
  })

  it('knows the data services', () => {
    assert.deepEqual([...dataServices].sort(), ['heroku-kafka', 'heroku-postgresql', 'heroku-redis', 'herokuconnect'])
  })
})

describe('plan: planTier', () => {
  it('is the part after the service', () => {
    assert.equal(planTier('heroku-postgresql:shield-0'), 'shield-0')
    assert.equal(planTier('a:b:c'), 'b:c')
  })
})
