import assert from 'node:assert/strict'

import type {App, FactTypes, Member} from '../../../src/model/facts.js'
import type {Policy} from '../../../src/model/policy.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const app = (more: Partial<App> = {}) =>
  factOf('app', 'pay', {
    id: 'a1',
    name: 'pay',
    owner: {email: 'acme@herokumanager.com', id: 'o1'},
    space: null,
    team: {id: 't1', name: 'acme'},
    ...more,
  })
const people = (...emails: string[]): FactTypes['collaborators'] =>
  emails.map(email => ({id: `c-${email}`, role: 'collaborator', user: {email, id: `u-${email}`}}))
const list = (...items: Member[]) => factOf('members', 'acme', items)
const names = (...facts: Fact[]) =>
  fixture(facts)
    .subjectsOf('collaborator')
    .map(({name}) => name)

const isMember = (
  members: Fact,
  item: FactTypes['collaborators'][number] = {id: 'c1', user: {email: 'Ann@x.test', id: 'u1'}},
  of = app(),
) => {
  const {field, subjectsOf: all} = fixture([of, factOf('collaborators', 'pay', [item]), members])
  return valueOrGap(field('collaborator', all('collaborator')[0]?.name ?? '', 'teamMember'))
}

describe('collaborator', () => {
  it('is a subject of the app, named after both', () => {
    const [subject] = fixture([app(), factOf('collaborators', 'pay', people('ann@x.test'))]).subjectsOf('collaborator')
    assert.deepEqual(
      {app: subject?.app, id: subject?.id, kind: subject?.kind, name: subject?.name},
      {app: 'pay', id: 'a1/u-ann@x.test', kind: 'collaborator', name: 'pay/ann@x.test'},
    )
  })

  it("is anyone but the user that represents the app's own team", () => {
    assert.deepEqual(names(app(), factOf('collaborators', 'pay', people('ann@x.test', 'ACME@herokumanager.com'))), [
      'pay/ann@x.test',
    ])
    assert.deepEqual(
      names(
        app(),
        factOf(
          'collaborators',
          'pay',
          people('other@herokumanager.com', 'acme@herokumanager.com.test', 'acme@xherokumanager.com'),
        ),
      ).length,
      3,
    )
    assert.deepEqual(
      names(
        app({owner: {email: 'Old-name@herokumanager.com'}}),
        factOf('collaborators', 'pay', people('old-name@herokumanager.com')),
      ),
      [],
    )
    assert.deepEqual(
      names(
        app({owner: {email: 'other@herokumanager.com'}}),
        factOf('collaborators', 'pay', people('acme@herokumanager.com')),
      ),
      ['pay/acme@herokumanager.com'],
    )
    assert.deepEqual(
      names(app({owner: null, team: null}), factOf('collaborators', 'pay', people('x@herokumanager.com'))),
      ['pay/x@herokumanager.com'],
    )
    assert.deepEqual(names(app({owner: {email: 'ann@x.test'}}), factOf('collaborators', 'pay', people('ann@x.test'))), [
      'pay/ann@x.test',
    ])
    assert.deepEqual(
      names(app({owner: {email: 'ann@x.test'}, team: null}), factOf('collaborators', 'pay', people('ann@x.test'))),
      ['pay/ann@x.test'],
    )
  })

  it("may be the team's own user when a service account meets an unknown owner", () => {
    const fieldsOf = (record: Fact, email: string) => {
      const {field} = fixture(
        [record, factOf('collaborators', 'pay', people(email)), list({email: 'bob@x.test', role: 'member'})],
        undefined,
        {emailDomains: ['x.test']},
      )
      return ['teamMember', 'emailDomainIsAllowed'].map(name => valueOrGap(field('collaborator', `pay/${email}`, name)))
    }

    for (const owner of [null, {}, {email: null}])
      assert.deepEqual(fieldsOf(app({owner}), 'Acme@herokumanager.com'), ['no-statement?', 'no-statement?'])
    assert.deepEqual(fieldsOf(refusedFact('app', 'pay', 500), 'acme@herokumanager.com'), [
      'server-error?',
      'server-error?',
    ])
    assert.deepEqual(fieldsOf(app({owner: null}), 'ann@x.test'), [false, true])
    assert.deepEqual(fieldsOf(app({owner: {email: 'acme@herokumanager.com'}}), 'robot@herokumanager.com'), [
      false,
      false,
    ])
    assert.deepEqual(fieldsOf(app({owner: null, team: null}), 'robot@herokumanager.com'), ['no-statement?', false])
  })

  it('is a member by email address, ignoring case, or by ID', () => {
    assert.equal(isMember(list({email: 'ann@X.test', role: 'member'})), true)
    assert.equal(isMember(list({email: 'other@x.test', role: 'member', user: {id: 'u1'}})), true)
    assert.equal(isMember(list({email: 'bob@x.test', role: 'member'})), false)
    assert.equal(isMember(list()), false)
  })

  it('is not a member by an entry with the role collaborator', () => {
    assert.equal(isMember(list({email: 'ann@x.test', role: 'collaborator'})), false)
  })

  it('is a member by each member role, and possibly by any other role', () => {
    for (const role of ['admin', 'member', 'owner', 'viewer'])
      assert.equal(isMember(list({email: 'ann@x.test', role})), true, role)
    for (const role of [null, '', 'robot'])
      assert.equal(isMember(list({email: 'ann@x.test', role})), 'unknown-value?', String(role))
    assert.equal(isMember(list({email: 'ann@x.test', role: 'robot'}, {email: 'ann@x.test', role: 'viewer'})), true)
  })

  it("isn't matched to a member by a missing ID", () => {
    assert.equal(
      isMember(list({email: 'bob@x.test', role: 'member'}, {email: 'eve@x.test', role: 'member', user: null}), {
        user: {email: 'ann@x.test'},
      }),
      false,
    )
  })

  it('derives from the policy alone whether email domains are declared', () => {
    const domainsAreDeclared = (allow: Policy['allow']) =>
      valueOrGap(
        fixture([app(), factOf('collaborators', 'pay', people('ann@x.test'))], undefined, allow).field(
          'collaborator',
          'pay/ann@x.test',
          'emailDomainsAreDeclared',
        ),
      )
    assert.deepEqual([domainsAreDeclared({}), domainsAreDeclared({emailDomains: []})], [false, true])
  })

  it('may be a member when an entry is incomplete', () => {
    assert.equal(isMember(list({role: 'member'})), 'no-statement?')
    assert.equal(isMember(list({email: 'ann@x.test', role: 'member'}), {id: 'c1', user: {id: 'u1'}}), 'no-statement?')
    assert.equal(isMember(refusedFact('members', 'acme')), 'forbidden?')
  })

  it('requests no members when the app has no team', () => {
    assert.equal(isMember(list(), undefined, app({team: null})), 'no-statement?')
    const {field} = fixture([app({team: null}), factOf('collaborators', 'pay', people('ann@x.test'))])
    assert.deepEqual(field('collaborator', 'pay/ann@x.test', 'appHasTeam'), {value: false})
    const unstated = fixture([
      factOf('app', 'pay', {id: 'a1', name: 'pay'}),
      factOf('collaborators', 'pay', people('ann@x.test')),
    ])
    assert.equal(valueOrGap(unstated.field('collaborator', 'pay/ann@x.test', 'appHasTeam')), 'no-statement?')
  })

  it("becomes a placeholder when the API doesn't say who a collaborator is", () => {
    for (const user of [null, {}, {email: null}]) {
      const {subjectsOf} = fixture([app(), factOf('collaborators', 'pay', [{id: 'c9', user}, ...people('ann@x.test')])])
      assert.deepEqual(
        subjectsOf('collaborator').map(({name, placeholder}) => [name, placeholder?.reason]),
        [
          ['pay/ann@x.test', undefined],
          ['pay/*', 'no-statement'],
        ],
      )
    }

    assert.deepEqual(names(app(), factOf('collaborators', 'pay', [{user: {email: null, id: 'u9'}}])), ['pay/u9'])
  })

  it('has an ID made of the IDs of app and user, or else of the email address', () => {
    const {subjectsOf} = fixture([
      app(),
      factOf('collaborators', 'pay', [...people('ann@x.test'), {id: 'c9', user: {email: 'bob@x.test'}}]),
    ])
    assert.deepEqual(
      subjectsOf('collaborator').map(({id}) => id),
      ['a1/u-ann@x.test', 'a1/bob@x.test'],
    )
  })
})

