import assert from 'node:assert/strict'

import type {Fact} from '../../src/model/snapshot.js'

import {factReader} from '../../src/subjects/fact-reader.js'
import {refusedFact, factOf} from './support.js'

const reader = (...facts: Fact[]) => factReader(new Map(facts.map(fact => [fact.path, fact])))
const owner = {body: {}}

describe('fact-reader', () => {
  it('reads a fact by its path', () => {
    const {facts, gaps, wantedFacts} = reader(factOf('stacks', [], []))
    assert.deepEqual(facts.read('stacks'), {body: []})
    assert.deepEqual([gaps(), wantedFacts()], [[], []])
  })

  it('records a missing fact as wanted, once', () => {
    const {facts, gaps, wantedFacts} = reader()
    for (let i = 0; i < 2; i++)
      assert.deepEqual(facts.read('app', 'p/y'), {
        gap: {detail: "it wasn't collected", path: '/apps/p%2Fy', reason: 'not-collected'},
      })
    assert.deepEqual(wantedFacts(), [{kind: 'app', path: '/apps/p%2Fy'}])
    assert.equal(gaps().length, 1)
  })

  it("doesn't want a refused fact again, and explains it", () => {
    const {facts, gaps, wantedFacts} = reader(refusedFact('app', 'pay', 403))
    assert.deepEqual(facts.read('app', 'pay'), {gap: {path: '/apps/pay', reason: 'forbidden', status: 403}})
    assert.deepEqual(wantedFacts(), [])
    assert.deepEqual(gaps(), [{path: '/apps/pay', reason: 'forbidden', status: 403}])
  })

  it('ignores a fact of another kind', () => {
    const fact = {...factOf('teamApps', 'apps', []), kind: 'teamApps'} as const
    const {facts, wantedFacts} = reader(fact)
    assert.ok('gap' in facts.read('teamApp', 'apps'))
    assert.deepEqual(wantedFacts(), [])
  })

  it('treats 404 as none if the owner was read, and records no gap', () => {
    const {facts, gaps} = reader(refusedFact('spaceLogDrain', 'vault', 404))
    assert.deepEqual(facts.readOptional(owner, 'spaceLogDrain', 'vault'), {body: null})
    assert.deepEqual(gaps(), [])
  })

  it("treats 404 as a gap if the owner wasn't read", () => {
    const {facts, gaps} = reader(refusedFact('spaceLogDrain', 'vault', 404))
    assert.ok('gap' in facts.readOptional({gap: {reason: 'forbidden'}}, 'spaceLogDrain', 'vault'))
    assert.equal(gaps().length, 1)
  })

  it('treats no other status as none', () => {
    for (const fact of [
      refusedFact('spaceLogDrain', 'vault', 403),
      refusedFact('spaceLogDrain', 'vault', 500),
      refusedFact('spaceLogDrain', 'vault', 410, 'not-found'),
      refusedFact('spaceLogDrain', 'vault', 404, 'malformed'),
    ]) {
      assert.ok('gap' in reader(fact).facts.readOptional(owner, 'spaceLogDrain', 'vault'), String(fact.status))
    }

    const {facts, wantedFacts} = reader()
    assert.ok('gap' in facts.readOptional(owner, 'spaceLogDrain', 'vault'))
    assert.equal(wantedFacts().length, 1)
  })

  it('encodes every key, including half a surrogate pair', () => {
    const {facts, wantedFacts} = reader()
    facts.read('app', 'half\uD800')
    facts.read('app', '../../account')
    facts.read('app', '支払い')
    assert.deepEqual(
      wantedFacts().map(({path}) => path),
      ['/apps/half%EF%BF%BD', '/apps/..%2F..%2Faccount', '/apps/%E6%94%AF%E6%89%95%E3%81%84'],
    )
  })
})
