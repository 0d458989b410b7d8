import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const shop = {domains: ['w1'], id: 'n1', leaf: null, name: 'shop-1', ssl_cert: {cert_domains: ['www.example.com']}}
const other = {domains: [], id: 'n2', name: 'other-1', ssl_cert: {}}
const own = {acm_status: null, hostname: 'web.herokuapp.com', id: 'h1', kind: 'heroku', sni_endpoint: null}
const www = {
  acm_status: 'failed',
  hostname: 'www.example.com',
  id: 'w1',
  kind: 'custom',
  sni_endpoint: {id: 'n1', name: 'shop-1'},
}
const api = {acm_status: 'ok', hostname: 'api.example.com', id: 'w2', kind: 'custom', sni_endpoint: null}

const account = (acm: boolean, certificates = [shop, other]) =>
  snapshotOf([
    factOf('apps', [], [{acm, id: 'a1', name: 'web'}]),
    factOf('app', ['a1'], {acm, id: 'a1', name: 'web'}),
    factOf('domains', ['web'], [own, www, api]),
    factOf('sniEndpoints', ['web'], certificates),
  ])

const acmOf = ({bodyOf}: Awaited<ReturnType<typeof predict>>) => [bodyOf('apps')?.[0]?.acm, bodyOf('app', 'a1')?.acm]

const {acm_status, hostname, id, kind} = www
const open = {acm_status, hostname, id, kind}

describe('certs:auto:enable', () => {
  it('waits for new certificates, and does not know which ones stay', async () => {
    const after = await predict(account(false), 'heroku certs:auto:enable -a web')
    assert.deepEqual(acmOf(after), [true, true])
    assert.deepEqual(after.bodyOf('domains', 'web'), [own, {...www, acm_status: null}, {...api, acm_status: null}])
    assert.equal(after.gapOf('sniEndpoints', 'web'), 'not-created-yet')
  })

  it('ends with --wait once they are issued', async () => {
    const {bodyOf} = await predict(account(false), 'heroku certs:auto:enable -a web --wait')
    assert.deepEqual(
      bodyOf('domains', 'web')?.map(({acm_status: status}) => status),
      [null, 'cert issued', 'cert issued'],
    )
  })

  it('waits for them again where certificates are managed already', async () => {
    const after = await predict(account(true), 'heroku certs:auto:enable -a web')
    assert.deepEqual(after.bodyOf('domains', 'web'), [own, {...www, acm_status: null}, {...api, acm_status: null}])
  })
})

describe('certs:auto:disable', () => {
  it('takes the managed certificate of a domain, and does not know which of a list are managed', async () => {
    const after = await predict(account(true), 'heroku certs:auto:disable -a web --confirm web')
    assert.deepEqual(acmOf(after), [false, false])
    assert.deepEqual(after.bodyOf('domains', 'web'), [own, {...open, acm_status: null}, {...api, acm_status: null}])
    assert.equal(after.gapOf('sniEndpoints', 'web'), 'not-created-yet')
  })

  it('changes nothing where certificates are not managed', async () => {
    const {prediction} = await predict(account(false), 'heroku certs:auto:disable -a web --confirm web')
    assert.equal(prediction.touched.size, 0)
  })
})

describe('certs:auto:refresh', () => {
  it('tries again where it failed', async () => {
    const {bodyOf} = await predict(account(true), 'heroku certs:auto:refresh -a web')
    assert.deepEqual(bodyOf('domains', 'web'), [own, {...www, acm_status: null}, api])
  })
})

describe('certs:add', () => {
  it('does not know which domains will use the certificate', async () => {
    const after = await predict(account(false), 'heroku certs:add a.crt a.key -a web')
    assert.equal(after.gapOf('sniEndpoints', 'web'), 'not-created-yet')
    const {sni_endpoint: endpoint, ...anyhow} = api
    assert.equal(endpoint, null)
    assert.deepEqual(after.bodyOf('domains', 'web'), [own, www, anyhow])
    assert.deepEqual(acmOf(after), [false, false])
  })

  it('adds a certificate that says nothing where no domain can use it', async () => {
    const snapshot = snapshotOf([
      factOf('apps', [], [{acm: false, id: 'a1', name: 'web'}]),
      factOf('domains', ['web'], [own]),
      factOf('sniEndpoints', ['web'], [other]),
    ])
    const {bodyOf} = await predict(snapshot, 'heroku certs:add a.crt a.key -a web')
    assert.deepEqual(bodyOf('sniEndpoints', 'web'), [other, {domains: [], id: 'not-created-yet-1'}])
  })

  it('does not know whether certificates stay managed', async () => {
    const after = await predict(account(true), 'heroku certs:add a.crt a.key -a web')
    assert.deepEqual(acmOf(after), [null, null])
  })
})

