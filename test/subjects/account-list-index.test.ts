import assert from 'node:assert/strict'

import type {ResourceRef} from '../../src/model/resource-ref.js'
import type {ReadResult, GapReason} from '../../src/model/gap.js'

import {itemsOfApp} from '../../src/subjects/account-list-index.js'

interface Item {
  readonly app?: null | ResourceRef
  readonly n: number
}

const pay = {id: 'a1', name: 'pay'}

/** The numbers of the items or the reason of the gap, and how often the app's own list was read: it has only item 0. */
function lookUp(listed: ReadResult<readonly Item[]> | undefined): readonly [unknown, number] {
  let read = 0
  const response = itemsOfApp<Item>(listed && (() => listed), pay, () => {
    read++
    return {body: [{n: 0}]}
  })
  return ['body' in response ? response.body.map(({n}) => n) : response.gap.reason, read]
}

const listing = (...apps: Array<null | ResourceRef | undefined>) =>
  lookUp({body: apps.map((app, index) => (app === undefined ? {n: index + 1} : {app, n: index + 1}))})
const missing = (reason: GapReason) => lookUp({gap: {reason}})

describe('account-list-index', () => {
  it('finds the items of an app by ID, or by name if an item has no ID', () => {
    assert.deepEqual(listing({id: 'a1'}, {id: 'a2'}, {id: 'a1', name: 'renamed'}), [[1, 3], 0])
    assert.deepEqual(listing({name: 'pay'}, {name: 'shop'}, {id: 'a1', name: 'pay'}), [[3, 1], 0])
    assert.deepEqual(listing({id: 'a2', name: 'pay'}), [[], 0], 'another app that had the name')
    assert.deepEqual(listing({name: 'a1'}, {id: 'pay'}), [[], 0])
    assert.deepEqual(listing(), [[], 0])
  })

  it("falls back to the app's own list if an item doesn't state its app", () => {
    for (const vague of [undefined, null, {}]) assert.deepEqual(listing({id: 'a1'}, vague), [[0], 1])
  })

  it("falls back to the app's own list if there is none or it is refused, but not while it is pending", () => {
    assert.deepEqual(lookUp(undefined), [[0], 1])
    assert.deepEqual(missing('forbidden'), [[0], 1])
    assert.deepEqual(missing('not-collected'), ['not-collected', 0])
  })

  it('returns the same result each time', () => {
    const list: readonly Item[] = [
      {app: {id: 'a1'}, n: 1},
      {app: {id: 'a2'}, n: 2},
    ]
    const numbersOf = (id: string) =>
      itemsOfApp<Item>(
        () => ({body: list}),
        {id, name: id},
        () => assert.fail(),
      )
    assert.deepEqual(
      ['a1', 'a2', 'a1'].map(id => numbersOf(id)),
      [1, 2, 1].map(n => ({body: [list[n - 1]]})),
    )
  })
})
