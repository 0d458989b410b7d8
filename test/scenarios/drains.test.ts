import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {World} from '../fixtures/types.js'

import {app, refuse, space, uuid, world} from '../fixtures/build.js'
import {assessWorld, subjects, verdict, verdicts} from './assess-world.js'

type AppInit = NonNullable<Parameters<typeof app>[1]>
type DrainInit = NonNullable<AppInit['logDrains']>[number]

const pay = {kind: 'app', name: 'pay'} as const
const drainId = (owner: string, index = 0) => `${owner}/${uuid('log-drain', `${owner}/${index}`)}`
const own = 'log-drains-are-encrypted'
const vendors = 'vendor-log-drains-are-encrypted'
const hosts = 'log-drains-go-to-declared-hosts'

async function on(check: string, drain: DrainInit, allow?: Policy['allow']): Promise<string> {
  const seen = await assessWorld(world({apps: [app('pay', {logDrains: [drain]})]}), {
    scope: pay,
    ...(allow ? {allow} : {}),
  })
  return verdict(seen, check, drainId('pay'))
}

describe(own, () => {
  it('accepts https and syslog+tls in any case', async () => {
    for (const url of [
      'https://logs.example.com/in',
      'HTTPS://LOGS.EXAMPLE.COM',
      'syslog+tls://logs.example.com:6514',
      'Syslog+TLS://logs.example.com',
    ]) {
      assert.equal(await on(own, url), 'pass', url)
    }
  })

  it('fails for everything else', async () => {
    for (const url of [
      'syslog://logs.example.com:514',
      'http://logs.example.com',
      'HTTP://https.example.com',
      'syslog+tcp://x.example.com',
      'https+http://x.example.com',
      'ftp://x.example.com',
    ]) {
      assert.equal(await on(own, url), 'fail', url)
    }
  })

  it('is unknown for what is no URL, blanks around it included', async () => {
    for (const url of [
      'logs.example.com:514',
      ' https://logs.example.com',
      'https://logs.example.com ',
      'https://',
      'https:logs',
      '//logs.example.com',
      'https://x\ny.example.com',
      'h ttps://x.example.com',
    ]) {
      assert.equal(await on(own, {record: {url}}), 'unknown', JSON.stringify(url))
    }

    for (const url of [null, undefined, '']) assert.equal(await on(own, {record: {url}}), 'unknown', String(url))
  })

  it('leaves the drains of add-ons to the other check', async () => {
    assert.equal(await on(own, {addon: 'papertrail', url: 'syslog://x.example.com'}), 'not-applicable')
    assert.equal(await on(vendors, 'syslog://x.example.com'), 'not-applicable')
  })

  it('is unknown where the API does not say whether an add-on made it', async () => {
    for (const check of [own, vendors])
      assert.equal(await on(check, {record: {addon: undefined}, url: 'syslog://x.example.com'}), 'unknown')
  })
})

describe(vendors, () => {
  it('accepts only https and syslog+tls', async () => {
    assert.equal(await on(vendors, {addon: 'papertrail', url: 'https://x.example.com'}), 'pass')
    assert.equal(await on(vendors, {addon: 'papertrail', url: 'syslog+tls://x.example.com'}), 'pass')
    assert.equal(await on(vendors, {addon: 'papertrail', url: 'syslog://x.example.com'}), 'fail')
  })

  it('is unknown if no URL is visible', async () => {
    assert.equal(await on(vendors, {addon: 'papertrail'}), 'unknown')
    assert.equal(await on(vendors, {addon: 'papertrail', record: {url: null}}), 'unknown')
  })
})

