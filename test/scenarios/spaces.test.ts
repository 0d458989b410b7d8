import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {World} from '../fixtures/types.js'

import {app, refuse, space, team, world} from '../fixtures/build.js'
import {assessWorld, verdict, verdictsOn} from './assess-world.js'

type SpaceInit = Parameters<typeof space>[1]

/** The verdict of a check on one space of its own, judged with `--space`. */
async function on(
  check: string,
  init: SpaceInit = {},
  more: Partial<World> = {},
  allow?: Policy['allow'],
): Promise<string> {
  const seen = await assessWorld(world({spaces: [space('home', init)], teams: [team('acme')], ...more}), {
    scope: {kind: 'space', name: 'home'},
    ...(allow ? {allow} : {}),
  })
  return verdict(seen, check, 'home')
}

const broken = (path: RegExp): Array<Partial<World>> => [
  ...[401, 402, 403, 404, 410, 422, 500].map(status => ({faults: [refuse(path, status)]})),
  {faults: [refuse(path, 200, 'nothing')]},
]

describe('trusted-ips-are-not-open', () => {
  const check = 'trusted-ips-are-not-open'
  const trusting = (...trustedIps: string[]) => on(check, {trustedIps})

  /** So many ranges of a length, none beside another. */
  const apart = (count: number, prefix: number, step: number) =>
    Array.from({length: count}, (_, i) => `${(i * step) % 256}.0.0.0/${prefix}`)

  it('passes without any rule', async () => {
    assert.equal(await trusting(), 'pass')
  })

  it('takes 2^24 addresses in one range, and not one more', async () => {
    assert.equal(await trusting('9.0.0.0/8'), 'pass')
    assert.equal(await trusting('9.0.0.0/8', '10.0.0.0/32'), 'fail')
    assert.equal(await trusting('9.0.0.0/8', '8.255.255.255'), 'fail')
    assert.equal(await trusting('9.0.0.0/8', '11.0.0.0/32'), 'pass')
  })

  it('takes 2^26 addresses in all, and not one more', async () => {
    assert.equal(await trusting(...apart(4, 8, 2)), 'pass')
    assert.equal(await trusting(...apart(4, 8, 2), '100.0.0.1/32'), 'fail')
    assert.equal(await trusting(...apart(5, 8, 2)), 'fail')
  })

  it('sees the internet in one piece, in halves, in quarters and under host bits', async () => {
    assert.equal(await trusting('0.0.0.0/0'), 'fail')
    assert.equal(await trusting('203.0.113.7/0'), 'fail')
    assert.equal(await trusting('0.0.0.0/1', '128.0.0.0/1'), 'fail')
    assert.equal(await trusting('0.0.0.0/1'), 'fail')
    assert.equal(await trusting('0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/2', '192.0.0.0/2'), 'fail')
    assert.equal(await trusting('192.0.0.0/2'), 'fail')
    assert.equal(await trusting('10.1.2.3/7'), 'fail')
  })

  it('joins adjacent, overlapping and nested ranges, in any order', async () => {
    assert.equal(await trusting('11.0.0.0/8', '10.0.0.0/8'), 'fail')
    assert.equal(await trusting('10.128.0.0/9', '10.0.0.0/9'), 'pass')
    assert.equal(await trusting('10.0.0.0/8', '10.1.0.0/16', '10.0.0.0/8'), 'pass')
    assert.equal(await trusting('10.0.0.0/9', '10.64.0.0/10', '10.128.0.0/9', '11.0.0.0/32'), 'fail')
  })

  it('counts IPv6 by the same measure', async () => {
    assert.equal(await trusting('2001:db8::/32'), 'pass')
    assert.equal(await trusting('2001:db8::/32', '2001:db9::/128'), 'fail')
    assert.equal(await trusting('2001:db8::/31'), 'fail')
    assert.equal(await trusting('::/0'), 'fail')
    assert.equal(await trusting('::/1', '8000::/1'), 'fail')
    assert.equal(await trusting('2001:0::/32', '2001:2::/32', '2001:4::/32', '2001:6::/32'), 'pass')
    assert.equal(await trusting('2001:0::/32', '2001:2::/32', '2001:4::/32', '2001:6::/32', '2001:8::1'), 'fail')
  })

  it('sees IPv4 in IPv6', async () => {
    assert.equal(await trusting('::ffff:10.0.0.0/104'), 'pass')
    assert.equal(await trusting('::ffff:10.0.0.0/104', '11.0.0.0'), 'fail')
    assert.equal(await trusting('::ffff:0:0/96'), 'fail')
    assert.equal(await trusting('::ffff:0.0.0.0/97', '128.0.0.0/1'), 'fail')
    assert.equal(await trusting('::fffe:0:0/95'), 'fail')
    assert.equal(await trusting('::/80'), 'fail')
  })

  it('takes single addresses', async () => {
    assert.equal(await trusting('203.0.113.7', '2001:db8::1', '0.0.0.0', '255.255.255.255/32'), 'pass')
  })

  for (const garbage of [
    '',
    'any',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '/8',
    '10.0.0/8',
    '010.0.0.0/8',
    '256.0.0.0/8',
    '10.0.0.0/8 ',
    ' 10.0.0.0/8',
    '10.0.0.0/255.0.0.0',
    '10.0.0.0-10.0.0.9',
    '2001:db8::/129',
    'fe80::1%eth0',
    '0x0a000000/8',
    '167772160',
    '1.2.3.4/8/8',
    '::ffff:1.2.3.4.5',
  ]) {
    it(`cannot read "${garbage}"`, async () => {
      assert.equal(await trusting(garbage), 'unknown')
      assert.equal(await trusting('10.0.0.0/24', garbage), 'unknown')
    })

    it(`fails for the internet beside "${garbage}"`, async () => {
      assert.equal(await trusting(garbage, '0.0.0.0/0'), 'fail')
      assert.equal(await trusting(...apart(5, 8, 2), garbage), 'fail')
    })
  }

  it('leaves out what is denied', async () => {
    assert.equal(await on(check, {trustedIps: [{action: 'deny', source: '0.0.0.0/0'}, '10.0.0.0/8']}), 'pass')
  })

  it('cannot read a rule that neither allows nor denies', async () => {
    assert.equal(await on(check, {trustedIps: [{action: 'log', source: '10.0.0.0/8'}]}), 'unknown')
    assert.equal(await on(check, {trustedIps: [{action: 'log', source: '10.0.0.0/8'}, '0.0.0.0/0']}), 'fail')
  })

  it(
    'takes a Fir space for open where the platform offers no ranges there, and else for what its ranges ' + 'say',
    async () => {
      assert.equal(await on(check, {generation: 'fir'}), 'fail')
      for (const status of [404, 422])
        assert.equal(
          await on(check, {generation: 'fir'}, {faults: [refuse(/inbound-ruleset/, status)]}),
          'fail',
          String(status),
        )
      for (const status of [401, 402, 403, 410, 429, 500])
        assert.equal(
          await on(check, {generation: 'fir'}, {faults: [refuse(/inbound-ruleset/, status)]}),
          'unknown',
          String(status),
        )
      assert.equal(await on(check, {generation: 'fir', trustedIps: ['10.0.0.0/8']}), 'pass')
      assert.equal(await on(check, {generation: 'fir', trustedIps: ['0.0.0.0/0']}), 'fail')
      assert.equal(await on(check, {generation: 'fir', trustedIps: []}), 'pass')
    },
  )

  it('takes no 404 for open where the space itself was not read', async () => {
    const home = space('home', {generation: 'fir'})
    const seen = await assessWorld(
      world({apps: [app('pay', {space: home})], faults: [refuse(/^\/spaces\/home/, 404)], spaces: [home]}),
      {scope: {kind: 'app', name: 'pay'}},
    )
    assert.equal(verdict(seen, check, 'home'), 'unknown')
  })

  it('is unknown where the ruleset cannot be read', async () => {
    for (const more of broken(/inbound-ruleset/)) assert.equal(await on(check, {trustedIps: []}, more), 'unknown')
    for (const generation of [null, 'birch'])
      assert.equal(await on(check, {record: {generation}, trustedIps: []}), 'unknown')
  })
})

