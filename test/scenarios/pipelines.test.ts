import assert from 'node:assert/strict'

import type {FactTypes} from '../../src/model/facts.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {addon, app, attach, pipeline, postgres, refuse, space, team, uuid, world} from '../fixtures/build.js'
import {checksOf, assessWorld, subjects, verdict, verdicts, verdictsOn} from './assess-world.js'

const pay: Scope = {kind: 'app', name: 'pay'}
const scopes: readonly Scope[] = [pay, {kind: 'pipeline', name: 'flow'}, {kind: 'team', name: 'acme'}, {kind: 'all'}]

type Home = ReturnType<typeof space> | null
type Init = Parameters<typeof pipeline>[1]

const vault = () => space('vault', {shield: true, team: 'acme'})
const bunker = () => space('bunker', {shield: true, team: 'acme'})
const desk = () => space('desk', {team: 'acme'})
const at = (name: string, home: Home = null, invisible: 403 | 404 | null = null) =>
  app(name, {invisible, space: home, team: 'acme'})

/** A pipeline of those apps, and the stage of each. */
function flow(apps: World['apps'], stages: Init['stages'], more: Partial<World> = {}, init: Partial<Init> = {}): World {
  const spaces = [vault(), bunker(), desk(), space('stream', {generation: 'fir', team: 'acme'})]
  return world({
    apps,
    pipelines: [pipeline('flow', {stages, team: 'acme', ...init})],
    spaces,
    teams: [team('acme')],
    ...more,
  })
}

/** The one verdict that the check has of the pipeline in every scope. */
async function everywhere(check: string, make: () => World, over: readonly Scope[] = scopes): Promise<string> {
  const all = new Set<string>()
  for (const scope of over) all.add(verdict(await assessWorld(make(), {scope}), check, 'flow'))
  assert.equal(all.size, 1, [...all].join(', '))
  return [...all].join('')
}

/** With the couplings changed between collecting and assessing. */
async function coupled(
  check: string,
  whole: World,
  change: (rows: FactTypes['pipelineCouplings']) => unknown,
): Promise<string> {
  const path = `/pipelines/${uuid('pipeline', 'flow')}/pipeline-couplings`
  return verdict(
    await assessWorld(whole, {
      edit(facts) {
        const fact = facts.get(path)
        assert.ok(fact?.body)
        facts.set(path, {
          ...fact,
          body: change(fact.body as FactTypes['pipelineCouplings']) as FactTypes['pipelineCouplings'],
        })
      },
      scope: pay,
    }),
    check,
    'flow',
  )
}

const broken = [402, 403, 404, 422, 500, 200]
const fault = (path: RegExp, status: number): Partial<World> => ({
  faults: [status === 200 ? refuse(path, 200, 'nothing') : refuse(path, status)],
})

