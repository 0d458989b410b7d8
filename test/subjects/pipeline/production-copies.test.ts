import assert from 'node:assert/strict'

import type {ClassicPostgres} from '../../../src/model/data-facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {pipelineField, flow, appFact, pipelineFacts} from './support.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const uses = (app: string, ...names: string[]): Fact =>
  factOf(
    'addonAttachments',
    app,
    names.map(name => ({
      addon: {app: {id: app}, id: `id-${name}`, name},
      app: {id: app},
      id: `${app}-${name}`,
      name: name.toUpperCase(),
    })),
  )
const pays = (app: string, ...names: string[]): Fact =>
  factOf(
    'addons',
    app,
    names.map(name => ({
      addon_service: {name: name.startsWith('kv') ? 'heroku-redis' : 'heroku-postgresql'},
      app: {id: app},
      id: `id-${name}`,
      name,
      plan: {name: name.startsWith('kv') ? 'heroku-redis:mini' : 'heroku-postgresql:standard-0'},
    })),
  )
const database = (name: string, more: Partial<ClassicPostgres> = {}): Fact =>
  factOf('postgres', `id-${name}`, {info: [], leader: null, ...more})
const fieldOf = (name: string, ...facts: Fact[]) =>
  pipelineField(name, {a: 'production', b: 'staging'}, appFact('a', null), appFact('b', null), ...facts)

describe('production-copies: hasProductionPostgres', () => {
  it('is true if a database is attached to a production app', () => {
    assert.equal(fieldOf('hasProductionPostgres', uses('a', 'db', 'kv'), pays('a', 'db', 'kv')), true)
    assert.equal(fieldOf('hasProductionPostgres', uses('a', 'kv'), pays('a', 'kv')), false)
    assert.equal(fieldOf('hasProductionPostgres', uses('a')), false)
  })

  it("is a gap when the attachments or a service can't be read", () => {
    assert.equal(fieldOf('hasProductionPostgres', refusedFact('addonAttachments', 'a')), 'forbidden?')
    assert.equal(
      fieldOf('hasProductionPostgres', uses('a', 'db'), refusedFact('addons', 'a'), refusedFact('addon', 'db', 404)),
      'not-found?',
    )
    assert.equal(
      pipelineField('hasProductionPostgres', {a: 'production', b: null}, appFact('a', null), uses('a')),
      'no-statement?',
    )
  })
})

