import assert from 'node:assert/strict'

import type {App, Space, TeamApp} from '../../../src/model/facts.js'
import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {factReader} from '../../../src/subjects/fact-reader.js'
import {scopeInventory} from '../../../src/subjects/scope/scope-inventory.js'
import {refusedFact, fixture, factOf} from '../support.js'

const app = (name: string, more: Partial<App> = {}): App => ({
  generation: 'cedar',
  id: `a-${name}`,
  name,
  space: null,
  team: {id: 't1', name: 'acme'},
  ...more,
})
const teamApp = (name: string, more: Partial<TeamApp> = {}): TeamApp => ({
  id: `a-${name}`,
  locked: true,
  name,
  space: null,
  team: {name: 'acme'},
  ...more,
})
const vault: Space = {generation: 'cedar', id: 's1', name: 'vault', shield: true, team: {id: 't1', name: 'acme'}}
const inVault = {space: {id: 's1', name: 'vault', shield: true}}
const acme = {enterprise_account: null, id: 't1', identity_provider: null, name: 'acme', role: 'admin'}

const ofTeam: Scope = {kind: 'team', name: 'acme'}
const ofSpace: Scope = {kind: 'space', name: 'vault'}

function inventoryOf(facts: readonly Fact[], scope: Scope) {
  const {inventory} = fixture(facts, scope)
  return {
    apps: inventory.apps.map(({name, visibilityGap}) => (visibilityGap ? `${name} unseen` : name)),
    spaces: inventory.spaces.map(({name}) => name),
    teams: inventory.teams.map(({name}) => name),
    unread: [...new Set(inventory.unreadLists.map(({parent}) => parent))],
  }
}

