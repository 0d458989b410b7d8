import assert from 'node:assert/strict'

import type {Get, Outcome} from '../../src/api/http.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {fleet, numbers} from '../fixtures/fleet.js'
import {overclaims} from './overclaims.js'
import {collecting, examined, remembering} from './run.js'
import {sampleOf} from '../helpers/sweep.js'

const catalog = loadCatalog(['all'])
const scope: Scope = {kind: 'all'}

interface Storm {
  readonly get: Get
  /** How often each fault struck. */
  readonly struck: Record<string, number>
}

/**
 * A network in which of a hundred answers five are reset, five are 503 and two are cut off, one list never answers,
 * and for a while everything is 429.
 *
 * @param lasting the share of paths that never get well again
 */
function storm(get: Get, seed: number, lasting: number): Storm {
  const next = numbers(seed)
  const struck: Record<string, number> = {}
  const doomed = new Map<string, boolean>()
  let asked = 0
  let hung: string | undefined

  const strike = (name: string, outcome: Outcome): Outcome => {
    struck[name] = (struck[name] ?? 0) + 1
    return outcome
  }

  return {
    async get(question) {
      const {path} = question
      asked++
      if (asked > 300 && asked <= 360)
        return strike('429', {
          response: {headers: asked % 2 ? {'retry-after': '3'} : {}, json: {id: 'rate_limit'}, status: 429},
        })
      if (asked === 200) hung = path
      if (path === hung) return strike('hang', {failure: 'timeout'})
      if (!doomed.has(path)) doomed.set(path, next() < lasting)
      const drawn = doomed.get(path) ? next() * 0.12 : next()
      if (drawn < 0.025) return strike('reset', {failure: 'broken'})
      if (drawn < 0.05) return strike('reset', {failure: 'unreachable'})
      if (drawn < 0.1) return strike('503', {response: {headers: {}, json: undefined, status: 503}})
      if (drawn < 0.12) return strike('truncated', {failure: 'malformed'})
      return get(question)
    },
    struck,
  }
}

describe('a storm over two hundred apps', function () {
  this.timeout(120_000)
  const get = remembering(fleet(200))
  let whole: Snapshot

  before(async () => {
    whole = await collecting(get, scope, catalog)
  })

  const judged = (snapshot: Snapshot) => examined(snapshot, catalog, emptyPolicy).judgements

  for (const seed of sampleOf([1, 2, 3], 1))
    for (const [lasting, what] of [
      [0, 'passes'],
      [0.03, 'never passes everywhere'],
    ] as const)
      it(`that ${what} leaves verdicts as they are or unknown (${seed})`, async () => {
        const wild = storm(get, seed, lasting)
        const less = await collecting(wild.get, scope, catalog)
        assert.deepEqual(Object.keys(wild.struck).sort(), ['429', '503', 'hang', 'reset', 'truncated'])
        assert.equal(less.partial, undefined)
        assert.ok(
          less.facts.some(({gap}) => gap),
          'something stays unread',
        )
        const [calm, stormy] = [judged(whole), judged(less)]
        assert.ok(
          stormy.filter(({verdict}) => verdict === 'pass').length >
            (lasting > 0 ? 0.3 : 0.8) * calm.filter(({verdict}) => verdict === 'pass').length,
          'much is still seen',
        )
        assert.deepEqual(overclaims(calm, stormy, scope), [])
      })
})
