import assert from 'node:assert/strict'

import type {Domain} from '../../../src/model/facts.js'

import {valueOrGap, fixture, factOf} from '../support.js'

function field(name: string, domain: Partial<Domain>, acm?: boolean | null): unknown {
  const app = factOf('app', 'pay', {id: 'a1', name: 'pay', space: null, ...(acm === undefined ? {} : {acm})})
  return valueOrGap(
    fixture([
      app,
      factOf('domains', 'pay', [{hostname: 'x.test', id: 'd1', kind: 'custom', sni_endpoint: null, ...domain}]),
    ]).field('domain', 'x.test', name),
  )
}

describe('domain', () => {
  it('has a certificate if it names one or the managed one is in use', () => {
    assert.equal(field('hasCertificate', {sni_endpoint: {id: 'e1'}}), true)
    for (const status of ['ok', 'OK', 'cert issued', 'Cert issued'])
      assert.equal(field('hasCertificate', {acm_status: status}), true, status)
    for (const status of ['failed', 'failing', 'Failed'])
      for (const acm of [true, false, null]) assert.equal(field('hasCertificate', {acm_status: status}, acm), false)
    assert.equal(field('hasCertificate', {acm_status: 'pending'}, false), false)
  })

  it('has a gap when the managed certificate is not settled', () => {
    for (const status of [null, 'pending', 'verified', 'issued', 'cert issued soon'])
      assert.equal(field('hasCertificate', {acm_status: status}, true), 'no-statement?', String(status))
    assert.equal(field('hasCertificate', {acm_status: 'pending'}), 'no-statement?')
  })

  it("has a gap when the API doesn't state the certificate", () => {
    const app = factOf('app', 'pay', {acm: false, id: 'a1', name: 'pay', space: null})
    const {field} = fixture([app, factOf('domains', 'pay', [{hostname: 'x.test', id: 'd1', kind: 'custom'}])])
    assert.equal(valueOrGap(field('domain', 'x.test', 'hasCertificate')), 'no-statement?')
  })

  it('reports a settled status in lowercase', () => {
    const settled = {
      'cert issued': 'cert issued',
      'Cert issued': 'cert issued',
      failed: 'failed',
      FAILING: 'failing',
      ok: 'ok',
    }
    for (const [status, seenAs] of Object.entries(settled))
      assert.equal(field('acmStatus', {acm_status: status}), seenAs)
    for (const status of ['in-progress', 'cert issued?', ''])
      assert.equal(field('acmStatus', {acm_status: status}), 'no-statement?', status)
  })

  it('reports kind, name and status as the API states them', () => {
    assert.deepEqual(
      [
        field('kind', {}),
        field('kind', {kind: 'heroku'}),
        field('hostname', {}),
        field('acmStatus', {acm_status: 'failing'}),
        field('acm', {}, true),
      ],
      ['custom', 'heroku', 'x.test', 'failing', true],
    )
    assert.deepEqual(
      [
        field('kind', {kind: 'wild'}),
        field('kind', {kind: null}),
        field('acmStatus', {acm_status: 'pending'}),
        field('acm', {}, null),
      ],
      ['unknown-value?', 'no-statement?', 'no-statement?', 'no-statement?'],
    )
  })
})