describe('trusted-ips-are-not-open, for spaces of public apps', () => {
  const check = 'trusted-ips-are-not-open'
  const open = space('home')
  const apps = (...names: Array<string | ReturnType<typeof app>>) =>
    names.map(name => (typeof name === 'string' ? app(name, {space: open, team: 'acme'}) : name))

  async function with_(
    publicApps: string[] | undefined,
    parts: Partial<World>,
    scope: Parameters<typeof assessWorld>[1] = {scope: {kind: 'space', name: 'home'}},
  ): Promise<string> {
    const seen = await assessWorld(world({spaces: [open], teams: [team('acme')], ...parts}), {
      ...scope,
      ...(publicApps ? {allow: {publicApps}} : {}),
    })
    return verdict(seen, check, 'home')
  }

  it('applies unless the policy declares every app that serves web', async () => {
    assert.equal(await with_(undefined, {apps: apps('shop')}), 'fail')
    assert.equal(await with_([], {apps: apps('shop')}), 'fail')
    assert.equal(await with_(['shop'], {apps: apps('shop')}), 'not-applicable')
    assert.equal(await with_(['SH*'], {apps: apps('shop')}), 'not-applicable')
    assert.equal(await with_(['shop'], {apps: apps('shop', 'admin')}), 'fail')
    assert.equal(await with_(['*'], {apps: apps('shop', 'admin')}), 'not-applicable')
  })

  it('applies to a space without an app that serves web', async () => {
    assert.equal(await with_(['*'], {apps: []}), 'fail')
    assert.equal(
      await with_(['*'], {apps: apps(app('jobs', {formation: {worker: 1}, space: open, team: 'acme'}))}),
      'fail',
    )
    assert.equal(await with_(['*'], {apps: apps(app('idle', {space: open, team: 'acme', web: 0}))}), 'fail')
  })

  it('leaves apps without a web dyno and apps of other spaces out', async () => {
    assert.equal(
      await with_(['shop'], {apps: apps('shop', app('jobs', {space: open, team: 'acme', web: 0}))}),
      'not-applicable',
    )
    const other = space('other')
    assert.equal(
      await with_(
        ['shop'],
        {apps: apps('shop', app('admin', {space: other, team: 'acme'})), spaces: [open, other]},
        {},
      ),
      'not-applicable',
    )
  })

  it('looks at the whole space although one app is in scope', async () => {
    const scope = {scope: {kind: 'app', name: 'shop'}} as const
    assert.equal(await with_(['shop'], {apps: apps('shop')}, scope), 'not-applicable')
    assert.equal(await with_(['shop'], {apps: apps('shop', 'admin')}, scope), 'fail')
    assert.equal(
      await with_(['shop'], {apps: apps('shop', app('admin', {invisible: 404, space: open}))}, scope),
      'unknown',
    )
    assert.equal(await with_(['shop'], {apps: apps('shop'), faults: [refuse(/topology/)]}, scope), 'unknown')
  })

  it('is unknown where an app of the space cannot be seen, unless an undeclared one is', async () => {
    const secret = app('secret', {invisible: 404, space: open, team: 'acme'})
    assert.equal(await with_(['shop'], {apps: apps('shop', secret)}), 'unknown')
    assert.equal(await with_(['shop'], {apps: apps('shop', 'admin', secret)}), 'fail')
    assert.equal(await with_(['shop'], {apps: apps('shop'), faults: [refuse(/topology/)]}), 'unknown')
    assert.equal(await with_(['shop'], {apps: apps('shop', 'admin'), faults: [refuse(/topology/)]}), 'fail')
  })

  it('is unknown where a formation cannot be read, unless an undeclared app is seen to serve', async () => {
    assert.equal(await with_(['shop'], {apps: apps('shop'), faults: [refuse(/formation/)]}), 'unknown')
    assert.equal(await with_(['shop'], {apps: apps('shop', 'admin'), faults: [refuse(/admin\/formation/)]}), 'unknown')
    assert.equal(await with_(['shop'], {apps: apps('shop', 'admin'), faults: [refuse(/shop\/formation/)]}), 'fail')
    assert.equal(
      await with_(['*'], {apps: apps('shop', 'admin'), faults: [refuse(/admin\/formation/)]}),
      'not-applicable',
    )
    assert.equal(
      await with_(['*'], {
        apps: apps('admin', app('jobs', {space: open, team: 'acme', web: 0})),
        faults: [refuse(/admin\/formation/)],
      }),
      'unknown',
    )
    const silent = app('shop', {space: open, team: 'acme'})
    assert.equal(
      await with_(['shop'], {apps: [{...silent, formation: [{...silent.formation[0], quantity: null}]}]}),
      'unknown',
    )
  })

  it('is unknown where the record of an app cannot be read', async () => {
    const faults = [refuse(/^\/apps$/), refuse(/^\/apps\/admin$/, 500)]
    assert.notEqual(await with_(['shop'], {apps: apps('shop', 'admin'), faults}), 'not-applicable')
  })

  it('does not take what is closed for open', async () => {
    const closed = space('home', {trustedIps: ['10.0.0.0/24']})
    assert.equal(await with_([], {apps: [app('shop', {space: closed, team: 'acme'})], spaces: [closed]}), 'pass')
  })
})