describe('certs:update', () => {
  const unsaid = {domains: ['w1'], id: 'n1', name: 'shop-1'}

  for (const flag of ['--name shop-1', '--endpoint www.example.com'])
    it(`forgets what is in the certificate of ${flag}`, async () => {
      const {bodyOf} = await predict(account(false), `heroku certs:update a.crt a.key -a web ${flag}`)
      assert.deepEqual(bodyOf('sniEndpoints', 'web'), [unsaid, other])
      assert.deepEqual(bodyOf('domains', 'web'), [own, www, api])
    })

  it('updates the only certificate of the app', async () => {
    const {bodyOf} = await predict(account(false, [shop]), 'heroku certs:update a.crt a.key -a web')
    assert.deepEqual(bodyOf('sniEndpoints', 'web'), [unsaid])
  })

  it('ends the management of certificates', async () => {
    const after = await predict(account(true), 'heroku certs:update a.crt a.key -a web --name shop-1')
    assert.deepEqual(acmOf(after), [false, false])
    assert.deepEqual(after.bodyOf('domains', 'web'), [own, www, {...api, acm_status: null}])
  })

  for (const [flags, message] of [
    ['', /several certificates.*/],
    ['--name no', /web has no certificate no/],
    ['--endpoint api.example.com', /web has no certificate api.example.com/],
  ] as const)
    it(`refuses ${flags || 'no name'} as Heroku does`, async () =>
      assert.rejects(predict(account(false), `heroku certs:update a.crt a.key -a web ${flags}`), message))

  it('refuses an app without a certificate', async () =>
    assert.rejects(predict(account(false, []), 'heroku certs:update a.crt a.key -a web'), /no certificate at all/))

  it('forgets all certificates where a variable names one', async () => {
    const {gapOf} = await predict(account(false), "heroku certs:update a.crt a.key -a web --name '$NAME'")
    assert.equal(gapOf('sniEndpoints', 'web'), 'not-created-yet')
  })

  it('forgets all certificates where the domains that tell them apart are not known', async () => {
    const snapshot = snapshotOf([
      factOf('apps', [], [{acm: false, id: 'a1', name: 'web'}]),
      refusedFact('domains', 'web'),
      factOf('sniEndpoints', ['web'], [shop, other]),
    ])
    const {gapOf} = await predict(snapshot, 'heroku certs:update a.crt a.key -a web --endpoint www.example.com')
    assert.equal(gapOf('sniEndpoints', 'web'), 'not-created-yet')
  })
})

describe('certs:remove', () => {
  it('leaves its domains without a certificate', async () => {
    const {bodyOf} = await predict(account(false), 'heroku certs:remove -a web --name shop-1 --confirm web')
    assert.deepEqual(bodyOf('sniEndpoints', 'web'), [other])
    assert.deepEqual(bodyOf('domains', 'web'), [own, {...www, sni_endpoint: null}, api])
  })

  it('does not know whether a healthy managed certificate was the one', async () => {
    const snapshot = snapshotOf([
      factOf('app', ['web'], {acm: true, id: 'a1', name: 'web'}),
      factOf('domains', ['web'], [{...www, acm_status: 'ok'}]),
      factOf('sniEndpoints', ['web'], [shop]),
    ])
    const {bodyOf} = await predict(snapshot, 'heroku certs:remove -a web --confirm web')
    assert.deepEqual(bodyOf('domains', 'web'), [{...open, acm_status: null}])
  })

  it('does not know which domain has one left where the certificates are not known', async () => {
    const snapshot = snapshotOf([
      factOf('apps', [], [{acm: false, id: 'a1', name: 'web'}]),
      factOf('domains', ['web'], [own, www, api]),
      refusedFact('sniEndpoints', 'web'),
    ])
    const {bodyOf, gapOf, touches} = await predict(snapshot, 'heroku certs:remove -a web --confirm web')
    assert.deepEqual(bodyOf('domains', 'web'), [own, open, api])
    assert.equal(gapOf('sniEndpoints', 'web'), 'forbidden')
    assert.ok(touches('sniEndpoints', 'web'))
  })
})
