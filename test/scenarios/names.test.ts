import assert from 'node:assert/strict'

import type {Raw, World} from '../fixtures/types.js'

import {app, refuse, team, uuid, world} from '../fixtures/build.js'
import {pem} from '../fixtures/pem.js'
import {assessWorld, subjects, verdict, verdicts} from './assess-world.js'

type AppInit = NonNullable<Parameters<typeof app>[1]>
type CertificateInit = NonNullable<AppInit['certificates']>[number]
type DomainInit = Exclude<NonNullable<AppInit['domains']>[number], string>

const pay = {kind: 'app', name: 'pay'} as const
const host = 'pay.example.com'

const broken = (path: RegExp): Array<Partial<World>> => [
  ...[402, 403, 404, 422, 500].map(status => ({faults: [refuse(path, status)]})),
  {faults: [refuse(path, 200, 'nothing')]},
]

describe('custom-domains-have-a-certificate', () => {
  const check = 'custom-domains-have-a-certificate'

  async function on(domain: Omit<DomainInit, 'hostname'>, init: AppInit = {}): Promise<string> {
    const certificates = [{covers: [host], name: 'cert'}]
    return verdict(
      await assessWorld(world({apps: [app('pay', {certificates, domains: [{hostname: host, ...domain}], ...init})]}), {
        scope: pay,
      }),
      check,
      host,
    )
  }

  it("takes a certificate of the domain's own, whatever the managed one does", async () => {
    for (const acm of [null, 'ok', 'failing', 'failed', 'pending'])
      for (const isManaged of [true, false]) {
        assert.equal(await on({acm, certificate: 'cert'}, {acm: isManaged}), 'pass')
      }
  })

  it('takes a managed certificate that is in use', async () => {
    for (const acm of [true, false])
      for (const status of ['ok', 'cert issued', 'Cert issued'])
        assert.equal(await on({acm: status}, {acm}), 'pass', status)
  })

  it('fails without a certificate', async () => {
    for (const acm of [null, 'failing', 'failed', 'pending', 'verified', 'in-progress'])
      assert.equal(await on({acm}, {acm: false}), 'fail', String(acm))
    for (const acm of ['failing', 'failed']) assert.equal(await on({acm}, {acm: true}), 'fail', acm)
  })

  it('is unknown while a managed one has not settled', async () => {
    for (const acm of [null, 'pending', 'verified', 'in-progress', 'dns-verified', 'issued', ''])
      assert.equal(await on({acm}, {acm: true}), 'unknown', String(acm))
  })

  it('is unknown where the API does not say enough', async () => {
    assert.equal(await on({record: {sni_endpoint: undefined}}), 'unknown')
    assert.equal(await on({}, {record: {acm: null}}), 'unknown')
    assert.equal(await on({record: {kind: null}}), 'unknown')
    assert.equal(await on({record: {kind: 'wild'}}), 'unknown')
    assert.equal(await on({acm: 'failing'}, {record: {acm: undefined}}), 'fail')
  })

  it('leaves the name that Heroku gives out', async () => {
    const seen = await assessWorld(world({apps: [app('pay', {domains: [host]})]}), {scope: pay})
    assert.deepEqual(Object.values(verdicts(seen, check)).sort(), ['fail', 'not-applicable'])
  })

  it('is unknown of one placeholder where the domains cannot be read', async () => {
    for (const more of broken(/^\/apps\/pay\/domains/))
      assert.deepEqual(verdicts(await assessWorld(world({apps: [app('pay')], ...more}), {scope: pay}), check), {
        'pay/*': 'unknown',
      })
  })
})

describe('automated-certificates-are-healthy', () => {
  const check = 'automated-certificates-are-healthy'
  const on = async (acm: string | null, init: AppInit = {acm: true}) =>
    verdict(
      await assessWorld(world({apps: [app('pay', {domains: [{acm, hostname: host}], ...init})]}), {scope: pay}),
      check,
      host,
    )

  it('goes by the status', async () => {
    for (const status of ['ok', 'cert issued', 'Cert issued']) assert.equal(await on(status), 'pass', status)
    for (const status of ['failing', 'failed']) assert.equal(await on(status), 'fail')
    for (const status of [null, 'pending', 'verified', 'in-progress', 'dns-verified', 'toString'])
      assert.equal(await on(status), 'unknown')
  })

  it('does not apply where certificates are not managed, nor to the name that Heroku gives', async () => {
    assert.equal(await on('failing', {acm: false}), 'not-applicable')
    const seen = verdicts(await assessWorld(world({apps: [app('pay', {acm: true})]}), {scope: pay}), check)
    assert.deepEqual(Object.values(seen), ['not-applicable'])
  })

  it('is unknown where the app does not say whether they are managed', async () => {
    assert.equal(await on('failing', {record: {acm: null}}), 'unknown')
  })

  it("goes by the app's own record where the list of the team leaves it out", async () => {
    const parts = {
      apps: [app('pay', {acm: true, domains: [{acm: 'failing', hostname: host}], team: 'acme'})],
      faults: [refuse(/^\/apps$/)],
    }
    assert.equal(
      verdict(
        await assessWorld(world({...parts, teams: [team('acme')]}), {scope: {kind: 'team', name: 'acme'}}),
        check,
        host,
      ),
      'fail',
    )
  })
})

