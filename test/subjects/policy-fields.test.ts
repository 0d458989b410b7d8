import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'

import {policyFields} from '../../src/subjects/policy-fields.js'

const declared = (allow: Policy['allow']) =>
  policyFields({allow, documents: []}, 'member')['emailDomainsAreDeclared']?.()

describe('policy-fields', () => {
  it('reports whether the policy has a list, an empty one included', () => {
    assert.deepEqual(declared({}), {value: false})
    assert.deepEqual(declared({emailDomains: []}), {value: true})
  })

  it('has the fields of the kind only', () => {
    const policy = {allow: {peerings: []}, documents: []}
    assert.deepEqual(
      Object.entries(policyFields(policy, 'space')).map(([name, field]) => [name, field()]),
      [
        ['peeringsAreDeclared', {value: true}],
        ['vpnsAreDeclared', {value: false}],
      ],
    )
    assert.deepEqual(policyFields(policy, 'account'), {})
  })
})
