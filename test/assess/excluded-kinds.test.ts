import assert from 'node:assert/strict'

import type {Scope} from '../../src/model/snapshot.js'

import {excludedByAll} from '../../src/assess/excluded-kinds.js'

const all: Scope = {kind: 'all'}
const acme: Scope = {kind: 'team', name: 'acme'}

describe('excludedByAll', () => {
  const gap = {gap: {reason: 'forbidden'}} as const
  const part = (scope: Scope, more: object = {}) =>
    ({apps: [], scope, teams: [], unreadLists: [], ...more}) as unknown as Parameters<typeof excludedByAll>[0][number]
  const owned = (id: string, team: object | null | undefined) => ({
    id,
    record: {body: team === undefined ? {} : {team}},
  })
  const app1: Scope = {kind: 'app', name: 'a'}
  const left = (...parts: ReadonlyArray<Parameters<typeof excludedByAll>[0][number]>) =>
    [...excludedByAll(parts)].map(([kind, wider]) => `${kind} ${[...wider].join()}`)
  const [teams, account] = [
    ['invitation team', 'member team', 'team team'],
    ['account all', 'authorization all'],
  ]

  it('has what a single scope leaves out, and nothing for the whole account', () => {
    assert.deepEqual(left(part(app1)), [...teams, ...account])
    assert.deepEqual(left(part(acme)), account)
    assert.deepEqual(left(part(all)), [])
    assert.deepEqual(left(), [])
  })

  it('matches teams by id, else by name, and knows that a personal app has no team', () => {
    const people = part(acme, {teams: [{id: 't1', name: 'acme'}]})
    assert.deepEqual(left(people, part(app1, {apps: [owned('a', {id: 't1', name: 'renamed'})]})), account)
    assert.deepEqual(left(people, part(app1, {apps: [owned('a', {id: 't2', name: 'acme'})]})), [...account, ...teams])
    assert.deepEqual(left(people, part(app1, {apps: [owned('a', {name: 'acme'})]})), account)
    assert.deepEqual(left(people, part(app1, {apps: [owned('a', {name: 'other'})]})), [...account, ...teams])
    assert.deepEqual(left(people, part(app1, {apps: [owned('a', null)]})), account)
    assert.deepEqual(left(people, part(app1, {apps: [owned('a', undefined)]})), [...account, ...teams])
    assert.deepEqual(left(people, part(app1, {apps: [{id: 'a', record: gap}]})), [...account, ...teams])
    assert.deepEqual(left(people, part(app1, {apps: [owned('a', null), owned('b', {id: 't2'})]})), [
      ...account,
      ...teams,
    ])
  })

  it('counts an app of the wider scope as covered', () => {
    assert.deepEqual(
      left(part(acme, {apps: [owned('a', {id: 't2'})]}), part(app1, {apps: [{id: 'a', record: gap}]})),
      account,
    )
    assert.deepEqual(
      left(
        part({kind: 'pipeline', name: 'p'}, {apps: [owned('a', {id: 't2'})]}),
        part(app1, {apps: [owned('a', {id: 't2'})]}),
      ),
      [...teams, ...account],
    )
  })

  it('finds a team or an app in any of several wider scopes', () => {
    const wide = [
      part(acme, {apps: [owned('x', null)], teams: [{id: 't1', name: 'acme'}]}),
      part(
        {kind: 'space', name: 's'},
        {
          apps: [owned('b', {id: 't9'}), owned('y', null)],
          teams: [
            {id: 't2', name: 'other'},
            {id: 't3', name: 'third'},
          ],
        },
      ),
    ]
    for (const id of ['t1', 't2', 't3'])
      assert.deepEqual(left(...wide, part(app1, {apps: [owned('a', {id})]})), account, id)
    assert.deepEqual(left(...wide, part(app1, {apps: [{id: 'b', record: gap}]})), account)
    assert.deepEqual(left(...wide, part(app1, {apps: [owned('a', {id: 't4'})]})), [...account, ...teams])
  })

  it("doesn't treat what couldn't be read as absent", () => {
    const people = part(acme, {teams: [{id: 't1', name: 'acme'}]})
    assert.deepEqual(
      left(people, part({kind: 'pipeline', name: 'p'}, {unreadLists: [{kinds: ['app'], parent: 'p', ...gap}]})),
      [...account, ...teams],
    )
    assert.deepEqual(
      left(people, part({kind: 'pipeline', name: 'p'}, {unreadLists: [{kinds: ['space'], parent: 'p', ...gap}]})),
      account,
    )
  })
})
