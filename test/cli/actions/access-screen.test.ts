import assert from 'node:assert/strict'

import {decide, restoreDecisions} from '../../../src/access/access-review.js'
import {accessRows, undoable} from '../../../src/cli/actions/access-screen.js'
import {reviewSummary} from '../../../src/cli/actions/access-summary.js'
import {kimOnTeam, leeOnApp, reviewOf} from '../../access/support.js'

describe('the rows of a review of access', () => {
  it('have what is decided and remarkable, what reaches furthest first', () => {
    const review = reviewOf({
      decisions: {
        [leeOnApp.id]: {
          action: 'change',
          becomes: ['view'],
          by: 'ann@example.com',
          on: '2026-11-20T12:30:00.000Z',
          reason: 'reads only',
        },
      },
      findings: {[kimOnTeam.id]: ['leaver', 'no-mfa']},
    })
    const rows = accessRows(review)
    assert.deepEqual(
      rows.map(({place, remarks, who}) => [place, who, remarks]),
      [
        ['team crew', 'kim@example.com', ['left', 'no MFA']],
        ['space vault', 'lee@example.com', []],
        ['app web', 'lee@example.com', []],
        ['account kim@example.com', 'kim@example.com', []],
      ],
    )
    assert.deepEqual(
      rows.map(({choices, isSet}) => [choices.length > 0, isSet]),
      [
        [true, false],
        [false, false],
        [true, true],
        [false, false],
      ],
    )
    const {by, on, reason, role} = rows[2]?.decision ?? assert.fail()
    assert.deepEqual([by, on, reason, role], ['ann@example.com', '2026-11-20', 'reads only', 'view'])
  })

  it('say what Heroku says, and of an invitation that it is one', () => {
    const grant = {
      ...kimOnTeam,
      federated: true,
      lastLogin: '2026-11-02T08:00:00Z',
      mfa: true,
      since: '2024-01-01T00:00:00Z',
    }
    const invited = {...kimOnTeam, id: 'invitation:1', kind: 'invitation', mfa: false} as const
    const [first, second] = accessRows(reviewOf({}, {grants: [grant, invited]}))
    assert.deepEqual(first?.details, [
      'Member of a team; since 2024-01-01; last sign-in 2026-11-02; uses MFA; signs in through the identity provider.',
    ])
    assert.deepEqual(second?.details, ['Invitation to a team; uses no MFA.'])
    assert.deepEqual(second.remarks, ['invited'])
  })
})

describe('a decision on the screen', () => {
  const on = '2026-11-20T12:30:00.000Z'
  const keep = {action: 'keep', ids: [kimOnTeam.id], reason: 'lead'} as const

  it('is undone to what was decided before', async () => {
    let kept = reviewOf()
    const undone: string[] = []
    const {
      current,
      decide: choose,
      undo,
    } = undoable(kept, {
      by: 'ann@example.com',
      now: () => on,
      async save(decision) {
        kept = decide(kept, decision)
        return kept
      },
      async undo({by, grants}, before) {
        undone.push(`${by} ${grants.join(' ')}`)
        kept = restoreDecisions(kept, grants, before)
        return kept
      },
    })
    await choose(keep)
    await choose({action: 'remove', ids: [kimOnTeam.id, leeOnApp.id], reason: 'left'})
    await undo()
    assert.deepEqual(
      Object.entries(current().decisions).map(([id, {action}]) => [id, action]),
      [[kimOnTeam.id, 'keep']],
    )
    await undo()
    assert.deepEqual(current().decisions, {})
    assert.deepEqual(undone, [`ann@example.com ${kimOnTeam.id} ${leeOnApp.id}`, `ann@example.com ${kimOnTeam.id}`])
    assert.equal(await undo(), kept)
  })

  it("isn't undone once the review is completed", () => {
    const review = reviewOf({completed: {by: 'ann@example.com', on}})
    assert.throws(() => restoreDecisions(review, [kimOnTeam.id], {}), /The review is completed/)
  })
})

describe('what a review of access answers for', () => {
  const teamsOf = (kind: 'all' | 'space' | 'team') =>
    reviewSummary({review: reviewOf({scopes: [{kind}]}), sha256: ''}, 'access-review.json', undefined).teams

  it('is a team only where all of its apps were read', () => {
    assert.deepEqual([teamsOf('team'), teamsOf('all'), teamsOf('space')], [['crew'], ['crew'], []])
  })
})
