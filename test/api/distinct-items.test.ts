import assert from 'node:assert/strict'

import type {FactKind} from '../../src/model/facts.js'

import {distinctItems} from '../../src/api/distinct-items.js'
import {fetchFact} from '../../src/api/fetch-fact.js'
import {routes} from '../../src/api/routes.js'
import {narrow, rawOf, rowsOf, wantedOf} from './support.js'

type Row = Record<string, unknown>

const differ = {problem: 'two items with the same ID or name differ'}
const isId = {problem: 'the name of an item is the ID of another'}

/** Kinds with unique names, and two items that share nothing. */
const named: Readonly<Partial<Record<FactKind, (name: string, id: string) => Row>>> = {
  accountAddons: (name, id) => ({id, name}),
  accountAttachments: (name, id) => ({addon: {name: id}, app: {id: 'pay'}, id, name}),
  addonAttachments: (name, id) => ({addon: {name: id}, app: {name: 'pay'}, id, name}),
  addons: (name, id) => ({id, name}),
  appFeatures: (name, id) => ({enabled: true, id, name}),
  apps: (name, id) => ({id, name}),
  attachmentsOfAddon: (name, id) => ({addon: {name: id}, app: {id: 'pay'}, id, name}),
  collaborators: (name, id) => ({id, user: {email: name}}),
  domains: (name, id) => ({hostname: name, id}),
  formation: (name, id) => ({quantity: id.length, size: id, type: name}),
  members: (name, id) => ({email: name, id}),
  pipelineCouplings: (name, id) => ({app: {id: name}, id, stage: id}),
  regions: (name, id) => ({id, name}),
  sniEndpoints: (name, id) => ({id, name}),
  spaceMembers: (name, id) => ({permissions: [{name: id}], user: {email: name}}),
  spaces: (name, id) => ({id, name}),
  stacks: (name, id) => ({id, name}),
  teamApps: (name, id) => ({id, name}),
  teamPermissions: (name, id) => ({id, name, type: 'app'}),
  teamPipelineCouplings: (name, id) => ({app: {id: name}, id, stage: id}),
  teamSpaces: (name, id) => ({id, name}),
  teams: (name, id) => ({id, name}),
}
const kinds = Object.keys(named) as FactKind[]