describe('stages-do-not-share-data', () => {
  const check = 'stages-do-not-share-data'

  /** Production, and an app of another stage that may borrow its store. */
  const shop = (stage: string, borrows: boolean, plan = 'heroku-postgresql:standard-0', more: Partial<World> = {}) =>
    flow(
      [at('pay'), at('shop')],
      {pay: 'production', shop: stage},
      {
        addons: [addon('ledger', {app: 'pay', plan})],
        attachments: borrows ? [attach('shop', 'LEDGER', 'ledger')] : [],
        ...more,
      },
    )

  it('fails where a data service serves production and any other stage', async () => {
    for (const plan of ['heroku-postgresql:mini', 'heroku-redis:mini', 'heroku-kafka:basic-0', 'herokuconnect:demo'])
      assert.equal(await everywhere(check, () => shop('staging', true, plan)), 'fail', plan)
    for (const stage of ['development', 'review', 'test'])
      assert.equal(await everywhere(check, () => shop(stage, true), [pay]), 'fail', stage)
  })

  it('fails where the other stage pays, or a third app does', async () => {
    for (const payer of ['shop', 'bank']) {
      const parts = () =>
        flow(
          [at('pay'), at('shop'), at('bank')],
          {pay: 'production', shop: 'staging'},
          {
            addons: [addon('ledger', {app: payer, as: null, plan: 'heroku-postgresql:mini'})],
            attachments: [attach('pay', 'LEDGER', 'ledger'), attach('shop', 'LEDGER', 'ledger')],
          },
        )
      assert.equal(await everywhere(check, parts), 'fail', payer)
    }
  })

  it('passes where each has its own, and where only services of others are shared', async () => {
    assert.equal(await everywhere(check, () => shop('staging', false)), 'pass')
    assert.equal(await everywhere(check, () => shop('staging', true, 'papertrail:choklad')), 'pass')
  })

  it('does not apply to a single stage', async () => {
    const shared = {
      addons: [addon('ledger', {app: 'pay', plan: 'heroku-redis:mini'})],
      attachments: [attach('shop', 'LEDGER', 'ledger')],
    }
    for (const stage of ['production', 'staging'])
      assert.equal(
        await everywhere(check, () => flow([at('pay'), at('shop')], {pay: stage, shop: stage}, shared)),
        'not-applicable',
      )
  })

  it('is unknown where an app cannot be seen, unless a shared store is already known', async () => {
    for (const invisible of [403, 404] as const) {
      const hidden = (isKnown: boolean) => () =>
        flow(
          [at('pay'), at('shop'), at('web', null, invisible)],
          {pay: 'production', shop: 'staging', web: 'staging'},
          {
            addons: [addon('ledger', {app: 'pay', plan: 'heroku-redis:mini'})],
            attachments: isKnown ? [attach('shop', 'LEDGER', 'ledger')] : [],
          },
        )
      assert.equal(await everywhere(check, hidden(false)), 'unknown')
      assert.equal(await everywhere(check, hidden(true)), 'fail')
    }
  })

  it('is unknown where what an app uses cannot be read, unless the store lists who uses it', async () => {
    for (const status of broken)
      for (const name of ['pay', uuid('app', 'shop')]) {
        const unread = (path: string) =>
          everywhere(check, () => shop('staging', true, 'heroku-redis:mini', fault(new RegExp(path), status)), [pay])
        assert.equal(await unread(`^(/apps/${name}|/addons/[^/]+)/addon-attachments$`), 'unknown')
        assert.equal(await unread(`^/apps/${name}/addon-attachments$`), 'fail')
      }
  })

  it('is unknown where the service of what is shared cannot be read', async () => {
    const parts = (more: Partial<World>) =>
      flow(
        [at('pay'), at('shop'), at('bank', null, 404)],
        {pay: 'production', shop: 'staging'},
        {
          addons: [addon('ledger', {app: 'bank', as: null, plan: 'heroku-postgresql:mini'})],
          attachments: [attach('pay', 'LEDGER', 'ledger'), attach('shop', 'LEDGER', 'ledger')],
          ...more,
        },
      )
    assert.equal(await everywhere(check, () => parts({})), 'unknown')
  })

  it('is unknown where a stage is not known, unless a shared store is', async () => {
    for (const stage of [null, undefined, 'Production', 'preview']) {
      const strange = (rows: FactTypes['pipelineCouplings']) => rows.map((row, i) => (i === 2 ? {...row, stage} : row))
      const three = (borrows: boolean) =>
        flow(
          [at('pay'), at('shop'), at('web')],
          {pay: 'production', shop: 'staging', web: 'staging'},
          {
            addons: [addon('ledger', {app: 'pay', plan: 'heroku-redis:mini'})],
            attachments: borrows ? [attach('shop', 'LEDGER', 'ledger')] : [],
          },
        )
      assert.equal(await coupled(check, three(false), strange), 'unknown')
      assert.equal(await coupled(check, three(true), strange), 'fail')
      assert.equal(
        await coupled(check, shop('staging', true), rows => rows.map((row, i) => (i === 1 ? {...row, stage} : row))),
        'unknown',
      )
    }
  })
})

