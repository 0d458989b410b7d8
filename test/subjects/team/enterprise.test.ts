import assert from 'node:assert/strict'

import type {Archive, EnterpriseMember} from '../../../src/model/account-facts.js'
import type {Member, Team} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const scope = {kind: 'team', name: 'acme'} as const
const acme = (more: Partial<Team> = {}) =>
  factOf('team', 'acme', {
    enterprise_account: {id: 'e1', name: 'holding'},
    id: 't1',
    identity_provider: null,
    name: 'acme',
    role: 'admin',
    ...more,
  })
const holding = (created_at: null | string = '2020-01-15T00:00:00Z') =>
  factOf('enterpriseAccount', 'e1', {created_at, id: 'e1', identity_provider: null})

describe('enterprise: lastLoginAgeDays', () => {
  const login = (
    items: Fact | readonly EnterpriseMember[],
    member: Member = {email: 'Ann@x.test', role: 'member', user: {id: 'u1'}},
    team = acme(),
  ) => {
    const list = 'kind' in items ? items : factOf('enterpriseMembers', 'e1', items)
    return valueOrGap(
      fixture([team, factOf('members', 'acme', [member]), list], scope).field(
        'member',
        `acme/${member.email ?? member.user?.email ?? member.user?.id ?? ''}`,
        'lastLoginAgeDays',
      ),
    )
  }

  const item = (
    user: EnterpriseMember['user'],
    last_login: null | string = '2026-11-10T12:00:00Z',
  ): EnterpriseMember => ({last_login, ...(user === undefined ? {} : {user})})

  it('matches the user by ID, or by email address ignoring case', () => {
    assert.equal(login([item({email: 'bob@x.test', id: 'u2'}, null), item({email: 'old@x.test', id: 'u1'})]), 10)
    assert.equal(login([item({email: 'ann@X.test'})]), 10)
    assert.equal(login([item({email: 'ann@X.test', id: 'u1'})]), 10)
    assert.equal(login([item({email: 'ann@x.test'})], {role: 'member', user: {email: 'ANN@x.test', id: 'u1'}}), 10)
  })

  it("is a gap for a person who isn't listed, or is listed twice", () => {
    for (const items of [[], [item({email: 'bob@x.test', id: 'u2'})], [item(null)], [item({})], [item(undefined)]])
      assert.equal(login(items), 'not-visible?')
    assert.equal(login([item({})], {role: 'member', user: {id: 'u1'}}), 'not-visible?')
    assert.equal(login([item({id: 'u1'}), item({email: 'ann@x.test', id: 'u9'})]), 'disagree?')
    assert.equal(login([item({email: 'bob@x.test'})], {email: 'ann@x.test', role: 'member'}), 'not-visible?')
    assert.equal(login([item({email: 'bob@x.test'})], {email: 'ann@x.test', role: 'member', user: {}}), 'not-visible?')
    assert.equal(
      valueOrGap(
        fixture(
          [acme(), factOf('members', 'acme', [{id: 'm1'}]), factOf('enterpriseMembers', 'e1', [item({})])],
          scope,
        ).field('member', 'acme/m1', 'lastLoginAgeDays'),
      ),
      'not-visible?',
    )
  })

  it('is a gap without a date or without the list', () => {
    assert.equal(login([item({id: 'u1'}, null)]), 'no-statement?')
    assert.equal(login([{user: {id: 'u1'}}]), 'no-statement?')
    assert.equal(login([item({id: 'u1'}, 'lately')]), 'unknown-value?')
    assert.equal(login(refusedFact('enterpriseMembers', 'e1')), 'forbidden?')
    for (const enterprise_account of [{}, null, undefined])
      assert.equal(
        login(
          [item({id: 'u1'})],
          undefined,
          factOf('team', 'acme', {
            id: 't1',
            name: 'acme',
            ...(enterprise_account === undefined ? {} : {enterprise_account}),
          }),
        ),
        'no-statement?',
      )
    assert.equal(login([item({id: 'u1'})], undefined, refusedFact('team', 'acme', 500)), 'server-error?')
  })
})

describe('enterprise: isOfEnterprise', () => {
  it('is stated by the team, or a gap', () => {
    const isOfEnterprise = (team: Fact) =>
      valueOrGap(
        fixture([team, factOf('members', 'acme', [{id: 'm1'}])], scope).field(
          'member',
          'acme/m1',
          'teamIsOfEnterprise',
        ),
      )
    assert.deepEqual(
      [
        isOfEnterprise(acme()),
        isOfEnterprise(acme({enterprise_account: {}})),
        isOfEnterprise(acme({enterprise_account: null})),
      ],
      [true, true, false],
    )
    assert.deepEqual(
      [isOfEnterprise(factOf('team', 'acme', {id: 't1', name: 'acme'})), isOfEnterprise(refusedFact('team', 'acme'))],
      ['no-statement?', 'forbidden?'],
    )
  })
})

