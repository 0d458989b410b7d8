import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const web = {acm: false, id: 'a1', name: 'web'}
const shop = {id: 'n1', name: 'shop-1'}
const own = {hostname: 'web.herokuapp.com', id: 'h1', kind: 'heroku', sni_endpoint: null}
const www = {acm_status: null, hostname: 'www.example.com', id: 'w1', kind: 'custom', sni_endpoint: shop}
const api = {acm_status: null, hostname: 'api.example.com', id: 'w2', kind: 'custom', sni_endpoint: null}
const shopCertificate = {...shop, domains: ['w1']}
const otherCertificate = {domains: [], id: 'n2', name: 'other-1'}

const apps = factOf('apps', [], [web, {acm: false, id: 'a2', name: 'jobs'}])
const domains = factOf('domains', ['web'], [own, www, api])
const certificates = factOf('sniEndpoints', ['web'], [shopCertificate, otherCertificate])
const account = snapshotOf([apps, domains, certificates])
const bare = snapshotOf([apps, domains, factOf('sniEndpoints', ['web'], [])])

const added = {acm_status: null, hostname: 'new.example.com', id: 'not-created-yet-1', kind: 'custom'}

describe('domains:add', () => {
  it('adds a domain without a certificate where the app has none', async () => {
    const {bodyOf} = await predict(bare, 'heroku domains:add new.example.com -a web')
    assert.deepEqual(bodyOf('domains', 'web'), [own, www, api, {...added, sni_endpoint: null}])
  })

  it('leaves open which of the certificates of the app it uses', async () => {
    const {bodyOf, gapOf} = await predict(account, 'heroku domains:add new.example.com -a web')
    assert.deepEqual(bodyOf('domains', 'web'), [own, www, api, added])
    assert.equal(gapOf('sniEndpoints', 'web'), 'not-created-yet')
  })

  it('leaves the only certificate of the app as it is', async () => {
    const single = snapshotOf([apps, domains, factOf('sniEndpoints', ['web'], [shopCertificate])])
    const {bodyOf} = await predict(single, 'heroku domains:add new.example.com -a web')
    assert.deepEqual(bodyOf('domains', 'web'), [own, www, api, added])
    assert.deepEqual(bodyOf('sniEndpoints', 'web'), [shopCertificate])
  })

  it('lets it use the certificate of --cert', async () => {
    const {bodyOf} = await predict(account, 'heroku domains:add new.example.com -a web --cert other-1')
    assert.deepEqual(bodyOf('domains', 'web')?.at(-1), {...added, sni_endpoint: {id: 'n2', name: 'other-1'}})
    assert.deepEqual(bodyOf('sniEndpoints', 'web'), [shopCertificate, {...otherCertificate, domains: [added.id]}])
  })

  it('trusts --cert where the certificates are not known', async () => {
    const snapshot = snapshotOf([apps, domains, refusedFact('sniEndpoints', 'web')])
    const {bodyOf, touches} = await predict(snapshot, 'heroku domains:add new.example.com -a web --cert other-1')
    assert.deepEqual(bodyOf('domains', 'web')?.at(-1), {...added, sni_endpoint: {name: 'other-1'}})
    assert.ok(touches('sniEndpoints', 'web'))
  })

  it('does not know which certificate covers the name in a variable', async () => {
    const {bodyOf, gapOf} = await predict(account, "heroku domains:add '$HOST' -a web --cert other-1")
    assert.deepEqual(bodyOf('domains', 'web')?.at(-1), {...added, hostname: '$HOST'})
    assert.equal(gapOf('sniEndpoints', 'web'), 'not-created-yet')
  })

  it('refuses a name that an app has already, and a certificate that the app does not have', async () => {
    await assert.rejects(predict(account, 'heroku domains:add WWW.example.com -a jobs'), /belongs to an app already/)
    await assert.rejects(predict(account, 'heroku domains:add a.example.com -a web --cert no'), /no certificate no/)
  })
})

describe('domains:remove', () => {
  for (const key of ['www.example.com', 'w1'])
    it(`removes the domain named ${key}, also from its certificate`, async () => {
      const {bodyOf} = await predict(account, `heroku domains:remove ${key} -a web`)
      assert.deepEqual(bodyOf('domains', 'web'), [own, api])
      assert.deepEqual(bodyOf('sniEndpoints', 'web'), [{...shopCertificate, domains: []}, otherCertificate])
    })

  it('does not know which domain a variable names', async () => {
    const {gapOf} = await predict(account, "heroku domains:remove '$HOST' -a web")
    assert.equal(gapOf('domains', 'web'), 'not-created-yet')
    assert.equal(gapOf('sniEndpoints', 'web'), 'not-created-yet')
  })

  it('refuses a domain that the app does not have', async () =>
    assert.rejects(predict(account, 'heroku domains:remove no.example.com -a web'), /web has no domain/))

  it('leaves a list that could not be read, and says that it is touched', async () => {
    const {gapOf, touches} = await predict(
      snapshotOf([apps, refusedFact('domains', 'web')]),
      'heroku domains:remove www.example.com -a web',
    )
    assert.equal(gapOf('domains', 'web'), 'forbidden')
    assert.ok(touches('domains', 'web'))
  })
})

describe('domains:clear', () => {
  it("leaves Heroku's own domain", async () => {
    const {bodyOf} = await predict(account, 'heroku domains:clear -a web')
    assert.deepEqual(bodyOf('domains', 'web'), [own])
    assert.deepEqual(bodyOf('sniEndpoints', 'web'), [{...shopCertificate, domains: []}, otherCertificate])
  })
})

describe('domains:update', () => {
  it('takes the domain from one certificate to another', async () => {
    const {bodyOf} = await predict(account, 'heroku domains:update www.example.com -a web --cert n2')
    assert.deepEqual(bodyOf('domains', 'web'), [own, {...www, sni_endpoint: {id: 'n2', name: 'other-1'}}, api])
    assert.deepEqual(bodyOf('sniEndpoints', 'web'), [
      {...shopCertificate, domains: []},
      {...otherCertificate, domains: ['w1']},
    ])
  })

  it('does not know what a variable names', async () => {
    const {gapOf} = await predict(account, "heroku domains:update www.example.com -a web --cert '$CERT'")
    assert.equal(gapOf('domains', 'web'), 'not-created-yet')
  })
})
