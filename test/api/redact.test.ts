import assert from 'node:assert/strict'

import type {FactKind} from '../../src/model/facts.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {redact} from '../../src/api/redact.js'
import {urlTarget} from '../../src/model/url-target.js'
import {CANARY} from '../fixtures/build.js'
import {hostile, HOSTILE} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {collectWorld} from '../../tools/sample.js'
import {everything, kinds, narrow, rawOf} from './support.js'

const kept = (kind: FactKind, raw: unknown) => {
  const cut = narrow(kind, redact(kind, raw))
  assert.ok('body' in cut, `${kind}: ${JSON.stringify(cut)}`)
  return cut.body
}

/** The kinds whose raw responses contain secrets. */
const carriers: readonly FactKind[] = [
  'accountAddons',
  'accountAttachments',
  'addon',
  'addonAttachments',
  'addons',
  'attachmentsOfAddon',
  'authorizations',
  'buildpackInstallations',
  'builds',
  'enterpriseArchives',
  'formation',
  'keyValueStore',
  'logDrains',
  'postgres',
  'postgresBackupSchedules',
  'postgresTransfers',
  'releases',
  'spaceLogDrain',
  'spaceTelemetryDrains',
  'teamAuthorizations',
  'telemetryDrains',
  'vpnConnections',
  'webhooks',
]

/** The same answer with a secret of every name beside what is there, in every object of it. */
function laced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => laced(item))
  if (typeof value !== 'object' || value === null) return value
  const names = [
    'access_token',
    'attach_url',
    'client_secret',
    'redirect_uri',
    'refresh_token',
    'command',
    'config_vars',
    'database_password',
    'exporter',
    'log_input_url',
    'password',
    'pre_shared_key',
    'private_key',
    'resource_url',
    'secret',
    'token',
    'toString',
    'web_url',
  ]
  const secrets = Object.fromEntries(
    names.map(name => [name, name === 'exporter' ? {headers: {authorization: 'CANARY-laced'}} : 'CANARY-laced']),
  )
  const own = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, laced(inner)]))
  return {...secrets, ...own, tunnels: [{pre_shared_key: 'CANARY-laced'}], 'CANARY-key': 1}
}

