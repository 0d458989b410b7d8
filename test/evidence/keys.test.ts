import assert from 'node:assert/strict'
import {generateKeyPairSync} from 'node:crypto'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import {UserError} from '../../src/foundation/user-error.js'
import {signatureProblem, signStatement} from '../../src/evidence/dsse.js'
import {publicKey, signingKey} from '../../src/evidence/keys.js'
import {keys, workplace} from './support.js'

const refused = (pattern: RegExp) => (error: unknown) =>
  error instanceof UserError && pattern.test(error.message) && !/PRIVATE|MC4CAQ/.test(`${error.message}${error.hint}`)

describe('signing keys', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  it('signs the bytes that DSSE specifies', () => {
    const {open, own} = keys(place(), 'ed25519')
    const text = signStatement('{"a":1}', signingKey(own))
    const {signatures} = JSON.parse(text) as {signatures: [{keyid: string; sig: string}]}
    const key = publicKey(open)
    assert.equal(signatures[0].keyid, key.id)
    assert.ok(
      key.verifies(
        Buffer.from('DSSEv1 28 application/vnd.in-toto+json 7 {"a":1}'),
        Buffer.from(signatures[0].sig, 'base64'),
      ),
    )
    assert.equal(signatureProblem(text, '{"a":1}', key), undefined)
    assert.equal(signatureProblem(text, '{"a":2}', key), 'is not a signature of this manifest')
    assert.equal(signatureProblem(text.replace(' ', '  '), '{"a":1}', key), 'is not a signature of this manifest')
    for (const text of ['', '{}', 'null', '{"signatures": [{}]}', '{"signatures": 1}'])
      assert.equal(signatureProblem(text, '{"a":1}', key), 'is not a signed DSSE envelope', text)
  })

  it('refuses other types of keys and files that hold none, without quoting them', () => {
    const {open, own} = keys(place(), 'rsa')
    assert.throws(() => signingKey(own), refused(/is of type rsa\. Use Ed25519, or ECDSA on/))
    assert.throws(() => publicKey(open), refused(/is of type rsa/))
    writeFileSync(
      at('secp.pem'),
      generateKeyPairSync('ec', {namedCurve: 'secp256k1'}).privateKey.export({format: 'pem', type: 'pkcs8'}),
    )
    assert.throws(() => signingKey(at('secp.pem')), refused(/is of type ec \(secp256k1\)/))
    const {own: good} = keys(place(), 'ed25519')
    writeFileSync(at('half.pem'), readFileSync(good, 'utf8').slice(0, 60))
    for (const name of ['half.pem', 'ed25519.public.pem'])
      assert.throws(() => signingKey(at(name)), refused(/is not a private key in PEM/))
    assert.throws(() => signingKey(at('none.pem')), refused(/none\.pem (?:can't|cannot) be read/))
    writeFileSync(
      at('locked.pem'),
      generateKeyPairSync('ed25519').privateKey.export({
        cipher: 'aes-256-cbc',
        format: 'pem',
        passphrase: 'x',
        type: 'pkcs8',
      }),
    )
    assert.throws(() => signingKey(at('locked.pem')), refused(/is encrypted/))
  })
})
