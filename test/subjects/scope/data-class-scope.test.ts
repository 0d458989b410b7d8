import assert from 'node:assert/strict'

import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {dataClassScope} from '../../../src/subjects/scope/data-class-scope.js'
import {scopeInventory} from '../../../src/subjects/scope/scope-inventory.js'
import {refusedFact, fixture, factOf} from '../support.js'

const team = {id: 't', name: 'acme'}
const [vault, far] = [
  {id: 'v', name: 'vault'},
  {id: 'f', name: 'far'},
]
const app = (name: string, more: object = {}) => ({id: `id-${name}`, name, space: null, team, ...more})
const ref = (name: string) => ({id: `id-${name}`, name})
const addon = (name: string, payer: string) => ({
  addon_service: {name: 'heroku-postgresql'},
  app: ref(payer),
  id: `id-${name}`,
  name,
  plan: {name: 'heroku-postgresql:x'},
})
const item = (user: string, name: string, payer: string | null, id = `${user}-${name}`) => ({
  addon: {app: payer === null ? null : ref(payer), id: `id-${name}`, name},
  app: ref(user),
  id,
  name: 'DB',
})
const users = (name: string, ...names: string[]) =>
  factOf(
    'attachmentsOfAddon',
    name,
    names.map(user => item(user, name, 'pay')),
  )

interface Facts {
  readonly apps?: ReadonlyArray<ReturnType<typeof app>>
  readonly addons?: Fact
  readonly attachments?: Fact
  /** Whether an ID belongs to the assessed shard. */
  readonly isInShard?: (id: string) => boolean
  readonly more?: readonly Fact[]
  readonly pipelines?: readonly Fact[]
}

/** The data class scope in an account with one team and these apps. */
function dataScopeOf(
  globs: readonly string[],
  {
    addons = factOf('accountAddons', [], []),
    apps = [],
    attachments = factOf('accountAttachments', [], []),
    isInShard,
    more = [],
    pipelines = [factOf('pipelines', [], [])],
  }: Facts,
  scope: Scope = {kind: 'all'},
) {
  const base = [
    factOf('teams', [], [team]),
    factOf('spaces', [], []),
    factOf('apps', [], apps as never),
    factOf('teamApps', 'acme', apps as never),
  ].filter(({path}) => more.every(fact => fact.path !== path))
  const {context} = fixture([...base, addons, attachments, ...pipelines, ...more], scope)
  const {inScope, ...rest} = dataClassScope(context, scopeInventory(context.facts, scope, isInShard), 'cardholder', {
    apps: globs,
    by: 'ann',
    on: '2026-11-01',
  })
  return {...rest, inScope: Object.fromEntries(inScope)}
}

const [pay, shop, blog] = [app('pay'), app('shop'), app('blog')]
const holds = 'holds cardholder data'