describe('distinctItems', () => {
  for (const kind of kinds)
    it(`refuses ${kind} with two items of the same name, whatever its case`, () => {
      const row = named[kind] ?? assert.fail()
      const two = [row('one', 'id-a'), row('two', 'id-bb')]
      assert.deepEqual(distinctItems(kind, two), {body: two})
      assert.deepEqual(distinctItems(kind, [row('one', 'id-a'), row('one', 'id-bb')]), differ)
      assert.deepEqual(distinctItems(kind, [row('one', 'id-a'), row('two', 'id-c'), row('ONE', 'id-bb')]), differ)
    })

  it('refuses a list with two different items of the same ID', () => {
    for (const [kind, key] of [
      ['apps', 'id'],
      ['logDrains', 'id'],
      ['pipelines', 'id'],
      ['peerings', 'pcx_id'],
      ['postgresBackupSchedules', 'uuid'],
    ] as const) {
      const row = (id: string, more: Row = {}): Row => ({[key]: id, name: `name of ${JSON.stringify(more)}`, ...more})
      assert.deepEqual(distinctItems(kind, [row('a'), row('b'), row('a', {state: 'x'})]), differ, kind)
    }
  })

  it('refuses a name that is the ID of another item, but not one that is its own ID', () => {
    assert.deepEqual(
      distinctItems('apps', [
        {id: 'a', name: 'b'},
        {id: 'b', name: 'c'},
      ]),
      isId,
    )
    assert.deepEqual(
      distinctItems('apps', [
        {id: 'b', name: 'c'},
        {id: 'a', name: 'b'},
      ]),
      isId,
    )
    const own = [
      {id: 'a', name: 'a'},
      {id: 'b', name: 'c'},
    ]
    assert.deepEqual(distinctItems('apps', own), {body: own})
  })

  it('keeps one of several equal items, whatever the order of their keys', () => {
    const [a, again, b] = [
      {id: 'a', name: 'x', space: {id: 's', name: 't'}},
      {name: 'x', space: {name: 't', id: 's'}, id: 'a'},
      {id: 'b', name: 'y'},
    ]
    assert.deepEqual(distinctItems('apps', [a, b, again, {...b}]), {body: [a, b]})
    assert.deepEqual(
      distinctItems('formation', [
        {quantity: 1, type: 'web'},
        {quantity: 1, type: 'web'},
      ]),
      {body: [{quantity: 1, type: 'web'}]},
    )
    assert.deepEqual(
      distinctItems('apps', [
        {id: 'a', name: 'x', space: {id: 's'}},
        {id: 'a', name: 'x', space: {id: 't'}},
      ]),
      differ,
    )
  })

  it('keeps items without ID and name', () => {
    const cases: ReadonlyArray<readonly [FactKind, unknown]> = [
      ['buildpackInstallations', [{buildpack: {url: 'x'}}, {buildpack: {url: 'x'}}]],
      ['peerings', [{pcx_id: null}, {pcx_id: null, status: 'x'}, {pcx_id: ''}, {pcx_id: '', status: 'x'}]],
      ['members', [{email: null}, {email: null, role: 'admin'}]],
      ['collaborators', [{role: 'a'}, {role: 'a', user: null}, {role: 'b', user: {}}]],
      ['logDrains', [{target: null}, {target: null}]],
      [
        'pipelines',
        [
          {id: 'a', name: 'x'},
          {id: 'b', name: 'x'},
        ],
      ],
      [
        'accountAttachments',
        [
          {app: {id: 'a'}, id: '1', name: 'DATABASE'},
          {app: {id: 'b'}, id: '2', name: 'DATABASE'},
        ],
      ],
      [
        'teamPermissions',
        [
          {id: '1', name: 'pay', type: 'app'},
          {id: '2', name: 'pay', type: 'space'},
        ],
      ],
    ]
    for (const [kind, body] of cases) assert.deepEqual(distinctItems(kind, body), {body}, kind)
    assert.deepEqual(distinctItems('app', {id: 'a', name: 'a'}), {body: {id: 'a', name: 'a'}})
  })

  it('identifies a member by the address of the user as well', () => {
    assert.deepEqual(
      distinctItems('members', [
        {email: 'a@example.com', role: 'admin'},
        {role: 'member', user: {email: 'A@example.com'}},
      ]),
      differ,
    )
  })
})

/** What another row of the same id or name says; another name, where nothing is said here. */
const contradictions: Readonly<Partial<Record<FactKind, Row>>> = {
  collaborators: {role: 'another'},
  domains: {hostname: 'another.example.com'},
  formation: {quantity: 99},
  members: {role: 'another'},
  pipelineCouplings: {stage: 'another'},
  spaceMembers: {permissions: []},
  teamPipelineCouplings: {stage: 'another'},
}

describe('a list that contradicts itself', () => {
  const fetched = (kind: FactKind, pages: readonly unknown[][]) => {
    let page = 0
    return fetchFact(
      async () => {
        const json = structuredClone(pages[page++])
        const next = page < pages.length ? {'next-range': `id ]${page}..`} : {}
        return {response: {headers: next, json, status: page < pages.length ? 206 : 200}}
      },
      narrow,
      Date.now,
      wantedOf(kind),
    )
  }

  for (const kind of kinds.filter(candidate => !routes[candidate].firstPageOnly))
    it(`is a gap for ${kind}, on one page or across several`, async () => {
      const [row] = rowsOf(kind) as Row[]
      const contradiction = {...row, ...(contradictions[kind] ?? {name: 'another'})}
      for (const pages of [[[row, contradiction]], [[row], [contradiction]], [[row], [], [contradiction]]]) {
        const {body, gap, status} = await fetched(kind, pages)
        assert.deepEqual(
          [body, gap?.reason, gap?.detail, status],
          [undefined, 'malformed', `the list contradicts itself: ${differ.problem}`, 200],
        )
      }

      const whole = await fetched(kind, [rawOf(kind) as unknown[]])
      const overlapping = await fetched(kind, [rawOf(kind) as unknown[], [row]])
      assert.deepEqual(overlapping.body, whole.body)
    })
})
