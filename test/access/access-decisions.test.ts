import assert from 'node:assert/strict'

import {accessExit} from '../../src/access/access-exit.js'
import {accessRemovals, verifyRemovals} from '../../src/access/access-removals.js'
import {decide} from '../../src/access/access-review.js'
import {grantsNamed} from '../../src/access/grant-filter.js'
import {readDecisions} from '../../src/access/read-decisions.js'
import {parseCsv} from '../../src/parsing/csv.js'
import {crew, grants, kimOnTeam, kimsAccount, leeOnApp, leeOnSpace, reviewOf, token, vault, web} from './support.js'

const on = '2026-11-21T08:00:00.000Z'
const by = 'mara@example.com'
const decision = (action: 'change' | 'keep' | 'remove', ids: readonly string[], becomes?: readonly string[]) => ({
  action,
  by,
  grants: ids,
  on,
  reason: 'so',
  ...(becomes ? {becomes} : {}),
})

describe('filters of grants', () => {
  const review = decide(reviewOf({findings: {[leeOnApp.id]: ['leaver']}}), decision('keep', [kimOnTeam.id]))
  const cases: ReadonlyArray<[filter: string, named: readonly string[]]> = [
    ['role=admin', [kimOnTeam.id]],
    ['role=deploy,app=w*', [leeOnApp.id]],
    ['domain=example.com,space=vault', [leeOnSpace.id]],
    ['team=crew', [kimOnTeam.id]],
    ['person=lee@*', [leeOnApp.id, leeOnSpace.id]],
    ['kind=token', [token.id]],
    ['finding=leaver', [leeOnApp.id]],
    ['grant=token:k1', [token.id]],
    ['open', [leeOnApp.id, leeOnSpace.id, token.id]],
  ]
  for (const [filter, named] of cases)
    it(`name those of ${filter}`, () =>
      assert.deepEqual(
        grantsNamed(review, filter).map(({id}) => id),
        named,
      ))

  it('are refused where they say nothing, or fit nothing', () => {
    assert.throws(() => grantsNamed(review, 'admins'), /"admins" doesn't name grants/)
    assert.throws(() => grantsNamed(review, 'color=red'), /"color=red" doesn't name grants/)
    assert.throws(() => grantsNamed(review, 'finding=odd'), /There is no finding "odd"/)
    assert.throws(() => grantsNamed(review, 'role=viewer'), /No grant of the review fits "role=viewer"/)
  })
})

describe('decisions in a CSV document', () => {
  const head = 'grant,holds,decision,becomes,why,by\n'
  const read = (text: string, fallbackBy: string | undefined = by) =>
    readDecisions(parseCsv(text, 'a.csv'), 'a.csv', reviewOf(), {fallbackBy, on})

  it('are read where they are filled in', () => {
    assert.deepEqual(
      read(`${head}${leeOnApp.id},deploy view,Change,"view, operate",less,ann@example.com\n${token.id},global,,,,\n`),
      [
        {
          action: 'change',
          becomes: ['view', 'operate'],
          by: 'ann@example.com',
          grants: [leeOnApp.id],
          on,
          reason: 'less',
        },
      ],
    )
    assert.equal(read(`${head}${token.id},'global,keep,,needed,`)[0]?.by, by)
  })

  const broken: ReadonlyArray<[what: string, text: string, message: RegExp]> = [
    ['no such columns', 'grant,holds\n', /a\.csv:1: there is no column decision, why/],
    ['nothing', '', /a\.csv:1: there is no column grant/],
    ['another grant', `${head}member:x,admin,keep,,so,`, /a\.csv:2: the grant isn't part of this review/],
    [
      'access that has changed',
      `${head}${token.id},read,keep,,so,`,
      /a\.csv:2: the access isn't what the review has: global/,
    ],
    ['another decision', `${head}${token.id},global,maybe,,so,`, /a\.csv:2: the decision isn't one of those/],
    [
      'a grant twice',
      `${head}${token.id},global,keep,,so,\n${token.id},global,remove,,so,`,
      /a\.csv:3: the grant is decided about twice/,
    ],
  ]
  for (const [what, text, message] of broken)
    it(`are refused with ${what}`, () => assert.throws(() => read(text), message))

  it('are refused where nobody decides', () => {
    const rows = parseCsv(`${head}${token.id},global,keep,,so,`, 'a.csv')
    assert.throws(
      () => readDecisions(rows, 'a.csv', reviewOf(), {fallbackBy: undefined, on}),
      /a\.csv:2: who decides isn't said/,
    )
  })
})

describe('what decisions end or change', () => {
  const all = grants.map(({id}) => id)
  const removed = decide(reviewOf(), decision('remove', all))

  it('is a command of the Heroku CLI, or a thing to do by hand', () => {
    assert.deepEqual(
      accessRemovals(removed).map(({byHand, command}) => command ?? byHand),
      [
        'heroku access:remove lee@example.com --app web',
        'heroku members:remove kim@example.com --team crew',
        'Change it on the Access tab of the space, in the Heroku Dashboard.',
        'heroku authorizations:revoke k1',
      ],
    )
    const less = decide(
      decide(reviewOf(), decision('change', [leeOnApp.id], ['view'])),
      decision('change', [kimOnTeam.id], ['viewer']),
    )
    assert.deepEqual(
      accessRemovals(less).map(({command}) => command),
      [
        'heroku access:update lee@example.com --app web --permissions view',
        'heroku members:set kim@example.com --team crew --role viewer',
      ],
    )
    assert.deepEqual(accessRemovals(decide(reviewOf(), decision('keep', all))), [])
  })

  it('is quoted, and no flag', () => {
    const named = (email: string, more = {}) => {
      const grant = {...leeOnApp, person: {email}, ...more}
      return accessRemovals(decide(reviewOf({}, {grants: [grant]}), decision('remove', [grant.id])))[0]
    }
    assert.equal(named("o'hara;rm@x.io")?.command, String.raw`heroku access:remove 'o'\''hara;rm@x.io' --app web`)
    assert.equal(named('--app@x.io')?.command, undefined)
    assert.match(named('kim@example.com', {holds: ['owner']})?.byHand ?? '', /an owner stays until/)
  })

  it('has ended where the list that would have it was read', () => {
    const outcomes = (later: {readonly grants?: unknown; readonly notSeen?: unknown}) =>
      verifyRemovals(removed, reviewOf({}, later).population).map(({outcome}) => outcome)
    assert.deepEqual(outcomes({grants: []}), ['done', 'done', 'done', 'done'])
    assert.deepEqual(outcomes({}), ['open', 'open', 'open', 'open'])
    const unread = (kind: string, place: string) =>
      outcomes({grants: [], notSeen: [{kind, place, reason: 'forbidden'}]})
    assert.deepEqual(unread('collaborator', 'web'), ['unknown', 'done', 'done', 'done'])
    assert.deepEqual(unread('collaborator', 'api'), ['done', 'done', 'done', 'done'])
    assert.deepEqual(unread('apps', 'crew'), ['unknown', 'done', 'done', 'done'])
    assert.deepEqual(unread('spaces', 'crew'), ['done', 'done', 'unknown', 'done'])
    assert.deepEqual(unread('teams', 'account'), ['unknown', 'unknown', 'unknown', 'unknown'])
    assert.deepEqual(unread('token', 'other name'), ['done', 'done', 'done', 'unknown'])
  })

  it('is not known where the place is gone, or has another name and a list that was not read', () => {
    const outcomes = (later: {readonly notSeen?: unknown; readonly places: unknown}) =>
      verifyRemovals(removed, reviewOf({}, {grants: [], ...later}).population).map(({outcome}) => outcome)
    assert.deepEqual(outcomes({places: [crew, vault]}), ['unknown', 'done', 'done', 'unknown'])
    const shop = {...web, name: 'shop'}
    const places = [kimsAccount, shop, crew, vault]
    assert.deepEqual(outcomes({places}), ['done', 'done', 'done', 'done'])
    const notSeen = [{kind: 'collaborator', place: 'shop', reason: 'forbidden'}]
    assert.deepEqual(outcomes({notSeen, places}), ['unknown', 'done', 'done', 'done'])
  })

  it('is carried out where access is as it was to become', () => {
    const less = decide(reviewOf(), decision('change', [leeOnApp.id], ['view']))
    const outcome = (holds: readonly string[]) =>
      verifyRemovals(less, reviewOf({}, {grants: [{...leeOnApp, holds}]}).population)[0]?.outcome
    assert.deepEqual([outcome(['view']), outcome(['deploy', 'view']), outcome(['operate'])], ['done', 'open', 'open'])
  })

  it('is carried out with the permission to view that the CLI adds', () => {
    const becomes = decide(reviewOf(), decision('change', [leeOnApp.id], ['operate']))
    const outcome = (holds: readonly string[]) =>
      verifyRemovals(becomes, reviewOf({}, {grants: [{...leeOnApp, holds}]}).population)[0]?.outcome
    assert.deepEqual([outcome(['operate', 'view']), outcome(['deploy', 'operate', 'view'])], ['done', 'open'])
  })
})

describe('how a run on a review ends', () => {
  const all = grants.map(({id}) => id)
  const kept = decide(reviewOf(), decision('keep', all))
  const completed = {by, on}

  it('is 0 where everything is decided and nothing remains', () => {
    assert.equal(accessExit({...kept, completed}).code, 0)
    const removed = {...decide(kept, decision('remove', [token.id])), completed}
    assert.equal(accessExit(removed, verifyRemovals(removed, reviewOf({}, {grants: []}).population)).code, 0)
  })

  it('is 1 where access remains that was to end, or of somebody who left', () => {
    const removed = {...decide(kept, decision('remove', [token.id])), completed}
    assert.deepEqual(accessExit(removed, verifyRemovals(removed, reviewOf().population)), {
      code: 1,
      reason: '1 decision to end or change access is open',
    })
    assert.equal(accessExit(reviewOf({findings: {[token.id]: ['leaver']}})).code, 1)
    const leaving = decide(reviewOf({findings: {[token.id]: ['leaver']}}), decision('remove', [token.id]))
    assert.equal(accessExit(leaving).code, 3)
  })

  it('is 3 where something is open, could not be listed, or is not verified', () => {
    const notSeen = [{kind: 'member', place: 'crew', reason: 'forbidden'}]
    for (const [review, reason] of [
      [reviewOf(), /4 grants are not decided/],
      [reviewOf({}, {notSeen}), /1 list of who has access couldn't be read/],
      [kept, /the review is not completed/],
      [{...decide(kept, decision('remove', [token.id])), completed}, /whether 1 decision to end or change access/],
    ] as const) {
      const exit = accessExit(review)
      assert.equal(exit.code, 3)
      assert.match(exit.reason, reason)
    }
  })
})