describe('production-copies: copiesOutsideProduction', () => {
  const both = [uses('a', 'db'), uses('b', 'copy'), pays('a', 'db'), pays('b', 'copy')]

  it('finds copies by the name or address of their source', () => {
    assert.deepEqual(
      fieldOf('copiesOutsideProduction', ...both, database('copy', {leader: {name: 'db'}}), database('db')),
      ['copy'],
    )
    assert.deepEqual(
      fieldOf(
        'copiesOutsideProduction',
        ...both,
        database('copy', {forked_from: 'digest'}),
        database('db', {address: 'digest'}),
      ),
      ['copy'],
    )
    assert.deepEqual(fieldOf('copiesOutsideProduction', ...both, database('copy'), database('db')), [])
  })

  it('counts copies of production databases only, even of one among several', () => {
    const several = [
      uses('a', 'db', 'main'),
      uses('b', 'own', 'copy'),
      pays('a', 'db', 'main'),
      pays('b', 'own', 'copy'),
      database('db'),
      database('main'),
      database('own'),
    ]
    assert.deepEqual(fieldOf('copiesOutsideProduction', ...several, database('copy', {leader: {name: 'main'}})), [
      'copy',
    ])
    assert.deepEqual(fieldOf('copiesOutsideProduction', ...several, database('copy', {leader: {name: 'own'}})), [])
  })

  it('lists a known copy, whatever the others are', () => {
    const several = [
      uses('a', 'db'),
      uses('b', 'copy', 'other'),
      pays('a', 'db'),
      pays('b', 'copy', 'other'),
      database('db'),
    ]
    assert.deepEqual(
      fieldOf(
        'copiesOutsideProduction',
        ...several,
        database('copy', {leader: {name: 'db'}}),
        refusedFact('postgres', 'id-other'),
      ),
      ['copy'],
    )
    assert.equal(
      fieldOf('copiesOutsideProduction', ...several, database('copy'), refusedFact('postgres', 'id-other')),
      'forbidden?',
    )
  })

  it('finds sources among the add-ons of apps outside the scope', () => {
    const app = factOf('app', 'app-a', {generation: 'cedar', id: 'a', name: 'app-a', space: null})
    const coupling = factOf('appPipelineCoupling', 'app-a', {app: {id: 'a'}, pipeline: {id: 'p1'}, stage: 'production'})
    const kv = {addon: {app: {id: 'b'}, id: 'id-kv', name: 'kv'}, app: {id: 'a'}, id: 'a-kv', name: 'KV'}
    const own = [factOf('addonAttachments', 'app-a', [kv]), factOf('addons', 'app-a', [])]
    const facts = [
      app,
      coupling,
      ...own,
      ...pipelineFacts({a: 'production', b: 'staging'}),
      factOf('pipeline', 'p1', {id: 'p1', name: 'flow'}),
      appFact('b', null),
      uses('b', 'kv'),
      pays('b', 'kv'),
    ]
    const {field: ask, reader} = fixture(facts, {kind: 'app', name: 'app-a'})
    assert.deepEqual(
      ['copiesOutsideProduction', 'sharedAddons'].map(name => valueOrGap(ask('pipeline', 'flow', name))),
      [[], ['kv']],
    )
    assert.deepEqual(
      reader.wantedFacts().filter(({kind}) => kind === 'addon'),
      [],
    )
  })

  it("is a gap when a copy can't be matched or read", () => {
    assert.equal(
      fieldOf('copiesOutsideProduction', ...both, database('copy', {forked_from: 'digest'}), database('db')),
      'not-visible?',
    )
    assert.equal(fieldOf('copiesOutsideProduction', ...both, refusedFact('postgres', 'id-copy')), 'forbidden?')
    assert.equal(
      fieldOf(
        'copiesOutsideProduction',
        refusedFact('addonAttachments', 'a'),
        uses('b', 'copy'),
        pays('b', 'copy'),
        database('copy'),
      ),
      'forbidden?',
    )
    assert.equal(
      pipelineField('copiesOutsideProduction', {a: 'production', b: null}, uses('a', 'db'), pays('a', 'db')),
      'no-statement?',
    )
  })

  it('ignores a copy with an unknown source that only production uses', () => {
    const twice = [
      uses('a', 'db', 'old'),
      uses('b', 'fresh'),
      pays('a', 'db', 'old'),
      pays('b', 'fresh'),
      database('db'),
      database('fresh'),
    ]
    assert.deepEqual(fieldOf('copiesOutsideProduction', ...twice, database('old', {forked_from: 'gone'})), [])
  })

  it('looks at the databases of other stages, and reads more only for copies', () => {
    const requestedPaths = (...facts: Fact[]) => {
      const {field: ask, reader} = fixture(
        [...pipelineFacts({a: 'production', b: 'staging'}), appFact('a', null), appFact('b', null), ...both, ...facts],
        flow,
      )
      ask('pipeline', 'flow', 'copiesOutsideProduction')
      return reader.wantedFacts().map(({kind}) => kind)
    }

    assert.deepEqual(requestedPaths(), ['postgres'])
    assert.deepEqual(requestedPaths(database('copy')), [])
    assert.deepEqual(requestedPaths(database('copy', {leader: {name: 'db'}})), [])
    assert.deepEqual(requestedPaths(database('copy', {forked_from: 'digest'})), ['postgres'])
    const third = [...pipelineFacts({a: 'production', b: 'staging', c: 'development'}), appFact('c', null), uses('c')]
    assert.deepEqual(requestedPaths(database('copy'), ...third), [])
    assert.deepEqual(requestedPaths(database('copy', {leader: {name: 'db'}}), ...third), ['addons'])
  })
})