describe('trusted-ips-are-narrow', () => {
  const check = 'trusted-ips-are-narrow'
  const trusting = (...trustedIps: string[]) => on(check, {trustedIps})
  const sixteens = (count: number) => Array.from({length: count}, (_, i) => `10.${2 * i}.0.0/16`)

  it('takes 2^16 addresses in one range, and not one more', async () => {
    assert.equal(await trusting(), 'pass')
    assert.equal(await trusting('10.0.0.0/16'), 'pass')
    assert.equal(await trusting('10.0.0.0/16', '10.1.0.0'), 'fail')
    assert.equal(await trusting('10.0.0.0/17', '10.0.128.0/17', '9.255.255.255'), 'fail')
    assert.equal(await trusting('10.0.0.0/15'), 'fail')
  })

  it('takes 2^20 addresses in all, and not one more', async () => {
    assert.equal(await trusting(...sixteens(16)), 'pass')
    assert.equal(await trusting(...sixteens(16), '99.0.0.1'), 'fail')
  })

  it('takes 2^80 of IPv6 in one range and 2^84 in all', async () => {
    assert.equal(await trusting('2001:db8::/48'), 'pass')
    assert.equal(await trusting('2001:db8::/48', '2001:db8:1::'), 'fail')
    assert.equal(await trusting('2001:db8::/47'), 'fail')
    const sites = Array.from({length: 16}, (_, i) => `2001:db8:${(2 * i).toString(16)}::/48`)
    assert.equal(await trusting(...sites), 'pass')
    assert.equal(await trusting(...sites, '2001:db8:ff::1'), 'fail')
    assert.equal(await trusting('::ffff:10.0.0.0/112'), 'pass')
    assert.equal(await trusting('::ffff:10.0.0.0/111'), 'fail')
  })

  it('leaves what is open to the check that says so', async () => {
    assert.equal(await trusting('0.0.0.0/0'), 'not-applicable')
    assert.equal(await trusting('10.0.0.0/8', '11.0.0.0'), 'not-applicable')
    assert.equal(await trusting('10.0.0.0/8', '12.0.0.0/8', '14.0.0.0/8', '16.0.0.0/8'), 'fail')
    assert.equal(await trusting('10.0.0.0/8', '12.0.0.0/8', '14.0.0.0/8', '16.0.0.0/8', '18.0.0.0'), 'not-applicable')
    assert.equal(await on(check, {generation: 'fir'}), 'not-applicable')
  })

  it('does not apply where every web app is declared public', async () => {
    const home = space('home', {trustedIps: ['10.0.0.0/8']})
    const parts = {apps: [app('shop', {space: home, team: 'acme'})], spaces: [home]}
    assert.equal(await on(check, {}, parts, {publicApps: ['shop']}), 'not-applicable')
    assert.equal(await on(check, {}, parts, {publicApps: ['other']}), 'fail')
  })

  it('is unknown where the ruleset or a range cannot be read', async () => {
    for (const more of broken(/inbound-ruleset/)) assert.equal(await on(check, {trustedIps: []}, more), 'unknown')
    assert.equal(await trusting('10.0.0.0/24', 'any'), 'unknown')
  })
})