describe('data-class-scope', () => {
  it('contains declared apps, by glob in any case, and excludes apps known to share nothing', () => {
    assert.deepEqual(dataScopeOf(['P*'], {apps: [pay, shop]}), {
      inScope: {pay: holds},
      hasHolders: true,
      isDeclaredAbsent: false,
      outOfScope: ['shop'],
      unmatchedGlobs: [],
    })
    assert.deepEqual(dataScopeOf(['pay', 'gone', 'x*'], {apps: [pay]}).unmatchedGlobs, ['gone', 'x*'])
    assert.deepEqual(dataScopeOf(['gone'], {apps: [pay]}), {
      inScope: {},
      hasHolders: false,
      isDeclaredAbsent: false,
      outOfScope: ['pay'],
      unmatchedGlobs: ['gone'],
    })
  })

  it('is empty when no app is declared to hold the data, whatever the facts say', () => {
    assert.deepEqual(dataScopeOf([], {apps: [pay], pipelines: [refusedFact('pipelines', [])]}), {
      inScope: {},
      hasHolders: false,
      isDeclaredAbsent: true,
      outOfScope: ['pay'],
      unmatchedGlobs: [],
    })
  })

  it('contains apps that use an add-on that a holder uses or pays for', () => {
    const attachments = factOf(
      'accountAttachments',
      [],
      [item('pay', 'db', 'pay'), item('shop', 'db', 'pay'), item('blog', 'own', 'blog')],
    )
    const addons = factOf('accountAddons', [], [addon('db', 'pay'), addon('own', 'blog')])
    assert.deepEqual(
      dataScopeOf(['pay'], {addons, apps: [pay, shop, blog], attachments, more: [users('own', 'blog')]}),
      {
        inScope: {pay: holds, shop: 'it shares db with pay'},
        hasHolders: true,
        isDeclaredAbsent: false,
        outOfScope: ['blog'],
        unmatchedGlobs: [],
      },
    )
    const borrowed = factOf('accountAttachments', [], [item('shop', 'db', 'pay')])
    assert.equal(
      dataScopeOf(['pay'], {addons, apps: [pay, shop], attachments: borrowed}).inScope['shop'],
      'it shares db with pay',
    )
  })

  it('contains apps that pay for an add-on that a holder uses', () => {
    const attachments = factOf('accountAttachments', [], [item('pay', 'db', 'shop')])
    const addons = factOf('accountAddons', [], [addon('db', 'shop')])
    assert.deepEqual(dataScopeOf(['pay'], {addons, apps: [pay, shop, blog], attachments}).inScope, {
      pay: holds,
      shop: 'it pays for db, which pay uses',
    })
    const byName = factOf(
      'accountAttachments',
      [],
      [{...item('pay', 'db', 'shop'), addon: {app: {name: 'shop'}, id: 'id-db', name: 'db'}}],
    )
    assert.equal(
      dataScopeOf(['pay'], {addons, apps: [pay, shop], attachments: byName}).inScope['shop'],
      'it pays for db, which pay uses',
    )
    // The attachment doesn't have to state the payer: the list of billed add-ons does.
    const unstated = factOf('accountAttachments', [], [item('pay', 'db', null)])
    assert.equal(
      dataScopeOf(['pay'], {addons, apps: [pay, shop], attachments: unstated}).inScope['shop'],
      'it shares db with pay',
    )
    const other = factOf('accountAttachments', [], [])
    assert.equal(
      dataScopeOf(['away'], {addons, apps: [shop], attachments: other, more: [users('db', 'away')]}).inScope['shop'],
      'it shares db with away',
    )
  })

  it("reads the add-on's own list when the other app is outside the scope", () => {
    const reasonWith = (fact: Fact) =>
      dataScopeOf(['away'], {
        addons: factOf('accountAddons', [], [addon('db', 'shop')]),
        apps: [shop],
        attachments: factOf('accountAttachments', [], [item('shop', 'db', 'shop')]),
        more: [fact],
      }).inScope['shop']
    assert.equal(reasonWith(users('db', 'shop', 'away')), 'it shares db with away')
    assert.equal(reasonWith(users('db', 'shop', 'else')), undefined)
    assert.equal(reasonWith(refusedFact('attachmentsOfAddon', 'db')), "who else uses db couldn't be read")
    assert.equal(
      reasonWith(factOf('attachmentsOfAddon', 'db', [{...item('shop', 'db', 'shop'), app: {id: 'x'}}])),
      "the API doesn't say who else uses db",
    )
    const foreign = dataScopeOf(['away'], {
      apps: [shop],
      attachments: factOf('accountAttachments', [], [item('shop', 'db', 'else')]),
      more: [users('db', 'shop', 'else')],
    })
    assert.equal(foreign.inScope['shop'], undefined)
    const unpaid = dataScopeOf(['pay'], {
      apps: [pay, shop],
      attachments: factOf('accountAttachments', [], [item('shop', 'db', null)]),
      more: [users('db', 'shop', 'else')],
    })
    assert.deepEqual(unpaid.outOfScope, ['shop'])
    const payer = dataScopeOf(['away'], {
      apps: [shop],
      attachments: factOf('accountAttachments', [], [item('shop', 'db', 'away')]),
    })
    assert.equal(payer.inScope['shop'], 'it shares db with away')
  })

  it("contains apps whose add-ons, or a holder's add-ons, couldn't be read", () => {
    const reasonsWith = (...more: Fact[]) =>
      dataScopeOf(['pay'], {
        addons: refusedFact('accountAddons', []),
        apps: [pay, shop],
        attachments: refusedFact('accountAttachments', []),
        more,
      }).inScope['shop']
    const [payAttached, payBilled, shopBilled] = [
      factOf('addonAttachments', 'pay', []),
      factOf('addons', 'pay', []),
      factOf('addons', 'shop', []),
    ]
    assert.equal(
      reasonsWith(payAttached, payBilled, refusedFact('addonAttachments', 'shop'), shopBilled),
      "what it is attached to couldn't be read",
    )
    assert.equal(
      reasonsWith(payAttached, payBilled, factOf('addonAttachments', 'shop', []), refusedFact('addons', 'shop')),
      "what it pays for couldn't be read",
    )
    assert.equal(
      reasonsWith(
        refusedFact('addonAttachments', 'pay'),
        payBilled,
        factOf('addonAttachments', 'shop', []),
        shopBilled,
      ),
      undefined,
    )
    const own = [factOf('addonAttachments', 'shop', [item('shop', 'own', 'shop')]), users('own', 'shop')]
    assert.equal(
      reasonsWith(refusedFact('addonAttachments', 'pay'), payBilled, ...own, shopBilled),
      "what pay is attached to couldn't be read",
    )
    assert.equal(
      reasonsWith(
        refusedFact('addonAttachments', 'pay'),
        payBilled,
        factOf('addonAttachments', 'shop', []),
        factOf('addons', 'shop', [addon('own', 'shop')]),
        users('own', 'shop'),
      ),
      "what pay is attached to couldn't be read",
    )
    assert.equal(reasonsWith(payAttached, payBilled, ...own, shopBilled), undefined)
  })

  describe('by space', () => {
    const [inVault, beside] = [app('pay', {space: vault}), app('shop', {space: vault})]
    const lists = (...spaces: object[]) => factOf('spaces', [], spaces as never)
    const topology = (space: string, ...names: string[]) =>
      factOf('topology', space, {apps: names.map(name => ({id: `id-${name}`}))})

    it('contains apps in the same space as a holder', () => {
      assert.equal(
        dataScopeOf(['pay'], {apps: [inVault, beside], more: [lists(vault), topology('vault', 'pay', 'shop')]}).inScope[
          'shop'
        ],
        'it runs in the space vault with pay',
      )
      assert.equal(
        dataScopeOf(['pay'], {apps: [pay, beside], more: [lists(vault), topology('vault', 'shop')]}).inScope['shop'],
        undefined,
      )
    })

    it('excludes apps that only share a space with other apps, and contains those that run with a holder', () => {
      const third = app('third', {space: vault})
      assert.deepEqual(
        dataScopeOf(['pay'], {apps: [pay, beside, third], more: [lists(vault), topology('vault', 'shop', 'third')]})
          .outOfScope,
        ['shop', 'third'],
      )
      assert.equal(
        dataScopeOf(['pay'], {apps: [inVault, beside], more: [lists(vault), refusedFact('topology', 'vault')]}).inScope[
          'shop'
        ],
        'it runs in the space vault with pay',
      )
      const ghost = dataScopeOf(['id-*'], {
        apps: [beside],
        more: [lists(vault), topology('vault', 'shop', 'ghost'), refusedFact('app', 'id-ghost', 404)],
      })
      assert.deepEqual([ghost.hasHolders, ghost.unmatchedGlobs], [false, ['id-*']])
    })

    it('contains apps whose space has a hidden app or an app known only by its topology', () => {
      const reasonWith = (...more: Fact[]) =>
        dataScopeOf(['pay'], {apps: [pay, beside], more: [lists(vault), ...more]}).inScope['shop']
      assert.equal(
        reasonWith(topology('vault', 'shop', 'ghost'), refusedFact('app', 'id-ghost', 404)),
        "it runs in the space vault with an app that isn't visible",
      )
      assert.equal(
        reasonWith(refusedFact('topology', 'vault')),
        "which other apps run in the space vault couldn't be read",
      )
      assert.equal(
        dataScopeOf(['away'], {
          apps: [pay, beside],
          more: [
            lists(vault),
            topology('vault', 'shop', 'away'),
            factOf('app', 'id-away', app('away', {space: vault})),
          ],
        }).inScope['shop'],
        'it runs in the space vault with away',
      )
    })

    it('reads the topology of a space that no list contains', () => {
      const reasonWith = (...more: Fact[]) =>
        dataScopeOf(['other'], {apps: [app('shop', {space: far})], more: [lists(), ...more]}).inScope['shop']
      assert.equal(reasonWith(refusedFact('topology', 'far')), "which other apps run in the space far couldn't be read")
      assert.equal(
        reasonWith(topology('far', 'shop', 'other'), factOf('app', 'id-other', app('other', {space: far}))),
        'it runs in the space far with other',
      )
      assert.equal(
        reasonWith(topology('far', 'shop', 'third'), factOf('app', 'id-third', app('third', {space: far}))),
        undefined,
      )
      assert.equal(
        reasonWith(topology('far', 'shop', 'third'), refusedFact('app', 'id-third', 404)),
        "it runs in the space far with an app that isn't visible",
      )
      assert.equal(reasonWith(topology('far', 'shop')), undefined)
    })

    it('contains apps that run with a holder of another shard', () => {
      const reasonFor = (name: string) =>
        dataScopeOf(['away'], {
          apps: [beside],
          isInShard: id => id === 'id-shop',
          more: [
            lists(vault),
            topology('vault', 'shop', 'away'),
            factOf('app', 'id-away', app(name, {id: 'id-away', space: vault})),
          ],
        }).inScope['shop']
      assert.equal(reasonFor('away'), 'it runs in the space vault with away')
      assert.equal(reasonFor('else'), undefined)
    })

    it('finds a space by name, or else by ID', () => {
      const reasonIn = (space: object, ref: string) =>
        dataScopeOf(['other'], {
          apps: [app('shop', {space})],
          more: [lists(), topology(ref, 'shop', 'other'), factOf('app', 'id-other', app('other'))],
        }).inScope['shop']
      assert.equal(reasonIn({name: 'far'}, 'far'), 'it runs in the space far with other')
      assert.equal(reasonIn({id: 'f'}, 'f'), 'it runs in the space f with other')
      assert.equal(reasonIn({}, 'far'), "the API doesn't say which space it runs in")
    })

    it('contains apps whose space is unknown', () => {
      assert.equal(
        dataScopeOf(['pay'], {apps: [pay, app('shop', {space: undefined})]}).inScope['shop'],
        "the API doesn't say which space it runs in",
      )
      const reasonFor = (record: Fact) =>
        dataScopeOf(
          ['pay'],
          {more: [record, factOf('addonAttachments', 'shop', []), factOf('addons', 'shop', [])]},
          {kind: 'app', name: 'shop'},
        ).inScope['shop']
      assert.equal(reasonFor(refusedFact('app', 'shop')), "where it runs couldn't be read")
      assert.equal(
        reasonFor(factOf('app', 'shop', beside)),
        'it runs in the space vault, whose other apps are assessed with --space',
      )
      const hidden = dataScopeOf(['pay'], {
        apps: [inVault],
        more: [lists(vault), topology('vault', 'pay', 'ghost'), refusedFact('app', 'id-ghost', 404)],
      })
      assert.equal(hidden.inScope['id-ghost'], "it isn't visible")
    })
  })

  describe('by pipeline', () => {
    const couplings = (...names: string[]) =>
      factOf(
        'pipelineCouplings',
        'flow-id',
        names.map(name => ({app: {id: `id-${name}`}, stage: 'staging'})),
      )
    const listed = factOf('pipelines', [], [{id: 'flow-id', name: 'flow'}])

    it('contains apps in the same pipeline as a holder', () => {
      const {inScope, outOfScope} = dataScopeOf(['pay'], {
        apps: [pay, shop, blog],
        pipelines: [listed, couplings('pay', 'shop')],
      })
      assert.deepEqual([inScope, outOfScope], [{pay: holds, shop: 'it shares the pipeline flow with pay'}, ['blog']])
      const away = dataScopeOf(['away'], {
        apps: [shop],
        more: [factOf('app', 'id-away', app('away'))],
        pipelines: [listed, couplings('shop', 'away')],
      })
      assert.equal(away.inScope['shop'], 'it shares the pipeline flow with away')
    })

    it('contains apps in a pipeline with a hidden app, unless a better reason is known', () => {
      assert.equal(
        dataScopeOf(['pay'], {
          apps: [shop],
          more: [refusedFact('app', 'id-ghost', 404)],
          pipelines: [listed, couplings('shop', 'ghost')],
        }).inScope['shop'],
        "it shares the pipeline flow with an app that isn't visible",
      )
      const two = [
        factOf(
          'pipelines',
          [],
          [
            {id: 'flow-id', name: 'flow'},
            {id: 'second', name: 'second'},
          ],
        ),
        couplings('shop', 'pay'),
        factOf('pipelineCouplings', 'second', [
          {app: {id: 'id-shop'}, stage: 'staging'},
          {app: {id: 'id-ghost'}, stage: 'staging'},
        ]),
      ]
      assert.equal(
        dataScopeOf(['pay'], {apps: [pay, shop], more: [refusedFact('app', 'id-ghost', 404)], pipelines: two}).inScope[
          'shop'
        ],
        'it shares the pipeline flow with pay',
      )
    })

    it("contains apps in a pipeline with an app that is listed but can't be read", () => {
      const ghost = refusedFact('app', 'id-ghost', 404)
      const besideGhost = [
        factOf('spaces', [], [vault]),
        factOf('topology', 'vault', {apps: [{id: 'id-ghost'}]}),
        ghost,
      ]
      assert.deepEqual(
        dataScopeOf(['pay'], {apps: [shop], more: besideGhost, pipelines: [listed, couplings('shop', 'ghost')]})
          .inScope,
        {'id-ghost': "it isn't visible", shop: "it shares the pipeline flow with an app that isn't visible"},
      )
      const own = [
        factOf('pipeline', 'flow', {id: 'flow-id', name: 'flow'}),
        factOf('app', 'id-shop', shop),
        factOf('addonAttachments', 'id-shop', []),
        factOf('addons', 'id-shop', []),
      ]
      assert.equal(
        dataScopeOf(
          ['pay'],
          {more: [...own, ghost], pipelines: [couplings('shop', 'ghost')]},
          {kind: 'pipeline', name: 'flow'},
        ).inScope['shop'],
        "it shares the pipeline flow with an app that isn't visible",
      )
    })

    it('contains apps that a pipeline names without an ID', () => {
      const items = factOf(
        'pipelineCouplings',
        'flow-id',
        ['shop', 'pay', 'away'].map(name => ({app: {name}, stage: 'staging'})),
      )
      const unmatched = (...globs: string[]) =>
        dataScopeOf(globs, {apps: [pay, shop], more: [factOf('app', 'away', app('away'))], pipelines: [listed, items]})
          .inScope
      assert.equal(unmatched('pay')['shop'], 'it shares the pipeline flow with pay')
      assert.equal(unmatched('away')['shop'], 'it shares the pipeline flow with away')
      assert.equal(unmatched('else')['shop'], undefined)
    })

    it("contains apps whose pipelines couldn't be read", () => {
      assert.deepEqual(
        dataScopeOf(['pay'], {apps: [pay, shop, blog], pipelines: [listed, couplings('shop', 'blog')]}).outOfScope,
        ['shop', 'blog'],
      )
      assert.equal(
        dataScopeOf(['pay'], {apps: [pay, shop], pipelines: [refusedFact('pipelines', [])]}).inScope['shop'],
        "its pipelines couldn't be read",
      )
      assert.equal(
        dataScopeOf(['pay'], {apps: [pay, shop], pipelines: [listed, refusedFact('pipelineCouplings', 'flow-id')]})
          .inScope['shop'],
        "the apps of its pipelines couldn't be read",
      )
    })
  })
})
