import assert from 'node:assert/strict'

import type {SshKey} from '../../../src/model/account-facts.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const account = factOf('account', [], {email: 'ann@x.test', id: 'u1'})
const key = (type: null | string, bits: null | number): SshKey => ({bits, type})
const keyFields = (...keys: SshKey[]) =>
  ['hasSshKeys', 'weakSshKeys'].map(name =>
    valueOrGap(fixture([account, factOf('accountKeys', [], keys)], {kind: 'all'}).field('account', 'ann@x.test', name)),
  )

describe('ssh-keys', () => {
  it("exist or don't", () => {
    assert.deepEqual(keyFields(), [false, []])
    assert.deepEqual(keyFields(key('ssh-ed25519', 256)), [true, []])
  })

  it('are weak if short or outdated', () => {
    for (const [type, bits] of [
      ['ssh-rsa', 2048],
      ['ssh-rsa', 8192],
      ['ecdsa-sha2-nistp256', 256],
      ['sk-ssh-ed25519@openssh.com', 256],
      ['sk-ecdsa-sha2-nistp256@openssh.com', 256],
    ] as const)
      assert.deepEqual(keyFields(key(type, bits)), [true, []], type)
    assert.deepEqual(keyFields(key('ssh-rsa', 2047), key('ssh-ed25519', 256), key('ssh-dss', 3072)), [
      true,
      ['ssh-rsa of 2047 bits', 'ssh-dss of 3072 bits'],
    ])
  })

  it("are a gap when one isn't uploaded yet, unless another is weak", () => {
    assert.deepEqual(keyFields(key('ssh-ed25519', 256), {}), [true, 'no-statement?'])
    assert.deepEqual(keyFields(key('ssh-rsa', 1024), {}), [true, ['ssh-rsa of 1024 bits']])
  })

  it("are a gap when one can't be read, unless another is weak", () => {
    for (const unreadable of [key(null, null), key('ssh-rsa', null), key(null, 4096)]) {
      assert.deepEqual(keyFields(key('ssh-ed25519', 256), unreadable), [true, 'unknown-value?'])
      assert.deepEqual(keyFields(key('ssh-rsa', 1024), unreadable), [true, ['ssh-rsa of 1024 bits']])
    }

    assert.equal(
      valueOrGap(
        fixture([account, refusedFact('accountKeys', [])], {kind: 'all'}).field('account', 'ann@x.test', 'weakSshKeys'),
      ),
      'forbidden?',
    )
  })
})
