import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {factOf, predict, readAt, snapshotOf} from '../../helpers/changes.js'

const acme = {id: 't1', name: 'acme'}
const [staging, production, other] = ['shop-staging', 'shop', 'other'].map((name, index) => ({
  id: `a${index}`,
  name,
  stack: {name: 'heroku-24'},
  team: acme,
})) as [AppRecord, AppRecord, AppRecord]
const shop = {id: 'p1', name: 'shop', owner: {id: 't1', type: 'team'}}
const ref = {id: 'p1', name: 'shop'}
const couplings = [
  {app: {id: 'a0'}, pipeline: ref, stage: 'staging'},
  {app: {id: 'a1'}, pipeline: ref, stage: 'production'},
]

interface AppRecord {
  readonly id: string
  readonly name: string
  readonly stack: {readonly name: string}
  readonly team: {readonly id: string; readonly name: string}
}

const absent: Fact = {
  at: readAt,
  gap: {detail: 'the API answered 404', reason: 'not-found'},
  kind: 'appPipelineCoupling',
  path: '/apps/other/pipeline-couplings',
  status: 404,
}
const deployed = {created_at: readAt, description: 'Deploy 1a2b', slug: {id: 's1'}, status: 'succeeded', version: 7}
const older = {...deployed, slug: {id: 's0'}, version: 6}
const facts = [
  factOf('account', [], {email: 'lee@example.com', id: 'u1'}),
  factOf('teams', [], [acme]),
  factOf('apps', [], [staging, production, other]),
  factOf('pipelines', [], [shop]),
  factOf('pipelineCouplings', ['p1'], couplings),
  factOf('teamPipelineCouplings', ['acme'], couplings),
  factOf('appPipelineCoupling', ['shop'], {app: {id: 'a1'}, pipeline: ref, stage: 'production'}),
  factOf('reviewAppConfig', ['p1'], {deploy_target: {id: 'us', type: 'region'}}),
  factOf('releases', ['shop'], [deployed, older]),
  absent,
]
const after = (line: string, ...more: readonly Fact[]) => predict(snapshotOf([...facts, ...more]), line)

describe('pipelines:create', () => {
  it('makes a pipeline with its first app, without review apps', async () => {
    const {bodyOf, gapOf} = await after('heroku pipelines:create new -a other -s staging -t acme')
    const id = 'not-created-yet-1'
    const coupling = {app: {id: 'a2'}, pipeline: {id, name: 'new'}, stage: 'staging'}
    assert.deepEqual(bodyOf('pipelines'), [shop, {id, name: 'new', owner: {id: 't1', type: 'team'}}])
    assert.deepEqual(bodyOf('pipeline', id), {id, name: 'new'})
    assert.deepEqual(bodyOf('pipelineCouplings', id), [coupling])
    assert.deepEqual(bodyOf('appPipelineCoupling', 'other'), coupling)
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'acme'), [...couplings, coupling])
    assert.equal(gapOf('reviewAppConfig', id), 'not-found')
  })

  it('belongs to the caller, has the name of the app, and leaves the stage open', async () => {
    const {bodyOf} = await after('heroku pipelines:create -a other')
    const [, pipeline] = bodyOf('pipelines') ?? []
    assert.deepEqual(pipeline, {id: 'not-created-yet-1', name: 'other', owner: {id: 'u1', type: 'user'}})
    assert.equal(bodyOf('appPipelineCoupling', 'other')?.stage, undefined)
  })

  it('refuses an app that is in a pipeline', async () =>
    assert.rejects(
      after('heroku pipelines:create new -a shop-staging -s staging'),
      /shop-staging is in the pipeline shop/,
    ))
})

describe('pipelines:add', () => {
  it('adds the app to the lists by pipeline, by app and by team', async () => {
    const {bodyOf} = await after('heroku pipelines:add shop -a other -s development')
    const coupling = {app: {id: 'a2'}, pipeline: ref, stage: 'development'}
    assert.deepEqual(bodyOf('pipelineCouplings', 'p1'), [...couplings, coupling])
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'acme'), [...couplings, coupling])
    assert.deepEqual(bodyOf('appPipelineCoupling', 'a2'), coupling)
  })

  it('leaves the stage open that the CLI would ask for', async () => {
    const {bodyOf} = await after('heroku pipelines:add shop -a other')
    assert.deepEqual(bodyOf('appPipelineCoupling', 'other'), {app: {id: 'a2'}, pipeline: ref})
  })

  it('refuses an unknown stage, and a variable for the pipeline', async () => {
    await assert.rejects(after('heroku pipelines:add shop -a other -s live'), /live isn't a stage/)
    await assert.rejects(after('heroku pipelines:add $P -a other -s staging'), /depends on \$P/)
  })
})

describe('pipelines:update', () => {
  it('changes the stage in every list', async () => {
    const {bodyOf} = await after('heroku pipelines:update -a shop -s staging')
    assert.deepEqual(bodyOf('pipelineCouplings', 'p1')?.[1]?.stage, 'staging')
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'acme')?.[1]?.stage, 'staging')
    assert.equal(bodyOf('appPipelineCoupling', 'shop')?.stage, 'staging')
  })

  it('forgets the stage where a variable says it', async () => {
    const {bodyOf} = await after('heroku pipelines:update -a shop -s $STAGE')
    assert.deepEqual(bodyOf('appPipelineCoupling', 'shop'), {app: {id: 'a1'}, pipeline: ref})
  })

  it('refuses an app that is in no pipeline', async () =>
    assert.rejects(after('heroku pipelines:update -a other -s staging'), /other isn't in a pipeline/))
})

