import assert from 'node:assert/strict'

import type {Addon} from '../../../src/model/facts.js'

import {planChanges, priceOf, servicesOf} from '../../../src/changes/remediation/plan-changes.js'
import {factOf, refusedFact, snapshotOf} from '../../helpers/changes.js'

const addon = (id: string, plan?: string): Addon => ({
  id,
  name: id,
  ...(plan === undefined ? {} : {plan: {name: plan}}),
})
const listed = (...addons: readonly Addon[]) => snapshotOf([factOf('addons', ['pay'], addons)])
const everywhere = new Set(['/apps/pay/addons', '/addons/db', '/addons'])
const changes = (before: readonly Addon[], after: readonly Addon[], paths: ReadonlySet<string> = everywhere) =>
  planChanges(listed(...before), listed(...after), paths)

describe('the plans that a step changes', () => {
  it('are those that differ', () => {
    assert.deepEqual(changes([addon('a', 's:1'), addon('b', 's:1')], [addon('a', 's:2'), addon('b', 's:1')]), [
      {plan: 's:1', sign: -1},
      {plan: 's:2', sign: 1},
    ])
    assert.deepEqual(changes([addon('a', 's:1')], []), [{plan: 's:1', sign: -1}])
    assert.deepEqual(changes([], [addon('a')]), [{sign: 1}])
  })

  it('are looked for where facts were changed', () => {
    assert.deepEqual(changes([addon('a', 's:1')], [], new Set()), [])
    const own = (plan: string) => snapshotOf([factOf('addon', ['db'], addon('db', plan))])
    assert.equal(planChanges(own('s:1'), own('s:2'), everywhere).length, 2)
    const account = (plan: string) => snapshotOf([factOf('accountAddons', [], [addon('db', plan)])])
    assert.equal(planChanges(account('s:1'), account('s:2'), everywhere).length, 2)
    assert.deepEqual(planChanges(snapshotOf([refusedFact('addons', 'pay')]), listed(), everywhere), [])
    const apps = snapshotOf([factOf('app', ['pay'], {id: 'a1', name: 'pay'})])
    assert.deepEqual(planChanges(apps, snapshotOf([]), new Set(['/apps/pay'])), [])
  })

  it('have the price that is listed, or none that is known', () => {
    const prices = new Map([
      ['s:1', 300],
      ['t:2', 20_000],
    ])
    const moved = changes([addon('a', 's:1')], [addon('a', 't:2')])
    assert.deepEqual(servicesOf(moved), ['s', 't'])
    assert.deepEqual(priceOf(moved, prices), {cents: 19_700})
    assert.equal(priceOf(moved, new Map([['s:1', 300]])), 'unknown')
    assert.equal(priceOf([{sign: 1}], prices), 'unknown')
    assert.equal(priceOf([], prices), undefined)
    assert.deepEqual(servicesOf([{sign: 1}]), [])
  })
})
