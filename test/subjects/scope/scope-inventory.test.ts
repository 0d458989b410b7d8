import assert from 'node:assert/strict'

import type {App, Space, TeamApp} from '../../../src/model/facts.js'
import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {factReader} from '../../../src/subjects/fact-reader.js'
import {roster} from '../../../src/subjects/scope/scope-inventory.js'
import {refused, stage, told} from '../support.js'

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

function held(facts: readonly Fact[], scope: Scope) {
  const {roster} = stage(facts, scope)
  return {
    apps: roster.apps.map(({name, unseen}) => (unseen ? `${name} unseen` : name)),
    spaces: roster.spaces.map(({name}) => name),
    teams: roster.teams.map(({name}) => name),
    unread: [...new Set(roster.unread.map(({parent}) => parent))],
  }
}

describe('roster', () => {
  it('of an app has its space, by the name that the app gives', () => {
    assert.deepEqual(
      held([told('app', 'pay', app('pay', inVault)), told('space', 'vault', vault)], {kind: 'app', name: 'pay'}),
      {apps: ['pay'], spaces: ['vault'], teams: [], unread: []},
    )
    assert.deepEqual(
      held([told('app', 'pay', app('pay', inVault)), refused('space', 'vault')], {kind: 'app', name: 'pay'}).spaces,
      ['vault'],
    )
    assert.deepEqual(held([told('app', 'pay', app('pay'))], {kind: 'app', name: 'pay'}).spaces, [])
  })

  it('of an app that does not say where it is has a space that is not known', () => {
    for (const facts of [[refused('app', 'pay', 500)], [told('app', 'pay', {id: 'a1', name: 'pay'})]]) {
      const {unread} = stage(facts, {kind: 'app', name: 'pay'}).roster
      assert.deepEqual(
        unread.map(({kinds, parent}) => [parent, kinds]),
        [['account', ['space', 'drain']]],
      )
    }
  })

  it('of a team joins what two lists show of it', () => {
    const facts = [
      told('team', 'acme', acme),
      told('teamSpaces', 'acme', []),
      told('apps', [], [app('pay'), app('mine', {team: null}), app('lab', {team: {name: 'other'}})]),
      told('teamApps', 'acme', [teamApp('pay'), teamApp('shop')]),
    ]
    assert.deepEqual(held(facts, ofTeam), {apps: ['pay', 'shop'], spaces: [], teams: ['acme'], unread: []})
    const [pay, shop] = stage(facts, ofTeam).roster.apps
    assert.ok(pay && 'body' in pay.record && 'body' in pay.teamRecord())
    assert.ok(shop && 'gap' in shop.record)
  })

  it('of a team whose list of spaces is refused has those that the account sees and its apps name', () => {
    const river: Space = {...vault, id: 's2', name: 'river'}
    const other: Space = {...vault, id: 's3', name: 'other', team: {id: 't2', name: 'other'}}
    const facts = (...more: Fact[]) => [
      told('team', 'acme', acme),
      refused('teamSpaces', 'acme'),
      told('apps', [], [app('pay', inVault), app('jobs', {space: {id: 's4', name: 'far'}})]),
      told('teamApps', 'acme', []),
      ...['vault', 'river', 'far'].map(name => told('topology', name, {apps: []})),
      ...more,
    ]
    assert.deepEqual(
      held(
        facts(told('spaces', [], [vault, river, other]), told('space', 'far', {...river, id: 's4', name: 'far'})),
        ofTeam,
      ),
      {apps: ['pay', 'jobs'], spaces: ['vault', 'river', 'far'], teams: ['acme'], unread: []},
    )
    assert.deepEqual(
      held(
        facts(
          told(
            'spaces',
            [],
            [
              {...river, team: {name: 'acme'}},
              {...vault, team: null},
            ],
          ),
          refused('space', 'vault'),
          refused('space', 'far'),
        ),
        ofTeam,
      ).spaces,
      ['river', 'vault', 'far'],
    )
  })

  it('of a team whose spaces are told nowhere has more than it knows', () => {
    const facts = (spaces: Fact) => [
      told('team', 'acme', acme),
      refused('teamSpaces', 'acme'),
      told('apps', [], [app('pay', inVault)]),
      told('teamApps', 'acme', []),
      told('space', 'vault', vault),
      told('topology', 'vault', {apps: []}),
      spaces,
    ]
    const gaps = (spaces: Fact) =>
      stage(facts(spaces), ofTeam).roster.unread.map(({gap, kinds, parent}) => [parent, kinds[0], gap.reason])
    assert.deepEqual(gaps(refused('spaces', [], 500)), [
      ['acme', 'app', 'forbidden'],
      ['account', 'space', 'forbidden'],
    ])
    assert.deepEqual(held(facts(refused('spaces', [], 500)), ofTeam).spaces, ['vault'])
    for (const team of [undefined, {}])
      assert.deepEqual(gaps(told('spaces', [], [{id: 's9', name: 'odd', ...(team ? {team} : {})}])), [
        ['acme', 'app', 'no-statement'],
        ['account', 'space', 'no-statement'],
      ])
    for (const team of [null, {id: 't9'}, {name: 'other'}])
      assert.deepEqual(gaps(told('spaces', [], [{...vault, team}])), [])
  })

  it('of a team waits for the lists of spaces', () => {
    const facts = [told('team', 'acme', acme), told('apps', [], [app('pay', inVault)]), told('teamApps', 'acme', [])]
    const asked = (...more: Fact[]) =>
      [...stage([...facts, ...more], ofTeam).reader.asked()].filter(path => path.includes('spaces')).sort()
    assert.deepEqual(asked(), ['/teams/acme/spaces'])
    assert.deepEqual(asked(refused('teamSpaces', 'acme')), ['/spaces', '/teams/acme/spaces'])
    for (const more of [[], [refused('teamSpaces', 'acme')]]) {
      const {unread} = stage([...facts, ...more], ofTeam).roster
      assert.deepEqual(
        unread.map(({gap, kinds, parent}) => [parent, gap.reason, kinds[0]]),
        [
          ['acme', 'not-collected', 'app'],
          ['account', 'not-collected', 'space'],
        ],
      )
    }
  })

  it('of a team asks for no space alone that a list shows', () => {
    const river: Space = {...vault, id: 's2', name: 'river'}
    const apps = [app('pay', {space: {id: 's1'}}), app('jobs', {space: {name: 'river'}}), app('lost', {space: {}})]
    const {reader, roster: of} = stage(
      [
        told('team', 'acme', acme),
        refused('teamSpaces', 'acme'),
        told('spaces', [], [vault, river]),
        told('apps', [], apps),
        told('teamApps', 'acme', []),
        ...['vault', 'river'].map(name => told('topology', name, {apps: []})),
      ],
      ofTeam,
    )
    assert.deepEqual(
      of.spaces.map(({name}) => name),
      ['vault', 'river', ''],
    )
    assert.deepEqual(
      reader
        .wanted()
        .map(({path}) => path)
        .filter(path => /^\/spaces\/[^/]/.test(path)),
      [],
    )
  })

  it('holds no team in which the caller is a mere collaborator', () => {
    const guest = told('team', 'acme', {...acme, role: 'collaborator'})
    const facts = [
      guest,
      told('spaces', [], [vault]),
      told('space', 'vault', vault),
      told('topology', 'vault', {apps: []}),
      told('apps', [], [app('pay', inVault), app('lab', {team: {name: 'other'}})]),
    ]
    for (const scope of [ofTeam, ofSpace]) {
      const {reader, roster} = stage(facts, scope)
      assert.deepEqual(held(facts, scope), {apps: ['pay'], spaces: ['vault'], teams: [], unread: []}, scope.kind)
      assert.deepEqual(
        roster.guestTeams.map(({name}) => name),
        ['acme'],
      )
      assert.deepEqual(
        [...reader.asked()].filter(path => path.startsWith('/teams/')),
        ['/teams/acme'],
      )
    }

    const all = [
      told(
        'teams',
        [],
        [
          {...acme, role: 'collaborator'},
          {...acme, id: 't2', name: 'other', role: 'member'},
        ],
      ),
      ...facts.slice(1),
      told('teamApps', 'other', []),
    ]
    assert.deepEqual(held(all, {kind: 'all'}), {apps: ['pay', 'lab'], spaces: ['vault'], teams: ['other'], unread: []})
  })

  it('of a space has what either list places in it', () => {
    const facts = [
      told('space', 'vault', vault),
      told('team', 'acme', acme),
      told('topology', 'vault', {apps: []}),
      told('apps', [], [app('pay', inVault), app('shop'), app('web', {space: {id: 's2', name: 'other'}})]),
      told('teamApps', 'acme', [teamApp('jobs', inVault), teamApp('shop')]),
    ]
    assert.deepEqual(held(facts, ofSpace), {apps: ['jobs', 'pay'], spaces: ['vault'], teams: ['acme'], unread: []})
  })

  it('finds what belongs to it by id or by name', () => {
    const [byId, byName, neither] = [{id: 's1'}, {name: 'vault'}, {id: 's2', name: 'other'}].map((space, i) =>
      app(`app${i}`, {space, team: null}),
    )
    const spaceFacts = [
      told('space', 'vault', vault),
      told('team', 'acme', acme),
      told('topology', 'vault', {apps: []}),
      told('teamApps', 'acme', []),
    ]
    assert.deepEqual(
      held(
        [
          ...spaceFacts,
          told(
            'apps',
            [],
            [byId, byName, neither].flatMap(one => one ?? []),
          ),
        ],
        ofSpace,
      ).apps,
      ['app0', 'app1'],
    )
    const teamFacts = [told('team', 'acme', acme), told('teamSpaces', 'acme', []), told('teamApps', 'acme', [])]
    const mine = [{id: 't1'}, {name: 'acme'}, {id: 't2', name: 'other'}].map((team, i) => app(`app${i}`, {team}))
    assert.deepEqual(held([...teamFacts, told('apps', [], mine)], ofTeam).apps, ['app0', 'app1'])
  })

  it('of a space whose team is not told has apps and a team that are not known', () => {
    for (const [space, reason] of [
      [told('space', 'vault', {...vault, team: null}), 'no-statement'],
      [refused('space', 'vault', 500), 'server-error'],
    ] as const) {
      const {unread} = stage([space, told('apps', [], []), told('topology', 'vault', {apps: []})], ofSpace).roster
      assert.deepEqual(
        unread.map(({gap, kinds, parent}) => [parent, kinds[0], gap.reason]),
        [
          ['vault', 'app', reason],
          ['account', 'team', reason],
        ],
      )
    }
  })

  it('tries an app that only a topology names by itself', () => {
    const facts = (fact: Fact) => [
      told('space', 'vault', vault),
      told('team', 'acme', acme),
      told('topology', 'vault', {apps: [{id: 'a-pay'}, {id: 'a9'}, {id: 'a9'}]}),
      told('apps', [], [app('pay', inVault)]),
      told('teamApps', 'acme', []),
      fact,
    ]
    assert.deepEqual(held(facts(refused('app', 'a9', 404)), ofSpace).apps, ['pay', 'a9 unseen'])
    assert.deepEqual(held(facts(refused('app', 'a9', 403)), ofSpace).apps, ['pay', 'a9 unseen'])
    assert.deepEqual(held(facts(refused('app', 'a9', 500)), ofSpace).apps, ['pay', 'a9 unseen'])
    const asked = stage(facts(told('regions', [], [])), ofSpace).roster.apps.map(({id, unseen}) =>
      unseen ? `${id} unseen` : id,
    )
    assert.deepEqual(asked, ['a-pay', 'a9'], 'what was not asked yet may be seen')
    assert.deepEqual(held(facts(told('app', 'a9', app('found', inVault))), ofSpace).apps, ['pay', 'found'])
  })

  it('of an account tries apps that the topologies of its spaces name', () => {
    const facts = [
      told('teams', [], []),
      told('spaces', [], [vault]),
      told('apps', [], []),
      told('topology', 'vault', {apps: [{id: 'a9'}]}),
      refused('app', 'a9', 404),
    ]
    assert.deepEqual(held(facts, {kind: 'all'}), {apps: ['a9 unseen'], spaces: ['vault'], teams: [], unread: []})
  })

  it('of a pipeline finds its couplings by id alone, and names what is hidden by id', () => {
    const facts = [
      told('pipeline', 'flow', {id: 'p1', name: 'flow'}),
      told('pipelineCouplings', 'p1', [{app: {id: 'a-pay'}}, {app: {id: 'a9'}}]),
      told('app', 'a-pay', app('pay')),
      refused('app', 'a9', 404),
    ]
    assert.deepEqual(held(facts, {kind: 'pipeline', name: 'flow'}), {
      apps: ['pay', 'a9 unseen'],
      spaces: [],
      teams: [],
      unread: ['account'],
    })
    assert.equal(
      stage(facts, {kind: 'pipeline', name: 'flow'}).roster.apps.at(-1)?.unseen?.detail,
      'the app belongs to the pipeline, but cannot be seen',
    )
    const {reader} = stage([told('pipeline', 'flow', {id: 'p1', name: 'flow'})], {kind: 'pipeline', name: 'flow'})
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/pipelines/p1/pipeline-couplings'],
    )
  })

  it('names the lists that it could not read, with the kinds of what they may hide', () => {
    const ofApp = ['app', 'addon', 'attachment', 'certificate', 'collaborator', 'domain', 'drain', 'webhook']
    const missing = (scope: Scope, ...facts: Fact[]) =>
      stage(facts, scope).roster.unread.map(({gap, kinds, parent}) => [parent, gap.reason, kinds])
    const all: Scope = {kind: 'all'}
    const [apps, spaces, teams] = [told('apps', [], []), told('spaces', [], []), told('teams', [], [])]
    assert.deepEqual(missing(all, apps, spaces, teams), [])
    assert.deepEqual(missing(all, refused('apps', []), spaces, teams), [['account', 'forbidden', ofApp]])
    assert.deepEqual(missing(all, apps, refused('spaces', []), teams), [['account', 'forbidden', ['space', ...ofApp]]])
    assert.deepEqual(missing(all, apps, spaces, refused('teams', [])), [
      ['account', 'forbidden', ['team', 'authorization', 'invitation', 'member', ...ofApp]],
    ])
    assert.deepEqual(missing(all, apps, spaces, told('teams', [], [acme]), refused('teamApps', 'acme')), [
      ['acme', 'forbidden', ofApp],
    ])
    assert.deepEqual(missing(all, apps, told('spaces', [], [vault]), teams, refused('topology', 'vault')), [
      ['vault', 'forbidden', ofApp],
    ])
    const flow: Scope = {kind: 'pipeline', name: 'flow'}
    const elsewhere = ['account', 'forbidden', ['space', 'drain']]
    assert.deepEqual(missing(flow, refused('pipeline', 'flow')), [['flow', 'forbidden', ofApp], elsewhere])
    assert.deepEqual(
      missing(flow, told('pipeline', 'flow', {id: 'p1', name: 'Flow'}), refused('pipelineCouplings', 'p1')),
      [['Flow', 'forbidden', ofApp], elsewhere],
    )
    const team = [told('team', 'acme', acme), told('teamSpaces', 'acme', [])]
    assert.deepEqual(
      missing(
        ofTeam,
        told('team', 'acme', acme),
        apps,
        told('teamApps', 'acme', []),
        refused('teamSpaces', 'acme'),
        refused('spaces', []),
      ),
      [['acme', 'forbidden', ofApp], elsewhere],
    )
    assert.deepEqual(missing(ofTeam, ...team, apps, refused('teamApps', 'acme')), [['acme', 'forbidden', ofApp]])
    assert.deepEqual(missing(ofTeam, ...team, refused('apps', []), told('teamApps', 'acme', [])), [
      ['acme', 'forbidden', ofApp],
    ])
    const space = [told('team', 'acme', acme), told('space', 'vault', vault), told('topology', 'vault', {apps: []})]
    assert.deepEqual(missing(ofSpace, ...space, apps, refused('teamApps', 'acme')), [['vault', 'forbidden', ofApp]])
    assert.deepEqual(
      missing(
        ofSpace,
        ...space.slice(2),
        told('space', 'vault', {...vault, team: null}),
        apps,
        told('topology', 'vault', {apps: []}),
      ).at(-1),
      ['account', 'no-statement', ['team', 'authorization', 'invitation', 'member']],
    )
    assert.deepEqual(missing({kind: 'app', name: 'pay'}, told('app', 'pay', {id: 'a1', name: 'pay'})), [
      ['account', 'no-statement', ['space', 'drain']],
    ])
  })

  it('asks for what is locked of an app alone only where no list of a team may still tell it', () => {
    const asked = (scope: Scope, ...facts: Fact[]) => {
      const {reader, roster} = stage(facts, scope)
      const [pay] = roster.apps
      const locked = pay?.teamRecord() ?? assert.fail()
      return [
        'body' in locked || locked.gap.reason,
        reader
          .wanted()
          .map(({path}) => path)
          .filter(path => path.startsWith('/teams/apps/')),
      ]
    }

    const apps = told('apps', [], [app('pay', inVault)])
    const space = [
      told('space', 'vault', vault),
      told('team', 'acme', acme),
      told('topology', 'vault', {apps: []}),
      apps,
    ]
    const team = [told('team', 'acme', acme), told('teamSpaces', 'acme', []), apps]
    for (const [scope, facts] of [
      [ofSpace, space],
      [ofTeam, team],
    ] as const) {
      assert.deepEqual(asked(scope, ...facts), ['not-collected', []])
      assert.deepEqual(asked(scope, ...facts, told('teamApps', 'acme', [])), ['not-collected', ['/teams/apps/pay']])
      assert.deepEqual(asked(scope, ...facts, told('teamApps', 'acme', [teamApp('pay', inVault)])), [true, []])
    }

    assert.deepEqual(asked({kind: 'app', name: 'pay'}, told('app', 'pay', app('pay'))), [
      'not-collected',
      ['/teams/apps/pay'],
    ])
  })

  it('of a part holds what is its own, and looks the rest up where something needs it', () => {
    const reader = factReader(
      new Map(
        [
          told('teams', [], [acme]),
          told('teamApps', 'acme', []),
          told('spaces', [], [vault, {...vault, id: 's2', name: 'desk'}]),
          told('apps', [], [app('pay', inVault), app('shop')]),
          told('topology', 'vault', {apps: [{id: 'a-pay'}, {id: 'a9'}]}),
          told('topology', 'desk', {apps: []}),
        ].map(fact => [fact.path, fact]),
      ),
    )
    const {apps, appOf, spaces, teams, whole} = roster(reader.facts, {kind: 'all'}, id => ['a-pay', 's1'].includes(id))
    const names = (all: ReadonlyArray<{readonly name: string}>) => all.map(({name}) => name)
    assert.deepEqual([names(apps), names(spaces), names(teams)], [['pay'], ['vault'], []])
    assert.deepEqual(
      [names(whole.apps), names(whole.spaces), names(whole.teams)],
      [['pay', 'shop', 'a9'], ['vault', 'desk'], ['acme']],
    )
    assert.deepEqual(reader.wanted(), [], 'nothing is asked of an app elsewhere')
    const elsewhere = appOf({id: 'a9'}) ?? assert.fail()
    assert.deepEqual([elsewhere.id, elsewhere.name, elsewhere.ref, elsewhere.unseen], ['a9', 'a9', 'a9', undefined])
    assert.ok('gap' in elsewhere.record && 'gap' in elsewhere.teamRecord())
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/apps/a9', '/teams/apps/a9'],
    )
  })

  it('says where an app that cannot be seen runs, and why it is known', () => {
    const facts = (space: Fact) => [
      space,
      told('team', 'acme', acme),
      told('topology', 'vault', {apps: [{id: 'a9'}]}),
      told('apps', [], []),
      told('teamApps', 'acme', []),
      refused('app', 'a9'),
    ]
    const [seenSpace] = stage(facts(told('space', 'vault', vault)), ofSpace).roster.apps
    assert.deepEqual(
      [seenSpace?.home, seenSpace?.unseen?.reason, seenSpace?.unseen?.detail],
      ['s1', 'forbidden', 'the app runs in vault, but cannot be seen'],
    )
    const [hiddenSpace] = stage(facts(refused('space', 'vault')), ofSpace).roster.apps
    assert.ok(hiddenSpace?.unseen && !('home' in hiddenSpace))
  })

  it('goes by an empty name where nothing names a thing', () => {
    assert.deepEqual(held([], {kind: 'app'}).apps, [''])
    const couplings = [{app: {name: 'web'}}, {app: {}}]
    assert.deepEqual(
      held([told('pipeline', 'flow', {id: 'p1', name: 'flow'}), told('pipelineCouplings', 'p1', couplings)], {
        kind: 'pipeline',
        name: 'flow',
      }).apps,
      ['web', ''],
    )
    for (const scope of [
      {kind: 'app', name: 'pay'},
      {kind: 'pipeline', name: 'flow'},
    ] as const) {
      const {guestTeams, spaceOf} = stage([], scope).roster
      assert.deepEqual([guestTeams, spaceOf({}).name], [[], ''])
    }
  })

  it('finds apps by id or name, and spaces of a list without asking', () => {
    const {reader, roster} = stage(
      [
        told('team', 'acme', acme),
        told('teamSpaces', 'acme', [vault]),
        told('topology', 'vault', {apps: []}),
        told('apps', [], [app('pay')]),
        told('teamApps', 'acme', []),
      ],
      ofTeam,
    )
    assert.equal(roster.appOf({id: 'a-pay'})?.name, 'pay')
    assert.equal(roster.appOf({name: 'pay'})?.id, 'a-pay')
    assert.equal(roster.appOf({id: 'a-other', name: 'pay'})?.id, 'a-pay')
    assert.equal(roster.appOf({}), undefined)
    for (const ref of [{id: 's1'}, {name: 'vault'}, {id: 's1', name: 'vault'}])
      assert.ok('body' in roster.spaceOf(ref).record)
    assert.deepEqual(reader.wanted(), [])
    assert.ok('gap' in roster.spaceOf({id: 's2', name: 'desk'}).record)
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/spaces/desk'],
    )
  })
})
