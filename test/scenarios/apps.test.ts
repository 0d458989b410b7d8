import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {World} from '../fixtures/types.js'

import {app, pipeline, refuse, space, stack, team, world} from '../fixtures/build.js'
import {assessWorld, verdict} from './assess-world.js'

type AppInit = Parameters<typeof app>[1]

/** The verdict of a check on one app, judged with `--app`. */
async function on(
  check: string,
  init: AppInit = {},
  more: Partial<World> = {},
  allow?: Policy['allow'],
): Promise<string> {
  const spaces = init.space ? [init.space] : []
  const seen = await assessWorld(world({apps: [app('pay', init)], spaces, teams: [team('acme')], ...more}), {
    scope: {kind: 'app', name: 'pay'},
    ...(allow ? {allow} : {}),
  })
  return verdict(seen, check, 'pay')
}

const broken = (path: RegExp): Array<Partial<World>> => [
  ...[402, 403, 404, 422, 500].map(status => ({faults: [refuse(path, status)]})),
  {faults: [refuse(path, 200, 'nothing')]},
]

const desk = () => space('desk')
const fir = () => space('stream', {generation: 'fir'})

describe('apps-belong-to-a-team', () => {
  it('passes in a team, fails without one, and is unknown where nothing is said', async () => {
    assert.equal(await on('apps-belong-to-a-team', {team: 'acme'}), 'pass')
    assert.equal(await on('apps-belong-to-a-team'), 'fail')
    assert.equal(await on('apps-belong-to-a-team', {record: {team: undefined}}), 'unknown')
  })
})