describe('trusted-ips-are-applied', () => {
  const check = 'trusted-ips-are-applied'

  it('goes by what the ruleset says', async () => {
    assert.equal(await on(check, {applied: true}), 'pass')
    assert.equal(await on(check, {applied: false}), 'fail')
    assert.equal(await on(check, {applied: null}), 'not-applicable')
  })

  it('does not apply on Fir, whatever its ruleset says', async () => {
    assert.equal(await on(check, {applied: false, generation: 'fir', trustedIps: []}), 'not-applicable')
  })

  it('does not apply on Fir', async () => {
    assert.equal(await on(check, {generation: 'fir'}), 'not-applicable')
  })

  it('is unknown where the ruleset cannot be read', async () => {
    for (const more of broken(/inbound-ruleset/)) assert.equal(await on(check, {}, more), 'unknown')
  })
})

describe('shield-spaces-have-private-space-logging', () => {
  const check = 'shield-spaces-have-private-space-logging'

  it('wants a drain in Shield spaces of Cedar', async () => {
    assert.equal(await on(check, {logDrain: 'https://logs.example.com', shield: true}), 'pass')
    assert.equal(await on(check, {shield: true}), 'fail')
    assert.equal(await on(check, {shield: false}), 'not-applicable')
    assert.equal(await on(check, {generation: 'fir'}), 'not-applicable')
    assert.equal(await on(check, {generation: 'fir', shield: true}), 'not-applicable')
  })

  it('takes a 404 for none, and every other answer for a gap', async () => {
    const drained = {logDrain: 'https://logs.example.com', shield: true}
    assert.equal(await on(check, drained, {faults: [refuse(/log-drain/, 404)]}), 'fail')
    for (const status of [401, 402, 403, 410, 422, 429, 500, 503]) {
      assert.equal(await on(check, drained, {faults: [refuse(/log-drain/, status)]}), 'unknown', String(status))
      assert.equal(await on(check, {shield: true}, {faults: [refuse(/log-drain/, status)]}), 'unknown', String(status))
    }

    assert.equal(await on(check, drained, {faults: [refuse(/log-drain/, 200, [])]}), 'unknown')
  })

  it('is unknown where the space does not say whether it is Shield', async () => {
    assert.equal(await on(check, {record: {shield: undefined}}), 'unknown')
  })

  it('is unknown where the space itself cannot be read, although its drain answers 404', async () => {
    const vault = space('vault', {shield: true})
    const seen = await assessWorld(
      world({apps: [app('pay', {space: vault})], faults: [refuse(/^\/spaces\/vault/, 404)], spaces: [vault]}),
      {scope: {kind: 'app', name: 'pay'}},
    )
    assert.equal(verdict(seen, check, 'vault'), 'unknown')
  })
})

