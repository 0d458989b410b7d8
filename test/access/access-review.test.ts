import assert from 'node:assert/strict'

import type {Grant} from '../../src/access/grant.js'
import type {AccessReview, NewDecision} from '../../src/access/access-review.js'

import {
  carriedDecisions,
  choicesFor,
  completeReview,
  decide,
  grantText,
  openGrants,
  selfDecided,
} from '../../src/access/access-review.js'
import {parseAccessReview} from '../../src/access/parse-review.js'
import {frozenAt, grants, kimOnTeam, leeOnApp, leeOnSpace, reviewOf, token} from './support.js'

const on = '2026-11-21T08:00:00.000Z'
const keep = (more: Partial<NewDecision> = {}): NewDecision => ({
  action: 'keep',
  by: 'mara@example.com',
  grants: grants.map(({id}) => id),
  on,
  reason: 'needed',
  ...more,
})
const decided = () => decide(reviewOf(), keep())

describe('a decision about access', () => {
  it('is kept for each grant, in place of an earlier one', () => {
    const once = decide(reviewOf(), keep({action: 'ask', reason: 'ask Kim'}))
    const twice = decide(once, keep({action: 'remove', grants: [leeOnApp.id], reason: 'left'}))
    assert.deepEqual(twice.decisions[leeOnApp.id], {action: 'remove', by: 'mara@example.com', on, reason: 'left'})
    assert.equal(twice.decisions[token.id]?.action, 'ask')
    assert.deepEqual(Object.keys(twice.decisions), grants.map(({id}) => id).sort())
  })

  it('may change a role or permissions to others that there are', () => {
    const {decisions} = decide(
      reviewOf(),
      keep({action: 'change', becomes: ['view', 'operate'], grants: [leeOnApp.id]}),
    )
    assert.deepEqual(decisions[leeOnApp.id]?.becomes, ['operate', 'view'])
    assert.deepEqual(choicesFor(kimOnTeam), ['member', 'viewer', 'collaborator'])
    assert.deepEqual(choicesFor(leeOnSpace), [])
  })

  const refused: ReadonlyArray<[what: string, decision: Partial<NewDecision>, message: RegExp]> = [
    ['a grant that is not there', {grants: ['member:x']}, /member:x isn't a grant of this review/],
    ['nobody who decides', {by: ' '}, /Who decides must be said/],
    ['no reason', {reason: '\u200b'}, /A decision needs a reason/],
    ['a role that there is not', {action: 'change', becomes: ['king'], grants: [kimOnTeam.id]}, /can't become "king"/],
    ['no role', {action: 'change', grants: [kimOnTeam.id]}, /can't become nothing/],
    [
      'two roles of a member',
      {action: 'change', becomes: ['viewer', 'member'], grants: [kimOnTeam.id]},
      /A member has one role/,
    ],
    ['a change of a token', {action: 'change', becomes: ['read'], grants: [token.id]}, /can be kept or removed only/],
  ]
  for (const [what, decision, message] of refused)
    it(`is refused with ${what}`, () => assert.throws(() => decide(reviewOf(), keep(decision)), message))

  it('cannot be made in a review that is completed', () => {
    assert.throws(() => decide(reviewOf({completed: {by: 'x', on}}), keep()), /The review is completed/)
  })
})

describe('the completion of a review', () => {
  const completed = (review: AccessReview, by = 'mara@example.com', at = on) => completeReview(review, by, at)

  it('says who completed it, and when', () => {
    assert.deepEqual(completed(decided()).completed, {by: 'mara@example.com', on})
  })

  it('needs a decision about each grant, and no question that is open', () => {
    assert.deepEqual(openGrants(reviewOf()), grants)
    assert.throws(() => completed(reviewOf()), /4 of 4 grants are open/)
    const asked = decide(decided(), keep({action: 'ask', grants: [token.id]}))
    assert.throws(() => completed(asked), /1 of 4 grants are open/)
  })

  it('needs every list', () => {
    const notSeen = [{kind: 'member', place: 'crew', reason: 'forbidden'}]
    assert.throws(() => completed(decide(reviewOf({}, {notSeen}), keep())), /1 list couldn't be read/)
  })

  it('needs somebody else about the access of those who decide', () => {
    const own = decide(decided(), keep({by: 'Kim@Example.com', grants: [kimOnTeam.id, token.id]}))
    assert.deepEqual(selfDecided(own), [kimOnTeam, token])
    assert.throws(() => completed(own), /kim@example\.com on the team crew was decided by the same person, and 1 more/)
    const ended = decide(decided(), keep({action: 'remove', by: 'kim@example.com', grants: [kimOnTeam.id]}))
    assert.deepEqual(selfDecided(ended), [])
  })

  it('needs access that was read lately', () => {
    assert.throws(
      () => completed(decided(), 'mara@example.com', '2027-01-20T00:00:00.000Z'),
      /60 days ago, more than 31/,
    )
  })

  it('needs a name, and happens once', () => {
    assert.throws(() => completed(decided(), ''), /Who completes the review must be said/)
    assert.throws(() => completed(completed(decided())), /completed already/)
  })
})

describe('decisions of an unfinished review', () => {
  it('are carried over to access that is the same', () => {
    const asked = decide(decided(), keep({action: 'ask', grants: [token.id]}))
    const changed = grants.map(grant => (grant.id === leeOnApp.id ? {...grant, holds: ['manage']} : grant))
    const {population} = reviewOf({}, {grants: changed.filter(({id}) => id !== leeOnSpace.id)})
    assert.deepEqual(Object.keys(carriedDecisions(asked, population)), [kimOnTeam.id])
    assert.deepEqual(carriedDecisions({...asked, completed: {by: 'x', on}}, population), {})
  })
})

describe('the document of a review', () => {
  it('is read as it was written', () => {
    const review = completeReview(decided(), 'mara@example.com', on)
    assert.deepEqual(parseAccessReview(JSON.parse(JSON.stringify(review)), 'r.json'), review)
  })

  const broken: ReadonlyArray<[what: string, json: unknown, message: RegExp]> = [
    ['another document', {reportVersion: 1}, /r\.json isn't a review of access/],
    ['another version', {...reviewOf(), reviewVersion: 2}, /\/reviewVersion is 2/],
    ['a decision that there is not', {...reviewOf(), decisions: {[token.id]: {action: 'maybe'}}}, /\/decisions/],
    [
      'grants that were changed',
      {...reviewOf(), population: {...reviewOf().population, grants: [token]}},
      /the grants were changed after they were read/,
    ],
    [
      'a decision about another grant',
      {...reviewOf(), decisions: {'member:x': {action: 'keep', by: 'x', on: frozenAt, reason: 'y'}}},
      /\/decisions\/member:x is about no grant/,
    ],
  ]
  for (const [what, json, message] of broken)
    it(`is refused with ${what}`, () => assert.throws(() => parseAccessReview(json, 'r.json'), message))
})

describe('a grant in words', () => {
  it('says whose it is and where', () => {
    assert.equal(grantText(leeOnApp), 'lee@example.com on the app web')
    const bare: Grant = {holds: token.holds, id: token.id, kind: token.kind, place: token.place}
    assert.equal(grantText({...bare, client: 'Deployer'}), 'Deployer on the account kim@example.com')
    assert.equal(grantText({...bare, person: {id: 'u7'}}), 'u7 on the account kim@example.com')
    assert.equal(grantText(bare), 'k1 on the account kim@example.com')
  })
})
