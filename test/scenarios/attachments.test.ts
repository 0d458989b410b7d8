import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {World} from '../fixtures/types.js'

import {addon, app, attach, refuse, team, world} from '../fixtures/build.js'
import {checksOf, assessWorld, subjects, verdict, verdicts, verdictsOn} from './assess-world.js'

const pay = {kind: 'app', name: 'pay'} as const
type AddonInit = Omit<Parameters<typeof addon>[1], 'app' | 'plan'>

/** The verdict of a check on an add-on of that plan, attached to the app that pays for it. */
async function on(check: string, plan: string, init: AddonInit = {}, allow?: Policy['allow']): Promise<string> {
  const parts = {addons: [addon('thing', {...init, app: 'pay', as: 'THING', plan})], apps: [app('pay')]}
  return verdict(await assessWorld(world(parts), {scope: pay, ...(allow ? {allow} : {})}), check, 'pay/THING')
}

const postgres = {
  public: [
    'essential-0',
    'essential-2',
    'standard-0',
    'standard-10',
    'premium-0',
    'premium-l-6',
    'premium-xl-9',
    'advanced',
    'performance',
    'performance-beta',
    'dev',
    'basic',
    'mini',
    'hobby-dev',
    'hobby-basic',
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
    'enterprise-0',
    'enterprise-yanari',
    'standard-yanari',
    'standard-tengu',
    'standard-ika',
    'standard-baku',
    'premium-mecha',
    'premium-zilla',
    'premium-crane',
  ],
  private: ['private-0', 'private-10', 'private-l-6', 'advanced-private'],
  shield: ['shield-0', 'shield-xl-9'],
  unheardOf: [
    '',
    'shield',
    'private',
    'Shield-0',
    'SHIELD-0',
    'shield_0',
    'xshield-0',
    'my-shield-0',
    'advanced-4g',
    'advanced-private-2',
    'craned',
    'ultra-0',
    'prémium-0',
    ' shield-0',
    '__proto__',
    'constructor',
  ],
}

const others = {
  'heroku-kafka': {
    public: ['basic-0', 'standard-0', 'extended-2'],
    private: ['private-standard-0', 'private-extended-2'],
    shield: ['shield-standard-0', 'shield-extended-1'],
    unheardOf: ['', 'premium-0', 'shield', 'private', 'Shield-standard-0', 'basic'],
  },
  'heroku-redis': {
    public: ['mini', 'premium-0', 'premium-14', 'hobby-dev'],
    private: ['private-7', 'private-14'],
    shield: ['shield-7'],
    unheardOf: ['', 'standard-0', 'basic-0', 'shield', 'minister', 'Shield-7'],
  },
}

const pairs: ReadonlyArray<readonly [service: string, shield: string, network: string, plans: typeof postgres]> = [
  ['heroku-postgresql', 'postgres-is-shield', 'postgres-is-in-a-private-network', postgres],
  ['heroku-redis', 'key-value-store-is-shield', 'key-value-store-is-in-a-private-network', others['heroku-redis']],
  ['heroku-kafka', 'kafka-is-shield', 'kafka-is-in-a-private-network', others['heroku-kafka']],
]

for (const [service, shield, network, plans] of pairs)
  describe(`plans of ${service}`, () => {
    const both = async (tier: string) => [
      await on(shield, `${service}:${tier}`),
      await on(network, `${service}:${tier}`),
    ]

    for (const tier of plans.public)
      it(`${tier} is public`, async () => {
        assert.deepEqual(await both(tier), ['fail', 'fail'])
      })

    for (const tier of plans.private)
      it(`${tier} is private`, async () => {
        assert.deepEqual(await both(tier), ['fail', 'pass'])
      })

    for (const tier of plans.shield)
      it(`${tier} is Shield`, async () => {
        assert.deepEqual(await both(tier), ['pass', 'pass'])
      })

    for (const tier of plans.unheardOf)
      it(`"${tier}" is unknown`, async () => {
        assert.deepEqual(await both(tier), ['unknown', 'unknown'])
      })

    it('are unknown without a name', async () => {
      for (const plan of [null, undefined]) {
        const parts = {
          addons: [{...addon('thing', {app: 'pay', as: 'THING', plan: `${service}:shield-0`}), plan: plan as never}],
          apps: [app('pay')],
        }
        const seen = await assessWorld(world(parts), {scope: pay})
        assert.deepEqual(
          [verdict(seen, shield, 'pay/THING'), verdict(seen, network, 'pay/THING')],
          ['unknown', 'unknown'],
        )
      }
    })

    it('are judged for this service only', async () => {
      for (const other of [
        'heroku-postgresql:standard-0',
        'heroku-redis:mini',
        'heroku-kafka:basic-0',
        'herokuconnect:demo',
        'papertrail:choklad',
        'heroku-postgresqlx:shield-0',
      ]) {
        if (other.startsWith(`${service}:`)) continue
        assert.equal(await on(shield, other), 'not-applicable', other)
        assert.equal(await on(network, other), 'not-applicable', other)
      }
    })
  })