describe('stages-do-not-share-a-space', () => {
  const check = 'stages-do-not-share-a-space'
  const two =
    (ours: Home, theirs: Home, stage = 'staging', more: Partial<World> = {}) =>
    () =>
      flow([at('pay', ours), at('shop', theirs)], {pay: 'production', shop: stage}, more)

  it('fails where another stage runs in the space of production', async () => {
    assert.equal(await everywhere(check, two(vault(), vault())), 'fail')
    for (const stage of ['development', 'review', 'test'])
      assert.equal(await everywhere(check, two(desk(), desk(), stage), [pay]), 'fail', stage)
  })

  it('passes where it runs elsewhere', async () => {
    assert.equal(await everywhere(check, two(vault(), bunker())), 'pass')
    assert.equal(await everywhere(check, two(vault(), null)), 'pass')
  })

  it('does not apply where production is in no space, or alone', async () => {
    assert.equal(await everywhere(check, two(null, desk())), 'not-applicable')
    assert.equal(await everywhere(check, two(desk(), desk(), 'production')), 'not-applicable')
  })

  it('is unknown where an app cannot be seen, unless a shared space is already known', async () => {
    for (const invisible of [403, 404] as const) {
      assert.equal(
        await everywhere(check, () =>
          flow([at('pay', desk()), at('shop', vault(), invisible)], {pay: 'production', shop: 'staging'}),
        ),
        'unknown',
      )
      assert.equal(
        await everywhere(check, () =>
          flow([at('pay', desk()), at('web', desk()), at('shop', vault(), invisible)], {
            pay: 'production',
            shop: 'staging',
            web: 'staging',
          }),
        ),
        'fail',
      )
      assert.equal(
        await everywhere(
          check,
          () => flow([at('shop', desk()), at('pay', desk(), invisible)], {pay: 'production', shop: 'staging'}),
          [{kind: 'app', name: 'shop'}, ...scopes.slice(1)],
        ),
        'unknown',
      )
      assert.equal(
        await everywhere(check, () =>
          flow([at('pay'), at('web', desk(), invisible), at('shop')], {
            pay: 'production',
            shop: 'staging',
            web: 'production',
          }),
        ),
        'unknown',
      )
    }
  })

  it('does not need the record of a space', async () => {
    for (const status of broken)
      assert.equal(
        await everywhere(check, two(vault(), vault(), 'staging', fault(/^\/spaces\/vault$/, status)), [pay]),
        'fail',
      )
  })

  it('is unknown where an app does not say where it runs', async () => {
    for (const name of ['pay', uuid('app', 'shop')])
      for (const home of [undefined, {name: 'vault'}]) {
        const seen = await assessWorld(two(vault(), bunker())(), {
          edit(facts) {
            const fact = facts.get(`/apps/${name}`)
            assert.ok(fact?.body)
            facts.set(`/apps/${name}`, {
              ...fact,
              body: {id: name === 'pay' ? uuid('app', 'pay') : name, name, ...(home ? {space: home} : {})},
            })
          },
          scope: pay,
        })
        assert.equal(verdict(seen, check, 'flow'), 'unknown')
      }
  })
})