describe('telemetry drains', () => {
  const stream = space('stream', {generation: 'fir'})
  const fir = async (check: string, endpoint: string, allow?: Policy['allow']) => {
    const seen = await assessWorld(
      world({apps: [app('pay', {space: stream, telemetryDrains: [endpoint]})], spaces: [stream]}),
      {scope: pay, ...(allow ? {allow} : {})},
    )
    return verdict(seen, check, `pay/${uuid('telemetry-drain', 'app/pay/0')}`)
  }

  it('are judged like log drains', async () => {
    assert.equal(await fir(own, 'https://otel.example.com/v1'), 'pass')
    for (const endpoint of ['http://otel.example.com', 'grpc://otel.example.com:4317'])
      assert.equal(await fir(own, endpoint), 'fail', endpoint)
    for (const endpoint of ['otel.example.com:4317', 'otel.example.com', ''])
      assert.equal(await fir(own, endpoint), 'unknown', endpoint)
    assert.equal(await fir(vendors, 'http://otel.example.com'), 'not-applicable')
    assert.equal(await fir(hosts, 'https://otel.example.com', {logHosts: ['otel.example.com']}), 'pass')
  })

  it('of a space are subjects of the space', async () => {
    const home = space('stream', {generation: 'fir', telemetryDrains: ['http://otel.example.com']})
    const seen = await assessWorld(world({apps: [app('pay', {space: home})], spaces: [home]}), {scope: pay})
    assert.deepEqual(verdicts(seen, own), {[`stream/${uuid('telemetry-drain', 'space/stream/0')}`]: 'fail'})
  })
})

describe(hosts, () => {
  it('does not apply where the policy says nothing', async () => {
    assert.equal(await on(hosts, 'https://logs.example.com'), 'not-applicable')
  })

  it('requires a declared host, ignoring case', async () => {
    const allow = {logHosts: ['Logs.example.com', '*.acme.test']}
    for (const url of [
      'https://logs.EXAMPLE.com/in',
      'syslog+tls://LOGS.example.com:6514',
      'https://eu.acme.test',
      'https://a.b.acme.test',
    ])
      assert.equal(await on(hosts, url, allow), 'pass', url)
    for (const url of [
      'https://logs.example.com.evil.test',
      'https://evil.test/logs.example.com',
      'https://logs.example.com@evil.test',
      'https://acme.test',
      'https://evilacme.test',
    ]) {
      assert.equal(await on(hosts, {record: {url}}, allow), 'fail', url)
    }

    assert.equal(await on(hosts, 'https://logs.example.com', {logHosts: []}), 'fail')
  })

  it('is unknown without a URL, and leaves add-ons out', async () => {
    assert.equal(await on(hosts, {record: {url: 'nonsense'}}, {logHosts: ['*']}), 'unknown')
    assert.equal(await on(hosts, {record: {url: null}}, {logHosts: ['*']}), 'unknown')
    assert.equal(await on(hosts, {addon: 'papertrail', url: 'https://evil.test'}, {logHosts: []}), 'not-applicable')
  })
})