describe('advanced-shield', () => {
  for (const tier of ['advanced-shield', 'advanced-shield-4g'])
    it(`${tier} is in a private network, but not known to be a Shield service`, async () => {
      const plan = `heroku-postgresql:${tier}`
      assert.equal(await on('postgres-is-shield', plan), 'unknown')
      assert.equal(await on('postgres-is-in-a-private-network', plan), 'pass')
      assert.equal(await on('services-are-named-in-the-pci-attestation', plan), 'unknown')
      assert.equal(await on('services-are-in-the-ismap-list', plan), 'unknown')
    })
})

describe('heroku-connect-is-shield', () => {
  it('requires the plan shield', async () => {
    assert.equal(await on('heroku-connect-is-shield', 'herokuconnect:shield'), 'pass')
    for (const tier of ['demo', 'plan-2', 'enterprise', 'shield-0', 'private'])
      assert.equal(await on('heroku-connect-is-shield', `herokuconnect:${tier}`), 'fail', tier)
    assert.equal(await on('heroku-connect-is-shield', 'heroku-postgresql:shield-0'), 'not-applicable')
  })
})

describe('services-are-named-in-the-pci-attestation', () => {
  const check = 'services-are-named-in-the-pci-attestation'

  it('names Shield Postgres', async () => {
    assert.equal(await on(check, 'heroku-postgresql:shield-4'), 'pass')
  })

  it('names no plan below Shield, and not the newer services', async () => {
    for (const plan of [
      'heroku-postgresql:private-0',
      'heroku-postgresql:premium-0',
      'heroku-postgresql:advanced-private',
      'heroku-redis:private-7',
      'heroku-redis:mini',
      'heroku-kafka:private-standard-0',
      'heroku-kafka:basic-0',
      'herokuconnect:demo',
      'heroku-applink:demo',
      'heroku-inference:claude',
      'heroku-events:shield-0',
    ])
      assert.equal(await on(check, plan), 'fail', plan)
  })

  it('is unknown for other Shield plans and for unknown plans', async () => {
    for (const plan of [
      'heroku-redis:shield-7',
      'heroku-kafka:shield-standard-0',
      'herokuconnect:shield',
      'heroku-postgresql:ultra-0',
      'heroku-redis:ultra',
    ]) {
      assert.equal(await on(check, plan), 'unknown', plan)
    }
  })

  it("does not apply to what is not Heroku's", async () => {
    for (const plan of ['papertrail:choklad', 'scheduler:standard'])
      assert.equal(await on(check, plan), 'not-applicable', plan)
  })
})

describe('services-are-in-the-ismap-list', () => {
  const check = 'services-are-in-the-ismap-list'

  it('names the four data services, whatever the plan', async () => {
    for (const plan of [
      'heroku-postgresql:mini',
      'heroku-postgresql:ultra-0',
      'heroku-redis:mini',
      'heroku-kafka:basic-0',
      'herokuconnect:demo',
    ])
      assert.equal(await on(check, plan), 'pass', plan)
  })

  it('names nothing else', async () => {
    for (const plan of [
      'papertrail:choklad',
      'scheduler:standard',
      'heroku-applink:demo',
      'heroku-inference:x',
      'heroku-events:x',
    ])
      assert.equal(await on(check, plan), 'fail', plan)
  })

  it('is older than the Advanced plans', async () => {
    for (const tier of ['advanced', 'advanced-private', 'advanced-shield'])
      assert.equal(await on(check, `heroku-postgresql:${tier}`), 'unknown', tier)
  })
})