describe('team-apps-are-locked', () => {
  const check = 'team-apps-are-locked'

  it('requires exactly true', async () => {
    assert.equal(await on(check, {locked: true, team: 'acme'}), 'pass')
    assert.equal(await on(check, {locked: false, team: 'acme'}), 'fail')
    for (const locked of [null, undefined]) assert.equal(await on(check, {record: {locked}, team: 'acme'}), 'unknown')
  })

  it('does not apply outside a team', async () => {
    assert.equal(await on(check, {locked: false}), 'not-applicable')
  })

  it('is unknown where the team does not show the app', async () => {
    for (const more of broken(/^\/teams\/apps\//)) assert.equal(await on(check, {team: 'acme'}, more), 'unknown')
  })

  it('is read from the list of the team, and on its own where that cannot be read', async () => {
    const parts = {
      apps: [app('pay', {locked: true, team: 'acme'}), app('shop', {locked: false, team: 'acme'})],
      teams: [team('acme')],
    }
    for (const faults of [[], [refuse('/teams/acme/apps')], [refuse(/^\/teams\/apps\//)]]) {
      const seen = await assessWorld(world({...parts, faults}))
      assert.deepEqual([verdict(seen, check, 'pay'), verdict(seen, check, 'shop')], ['pass', 'fail'])
    }
  })
})

describe('apps-run-on-a-supported-stack', () => {
  const check = 'apps-run-on-a-supported-stack'

  it('passes on a stack that is listed and has not ended, whatever its state', async () => {
    for (const name of ['heroku-22', 'heroku-24', 'heroku-26'])
      assert.equal(await on(check, {stack: name}), 'pass', name)
    for (const state of ['beta', 'deprecated', 'sundown', null])
      assert.equal(
        await on(check, {stack: 'heroku-24'}, {stacks: [stack('heroku-24', String(state))]}),
        'pass',
        String(state),
      )
  })

  it('fails on one that is past its end, although it is listed, and on one that is no longer listed', async () => {
    for (const name of ['heroku-16', 'heroku-18', 'heroku-20'])
      assert.equal(await on(check, {stack: name}, {stacks: [stack(name, 'public')]}), 'fail', name)
    for (const name of ['heroku-18', 'cedar-14', 'heroku-28'])
      assert.equal(await on(check, {stack: name}), 'fail', name)
    assert.equal(await on(check, {}, {stacks: []}), 'fail')
  })

  it('does not apply to containers and to Fir', async () => {
    for (const name of ['container', 'cnb'])
      assert.equal(await on(check, {stack: name}, {faults: [refuse('/stacks')]}), 'not-applicable', name)
  })

  it('is unknown if the stacks cannot be read or the stack is not stated', async () => {
    for (const more of broken(/^\/stacks$/)) assert.equal(await on(check, {}, more), 'unknown')
    const appWorld = app('pay')
    for (const seen of [null, undefined])
      assert.equal(await on(check, {}, {apps: [{...appWorld, record: {...appWorld.record, stack: seen}}]}), 'unknown')
  })
})

describe('apps-use-official-buildpacks', () => {
  const check = 'apps-use-official-buildpacks'
  const official = [
    'heroku/nodejs',
    'urn:buildpack:heroku/python',
    'https://github.com/heroku/heroku-buildpack-ruby',
    'https://github.com/heroku/heroku-buildpack-ruby#v271',
    'https://buildpack-registry.s3.amazonaws.com/buildpacks/heroku/nodejs.tgz',
    'https://user:secret@github.com/heroku/heroku-buildpack-go?x=1',
    'https://codon-buildpacks.s3.amazonaws.com/buildpacks/heroku/jvm-common.tgz',
    'http://github.com/Heroku/x',
    'git://github.com/heroku/x',
    'git@github.com:heroku/x.git',
  ]
  const foreign = [
    'acme/nodejs',
    'urn:buildpack:acme/heroku',
    'https://github.com/acme/heroku',
    'https://github.com/herokuu/x',
    'https://github.com.evil.example/heroku/x',
    'https://evil.example/https://github.com/heroku/x',
    'https://github.com/heroku/../acme/x',
    'https://github.com/heroku/%2e%2e/acme/x',
    'urn:buildpack:heroku/../acme',
    'https://github.com/heroku@evil.example/x',
    'https://buildpack-registry.s3.amazonaws.com/buildpacks/acme/nodejs.tgz',
    'git@github.com:herokuu/x.git',
    'https://github.com/heroku',
    'heroku/',
  ]

  it('passes for each form in which Heroku names its own', async () => {
    for (const name of official) assert.equal(await on(check, {buildpacks: ['heroku/ruby', name]}), 'pass', name)
  })

  it('fails for one foreign buildpack among others', async () => {
    for (const name of foreign) assert.equal(await on(check, {buildpacks: ['heroku/ruby', name]}), 'fail', name)
  })

  it('looks at what the newest build ran', async () => {
    const ran = (url: string) => ({record: {buildpacks: [{name: url, url}]}})
    assert.equal(await on(check, {builds: [{daysAgo: 2, ...ran('acme/x')}]}), 'fail')
    assert.equal(
      await on(check, {
        builds: [
          {daysAgo: 2, ...ran('heroku/go')},
          {daysAgo: 9, ...ran('acme/x')},
        ],
      }),
      'pass',
    )
    assert.equal(await on(check, {builds: [{daysAgo: 2, record: {buildpacks: null}}]}), 'unknown')
    assert.equal(await on(check, {builds: []}), 'pass')
    for (const more of broken(/builds/)) assert.equal(await on(check, {}, more), 'unknown')
    for (const more of broken(/builds/)) assert.equal(await on(check, {buildpacks: ['acme/x']}, more), 'fail')
  })

  it('is unknown for heroku-buildpack-multi', async () => {
    assert.equal(await on(check, {buildpacks: ['https://github.com/heroku/heroku-buildpack-multi.git']}), 'unknown')
  })

  it('accepts what the policy allows', async () => {
    const allow = {buildpacks: ['https://github.com/acme/*']}
    assert.equal(await on(check, {buildpacks: ['https://github.com/acme/x#v1']}, {}, allow), 'pass')
    assert.equal(
      await on(check, {buildpacks: ['https://github.com/acme/x', 'https://github.com/other/x']}, {}, allow),
      'fail',
    )
  })

  it('reads the record of a Fir app', async () => {
    assert.equal(await on(check, {buildpacks: ['heroku/nodejs'], space: fir()}), 'pass')
    assert.equal(await on(check, {buildpacks: ['heroku/nodejs', 'acme/x'], space: fir()}), 'fail')
    assert.equal(await on(check, {record: {buildpacks: []}, space: fir()}), 'not-applicable')
    assert.equal(await on(check, {record: {buildpacks: undefined}, space: fir()}), 'unknown')
  })

  it('does not apply to containers and where there is none', async () => {
    assert.equal(await on(check, {stack: 'container'}, {faults: [refuse(/buildpack/)]}), 'not-applicable')
    assert.equal(await on(check, {buildpacks: []}), 'not-applicable')
  })

  it('is unknown where the installations or the generation cannot be read', async () => {
    for (const more of broken(/buildpack-installations/)) assert.equal(await on(check, {}, more), 'unknown')
    for (const generation of [null, 'birch']) assert.equal(await on(check, {record: {generation}}), 'unknown')
  })

  it('is unknown where a buildpack is not named, unless a foreign one is', async () => {
    const named = (url: string | null, name: string | null) => ({ordinal: 0, buildpack: {name, url}})
    const install = async (...rows: object[]) => {
      const appWorld = app('pay')
      const apps = [{...appWorld, buildpackInstallations: rows as typeof appWorld.buildpackInstallations}]
      return verdict(
        await assessWorld(world({apps}), {allow: {buildpacks: ['a*']}, scope: {kind: 'app', name: 'pay'}}),
        check,
        'pay',
      )
    }
    assert.equal(await install(named(null, 'heroku/ruby')), 'pass')
    assert.equal(await install(named('urn:buildpack:heroku/ruby', null)), 'pass')
    for (const row of [named(null, null), {ordinal: 0}]) {
      assert.equal(await install(named(null, 'heroku/ruby'), row), 'unknown')
      assert.equal(await install(row, named('https://evil.example/x', 'heroku/ruby')), 'fail')
    }
  })
})

describe('apps-were-built-recently', () => {
  const check = 'apps-were-built-recently'
  const second = 1 / 86_400

  it('allows thirty days to the second', async () => {
    assert.equal(await on(check, {builds: [30]}), 'pass')
    assert.equal(await on(check, {builds: [30 + second]}), 'fail')
    assert.equal(await on(check, {builds: [30 - second]}), 'pass')
  })

  it('goes by the newest successful build', async () => {
    assert.equal(await on(check, {builds: [90, 3, 40]}), 'pass')
    assert.equal(
      await on(check, {builds: [{daysAgo: 1, status: 'failed'}, {daysAgo: 2, status: 'pending'}, 31]}),
      'fail',
    )
  })

  it('is unknown without a successful build', async () => {
    assert.equal(await on(check, {builds: []}), 'unknown')
    assert.equal(await on(check, {builds: [{daysAgo: 1, status: 'failed'}]}), 'unknown')
  })

  it('is unknown where the builds or their dates cannot be read', async () => {
    for (const more of broken(/builds/)) assert.equal(await on(check, {}, more), 'unknown')
    assert.equal(await on(check, {builds: [{record: {created_at: null}}]}), 'unknown')
    assert.equal(await on(check, {builds: [{record: {created_at: 'yesterday'}}]}), 'unknown')
  })

  it('does not apply to containers, but to Fir', async () => {
    assert.equal(await on(check, {builds: [300], stack: 'container'}), 'not-applicable')
    assert.equal(await on(check, {builds: [300], space: fir()}), 'fail')
  })
})

describe('heroku-exec-is-off', () => {
  const check = 'heroku-exec-is-off'

  it('fails where the feature is on', async () => {
    assert.equal(await on(check), 'pass')
    assert.equal(await on(check, {features: {'runtime-heroku-exec': true}}), 'fail')
    assert.equal(await on(check, {features: {'runtime-heroku-exec': true}, space: desk()}), 'fail')
  })

  it('does not apply in Shield, and is unknown where that is not known', async () => {
    const vault = space('vault', {shield: true})
    assert.equal(await on(check, {features: {'runtime-heroku-exec': true}, space: vault}), 'not-applicable')
    assert.equal(await on(check, {space: vault}, {faults: [refuse(/^\/spaces\/vault$/)]}), 'unknown')
  })

  it('does not apply on Fir, where a shell is always available', async () => {
    assert.equal(await on(check, {space: fir()}), 'not-applicable')
    assert.equal(await on(check, {features: {'runtime-heroku-exec': true}, space: fir()}), 'not-applicable')
  })

  it('is unknown where the feature is not listed or the list cannot be read', async () => {
    for (const more of broken(/features/)) assert.equal(await on(check, {}, more), 'unknown')
    for (const generation of [null, 'birch']) assert.equal(await on(check, {record: {generation}}), 'unknown')
    assert.equal(await on(check, {}, {apps: [{...app('pay'), features: []}]}), 'unknown')
    assert.equal(
      await on(check, {}, {apps: [{...app('pay'), features: [{name: 'runtime-heroku-exec', enabled: null}]}]}),
      'unknown',
    )
  })
})

describe('strict-tls-is-on', () => {
  const check = 'strict-tls-is-on'

  it('requires the feature in a private space', async () => {
    assert.equal(await on(check, {space: desk()}), 'pass')
    assert.equal(await on(check, {features: {'spaces-strict-tls': false}, space: desk()}), 'fail')
  })

  it('does not apply on the Common Runtime, on Fir, and in Shield, which refuses TLS 1.0 anyway', async () => {
    assert.equal(await on(check, {features: {'spaces-strict-tls': false}}), 'not-applicable')
    for (const enabled of [true, false])
      assert.equal(
        await on(check, {features: {'spaces-strict-tls': enabled}, space: space('home', {shield: true})}),
        'not-applicable',
      )
    assert.equal(await on(check, {space: fir()}), 'not-applicable')
  })

  it('is unknown in a space that cannot be read', async () => {
    const more = {faults: [refuse(/^\/spaces\/desk$/)]}
    assert.equal(await on(check, {features: {'spaces-strict-tls': false}, space: desk()}, more), 'unknown')
    assert.equal(await on(check, {space: desk()}, more), 'unknown')
  })

  it('is unknown where the feature is not listed, the list cannot be read or the generation is not known', async () => {
    for (const more of broken(/features/)) assert.equal(await on(check, {space: desk()}, more), 'unknown')
    assert.equal(await on(check, {space: desk()}, {apps: [{...app('pay', {space: desk()}), features: []}]}), 'unknown')
    assert.equal(await on(check, {record: {generation: null}, space: desk()}), 'unknown')
  })
})

describe('production-releases-are-promoted', () => {
  const check = 'production-releases-are-promoted'
  const run = (version: number, slug: string, description: string) => ({
    description,
    oci_image: null,
    slug: {id: slug},
    version,
  })
  const promoted = [run(1, 's1', 'Deploy 1a2b'), run(2, 's2', 'Promote shop v7'), run(3, 's2', 'Set A config vars')]
  const deployed = [...promoted, run(4, 's3', 'Deploy 5e6f')]
  const scopes = [
    {kind: 'app', name: 'pay'},
    {kind: 'pipeline', name: 'flow'},
    {kind: 'team', name: 'acme'},
    {kind: 'all'},
  ] as const
  const withoutFlow = scopes.filter(({kind}) => kind !== 'pipeline')

  async function everywhere(
    releases: object[],
    stages: Record<string, string>,
    more: Partial<World> = {},
    over: ReadonlyArray<(typeof scopes)[number]> = scopes,
  ): Promise<string> {
    const all = new Set<string>()
    for (const scope of over) {
      const apps = [
        {...app('pay', {team: 'acme'}), releases: releases.map(row => ({...row}))},
        app('shop', {team: 'acme'}),
      ]
      all.add(
        verdict(
          await assessWorld(
            world({apps, pipelines: [pipeline('flow', {stages, team: 'acme'})], teams: [team('acme')], ...more}),
            {scope},
          ),
          check,
          'pay',
        ),
      )
    }

    return [...all].join(', ')
  }

  it('goes by the newest release of code, in every scope', async () => {
    assert.equal(await everywhere(promoted, {pay: 'production', shop: 'staging'}), 'pass')
    assert.equal(await everywhere(deployed, {pay: 'production', shop: 'staging'}), 'fail')
  })

  it('applies to production with staging alone', async () => {
    assert.equal(await everywhere(deployed, {pay: 'staging', shop: 'production'}), 'not-applicable')
    assert.equal(await everywhere(deployed, {pay: 'production', shop: 'development'}), 'not-applicable')
    assert.equal(await everywhere(deployed, {shop: 'staging'}, {}, withoutFlow), 'not-applicable')
  })

  it('is unknown where the releases or the pipelines cannot be read, or none brought code', async () => {
    for (const more of broken(/releases/))
      assert.equal(await everywhere(promoted, {pay: 'production', shop: 'staging'}, more), 'unknown')
    for (const status of [402, 403, 500])
      assert.equal(
        await everywhere(
          promoted,
          {pay: 'production', shop: 'staging'},
          {faults: [refuse(/pipeline/, status)]},
          withoutFlow,
        ),
        'unknown',
      )
    assert.equal(
      await everywhere([run(31, 's2', 'Set A'), run(30, 's2', 'Set B')], {pay: 'production', shop: 'staging'}),
      'unknown',
    )
  })
})

describe('where apps run', () => {
  const where = async (init: AppInit, more: Partial<World> = {}) => [
    await on('apps-run-in-the-united-states-or-canada', init, more),
    await on('apps-run-in-ismap-regions', init, more),
    await on('apps-run-in-the-eea', init, more),
  ]

  it('is determined by the country and the provider region of the region', async () => {
    assert.deepEqual(await where({region: 'us'}), ['pass', 'pass', 'fail'])
    assert.deepEqual(await where({region: 'eu'}), ['fail', 'fail', 'pass'])
    const rows = {
      frankfurt: 'ffp',
      london: 'fff',
      montreal: 'pff',
      oregon: 'ppf',
      tokyo: 'fpf',
      sydney: 'fff',
      paris: 'ffp',
      ohio: 'ppf',
      california: 'ppf',
      singapore: 'fff',
    }
    for (const [region, expected] of Object.entries(rows)) {
      assert.deepEqual(
        await where({space: space('home', {region})}),
        [...expected].map(letter => (letter === 'p' ? 'pass' : 'fail')),
        region,
      )
    }
  })

  it('is unknown for a region that is not listed, and where the regions cannot be read', async () => {
    const unknown = ['unknown', 'unknown', 'unknown']
    assert.deepEqual(await where({record: {region: {name: 'atlantis'}}}), unknown)
    for (const region of [null, undefined]) assert.deepEqual(await where({record: {region}}), unknown)
    for (const more of broken(/^\/regions$/)) assert.deepEqual(await where({}, more), unknown)
    assert.deepEqual(await where({}, {regions: []}), unknown)
    assert.deepEqual(
      await where({}, {regions: [{country: null, id: 'x', name: 'us', provider: {region: null}}]}),
      unknown,
    )
    assert.deepEqual(await where({}, {regions: [{id: 'x', name: 'us', provider: null}]}), unknown)
  })
})

describe('apps-have-two-web-dynos', () => {
  const check = 'apps-have-two-web-dynos'

  it('requires two', async () => {
    assert.equal(await on(check, {web: 2}), 'pass')
    assert.equal(await on(check, {web: 1}), 'fail')
  })

  it('applies to a web process of no dynos, but not without a web process', async () => {
    assert.equal(await on(check, {web: 0}), 'fail')
    assert.equal(await on(check, {formation: {worker: 1}}), 'not-applicable')
    assert.equal(await on(check, {formation: {}}), 'not-applicable')
  })

  it('is unknown where the formation or the quantity cannot be read', async () => {
    for (const more of broken(/formation/)) assert.equal(await on(check, {}, more), 'unknown')
    const appWorld = app('pay')
    assert.equal(
      await on(check, {}, {apps: [{...appWorld, formation: [{...appWorld.formation[0], quantity: null}]}]}),
      'unknown',
    )
  })
})

describe('public-apps-are-declared', () => {
  const check = 'public-apps-are-declared'
  const nobody = {publicApps: []}

  it('does not apply where the policy says nothing', async () => {
    assert.equal(await on(check), 'not-applicable')
    assert.equal(await on(check, {}, {faults: [refuse(/formation/)]}), 'not-applicable')
  })

  it('fails for an app that nobody declared', async () => {
    assert.equal(await on(check, {}, {}, nobody), 'fail')
    assert.equal(await on(check, {internal: false, space: desk()}, {}, nobody), 'fail')
    assert.equal(await on(check, {}, {}, {publicApps: ['pa', 'xpay', 'pay2', 'p*x']}), 'fail')
  })

  it('passes for what is declared, internal, or serves no web', async () => {
    for (const glob of ['pay', 'PAY', 'p*', '*', '*a*'])
      assert.equal(await on(check, {}, {}, {publicApps: [glob]}), 'pass', glob)
    assert.equal(await on(check, {internal: true, space: desk()}, {}, nobody), 'pass')
    assert.equal(await on(check, {web: 0}, {}, nobody), 'pass')
    assert.equal(await on(check, {formation: {worker: 3}}, {}, nobody), 'pass')
  })

  it('is unknown where the formation cannot be read, unless the app is internal or declared', async () => {
    for (const more of broken(/formation/)) {
      assert.equal(await on(check, {}, more, nobody), 'unknown')
      assert.equal(await on(check, {internal: true, space: desk()}, more, nobody), 'pass')
      assert.equal(await on(check, {}, more, {publicApps: ['pay']}), 'pass')
    }
  })

  it('is unknown if routing is not stated, unless no web dyno runs', async () => {
    assert.equal(await on(check, {record: {internal_routing: undefined}}, {}, nobody), 'unknown')
    assert.equal(await on(check, {record: {internal_routing: undefined}, web: 0}, {}, nobody), 'pass')
  })

  it('is unknown where the record of the app cannot be read', async () => {
    assert.equal(await on(check, {}, {faults: [refuse(/^\/apps\/pay$/, 500)]}, nobody), 'unknown')
  })
})

describe('apps-have-a-log-drain', () => {
  const check = 'apps-have-a-log-drain'
  const url = 'https://logs.example.com/in'

  it('is met by a drain of the app, of an add-on or of the space', async () => {
    assert.equal(await on(check, {logDrains: [url]}), 'pass')
    assert.equal(await on(check, {logDrains: [{addon: 'papertrail-1'}]}), 'pass')
    assert.equal(await on(check, {space: space('vault', {logDrain: url, shield: true})}), 'pass')
  })

  it('fails where none of them is there', async () => {
    assert.equal(await on(check), 'fail')
    assert.equal(await on(check, {space: desk()}), 'fail')
  })

  it('is met on Fir by a telemetry drain that carries logs', async () => {
    const carrying = (...signals: string[]) => [{endpoint: url, signals}]
    assert.equal(await on(check, {space: fir(), telemetryDrains: carrying('traces', 'logs')}), 'pass')
    assert.equal(await on(check, {space: fir(), telemetryDrains: carrying('traces', 'metrics')}), 'fail')
    assert.equal(await on(check, {space: fir()}), 'fail')
    assert.equal(
      await on(check, {space: space('stream', {generation: 'fir', telemetryDrains: carrying('logs')})}),
      'pass',
    )
    assert.equal(
      await on(check, {space: space('stream', {generation: 'fir', telemetryDrains: carrying('metrics')})}),
      'fail',
    )
  })

  it('is unknown where a list cannot be read and no drain is known', async () => {
    for (const more of broken(/^\/apps\/pay\/log-drains/)) {
      assert.equal(await on(check, {logDrains: [url]}, more), 'unknown')
      assert.equal(await on(check, {space: space('vault', {logDrain: url, shield: true})}, more), 'pass')
    }

    for (const more of broken(/telemetry-drains/)) assert.equal(await on(check, {space: fir()}, more), 'unknown')
  })

  it('is unknown where the drain of the space cannot be read; a 404 means that there is none', async () => {
    for (const status of [401, 402, 403, 410, 500, 503]) {
      const more = {faults: [refuse(/^\/spaces\/desk\/log-drain/, status)]}
      assert.equal(await on(check, {space: desk()}, more), 'unknown', String(status))
      assert.equal(await on(check, {logDrains: [url], space: desk()}, more), 'pass', String(status))
    }

    assert.equal(await on(check, {space: desk()}, {faults: [refuse(/^\/spaces\/desk\/log-drain/, 404)]}), 'fail')
    assert.equal(await on(check, {space: desk()}, {faults: [refuse(/^\/spaces\/desk/, 404)]}), 'unknown')
  })

  it('is unknown where a telemetry drain does not say what it carries', async () => {
    const appWorld = app('pay', {space: fir(), telemetryDrains: [url]})
    assert.equal(
      await on(
        check,
        {space: fir()},
        {apps: [{...appWorld, telemetryDrains: [{...appWorld.telemetryDrains[0], signals: null}]}]},
      ),
      'unknown',
    )
  })

  it('is unknown where the generation of the app is not known, unless a drain is seen', async () => {
    assert.equal(await on(check, {record: {generation: null}}), 'unknown')
    assert.equal(await on(check, {logDrains: [url], record: {generation: null}}), 'pass')
  })
})
