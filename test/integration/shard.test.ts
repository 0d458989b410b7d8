import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Get} from '../../src/api/http.js'
import type {Policy} from '../../src/model/policy.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSnapshots} from '../../src/snapshot/load-snapshots.js'
import {jsonString} from '../../src/report/json/json.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {estate, withSecret} from '../scenarios/estate.js'
import {app, space, team, world} from '../fixtures/build.js'
import {fleet} from '../fixtures/fleet.js'
import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {rich} from './rich.js'
import {collectWith, rememberOutcomes} from './run.js'
import {sampleOf} from '../helpers/sweep.js'

const catalog = loadCatalog(['all'])
/** Every scope is divided in two ways, each world in four. */
const numbers = [
  [2, 7],
  [3, 5],
]

const worlds: ReadonlyArray<readonly [string, World, readonly Scope[]]> = [
  [
    'the sample',
    {...sample(), faults: []},
    [
      {kind: 'all'},
      {kind: 'team', name: 'quillgate'},
      {kind: 'space', name: 'quill-desk'},
      {kind: 'pipeline', name: 'citations'},
    ],
  ],
  [
    'a rich team',
    rich(),
    [{kind: 'all'}, {kind: 'team', name: 'acme'}, {kind: 'space', name: 'vault'}, {kind: 'pipeline', name: 'shop'}],
  ],
  [
    'a small account',
    estate(),
    [{kind: 'all'}, {kind: 'team', name: 'acme'}, {kind: 'space', name: 'vault'}, {kind: 'pipeline', name: 'flow'}],
  ],
  [
    'an account with an app that nobody may see',
    withSecret(),
    [{kind: 'all'}, {kind: 'team', name: 'acme'}, {kind: 'space', name: 'vault'}, {kind: 'pipeline', name: 'flow'}],
  ],
  ['a hostile account', hostile(), [{kind: 'all'}]],
  [
    'a generated account',
    fleet(60),
    [
      {kind: 'all'},
      {kind: 'team', name: 'team-0'},
      {kind: 'space', name: 'space-1'},
      {kind: 'pipeline', name: 'pipeline-3'},
    ],
  ],
]

/** For any policy, unless one is given. */
const divided = (get: Get, scope: Scope, of: number, policy?: Policy): Promise<Snapshot[]> =>
  Promise.all(
    Array.from({length: of}, (_, index) =>
      collectWith(get, scope, catalog, policy ? {policy} : {}, {index: index + 1, of}),
    ),
  )

const report = (snapshot: Snapshot) =>
  jsonString(
    assessSnapshot(snapshot, catalog, {allowUnknown: false, failOn: 'high', scopeKind: 'snapshot', version: '0.0.0'}),
  )

describe('a sharded collection', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'shard-'))
  })
  after(() => {
    rmSync(folder, {recursive: true})
  })

  function joined(parts: readonly Snapshot[]): Snapshot {
    const [first = '', ...others] = parts.map((part, index) => {
      const file = path.join(folder, `${index}.json`)
      writeFileSync(file, snapshotText(part))
      return file
    })
    return loadSnapshots([first, ...others])
  }

  for (const [name, account, scopes] of worlds)
    it(`joins to the same snapshot and report as one collection, for ${name}`, async () => {
      const get = rememberOutcomes(account)
      for (const [turn, scope] of sampleOf([...scopes.entries()], 1, name.length)) {
        const whole = await collectWith(get, scope, catalog, {})
        const wholeReport = report(whole)
        for (const of of numbers[turn % 2] ?? []) {
          const parts = await divided(get, scope, of)
          const again = joined(of % 2 === 0 ? parts : [...parts].reverse())
          assert.equal(snapshotText(again), snapshotText(whole), `${scope.kind} ${scope.name ?? ''} in ${of}`)
          assert.equal(report(again), wholeReport)
        }
      }
    })

  it('records which shard it is', async () => {
    const parts = await divided(rememberOutcomes(rich()), {kind: 'all'}, 2)
    assert.deepEqual(
      parts.map(({shard}) => shard),
      [
        {index: 1, of: 2},
        {index: 2, of: 2},
      ],
    )
  })

  it('reads what belongs to an app, space or team in one part only, lists in every part', async () => {
    const parts = await divided(rememberOutcomes(fleet(60)), {kind: 'all'}, 3, emptyPolicy)
    const single = new Set([
      'appFeatures',
      'builds',
      'domains',
      'formation',
      'inboundRuleset',
      'releases',
      'teamPreferences',
      'webhooks',
    ])
    const requested = parts.map(({facts}) => new Set(facts.filter(({kind}) => single.has(kind)).map(fact => fact.path)))
    const all = requested.flatMap(paths => [...paths])
    assert.equal(new Set(all).size, all.length)
    assert.ok(requested.every(paths => paths.size > all.length / 5))
    const couplings = parts.map(({facts}) =>
      facts.filter(({kind}) => kind === 'pipelineCouplings').map(fact => fact.path),
    )
    assert.ok(couplings.every(paths => paths.length > 0 && paths.join(' ') === couplings[0]?.join(' ')))
    for (const list of ['/apps', '/spaces', '/teams'])
      assert.ok(parts.every(({facts}) => facts.some(fact => fact.path === list)))
  })

  it('never requests an app that another shard requests', async () => {
    const vault = space('vault', {team: 'acme'})
    const ghosts = ['one', 'two', 'three'].map(name => app(name, {invisible: 404, space: vault, team: 'acme'}))
    const parts = await divided(
      rememberOutcomes(world({apps: ghosts, spaces: [vault], teams: [team('acme')]})),
      {kind: 'space', name: 'vault'},
      3,
      emptyPolicy,
    )
    const tried = parts.flatMap(({facts}) => facts.filter(({kind}) => kind === 'app').map(fact => fact.path))
    assert.deepEqual(tried.sort(), ghosts.map(({record: {id}}) => `/apps/${id}`).sort())
  })

  it('joins with other snapshots like a single collection', async () => {
    const get = rememberOutcomes(estate())
    const [team, space]: readonly Scope[] = [
      {kind: 'team', name: 'acme'},
      {kind: 'space', name: 'desk'},
    ]
    assert.ok(team && space)
    const other = await collectWith(get, space, catalog, {})
    const whole = joined([await collectWith(get, team, catalog, {}), other])
    const [item, two] = await divided(get, team, 2)
    assert.ok(item && two)
    assert.equal(snapshotText(joined([item, other, two])), snapshotText(whole))
  })

  it('leaves unknown what appeared between two shards', async () => {
    const before = rememberOutcomes(estate({apps: estate().apps.filter(({record}) => record.name !== 'shop')}))
    const [first] = await divided(before, {kind: 'all'}, 2)
    const [, second] = await divided(rememberOutcomes(estate()), {kind: 'all'}, 2)
    assert.ok(first && second)
    const later = {...second, facts: second.facts.map(fact => ({...fact, at: '2026-11-21T00:00:00.000Z'}))}
    const {observations} = assessSnapshot(joined([first, later]), catalog, {
      allowUnknown: false,
      failOn: 'high',
      scopeKind: 'snapshot',
      version: '0.0.0',
    })
    const ofShop = observations.filter(({subject}) => subject.name === 'shop' && subject.kind === 'app')
    const read = second.facts.some(fact => fact.path === '/apps/shop/builds')
    assert.equal(ofShop.find(({check}) => check === 'apps-were-built-recently')?.verdict === 'unknown', !read)
  })
})