describe('addons-come-from-heroku-or-an-allowed-vendor', () => {
  const check = 'addons-come-from-heroku-or-an-allowed-vendor'

  it("knows Heroku's own", async () => {
    for (const service of [
      'heroku-postgresql',
      'heroku-redis',
      'heroku-kafka',
      'herokuconnect',
      'heroku-applink',
      'heroku-inference',
      'heroku-events',
      'scheduler',
    ]) {
      assert.equal(await on(check, `${service}:x-0`), 'pass', service)
    }

    for (const service of ['papertrail', 'heroku', 'heroku-postgres', 'heroku-evil', 'Scheduler'])
      assert.equal(await on(check, `${service}:x`, {}, {addonServices: []}), 'fail', service)
  })

  it('does not apply to a vendor where the policy lists none', async () => {
    assert.equal(await on(check, 'papertrail:choklad'), 'not-applicable')
    assert.equal(await on(check, 'papertrail:choklad', {}, {buildpacks: []}), 'not-applicable')
    assert.equal(await on(check, 'scheduler:standard', {}, {addonServices: []}), 'pass')
  })

  it('accepts what the policy allows, until the end of its last day in UTC', async () => {
    const allow = (expires?: string) => ({addonServices: [{name: 'papertrail', ...(expires ? {expires} : {})}]})
    assert.equal(await on(check, 'papertrail:choklad', {}, allow()), 'pass')
    assert.equal(await on(check, 'papertrail:choklad', {}, allow('2026-11-20')), 'pass')
    assert.equal(await on(check, 'papertrail:choklad', {}, allow('2026-11-19')), 'fail')
    assert.equal(await on(check, 'papertrail:choklad', {}, allow('soon')), 'fail')
    assert.equal(await on(check, 'other:choklad', {}, allow()), 'fail')
  })

  it('is in date until the last second', async () => {
    const at = async (instant: string) =>
      verdict(
        await assessWorld(
          world({addons: [addon('thing', {app: 'pay', as: 'THING', plan: 'papertrail:x'})], apps: [app('pay')]}),
          {
            allow: {addonServices: [{expires: '2026-11-20', name: 'papertrail'}]},
            now: Date.parse(instant),
            scope: pay,
          },
        ),
        check,
        'pay/THING',
      )
    assert.equal(await at('2026-11-20T23:59:59.999Z'), 'pass')
    assert.equal(await at('2026-11-21T00:00:00.000Z'), 'fail')
  })
})

describe('borrowed-databases-use-a-credential-of-their-own', () => {
  const check = 'borrowed-databases-use-a-credential-of-their-own'

  /** The verdict on a database that `fees` pays for and `pay` uses. */
  async function borrowed(
    namespace: unknown,
    plan = 'heroku-postgresql:standard-0',
    more: Partial<World> = {},
  ): Promise<string> {
    const parts = {
      addons: [addon('ledger', {app: 'fees', plan})],
      apps: [app('pay'), app('fees')],
      attachments: [attach('pay', 'LEDGER', 'ledger', {namespace})],
    }
    return verdict(await assessWorld(world({...parts, ...more}), {scope: pay}), check, 'pay/LEDGER')
  }

  it('requires a credential or a role', async () => {
    assert.equal(await borrowed('credential:reports'), 'pass')
    assert.equal(await borrowed('role:analyst', 'heroku-postgresql:advanced'), 'pass')
    for (const namespace of [null, 'pool:web', '', 'credential', 'my-credential:x'])
      assert.equal(await borrowed(namespace), 'fail', String(namespace))
    assert.equal(await borrowed(undefined), 'unknown')
  })

  it('does not apply to other services, to Essential plans, nor where the app itself pays', async () => {
    assert.equal(await borrowed(null, 'heroku-redis:premium-0'), 'not-applicable')
    assert.equal(await borrowed(null, 'heroku-postgresql:essential-1'), 'not-applicable')
    assert.equal(await on(check, 'heroku-postgresql:standard-0'), 'not-applicable')
  })

  it('is unknown where the add-on cannot be seen', async () => {
    assert.equal(
      await borrowed('credential:x', 'heroku-postgresql:standard-0', {
        apps: [app('pay'), app('fees', {invisible: 404})],
      }),
      'unknown',
    )
  })
})

