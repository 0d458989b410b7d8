import assert from 'node:assert/strict'

import type {AccessReview} from '../../../src/access/access-review.js'
import type {AccessPopulation, Grant, GrantKind} from '../../../src/access/grant.js'

import {accessRemovals} from '../../../src/access/access-removals.js'
import {accessOutcome, accessRequests} from '../../../src/changes/remediation/access-requests.js'
import {snapshotOf} from '../../helpers/changes.js'

const places = {
  app: {id: 'a1', kind: 'app', name: 'pay'},
  space: {id: 's1', kind: 'space', name: 'vault'},
  team: {id: 't1', kind: 'team', name: 'acme'},
} as const
const grant = (kind: GrantKind, place: keyof typeof places, email: string, holds: readonly string[]): Grant => ({
  holds,
  id: `${kind}:${places[place].id}/${email}`,
  kind,
  person: {email},
  place: places[place],
})
const admin = (email: string) => grant('member', 'team', email, ['admin'])
/** A decision that the grant ends, or becomes something else. */
const decide = (of: Grant, ...becomes: readonly string[]): AccessReview['decisions'] => ({
  [of.id]: {
    action: becomes.length === 0 ? 'remove' : 'change',
    by: 'ann@example.com',
    on: '2026-11-01T09:00:00.000Z',
    reason: 'r',
    ...(becomes.length === 0 ? {} : {becomes}),
  },
})
const populationOf = (grants: readonly Grant[], notSeen: AccessPopulation['notSeen'] = []): AccessPopulation => ({
  digest: '',
  grants,
  notSeen,
  places: Object.values(places),
})

/** A review of these grants. */
const reviewOf = (grants: readonly Grant[], ...decisions: ReadonlyArray<AccessReview['decisions']>) => ({
  decisions: Object.assign({}, ...decisions) as AccessReview['decisions'],
  population: populationOf(grants),
})
const requestsFor = (review: ReturnType<typeof reviewOf>, now: readonly Grant[] = review.population.grants) =>
  accessRequests(accessRemovals(review), populationOf(now))

/** The command about each grant, or who acts where there is none. */
const linesFor = (grants: readonly Grant[], ...becomes: readonly string[]) =>
  requestsFor(reviewOf(grants, ...grants.map(each => decide(each, ...becomes)))).map(
    ({byHand, commands}) => commands[0] ?? byHand,
  )

const [bob, cem] = ['bob@example.com', 'cem@example.com']