describe('promotions-come-from-the-same-boundary', () => {
  const check = 'promotions-come-from-the-same-boundary'
  const two =
    (ours: Home, theirs: Home, stage = 'staging', more: Partial<World> = {}) =>
    () =>
      flow([at('pay', ours), at('shop', theirs)], {pay: 'production', shop: stage}, more)

  it('fails where staging runs lower than production', async () => {
    for (const [ours, theirs] of [
      [vault(), desk()],
      [vault(), null],
      [desk(), null],
    ] as const)
      assert.equal(await everywhere(check, two(ours, theirs)), 'fail')
  })

  it('passes where it runs as high, or higher', async () => {
    for (const [ours, theirs] of [
      [vault(), bunker()],
      [desk(), desk()],
      [null, null],
      [null, desk()],
      [desk(), vault()],
    ] as const)
      assert.equal(await everywhere(check, two(ours, theirs)), 'pass')
  })

  it('goes by the highest production app', async () => {
    const three = (stages: Init['stages']) => () => flow([at('pay'), at('web', vault()), at('shop', desk())], stages)
    assert.equal(await everywhere(check, three({pay: 'production', shop: 'staging', web: 'production'})), 'fail')
    assert.equal(await everywhere(check, three({pay: 'staging', shop: 'production', web: 'staging'})), 'fail')
  })

  it('looks at staging alone', async () => {
    for (const stage of ['development', 'production', 'review', 'test'])
      assert.equal(await everywhere(check, two(vault(), null, stage), [pay]), 'not-applicable', stage)
  })

  it('is unknown where a class is not known, unless a lower one is', async () => {
    for (const invisible of [403, 404] as const) {
      assert.equal(
        await everywhere(check, () =>
          flow([at('pay', vault()), at('shop', vault(), invisible)], {pay: 'production', shop: 'staging'}),
        ),
        'unknown',
      )
      assert.equal(
        await everywhere(check, () =>
          flow([at('pay', vault()), at('web'), at('shop', vault(), invisible)], {
            pay: 'production',
            shop: 'staging',
            web: 'staging',
          }),
        ),
        'fail',
      )
      assert.equal(
        await everywhere(check, () =>
          flow([at('pay', desk()), at('web', desk()), at('shop', vault(), invisible)], {
            pay: 'production',
            shop: 'production',
            web: 'staging',
          }),
        ),
        'unknown',
      )
      assert.equal(
        await everywhere(check, () =>
          flow([at('pay', desk()), at('web'), at('shop', vault(), invisible)], {
            pay: 'production',
            shop: 'production',
            web: 'staging',
          }),
        ),
        'fail',
      )
    }
  })

  it('is unknown where a space cannot be read, unless staging is in none', async () => {
    for (const status of broken) {
      assert.equal(
        await everywhere(check, two(vault(), bunker(), 'staging', fault(/^\/spaces\/(vault|bunker)$/, status)), [pay]),
        'unknown',
      )
      assert.equal(
        await everywhere(check, two(vault(), null, 'staging', fault(/^\/spaces\/vault$/, status)), [pay]),
        'fail',
      )
    }
  })
})

