import assert from 'node:assert/strict'

import type {Addon} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {pipelineField, flow, spaceRef, appFact, pipelineFacts} from './support.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const uses = (app: string, ...addons: string[]): Fact =>
  factOf(
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
  factOf('addon', name, {id: `id-${name}`, name, ...(service ? {addon_service: {name: service}} : {})} satisfies Addon)

describe('sharing: sharedAddons', () => {
  const sharedAddonsWith = (...facts: Fact[]) =>
    pipelineField(
      'sharedAddons',
      {a: 'production', b: 'staging', c: 'review'},
      appFact('a', null),
      appFact('b', null),
      appFact('c', null),
      ...facts,
    )
  const [db, logs] = [addon('db', 'heroku-postgresql'), addon('logs', 'papertrail')]

  it('lists data services used by production and another stage', () => {
    assert.deepEqual(sharedAddonsWith(uses('a', 'db', 'logs'), uses('b', 'logs'), uses('c', 'db'), db, logs), ['db'])
    assert.deepEqual(
      sharedAddonsWith(uses('a', 'db'), uses('b', 'kv'), uses('c', 'kv'), db, addon('kv', 'heroku-redis')),
      [],
    )
    assert.deepEqual(sharedAddonsWith(uses('a'), uses('b'), uses('c')), [])
  })

  it("is a gap when an app or a service can't be read, unless a shared one is known", () => {
    assert.equal(sharedAddonsWith(uses('a', 'db'), uses('b'), refusedFact('addonAttachments', 'c'), db), 'forbidden?')
    assert.deepEqual(sharedAddonsWith(uses('a', 'db'), uses('b', 'db'), refusedFact('addonAttachments', 'c'), db), [
      'db',
    ])
    assert.equal(sharedAddonsWith(uses('a', 'db'), uses('b', 'db'), uses('c'), addon('db', null)), 'no-statement?')
    assert.equal(
      sharedAddonsWith(uses('a', 'db'), uses('b', 'db'), uses('c'), refusedFact('addon', 'db', 404)),
      'not-found?',
    )
    assert.equal(
      sharedAddonsWith(refusedFact('addonAttachments', 'a'), uses('b', 'db'), uses('c', 'db'), db),
      'forbidden?',
    )
  })

  it('finds add-ons of a hidden app through the lists of the add-ons', () => {
    const users = (name: string, ...apps: string[]) =>
      factOf(
        'attachmentsOfAddon',
        name,
        apps.map(app => ({addon: {name}, app: {id: app}, id: `${app}-${name}`, name: 'LOAN'})),
      )
    const hidden = (app: string) => refusedFact('addonAttachments', app)
    assert.deepEqual(sharedAddonsWith(uses('a', 'db'), uses('b'), hidden('c'), db, users('db', 'a', 'c')), ['db'])
    assert.deepEqual(sharedAddonsWith(hidden('a'), uses('b', 'db'), uses('c'), db, users('db', 'a', 'b')), ['db'])
    assert.equal(sharedAddonsWith(uses('a', 'db'), uses('b'), hidden('c'), db, users('db', 'a', 'x')), 'forbidden?')
    assert.equal(
      sharedAddonsWith(uses('a', 'logs'), uses('b'), hidden('c'), logs, users('logs', 'a', 'c')),
      'forbidden?',
    )
    assert.equal(
      sharedAddonsWith(uses('a', 'db'), uses('b'), hidden('c'), db, refusedFact('attachmentsOfAddon', 'db')),
      'forbidden?',
    )
    assert.equal(sharedAddonsWith(hidden('a'), uses('b', 'db'), hidden('c'), db, users('db', 'b', 'c')), 'forbidden?')
  })

  it('reads the services of shared add-ons only', () => {
    const {field, reader} = fixture(
      [
        ...pipelineFacts({a: 'production', b: 'staging'}),
        appFact('a', null),
        appFact('b', null),
        uses('a', 'db', 'kv'),
        uses('b', 'kv'),
      ],
      flow,
    )
    field('pipeline', 'flow', 'sharedAddons')
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/addons/kv'],
    )
  })
})

describe('sharing: spaces of production', () => {
  const [s, t] = [spaceRef('s', true), spaceRef('t', false)]
  const spaces = (name: string, ...facts: Fact[]) =>
    pipelineField(name, {a: 'production', b: 'production', c: 'test'}, ...facts)

  it('are found by a single app, and absent only if all were read', () => {
    assert.equal(spaces('productionIsInSpace', appFact('a', null), appFact('b', s)), true)
    assert.equal(spaces('productionIsInSpace', appFact('a', null), appFact('b', null)), false)
    assert.equal(spaces('productionIsInSpace', appFact('a', null), appFact('b')), 'no-statement?')
    assert.equal(spaces('productionIsInSpace', refusedFact('app', 'a'), appFact('b', s)), true)
    assert.equal(pipelineField('productionIsInSpace', {a: 'production', b: null}, appFact('a', null)), 'no-statement?')
  })

  it('are shared with apps of other stages, by ID', () => {
    assert.deepEqual(spaces('sharedSpaces', appFact('a', t), appFact('b', s), appFact('c', s)), ['space-s'])
    assert.deepEqual(spaces('sharedSpaces', appFact('a', s), appFact('b', s), appFact('c', t)), [])
    assert.deepEqual(spaces('sharedSpaces', appFact('a', s), appFact('b', null), appFact('c', null)), [])
    assert.equal(
      spaces('sharedSpaces', appFact('a', s), appFact('b', null), appFact('c', {name: 'space-s'})),
      'no-statement?',
    )
    assert.equal(spaces('sharedSpaces', appFact('a', s), refusedFact('app', 'b'), appFact('c', t)), 'forbidden?')
    assert.equal(
      spaces('sharedSpaces', appFact('a', s), refusedFact('app', 'b'), refusedFact('app', 'c')),
      'forbidden?',
    )
    assert.deepEqual(spaces('sharedSpaces', appFact('a', s), refusedFact('app', 'b'), appFact('c', s)), ['space-s'])
  })

  it('are known for a hidden app by the topology of its space', () => {
    const vault = {generation: 'cedar', id: 's1', name: 'vault', team: {id: 't1', name: 'acme'}}
    const couplings = [
      ['a', 'production'],
      ['b', 'staging'],
    ].map(([id = '', stage = '']) => ({app: {id}, pipeline: {id: 'p1'}, stage}))
    const facts = [
      factOf('space', 'vault', vault),
      factOf('team', 'acme', {id: 't1', name: 'acme'}),
      factOf('topology', 'vault', {apps: [{id: 'a'}, {id: 'b'}]}),
      refusedFact('app', 'b'),
      factOf('apps', [], [{id: 'a', name: 'app-a', space: {id: 's1', name: 'vault'}}]),
      factOf('teamApps', 'acme', []),
      factOf('pipelines', [], [{id: 'p1', name: 'flow'}]),
      factOf('pipelineCouplings', 'p1', couplings),
      factOf('teamPipelineCouplings', 'acme', couplings),
    ]
    const spaceFields = (all: readonly Fact[]) =>
      valueOrGap(fixture(all, {kind: 'space', name: 'vault'}).field('pipeline', 'flow', 'sharedSpaces'))
    assert.deepEqual(spaceFields(facts), ['vault'])
    assert.equal(spaceFields([...facts, factOf('topology', 'vault', {apps: [{id: 'a'}]})]), 'forbidden?')
  })
})