describe('peerings-are-declared', () => {
  const check = 'peerings-are-declared'
  const untyped = (account: string | null) => ({aws_account_id: account, type: null})
  const allow = {peerings: ['111122223333']}

  it('fails for an account that the policy does not name', async () => {
    assert.equal(await on(check, {peerings: ['111122223333']}, {}, allow), 'pass')
    assert.equal(await on(check, {peerings: ['111122223333', '444455556666']}, {}, allow), 'fail')
    assert.equal(await on(check, {peerings: ['111122223333']}, {}, {peerings: []}), 'fail')
    assert.equal(await on(check, {peerings: ['11112222333']}, {}, allow), 'fail')
  })

  it('does not apply where the policy declares none, whatever can be read', async () => {
    assert.equal(await on(check, {peerings: ['111122223333']}), 'not-applicable')
    for (const more of broken(/peerings/)) assert.equal(await on(check, {}, more), 'not-applicable')
  })

  it('leaves out those that have ended', async () => {
    const peering = (status: string | null) => ({aws_account_id: '444455556666', status})
    for (const status of ['failed', 'expired', 'rejected', 'deleted']) {
      assert.equal(await on(check, {peerings: [peering(status)]}, {}, allow), 'not-applicable', status)
      assert.equal(await on(check, {peerings: [peering(status), '111122223333']}, {}, allow), 'pass', status)
    }

    for (const status of ['initiating-request', 'pending-acceptance', 'provisioning', 'active', 'resurrected'])
      assert.equal(await on(check, {peerings: [peering(status)]}, {}, allow), 'fail', status)
    assert.equal(await on(check, {peerings: [peering(null)]}, {}, allow), 'unknown')
    assert.equal(await on(check, {peerings: [peering(null), '111122223333']}, {}, allow), 'unknown')
    assert.equal(await on(check, {peerings: ['111122223333', {status: null}]}, {}, allow), 'pass')
  })

  it("leaves Heroku's own out", async () => {
    const own = ['heroku-managed', 'heroku-postgresql', 'heroku-redis', 'heroku-kafka'].map(type => ({
      aws_account_id: '999988887777',
      type,
    }))
    assert.equal(await on(check, {peerings: own}, {}, allow), 'not-applicable')
    assert.equal(await on(check, {peerings: [...own, '111122223333']}, {}, allow), 'pass')
    assert.equal(await on(check, {peerings: [{aws_account_id: '999988887777', type: 'unknown'}]}, {}, allow), 'fail')
    assert.equal(
      await on(check, {peerings: [{aws_account_id: '999988887777', type: 'not-heroku-managed'}]}, {}, allow),
      'fail',
    )
  })

  it('does not apply without a peering, and on Fir', async () => {
    assert.equal(await on(check, {}, {}, allow), 'not-applicable')
    assert.equal(await on(check, {generation: 'fir'}, {}, allow), 'not-applicable')
  })

  it('is unknown where the list, a type or an account cannot be read', async () => {
    for (const more of broken(/peerings/)) assert.equal(await on(check, {}, more, allow), 'unknown')
    assert.equal(await on(check, {peerings: [{aws_account_id: null}]}, {}, allow), 'unknown')
    assert.equal(await on(check, {peerings: ['111122223333', {aws_account_id: null}]}, {}, allow), 'unknown')
    assert.equal(await on(check, {peerings: [untyped('444455556666')]}, {}, allow), 'unknown')
  })

  it('fails for an undeclared one beside others that say too little', async () => {
    assert.equal(await on(check, {peerings: ['444455556666', {aws_account_id: null}]}, {}, allow), 'fail')
    assert.equal(await on(check, {peerings: ['444455556666', untyped('111122223333')]}, {}, allow), 'fail')
  })
})

