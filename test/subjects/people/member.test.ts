import assert from 'node:assert/strict'

import type {FactTypes, Member} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {membersOf} from '../../../src/subjects/people/member.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const scope = {kind: 'team', name: 'acme'} as const
const acme = factOf('team', 'acme', {
  enterprise_account: null,
  id: 't1',
  identity_provider: null,
  name: 'acme',
  role: 'admin',
})
const item = (name: string, mfa: boolean | null, more: Partial<Member> = {}): Member => ({
  email: `${name}@x.test`,
  federated: false,
  id: `m-${name}`,
  role: 'member',
  two_factor_authentication: mfa,
  user: {email: `${name}@x.test`, id: `u-${name}`},
  ...more,
})
const account = (more: FactTypes['account'] = {}) =>
  factOf('account', [], {email: 'Lead@x.test', id: 'u-lead', mfa_enabled: true, ...more})

const mfa = (items: readonly Member[], ...facts: Fact[]) =>
  valueOrGap(
    fixture([acme, factOf('members', 'acme', items), ...facts], scope).field('member', 'acme/ann@x.test', 'mfa'),
  )

describe('member', () => {
  it('uses MFA if the list says so', () => {
    assert.equal(mfa([item('ann', true)]), true)
    assert.equal(mfa([item('ann', null)]), 'no-statement?')
  })

  it("doesn't use MFA if the list says no and is right about the caller, or doesn't contain the caller", () => {
    assert.equal(mfa([item('ann', false), item('lead', true)], account()), false)
    assert.equal(mfa([item('ann', false)], account()), false)
    assert.equal(mfa([item('ann', false), {id: 'm1'}], account()), false)
  })

  it('is a gap if the list says no of the caller, by email or ID, but the account says yes', () => {
    assert.equal(mfa([item('ann', false), item('lead', false)], account()), 'disagree?')
    assert.equal(
      mfa([item('ann', false), item('lead', false, {email: null, user: {id: 'u-lead'}})], account()),
      'disagree?',
    )
    assert.equal(
      mfa(
        [item('ann', false), item('lead', false, {email: 'LEAD@x.test', user: null})],
        account({email: 'lead@X.test'}),
      ),
      'disagree?',
    )
    assert.equal(mfa([item('ann', false), item('lead', false)], account({mfa_enabled: false})), false)
    assert.equal(mfa([item('ann', false), item('lead', null)], account({mfa_enabled: false})), false)
  })

  it('is a gap if the list says no and neither it nor the account says enough about the caller', () => {
    assert.equal(mfa([item('ann', false), item('lead', false)], account({mfa_enabled: null})), 'no-statement?')
    assert.equal(mfa([item('ann', false), item('lead', null)], account()), 'no-statement?')
    assert.equal(mfa([item('ann', false)], account({email: null})), 'no-statement?')
    assert.equal(mfa([item('ann', false)], refusedFact('account', [])), 'forbidden?')
  })

  it('reads the account only if the list says no', () => {
    const requestedKinds = (isOn: boolean) => {
      const {field, reader} = fixture([acme, factOf('members', 'acme', [item('ann', isOn)])], scope)
      field('member', 'acme/ann@x.test', 'mfa')
      return reader.wantedFacts().some(({kind}) => kind === 'account')
    }
    assert.deepEqual([requestedKinds(true), requestedKinds(false)], [false, true])
  })

  it('reports role, federation and email address', () => {
    const {field} = fixture(
      [acme, factOf('members', 'acme', [item('ann', true, {federated: null, role: null})])],
      scope,
      {
        emailDomains: ['X.test'],
      },
    )
    assert.deepEqual(
      [
        'role',
        'federated',
        'emailDomainIsAllowed',
        'emailDomainsAreDeclared',
        'isSharedAccount',
        'teamHasIdentityProvider',
      ].map(name => valueOrGap(field('member', 'acme/ann@x.test', name))),
      ['no-statement?', 'no-statement?', true, true, false, false],
    )
  })

  it('is named by the email address of its user, or else its ID', () => {
    const names = (more: Member) =>
      fixture([acme, factOf('members', 'acme', [more])], scope)
        .subjectsOf('member')
        .map(({name}) => name)
    assert.deepEqual(names({user: {email: 'ann@x.test'}}), ['acme/ann@x.test'])
    assert.deepEqual(names({id: 'm1'}), ['acme/m1'])
    assert.deepEqual(names({user: {id: 'u1'}}), ['acme/u1'])
    assert.deepEqual(names({}), ['acme/unnamed'])
  })

  it("becomes a placeholder of its team when the list can't be read", () => {
    assert.deepEqual(
      fixture([acme, refusedFact('members', 'acme')], scope)
        .subjectsOf('member')
        .map(({kind, name, team}) => [kind, name, team]),
      [['member', 'acme/*', 'acme']],
    )
  })

  it('reports whether its team belongs to an enterprise account, and what the list leaves out', () => {
    const {field, subjectsOf} = fixture(
      [acme, factOf('members', 'acme', [item('ann', null, {federated: null, role: null})])],
      scope,
    )
    assert.equal(valueOrGap(field('member', 'acme/ann@x.test', 'teamIsOfEnterprise')), false)
    assert.deepEqual(
      subjectsOf('member').map(({id, kind}) => [id, kind]),
      [['m-ann', 'member']],
    )
    for (const [name, detail] of [
      ['federated', /identity provider/],
      ['role', /role/],
      ['mfa', /multi-factor/],
    ] as const) {
      const known = field('member', 'acme/ann@x.test', name)
      assert.match('gap' in known ? (known.gap.detail ?? '') : '', detail)
    }
  })
})

describe('member: membersOf', () => {
  it('leaves out entries with the role collaborator, and no others', () => {
    const {context} = fixture([
      factOf('members', 'acme', [
        item('ann', true, {role: 'collaborator'}),
        item('bob', true, {role: null}),
        item('eve', true, {role: 'viewer'}),
      ]),
    ])
    const items = membersOf(context, 'acme')
    assert.deepEqual('body' in items && items.body.map(({id}) => id), ['m-bob', 'm-eve'])
  })

  it('passes on the gap of the list', () => {
    assert.ok('gap' in membersOf(fixture([refusedFact('members', 'acme')]).context, 'acme'))
  })
})
