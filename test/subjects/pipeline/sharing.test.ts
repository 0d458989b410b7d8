import assert from 'node:assert/strict'

import type {Addon} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {field, flow, inSpace, record, staged} from './support.js'
import {refused, seen, stage, told} from '../support.js'

const uses = (app: string, ...addons: string[]): Fact =>
  told(
    'addonAttachments',
    app,
    addons.map(name => ({
      addon: {id: `id-${name}`, name},
      app: {id: app},
      id: `${app}-${name}`,
      name: name.toUpperCase(),
    })),
  )
const addon = (name: string, service: null | string): Fact =>
  told('addon', name, {id: `id-${name}`, name, ...(service ? {addon_service: {name: service}} : {})} satisfies Addon)

describe('shared add-ons', () => {
  const shared = (...facts: Fact[]) =>
    field(
      'sharedAddons',
      {a: 'production', b: 'staging', c: 'review'},
      record('a', null),
      record('b', null),
      record('c', null),
      ...facts,
    )
  const [db, logs] = [addon('db', 'heroku-postgresql'), addon('logs', 'papertrail')]

  it('are the data services of production and another stage', () => {
    assert.deepEqual(shared(uses('a', 'db', 'logs'), uses('b', 'logs'), uses('c', 'db'), db, logs), ['db'])
    assert.deepEqual(shared(uses('a', 'db'), uses('b', 'kv'), uses('c', 'kv'), db, addon('kv', 'heroku-redis')), [])
    assert.deepEqual(shared(uses('a'), uses('b'), uses('c')), [])
  })

  it('are open where an app or a service cannot be seen, unless one is known', () => {
    assert.equal(shared(uses('a', 'db'), uses('b'), refused('addonAttachments', 'c'), db), 'forbidden?')
    assert.deepEqual(shared(uses('a', 'db'), uses('b', 'db'), refused('addonAttachments', 'c'), db), ['db'])
    assert.equal(shared(uses('a', 'db'), uses('b', 'db'), uses('c'), addon('db', null)), 'no-statement?')
    assert.equal(shared(uses('a', 'db'), uses('b', 'db'), uses('c'), refused('addon', 'db', 404)), 'not-found?')
    assert.equal(shared(refused('addonAttachments', 'a'), uses('b', 'db'), uses('c', 'db'), db), 'forbidden?')
  })

  it('are known of an app that cannot be seen by the lists of the add-ons', () => {
    const users = (name: string, ...apps: string[]) =>
      told(
        'attachmentsOfAddon',
        name,
        apps.map(app => ({addon: {name}, app: {id: app}, id: `${app}-${name}`, name: 'LOAN'})),
      )
    const hidden = (app: string) => refused('addonAttachments', app)
    assert.deepEqual(shared(uses('a', 'db'), uses('b'), hidden('c'), db, users('db', 'a', 'c')), ['db'])
    assert.deepEqual(shared(hidden('a'), uses('b', 'db'), uses('c'), db, users('db', 'a', 'b')), ['db'])
    assert.equal(shared(uses('a', 'db'), uses('b'), hidden('c'), db, users('db', 'a', 'x')), 'forbidden?')
    assert.equal(shared(uses('a', 'logs'), uses('b'), hidden('c'), logs, users('logs', 'a', 'c')), 'forbidden?')
    assert.equal(shared(uses('a', 'db'), uses('b'), hidden('c'), db, refused('attachmentsOfAddon', 'db')), 'forbidden?')
    assert.equal(shared(hidden('a'), uses('b', 'db'), hidden('c'), db, users('db', 'b', 'c')), 'forbidden?')
  })

  it('ask for the services of those alone that are shared', () => {
    const {field: of, reader} = stage(
      [
        ...staged({a: 'production', b: 'staging'}),
        record('a', null),
        record('b', null),
        uses('a', 'db', 'kv'),
        uses('b', 'kv'),
      ],
      flow,
    )
    of('pipeline', 'flow', 'sharedAddons')
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/addons/kv'],
    )
  })
})

describe('spaces of production', () => {
  const [s, t] = [inSpace('s', true), inSpace('t', false)]
  const spaces = (name: string, ...facts: Fact[]) =>
    field(name, {a: 'production', b: 'production', c: 'test'}, ...facts)

  it('are there by one app, and not by all', () => {
    assert.equal(spaces('productionIsInSpace', record('a', null), record('b', s)), true)
    assert.equal(spaces('productionIsInSpace', record('a', null), record('b', null)), false)
    assert.equal(spaces('productionIsInSpace', record('a', null), record('b')), 'no-statement?')
    assert.equal(spaces('productionIsInSpace', refused('app', 'a'), record('b', s)), true)
    assert.equal(field('productionIsInSpace', {a: 'production', b: null}, record('a', null)), 'no-statement?')
  })

  it('are shared with the apps of other stages, by id', () => {
    assert.deepEqual(spaces('sharedSpaces', record('a', t), record('b', s), record('c', s)), ['space-s'])
    assert.deepEqual(spaces('sharedSpaces', record('a', s), record('b', s), record('c', t)), [])
    assert.deepEqual(spaces('sharedSpaces', record('a', s), record('b', null), record('c', null)), [])
    assert.equal(
      spaces('sharedSpaces', record('a', s), record('b', null), record('c', {name: 'space-s'})),
      'no-statement?',
    )
    assert.equal(spaces('sharedSpaces', record('a', s), refused('app', 'b'), record('c', t)), 'forbidden?')
    assert.equal(spaces('sharedSpaces', record('a', s), refused('app', 'b'), refused('app', 'c')), 'forbidden?')
    assert.deepEqual(spaces('sharedSpaces', record('a', s), refused('app', 'b'), record('c', s)), ['space-s'])
  })

  it('are known of an app that cannot be seen by the topology of its space', () => {
    const vault = {generation: 'cedar', id: 's1', name: 'vault', team: {id: 't1', name: 'acme'}}
    const couplings = [
      ['a', 'production'],
      ['b', 'staging'],
    ].map(([id = '', stage = '']) => ({app: {id}, pipeline: {id: 'p1'}, stage}))
    const facts = [
      told('space', 'vault', vault),
      told('team', 'acme', {id: 't1', name: 'acme'}),
      told('topology', 'vault', {apps: [{id: 'a'}, {id: 'b'}]}),
      refused('app', 'b'),
      told('apps', [], [{id: 'a', name: 'app-a', space: {id: 's1', name: 'vault'}}]),
      told('teamApps', 'acme', []),
      told('pipelines', [], [{id: 'p1', name: 'flow'}]),
      told('pipelineCouplings', 'p1', couplings),
      told('teamPipelineCouplings', 'acme', couplings),
    ]
    const of = (all: readonly Fact[]) =>
      seen(stage(all, {kind: 'space', name: 'vault'}).field('pipeline', 'flow', 'sharedSpaces'))
    assert.deepEqual(of(facts), ['vault'])
    assert.equal(of([...facts, told('topology', 'vault', {apps: [{id: 'a'}]})]), 'forbidden?')
  })
})