describe('vpns-are-declared', () => {
  const check = 'vpns-are-declared'
  const vpn = (publicIp: string) => ({name: publicIp, publicIp})
  const allow = {vpns: ['198.51.100.7']}

  it('fails for an address that the policy does not name', async () => {
    assert.equal(await on(check, {vpns: [vpn('198.51.100.7')]}, {}, allow), 'pass')
    assert.equal(await on(check, {vpns: [vpn('198.51.100.7'), vpn('198.51.100.8')]}, {}, allow), 'fail')
    assert.equal(await on(check, {vpns: [vpn('198.51.100.7')]}, {}, {vpns: []}), 'fail')
  })

  it('does not apply where the policy declares none, whatever can be read', async () => {
    assert.equal(await on(check, {vpns: [vpn('198.51.100.7')]}), 'not-applicable')
    for (const more of broken(/vpn-connections/)) assert.equal(await on(check, {}, more), 'not-applicable')
  })

  it('leaves out those that have failed', async () => {
    const other = (status: string | null) => ({...vpn('198.51.100.8'), record: {status}})
    assert.equal(await on(check, {vpns: [other('failed')]}, {}, allow), 'pass')
    for (const status of ['pending', 'provisioning', 'active', 'deprovisioning', 'Failed?'])
      assert.equal(await on(check, {vpns: [other(status)]}, {}, allow), 'fail', status)
    assert.equal(await on(check, {vpns: [other(null)]}, {}, allow), 'unknown')
    assert.equal(await on(check, {vpns: [other(null), {...other('active'), name: 'second'}]}, {}, allow), 'fail')
    assert.equal(await on(check, {vpns: [{...vpn('198.51.100.7'), record: {status: null}}]}, {}, allow), 'pass')
  })

  it('does not apply without a connection, and on Fir', async () => {
    assert.equal(await on(check, {}, {}, allow), 'not-applicable')
    assert.equal(await on(check, {generation: 'fir', vpns: [vpn('198.51.100.8')]}, {}, allow), 'not-applicable')
  })

  it('is unknown where the list or an address cannot be read, unless an undeclared one is seen', async () => {
    for (const more of broken(/vpn-connections/)) assert.equal(await on(check, {}, more, allow), 'unknown')
    const silent = {name: 'x', record: {public_ip: null}}
    assert.equal(await on(check, {vpns: [silent]}, {}, allow), 'unknown')
    assert.equal(await on(check, {vpns: [silent, vpn('198.51.100.7')]}, {}, allow), 'unknown')
    assert.equal(await on(check, {vpns: [silent, vpn('198.51.100.8')]}, {}, allow), 'fail')
  })
})