describe('redact', () => {
  it('is tested with a secret wherever the API returns one', () => {
    assert.deepEqual(
      kinds.filter(kind => CANARY.test(JSON.stringify(rawOf(kind)))),
      carriers,
    )
  })

  for (const kind of kinds)
    it(`leaves no secret in ${kind}`, () => {
      assert.doesNotMatch(JSON.stringify(kept(kind, rawOf(kind))), CANARY)
      assert.doesNotMatch(JSON.stringify(kept(kind, laced(rawOf(kind)))), CANARY)
    })

  const worlds: Array<[string, () => World, ReadonlyArray<Scope['kind']>]> = [
    ['the sample', sample, ['all', 'pipeline']],
    ['a hostile world', hostile, ['all', 'pipeline']],
    ['a world of every kind', everything, ['all', 'app', 'pipeline', 'space', 'team']],
  ]
  for (const [name, make, scopes] of worlds)
    it(`leaves no secret in the snapshot of ${name}`, async () => {
      const world = make()
      const nameOf = ([first]: ReadonlyArray<{readonly record: {readonly name: string}}>) => first?.record.name ?? ''
      const names: Readonly<Partial<Record<Scope['kind'], string>>> = {
        app: nameOf(world.apps),
        pipeline: nameOf(world.pipelines),
        space: nameOf(world.spaces),
        team: nameOf(world.teams),
      }
      for (const kind of scopes) {
        const {facts} = await collectWorld(world, {kind, ...(names[kind] === undefined ? {} : {name: names[kind]})})
        assert.ok(facts.length > 10, kind)
        assert.doesNotMatch(JSON.stringify(facts), CANARY)
      }
    })

  it('leaves no secret in a response of another format', async () => {
    for (const kind of carriers)
      for (const raw of [
        {secret: 'CANARY-x'},
        [['CANARY-x']],
        ['CANARY-x'],
        'CANARY-x',
        [{id: {secret: 'CANARY-x'}}],
        [{id: 'x', target: 'CANARY-x', url: 7}],
      ]) {
        assert.doesNotMatch(JSON.stringify(narrow(kind, redact(kind, raw))), CANARY, kind)
      }
  })

  it('keeps the creator and target of a log drain', () => {
    const addon = {app: {id: 'CANARY', name: 'CANARY'}, id: 'a', name: 'pay-logs'}
    assert.deepEqual(
      kept('logDrains', [
        {
          addon: null,
          id: '1',
          token: 'd.CANARY',
          url: 'https://u:CANARY@logs.example.com:8443/CANARY?key=CANARY#CANARY',
        },
        {addon, id: '2', url: ''},
        {addon, id: '3'},
        {addon: null, id: '4', url: 'CANARY'},
      ]),
      [
        {addon: null, id: '1', target: {host: 'logs.example.com', scheme: 'https'}},
        {addon: {id: 'a', name: 'pay-logs'}, id: '2', target: null},
        {addon: {id: 'a', name: 'pay-logs'}, id: '3', target: null},
        {addon: null, id: '4', target: {host: null, scheme: null}},
      ],
    )
  })

  it('ignores a target in the response', () => {
    const forged = {host: 'declared.example.com', scheme: 'https'}
    for (const kind of ['logDrains', 'telemetryDrains', 'webhooks'] as const) {
      assert.deepEqual(
        kept(kind, [
          {exporter: {endpoint: 'http://evil.example.com'}, id: '1', target: forged, url: 'http://evil.example.com'},
        ]),
        [{id: '1', target: {host: 'evil.example.com', scheme: 'http'}}],
      )
      assert.deepEqual(kept(kind, [{id: '1', target: forged}]), [{id: '1', target: null}])
    }
  })

  it('reads the endpoint of a telemetry drain, but no malformed exporter', () => {
    const seen = [
      {endpoint: 'otel.example.com:4317'},
      {endpoint: 7},
      {},
      null,
      'https://x.example.com',
      ['https://x.example.com'],
    ].map(exporter => kept('telemetryDrains', [{exporter, id: '1'}]))
    const none = [{id: '1', target: null}]
    assert.deepEqual(seen, [[{id: '1', target: {host: null, scheme: null}}], none, none, none, none, none])
  })

  it('keeps the address of a buildpack without user, password and query', () => {
    const url = 'https://u:CANARY@git.example.com:8443/acme/pack.git?key=CANARY#v2'
    const bare = 'https://git.example.com:8443/acme/pack.git#v2'
    assert.deepEqual(kept('buildpackInstallations', [{buildpack: {name: url, url}, ordinal: 0}]), [
      {buildpack: {name: bare, url: bare}, ordinal: 0},
    ])
    const urn = {name: 'heroku/nodejs', url: 'urn:buildpack:heroku/nodejs'}
    assert.deepEqual(kept('buildpackInstallations', [{buildpack: urn}]), [{buildpack: urn}])
    assert.deepEqual(kept('buildpackInstallations', [{buildpack: {name: 'x', url: 'https://u:CANARY@[odd/'}}]), [
      {buildpack: {name: 'x', url: 'an address that cannot be read'}},
    ])
    const app = {buildpacks: [{id: url}, {id: 'heroku/ruby'}], id: '1', name: 'x'}
    assert.deepEqual(kept('app', app), {buildpacks: [{id: bare}, {id: 'heroku/ruby'}], id: '1', name: 'x'})
    assert.deepEqual(kept('apps', [app]), [kept('app', app)])
  })

  it('keeps the buildpacks of a build in the same way', () => {
    const rows = [
      {buildpacks: [{name: 'x', url: 'https://u:CANARY@git.example.com/acme/x?k=CANARY'}], id: 'b1'},
      {buildpacks: null, id: 'b2'},
      {id: 'b3'},
    ]
    assert.deepEqual(kept('builds', rows), [
      {buildpacks: [{name: 'x', url: 'https://git.example.com/acme/x'}], id: 'b1'},
      {buildpacks: null, id: 'b2'},
      {id: 'b3'},
    ])
  })

  const unreadable = 'an address that cannot be read'
  const addresses: Array<[string, string]> = [
    ['heroku/ruby', 'heroku/ruby'],
    ['acme/x?key=CANARY#v1', 'acme/x#v1'],
    ['git@github.com:acme/x.git#v1', 'git@github.com:acme/x.git#v1'],
    ['git@github.com:acme/x.git?key=CANARY', 'git@github.com:acme/x.git'],
    ['CANARY@github.com:acme/x.git', unreadable],
    ['u:CANARY@github.com/acme/x', unreadable],
    ['CANARY/x@github.com', unreadable],
    ['git@CANARY@github.com:acme/x', unreadable],
    ['git@github.com:acme/x#CANARY@x', unreadable],
    ['git@github.com:', unreadable],
    ['ssh://git:CANARY@github.com/acme/x', 'ssh://github.com/acme/x'],
    ['https://u:CANARY@x@github.com/acme/x', unreadable],
    ['https://u:CANARY/x@github.com/heroku/x', unreadable],
    ['https://u:1/CANARY@github.com/heroku/x', 'https://u:1/...'],
    ['https://github.com/acme/x#CANARY@x', 'https://github.com/acme/x'],
    ['https://u:CANARY\\@github.com/acme/x', unreadable],
    ['https://github.com/acme x', unreadable],
    ['https:///acme/x', unreadable],
    ['https://@/acme/x', unreadable],
    ['https://github.com/acme/../x/%2e', 'https://github.com/acme/../x/%2e'],
    ['://CANARY@x', unreadable],
  ]
  for (const [name, shown] of addresses)
    it(`reduces the buildpack ${name} to ${shown}`, () => {
      assert.deepEqual(kept('app', {buildpacks: [{id: name}], id: '1', name: 'x'}), {
        buildpacks: [{id: shown}],
        id: '1',
        name: 'x',
      })
    })

  for (const kind of ['authorizations', 'teamAuthorizations'] as const)
    it(`keeps scope, lifetime and owner of a token in ${kind}`, () => {
      const token = (more: object) => ({
        access_token: {expires_in: 60, id: 'CANARY', token: 'CANARY'},
        client: {id: 'CANARY', name: 'Bot', redirect_uri: 'https://CANARY', secret: 'CANARY'},
        created_at: '2026-01-01T00:00:00Z',
        description: 'CANARY',
        grant: {code: 'CANARY'},
        id: '1',
        refresh_token: {expires_in: null, token: 'CANARY'},
        scope: ['read'],
        session: {id: 's', token: 'CANARY'},
        user: {email: 'CANARY'},
        ...more,
      })
      const of = (...rows: object[]) => JSON.parse(JSON.stringify(kept(kind, rows.map(token)))) as unknown
      const same = {
        client: {name: 'Bot'},
        created_at: '2026-01-01T00:00:00Z',
        id: '1',
        refresh: {expires_in: null},
        scope: ['read'],
        session: {id: 's'},
      }
      assert.deepEqual(of({}, {access_token: {expires_in: null}, session: null}), [
        {...same, expires_in: 60},
        {...same, expires_in: null, session: null},
      ])
      assert.deepEqual(
        of({access_token: null}, {access_token: {token: 'CANARY'}}, {access_token: 'CANARY', expires_in: 5}),
        [same, same, same],
      )
      assert.deepEqual(of({client: null, refresh_token: null}), [
        {...same, client: null, expires_in: 60, refresh: null},
      ])
      assert.deepEqual(of({client: {}, refresh_token: {token: 'CANARY'}}), [
        {...same, client: {}, expires_in: 60, refresh: {}},
      ])
      const silent = {created_at: '2026-01-01T00:00:00Z', expires_in: 60, id: '1', scope: ['read'], session: {id: 's'}}
      assert.deepEqual(
        of({client: undefined, refresh_token: undefined}, {client: undefined, refresh_token: 'CANARY'}),
        [silent, silent],
      )
    })

  it('keeps the expiry dates of certificates of an identity provider', () => {
    const provider = {
      certificate: 'CANARY',
      certificates: [{body: 'CANARY', expires_at: '2027-01-01T00:00:00Z', id: 'c1', name: null}],
      entity_id: 'CANARY',
      id: 'i1',
      name: 'badge',
      sso_target_url: 'https://CANARY',
    }
    assert.deepEqual(kept('identityProvider', provider), {
      certificates: [{expires_at: '2027-01-01T00:00:00Z', id: 'c1', name: null}],
      id: 'i1',
      name: 'badge',
    })
  })

  it('does not modify the response', () => {
    const raw = rawOf('logDrains')
    redact('logDrains', raw)
    assert.deepEqual(raw, rawOf('logDrains'))
  })
})