for (const regime of ['PCI', 'HIPAA'])
  describe(`data-plans-claim-${regime.toLowerCase()}`, () => {
    const check = `data-plans-claim-${regime.toLowerCase()}`
    const plan = 'heroku-postgresql:shield-0'
    const other = regime === 'PCI' ? 'HIPAA' : 'PCI'

    it('requires the regime among those that the plan claims', async () => {
      assert.equal(await on(check, plan, {compliance: [regime]}), 'pass')
      assert.equal(await on(check, plan, {compliance: [other, regime]}), 'pass')
      assert.equal(await on(check, plan, {compliance: [other]}), 'fail')
      assert.equal(await on(check, plan, {compliance: [regime.toLowerCase()]}), 'fail')
    })

    it('does not apply where the plan claims nothing, nor to services of others', async () => {
      assert.equal(await on(check, plan, {compliance: []}), 'not-applicable')
      assert.equal(await on(check, plan, {compliance: null}), 'not-applicable')
      assert.equal(await on(check, 'papertrail:x', {compliance: [other]}), 'not-applicable')
      assert.equal(await on(check, 'heroku-applink:x', {compliance: [other]}), 'not-applicable')
    })

    it('is unknown if the list is missing or no list', async () => {
      for (const compliance of ['PCI,HIPAA', {PCI: true}]) assert.notEqual(await on(check, plan, {compliance}), 'pass')
      const seen = await assessWorld(
        world({
          addons: [{...addon('thing', {app: 'pay', as: 'THING', plan}), plan: {id: 'x', name: plan} as never}],
          apps: [app('pay')],
        }),
        {scope: pay},
      )
      assert.equal(verdict(seen, check, 'pay/THING'), 'unknown')
    })
  })

describe('attachments', () => {
  const shared = (more: Partial<World> = {}) =>
    world({
      addons: [addon('ledger', {app: 'fees', plan: 'heroku-postgresql:standard-0'})],
      apps: [app('pay', {team: 'acme'}), app('fees', {team: 'acme'})],
      attachments: [attach('pay', 'FEES', 'ledger')],
      teams: [team('acme')],
      ...more,
    })

  it('are judged where they are used, and only those of apps in scope are subjects', async () => {
    assert.deepEqual(verdicts(await assessWorld(shared(), {scope: pay}), 'postgres-is-shield'), {'pay/FEES': 'fail'})
    assert.deepEqual(
      verdicts(await assessWorld(shared(), {scope: {kind: 'team', name: 'acme'}}), 'postgres-is-shield'),
      {
        'fees/DATABASE': 'fail',
        'pay/FEES': 'fail',
      },
    )
  })

  it('are separate subjects if an add-on is attached twice', async () => {
    const seen = await assessWorld(
      shared({attachments: [attach('pay', 'FEES', 'ledger'), attach('pay', 'FEES_READONLY', 'ledger')]}),
      {scope: pay},
    )
    assert.deepEqual(subjects(seen, 'attachment'), ['pay/FEES', 'pay/FEES_READONLY'])
  })

  it('are unknown in every check if the add-on cannot be seen', async () => {
    for (const hidden of [
      shared({apps: [app('pay'), app('fees', {invisible: 404})]}),
      shared({apps: [app('pay'), app('fees', {invisible: 403})]}),
      shared({faults: [refuse(/^\/addons\/ledger$/, 500)]}),
      shared({faults: [refuse(/^\/addons\/ledger$/, 200, {id: 'x'})]}),
    ]) {
      const seen = verdictsOn(await assessWorld(hidden, {scope: pay}), 'attachment', 'pay/FEES')
      assert.deepEqual(seen, Object.fromEntries(checksOf('attachment').map(id => [id, 'unknown'])))
    }
  })

  it('are read individually if the list of the paying app cannot be read', async () => {
    const seen = await assessWorld(shared({faults: [refuse(/^\/apps\/fees\/addons$/)]}), {
      scope: {kind: 'team', name: 'acme'},
    })
    assert.deepEqual(verdicts(seen, 'postgres-is-shield'), {'fees/DATABASE': 'fail', 'pay/FEES': 'fail'})
  })

  it('of an add-on that does not say its service or plan are unknown', async () => {
    const silent = addon('ledger', {app: 'fees', plan: 'heroku-postgresql:shield-0'})
    for (const record of [
      {...silent, service: null as never},
      {...silent, service: undefined as never},
    ]) {
      const seen = verdictsOn(await assessWorld(shared({addons: [record]}), {scope: pay}), 'attachment', 'pay/FEES')
      assert.ok(
        Object.values(seen).every(item => item === 'unknown'),
        JSON.stringify(seen),
      )
    }
  })
})
