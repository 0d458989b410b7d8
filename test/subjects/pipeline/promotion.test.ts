import assert from 'node:assert/strict'

import type {Release} from '../../../src/model/code-facts.js'
import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {newestCodeIsPromoted} from '../../../src/subjects/pipeline/promotion.js'
import {appFact, pipelineFacts, flow} from './support.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const release = (
  version: number,
  slug: null | string,
  description: null | string = 'Set A config vars',
  more: Partial<Release> = {},
): Release => ({description, oci_image: null, slug: slug === null ? null : {id: slug}, version, ...more})
const newest = (...releases: Release[]) => valueOrGap(newestCodeIsPromoted(releases))

describe('promotion: newestCodeIsPromoted', () => {
  const [first, deploy, config] = [release(1, 's1', 'Deploy 1a2b'), release(2, 's2', 'Deploy 3c4d'), release(3, 's2')]

  it('depends on the newest release whose slug differs from the one before', () => {
    assert.equal(newest(config, deploy, first), false)
    assert.equal(newest(release(3, 's2', 'Promote shop-staging v12 3c4d'), deploy, first), false)
    assert.equal(newest(config, release(2, 's2', 'Promote shop-staging v12 3c4d'), first), true)
    assert.equal(newest(release(4, 's3', 'Deploy 5e6f'), config, release(2, 's2', 'Promote shop v1'), first), false)
    assert.equal(newest(first, release(2, 's2', 'Promote shop v1'), config), true)
  })

  it("ignores releases that didn't run", () => {
    for (const status of ['failed', 'pending']) {
      const stopped = release(3, 's3', 'Promote shop-staging v12 5e6f', {status})
      assert.equal(newest(stopped, deploy, first), false, status)
      assert.equal(
        newest(release(4, 's2'), stopped, release(2, 's2', 'Promote shop-staging v11 3c4d'), first),
        true,
        status,
      )
    }

    for (const status of ['succeeded', 'expired', null])
      assert.equal(newest(release(3, 's3', 'Promote shop v1', {status}), deploy), true)
  })

  it('works for images', () => {
    const image = (version: number, id: string, description: string) =>
      release(version, null, description, {oci_image: {id}})
    assert.equal(newest(image(3, 'i2', 'Set A'), image(2, 'i2', 'Promote shop v1'), image(1, 'i1', 'Deploy')), true)
    assert.equal(newest(image(2, 'i2', 'Deploy'), image(1, 'i1', 'Promote shop v1')), false)
    assert.equal(newest(image(2, 'i1', 'Deploy'), release(1, 's1', 'Promote shop v1')), false)
  })

  it('starts with the first release of code', () => {
    assert.equal(
      newest(release(3, 's1', 'Promote shop v1'), release(2, null), release(1, null, 'Initial release')),
      true,
    )
    assert.equal(newest(release(3, 's1', 'Deploy'), release(2, null)), false)
  })

  it('is a gap when no release is known to have brought code', () => {
    for (const all of [[], [deploy], [config, deploy], [release(2, null), release(1, null)]])
      assert.equal(newest(...all), 'no-statement?')
  })

  it('is a gap when a release is incomplete', () => {
    assert.equal(newest({description: 'Deploy', version: 2}, first), 'no-statement?')
    assert.equal(newest(deploy, {description: 'Deploy', version: 1}), 'no-statement?')
    assert.equal(newest(deploy, {...first, version: null}), 'no-statement?')
    assert.equal(newest(release(3, null), deploy), 'no-statement?')
    for (const description of [null, '']) assert.equal(newest(release(2, 's2', description), first), 'no-statement?')
    assert.equal(newest(deploy, first, {description: 'Deploy', version: 0}), false)
  })

  it("starts with the first slug or image, and is a gap when one isn't stated", () => {
    const first = (more: Partial<Release>) => newest(release(2, 's1', 'Promote shop v1'), {version: 1, ...more})
    assert.equal(first({oci_image: null, slug: null}), true)
    for (const unstated of [{}, {oci_image: null}, {slug: null}]) assert.equal(first(unstated), 'no-statement?')
  })

  it('is a gap when no listed release has code', () => {
    const known = newestCodeIsPromoted([release(2, null), release(1, null)])
    assert.match('gap' in known ? (known.gap.detail ?? '') : '', /^no listed release/)
  })

  it('matches Promote as a word', () => {
    for (const description of ['Promoted', 'Deploy promote', 'Deploy unPromote'])
      assert.equal(newest(release(2, 's2', description), first), false, description)
  })
})

