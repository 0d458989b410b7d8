import assert from 'node:assert/strict'

import type {Fact} from '../../src/model/snapshot.js'

import {assertComparable} from '../../src/access/comparable-facts.js'
import {frozenAt, reviewOf} from './support.js'

const team = {kind: 'team', name: 'crew'} as const
const read = (...times: readonly string[]): Fact[] => times.map(at => ({at, kind: 'account', path: '/account'}))
const [before, after] = ['2026-11-20T11:59:59.999Z', '2026-11-20T12:00:00.001Z']

describe('facts that are compared with a review of access', () => {
  it('are of all that the review is of', () => {
    const facts = read(after)
    const wider = [{kind: 'app', name: 'web'}, team] as const
    assertComparable(reviewOf(), {facts, scopes: wider})
    assert.throws(
      () => assertComparable(reviewOf({scopes: wider}), {facts, scopes: [team]}),
      /is of app web, team crew, and the facts are of team crew\./,
    )
    assert.throws(
      () => assertComparable(reviewOf(), {facts, scopes: [{kind: 'all'}]}),
      /is of team crew, and the facts are of the account\./,
    )
  })

  it('were read after it, all of them, or are those that it was made of', () => {
    assertComparable(reviewOf(), {facts: read(before, frozenAt), scopes: [team]})
    assertComparable(reviewOf(), {facts: read(frozenAt, after), scopes: [team]})
    for (const facts of [read(before), read(before, after)])
      assert.throws(
        () => assertComparable(reviewOf(), {facts, scopes: [team]}),
        new RegExp(`Facts were read at ${before}, before the review of access of ${frozenAt}`),
      )
  })
})
