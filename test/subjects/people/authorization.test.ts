import assert from 'node:assert/strict'

import type {Authorization} from '../../../src/model/account-facts.js'
import type {Policy} from '../../../src/model/policy.js'
import type {Scope} from '../../../src/model/snapshot.js'

import {authorizationSubjects} from '../../../src/subjects/people/authorization.js'
import {scopeInventory} from '../../../src/subjects/scope/scope-inventory.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const all: Scope = {kind: 'all'}
const day = 86_400
const made = '2026-11-10T12:00:00Z'

const field = (name: string, item: Partial<Authorization>, allow: Policy['allow'] = {}) =>
  valueOrGap(
    fixture([factOf('authorizations', [], [{id: 't1', ...item}])], all, allow).field('authorization', 't1', name),
  )
const lifetime = (item: Partial<Authorization>) => field('lifetimeSeconds', {created_at: made, refresh: null, ...item})

describe('authorization: lifetimeSeconds', () => {
  it('spans from creation to now plus the time that is left', () => {
    assert.equal(lifetime({expires_in: 60}), 10 * day + 60)
    assert.equal(lifetime({created_at: '2017-01-01T00:00:00Z', expires_in: 30 * day}), 3610.5 * day + 30 * day)
  })

  it('is rounded up, so that no token looks younger than it is', () => {
    assert.equal(lifetime({created_at: '2026-11-20T11:59:58.500Z', expires_in: 60}), 62)
  })

  it('is unlimited when one of the tokens never expires', () => {
    for (const item of [
      {expires_in: null},
      {expires_in: 60, refresh: {expires_in: null}},
      {refresh: {expires_in: null}},
      {created_at: null, expires_in: null},
    ])
      assert.equal(lifetime(item), null)
  })

  it('ends with the token that lives longest', () => {
    assert.equal(lifetime({expires_in: 8 * 3600, refresh: {expires_in: 20 * day}}), 30 * day)
    assert.equal(lifetime({expires_in: 20 * day, refresh: {expires_in: 60}}), 30 * day)
  })

  it('has a known minimum when one of the tokens states no expiry', () => {
    const item: Partial<Authorization> = {created_at: made, expires_in: 60}
    assert.deepEqual(field('lifetimeSeconds', item), ['no-statement?', 10 * day + 60, null])
    assert.deepEqual(field('lifetimeSeconds', {...item, refresh: {}}), ['no-statement?', 10 * day + 60, null])
    assert.deepEqual(lifetime({refresh: {expires_in: 60}}), ['no-statement?', 10 * day + 60, null])
    assert.equal(lifetime({}), 'no-statement?')
  })

  it('is a gap without a readable creation date', () => {
    for (const created_at of [undefined, null, '', 'yesterday', '2026-11-10'])
      assert.equal(
        field('lifetimeSeconds', {...(created_at === undefined ? {} : {created_at}), expires_in: 60, refresh: null}),
        'no-statement?',
      )
    assert.equal(lifetime({created_at: '2026-11-20T12:05:01Z', expires_in: 60}), 'disagree?')
    assert.equal(lifetime({created_at: '2026-11-20T12:05:00Z', expires_in: 3600}), 3300)
  })
})

