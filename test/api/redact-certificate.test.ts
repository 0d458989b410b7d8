import assert from 'node:assert/strict'

import {leafOf} from '../../src/api/redact-certificate.js'
import {certificateNames, pem} from '../fixtures/pem.js'

const told = (...names: string[]) => {
  const leaf = leafOf(pem(...names))
  return leaf ? [leaf.algorithm, leaf.bits, leaf.signature] : leaf
}

const forms: Readonly<Record<string, [string, null | number, null | string]>> = {
  brainpool: ['ec', 256, 'sha256'],
  ca: ['rsa', 1024, 'sha256'],
  dsa: ['dsa', 2048, 'sha256'],
  ec224: ['ec', 224, 'sha256'],
  ec256: ['ec', 256, 'sha256'],
  ec384: ['ec', 384, 'sha384'],
  ecSha1: ['ec', 256, 'sha1'],
  ed25519: ['ed25519', null, 'sha512'],
  ed448: ['ed448', null, null],
  pss1: ['rsa', 2048, 'sha1'],
  pss256: ['rsa', 2048, 'sha256'],
  rsa1024: ['rsa', 1024, 'sha256'],
  rsa2047: ['rsa', 2047, 'sha256'],
  rsa2048: ['rsa', 2048, 'sha256'],
  rsaMd5: ['rsa', 2048, 'md5'],
  rsaSha1: ['rsa', 2048, 'sha1'],
  rsaSha224: ['rsa', 2048, 'sha224'],
  rsaSha3: ['rsa', 2048, null],
  rsaSha512: ['rsa', 2048, 'sha512'],
}

describe('the leaf of a certificate chain', () => {
  it('is tried in every form', () => {
    assert.deepEqual(Object.keys(forms).sort(), [...certificateNames].sort())
  })

  for (const [name, form] of Object.entries(forms))
    it(`tells key and signature of ${name}`, () => {
      assert.deepEqual(told(name), form)
    })

  it('is the first certificate, whatever follows', () => {
    assert.deepEqual(told('rsa2048', 'ca'), forms['rsa2048'])
    assert.deepEqual(told('ec256', 'rsa1024', 'ca'), forms['ec256'])
    assert.deepEqual(leafOf(`${pem('ec256')}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`)?.bits, 256)
    assert.deepEqual(leafOf(`a comment\r\n${pem('ec256').replaceAll('\n', '\r\n')}`)?.bits, 256)
  })

  it("is the only one that is no authority's where an authority's comes first", () => {
    assert.deepEqual(told('ca', 'rsa2048'), forms['rsa2048'])
    assert.deepEqual(told('ca', 'ca', 'ec256', 'ca'), forms['ec256'])
    assert.deepEqual(told('ca', 'ca'), forms['ca'])
    assert.equal(told('ca', 'rsa2048', 'ec256'), null)
    assert.equal(leafOf(`${pem('ca')}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`), null)
  })

  it('is not known of what cannot be read', () => {
    for (const chain of [
      'x',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
      7,
      {},
      [pem('ec256')],
      pem('nothing'),
    ])
      assert.equal(leafOf(chain), null, JSON.stringify(chain))
    assert.equal(leafOf(`-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n${pem('ec256')}`), null)
    assert.equal(leafOf(pem('rsa2048').replace('-----END CERTIFICATE-----', '')), null)
  })

  it('is not told where the answer has no chain', () => {
    for (const chain of [undefined, null, '']) assert.equal(leafOf(chain), undefined)
  })
})
