import assert from 'node:assert/strict'

import type {App, Space, TeamApp} from '../../src/model/facts.js'
import type {Fact, Scope} from '../../src/model/snapshot.js'

import {refused, stage, told} from './telling.js'

const app = (name: string, more: Partial<App> = {}): App => ({generation: 'cedar', id: `a-${name}`, name, space: null, team: {id: 't1', name: 'acme'}, ...more})
const teamApp = (name: string, more: Partial<TeamApp> = {}): TeamApp => ({id: `a-${name}`, locked: true, name, space: null, team: {name: 'acme'}, ...more})
const vault: Space = {generation: 'cedar', id: 's1', name: 'vault', shield: true, team: {id: 't1', name: 'acme'}}
const inVault = {space: {id: 's1', name: 'vault', shield: true}}
const acme = {enterprise_account: null, id: 't1', identity_provider: null, name: 'acme', role: 'admin'}

const ofTeam: Scope = {kind: 'team', name: 'acme'}
const ofSpace: Scope = {kind: 'space', name: 'vault'}

function held(facts: readonly Fact[], scope: Scope) {
  const {roster} = stage(facts, scope)
  return {
    apps: roster.apps.map(({name, unseen}) => unseen ? `${name} unseen` : name),
    spaces: roster.spaces.map(({name}) => name),
    teams: roster.teams.map(({name}) => name),
    unread: [...new Set(roster.unread.map(({parent}) => parent))],
  }
}

