import assert from 'node:assert/strict'

import type {Policy} from '../../../src/model/policy.js'
import type {FieldValue} from '../../../src/model/subject.js'
import type {SubjectContext} from '../../../src/subjects/context.js'

import {emailDomainIsAllowed, isSharedAccount} from '../../../src/subjects/people/person.js'
import {valueOrGap, fixture} from '../support.js'

const under = (allow: Policy['allow'], ask: (context: SubjectContext) => FieldValue) =>
  valueOrGap(ask(fixture([], undefined, allow).context))

describe('person', () => {
  it('compares the part after the last @ with the whole domain', () => {
    const isAllowed = (email: null | string | undefined, ...emailDomains: string[]) =>
      under({emailDomains}, context => emailDomainIsAllowed(context, email))
    assert.equal(isAllowed('Ann@Example.COM', 'example.com'), true)
    assert.equal(isAllowed('ann@example.com', 'EXAMPLE.com'), true)
    assert.equal(isAllowed('"a@example.com"@evil.test', 'example.com'), false)
    assert.equal(isAllowed('ann@sub.example.com', 'example.com'), false)
    assert.equal(isAllowed('ann@example.com', 'sub.example.com', '@example.com'), false)
    assert.equal(isAllowed('ann@', 'example.com'), false)
    assert.equal(isAllowed('ann@example.com', 'example.org', 'example.com'), true)
    assert.equal(
      under({}, context => emailDomainIsAllowed(context, 'ann@example.com')),
      false,
    )
    for (const email of [null, undefined, '', 'ann']) assert.equal(isAllowed(email, 'example.com'), 'no-statement?')
  })

  it('distinguishes role addresses from people', () => {
    const isShared = (email: null | string | undefined, ...sharedAccounts: string[]) =>
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
      assert.equal(isShared(email), true, email)
    for (const email of [
      'opsy@x.test',
      'ann.ops@x.test',
      'ops.ann@x.test',
      'ops1a@x.test',
      'ops1-a@x.test',
      'pete@x.test',
      '@x.test',
    ])
      assert.equal(isShared(email), false, email)
    assert.equal(isShared('ops@x.test', 'OPS@x.test'), false)
    assert.equal(isShared('ops@x.test', 'ops@y.test', 'ops@x.test'), false)
    assert.equal(
      under({}, context => isSharedAccount(context, 'ops@x.test')),
      true,
    )
    assert.equal(isShared('OPS@x.test', 'ops@x.test'), false)
    assert.equal(isShared('ops@x.test', 'ops@y.test'), true)
    for (const email of [null, undefined, 'ops']) assert.equal(isShared(email), 'no-statement?')
  })
})