describe('certificates', () => {
  const named = (cert: Partial<CertificateInit>, hostname = host): AppInit => ({
    certificates: [{covers: [hostname], name: 'cert', ...cert}],
    domains: [{certificate: 'cert', hostname}],
  })

  async function on(check: string, init: AppInit, more: Partial<World> = {}): Promise<string> {
    return verdict(await assessWorld(world({apps: [app('pay', init)], ...more}), {scope: pay}), check, 'cert')
  }

  const all = [
    'certificates-are-not-expired',
    'certificates-use-strong-keys',
    'certificates-are-renewed-in-time',
    'certificates-are-ca-signed',
    'certificates-cover-their-domains',
  ]

  it('that no domain uses are left out', async () => {
    const idle = {
      certificates: [{caSigned: false, chain: pem('rsa1024'), covers: ['x.test'], expiresInDays: -9, name: 'cert'}],
      domains: [host],
    }
    for (const check of all) assert.equal(await on(check, idle), 'not-applicable', check)
  })

  it('are used where either side says so', async () => {
    const appWorld = app('pay', named({caSigned: false}))
    const [heroku, own] = appWorld.domains
    const [endpoint] = appWorld.sniEndpoints
    const onlyDomain = {...appWorld, sniEndpoints: [{...endpoint, domains: []}]}
    const onlyEndpoint = {...appWorld, domains: [heroku ?? {}, {...own, sni_endpoint: null}]}
    const neither = {...appWorld, domains: onlyEndpoint.domains, sniEndpoints: onlyDomain.sniEndpoints}
    const verdictOf = async (its: typeof appWorld) =>
      verdict(await assessWorld(world({apps: [its]}), {scope: pay}), 'certificates-are-ca-signed', 'cert')
    assert.deepEqual(
      [await verdictOf(onlyDomain), await verdictOf(onlyEndpoint), await verdictOf(neither)],
      ['fail', 'fail', 'not-applicable'],
    )
  })

  it('are read although the domains cannot be', async () => {
    const more = {faults: [refuse(/domains/)]}
    assert.equal(await on('certificates-are-renewed-in-time', named({expiresInDays: 3}), more), 'fail')
    assert.equal(await on('certificates-are-ca-signed', named({caSigned: false}), more), 'fail')
    assert.equal(await on('certificates-cover-their-domains', named({}), more), 'unknown')
  })

  it('are unknown of one placeholder where they cannot be read', async () => {
    for (const more of broken(/sni-endpoints/))
      for (const check of all) {
        assert.deepEqual(
          verdicts(await assessWorld(world({apps: [app('pay', named({}))], ...more}), {scope: pay}), check),
          {
            'pay/*': 'unknown',
          },
        )
      }
  })

  it('are unknown of one placeholder where neither they nor the domains can be read', async () => {
    const faults = [refuse(/domains|sni-endpoints/)]
    for (const check of all)
      assert.deepEqual(
        verdicts(await assessWorld(world({apps: [app('pay', named({}))], faults}), {scope: pay}), check),
        {
          'pay/*': 'unknown',
        },
      )
  })

  it('are judged at the instant they expire', async () => {
    const check = 'certificates-are-not-expired'
    const at = (expires: string | null | undefined) => on(check, named({cert: {expires_at: expires}}))
    assert.equal(await at('2026-11-20T12:00:00.001Z'), 'pass')
    assert.equal(await at('2026-11-20T12:00:00Z'), 'fail')
    assert.equal(await at('2026-11-20T11:59:59Z'), 'fail')
    assert.equal(await at('2031/05/05 12:05:56 -0700'), 'pass')
    assert.equal(await at('2021/05/05 12:05:56 -0700'), 'fail')
    for (const expires of [null, undefined, 'soon', '2031-05-05'])
      assert.equal(await at(expires), 'unknown', String(expires))
  })

  it('are judged by the strength of key and signature', async () => {
    const check = 'certificates-use-strong-keys'
    const of = (chain: null | string) => on(check, named({chain}))
    for (const name of ['rsa2048', 'ec256', 'ec384', 'brainpool', 'ed25519', 'pss256', 'rsaSha512', 'rsaSha224'])
      assert.equal(await of(pem(name, 'ca')), 'pass', name)
    for (const name of ['rsa2047', 'rsa1024', 'ec224', 'dsa', 'rsaSha1', 'ecSha1', 'pss1', 'rsaMd5'])
      assert.equal(await of(pem(name, 'rsa2048')), 'fail', name)
    for (const name of ['ed448', 'rsaSha3']) assert.equal(await of(pem(name)), 'unknown', name)
    for (const chain of [null, '', 'none']) assert.equal(await of(chain), 'unknown', String(chain))
  })

  it('are named after their endpoint, or else its id', async () => {
    const appWorld = app('pay', named({}))
    const seen = await assessWorld(
      world({apps: [{...appWorld, sniEndpoints: [{...appWorld.sniEndpoints[0], name: null}]}]}),
      {
        scope: pay,
      },
    )
    assert.deepEqual(subjects(seen, 'certificate'), [uuid('sni-endpoint', 'pay/cert')])
  })
})

