import assert from 'node:assert/strict'

import type {Get, Outcome} from '../../src/api/http.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {fleet, numbers} from '../fixtures/fleet.js'
import {overclaims} from './overclaims.js'
import {collectWith, surveyFacts, rememberOutcomes} from './run.js'
import {sampleOf} from '../helpers/sweep.js'

const catalog = loadCatalog(['all'])
const scope: Scope = {kind: 'all'}

interface Storm {
  readonly get: Get
  /** How often each fault struck. */
  readonly struck: Record<string, number>
}

/** The faults of single requests, each with the random number below which it strikes. */
const faultTable: ReadonlyArray<{readonly below: number; readonly name: string; readonly outcome: Outcome}> = [
  {below: 0.025, name: 'reset', outcome: {failure: 'broken'}},
  {below: 0.05, name: 'reset', outcome: {failure: 'unreachable'}},
  {below: 0.1, name: '503', outcome: {response: {headers: {}, json: undefined, status: 503}}},
  {below: 0.12, name: 'truncated', outcome: {failure: 'malformed'}},
]

/**
 * A network in which five of a hundred responses are reset, five are 503 and two are truncated. One list never
 * responds, and for a while every response is 429.
 *
 * @param lasting the share of paths that never recover
 */
function storm(get: Get, seed: number, lasting: number): Storm {
  const next = numbers(seed)
  const struck: Record<string, number> = {}
  const doomed = new Map<string, boolean>()
  let requests = 0
  let hung: string | undefined

  const draw = (path: string): number => {
    if (!doomed.has(path)) doomed.set(path, next() < lasting)
    return doomed.get(path) ? next() * 0.12 : next()
  }

  const strike = (name: string, outcome: Outcome): Outcome => {
    struck[name] = (struck[name] ?? 0) + 1
    return outcome
  }

  return {
    async get(question) {
      const {path} = question
      requests++
      if (requests > 300 && requests <= 360)
        return strike('429', {
          response: {headers: requests % 2 ? {'retry-after': '3'} : {}, json: {id: 'rate_limit'}, status: 429},
        })
      if (requests === 200) hung = path
      if (path === hung) return strike('hang', {failure: 'timeout'})
      const drawn = draw(path)
      const fault = faultTable.find(({below}) => drawn < below)
      return fault ? strike(fault.name, fault.outcome) : get(question)
    },
    struck,
  }
}

describe('a network full of faults, for two hundred apps', function () {
  this.timeout(120_000)
  const get = rememberOutcomes(fleet(200))
  let whole: Snapshot

  before(async () => {
    whole = await collectWith(get, scope, catalog)
  })

  const judgementsOf = (snapshot: Snapshot) => surveyFacts(snapshot, catalog, emptyPolicy).judgements

  for (const seed of sampleOf([1, 2, 3], 1))
    for (const [lasting, what] of [
      [0, 'passes'],
      [0.03, 'never passes everywhere'],
    ] as const)
      it(`keeps each verdict or makes it unknown where a storm ${what} (${seed})`, async () => {
        const faulty = storm(get, seed, lasting)
        const less = await collectWith(faulty.get, scope, catalog)
        assert.deepEqual(Object.keys(faulty.struck).sort(), ['429', '503', 'hang', 'reset', 'truncated'])
        assert.equal(less.partial, undefined)
        assert.ok(
          less.facts.some(({gap}) => gap),
          'something stays unread',
        )
        const [calm, stormy] = [judgementsOf(whole), judgementsOf(less)]
        assert.ok(
          stormy.filter(({verdict}) => verdict === 'pass').length >
            (lasting > 0 ? 0.3 : 0.8) * calm.filter(({verdict}) => verdict === 'pass').length,
          'much is still seen',
        )
        assert.deepEqual(overclaims(calm, stormy, scope), [])
      })
})