describe('review-apps-stay-inside-the-boundary', () => {
  const check = 'review-apps-stay-inside-the-boundary'
  const review =
    (home: Home, reviewApps: Init['reviewApps'], more: Partial<World> = {}) =>
    () =>
      flow([at('pay', home)], {pay: 'production'}, more, reviewApps === undefined ? {} : {reviewApps})
  const config = /review-app-config$/

  it('passes where they go to a space of their own that is as high', async () => {
    assert.equal(await everywhere(check, review(vault(), {space: 'bunker'})), 'pass')
    assert.equal(await everywhere(check, review(desk(), {space: 'bunker'})), 'pass')
    assert.equal(await everywhere(check, review(desk(), {space: 'stream'})), 'pass')
  })

  it('fails where they go lower, or to a region', async () => {
    assert.equal(await everywhere(check, review(vault(), {space: 'desk'})), 'fail')
    for (const home of [vault(), desk()]) assert.equal(await everywhere(check, review(home, {region: 'us'})), 'fail')
  })

  it('fails where they go to the space of a production app, whichever', async () => {
    assert.equal(await everywhere(check, review(vault(), {space: 'vault'})), 'fail')
    assert.equal(
      await everywhere(check, () =>
        flow(
          [at('pay', desk()), at('shop', vault())],
          {pay: 'production', shop: 'production'},
          {},
          {reviewApps: {space: 'vault'}},
        ),
      ),
      'fail',
    )
    assert.equal(
      await everywhere(check, () =>
        flow(
          [at('pay', desk()), at('shop', vault())],
          {pay: 'production', shop: 'staging'},
          {},
          {reviewApps: {space: 'vault'}},
        ),
      ),
      'pass',
    )
  })

  it('does not apply without review apps, and to production in no space', async () => {
    assert.equal(await everywhere(check, review(vault(), null)), 'not-applicable')
    assert.equal(await everywhere(check, review(null, {region: 'us'})), 'not-applicable')
    assert.equal(
      await everywhere(check, () => flow([at('pay', vault())], {pay: 'staging'}, {}, {reviewApps: {region: 'us'}})),
      'not-applicable',
    )
  })

  it('is unknown where the configuration cannot be read; a 404 counts only where the pipeline was read', async () => {
    for (const status of broken.filter(item => item !== 404))
      assert.equal(
        await everywhere(check, review(vault(), {space: 'bunker'}, fault(config, status))),
        'unknown',
        String(status),
      )
    assert.equal(await everywhere(check, review(vault(), {region: 'us'}, fault(config, 404))), 'not-applicable')
    const unread = {
      faults: [refuse(config, 404), refuse(new RegExp(`^/pipelines/(${uuid('pipeline', 'flow')}|flow)$`), 500)],
    }
    assert.equal(
      verdict(
        await assessWorld(review(vault(), {region: 'us'}, unread)(), {scope: pay}),
        check,
        uuid('pipeline', 'flow'),
      ),
      'unknown',
    )
  })

  it('is unknown where their space cannot be read, unless it is known to be that of production', async () => {
    for (const status of broken) {
      assert.equal(
        await everywhere(
          check,
          review(desk(), {space: 'bunker'}, fault(/^\/spaces\/bunker$/, status)),
          scopes.slice(0, 2),
        ),
        'unknown',
      )
      assert.equal(
        await everywhere(
          check,
          () =>
            flow(
              [at('pay', vault()), at('web', bunker())],
              {pay: 'production', web: 'production'},
              fault(/^\/spaces\/bunker$/, status),
              {reviewApps: {space: 'bunker'}},
            ),
          scopes.slice(0, 2),
        ),
        'fail',
      )
    }
  })

  it('is unknown where a production app cannot be seen, unless the breach is known', async () => {
    const hidden = (reviewApps: NonNullable<Init['reviewApps']>) => () =>
      flow([at('pay', vault()), at('web', bunker(), 404)], {pay: 'production', web: 'production'}, {}, {reviewApps})
    assert.equal(await everywhere(check, hidden({space: 'bunker'})), 'unknown')
    assert.equal(await everywhere(check, hidden({space: 'vault'})), 'fail')
    assert.equal(await everywhere(check, hidden({region: 'us'})), 'fail')
    assert.equal(
      await everywhere(check, () =>
        flow(
          [at('pay'), at('web', bunker(), 404)],
          {pay: 'production', web: 'production'},
          {},
          {reviewApps: {region: 'us'}},
        ),
      ),
      'unknown',
    )
  })

  it('is unknown where it does not say where they go', async () => {
    for (const target of [
      null,
      undefined,
      {},
      {type: 'space'},
      {id: uuid('space', 'bunker')},
      {id: uuid('space', 'bunker'), type: 'moon'},
    ]) {
      const seen = await assessWorld(review(vault(), {space: 'bunker'})(), {
        edit(facts) {
          const path = `/pipelines/${uuid('pipeline', 'flow')}/review-app-config`
          const fact = facts.get(path)
          assert.ok(fact)
          facts.set(path, {...fact, body: target === undefined ? {} : {deploy_target: target}})
        },
        scope: pay,
      })
      assert.equal(verdict(seen, check, 'flow'), 'unknown', JSON.stringify(target))
    }
  })
})