describe('pipelines:remove', () => {
  it('leaves the app in no list', async () => {
    const {bodyOf, gapOf} = await after('heroku pipelines:remove -a shop')
    assert.deepEqual(bodyOf('pipelineCouplings', 'p1'), couplings.slice(0, 1))
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'acme'), couplings.slice(0, 1))
    assert.equal(gapOf('appPipelineCoupling', 'shop'), 'not-found')
  })
})

describe('pipelines:destroy', () => {
  it('leaves no trace of the pipeline', async () => {
    const {bodyOf, gapOf, prediction} = await after('heroku pipelines:destroy shop')
    assert.deepEqual(bodyOf('pipelines'), [])
    assert.deepEqual(bodyOf('teamPipelineCouplings', 'acme'), [])
    assert.equal(gapOf('appPipelineCoupling', 'shop'), 'not-found')
    assert.deepEqual(
      prediction.snapshot.facts.filter(({path}) => path.startsWith('/pipelines/')),
      [],
    )
  })
})

describe('pipelines:promote', () => {
  const sourceReleases = factOf(
    'releases',
    ['shop-staging'],
    [
      {...deployed, slug: {id: 's9'}, status: 'failed', version: 4},
      {...deployed, oci_image: null, slug: {id: 's8'}, version: 3},
    ],
  )

  it('releases the newest code that ran in the next stage', async () => {
    const {bodyOf, touches} = await after('heroku pipelines:promote -a shop-staging', sourceReleases)
    assert.deepEqual(bodyOf('releases', 'shop'), [
      {
        created_at: readAt,
        description: 'Promote shop-staging',
        oci_image: null,
        slug: {id: 's8'},
        status: 'succeeded',
        version: 8,
      },
      deployed,
      older,
    ])
    assert.ok(!touches('releases', 'shop-staging'))
    assert.ok(!touches('builds', 'shop'))
  })

  it('releases other code than what the app built itself', async () => {
    const {bodyOf} = await after('heroku pipelines:promote -a shop-staging')
    assert.deepEqual(bodyOf('releases', 'shop')?.[0]?.slug, {id: 'not-created-yet-1'})
  })

  it('leaves open whether a rollback brought back the same code', async () => {
    const rolledBack = [{...deployed, description: 'Rollback to v5'}, older]
    const {bodyOf} = await predict(
      snapshotOf([...facts.filter(({kind}) => kind !== 'releases'), factOf('releases', ['shop'], rolledBack)]),
      'heroku pipelines:promote -a shop-staging',
    )
    assert.equal(bodyOf('releases', 'shop')?.[0]?.slug, undefined)
  })

  it('has no version where one is unknown', async () => {
    const {bodyOf} = await predict(
      snapshotOf([
        ...facts.filter(({kind}) => kind !== 'releases'),
        factOf('releases', ['shop'], [{status: 'succeeded'}]),
      ]),
      'heroku pipelines:promote -a shop-staging',
    )
    assert.equal(bodyOf('releases', 'shop')?.[0]?.version, undefined)
  })

  it('forgets the stack of the target if the source has another', async () => {
    const apps = factOf('apps', [], [{...staging, stack: {name: 'heroku-22'}}, production, other])
    const {bodyOf} = await predict(
      snapshotOf([...facts.filter(({kind}) => kind !== 'apps'), apps]),
      'heroku pipelines:promote -a shop-staging',
    )
    assert.deepEqual(
      bodyOf('apps')?.map(({stack}) => stack?.name),
      ['heroku-22', undefined, 'heroku-24'],
    )
  })

  it('takes the targets of --to', async () => {
    const {touches} = await after('heroku pipelines:promote -a shop -t a0,')
    assert.ok(touches('releases', 'shop-staging'))
    assert.ok(!touches('releases', 'shop'))
  })

  for (const [line, message] of [
    ['heroku pipelines:promote -a shop', /can't be promoted from the stage production/],
    ['heroku pipelines:promote -a other', /other isn't in a pipeline/],
    ['heroku pipelines:promote -a shop -t other', /has no app other/],
    ['heroku pipelines:promote -a shop -t shop', /can't be promoted to itself/],
  ] as const)
    it(`refuses ${line}`, async () => assert.rejects(after(line), message))

  it('refuses a stage without apps', async () => {
    const alone = factOf('pipelineCouplings', ['p1'], couplings.slice(0, 1))
    await assert.rejects(
      predict(
        snapshotOf([...facts.filter(({kind}) => kind !== 'pipelineCouplings'), alone]),
        'heroku pipelines:promote -a shop-staging',
      ),
      /has no app in production/,
    )
  })
})

describe('reviewapps:enable', () => {
  it('leaves open where review apps go', async () => {
    const {bodyOf} = await predict(
      snapshotOf(facts.filter(({kind}) => kind !== 'reviewAppConfig')),
      'heroku reviewapps:enable -p shop',
    )
    assert.deepEqual(bodyOf('reviewAppConfig', 'p1'), {})
  })

  for (const line of ['heroku reviewapps:enable -p shop', 'heroku reviewapps:enable -p shop --autodeploy'])
    it(`keeps where they go: ${line}`, async () =>
      assert.deepEqual((await after(line)).bodyOf('reviewAppConfig', 'p1')?.deploy_target, {id: 'us', type: 'region'}))
})

describe('reviewapps:disable', () => {
  it('leaves no review apps', async () =>
    assert.equal((await after('heroku reviewapps:disable -p shop')).gapOf('reviewAppConfig', 'p1'), 'not-found'))

  it('changes settings only', async () =>
    assert.ok((await after('heroku reviewapps:disable -p shop --no-autodeploy')).bodyOf('reviewAppConfig', 'p1')))
})