describe('enterprise: enterpriseIsAYearOld', () => {
  const isOld = (...facts: Fact[]) => valueOrGap(fixture(facts, scope).field('team', 'acme', 'enterpriseIsAYearOld'))

  it('is true from the same moment one year later', () => {
    assert.equal(isOld(acme(), holding('2025-11-20T12:00:00Z')), true)
    assert.equal(isOld(acme(), holding('2025-11-20T12:00:01Z')), false)
  })

  it('is false without an enterprise account, and a gap without a creation date', () => {
    assert.equal(isOld(acme({enterprise_account: null})), false)
    assert.equal(isOld(factOf('team', 'acme', {id: 't1', name: 'acme'})), 'no-statement?')
    assert.equal(isOld(acme(), refusedFact('enterpriseAccount', 'e1')), 'forbidden?')
    for (const at of [null, '', 'long ago']) assert.equal(isOld(acme(), holding(at)), 'no-statement?')
    assert.equal(isOld(acme({enterprise_account: {}})), 'no-statement?')
  })
})

describe('enterprise: missingArchives', () => {
  const year = [
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
    '2026-04',
    '2026-05',
    '2026-06',
    '2026-07',
    '2026-08',
    '2026-09',
    '2026-10',
  ]
  const archives = (months: readonly string[]): Archive[] =>
    months.map(month => ({month: month.slice(5), year: Number(month.slice(0, 4))}))
  const missing = (items: readonly Archive[], at = '2026-11-20T12:00:00Z', account = holding()) =>
    valueOrGap(
      fixture([acme(), account, factOf('enterpriseArchives', 'e1', items)], scope, {}, Date.parse(at)).field(
        'team',
        'acme',
        'missingArchives',
      ),
    )

  it('covers the last twelve months that are over', () => {
    assert.deepEqual(missing(archives(year)), [])
    assert.deepEqual(missing([]), year)
    assert.deepEqual(missing(archives(year.filter(month => month !== '2026-02'))), ['2026-02'])
    assert.deepEqual(missing(archives(['2024-01', ...year.slice(1), '2026-11'])), ['2025-11'])
  })

  it('skips a month that ended less than a week ago', () => {
    assert.deepEqual(missing(archives(year), '2026-12-07T23:59:59Z'), [])
    assert.deepEqual(missing(archives(year), '2026-12-08T00:00:00Z'), ['2026-11'])
    assert.deepEqual(missing(archives(year.slice(0, -1)), '2026-11-03T00:00:00Z'), ['2025-10'])
  })

  it("skips months in which the account didn't exist from the start", () => {
    assert.deepEqual(missing(archives(year.slice(1)), undefined, holding('2025-11-10T00:00:00Z')), [])
    assert.deepEqual(missing(archives(year.slice(1)), undefined, holding('2025-11-01T00:00:00Z')), ['2025-11'])
  })

  it('accepts numbers', () => {
    assert.deepEqual(
      missing(archives(year).map(({month, year: archived}) => ({month: Number(month), year: archived ?? null}))),
      [],
    )
  })

  it("is a gap when an archive doesn't state its month, unless none is missing", () => {
    for (const unreadable of [
      {},
      {month: '13', year: 2026},
      {month: '0', year: 2026},
      {month: 1.5, year: 2026},
      {month: null, year: 2026},
      {month: '02', year: null},
      {month: 'Feb', year: 2026},
    ] satisfies Archive[]) {
      assert.equal(missing([...archives(year.slice(1)), unreadable]), 'unknown-value?')
      assert.deepEqual(missing([...archives(year), unreadable]), [])
    }
  })

  it("is a gap when the archives or the account can't be read", () => {
    const field = (...facts: Fact[]) =>
      valueOrGap(fixture([acme(), ...facts], scope).field('team', 'acme', 'missingArchives'))
    assert.equal(field(holding(), refusedFact('enterpriseArchives', 'e1')), 'forbidden?')
    assert.equal(
      field(refusedFact('enterpriseAccount', 'e1', 500), factOf('enterpriseArchives', 'e1', archives(year))),
      'server-error?',
    )
    assert.equal(field(holding(null), factOf('enterpriseArchives', 'e1', archives(year))), 'no-statement?')
  })
})