describe('pipelines', () => {
  const every = (text: string) => Object.fromEntries(checksOf('pipeline').map(id => [id, text]))
  const two = (more: Partial<World> = {}) =>
    flow([at('pay', vault()), at('shop', bunker())], {pay: 'production', shop: 'staging'}, more, {
      reviewApps: {space: 'desk'},
    })
  const id = uuid('pipeline', 'flow')

  it('are entirely unknown if their apps cannot be listed', async () => {
    for (const status of broken)
      for (const scope of scopes) {
        assert.deepEqual(
          verdictsOn(
            await assessWorld(two(fault(/^\/pipelines\/[^/]+\/pipeline-couplings$/, status)), {scope}),
            'pipeline',
            'flow',
          ),
          every('unknown'),
          `${scope.kind} ${status}`,
        )
      }
  })

  it('are named by their id if they cannot be read', async () => {
    const seen = await assessWorld(two(fault(new RegExp(`^/pipelines/(${id}|flow)$`), 403)), {scope: pay})
    assert.deepEqual(subjects(seen, 'pipeline'), [id])
    assert.equal(verdict(seen, 'stages-do-not-share-a-space', id), 'pass')
  })

  it('are none of an app that was read and is in none, and a placeholder where that cannot be told', async () => {
    const alone = (more: Partial<World> = {}) => flow([at('pay', vault())], {}, more)
    assert.deepEqual(subjects(await assessWorld(alone(), {scope: pay}), 'pipeline'), [])
    for (const status of broken.filter(item => item !== 404)) {
      const seen = await assessWorld(two(fault(/^\/apps\/pay\/pipeline-couplings$/, status)), {scope: pay})
      assert.deepEqual(verdictsOn(seen, 'pipeline', 'pay/*'), every('unknown'))
    }

    assert.deepEqual(subjects(await assessWorld(alone(fault(/^\/apps\/pay$/, 500)), {scope: pay}), 'pipeline'), [
      'pay/*',
    ])
  })

  it('are a placeholder if an app does not say which', async () => {
    const seen = await assessWorld(two(), {
      edit(facts) {
        const fact = facts.get('/apps/pay/pipeline-couplings')
        assert.ok(fact)
        facts.set('/apps/pay/pipeline-couplings', {...fact, body: {app: {id: 'x'}, stage: 'production'}})
      },
      scope: pay,
    })
    assert.deepEqual(verdictsOn(seen, 'pipeline', 'pay/*'), every('unknown'))
  })

  it('are judged with apps outside the scope, which are no subjects', async () => {
    const seen = await assessWorld(two(), {scope: pay})
    assert.deepEqual(
      [subjects(seen, 'app'), subjects(seen, 'space'), subjects(seen, 'pipeline')],
      [['pay'], ['vault'], ['flow']],
    )
    assert.deepEqual(seen.apps, ['pay'])
  })

  it('of a space are the pipelines of its apps', async () => {
    const guest = app('guest', {space: vault(), team: 'other'})
    const parts = (more: Partial<World> = {}) =>
      world({
        apps: [at('pay', vault()), at('shop'), guest, at('far')],
        spaces: [vault()],
        teams: [team('acme'), team('other')],
        pipelines: [
          pipeline('flow', {stages: {pay: 'production', shop: 'staging'}, team: 'acme'}),
          pipeline('guests', {stages: {guest: 'production'}}),
          pipeline('away', {stages: {far: 'production'}, team: 'acme'}),
        ],
        ...more,
      })
    const scope = {kind: 'space', name: 'vault'} as const
    assert.deepEqual(subjects(await assessWorld(parts(), {scope}), 'pipeline'), ['flow', 'guests'])
    const poorer = await assessWorld(parts({faults: [refuse('/pipelines')]}), {scope})
    assert.deepEqual(subjects(poorer, 'pipeline'), ['flow', 'guests'])
    assert.deepEqual(verdicts(poorer, 'promotions-come-from-the-same-boundary'), {
      flow: 'fail',
      guests: 'not-applicable',
    })
    assert.deepEqual(
      subjects(
        await assessWorld(parts({faults: [refuse('/apps/guest/pipeline-couplings', 500)]}), {scope}),
        'pipeline',
      ),
      ['flow', 'guest/*'],
    )
  })

  it('of a team are the pipelines that it owns and those of its apps', async () => {
    const parts = (more: Partial<World> = {}) =>
      world({
        apps: [at('pay'), app('theirs', {team: 'other'})],
        teams: [team('acme'), team('other')],
        pipelines: [
          pipeline('flow', {stages: {pay: 'production'}, team: 'other'}),
          pipeline('owned', {stages: {theirs: 'production'}, team: 'acme'}),
          pipeline('away', {stages: {theirs: 'staging'}, team: 'other'}),
          pipeline('mine', {stages: {}}),
        ],
        ...more,
      })
    const scope = {kind: 'team', name: 'acme'} as const
    assert.deepEqual(subjects(await assessWorld(parts(), {scope}), 'pipeline'), ['flow', 'owned'])
    assert.deepEqual(subjects(await assessWorld(parts(fault(/^\/pipelines$/, 403)), {scope}), 'pipeline'), [
      'acme/*',
      'flow',
    ])
    assert.deepEqual(
      subjects(await assessWorld(parts(fault(/^\/teams\/acme\/pipeline-couplings$/, 403)), {scope}), 'pipeline'),
      ['acme/*', 'owned'],
    )
    const withOwner = (owner: unknown) =>
      assessWorld(
        parts({
          pipelines: [
            pipeline('flow', {stages: {pay: 'production'}, record: {owner: undefined}}),
            pipeline('away', {stages: {}, record: {owner}}),
          ],
        }),
        {scope},
      )
    assert.deepEqual(subjects(await withOwner(null), 'pipeline'), ['flow'])
    for (const owner of [undefined, {type: 'team'}])
      assert.deepEqual(subjects(await withOwner(owner), 'pipeline'), ['acme/*', 'flow'])
  })

  it('need few requests: none about their apps for a single stage, and a handful otherwise', async () => {
    const paths = async (whole: World, scope: Scope = pay) => [...(await assessWorld(whole, {scope})).facts.keys()]
    const alone = await paths(flow([at('pay'), at('shop')], {pay: 'staging', shop: 'staging'}))
    assert.deepEqual(
      alone.filter(path => /pipeline|review/.test(path) || path.includes(uuid('app', 'shop'))),
      ['/apps/pay/pipeline-couplings', `/pipelines/${id}`, `/pipelines/${id}/pipeline-couplings`],
    )
    const common = await paths(
      flow([at('pay'), at('shop')], {pay: 'production', shop: 'staging'}, {}, {reviewApps: {region: 'us'}}),
      {kind: 'all'},
    )
    assert.deepEqual(
      common.filter(path => /pipeline|review/.test(path)),
      ['/pipelines', `/pipelines/${id}/pipeline-couplings`],
    )
  })
})