describe('target', () => {
  const cases: Array<[unknown, ReturnType<typeof urlTarget>]> = [
    ['https://logs.example.com', {host: 'logs.example.com', scheme: 'https'}],
    ['HTTPS://Logs.Example.COM/In', {host: 'logs.example.com', scheme: 'https'}],
    ['syslog+tls://Logs.Example.com:6514', {host: 'logs.example.com', scheme: 'syslog+tls'}],
    ['SYSLOG://10.0.0.1:514', {host: '10.0.0.1', scheme: 'syslog'}],
    ['https://u:p@logs.example.com:8443/x?y#z', {host: 'logs.example.com', scheme: 'https'}],
    ['https://logs.example.com@evil.example.com', {host: 'evil.example.com', scheme: 'https'}],
    ['https://logs.example.com?x', {host: 'logs.example.com', scheme: 'https'}],
    ['https://[2001:DB8::1]:6514/', {host: '[2001:db8::1]', scheme: 'https'}],
    ['syslog+tls://[2001:db8::1]:6514', {host: '[2001:db8::1]', scheme: 'syslog+tls'}],
    ['https://logs.example.com./', {host: 'logs.example.com.', scheme: 'https'}],
    ['https://bücher.example.com', {host: 'xn--bcher-kva.example.com', scheme: 'https'}],
    ['', null],
    [null, null],
    [undefined, null],
    [7, null],
    [{}, null],
    [['https://a.example.com'], null],
  ]
  for (const [url, expected] of cases)
    it(`of ${JSON.stringify(url)} is ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(urlTarget(url), expected)
    })

  const unparsed = [
    ' https://a.example.com',
    'https://a.example.com ',
    '\thttps://a.example.com',
    'https://a.example.com\n',
    '\u00A0https://a.example.com',
    'ht\ntps://a.example.com',
    'https://a.exa\tmple.com',
    'https://a.example.com/\u0000',
    'https://a.example.com\u007F',
    '\u0001https://a.example.com',
    'https://a b.example.com',
    'https://a.example.com http://b.example.com',
    'a.example.com:6514',
    'localhost:514',
    'a.example.com',
    '//a.example.com',
    'mailto:a@example.com',
    'https:a.example.com',
    'https:/a.example.com',
    'https://',
    'https:///a.example.com',
    'https:////a.example.com',
    'https://?x',
    'https://#x',
    'https://@',
    'https://u:p@',
    'https://:443',
    'syslog://',
    'syslog:///x',
    'syslog://:514',
    'syslog://u:p@',
    'syslog://u@/x',
    'file://localhost/x',
    'https:\\\\a.example.com',
    'https://\\a.example.com',
    'https://a.example.com\\@b.example.com',
    'https://a.example.com:99999',
    'https://[::1',
    'https://%00.example.com',
    '1https://a.example.com',
    '://a.example.com',
    'https ://a.example.com',
  ]
  for (const url of unparsed)
    it(`of ${JSON.stringify(url)} is not known`, () => {
      assert.deepEqual(urlTarget(url), {host: null, scheme: null})
    })

  it('never throws and never keeps anything but a host', () => {
    for (const name of Object.values(HOSTILE))
      for (const url of [
        name,
        `https://${name}`,
        `https://${name}.example.com/`,
        `syslog://${name}`,
        `https://a.example.com/${name}`,
      ]) {
        const {host = null, scheme = null} = urlTarget(url) ?? {}
        // eslint-disable-next-line no-control-regex -- these are what must not be in a host
        if (host !== null) assert.doesNotMatch(host, /[\s\u0000-\u001F\u007F@/\\?#]/, url)
        assert.equal(host === null, scheme === null)
      }
  })
})
