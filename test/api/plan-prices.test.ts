import assert from 'node:assert/strict'

import type {Outcome} from '../../src/api/http.js'

import {fetchPlanPrices} from '../../src/api/plan-prices.js'
import {addon, app, world} from '../fixtures/build.js'
import {rememberOutcomes} from '../integration/run.js'

const price = (more: object = {}) => ({cents: 5000, contract: false, metered: false, unit: 'month', ...more})
const plan = (name: string, more: object = {}) => ({name, price: price(more)})
const answering = (outcome: Outcome) => fetchPlanPrices(async () => outcome, ['heroku-redis'])
const ok = (json: unknown, status = 200): Outcome => ({response: {headers: {}, json, status}})

describe('the prices of plans', () => {
  it('are those that the API lists by the month', async () => {
    const plans = [
      plan('heroku-redis:mini', {cents: 300}),
      plan('heroku-redis:free', {cents: 0}),
      plan('heroku-redis:private-7', {contract: true}),
      plan('heroku-redis:metered', {metered: true}),
      plan('heroku-redis:yearly', {unit: 'year'}),
      plan('heroku-redis:odd', {cents: 'many'}),
      {name: 'heroku-redis:silent', price: null},
      {price: price()},
      null,
    ]
    for (const status of [200, 206])
      assert.deepEqual(
        [...(await answering(ok(plans, status)))],
        [
          ['heroku-redis:mini', 300],
          ['heroku-redis:free', 0],
        ],
      )
  })

  it('are none where the plans can not be read', async () => {
    for (const outcome of [ok([plan('a:b')], 403), ok({}), {failure: 'timeout'} as const])
      assert.equal((await answering(outcome)).size, 0)
  })

  it('are read from a path of their own for each service', async () => {
    const asked: string[] = []
    await fetchPlanPrices(
      async ({path}) => {
        asked.push(path)
        return ok([])
      },
      ['heroku-redis', '../x'],
    )
    assert.deepEqual(asked, ['/addon-services/heroku-redis/plans', '/addon-services/..%2Fx/plans'])
  })

  it('are those of the simulated API', async () => {
    const of = world({addons: [addon('cache', {app: 'pay', plan: 'heroku-redis:premium-0'})], apps: [app('pay')]})
    assert.deepEqual(
      [...(await fetchPlanPrices(rememberOutcomes(of), ['heroku-redis', 'nothing']))],
      [['heroku-redis:premium-0', 5000]],
    )
  })
})
