import assert from 'node:assert/strict'

import {leafCertificate} from '../../src/api/redact-certificate.js'
import {certificateNames, pem} from '../fixtures/pem.js'

const leafOfChain = (...names: string[]) => {
  const leaf = leafCertificate(pem(...names))
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

describe('leafCertificate', () => {
  it('is tested with every type of key and signature', () => {
    assert.deepEqual(Object.keys(forms).sort(), [...certificateNames].sort())
  })

  for (const [name, form] of Object.entries(forms))
    it(`reads key and signature of ${name}`, () => {
      assert.deepEqual(leafOfChain(name), form)
    })

  it('takes the first certificate, whatever follows', () => {
    assert.deepEqual(leafOfChain('rsa2048', 'ca'), forms['rsa2048'])
    assert.deepEqual(leafOfChain('ec256', 'rsa1024', 'ca'), forms['ec256'])
    assert.deepEqual(
      leafCertificate(`${pem('ec256')}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`)?.bits,
      256,
    )
    assert.deepEqual(leafCertificate(`a comment\r\n${pem('ec256').replaceAll('\n', '\r\n')}`)?.bits, 256)
  })

  it('takes the only certificate that is not of an authority if an authority comes first', () => {
    assert.deepEqual(leafOfChain('ca', 'rsa2048'), forms['rsa2048'])
    assert.deepEqual(leafOfChain('ca', 'ca', 'ec256', 'ca'), forms['ec256'])
    assert.deepEqual(leafOfChain('ca', 'ca'), forms['ca'])
    assert.equal(leafOfChain('ca', 'rsa2048', 'ec256'), null)
    assert.equal(leafCertificate(`${pem('ca')}-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n`), null)
  })

  it("is null for a chain that can't be read", () => {
    for (const chain of [
      'x',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
      7,
      {},
      [pem('ec256')],
      pem('nothing'),
    ])
      assert.equal(leafCertificate(chain), null, JSON.stringify(chain))
    assert.equal(leafCertificate(`-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n${pem('ec256')}`), null)
    assert.equal(leafCertificate(pem('rsa2048').replace('-----END CERTIFICATE-----', '')), null)
  })

  it('is undefined without a chain', () => {
    for (const chain of [undefined, null, '']) assert.equal(leafCertificate(chain), undefined)
  })
})