describe('accessRequests', () => {
  it('remove and change by the commands of the CLI', () => {
    const [member, deployer] = [
      grant('member', 'team', bob, ['admin']),
      grant('collaborator', 'app', cem, ['deploy', 'view']),
    ]
    assert.deepEqual(linesFor([member, deployer]), [
      'heroku members:remove bob@example.com --team acme',
      'heroku access:remove cem@example.com --app pay',
    ])
    assert.deepEqual(linesFor([member], 'viewer'), ['heroku members:set bob@example.com --team acme --role viewer'])
    assert.deepEqual(linesFor([deployer], 'view'), [
      'heroku access:update cem@example.com --app pay --permissions view',
    ])
  })

  it('leave to a person what the CLI has no command for', () => {
    const [request] = requestsFor(
      reviewOf([grant('space-member', 'space', bob, [])], decide(grant('space-member', 'space', bob, []))),
    )
    assert.equal(request?.byHand, 'dashboard')
    assert.deepEqual(request.commands, [])
    assert.match(request.text, /Access tab of the space/)
  })

  it('quote names', () => {
    assert.deepEqual(
      linesFor([
        grant('collaborator', 'app', "o'hara;rm@example.com", ['view']),
        grant('collaborator', 'app', 'EVE@EXAMPLE.COM', ['view']),
      ]),
      [
        String.raw`heroku access:remove 'o'\''hara;rm@example.com' --app pay`,
        "heroku access:remove 'EVE@EXAMPLE.COM' --app pay",
      ],
    )
  })

  it('say who decided, and about what', () => {
    const [deployer, cemAdmin] = [grant('collaborator', 'app', bob, ['deploy']), admin(cem)]
    const [removal, change] = requestsFor(
      reviewOf([deployer, cemAdmin, admin(bob)], decide(deployer), decide(cemAdmin, 'member')),
    )
    assert.deepEqual(removal?.findings[0], {
      check: 'access-review',
      controls: [],
      severity: 'high',
      subject: {app: 'pay', id: `collaborator:a1/${bob}`, kind: 'collaborator', name: `${bob} in pay`},
      title: 'by the access review, ann@example.com decided on 2026-11-01: this access ends',
    })
    assert.equal(change?.findings[0]?.subject.team, 'acme')
    assert.match(change.findings[0].title, /this access becomes member$/)
  })

  it('name a token by its client, and a person without an address by the id', () => {
    const named = (of: Grant) => requestsFor(reviewOf([of], decide(of))).map(({findings}) => findings[0]?.subject.name)
    const token = grant('team-token', 'team', '', ['global'])
    assert.deepEqual(named({...token, client: 'Dashboard', person: {}}), ['Dashboard in acme'])
    assert.deepEqual(named({...token, person: {id: 'u7'}}), ['u7 in acme'])
    assert.deepEqual(named({...token, person: {}}), ['team-token:t1/ in acme'])
  })

  it('warn where no admin would be left', () => {
    const warned = (grants: readonly Grant[], ...decisions: ReadonlyArray<AccessReview['decisions']>) =>
      requestsFor(reviewOf(grants, ...decisions)).map(({effects = []}) =>
        effects.some(text => text.includes('last admin')),
      )
    const [bobAdmin, cemAdmin] = [admin(bob), admin(cem)]
    assert.deepEqual(warned([bobAdmin], decide(bobAdmin)), [true])
    assert.deepEqual(warned([bobAdmin, cemAdmin], decide(bobAdmin)), [false])
    assert.deepEqual(warned([bobAdmin, cemAdmin], decide(bobAdmin), decide(cemAdmin, 'member')), [true, true])
    const member = grant('member', 'team', cem, ['member'])
    assert.deepEqual(warned([bobAdmin, member], decide(bobAdmin), decide(member, 'admin')), [false, false])
    const elsewhere: Grant = {...cemAdmin, id: 'member:t2/cem', place: {id: 't2', kind: 'team', name: 'other'}}
    assert.deepEqual(warned([bobAdmin, elsewhere], decide(bobAdmin)), [true])
  })

  it('say that the access to apps is not known after somebody left the team', () => {
    const effects = (of: Grant, ...becomes: readonly string[]) =>
      requestsFor(reviewOf([of, admin(cem)], decide(of, ...becomes))).flatMap(request => request.effects ?? [])
    assert.match(effects(grant('member', 'team', bob, ['member'])).join(' '), /isn't known before/)
    assert.deepEqual(effects(admin(bob), 'member'), [])
  })
})

describe('accessOutcome', () => {
  const member = grant('member', 'team', bob, ['member'])
  const review = reviewOf([member], decide(member))
  const finding = requestsFor(review)[0]?.findings[0] ?? assert.fail()
  const outcome = (after: AccessPopulation, of = review) => accessOutcome(of, () => after)(snapshotOf([]))(finding)

  it('is closed where the grant is gone from a list that was read', () => {
    assert.equal(outcome(populationOf([])), 'closed')
    assert.equal(outcome(populationOf([member])), 'fails')
    assert.equal(outcome(populationOf([], [{kind: 'member', place: 'acme', reason: 'forbidden'}])), 'unknown')
  })

  it('fails for what no decision is about', () => {
    assert.equal(outcome(populationOf([]), reviewOf([member])), 'fails')
  })
})