describe('promotion: isPromotedFromStaging', () => {
  const fieldOf = (name: string, scope: Scope, facts: readonly Fact[]) =>
    valueOrGap(fixture(facts, scope).field('app', 'app-a1', name))
  const at = (stages: Readonly<Record<string, null | string>>) =>
    fieldOf('isPromotedFromStaging', flow, [...pipelineFacts(stages), appFact('a1'), appFact('a2'), appFact('a3')])

  it('is true if the pipeline of the production app has a staging app', () => {
    assert.equal(at({a1: 'production', a2: 'staging'}), true)
    assert.equal(at({a1: 'production', a2: 'development'}), false)
    assert.equal(at({a1: 'staging', a2: 'production'}), false)
    assert.equal(at({a1: 'production'}), false)
  })

  it('is a gap when a stage is unknown', () => {
    assert.equal(at({a1: 'production', a2: 'canary'}), 'unknown-value?')
    assert.equal(at({a1: 'production', a2: 'canary', a3: 'staging'}), true)
    assert.equal(at({a1: 'canary', a2: 'staging'}), 'unknown-value?')
    assert.equal(at({a1: null, a2: 'production'}), 'unknown-value?')
    assert.equal(at({a1: 'review', a2: 'canary'}), false)
  })

  it('requests releases only if it is true', () => {
    const requestsFor = (stages: Readonly<Record<string, string>>) => {
      const {field, reader} = fixture([...pipelineFacts(stages), appFact('a1'), appFact('a2')], flow)
      const known = valueOrGap(field('app', 'app-a1', 'newestCodeIsPromoted'))
      return [known, reader.wantedFacts().map(({path}) => path)]
    }
    assert.deepEqual(requestsFor({a1: 'production', a2: 'staging'}), ['not-collected?', ['/apps/app-a1/releases']])
    assert.deepEqual(requestsFor({a1: 'production', a2: 'review'}), ['no-statement?', []])
    assert.deepEqual(requestsFor({a1: 'production', a2: 'canary'}), ['unknown-value?', []])
  })

  it("leaves newestCodeIsPromoted a gap when the releases can't be read", () => {
    assert.equal(
      fieldOf('newestCodeIsPromoted', flow, [
        ...pipelineFacts({a1: 'production', a2: 'staging'}),
        appFact('a1'),
        appFact('a2'),
        refusedFact('releases', 'app-a1'),
      ]),
      'forbidden?',
    )
  })

  it("matches the app by name when the pipeline doesn't state its ID", () => {
    const couplings = factOf('pipelineCouplings', 'p1', [
      {app: {name: 'app-a1'}, stage: 'production'},
      {app: {id: 'a2'}, stage: 'staging'},
    ])
    const named = factOf('app', 'app-a1', {generation: 'cedar', id: 'a1', name: 'app-a1', space: null})
    assert.equal(fieldOf('isPromotedFromStaging', flow, [...pipelineFacts({}), couplings, named, appFact('a2')]), true)
  })

  it("is false without a pipeline in the account, unless the list or a pipeline can't be read", () => {
    const apps = factOf(
      'apps',
      [],
      ['a1', 'a2'].map(id => ({generation: 'cedar', id, name: `app-${id}`, owner: {email: 'ann@x.test'}, space: null})),
    )
    const lists = [apps, factOf('teams', [], []), factOf('spaces', [], [])]
    const pipelines = factOf('pipelines', [], [{id: 'p1', name: 'flow'}])
    const isPromoted = (...facts: Fact[]) => fieldOf('isPromotedFromStaging', {kind: 'all'}, [...lists, ...facts])
    assert.equal(
      isPromoted(pipelines, factOf('pipelineCouplings', 'p1', [{app: {id: 'a2'}, stage: 'production'}])),
      false,
    )
    assert.equal(isPromoted(pipelines, refusedFact('pipelineCouplings', 'p1')), 'forbidden?')
    assert.equal(isPromoted(refusedFact('pipelines', [], 500)), 'server-error?')
  })

  it("is false without a pipeline, whatever can't be read of other apps and teams", () => {
    const team = factOf('team', 't1', {id: 't1', name: 'acme', role: 'admin'})
    const apps = ['a1', 'a2'].map(id => ({
      generation: 'cedar',
      id,
      name: `app-${id}`,
      space: null,
      team: {id: 't1', name: 'acme'},
    }))
    const guest = {generation: 'cedar', id: 'a9', name: 'app-a9', space: null, team: {id: 't9', name: 'other'}}
    const lists = [
      team,
      factOf('apps', [], [...apps, guest]),
      factOf('teamApps', 't1', apps),
      factOf('teamSpaces', 't1', []),
      factOf('pipelines', [], []),
    ]
    const isPromoted = (...facts: Fact[]) =>
      fieldOf('isPromotedFromStaging', {kind: 'team', name: 't1'}, [...lists, ...facts])
    assert.equal(isPromoted(factOf('teamPipelineCouplings', 't1', [])), false)
    assert.equal(isPromoted(refusedFact('teamPipelineCouplings', 't1')), 'forbidden?')
    const ours = factOf('pipelines', [], [{id: 'p1', name: 'flow', owner: {id: 't1', type: 'team'}}])
    assert.equal(
      isPromoted(factOf('teamPipelineCouplings', 't1', []), ours, refusedFact('pipelineCouplings', 'p1')),
      'forbidden?',
    )
  })

  it("is a gap for an app that can't be read", () => {
    const coupling = factOf('appPipelineCoupling', 'app-a1', {
      app: {id: 'a1'},
      pipeline: {id: 'p1'},
      stage: 'production',
    })
    const facts = [
      refusedFact('app', 'app-a1', 500),
      coupling,
      factOf('pipeline', 'p1', {id: 'p1', name: 'flow'}),
      factOf('pipelineCouplings', 'p1', [{app: {id: 'a1'}, stage: 'production'}]),
    ]
    assert.equal(fieldOf('isPromotedFromStaging', {kind: 'app', name: 'app-a1'}, facts), 'server-error?')
  })

  it("is false without a pipeline in the space, whatever can't be read of another team's app there", () => {
    const inVault = (id: string, team: string) => ({
      generation: 'cedar',
      id,
      name: `app-${id}`,
      space: {id: 's1', name: 'vault'},
      team: {id: `t-${team}`, name: team},
    })
    const apps = [inVault('a1', 'acme'), inVault('a9', 'other')]
    const facts = [
      factOf('space', 'vault', {generation: 'cedar', id: 's1', name: 'vault', team: {id: 't-acme', name: 'acme'}}),
      factOf('team', 'acme', {id: 't-acme', name: 'acme', role: 'admin'}),
      factOf('topology', 'vault', {apps: []}),
      factOf('apps', [], apps),
      factOf('teamApps', 'acme', apps.slice(0, 1)),
      factOf('pipelines', [], []),
      factOf('teamPipelineCouplings', 'acme', []),
      refusedFact('appPipelineCoupling', 'app-a9'),
    ]
    const {field} = fixture(facts, {kind: 'space', name: 'vault'})
    assert.deepEqual(
      ['app-a1', 'app-a9'].map(name => valueOrGap(field('app', name, 'isPromotedFromStaging'))),
      [false, 'forbidden?'],
    )
  })

  it("is false without a visible pipeline, unless one can't be read", () => {
    const app = factOf('app', 'app-a1', {generation: 'cedar', id: 'a1', name: 'app-a1', space: null})
    const alone = {kind: 'app', name: 'app-a1'} as const
    assert.equal(
      fieldOf('isPromotedFromStaging', alone, [app, refusedFact('appPipelineCoupling', 'app-a1', 404)]),
      false,
    )
    assert.equal(
      fieldOf('isPromotedFromStaging', alone, [app, refusedFact('appPipelineCoupling', 'app-a1', 403)]),
      'forbidden?',
    )
    const coupling = factOf('appPipelineCoupling', 'app-a1', {
      app: {id: 'a1'},
      pipeline: {id: 'p1'},
      stage: 'production',
    })
    const pipeline = factOf('pipeline', 'p1', {id: 'p1', name: 'flow'})
    assert.equal(
      fieldOf('isPromotedFromStaging', alone, [app, coupling, pipeline, refusedFact('pipelineCouplings', 'p1', 500)]),
      'server-error?',
    )
    assert.equal(
      fieldOf('isPromotedFromStaging', alone, [
        app,
        coupling,
        pipeline,
        factOf('pipelineCouplings', 'p1', [
          {app: {id: 'a1'}, stage: 'production'},
          {app: {id: 'a9'}, stage: 'staging'},
        ]),
      ]),
      true,
    )
  })
})
