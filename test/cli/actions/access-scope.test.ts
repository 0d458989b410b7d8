import assert from 'node:assert/strict'

import type {AccessFlags} from '../../../src/cli/access-flags.js'
import type {Scope} from '../../../src/model/snapshot.js'

import {withScopeOf} from '../../../src/cli/actions/access-session.js'
import {reviewOf} from '../../access/support.js'

const none = {all: false, full: false, json: false, sample: false} as AccessFlags
const read = (scopes: readonly Scope[], flags: Partial<AccessFlags> = {}) =>
  withScopeOf(reviewOf({scopes}), {...none, ...flags})

describe('what is read again for a review of access', () => {
  it('is what the review is of, unless something is named', () => {
    assert.deepEqual(read([{kind: 'team', name: 'crew'}]), {...none, team: 'crew'})
    assert.deepEqual(read([{kind: 'pipeline', name: 'shop'}]), {...none, pipeline: 'shop'})
    assert.deepEqual(read([{kind: 'all'}]), {...none, all: true})
    for (const named of [{app: 'web'}, {snapshot: ['a.json']}, {sample: true}])
      assert.deepEqual(read([{kind: 'team', name: 'crew'}], named), {...none, ...named})
  })

  it('has to be named where the review is of several scopes', () => {
    const scopes = [
      {kind: 'team', name: 'crew'},
      {kind: 'space', name: 'vault'},
    ] as const
    assert.throws(() => read(scopes), /The review is of team crew, space vault: one reading can't cover it\./)
    assert.deepEqual(read(scopes, {snapshot: ['a.json', 'b.json']}).snapshot, ['a.json', 'b.json'])
  })
})
