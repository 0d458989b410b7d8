import assert from 'node:assert/strict'

import type {Policy} from '../../../src/model/policy.js'
import type {FieldValue} from '../../../src/model/subject.js'
import type {SubjectContext} from '../../../src/subjects/context.js'

import {emailDomainIsAllowed, emailDomainsAreDeclared, isSharedAccount} from '../../../src/subjects/people/person.js'
import {valueOrGap, fixture} from '../support.js'

const under = (allow: Policy['allow'], ask: (context: SubjectContext) => FieldValue) =>
  valueOrGap(ask(fixture([], undefined, allow).context))

describe('person', () => {
  it('compares the part after the last @ with the whole domain', () => {
    const allowed = (email: null | string | undefined, ...emailDomains: string[]) =>
      under({emailDomains}, context => emailDomainIsAllowed(context, email))
    assert.equal(allowed('Ann@Example.COM', 'example.com'), true)
    assert.equal(allowed('ann@example.com', 'EXAMPLE.com'), true)
    assert.equal(allowed('"a@example.com"@evil.test', 'example.com'), false)
    assert.equal(allowed('ann@sub.example.com', 'example.com'), false)
    assert.equal(allowed('ann@example.com', 'sub.example.com', '@example.com'), false)
    assert.equal(allowed('ann@', 'example.com'), false)
    assert.equal(allowed('ann@example.com', 'example.org', 'example.com'), true)
    assert.equal(
      under({}, context => emailDomainIsAllowed(context, 'ann@example.com')),
      false,
    )
    for (const email of [null, undefined, '', 'ann']) assert.equal(allowed(email, 'example.com'), 'no-statement?')
  })

  it('reports whether email domains are declared, an empty list included', () => {
    assert.equal(under({}, emailDomainsAreDeclared), false)
    assert.equal(under({emailDomains: []}, emailDomainsAreDeclared), true)
  })

  it('distinguishes role addresses from people', () => {
    const shared = (email: null | string | undefined, ...sharedAccounts: string[]) =>
      under({sharedAccounts}, context => isSharedAccount(context, email))
    for (const email of [
      'ops@x.test',
      'OPS@x.test',
      'ops+a@x.test',
      'ops-a@x.test',
      'ops12@x.test',
      'it@x.test',
      'ops+@x.test',
      'ops-@x.test',
    ])
      assert.equal(shared(email), true, email)
    for (const email of [
      'opsy@x.test',
      'ann.ops@x.test',
      'ops.ann@x.test',
      'ops1a@x.test',
      'ops1-a@x.test',
      'pete@x.test',
      '@x.test',
    ])
      assert.equal(shared(email), false, email)
    assert.equal(shared('ops@x.test', 'OPS@x.test'), false)
    assert.equal(shared('ops@x.test', 'ops@y.test', 'ops@x.test'), false)
    assert.equal(
      under({}, context => isSharedAccount(context, 'ops@x.test')),
      true,
    )
    assert.equal(shared('OPS@x.test', 'ops@x.test'), false)
    assert.equal(shared('ops@x.test', 'ops@y.test'), true)
    for (const email of [null, undefined, 'ops']) assert.equal(shared(email), 'no-statement?')
  })
})