describe('production-copies-stay-in-production', () => {
  const check = 'production-copies-stay-in-production'
  type Copied = NonNullable<Parameters<typeof postgres>[1]>

  /** A production database, and one of another stage that may have come from it. */
  const copied =
    (init: Copied, more: Partial<World> = {}, stage = 'staging') =>
    () =>
      flow(
        [at('pay'), at('shop'), at('bank')],
        {pay: 'production', shop: stage},
        {
          addons: [
            addon('ledger', {app: 'pay', plan: 'heroku-postgresql:standard-0'}),
            addon('copy', {app: 'shop', plan: 'heroku-postgresql:standard-0'}),
          ],
          data: {...postgres('ledger', {plan: 'standard-0'}), ...postgres('copy', {plan: 'standard-0', ...init})},
          ...more,
        },
      )

  it('fails where a fork or a follower of a production database serves any other stage', async () => {
    assert.equal(await everywhere(check, copied({forkedFrom: 'ledger'})), 'fail')
    assert.equal(await everywhere(check, copied({following: 'ledger'})), 'fail')
    for (const stage of ['development', 'review', 'test'])
      assert.equal(await everywhere(check, copied({forkedFrom: 'ledger'}, {}, stage), [pay]), 'fail', stage)
  })

  it('fails where another app pays for the copy, or for the database', async () => {
    const addons = (ledger: string, copy: string) => [
      addon('ledger', {app: ledger, as: null, plan: 'heroku-postgresql:standard-0'}),
      addon('copy', {app: copy, as: null, plan: 'heroku-postgresql:standard-0'}),
    ]
    for (const [ledger, copy] of [
      ['bank', 'bank'],
      ['shop', 'pay'],
      ['pay', 'bank'],
    ] as const) {
      assert.equal(
        await everywhere(
          check,
          copied(
            {forkedFrom: 'ledger'},
            {
              addons: addons(ledger, copy),
              attachments: [attach('pay', 'LEDGER', 'ledger'), attach('shop', 'COPY', 'copy')],
            },
          ),
        ),
        'fail',
      )
    }
  })

  it('passes where the database of the other stage came from none, or from another', async () => {
    assert.equal(await everywhere(check, copied({})), 'pass')
    const own = [
      addon('ledger', {app: 'pay', plan: 'heroku-postgresql:standard-0'}),
      addon('old', {app: 'shop', as: 'OLD', plan: 'heroku-postgresql:standard-0'}),
      addon('copy', {app: 'shop', plan: 'heroku-postgresql:standard-0'}),
    ]
    const data = {
      ...postgres('ledger', {plan: 'standard-0'}),
      ...postgres('old', {plan: 'standard-0'}),
      ...postgres('copy', {forkedFrom: 'old', plan: 'standard-0'}),
    }
    assert.equal(await everywhere(check, copied({}, {addons: own, data})), 'pass')
    assert.equal(
      await everywhere(
        check,
        copied(
          {},
          {
            addons: [
              addon('ledger', {app: 'pay', plan: 'heroku-postgresql:standard-0'}),
              addon('kv', {app: 'shop', plan: 'heroku-redis:mini'}),
            ],
          },
        ),
      ),
      'pass',
    )
  })

  it('does not apply without another stage, or without a production database', async () => {
    assert.equal(await everywhere(check, copied({forkedFrom: 'ledger'}, {}, 'production')), 'not-applicable')
    assert.equal(
      await everywhere(
        check,
        copied(
          {forkedFrom: 'ledger'},
          {
            addons: [
              addon('kv', {app: 'pay', plan: 'heroku-redis:mini'}),
              addon('copy', {app: 'shop', plan: 'heroku-postgresql:standard-0'}),
            ],
          },
        ),
      ),
      'not-applicable',
    )
  })

  it('is unknown where the source cannot be matched', async () => {
    assert.equal(await everywhere(check, copied({forkedFrom: 'gone'})), 'unknown')
    assert.equal(await everywhere(check, copied({following: 'gone'})), 'unknown')
  })

  it('is unknown where an app cannot be seen, unless a copy is already known', async () => {
    for (const invisible of [403, 404] as const) {
      const hidden = (init: Copied) =>
        copied(init, {
          apps: [at('pay'), at('shop'), at('web', null, invisible)],
          pipelines: [pipeline('flow', {stages: {pay: 'production', shop: 'staging', web: 'staging'}, team: 'acme'})],
        })
      assert.equal(await everywhere(check, hidden({})), 'unknown')
      assert.equal(await everywhere(check, hidden({forkedFrom: 'ledger'})), 'fail')
    }
  })

  it('is unknown where the database of the other stage cannot be read', async () => {
    const path = new RegExp(`^/client/v11/databases/(copy|${uuid('addon', 'copy')})$`)
    for (const status of broken)
      assert.equal(await everywhere(check, copied({}, fault(path, status)), [pay]), 'unknown', String(status))
  })
})
