import assert from 'node:assert/strict'

import type {Invitation} from '../../../src/model/account-facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {invitationsOf} from '../../../src/subjects/team/invitation.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const scope = {kind: 'team', name: 'acme'} as const
const acme = factOf('team', 'acme', {
  enterprise_account: null,
  id: 't1',
  identity_provider: null,
  name: 'acme',
  role: 'admin',
})
const ann: Invitation = {created_at: '2026-11-10T12:00:00Z', id: 'i1', role: 'member', user: {email: 'ann@x.test'}}
const field = (name: string, more: Partial<Invitation> = {}) =>
  valueOrGap(
    fixture([acme, factOf('invitations', 'acme', [{...ann, ...more}])], scope).field(
      'invitation',
      'acme/ann@x.test',
      name,
    ),
  )

describe('invitation', () => {
  it('reports age and role', () => {
    assert.deepEqual([field('ageDays'), field('role')], [10, 'member'])
    assert.deepEqual(
      [field('ageDays', {created_at: null}), field('ageDays', {created_at: 'long ago'}), field('role', {role: null})],
      ['no-statement?', 'unknown-value?', 'no-statement?'],
    )
  })

  it('reports the type of its team, if known', () => {
    const teamType = (type?: string) => {
      const team = factOf('team', 'acme', {
        enterprise_account: null,
        id: 't1',
        identity_provider: null,
        name: 'acme',
        role: 'admin',
        ...(type === undefined ? {} : {type}),
      })
      return valueOrGap(
        fixture([team, factOf('invitations', 'acme', [ann])], scope).field('invitation', 'acme/ann@x.test', 'teamType'),
      )
    }

    assert.deepEqual(['team', 'club', '', undefined].map(teamType), [
      'team',
      'unknown-value?',
      'no-statement?',
      'no-statement?',
    ])
  })

  it("doesn't exist for enterprise teams, and is requested only once the team's type is known", () => {
    const teamTypeAndRequests = (...facts: Fact[]) => {
      const {
        context,
        subjectsOf,
        reader,
        inventory: {
          teams: [team],
        },
      } = fixture(facts, scope)
      assert.ok(team)
      const items = invitationsOf(context, team)
      return [
        'gap' in items ? items.gap.reason : items.body,
        reader.requestedPaths().has('/teams/acme/invitations'),
        subjectsOf('invitation').map(({name}) => name),
      ]
    }

    const holding = factOf('team', 'acme', {
      enterprise_account: {id: 'e1'},
      id: 't1',
      identity_provider: null,
      name: 'acme',
      role: 'admin',
      type: 'enterprise',
    })
    assert.deepEqual(teamTypeAndRequests(holding, factOf('invitations', 'acme', [ann])), [[], false, []])
    assert.deepEqual(teamTypeAndRequests(factOf('invitations', 'acme', [ann])), ['not-collected', false, ['acme/*']])
    assert.deepEqual(teamTypeAndRequests(refusedFact('team', 'acme'), factOf('invitations', 'acme', [ann])), [
      [ann],
      true,
      ['acme/ann@x.test'],
    ])
  })

  it('is named by its team and email address, or else its ID', () => {
    const names = (more: Partial<Invitation>) =>
      fixture([acme, factOf('invitations', 'acme', [{...ann, ...more}])], scope)
        .subjectsOf('invitation')
        .map(({id, name, team}) => [id, name, team])
    assert.deepEqual(names({}), [['i1', 'acme/ann@x.test', 'acme']])
    assert.deepEqual(names({user: null}), [['i1', 'acme/i1', 'acme']])
  })

  it("becomes a placeholder of its team when the list can't be read", () => {
    assert.deepEqual(
      fixture([acme, refusedFact('invitations', 'acme')], scope)
        .subjectsOf('invitation')
        .map(({name, team}) => [name, team]),
      [['acme/*', 'acme']],
    )
  })
})