describe('drains', () => {
  const vault = (more: Parameters<typeof space>[1] = {}) =>
    space('vault', {logDrain: 'https://logs.example.com', shield: true, ...more})
  const parts = (more: Partial<World> = {}, home = vault()) =>
    world({apps: [app('pay', {logDrains: ['syslog://x.example.com'], space: home})], spaces: [home], ...more})

  it('of a space are judged in addition to those of its apps', async () => {
    assert.deepEqual(verdicts(await assessWorld(parts(), {scope: pay}), own), {
      [drainId('pay')]: 'fail',
      [drainId('vault')]: 'pass',
    })
    const spaceAlone = await assessWorld(parts(), {scope: {kind: 'space', name: 'vault'}})
    assert.equal(verdict(spaceAlone, own, drainId('vault')), 'pass')
  })

  it('of an app that cannot be read give one placeholder', async () => {
    for (const status of [402, 403, 404, 500]) {
      const seen = verdicts(
        await assessWorld(parts({faults: [refuse(/^\/apps\/pay\/log-drains/, status)]}), {scope: pay}),
        own,
      )
      assert.deepEqual(seen, {[drainId('vault')]: 'pass', 'pay/*': 'unknown'})
    }
  })

  it('of a space that cannot be read give one placeholder, but a 404 is none', async () => {
    for (const status of [401, 402, 403, 410, 500]) {
      const seen = verdicts(
        await assessWorld(parts({faults: [refuse(/^\/spaces\/vault\/log-drain/, status)]}), {scope: pay}),
        own,
      )
      assert.deepEqual(seen, {[drainId('pay')]: 'fail', 'vault/*': 'unknown'}, String(status))
    }

    assert.deepEqual(
      verdicts(await assessWorld(parts({faults: [refuse(/^\/spaces\/vault\/log-drain/, 404)]}), {scope: pay}), own),
      {[drainId('pay')]: 'fail'},
    )
  })

  it('of a space that is not known itself give one placeholder', async () => {
    const seen = verdicts(await assessWorld(parts({faults: [refuse(/^\/spaces\/vault/, 404)]}), {scope: pay}), own)
    assert.deepEqual(seen, {[drainId('pay')]: 'fail', 'vault/*': 'unknown'})
  })

  it('of two spaces are distinguished although they have no id', async () => {
    const homes = [
      space('one', {logDrain: {record: {id: undefined}, url: 'syslog://x.example.com'}, shield: true}),
      space('two', {logDrain: {record: {id: undefined}, url: 'https://x.example.com'}, shield: true}),
    ]
    const seen = verdicts(await assessWorld(world({spaces: homes})), own)
    assert.deepEqual(Object.values(seen).sort(), ['fail', 'pass'])
  })

  it('are read both ways where the generation of the app is not known', async () => {
    const seen = await assessWorld(
      world({apps: [app('pay', {logDrains: ['syslog://x.example.com'], record: {generation: null}})]}),
      {scope: pay},
    )
    assert.deepEqual(verdicts(seen, own), {'pay/*': 'unknown', [drainId('pay')]: 'fail'})
  })

  it('are none where the lists are empty', async () => {
    assert.deepEqual(subjects(await assessWorld(world({apps: [app('pay')]}), {scope: pay}), 'drain'), [])
  })
})

describe('webhooks', () => {
  const encrypted = 'webhooks-are-encrypted'
  const declared = 'webhooks-go-to-declared-hosts'
  const hookId = `pay/${uuid('webhook', 'pay/0')}`
  const hook = async (check: string, url: string | null, allow?: Policy['allow']) => {
    const appWorld = app('pay', {webhooks: ['https://x.example.com']})
    const apps = [{...appWorld, webhooks: [{...appWorld.webhooks[0], url}]}]
    return verdict(await assessWorld(world({apps}), {scope: pay, ...(allow ? {allow} : {})}), check, hookId)
  }

  it('require https', async () => {
    for (const url of ['https://x.example.com/a?b=c', 'HTTPS://X.example.com'])
      assert.equal(await hook(encrypted, url), 'pass', url)
    for (const url of ['http://x.example.com', 'syslog+tls://x.example.com', 'ws://x.example.com'])
      assert.equal(await hook(encrypted, url), 'fail', url)
    for (const url of [null, '', 'x.example.com', ' https://x.example.com', 'https://x.example.com\t'])
      assert.equal(await hook(encrypted, url), 'unknown', String(url))
  })

  it('require a declared host if the policy declares any', async () => {
    assert.equal(await hook(declared, 'https://x.example.com'), 'not-applicable')
    assert.equal(await hook(declared, 'https://X.example.com', {webhookHosts: ['x.EXAMPLE.com']}), 'pass')
    assert.equal(await hook(declared, 'https://x.example.com', {webhookHosts: []}), 'fail')
    assert.equal(await hook(declared, 'https://x.example.com.evil.test', {webhookHosts: ['x.example.com']}), 'fail')
    assert.equal(await hook(declared, 'x', {webhookHosts: ['*']}), 'unknown')
  })

  it('that cannot be read give one placeholder, which the policy alone may leave out', async () => {
    for (const status of [402, 403, 404, 500]) {
      const faults = [refuse(/webhooks/, status)]
      const silent = await assessWorld(world({apps: [app('pay')], faults}), {scope: pay})
      assert.deepEqual(
        [verdicts(silent, encrypted), verdicts(silent, declared)],
        [{'pay/*': 'unknown'}, {'pay/*': 'not-applicable'}],
      )
      const spoken = await assessWorld(world({apps: [app('pay')], faults}), {allow: {webhookHosts: []}, scope: pay})
      assert.deepEqual(verdicts(spoken, declared), {'pay/*': 'unknown'})
    }
  })
})
