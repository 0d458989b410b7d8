import assert from 'node:assert/strict'

import type {App, FactTypes} from '../../../src/model/facts.js'
import type {Policy} from '../../../src/model/policy.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const record: App = {
  acm: false,
  generation: 'cedar',
  id: 'a1',
  internal_routing: null,
  name: 'pay',
  region: {name: 'us'},
  space: null,
  stack: {name: 'heroku-24'},
  team: {name: 'acme'},
}
const app = (more: Partial<App> = {}) => factOf('app', 'pay', {...record, ...more})
const field = (name: string, facts: readonly Fact[], allow: Policy['allow'] = {}) =>
  valueOrGap(fixture(facts, undefined, allow).field('app', 'pay', name))
const formation = (...items: FactTypes['formation']) => [app(), factOf('formation', 'pay', items)]

describe('app', () => {
  it('lists dyno sizes in lowercase, once each', () => {
    assert.deepEqual(
      field(
        'dynoSizes',
        formation(
          {dyno_size: {name: 'Private-M'}, size: 'x', type: 'web'},
          {size: 'PRIVATE-M', type: 'worker'},
          {size: 'Basic', type: 'clock'},
        ),
      ),
      ['basic', 'private-m'],
    )
    assert.deepEqual(field('dynoSizes', formation()), [])
    assert.equal(field('dynoSizes', formation({size: 'Basic', type: 'web'}, {type: 'worker'})), 'no-statement?')
    assert.equal(field('dynoSizes', formation({size: '', type: 'web'})), 'no-statement?')
  })

  it('counts web dynos, and distinguishes no process from no dynos', () => {
    assert.equal(field('webDynos', formation({quantity: 2, type: 'web'}, {quantity: 9, type: 'worker'})), 2)
    assert.equal(field('webDynos', formation({quantity: 9, type: 'worker'})), 0)
    assert.equal(field('hasWebProcess', formation({quantity: 0, type: 'web'})), true)
    assert.equal(field('hasWebProcess', formation({quantity: 0, type: 'web'}, {quantity: 1, type: 'worker'})), true)
    assert.equal(field('hasWebProcess', formation({quantity: 9, type: 'webworker'})), false)
    assert.equal(field('webDynos', formation({quantity: null, type: 'web'})), 'no-statement?')
  })

  it('computes the age of the newest successful build', () => {
    const buildAge = (...items: FactTypes['builds']) => field('buildAgeDays', [app(), factOf('builds', 'pay', items)])
    assert.equal(
      buildAge(
        {created_at: '2026-11-18T12:00:00Z', status: 'succeeded'},
        {created_at: '2026-11-19T12:00:00Z', status: 'failed'},
      ),
      2,
    )
    assert.equal(
      buildAge(
        {created_at: '2026-10-01T12:00:00Z', status: 'succeeded'},
        {created_at: '2026-11-10T12:00:00Z', status: 'succeeded'},
      ),
      10,
    )
    assert.equal(buildAge({created_at: '2026-11-18T12:00:00Z', status: 'failed'}), 'no-statement?')
    assert.equal(buildAge(), 'no-statement?')
    assert.equal(buildAge({created_at: null, status: 'succeeded'}), 'unknown-value?')
    assert.deepEqual(
      buildAge({created_at: '2026-11-18T12:00:00Z', status: 'succeeded'}, {created_at: null, status: 'succeeded'}),
      ['unknown-value?', 2, 0],
    )
    assert.equal(
      buildAge({created_at: '2026-11-18T12:00:00Z', status: null}, {created_at: null, status: 'succeeded'}),
      'unknown-value?',
    )
  })

  it('has no build age for a container image, which is built elsewhere', () => {
    const buildAgeOn = (stack: App['stack'] & {}) => {
      const {field, reader} = fixture([app({stack})])
      return [valueOrGap(field('app', 'pay', 'buildAgeDays')), reader.wantedFacts().map(({kind}) => kind)]
    }

    assert.deepEqual(buildAgeOn({name: 'container'}), ['no-statement?', []])
    assert.deepEqual(buildAgeOn({name: 'heroku-24'}), ['not-collected?', ['builds']])
    assert.equal(
      field('buildAgeDays', [
        app({stack: null}),
        factOf('builds', 'pay', [{created_at: '2026-11-18T12:00:00Z', status: 'succeeded'}]),
      ]),
      2,
    )
  })

  it('reports whether its team locked it', () => {
    const locked = (more: object) =>
      field('locked', [app(), factOf('teamApp', 'pay', {id: 'a1', name: 'pay', ...more})])
    assert.deepEqual(
      [locked({locked: true}), locked({locked: false}), locked({locked: null}), locked({})],
      [true, false, 'no-statement?', 'no-statement?'],
    )
  })

  it('derives from the policy alone whether public apps are declared', () => {
    assert.deepEqual(
      [field('publicAppsAreDeclared', [app()]), field('publicAppsAreDeclared', [app()], {publicApps: []})],
      [false, true],
    )
  })

  it('is a gap when a build has no status, unless an older build is not the newest', () => {
    const buildAge = (...items: FactTypes['builds']) => field('buildAgeDays', [app(), factOf('builds', 'pay', items)])
    const [sure, unstated] = [
      {created_at: '2026-11-10T12:00:00Z', status: 'succeeded'},
      {created_at: '2026-11-18T12:00:00Z', status: null},
    ]
    assert.deepEqual(buildAge(unstated, sure), ['no-statement?', 10, 2])
    assert.equal(buildAge(unstated), 'no-statement?')
    assert.equal(buildAge({...unstated, created_at: '2026-11-01T12:00:00Z'}, sure), 10)
    assert.equal(buildAge({...unstated, created_at: sure.created_at}, sure), 10)
  })

  it('reports the state of its stack', () => {
    const state = (...items: FactTypes['stacks']) => field('stackState', [app(), factOf('stacks', [], items)])
    for (const name of ['beta', 'deprecated', 'public'])
      assert.equal(state({name: 'heroku-22', state: 'sundown'}, {name: 'heroku-24', state: name}), name)
    assert.equal(state({name: 'heroku-22', state: 'public'}), 'not listed')
    assert.equal(state({name: 'heroku-24'}), 'no-statement?')
    assert.equal(state({name: 'heroku-24', state: 'sundown'}), 'unknown-value?')
  })

  it('reports how the public reaches it', () => {
    const web = (quantity: number) => factOf('formation', 'pay', [{quantity, type: 'web'}])
    assert.equal(field('exposure', [app(), web(1)]), 'public')
    assert.equal(field('exposure', [app(), web(0)]), 'no web dyno')
    assert.equal(field('exposure', [app({internal_routing: true}), web(1)]), 'internal')
    assert.equal(field('exposure', [factOf('app', 'pay', {id: 'a1', name: 'pay'}), web(1)]), 'no-statement?')
    assert.equal(field('exposure', [app({internal_routing: false}), web(1)], {publicApps: ['p*']}), 'declared')
    assert.equal(field('exposure', [app(), refusedFact('formation', 'pay')]), 'forbidden?')
    assert.equal(field('exposure', [refusedFact('app', 'pay', 500), web(1)]), 'server-error?')
    assert.equal(field('exposure', [refusedFact('app', 'pay', 500), web(0)]), 'no web dyno')
  })

  it('is not declared by a glob that only matches its ID', () => {
    const scope = {kind: 'pipeline', name: 'flow'} as const
    const readable = [
      factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}),
      factOf('pipelineCouplings', 'p1', [{app: {id: 'a9'}}]),
      factOf('formation', 'a9', [{quantity: 1, type: 'web'}]),
      factOf('app', 'a9', {...record, id: 'a9', name: 'a9'}),
    ]
    assert.equal(valueOrGap(fixture(readable, scope, {publicApps: ['*']}).field('app', 'a9', 'exposure')), 'declared')
    assert.equal(
      field('exposure', [refusedFact('app', 'pay', 500), factOf('formation', 'pay', [{quantity: 1, type: 'web'}])], {
        publicApps: ['*'],
      }),
      'server-error?',
    )
    const listed = [
      factOf('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
      factOf('apps', [], []),
      factOf('teamApps', 'acme', [{id: 'a1', name: 'pay'}]),
      factOf('teamSpaces', 'acme', []),
      refusedFact('app', 'pay'),
    ]
    assert.equal(
      valueOrGap(fixture(listed, {kind: 'team', name: 'acme'}, {publicApps: ['p*']}).field('app', 'pay', 'exposure')),
      'declared',
    )
  })

  it('treats null as no space and no team, and absence as a gap', () => {
    assert.equal(field('space', [app()]), 'none')
    assert.equal(field('team', [app({team: null})]), 'none')
    assert.equal(field('team', [app()]), 'acme')
    assert.deepEqual([field('hasTeam', [app({team: null})]), field('hasTeam', [app()])], [false, true])
    const unstated: App = {id: 'a1', name: 'pay'}
    for (const name of [
      'space',
      'team',
      'hasTeam',
      'region',
      'regionCountry',
      'provider',
      'stack',
      'runtimeClass',
      'generation',
      'internalRouting',
    ])
      assert.equal(field(name, [factOf('app', 'pay', unstated)]), 'no-statement?', name)
  })

  it('reports routing as not internal only when the API says so', () => {
    for (const [routing, expected] of [
      [null, false],
      [false, false],
      [true, true],
    ] as const)
      assert.equal(field('internalRouting', [app({internal_routing: routing})]), expected)
  })

  it('looks up country and provider of its region', () => {
    const regions = factOf(
      'regions',
      [],
      [
        {country: 'Ireland', name: 'eu', provider: {region: 'eu-west-1'}},
        {country: 'United States', name: 'us', provider: {name: 'x', region: 'us-east-1'}},
      ],
    )
    assert.deepEqual(
      [field('regionCountry', [app(), regions]), field('provider', [app(), regions])],
      ['United States', 'us-east-1'],
    )
    assert.equal(field('regionCountry', [app({region: {name: 'US'}}), regions]), 'unknown-value?')
    assert.equal(field('provider', [app(), factOf('regions', [], [{name: 'us', provider: null}])]), 'no-statement?')
  })

  it("distinguishes a disabled feature from one that isn't listed", () => {
    const features = (...items: FactTypes['appFeatures']) => [app(), factOf('appFeatures', 'pay', items)]
    assert.equal(field('herokuExecIsOn', features({enabled: false, name: 'runtime-heroku-exec'})), false)
    assert.equal(field('herokuExecIsOn', features({enabled: true, name: 'spaces-strict-tls'})), 'no-statement?')
    assert.equal(field('strictTlsIsOn', features({enabled: true, name: 'spaces-strict-tls'})), true)
    assert.equal(field('strictTlsIsOn', features({enabled: null, name: 'spaces-strict-tls'})), 'no-statement?')
  })

  it('names its space and team for the report', () => {
    const [subject] = fixture([app({space: {id: 's1', name: 'vault'}})]).subjectsOf('app')
    assert.deepEqual(
      [subject?.id, subject?.name, subject?.space, subject?.team, subject?.placeholder],
      ['a1', 'pay', 'vault', 'acme', undefined],
    )
  })
})
