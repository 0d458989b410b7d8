import assert from 'node:assert/strict'

import type {Domain, SniEndpoint} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {covers} from '../../../src/subjects/domain/certificate.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const app = factOf('app', 'pay', {acm: false, id: 'a1', name: 'pay', space: null})
const custom = (hostname: string, more: Partial<Domain> = {}): Domain => ({
  hostname,
  id: `d-${hostname}`,
  kind: 'custom',
  sni_endpoint: null,
  ...more,
})
const endpoint = (more: Partial<SniEndpoint> = {}): SniEndpoint => ({
  domains: [],
  id: 'e1',
  name: 'cert',
  ssl_cert: {cert_domains: ['a.test']},
  ...more,
})

function field(name: string, own: SniEndpoint, ...domains: Domain[]): unknown {
  return valueOrGap(
    fixture([app, factOf('sniEndpoints', 'pay', [own]), factOf('domains', 'pay', domains)]).field(
      'certificate',
      own.name ?? own.id,
      name,
    ),
  )
}

describe('certificate: covers', () => {
  it('matches exactly one label with a wildcard', () => {
    for (const [pattern, hostname] of [
      ['a.test', 'A.TEST'],
      ['*.a.test', 'x.a.test'],
      ['*.A.test', 'X.a.TEST'],
      ['*.a.test', '*.a.test'],
    ] as const)
      assert.ok(covers(pattern, hostname), pattern)
    for (const [pattern, hostname] of [
      ['*.a.test', 'a.test'],
      ['*.a.test', 'x.y.a.test'],
      ['*.a.test', '.a.test'],
      ['*', 'test'],
      ['*.test', 'x.a.test'],
      ['x*.a.test', 'xy.a.test'],
      ['a.test', 'a.test.'],
      ['', 'a.test'],
    ] as const) {
      assert.ok(!covers(pattern, hostname), `${pattern} ${hostname}`)
    }
  })
})

