import assert from 'node:assert/strict'

import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {pipelinesOf} from '../../../src/subjects/pipeline/pipelines-in-scope.js'
import {refusedFact, fixture, factOf} from '../support.js'

const pay = factOf('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null, team: {id: 't1'}})
const acme = factOf('team', 'acme', {enterprise_account: null, id: 't1', identity_provider: null, name: 'acme'})
const ofTeam = [acme, factOf('apps', [], []), factOf('teamApps', 'acme', []), factOf('teamSpaces', 'acme', [])]
const [all, team] = [{kind: 'all'}, {kind: 'team', name: 'acme'}] as const
const listed = factOf(
  'pipelines',
  [],
  [
    {id: 'p1', name: 'flow', owner: null},
    {id: 'p2', name: 'line', owner: {id: 't1', type: 'team'}},
    {id: 'p3', name: 'away', owner: {id: 'u1', type: 'user'}},
  ],
)

function pipelinesIn(facts: readonly Fact[], scope?: Scope, isInShard: (id: string) => boolean = () => true) {
  const {context, reader, inventory} = fixture(facts, scope)
  const {pipelines, unreadLists} = pipelinesOf(context, {...inventory, isInShard})
  return {
    names: pipelines.map(({name}) => name),
    unread: unreadLists.map(({gap, parent}) => [parent, gap.reason]),
    wanted: () => reader.wantedFacts().map(({path}) => path),
  }
}

describe('pipelines-in-scope', () => {
  it('is the whole list of an account', () => {
    assert.deepEqual(pipelinesIn([listed], all).names, ['flow', 'line', 'away'])
    assert.deepEqual(pipelinesIn([refusedFact('pipelines', [])], all).unread, [['account', 'forbidden']])
    assert.deepEqual(pipelinesIn([listed], all, id => id !== 'p2').names, ['flow', 'away'])
  })

  it('is the pipeline in scope, and reads no couplings by an unknown name', () => {
    const scope = {kind: 'pipeline', name: 'flow'} as const
    const flow = factOf('pipeline', 'flow', {id: 'p1', name: 'flow'})
    assert.deepEqual([pipelinesIn([flow], scope).names, pipelinesIn([flow], scope).unread], [['flow'], []])
    assert.deepEqual(pipelinesIn([flow], scope, id => id !== 'p1').names, [])
    const {context, reader, inventory} = fixture([refusedFact('pipeline', 'flow', 404)], scope)
    const [pipeline] = pipelinesOf(context, inventory).pipelines
    const couplings = pipeline?.couplings()
    assert.equal(couplings && 'gap' in couplings && couplings.gap.reason, 'not-found')
    assert.deepEqual(reader.wantedFacts(), [])
  })

  it('requests the coupling of an app together with the app', () => {
    const {names, wanted} = pipelinesIn([])
    assert.deepEqual([names, wanted()], [[], ['/apps/pay', '/apps/pay/pipeline-couplings']])
  })

  it('requests a pipeline and its couplings together, by ID', () => {
    const {context, reader, inventory} = fixture([
      pay,
      factOf('appPipelineCoupling', 'pay', {app: {id: 'a1'}, pipeline: {id: 'p1'}, stage: 'production'}),
    ])
    const {pipelines} = pipelinesOf(context, inventory)
    for (const {couplings} of pipelines) couplings()
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/pipelines/p1', '/pipelines/p1/pipeline-couplings'],
    )
  })

  it('is empty when a readable app is in no pipeline', () => {
    assert.deepEqual(pipelinesIn([pay, refusedFact('appPipelineCoupling', 'pay', 404)]).unread, [])
    assert.deepEqual(
      pipelinesIn([refusedFact('app', 'pay', 500), refusedFact('appPipelineCoupling', 'pay', 404)]).unread,
      [['pay', 'not-found']],
    )
    const nameless = pipelinesIn([pay, factOf('appPipelineCoupling', 'pay', {app: {id: 'a1'}})])
    assert.deepEqual([nameless.names, nameless.unread, nameless.wanted()], [[], [['pay', 'no-statement']], []])
  })

  it('contains what a team owns and what its apps are in, named by the list', () => {
    const couplings = factOf('teamPipelineCouplings', 'acme', [
      {app: {id: 'a1'}, pipeline: {id: 'p1'}},
      {app: {id: 'a2'}, pipeline: {id: 'p1'}},
    ])
    const {names, unread, wanted} = pipelinesIn([...ofTeam, listed, couplings], team)
    assert.deepEqual([names, unread, wanted()], [['flow', 'line'], [], []])
  })

  it("contains the team's pipelines in the shard and those of its apps, once each", () => {
    const couplings = (...ids: string[]) =>
      factOf(
        'teamPipelineCouplings',
        'acme',
        ids.map(id => ({app: {id: `a-${id}`}, pipeline: {id}})),
      )
    const names = (isInShard?: (id: string) => boolean) =>
      pipelinesIn([...ofTeam, listed, couplings('p2', 'p3')], team, isInShard).names
    assert.deepEqual(names(), ['line', 'away'])
    assert.deepEqual(pipelinesIn([...ofTeam, listed, couplings()], team).names, ['line'])
    assert.deepEqual(
      names(id => id !== 'p3'),
      ['line'],
    )
    assert.deepEqual(pipelinesIn([...ofTeam, listed, couplings()], team, id => id !== 'p2').names, [])
  })

  it("has an unread list when a listed pipeline without the team's apps has no stated owner", () => {
    const couplings = factOf('teamPipelineCouplings', 'acme', [{app: {id: 'a1'}, pipeline: {id: 'p1'}}])
    const unread = (id: string, more: object) =>
      pipelinesIn([...ofTeam, couplings, factOf('pipelines', [], [{id, name: 'lost', ...more}])], team).unread
    for (const owner of [{}, {owner: {}}, {owner: {type: 'team'}}]) {
      assert.deepEqual(unread('p9', owner), [['acme', 'no-statement']])
      assert.deepEqual(unread('p1', owner), [])
    }

    for (const owner of [{owner: null}, {owner: {id: 't9'}}]) assert.deepEqual(unread('p9', owner), [])
  })

  it('names pipelines without a stated owner, and apps without a stated pipeline', () => {
    const details = (...facts: Fact[]) => {
      const {context, inventory} = fixture([...ofTeam, ...facts], team)
      return pipelinesOf(context, inventory).unreadLists.map(({gap}) => gap.detail)
    }

    const none = factOf('teamPipelineCouplings', 'acme', [])
    assert.deepEqual(details(none, factOf('pipelines', [], [{id: 'p9', name: 'lost'}])), [
      "the API doesn't say who owns the pipeline lost",
    ])
    assert.deepEqual(
      details(factOf('pipelines', [], []), factOf('teamPipelineCouplings', 'acme', [{app: {id: 'a1'}}])),
      ["the API doesn't say which pipeline an app belongs to"],
    )
  })

  it("has an unread list when the team, its couplings or the list of pipelines can't be read", () => {
    const couplings = factOf('teamPipelineCouplings', 'acme', [])
    assert.deepEqual(
      pipelinesIn([...ofTeam.slice(1), refusedFact('team', 'acme', 500), couplings, listed], team).unread,
      [['acme', 'server-error']],
    )
    assert.deepEqual(pipelinesIn([...ofTeam, refusedFact('teamPipelineCouplings', 'acme'), listed], team).unread, [
      ['acme', 'forbidden'],
    ])
    assert.deepEqual(pipelinesIn([...ofTeam, couplings, refusedFact('pipelines', [], 500)], team).unread, [
      ['acme', 'server-error'],
    ])
  })

  it('leaves an entry that names no pipeline to the shard of the empty name', () => {
    const couplings = factOf('teamPipelineCouplings', 'acme', [{app: {id: 'a1'}}])
    const unread = (isInShard: (id: string) => boolean) =>
      pipelinesIn([...ofTeam, listed, couplings], team, isInShard).unread
    assert.deepEqual([unread(id => id === ''), unread(id => id !== '')], [[['acme', 'no-statement']], []])
  })

  describe('of a space', () => {
    const vault: Scope = {kind: 'space', name: 'vault'}
    const here = {space: {id: 's1', name: 'vault'}}
    const app = (id: string, more: object) => ({generation: 'cedar', id, name: `app-${id}`, ...here, ...more})
    const [ours, guest] = [app('a1', {team: {id: 't1', name: 'acme'}}), app('a8', {team: {id: 't8', name: 'other'}})]
    const home = factOf('space', 'vault', {
      generation: 'cedar',
      id: 's1',
      name: 'vault',
      team: {id: 't1', name: 'acme'},
    })
    const facts = [
      home,
      acme,
      factOf('topology', 'vault', {apps: []}),
      factOf('apps', [], [ours]),
      factOf('teamApps', 'acme', [ours]),
    ]
    const couplings = (...items: Array<[app: string, pipeline: string]>) =>
      factOf(
        'teamPipelineCouplings',
        'acme',
        items.map(([id, pipeline]) => ({app: {id}, pipeline: {id: pipeline}})),
      )

    it("contains the pipelines of its apps, and neither those of the team's other apps nor those the team owns", () => {
      assert.deepEqual(pipelinesIn([...facts, listed, couplings(['a1', 'p1'], ['a7', 'p3'])], vault).names, ['flow'])
    })

    it('contains pipelines of its apps of other teams, each read individually', () => {
      const apps = factOf('apps', [], [ours, guest])
      const coupled = factOf('appPipelineCoupling', 'app-a8', {app: {id: 'a8'}, pipeline: {id: 'p3'}})
      assert.deepEqual(pipelinesIn([...facts, apps, listed, couplings(['a1', 'p1']), coupled], vault).names, [
        'flow',
        'away',
      ])
      assert.deepEqual(pipelinesIn([...facts, apps, listed, couplings(['a1', 'p1'])], vault).wanted(), [
        '/apps/app-a8/pipeline-couplings',
      ])
      assert.deepEqual(
        pipelinesIn([...facts, apps, listed, couplings(), refusedFact('appPipelineCoupling', 'app-a8')], vault).unread,
        [['app-a8', 'forbidden']],
      )
    })

    it('contains the pipelines of each app when the space has no team', () => {
      const alone = factOf('space', 'vault', {generation: 'cedar', id: 's1', name: 'vault', team: null})
      const coupled = factOf('appPipelineCoupling', 'app-a8', {app: {id: 'a8'}, pipeline: {id: 'p3'}})
      const {names, unread} = pipelinesIn(
        [alone, factOf('topology', 'vault', {apps: []}), factOf('apps', [], [guest]), listed, coupled],
        vault,
      )
      assert.deepEqual(names, ['away'])
      // The space is reported because its apps are incomplete; its unknown team matters only to what teams have.
      assert.deepEqual(unread, [['vault', 'no-statement']])
    })

    it("has an unread list when the space, its team's couplings or its apps can't be read", () => {
      assert.deepEqual(pipelinesIn([...facts, listed, refusedFact('teamPipelineCouplings', 'acme')], vault).unread, [
        ['vault', 'forbidden'],
      ])
      assert.deepEqual(
        pipelinesIn([...facts, refusedFact('topology', 'vault', 500), listed, couplings()], vault).unread,
        [['vault', 'server-error']],
      )
      const {unread} = pipelinesIn(
        [refusedFact('space', 'vault', 404), refusedFact('topology', 'vault', 500), factOf('apps', [], []), listed],
        vault,
      )
      assert.ok(unread.some(([parent, reason]) => parent === 'vault' && reason === 'not-found'))
    })

    it('waits for the list of pipelines only if one of its apps is in a pipeline', () => {
      const waiting = pipelinesIn([...facts, couplings(['a1', 'p9'])], vault)
      assert.deepEqual(
        [waiting.names, waiting.unread, waiting.wanted()],
        [[], [['vault', 'not-collected']], ['/pipelines']],
      )
      assert.deepEqual(pipelinesIn([...facts, couplings()], vault).unread, [])
      assert.deepEqual(pipelinesIn([...facts, couplings(['a1', 'p9']), refusedFact('pipelines', [])], vault).unread, [])
    })
  })

  it('waits for the list before it reads a pipeline individually, and says so while it waits', () => {
    const couplings = factOf('teamPipelineCouplings', 'acme', [{app: {id: 'a1'}, pipeline: {id: 'p9'}}])
    const waiting = pipelinesIn([...ofTeam, couplings], team)
    assert.deepEqual([waiting.names, waiting.wanted()], [[], ['/pipelines']])
    assert.ok(waiting.unread.some(([parent, reason]) => parent === 'acme' && reason === 'not-collected'))
    assert.deepEqual(pipelinesIn([...ofTeam, couplings, listed], team).wanted(), ['/pipelines/p9'])
  })
})