describe('certificates-are-renewed-in-time', () => {
  const second = 1 / 86_400
  const on = async (cert: Partial<CertificateInit>) =>
    verdict(
      await assessWorld(
        world({
          apps: [
            app('pay', {
              certificates: [{covers: [host], name: 'cert', ...cert}],
              domains: [{certificate: 'cert', hostname: host}],
            }),
          ],
        }),
        {scope: pay},
      ),
      'certificates-are-renewed-in-time',
      'cert',
    )

  it('requires fourteen days to the second', async () => {
    assert.equal(await on({expiresInDays: 14}), 'pass')
    assert.equal(await on({expiresInDays: 14 - second}), 'fail')
    assert.equal(await on({expiresInDays: 14 + second}), 'pass')
    for (const expiresInDays of [13, 0, -1, -400]) assert.equal(await on({expiresInDays}), 'fail')
  })

  it('reads dates with an offset and in the old form', async () => {
    const expiring = (expires_at: unknown) => on({cert: {expires_at}})
    assert.equal(await expiring('2026-12-04T13:00:00+01:00'), 'pass')
    assert.equal(await expiring('2026-12-04T12:59:59+01:00'), 'fail')
    assert.equal(await expiring('2031/05/05 12:05:56 -0700'), 'pass')
    assert.equal(await expiring('2026/12/04 05:00:00 -0700'), 'pass')
    assert.equal(await expiring('2026/12/04 04:59:59 -0700'), 'fail')
  })

  it('is unknown without a date that can be read', async () => {
    for (const expires of [
      null,
      undefined,
      '',
      'never',
      '2031-05-05',
      '2031-05-05T00:00:00',
      '05/05/2031',
      '1938202000',
      '2031-13-45T00:00:00Z',
    ]) {
      assert.equal(await on({cert: {expires_at: expires}}), 'unknown', String(expires))
    }
  })
})

describe('certificates-are-ca-signed', () => {
  const on = async (cert: Raw) =>
    verdict(
      await assessWorld(
        world({
          apps: [
            app('pay', {
              certificates: [{cert, covers: [host], name: 'cert'}],
              domains: [{certificate: 'cert', hostname: host}],
            }),
          ],
        }),
        {scope: pay},
      ),
      'certificates-are-ca-signed',
      'cert',
    )

  it('requires an authority other than the certificate itself', async () => {
    assert.equal(await on({'ca_signed?': true, 'self_signed?': false}), 'pass')
    assert.equal(await on({'ca_signed?': true, 'self_signed?': undefined}), 'pass')
    assert.equal(await on({'ca_signed?': true, 'self_signed?': true}), 'fail')
    assert.equal(await on({'ca_signed?': false, 'self_signed?': false}), 'fail')
    assert.equal(await on({'ca_signed?': false, 'self_signed?': undefined}), 'fail')
  })

  it('is unknown where nothing is said, unless it is self-signed', async () => {
    for (const silent of [null, undefined]) {
      assert.equal(await on({'ca_signed?': silent, 'self_signed?': false}), 'unknown')
      assert.equal(await on({'ca_signed?': silent, 'self_signed?': true}), 'fail')
    }
  })

  it('is unknown of an endpoint that shows no certificate', async () => {
    const appWorld = app('pay', {
      certificates: [{covers: [host], name: 'cert'}],
      domains: [{certificate: 'cert', hostname: host}],
    })
    for (const cert of [null, {}]) {
      const seen = await assessWorld(
        world({
          apps: [{...appWorld, sniEndpoints: appWorld.sniEndpoints.map(endpoint => ({...endpoint, ssl_cert: cert}))}],
        }),
        {scope: pay},
      )
      for (const check of [
        'certificates-are-renewed-in-time',
        'certificates-are-ca-signed',
        'certificates-cover-their-domains',
      ])
        assert.equal(verdict(seen, check, 'cert'), 'unknown')
    }
  })
})