describe('certificate', () => {
  it('lists the domains that use it, as stated by either side', () => {
    const byDomain = custom('b.test', {sni_endpoint: {id: 'e1'}})
    assert.deepEqual(
      field('domains', endpoint({domains: ['d-a.test']}), custom('c.test'), byDomain, custom('a.test')),
      ['a.test', 'b.test'],
    )
    assert.equal(field('isUsed', endpoint(), custom('a.test')), false)
    assert.equal(field('isUsed', endpoint(), custom('c.test'), byDomain), true)
    const unstated = {id: 'e1', name: 'cert', ssl_cert: {cert_domains: ['a.test']}}
    assert.deepEqual(
      [
        field('isUsed', unstated, custom('a.test')),
        field('domains', unstated, custom('a.test')),
        field('uncoveredDomains', unstated, custom('z.test')),
      ],
      [false, [], []],
    )
    assert.equal(field('isUsed', endpoint({domains: ['elsewhere']}), custom('a.test')), true)
  })

  it("lists the hostnames that it doesn't cover", () => {
    const used = endpoint({domains: ['d-a.test', 'd-b.test', 'd-c.test']})
    assert.deepEqual(field('uncoveredDomains', used, custom('c.test'), custom('b.test'), custom('a.test')), [
      'b.test',
      'c.test',
    ])
    for (const ssl_cert of [{}, {cert_domains: null}, null])
      assert.equal(field('uncoveredDomains', endpoint({ssl_cert}), custom('a.test')), 'no-statement?')
    assert.deepEqual(field('uncoveredDomains', endpoint({domains: ['d-a.test']}), custom('a.test')), [])
    const both = endpoint({domains: ['d-a.test', 'd-b.test'], ssl_cert: {cert_domains: ['a.test', '*.test']}})
    assert.deepEqual(field('uncoveredDomains', both, custom('a.test'), custom('b.test'), custom('z.example')), [])
    assert.equal(
      field('uncoveredDomains', endpoint({domains: ['d-a.test', 'gone']}), custom('a.test')),
      'no-statement?',
    )
    assert.deepEqual(field('uncoveredDomains', endpoint({domains: ['d-b.test', 'gone']}), custom('b.test')), ['b.test'])
  })

  it('reports who signed it and when it expires', () => {
    const cert = (ssl_cert: SniEndpoint['ssl_cert']) => endpoint({...(ssl_cert === undefined ? {} : {ssl_cert})})
    const signedBy = (ca?: boolean | null, self?: boolean | null) =>
      field(
        'signedBy',
        cert({...(ca === undefined ? {} : {'ca_signed?': ca}), ...(self === undefined ? {} : {'self_signed?': self})}),
        custom('a.test'),
      )
    assert.deepEqual(
      [
        signedBy(true),
        signedBy(true, false),
        signedBy(true, true),
        signedBy(false),
        signedBy(undefined, true),
        signedBy(undefined, false),
        signedBy(null),
      ],
      ['an authority', 'an authority', 'itself', 'nobody known', 'itself', 'no-statement?', 'no-statement?'],
    )
    assert.equal(field('daysLeft', cert({expires_at: '2026-11-21T12:00:00Z'}), custom('a.test')), 1)
    assert.equal(field('daysLeft', cert({expires_at: 'soon'}), custom('a.test')), 'unknown-value?')
    for (const name of ['daysLeft', 'expiresAt', 'hasExpired', 'issuer', 'signedBy'])
      assert.equal(field(name, cert(null), custom('a.test')), 'no-statement?', name)
    assert.equal(field('expiresAt', cert({expires_at: 'soon'}), custom('a.test')), 'soon')
    assert.equal(field('issuer', cert({issuer: 'CN=x'}), custom('a.test')), 'CN=x')
  })

  it('has expired from the very instant on', () => {
    const at = (expires: null | string) =>
      field('hasExpired', endpoint({ssl_cert: {expires_at: expires}}), custom('a.test'))
    assert.deepEqual(
      [at('2026-11-20T12:00:00.001Z'), at('2026-11-20T12:00:00.000Z'), at('2026-11-20T11:59:59.999Z')],
      [false, true, true],
    )
    assert.deepEqual([at(null), at('soon')], ['no-statement?', 'unknown-value?'])
  })

  describe('strength', () => {
    const strength = (leaf: SniEndpoint['leaf'] | undefined) =>
      ['keyAlgorithm', 'keyBits', 'signatureHash', 'weaknesses'].map(name =>
        field(name, endpoint(leaf === undefined ? {} : {leaf}), custom('a.test')),
      )
    const weak = (algorithm: null | string, bits: null | number, signature: null | string) =>
      strength({algorithm, bits, signature})[3]

    it('reports key and signature', () => {
      assert.deepEqual(strength({algorithm: 'rsa', bits: 2048, signature: 'sha256'}), ['rsa', 2048, 'sha256', []])
      assert.deepEqual(strength({algorithm: 'ed25519', bits: null, signature: 'sha512'}), [
        'ed25519',
        'no-statement?',
        'sha512',
        [],
      ])
      assert.deepEqual(
        strength(null),
        Array.from({length: 4}, () => 'unknown-value?'),
      )
      assert.deepEqual(
        strength(undefined),
        Array.from({length: 4}, () => 'no-statement?'),
      )
    })

    it('requires 2048 bits for RSA, 256 for curves, and SHA-2', () => {
      assert.deepEqual(
        [
          weak('rsa', 2048, 'sha256'),
          weak('rsa-pss', 2048, 'sha384'),
          weak('ec', 256, 'sha224'),
          weak('ec', 521, 'sha512'),
        ],
        [[], [], [], []],
      )
      assert.deepEqual(weak('rsa', 2047, 'sha256'), ['an RSA key of 2047 bits'])
      assert.deepEqual(weak('rsa-pss', 1024, 'sha256'), ['an RSA key of 1024 bits'])
      assert.deepEqual(weak('ec', 255, 'sha256'), ['a key on a curve of 255 bits'])
      assert.deepEqual(weak('dsa', 3072, 'sha256'), ['a DSA key'])
      for (const hash of ['sha1', 'md5', 'md2']) assert.deepEqual(weak('rsa', 4096, hash), [`signed with ${hash}`])
      assert.deepEqual(weak('rsa', 1024, 'sha1'), ['an RSA key of 1024 bits', 'signed with sha1'])
    })

    it('is a gap when key or signature is unknown, unless a weakness is known', () => {
      for (const own of [
        weak('ec', null, 'sha256'),
        weak('ed448', null, 'sha256'),
        weak('ml-dsa', 256, 'sha256'),
        weak(null, null, 'sha256'),
        weak('rsa', 2048, null),
        weak(null, null, null),
      ])
        assert.equal(own, 'unknown-value?')
      assert.deepEqual(
        [weak(null, null, 'sha1'), weak('rsa', 1024, null)],
        [['signed with sha1'], ['an RSA key of 1024 bits']],
      )
    })
  })

  it('is not read for an app without a custom domain', () => {
    const {subjectsOf, reader} = fixture([
      app,
      factOf('domains', 'pay', [{hostname: 'pay.herokuapp.com', id: 'd1', kind: 'heroku'}]),
    ])
    assert.deepEqual(subjectsOf('certificate'), [])
    assert.ok(!reader.wantedFacts().some(({kind}) => kind === 'sniEndpoints'))
  })

  it("is read when the kind of a domain is unknown or the domains can't be read", () => {
    const requestsCertificates = (fact: Fact) => {
      const {subjectsOf, reader} = fixture([app, fact])
      subjectsOf('certificate')
      return reader.wantedFacts().some(({kind}) => kind === 'sniEndpoints')
    }
    assert.ok(requestsCertificates(factOf('domains', 'pay', [{hostname: 'x', id: 'd1'}])))
    assert.ok(
      requestsCertificates(
        factOf('domains', 'pay', [{hostname: 'pay.herokuapp.com', id: 'd1', kind: 'heroku'}, custom('a.test')]),
      ),
    )
    assert.ok(requestsCertificates(refusedFact('domains', 'pay')))
  })

  it('waits for the domains of its app', () => {
    const {subjectsOf, reader} = fixture([app])
    assert.deepEqual(
      subjectsOf('certificate').map(({name}) => name),
      ['pay/*'],
    )
    assert.deepEqual(
      reader.wantedFacts().map(({kind}) => kind),
      ['domains'],
    )
  })

  it("becomes a placeholder when the certificates can't be read", () => {
    assert.deepEqual(
      fixture([app, factOf('domains', 'pay', [custom('a.test')]), refusedFact('sniEndpoints', 'pay')])
        .subjectsOf('certificate')
        .map(({name}) => name),
      ['pay/*'],
    )
  })

  it("has gaps when only the domains can't be read", () => {
    const {field} = fixture([app, refusedFact('domains', 'pay'), factOf('sniEndpoints', 'pay', [endpoint()])])
    for (const name of ['domains', 'isUsed', 'uncoveredDomains'])
      assert.equal(valueOrGap(field('certificate', 'cert', name)), 'forbidden?', name)
  })
})