describe('roster', () => {
  it('of an app has its space, by the name that the app gives', () => {
    assert.deepEqual(held([told('app', 'pay', app('pay', inVault)), told('space', 'vault', vault)], {kind: 'app', name: 'pay'}), {apps: ['pay'], spaces: ['vault'], teams: [], unread: []})
    assert.deepEqual(held([told('app', 'pay', app('pay', inVault)), refused('space', 'vault')], {kind: 'app', name: 'pay'}).spaces, ['vault'])
    assert.deepEqual(held([told('app', 'pay', app('pay'))], {kind: 'app', name: 'pay'}).spaces, [])
  })

  it('of an app that does not say where it is has a space that is not known', () => {
    for (const facts of [[refused('app', 'pay', 500)], [told('app', 'pay', {id: 'a1', name: 'pay'})]]) {
      const {unread} = stage(facts, {kind: 'app', name: 'pay'}).roster
      assert.deepEqual(unread.map(({kinds, parent}) => [parent, kinds]), [['account', ['space', 'drain']]])
    }
  })

  it('of a team joins what two lists show of it', () => {
    const facts = [
      told('team', 'acme', acme), told('teamSpaces', 'acme', []), told('apps', [], [app('pay'), app('mine', {team: null}), app('lab', {team: {name: 'other'}})]),
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
      told('team', 'acme', acme), refused('teamSpaces', 'acme'), told('apps', [], [app('pay', inVault), app('jobs', {space: {id: 's4', name: 'far'}})]), told('teamApps', 'acme', []),
      ...['vault', 'river', 'far'].map(name => told('topology', name, {apps: []})), ...more,
    ]
    assert.deepEqual(held(facts(told('spaces', [], [vault, river, other]), told('space', 'far', {...river, id: 's4', name: 'far'})), ofTeam), {apps: ['pay', 'jobs'], spaces: ['vault', 'river', 'far'], teams: ['acme'], unread: []})
    assert.deepEqual(held(facts(told('spaces', [], [{...river, team: {name: 'acme'}}, {...vault, team: null}]), refused('space', 'vault'), refused('space', 'far')), ofTeam).spaces, ['river', 'vault', 'far'])
  })

  it('of a team whose spaces are told nowhere has more than it knows', () => {
    const facts = (spaces: Fact) => [told('team', 'acme', acme), refused('teamSpaces', 'acme'), told('apps', [], [app('pay', inVault)]), told('teamApps', 'acme', []), told('space', 'vault', vault), told('topology', 'vault', {apps: []}), spaces]
    const gaps = (spaces: Fact) => stage(facts(spaces), ofTeam).roster.unread.map(({gap, kinds, parent}) => [parent, kinds[0], gap.reason])
    assert.deepEqual(gaps(refused('spaces', [], 500)), [['acme', 'app', 'forbidden'], ['account', 'space', 'forbidden']])
    assert.deepEqual(held(facts(refused('spaces', [], 500)), ofTeam).spaces, ['vault'])
    for (const team of [undefined, {}]) assert.deepEqual(gaps(told('spaces', [], [{id: 's9', name: 'odd', ...team ? {team} : {}}])), [['acme', 'app', 'no-statement'], ['account', 'space', 'no-statement']])
    assert.deepEqual(gaps(told('spaces', [], [{...vault, team: null}])), [])
  })

  it('of a team waits for the lists of spaces', () => {
    const facts = [told('team', 'acme', acme), told('apps', [], [app('pay', inVault)]), told('teamApps', 'acme', [])]
    const asked = (...more: Fact[]) => [...stage([...facts, ...more], ofTeam).reader.asked()].filter(path => path.includes('spaces')).sort()
    assert.deepEqual(asked(), ['/teams/acme/spaces'])
    assert.deepEqual(asked(refused('teamSpaces', 'acme')), ['/spaces', '/teams/acme/spaces'])
  })

  it('holds no team in which the caller is a mere collaborator', () => {
    const guest = told('team', 'acme', {...acme, role: 'collaborator'})
    const facts = [guest, told('spaces', [], [vault]), told('space', 'vault', vault), told('topology', 'vault', {apps: []}), told('apps', [], [app('pay', inVault), app('lab', {team: {name: 'other'}})])]
    for (const scope of [ofTeam, ofSpace]) {
      const {reader, roster} = stage(facts, scope)
      assert.deepEqual(held(facts, scope), {apps: ['pay'], spaces: ['vault'], teams: [], unread: []}, scope.kind)
      assert.deepEqual(roster.guestTeams.map(({name}) => name), ['acme'])
      assert.deepEqual([...reader.asked()].filter(path => path.startsWith('/teams/')), ['/teams/acme'])
    }

    const all = [told('teams', [], [{...acme, role: 'collaborator'}, {...acme, id: 't2', name: 'other', role: 'member'}]), ...facts.slice(1), told('teamApps', 'other', [])]
    assert.deepEqual(held(all, {kind: 'all'}), {apps: ['pay', 'lab'], spaces: ['vault'], teams: ['other'], unread: []})
  })

  it('of a space has what either list places in it', () => {
    const facts = [
      told('space', 'vault', vault), told('team', 'acme', acme), told('topology', 'vault', {apps: []}),
      told('apps', [], [app('pay', inVault), app('shop'), app('web', {space: {id: 's2', name: 'other'}})]), told('teamApps', 'acme', [teamApp('jobs', inVault), teamApp('shop')]),
    ]
    assert.deepEqual(held(facts, ofSpace), {apps: ['jobs', 'pay'], spaces: ['vault'], teams: ['acme'], unread: []})
  })

  it('finds what belongs to it by id or by name', () => {
    const [byId, byName, neither] = [{id: 's1'}, {name: 'vault'}, {id: 's2', name: 'other'}].map((space, i) => app(`app${i}`, {space, team: null}))
    const spaceFacts = [told('space', 'vault', vault), told('team', 'acme', acme), told('topology', 'vault', {apps: []}), told('teamApps', 'acme', [])]
    assert.deepEqual(held([...spaceFacts, told('apps', [], [byId, byName, neither].flatMap(one => one ?? []))], ofSpace).apps, ['app0', 'app1'])
    const teamFacts = [told('team', 'acme', acme), told('teamSpaces', 'acme', []), told('teamApps', 'acme', [])]
    const mine = [{id: 't1'}, {name: 'acme'}, {id: 't2', name: 'other'}].map((team, i) => app(`app${i}`, {team}))
    assert.deepEqual(held([...teamFacts, told('apps', [], mine)], ofTeam).apps, ['app0', 'app1'])
  })

  it('of a space whose team is not told has apps and a team that are not known', () => {
    for (const [space, reason] of [[told('space', 'vault', {...vault, team: null}), 'no-statement'], [refused('space', 'vault', 500), 'server-error']] as const) {
      const {unread} = stage([space, told('apps', [], []), told('topology', 'vault', {apps: []})], ofSpace).roster
      assert.deepEqual(unread.map(({gap, kinds, parent}) => [parent, kinds[0], gap.reason]), [['vault', 'app', reason], ['account', 'team', reason]])
    }
  })

  it('tries an app that only a topology names by itself', () => {
    const facts = (fact: Fact) => [told('space', 'vault', vault), told('team', 'acme', acme), told('topology', 'vault', {apps: [{id: 'a-pay'}, {id: 'a9'}, {id: 'a9'}]}), told('apps', [], [app('pay', inVault)]), told('teamApps', 'acme', []), fact]
    assert.deepEqual(held(facts(refused('app', 'a9', 404)), ofSpace).apps, ['pay', 'a9 unseen'])
    assert.deepEqual(held(facts(refused('app', 'a9', 403)), ofSpace).apps, ['pay', 'a9 unseen'])
    assert.deepEqual(held(facts(refused('app', 'a9', 500)), ofSpace).apps, ['pay', 'a9 unseen'])
    const asked = stage(facts(told('regions', [], [])), ofSpace).roster.apps.map(({id, unseen}) => unseen ? `${id} unseen` : id)
    assert.deepEqual(asked, ['a-pay', 'a9'], 'what was not asked yet may be seen')
    assert.deepEqual(held(facts(told('app', 'a9', app('found', inVault))), ofSpace).apps, ['pay', 'found'])
  })

  it('of an account tries apps that the topologies of its spaces name', () => {
    const facts = [told('teams', [], []), told('spaces', [], [vault]), told('apps', [], []), told('topology', 'vault', {apps: [{id: 'a9'}]}), refused('app', 'a9', 404)]
    assert.deepEqual(held(facts, {kind: 'all'}), {apps: ['a9 unseen'], spaces: ['vault'], teams: [], unread: []})
  })

  it('of a pipeline finds its couplings by id alone, and names what is hidden by id', () => {
    const facts = [told('pipeline', 'flow', {id: 'p1', name: 'flow'}), told('pipelineCouplings', 'p1', [{app: {id: 'a-pay'}}, {app: {id: 'a9'}}]), told('app', 'a-pay', app('pay')), refused('app', 'a9', 404)]
    assert.deepEqual(held(facts, {kind: 'pipeline', name: 'flow'}), {apps: ['pay', 'a9 unseen'], spaces: [], teams: [], unread: ['account']})
    const {reader} = stage([told('pipeline', 'flow', {id: 'p1', name: 'flow'})], {kind: 'pipeline', name: 'flow'})
    assert.deepEqual(reader.wanted().map(({path}) => path), ['/pipelines/p1/pipeline-couplings'])
  })

  it('finds apps by id or name, and spaces of a list without asking', () => {
    const {reader, roster} = stage([told('team', 'acme', acme), told('teamSpaces', 'acme', [vault]), told('topology', 'vault', {apps: []}), told('apps', [], [app('pay')]), told('teamApps', 'acme', [])], ofTeam)
    assert.equal(roster.appOf({id: 'a-pay'})?.name, 'pay')
    assert.equal(roster.appOf({name: 'pay'})?.id, 'a-pay')
    assert.equal(roster.appOf({id: 'a-other', name: 'pay'})?.id, 'a-pay')
    assert.equal(roster.appOf({}), undefined)
    for (const ref of [{id: 's1'}, {name: 'vault'}, {id: 's1', name: 'vault'}]) assert.ok('body' in roster.spaceOf(ref).record)
    assert.deepEqual(reader.wanted(), [])
    assert.ok('gap' in roster.spaceOf({id: 's2', name: 'desk'}).record)
    assert.deepEqual(reader.wanted().map(({path}) => path), ['/spaces/desk'])
  })
})
