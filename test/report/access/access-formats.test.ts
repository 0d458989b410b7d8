import assert from 'node:assert/strict'

import type {Grant} from '../../../src/access/grant.js'

import {verifyRemovals} from '../../../src/access/access-removals.js'
import {decide} from '../../../src/access/access-review.js'
import {accessFormats} from '../../../src/report/access/access-formats.js'
import {grants, kimOnTeam, leeOnApp, reviewOf, token} from '../../access/support.js'

const hostile = '=cmd|\u001b[31m<b>"x";\u202e@evil'
const options = {color: false, columns: 80}

async function rendered(
  format: 'csv' | 'json' | 'terminal',
  document: Parameters<Awaited<ReturnType<(typeof accessFormats)['csv']['load']>>>[0],
  more = {},
): Promise<string> {
  const output = (await accessFormats[format].load())(document, {...options, ...more})
  return typeof output === 'string' ? output : Buffer.concat([...output]).toString()
}

const decision = {by: 'mara@example.com', on: '2026-11-21T08:00:00.000Z', reason: 'so'}
const review = decide(
  decide(
    reviewOf(
      {findings: {[kimOnTeam.id]: ['no-mfa'], [token.id]: ['leaver']}, reader: 'kim@example.com'},
      {
        notSeen: [
          {
            detail: 'the API answered 403',
            kind: 'space-member',
            needs: 'the role admin',
            place: 'vault',
            reason: 'forbidden',
          },
        ],
      },
    ),
    {...decision, action: 'remove', grants: [leeOnApp.id, token.id]},
  ),
  {...decision, action: 'keep', grants: [kimOnTeam.id]},
)

describe('a review of access on a terminal', () => {
  it('says what is open, what is remarkable, and what could not be listed', async () => {
    const text = await rendered('terminal', {review})
    assert.match(text, /^Access to the team crew, read 2026-11-20 12:00 UTC by kim@example\.com$/m)
    assert.match(text, /1 grant of 4 open\. Decided: 1 keep, 2 remove\./)
    assert.match(text, /^people on apps +1 +0 +1 deploy$/m)
    assert.match(text, /1 left, by the roster: kim@example\.com/)
    assert.match(text, /who may create apps in vault: the API answered 403 \(needs the role admin\)/)
    assert.doesNotMatch(text, /lee@example\.com, app web/)
  })

  it('lists every grant in full', async () => {
    const text = await rendered('terminal', {review}, {isFull: true})
    assert.match(text, /lee@example\.com, app web \(deploy view\): remove by mara@example\.com: so/)
    assert.match(text, /lee@example\.com, space vault \(create_apps\): open/)
  })

  it('says what became of decisions, open ones first', async () => {
    const verified = {on: decision.on, removals: verifyRemovals(review, reviewOf({}, {grants: [leeOnApp]}).population)}
    const text = await rendered('terminal', {review, verified})
    assert.match(text, /Decisions carried out: 1 of 2/)
    assert.match(text, /lee@example\.com on web still has access\n +heroku access:remove lee@example\.com --app web/)
  })

  it('says who completed it', async () => {
    const completed = {by: 'mara@example.com', on: decision.on}
    assert.match(
      await rendered('terminal', {review: {...review, completed}}),
      /Completed by mara@example\.com on 2026-11-21/,
    )
  })

  it('fits 40 lines of 80 columns, whatever there is', async () => {
    const many = Array.from({length: 300}, (_, index): Grant => ({
      ...leeOnApp,
      id: `collaborator:a${index}/u${index}`,
      mfa: false,
      person: {email: `${hostile}${index}@${'x'.repeat(90)}.example.com`},
      place: {...leeOnApp.place, name: `app-${index}`},
    }))
    const notSeen = many.map(({place}) => ({kind: 'collaborator', place: place.name, reason: 'forbidden'}))
    const findings = Object.fromEntries(many.map(({id}) => [id, ['external', 'duplicate', 'not-on-roster'] as const]))
    const removed = decide(reviewOf({findings}, {grants: many, notSeen}), {
      ...decision,
      action: 'remove',
      grants: many.map(({id}) => id),
    })
    const verified = {on: decision.on, removals: verifyRemovals(removed, removed.population)}
    const lines = (await rendered('terminal', {review: removed, verified})).trimEnd().split('\n')
    assert.ok(lines.length <= 40, `${lines.length} lines`)
    assert.ok(!lines.join('').includes('\u001b') && !lines.join('').includes('\u202e'))
  })
})

describe('a review of access as CSV', () => {
  it('has a row for each grant, and for each list that could not be read', async () => {
    const rows = (await rendered('csv', {review})).trimEnd().split('\r\n')
    assert.equal(rows.length, grants.length + 2)
    assert.match(rows[1] ?? '', /^collaborator:a1\/u2,"person on an app",lee@example\.com,app,web,"deploy view",/)
    assert.match(rows.at(-1) ?? '', /^,"not seen",/)
  })

  it('has no cell that a spreadsheet would run', async () => {
    const grant = {...leeOnApp, place: {...leeOnApp.place, name: hostile}, person: {email: hostile}}
    const text = await rendered('csv', {review: reviewOf({}, {grants: [grant]})})
    assert.doesNotMatch(text, /(?:^|,)"?=cmd/m)
    assert.ok(!text.includes('\u001b'))
  })

  it('says of a flag only what the API says', async () => {
    const flags = [
      {...kimOnTeam, federated: false, mfa: true},
      {...kimOnTeam, id: 'member:t1/u9'},
    ]
    const rows = (await rendered('csv', {review: reviewOf({}, {grants: flags})})).split('\r\n')
    assert.match(rows[1] ?? '', /admin,yes,no,/)
    assert.match(rows[2] ?? '', /admin,,,/)
  })
})

describe('a review of access as JSON', () => {
  it('is the document, with what became of its decisions', async () => {
    assert.deepEqual(JSON.parse(await rendered('json', {review})), JSON.parse(JSON.stringify(review)))
    const verified = {on: decision.on, removals: verifyRemovals(review, review.population)}
    const {verified: shown} = JSON.parse(await rendered('json', {review, verified})) as {
      verified: {removals: unknown[]}
    }
    assert.equal(shown.removals.length, 2)
  })
})
