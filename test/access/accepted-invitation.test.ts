import assert from 'node:assert/strict'

import type {Grant, UnreadAccess} from '../../src/access/grant.js'

import {verifyRemovals} from '../../src/access/access-removals.js'
import {crew, kimOnTeam, reviewOf} from './support.js'

const max = {email: 'max@example.com', id: 'u9'}
const invited: Grant = {holds: ['member'], id: 'invitation:i1', kind: 'invitation', person: max, place: crew}
const member = (email: string, place: Grant['place'] = crew): Grant => ({
  holds: ['member'],
  id: `member:${place.id}/u9`,
  kind: 'member',
  person: {email},
  place,
})
const by = {by: 'ann@example.com', on: '2026-11-20T12:30:00.000Z', reason: 'left'}

function outcome(grants: readonly Grant[], notSeen: readonly UnreadAccess[] = [], grant = invited) {
  const review = reviewOf({decisions: {[grant.id]: {...by, action: 'remove'}}}, {grants: [grant]})
  return verifyRemovals(review, {...review.population, grants, notSeen}).map(removal => removal.outcome)
}

describe('an invitation that was to be withdrawn', () => {
  it('is open where it was accepted meanwhile', () => {
    assert.deepEqual(outcome([member('MAX@example.com')]), ['open'])
    assert.deepEqual(outcome([member('max@example.com', {...crew, id: 't2'})]), ['done'])
    assert.deepEqual(outcome([member('kim@example.com')]), ['done'])
    const nameless: Grant = {
      ...kimOnTeam,
      holds: ['member'],
      id: 'invitation:i2',
      kind: 'invitation',
      person: {id: 'u9'},
    }
    assert.deepEqual(outcome([member('max@example.com')], [], nameless), ['done'])
  })

  it("isn't known where the members couldn't be read", () => {
    assert.deepEqual(outcome([], [{kind: 'member', place: 'crew', reason: 'not-visible'}]), ['unknown'])
  })
})