describe('collaborator: access lists of a team', () => {
  const scope = {kind: 'team', name: 'acme'} as const
  const own = factOf(
    'apps',
    [],
    [{id: 'a1', name: 'pay', owner: {email: 'acme@herokumanager.com'}, space: null, team: {id: 't1', name: 'acme'}}],
  )
  const team = [
    factOf('team', 'acme', {enterprise_account: null, id: 't1', identity_provider: null, name: 'acme', role: 'admin'}),
    factOf('teamApps', 'acme', []),
    factOf('teamSpaces', 'acme', []),
    own,
  ]
  const item = (id: string, type: string, ...emails: string[]): FactTypes['teamPermissions'][number] => ({
    id,
    name: id,
    type,
    users: emails.map(email => ({email, id: `u-${email}`, permissions: []})),
  })
  const lists = (...items: Array<FactTypes['teamPermissions'][number]>) => factOf('teamPermissions', 'acme', items)
  const members = list(
    {email: 'ann@x.test', role: 'member', user: {id: 'u1'}},
    {email: 'guest@y.test', role: 'collaborator'},
  )
  const namesAndRequests = (...facts: Fact[]) => {
    const {subjectsOf, reader} = fixture([...team, ...facts], scope)
    const found = subjectsOf('collaborator').map(({name}) => name)
    return reader.requestedPaths().has('/apps/pay/collaborators') ? 'the app' : found
  }

  it('are used for each app when they show an outsider on some app', () => {
    assert.deepEqual(
      namesAndRequests(
        members,
        lists(item('a1', 'app', 'acme@herokumanager.com', 'Ann@x.test'), item('a2', 'app', 'bob@x.test')),
      ),
      ['pay/Ann@x.test'],
    )
    assert.deepEqual(namesAndRequests(members, lists(item('a1', 'app', 'guest@y.test'))), ['pay/guest@y.test'])
    assert.deepEqual(
      namesAndRequests(members, lists({id: 'a2', type: 'app', users: null}, item('a1', 'app', 'guest@y.test'))),
      ['pay/guest@y.test'],
    )
    assert.deepEqual(
      namesAndRequests(
        members,
        lists(item('a1', 'space', 'eve@y.test'), item('a1', 'app', 'guest@y.test'), item('a1', 'app', 'late@y.test')),
      ),
      ['pay/guest@y.test'],
    )
    assert.deepEqual(namesAndRequests(members, lists({id: 'a1', type: 'app', users: [{email: 'guest@y.test'}]})), [
      'pay/guest@y.test',
    ])
  })

  it('yield the same IDs as the lists of each app', () => {
    const {subjectsOf} = fixture(
      [
        ...team,
        members,
        lists({id: 'a1', type: 'app', users: [{email: 'guest@y.test', id: 'u9'}, {email: 'late@y.test'}, {id: 'u8'}]}),
      ],
      scope,
    )
    assert.deepEqual(
      subjectsOf('collaborator').map(({id, name}) => [id, name]),
      [
        ['a1/u9', 'pay/guest@y.test'],
        ['a1/late@y.test', 'pay/late@y.test'],
        ['a1/u8', 'pay/u8'],
      ],
    )
  })

  it('are not used when they show no outsider', () => {
    assert.equal(namesAndRequests(members, lists(item('a1', 'app', 'acme@herokumanager.com', 'ANN@x.test'))), 'the app')
    assert.equal(namesAndRequests(members, lists(item('a1', 'app', 'robot@herokumanager.com'))), 'the app')
    assert.equal(namesAndRequests(members, lists(item('a1', 'app'), item('s1', 'space', 'bob@x.test'))), 'the app')
    assert.equal(namesAndRequests(members, lists({id: 'a1', name: 'pay', type: 'app', users: [{id: 'u1'}]})), 'the app')
    assert.equal(
      namesAndRequests(
        members,
        lists({id: 'a1', name: 'pay', type: 'app', users: [{email: 'renamed@x.test', id: 'u1'}]}),
      ),
      'the app',
    )
  })

  it("are not used when outsiders can't be identified or the lists can't be read", () => {
    const outsider = lists(item('a1', 'app', 'bob@x.test'))
    assert.equal(namesAndRequests(refusedFact('members', 'acme'), outsider), 'the app')
    assert.equal(namesAndRequests(list({role: 'member'}), outsider), 'the app')
    assert.equal(namesAndRequests(members, refusedFact('teamPermissions', 'acme')), 'the app')
    assert.equal(namesAndRequests(members, lists(item('a2', 'app', 'bob@x.test'))), 'the app')
    assert.equal(
      namesAndRequests(
        members,
        lists({id: 'a1', name: 'pay', type: 'app', users: null}, item('a2', 'app', 'bob@x.test')),
      ),
      'the app',
    )
  })

  it('wait for the lists and for the members', () => {
    assert.deepEqual(namesAndRequests(members), ['pay/*'])
    assert.deepEqual(namesAndRequests(lists(item('a1', 'app', 'bob@x.test'))), ['pay/*'])
  })
})