describe('authorization', () => {
  it('has a gap for an empty scope', () => {
    assert.deepEqual(field('scopes', {scope: ['read', 'global']}), ['read', 'global'])
    for (const none of [{scope: []}, {scope: null}, {}]) assert.equal(field('scopes', none), 'no-statement?')
  })

  it('is a login session if it has a session', () => {
    assert.deepEqual(
      [
        field('isLoginSession', {session: {id: 's1'}}),
        field('isLoginSession', {session: null}),
        field('isLoginSession', {}),
      ],
      [true, false, 'no-statement?'],
    )
  })

  it("has a client, has none, or doesn't say", () => {
    const clientFields = (item: Partial<Authorization>, ...oauthClients: string[]) =>
      ['hasClient', 'client', 'clientIsAllowed'].map(name => field(name, item, {oauthClients}))
    assert.deepEqual(clientFields({client: {name: 'Bot'}}, 'Other', 'Bot'), [true, 'Bot', true])
    assert.deepEqual(clientFields({client: {name: 'Bot'}}, 'Other', 'bot', 'Bo'), [true, 'Bot', false])
    assert.deepEqual(clientFields({client: null}), [false, null, true])
    assert.deepEqual(
      clientFields({}),
      Array.from({length: 3}, () => 'no-statement?'),
    )
    for (const name of [undefined, null, ''])
      assert.deepEqual(clientFields({client: name === undefined ? {} : {name}}, '').slice(2), ['no-statement?'])
    assert.equal(field('clientIsAllowed', {client: {name: 'Bot'}}), false)
  })

  it('is read for the whole account only, in the shard that assesses the account', () => {
    const ids = (isInShard: (id: string) => boolean) => {
      const {context} = fixture([factOf('authorizations', [], [{id: 't1'}])], all)
      return authorizationSubjects(context, scopeInventory(context.facts, all, isInShard)).map(({id, kind}) => [
        id,
        kind,
      ])
    }

    assert.deepEqual([ids(id => id === 'account'), ids(id => id !== 'account')], [[['t1', 'authorization']], []])
  })

  it('derives from the policy alone whether clients are declared', () => {
    assert.deepEqual(
      [field('oauthClientsAreDeclared', {}), field('oauthClientsAreDeclared', {}, {oauthClients: []})],
      [false, true],
    )
    const {subjectsOf} = fixture([refusedFact('authorizations', [])], all, {oauthClients: []})
    assert.deepEqual(
      subjectsOf('authorization').map(({fields}) => fields['oauthClientsAreDeclared']?.()),
      [{value: true}],
    )
  })
})

describe('authorization: of teams', () => {
  const acme = factOf('team', 'acme', {id: 'team-acme', name: 'acme', role: 'admin'})
  const teams = factOf('teams', [], [{id: 'team-acme', name: 'acme', role: 'admin'}])
  const names = (facts: Parameters<typeof fixture>[0], scope: Scope) =>
    fixture(facts, scope)
      .subjectsOf('authorization')
      .map(({name, team}) => [name, team])

  it("are subjects of the team, next to the caller's for the whole account", () => {
    const own = factOf('authorizations', [], [{id: 't1'}])
    const theirs = factOf('teamAuthorizations', 'acme', [{id: 't2'}])
    assert.deepEqual(names([acme, own, theirs], {kind: 'team', name: 'acme'}), [['t2', 'acme']])
    assert.deepEqual(
      names(
        [teams, factOf('apps', [], []), factOf('spaces', [], []), factOf('teamApps', 'acme', []), own, theirs],
        all,
      ),
      [
        ['t1', undefined],
        ['t2', 'acme'],
      ],
    )
    assert.deepEqual(
      names([acme, own, factOf('teamAuthorizations', 'acme', [{id: 't1'}])], {kind: 'team', name: 'acme'}),
      [['t1', 'acme']],
    )
  })

  it('are one subject when the caller has the same authorization', () => {
    const facts = [
      teams,
      factOf('apps', [], []),
      factOf('spaces', [], []),
      factOf('teamApps', 'acme', []),
      factOf('authorizations', [], [{id: 't1'}]),
      factOf('teamAuthorizations', 'acme', [{id: 't1'}]),
    ]
    assert.deepEqual(names(facts, all), [['t1', 'acme']])
  })

  it('are none when a readable team responds with 404, and a placeholder otherwise', () => {
    const scope: Scope = {kind: 'team', name: 'acme'}
    assert.deepEqual(names([acme, refusedFact('teamAuthorizations', 'acme', 404)], scope), [])
    assert.deepEqual(names([refusedFact('team', 'acme'), refusedFact('teamAuthorizations', 'acme', 404)], scope), [
      ['acme/*', 'acme'],
    ])
    assert.deepEqual(names([acme, refusedFact('teamAuthorizations', 'acme')], scope), [['acme/*', 'acme']])
  })
})

describe('authorization: label', () => {
  it('is the name of its client', () => {
    const label = (item: Partial<Authorization>) =>
      fixture([factOf('authorizations', [], [{id: 't1', ...item}])], all).subjectsOf('authorization')[0]?.label
    assert.equal(label({client: {name: 'Dash'}}), 'Dash')
    assert.equal(label({client: {name: ' '}}), undefined)
    assert.equal(label({client: null}), undefined)
    assert.equal(label({}), undefined)
  })
})