describe('scope-inventory', () => {
  it('of an app contains its space, by the name the app states', () => {
    assert.deepEqual(
      inventoryOf([factOf('app', 'pay', app('pay', inVault)), factOf('space', 'vault', vault)], {
        kind: 'app',
        name: 'pay',
      }),
      {apps: ['pay'], spaces: ['vault'], teams: [], unread: []},
    )
    assert.deepEqual(
      inventoryOf([factOf('app', 'pay', app('pay', inVault)), refusedFact('space', 'vault')], {
        kind: 'app',
        name: 'pay',
      }).spaces,
      ['vault'],
    )
    assert.deepEqual(inventoryOf([factOf('app', 'pay', app('pay'))], {kind: 'app', name: 'pay'}).spaces, [])
  })

  it('of an app without a stated space has an unread space', () => {
    for (const facts of [[refusedFact('app', 'pay', 500)], [factOf('app', 'pay', {id: 'a1', name: 'pay'})]]) {
      const {unreadLists: unread} = fixture(facts, {kind: 'app', name: 'pay'}).inventory
      assert.deepEqual(
        unread.map(({kinds, parent}) => [parent, kinds]),
        [['account', ['space', 'drain']]],
      )
    }
  })

  it('of a team merges its two lists of apps', () => {
    const facts = [
      factOf('team', 'acme', acme),
      factOf('teamSpaces', 'acme', []),
      factOf('apps', [], [app('pay'), app('mine', {team: null}), app('lab', {team: {name: 'other'}})]),
      factOf('teamApps', 'acme', [teamApp('pay'), teamApp('shop')]),
    ]
    assert.deepEqual(inventoryOf(facts, ofTeam), {apps: ['pay', 'shop'], spaces: [], teams: ['acme'], unread: []})
    const [pay, shop] = fixture(facts, ofTeam).inventory.apps
    assert.ok(pay && 'body' in pay.record && 'body' in pay.teamRecord())
    assert.ok(shop && 'gap' in shop.record)
  })

  it('of a team without a readable list of spaces uses those visible to the account and named by its apps', () => {
    const river: Space = {...vault, id: 's2', name: 'river'}
    const other: Space = {...vault, id: 's3', name: 'other', team: {id: 't2', name: 'other'}}
    const facts = (...more: Fact[]) => [
      factOf('team', 'acme', acme),
      refusedFact('teamSpaces', 'acme'),
      factOf('apps', [], [app('pay', inVault), app('jobs', {space: {id: 's4', name: 'far'}})]),
      factOf('teamApps', 'acme', []),
      ...['vault', 'river', 'far'].map(name => factOf('topology', name, {apps: []})),
      ...more,
    ]
    assert.deepEqual(
      inventoryOf(
        facts(factOf('spaces', [], [vault, river, other]), factOf('space', 'far', {...river, id: 's4', name: 'far'})),
        ofTeam,
      ),
      {apps: ['pay', 'jobs'], spaces: ['vault', 'river', 'far'], teams: ['acme'], unread: []},
    )
    assert.deepEqual(
      inventoryOf(
        facts(
          factOf(
            'spaces',
            [],
            [
              {...river, team: {name: 'acme'}},
              {...vault, team: null},
            ],
          ),
          refusedFact('space', 'vault'),
          refusedFact('space', 'far'),
        ),
        ofTeam,
      ).spaces,
      ['river', 'vault', 'far'],
    )
  })

  it('of a team without any list of spaces has an unread list', () => {
    const facts = (spaces: Fact) => [
      factOf('team', 'acme', acme),
      refusedFact('teamSpaces', 'acme'),
      factOf('apps', [], [app('pay', inVault)]),
      factOf('teamApps', 'acme', []),
      factOf('space', 'vault', vault),
      factOf('topology', 'vault', {apps: []}),
      spaces,
    ]
    const gaps = (spaces: Fact) =>
      fixture(facts(spaces), ofTeam).inventory.unreadLists.map(({gap, kinds, parent}) => [parent, kinds[0], gap.reason])
    assert.deepEqual(gaps(refusedFact('spaces', [], 500)), [
      ['acme', 'app', 'forbidden'],
      ['account', 'space', 'forbidden'],
    ])
    assert.deepEqual(inventoryOf(facts(refusedFact('spaces', [], 500)), ofTeam).spaces, ['vault'])
    for (const team of [undefined, {}])
      assert.deepEqual(gaps(factOf('spaces', [], [{id: 's9', name: 'odd', ...(team ? {team} : {})}])), [
        ['acme', 'app', 'no-statement'],
        ['account', 'space', 'no-statement'],
      ])
    for (const team of [null, {id: 't9'}, {name: 'other'}])
      assert.deepEqual(gaps(factOf('spaces', [], [{...vault, team}])), [])
  })

  it('of a team waits for the lists of spaces', () => {
    const facts = [
      factOf('team', 'acme', acme),
      factOf('apps', [], [app('pay', inVault)]),
      factOf('teamApps', 'acme', []),
    ]
    const requestedPaths = (...more: Fact[]) =>
      [...fixture([...facts, ...more], ofTeam).reader.requestedPaths()].filter(path => path.includes('spaces')).sort()
    assert.deepEqual(requestedPaths(), ['/teams/acme/spaces'])
    assert.deepEqual(requestedPaths(refusedFact('teamSpaces', 'acme')), ['/spaces', '/teams/acme/spaces'])
    for (const more of [[], [refusedFact('teamSpaces', 'acme')]]) {
      const {unreadLists: unread} = fixture([...facts, ...more], ofTeam).inventory
      assert.deepEqual(
        unread.map(({gap, kinds, parent}) => [parent, gap.reason, kinds[0]]),
        [
          ['acme', 'not-collected', 'app'],
          ['account', 'not-collected', 'space'],
        ],
      )
    }
  })

  it('of a team reads no space individually that a list contains', () => {
    const river: Space = {...vault, id: 's2', name: 'river'}
    const apps = [app('pay', {space: {id: 's1'}}), app('jobs', {space: {name: 'river'}}), app('lost', {space: {}})]
    const {reader, inventory} = fixture(
      [
        factOf('team', 'acme', acme),
        refusedFact('teamSpaces', 'acme'),
        factOf('spaces', [], [vault, river]),
        factOf('apps', [], apps),
        factOf('teamApps', 'acme', []),
        ...['vault', 'river'].map(name => factOf('topology', name, {apps: []})),
      ],
      ofTeam,
    )
    assert.deepEqual(
      inventory.spaces.map(({name}) => name),
      ['vault', 'river', ''],
    )
    assert.deepEqual(
      reader
        .wantedFacts()
        .map(({path}) => path)
        .filter(path => /^\/spaces\/[^/]/.test(path)),
      [],
    )
  })

  it('excludes teams in which the caller is only a collaborator', () => {
    const guest = factOf('team', 'acme', {...acme, role: 'collaborator'})
    const facts = [
      guest,
      factOf('spaces', [], [vault]),
      factOf('space', 'vault', vault),
      factOf('topology', 'vault', {apps: []}),
      factOf('apps', [], [app('pay', inVault), app('lab', {team: {name: 'other'}})]),
    ]
    for (const scope of [ofTeam, ofSpace]) {
      const {reader, inventory} = fixture(facts, scope)
      assert.deepEqual(inventoryOf(facts, scope), {apps: ['pay'], spaces: ['vault'], teams: [], unread: []}, scope.kind)
      assert.deepEqual(
        inventory.guestTeams.map(({name}) => name),
        ['acme'],
      )
      assert.deepEqual(
        [...reader.requestedPaths()].filter(path => path.startsWith('/teams/')),
        ['/teams/acme'],
      )
    }

    const all = [
      factOf(
        'teams',
        [],
        [
          {...acme, role: 'collaborator'},
          {...acme, id: 't2', name: 'other', role: 'member'},
        ],
      ),
      ...facts.slice(1),
      factOf('teamApps', 'other', []),
    ]
    assert.deepEqual(inventoryOf(all, {kind: 'all'}), {
      apps: ['pay', 'lab'],
      spaces: ['vault'],
      teams: ['other'],
      unread: [],
    })
  })

  it('of a space contains the apps that either list places in it', () => {
    const facts = [
      factOf('space', 'vault', vault),
      factOf('team', 'acme', acme),
      factOf('topology', 'vault', {apps: []}),
      factOf('apps', [], [app('pay', inVault), app('shop'), app('web', {space: {id: 's2', name: 'other'}})]),
      factOf('teamApps', 'acme', [teamApp('jobs', inVault), teamApp('shop')]),
    ]
    assert.deepEqual(inventoryOf(facts, ofSpace), {
      apps: ['jobs', 'pay'],
      spaces: ['vault'],
      teams: ['acme'],
      unread: [],
    })
  })

  it('finds its apps and spaces by ID or name', () => {
    const [byId, byName, neither] = [{id: 's1'}, {name: 'vault'}, {id: 's2', name: 'other'}].map((space, i) =>
      app(`app${i}`, {space, team: null}),
    )
    const spaceFacts = [
      factOf('space', 'vault', vault),
      factOf('team', 'acme', acme),
      factOf('topology', 'vault', {apps: []}),
      factOf('teamApps', 'acme', []),
    ]
    assert.deepEqual(
      inventoryOf(
        [
          ...spaceFacts,
          factOf(
            'apps',
            [],
            [byId, byName, neither].flatMap(apps => apps ?? []),
          ),
        ],
        ofSpace,
      ).apps,
      ['app0', 'app1'],
    )
    const teamFacts = [factOf('team', 'acme', acme), factOf('teamSpaces', 'acme', []), factOf('teamApps', 'acme', [])]
    const mine = [{id: 't1'}, {name: 'acme'}, {id: 't2', name: 'other'}].map((team, i) => app(`app${i}`, {team}))
    assert.deepEqual(inventoryOf([...teamFacts, factOf('apps', [], mine)], ofTeam).apps, ['app0', 'app1'])
  })

  it('of a space without a stated team has unread apps and an unread team', () => {
    for (const [space, reason] of [
      [factOf('space', 'vault', {...vault, team: null}), 'no-statement'],
      [refusedFact('space', 'vault', 500), 'server-error'],
    ] as const) {
      const {unreadLists: unread} = fixture(
        [space, factOf('apps', [], []), factOf('topology', 'vault', {apps: []})],
        ofSpace,
      ).inventory
      assert.deepEqual(
        unread.map(({gap, kinds, parent}) => [parent, kinds[0], gap.reason]),
        [
          ['vault', 'app', reason],
          ['account', 'team', reason],
        ],
      )
    }
  })

  it('reads an app individually that only a topology names', () => {
    const facts = (fact: Fact) => [
      factOf('space', 'vault', vault),
      factOf('team', 'acme', acme),
      factOf('topology', 'vault', {apps: [{id: 'a-pay'}, {id: 'a9'}, {id: 'a9'}]}),
      factOf('apps', [], [app('pay', inVault)]),
      factOf('teamApps', 'acme', []),
      fact,
    ]
    assert.deepEqual(inventoryOf(facts(refusedFact('app', 'a9', 404)), ofSpace).apps, ['pay', 'a9 unseen'])
    assert.deepEqual(inventoryOf(facts(refusedFact('app', 'a9', 403)), ofSpace).apps, ['pay', 'a9 unseen'])
    assert.deepEqual(inventoryOf(facts(refusedFact('app', 'a9', 500)), ofSpace).apps, ['pay', 'a9 unseen'])
    const asked = fixture(facts(factOf('regions', [], [])), ofSpace).inventory.apps.map(({id, visibilityGap}) =>
      visibilityGap ? `${id} unseen` : id,
    )
    assert.deepEqual(asked, ['a-pay', 'a9'], 'what was not asked yet may be seen')
    assert.deepEqual(inventoryOf(facts(factOf('app', 'a9', app('found', inVault))), ofSpace).apps, ['pay', 'found'])
  })

  it('of an account reads apps that the topologies of its spaces name', () => {
    const facts = [
      factOf('teams', [], []),
      factOf('spaces', [], [vault]),
      factOf('apps', [], []),
      factOf('topology', 'vault', {apps: [{id: 'a9'}]}),
      refusedFact('app', 'a9', 404),
    ]
    assert.deepEqual(inventoryOf(facts, {kind: 'all'}), {apps: ['a9 unseen'], spaces: ['vault'], teams: [], unread: []})
  })

  it('of a pipeline reads couplings by ID only, and names hidden apps by ID', () => {
    const facts = [
      factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}),
      factOf('pipelineCouplings', 'p1', [{app: {id: 'a-pay'}}, {app: {id: 'a9'}}]),
      factOf('app', 'a-pay', app('pay')),
      refusedFact('app', 'a9', 404),
    ]
    assert.deepEqual(inventoryOf(facts, {kind: 'pipeline', name: 'flow'}), {
      apps: ['pay', 'a9 unseen'],
      spaces: [],
      teams: [],
      unread: ['account'],
    })
    assert.equal(
      fixture(facts, {kind: 'pipeline', name: 'flow'}).inventory.apps.at(-1)?.visibilityGap?.detail,
      "the app belongs to the pipeline, but isn't visible",
    )
    const {reader} = fixture([factOf('pipeline', 'flow', {id: 'p1', name: 'flow'})], {kind: 'pipeline', name: 'flow'})
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/pipelines/p1/pipeline-couplings'],
    )
  })

  it("reports the lists it couldn't read, with the kinds they may hide", () => {
    const ofApp = ['app', 'addon', 'attachment', 'certificate', 'collaborator', 'domain', 'drain', 'webhook']
    const missing = (scope: Scope, ...facts: Fact[]) =>
      fixture(facts, scope).inventory.unreadLists.map(({gap, kinds, parent}) => [parent, gap.reason, kinds])
    const all: Scope = {kind: 'all'}
    const [apps, spaces, teams] = [factOf('apps', [], []), factOf('spaces', [], []), factOf('teams', [], [])]
    assert.deepEqual(missing(all, apps, spaces, teams), [])
    assert.deepEqual(missing(all, refusedFact('apps', []), spaces, teams), [['account', 'forbidden', ofApp]])
    assert.deepEqual(missing(all, apps, refusedFact('spaces', []), teams), [
      ['account', 'forbidden', ['space', ...ofApp]],
    ])
    assert.deepEqual(missing(all, apps, spaces, refusedFact('teams', [])), [
      ['account', 'forbidden', ['team', 'authorization', 'invitation', 'member', ...ofApp]],
    ])
    assert.deepEqual(missing(all, apps, spaces, factOf('teams', [], [acme]), refusedFact('teamApps', 'acme')), [
      ['acme', 'forbidden', ofApp],
    ])
    assert.deepEqual(missing(all, apps, factOf('spaces', [], [vault]), teams, refusedFact('topology', 'vault')), [
      ['vault', 'forbidden', ofApp],
    ])
    const flow: Scope = {kind: 'pipeline', name: 'flow'}
    const elsewhere = ['account', 'forbidden', ['space', 'drain']]
    assert.deepEqual(missing(flow, refusedFact('pipeline', 'flow')), [['flow', 'forbidden', ofApp], elsewhere])
    assert.deepEqual(
      missing(flow, factOf('pipeline', 'flow', {id: 'p1', name: 'Flow'}), refusedFact('pipelineCouplings', 'p1')),
      [['Flow', 'forbidden', ofApp], elsewhere],
    )
    const team = [factOf('team', 'acme', acme), factOf('teamSpaces', 'acme', [])]
    assert.deepEqual(
      missing(
        ofTeam,
        factOf('team', 'acme', acme),
        apps,
        factOf('teamApps', 'acme', []),
        refusedFact('teamSpaces', 'acme'),
        refusedFact('spaces', []),
      ),
      [['acme', 'forbidden', ofApp], elsewhere],
    )
    assert.deepEqual(missing(ofTeam, ...team, apps, refusedFact('teamApps', 'acme')), [['acme', 'forbidden', ofApp]])
    assert.deepEqual(missing(ofTeam, ...team, refusedFact('apps', []), factOf('teamApps', 'acme', [])), [
      ['acme', 'forbidden', ofApp],
    ])
    const space = [
      factOf('team', 'acme', acme),
      factOf('space', 'vault', vault),
      factOf('topology', 'vault', {apps: []}),
    ]
    assert.deepEqual(missing(ofSpace, ...space, apps, refusedFact('teamApps', 'acme')), [['vault', 'forbidden', ofApp]])
    assert.deepEqual(
      missing(
        ofSpace,
        ...space.slice(2),
        factOf('space', 'vault', {...vault, team: null}),
        apps,
        factOf('topology', 'vault', {apps: []}),
      ).at(-1),
      ['account', 'no-statement', ['team', 'authorization', 'invitation', 'member']],
    )
    assert.deepEqual(missing({kind: 'app', name: 'pay'}, factOf('app', 'pay', {id: 'a1', name: 'pay'})), [
      ['account', 'no-statement', ['space', 'drain']],
    ])
  })

  it('reads the lock of an app individually only if no pending list may state it', () => {
    const requestedLocks = (scope: Scope, ...facts: Fact[]) => {
      const {reader, inventory} = fixture(facts, scope)
      const [pay] = inventory.apps
      const locked = pay?.teamRecord() ?? assert.fail()
      return [
        'body' in locked || locked.gap.reason,
        reader
          .wantedFacts()
          .map(({path}) => path)
          .filter(path => path.startsWith('/teams/apps/')),
      ]
    }

    const apps = factOf('apps', [], [app('pay', inVault)])
    const space = [
      factOf('space', 'vault', vault),
      factOf('team', 'acme', acme),
      factOf('topology', 'vault', {apps: []}),
      apps,
    ]
    const team = [factOf('team', 'acme', acme), factOf('teamSpaces', 'acme', []), apps]
    for (const [scope, facts] of [
      [ofSpace, space],
      [ofTeam, team],
    ] as const) {
      assert.deepEqual(requestedLocks(scope, ...facts), ['not-collected', []])
      assert.deepEqual(requestedLocks(scope, ...facts, factOf('teamApps', 'acme', [])), [
        'not-collected',
        ['/teams/apps/pay'],
      ])
      assert.deepEqual(requestedLocks(scope, ...facts, factOf('teamApps', 'acme', [teamApp('pay', inVault)])), [
        true,
        [],
      ])
    }

    assert.deepEqual(requestedLocks({kind: 'app', name: 'pay'}, factOf('app', 'pay', app('pay'))), [
      'not-collected',
      ['/teams/apps/pay'],
    ])
  })

  it('of a shard contains its own resources, and looks up others on demand', () => {
    const reader = factReader(
      new Map(
        [
          factOf('teams', [], [acme]),
          factOf('teamApps', 'acme', []),
          factOf('spaces', [], [vault, {...vault, id: 's2', name: 'desk'}]),
          factOf('apps', [], [app('pay', inVault), app('shop')]),
          factOf('topology', 'vault', {apps: [{id: 'a-pay'}, {id: 'a9'}]}),
          factOf('topology', 'desk', {apps: []}),
        ].map(fact => [fact.path, fact]),
      ),
    )
    const {apps, findApp, spaces, teams, wholeScope} = scopeInventory(reader.facts, {kind: 'all'}, id =>
      ['a-pay', 's1'].includes(id),
    )
    const names = (all: ReadonlyArray<{readonly name: string}>) => all.map(({name}) => name)
    assert.deepEqual([names(apps), names(spaces), names(teams)], [['pay'], ['vault'], []])
    assert.deepEqual(
      [names(wholeScope.apps), names(wholeScope.spaces), names(wholeScope.teams)],
      [['pay', 'shop', 'a9'], ['vault', 'desk'], ['acme']],
    )
    assert.deepEqual(reader.wantedFacts(), [], 'nothing is asked of an app elsewhere')
    const elsewhere = findApp({id: 'a9'}) ?? assert.fail()
    assert.deepEqual(
      [elsewhere.id, elsewhere.name, elsewhere.ref, elsewhere.visibilityGap],
      ['a9', 'a9', 'a9', undefined],
    )
    assert.ok('gap' in elsewhere.record && 'gap' in elsewhere.teamRecord())
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/apps/a9', '/teams/apps/a9'],
    )
  })

  it('reports where a hidden app runs, and how it is known', () => {
    const facts = (space: Fact) => [
      space,
      factOf('team', 'acme', acme),
      factOf('topology', 'vault', {apps: [{id: 'a9'}]}),
      factOf('apps', [], []),
      factOf('teamApps', 'acme', []),
      refusedFact('app', 'a9'),
    ]
    const [seenSpace] = fixture(facts(factOf('space', 'vault', vault)), ofSpace).inventory.apps
    assert.deepEqual(
      [seenSpace?.inferredSpaceId, seenSpace?.visibilityGap?.reason, seenSpace?.visibilityGap?.detail],
      ['s1', 'forbidden', "the app runs in vault, but isn't visible"],
    )
    const [hiddenSpace] = fixture(facts(refusedFact('space', 'vault')), ofSpace).inventory.apps
    assert.ok(hiddenSpace?.visibilityGap && !('home' in hiddenSpace))
  })

  it('falls back to an empty name', () => {
    assert.deepEqual(inventoryOf([], {kind: 'app'}).apps, [''])
    const couplings = [{app: {name: 'web'}}, {app: {}}]
    assert.deepEqual(
      inventoryOf(
        [factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}), factOf('pipelineCouplings', 'p1', couplings)],
        {
          kind: 'pipeline',
          name: 'flow',
        },
      ).apps,
      ['web', ''],
    )
    for (const scope of [
      {kind: 'app', name: 'pay'},
      {kind: 'pipeline', name: 'flow'},
    ] as const) {
      const {guestTeams, resolveSpace} = fixture([], scope).inventory
      assert.deepEqual([guestTeams, resolveSpace({}).name], [[], ''])
    }
  })

  it('finds apps by ID or name, and listed spaces without a request', () => {
    const {reader, inventory} = fixture(
      [
        factOf('team', 'acme', acme),
        factOf('teamSpaces', 'acme', [vault]),
        factOf('topology', 'vault', {apps: []}),
        factOf('apps', [], [app('pay')]),
        factOf('teamApps', 'acme', []),
      ],
      ofTeam,
    )
    assert.equal(inventory.findApp({id: 'a-pay'})?.name, 'pay')
    assert.equal(inventory.findApp({name: 'pay'})?.id, 'a-pay')
    assert.equal(inventory.findApp({id: 'a-other', name: 'pay'})?.id, 'a-pay')
    assert.equal(inventory.findApp({}), undefined)
    for (const ref of [{id: 's1'}, {name: 'vault'}, {id: 's1', name: 'vault'}])
      assert.ok('body' in inventory.resolveSpace(ref).record)
    assert.deepEqual(reader.wantedFacts(), [])
    assert.ok('gap' in inventory.resolveSpace({id: 's2', name: 'desk'}).record)
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/spaces/desk'],
    )
  })
})