describe('vpn-uses-ikev2', () => {
  const check = 'vpn-uses-ikev2'
  const vpn = (ikeVersion: number) => ({ikeVersion, name: `v${ikeVersion}`})
  const silent = {name: 'x', record: {ike_version: null}}

  it('goes by the lowest version', async () => {
    assert.equal(await on(check, {vpns: [vpn(2)]}), 'pass')
    assert.equal(await on(check, {vpns: [vpn(3), vpn(2)]}), 'pass')
    assert.equal(await on(check, {vpns: [vpn(2), vpn(1)]}), 'fail')
  })

  it('does not apply without a connection, and on Fir', async () => {
    assert.equal(await on(check), 'not-applicable')
    assert.equal(await on(check, {generation: 'fir', vpns: [vpn(1)]}), 'not-applicable')
  })

  it('is unknown where the list or a version cannot be read, unless an old one is seen', async () => {
    for (const more of broken(/vpn-connections/)) assert.equal(await on(check, {}, more), 'unknown')
    assert.equal(await on(check, {vpns: [silent]}), 'unknown')
    assert.equal(await on(check, {vpns: [vpn(2), silent]}), 'unknown')
    assert.equal(await on(check, {vpns: [vpn(1), silent]}), 'fail')
  })
})

describe('spaces', () => {
  it('are judged each by its own', async () => {
    const spaces = [space('one', {trustedIps: []}), space('two'), space('three', {generation: 'fir'})]
    const seen = await assessWorld(world({spaces, teams: [team('acme')]}))
    assert.deepEqual(
      spaces.map(({record}) => verdict(seen, 'trusted-ips-are-not-open', record.name)),
      ['pass', 'fail', 'fail'],
    )
  })

  it('that cannot be read are unknown in all that is asked of them', async () => {
    const vault = space('vault', {shield: true})
    for (const status of [402, 403, 404, 500]) {
      const seen = await assessWorld(
        world({apps: [app('pay', {space: vault})], faults: [refuse(/^\/spaces\/vault/, status)], spaces: [vault]}),
        {allow: {peerings: [], vpns: []}, scope: {kind: 'app', name: 'pay'}},
      )
      const all = verdictsOn(seen, 'space', 'vault')
      assert.ok(Object.keys(all).length >= 6)
      assert.ok(
        Object.values(all).every(item => item === 'unknown'),
        JSON.stringify(all),
      )
    }
  })
})
