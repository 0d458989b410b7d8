import assert from 'node:assert/strict'
import {generateKeyPairSync} from 'node:crypto'

import {parseSshKey} from '../../src/api/ssh-key.js'
import {publicKey} from '../fixtures/build.js'

const unreadable = {bits: null, type: null}
const oneAsBytes = Buffer.from([1])
const number = (...bytes: number[]) => Buffer.from(bytes)

/** An RSA key as it is made: the modulus with a zero before it, because its first bit is set. */
function rsa(bits: number): string {
  const {e = '', n = ''} = generateKeyPairSync('rsa', {modulusLength: bits}).publicKey.export({format: 'jwk'})
  return publicKey(
    'ssh-rsa',
    Buffer.from(e, 'base64url'),
    Buffer.concat([Buffer.alloc(1), Buffer.from(n, 'base64url')]),
  )
}

describe('parseSshKey', () => {
  it('reads type and size of a key', () => {
    for (const bits of [1024, 2048, 3072]) assert.deepEqual(parseSshKey(rsa(bits)), {bits, type: 'ssh-rsa'})
    assert.deepEqual(parseSshKey(publicKey('ssh-rsa', oneAsBytes, number(0x7f, 0xff))), {bits: 15, type: 'ssh-rsa'})
    assert.deepEqual(parseSshKey(publicKey('ssh-dss', number(0, 0x80, 0), oneAsBytes, oneAsBytes, oneAsBytes)), {
      bits: 16,
      type: 'ssh-dss',
    })
    assert.deepEqual(parseSshKey(publicKey('ssh-ed25519', Buffer.alloc(32, 9))), {bits: 256, type: 'ssh-ed25519'})
    for (const bits of [256, 384, 521])
      assert.deepEqual(
        parseSshKey(publicKey(`ecdsa-sha2-nistp${bits}`, Buffer.from(`nistp${bits}`), number(4, 1, 2))),
        {
          bits,
          type: `ecdsa-sha2-nistp${bits}`,
        },
      )
  })

  it('reads type and size of security keys', () => {
    const application = Buffer.from('ssh:')
    assert.deepEqual(parseSshKey(publicKey('sk-ssh-ed25519@openssh.com', Buffer.alloc(32, 9), application)), {
      bits: 256,
      type: 'sk-ssh-ed25519@openssh.com',
    })
    assert.deepEqual(
      parseSshKey(publicKey('sk-ecdsa-sha2-nistp256@openssh.com', Buffer.from('nistp256'), number(4, 1), application)),
      {bits: 256, type: 'sk-ecdsa-sha2-nistp256@openssh.com'},
    )
    assert.deepEqual(parseSshKey(publicKey('sk-ssh-ed25519@openssh.com', Buffer.alloc(32, 9))), unreadable)
  })

  it('reads a key with whitespace around it, and without a comment', () => {
    const [type = '', blob = ''] = rsa(1024).split(' ')
    for (const text of [`${type} ${blob}`, `  ${type}  ${blob}  me at home \n`])
      assert.deepEqual(parseSshKey(text), {bits: 1024, type: 'ssh-rsa'})
  })

  const [, good = ''] = rsa(1024).split(' ')
  const strange: ReadonlyArray<readonly [string, unknown]> = [
    ['no text', 7],
    ['nothing', ''],
    ['no key', 'ssh-rsa'],
    ['another type before it', `ssh-ed25519 ${good}`],
    ['what is no base64', `ssh-rsa ${good}!`],
    ['half a key', `ssh-rsa ${good.slice(0, 40)}`],
    ['half a length', `ssh-rsa ${Buffer.concat([Buffer.from(good, 'base64'), oneAsBytes]).toString('base64')}`],
    ['a type that is not known', publicKey('ssh-moon', oneAsBytes, oneAsBytes)],
    ['the name of a property', publicKey('toString', oneAsBytes)],
    ['the name of a prototype', publicKey('__proto__', oneAsBytes)],
    ['RSA of one number', publicKey('ssh-rsa', oneAsBytes)],
    ['RSA of three', publicKey('ssh-rsa', oneAsBytes, oneAsBytes, oneAsBytes)],
    ['RSA of nothing', publicKey('ssh-rsa', oneAsBytes, number())],
    ['RSA of zero', publicKey('ssh-rsa', oneAsBytes, number(0, 0))],
    ['RSA below zero', publicKey('ssh-rsa', oneAsBytes, number(0x80, 0))],
    ['DSA of two', publicKey('ssh-dss', oneAsBytes, oneAsBytes)],
    ['a short Ed25519', publicKey('ssh-ed25519', Buffer.alloc(31))],
    ['a long Ed25519', publicKey('ssh-ed25519', Buffer.alloc(32), oneAsBytes)],
    ['another curve', publicKey('ecdsa-sha2-nistp256', Buffer.from('nistp384'), number(4, 1))],
    ['no point', publicKey('ecdsa-sha2-nistp256', Buffer.from('nistp256'))],
    ['an empty point', publicKey('ecdsa-sha2-nistp256', Buffer.from('nistp256'), number(0))],
    ['two points', publicKey('ecdsa-sha2-nistp256', Buffer.from('nistp256'), number(4, 1), number(4, 1))],
  ]
  for (const [name, text] of strange) it(`does not read ${name}`, () => assert.deepEqual(parseSshKey(text), unreadable))
})