describe('certificates-cover-their-domains', () => {
  const check = 'certificates-cover-their-domains'
  const on = async (covers: string[], ...hostnames: string[]) =>
    verdict(
      await assessWorld(
        world({
          apps: [
            app('pay', {
              certificates: [{covers, name: 'cert'}],
              domains: hostnames.map(hostname => ({certificate: 'cert', hostname})),
            }),
          ],
        }),
        {scope: pay},
      ),
      check,
      'cert',
    )

  it('matches names ignoring case', async () => {
    assert.equal(await on(['Pay.Example.com'], 'pay.example.COM'), 'pass')
    assert.equal(await on(['pay.example.com'], 'shop.example.com'), 'fail')
    assert.equal(await on(['xpay.example.com'], 'pay.example.com'), 'fail')
  })

  it('lets a wildcard stand for one label', async () => {
    assert.equal(await on(['*.example.com'], 'pay.example.com'), 'pass')
    assert.equal(await on(['*.EXAMPLE.com'], 'PAY.example.com'), 'pass')
    for (const hostname of [
      'example.com',
      'a.pay.example.com',
      'payexample.com',
      '.example.com',
      'pay.example.com.evil.test',
    ])
      assert.equal(await on(['*.example.com'], hostname), 'fail', hostname)
    for (const pattern of [
      '*',
      '*.com',
      'p*.example.com',
      'pay.*.com',
      '*example.com',
      '**.example.com',
      '*.pay.example.com',
    ])
      assert.equal(await on([pattern], 'pay.example.com'), 'fail', pattern)
  })

  it('lets a wildcard domain be covered by the same wildcard alone', async () => {
    assert.equal(await on(['*.example.com'], '*.example.com'), 'pass')
    assert.equal(await on(['pay.example.com'], '*.example.com'), 'fail')
  })

  it('requires every domain that uses it to be covered', async () => {
    assert.equal(await on(['a.example.com', 'b.example.com'], 'a.example.com', 'b.example.com'), 'pass')
    assert.equal(await on(['a.example.com'], 'a.example.com', 'b.example.com'), 'fail')
    assert.equal(await on([], 'a.example.com'), 'fail')
  })

  it('ignores domains that use another certificate', async () => {
    const init = {
      certificates: [
        {covers: ['a.example.com'], name: 'cert'},
        {covers: ['b.example.com'], name: 'other'},
      ],
      domains: [
        {certificate: 'cert', hostname: 'a.example.com'},
        {certificate: 'other', hostname: 'b.example.com'},
        {hostname: 'c.example.com'},
      ],
    }
    assert.deepEqual(verdicts(await assessWorld(world({apps: [app('pay', init)]}), {scope: pay}), check), {
      cert: 'pass',
      other: 'pass',
    })
  })

  it('is unknown where the API does not say what it covers', async () => {
    for (const cert_domains of [null, undefined]) {
      const init = {
        certificates: [{cert: {cert_domains}, covers: [], name: 'cert'}],
        domains: [{certificate: 'cert', hostname: host}],
      }
      assert.equal(
        verdict(await assessWorld(world({apps: [app('pay', init)]}), {scope: pay}), check, 'cert'),
        'unknown',
      )
    }
  })

  it('is unknown where it names a domain that the list of domains does not show', async () => {
    const appWorld = app('pay', {
      certificates: [{covers: ['a.example.com'], name: 'cert'}],
      domains: [{certificate: 'cert', hostname: 'a.example.com'}],
    })
    const more = (covers: string[]) => ({
      ...appWorld,
      sniEndpoints: appWorld.sniEndpoints.map(endpoint => ({
        ...endpoint,
        domains: ['gone', ...(endpoint['domains'] as string[])],
        ssl_cert: {cert_domains: covers},
      })),
    })
    assert.equal(
      verdict(await assessWorld(world({apps: [more(['a.example.com'])]}), {scope: pay}), check, 'cert'),
      'unknown',
    )
    assert.equal(
      verdict(await assessWorld(world({apps: [more(['b.example.com'])]}), {scope: pay}), check, 'cert'),
      'fail',
    )
  })
})
