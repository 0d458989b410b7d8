import assert from 'node:assert/strict'

import type {Comparison, AppReleases} from '../../src/model/comparison.js'
import type {Release} from '../../src/model/code-facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {releasesSince, withReleases} from '../../src/compare/releases.js'
import {groupBy} from '../../src/foundation/collections.js'
import {maxReleases} from '../../src/model/release.js'
import {reportOf} from '../report/terminal/support.js'
import {compare, diff, item, side} from './support.js'

const since = '2026-11-10T00:00:00.000Z'
const fact = (app: string, body: readonly Release[]): Fact => ({
  at: '2026-11-20T00:00:00.000Z',
  body,
  kind: 'releases',
  path: `/apps/${app}/releases`,
  status: 200,
})
const release = (version: number, day: number, more: Partial<Release> = {}): Release => ({
  created_at: `2026-11-${String(day).padStart(2, '0')}T10:00:00Z`,
  description: 'Deploy 5f3c9a1b',
  status: 'succeeded',
  user: {email: 'ann@example.com'},
  version,
  ...more,
})
const versions = (released: ReadonlyMap<string, AppReleases> | undefined, app = 'pay') =>
  released?.get(app)?.releases.map(({version}) => version)

describe('releasesSince', () => {
  it('are those with higher versions than in the older collection, newest first', () => {
    const after = [fact('pay', [release(3, 9), release(5, 12), release(4, 11)])]
    assert.deepEqual(versions(releasesSince([fact('pay', [release(2, 1), release(4, 11)])], since, after)), [5])
    assert.deepEqual(versions(releasesSince([fact('pay', [])], since, after)), [5, 4, 3])
    assert.deepEqual(versions(releasesSince([fact('shop', [release(9, 1)])], since, after)), [5, 4])
  })

  it('come from releases only', () => {
    const app: Fact = {at: '', body: {id: 'a1', name: 'shop'}, kind: 'app', path: '/apps/shop', status: 200}
    assert.deepEqual([...(releasesSince([app], since, [app, fact('pay', [])])?.keys() ?? [])], ['pay'])
    assert.equal(releasesSince([], since, [app]), undefined)
  })

  it('are compared by time if they have no version', () => {
    const unnumbered = (day: string): Release => ({created_at: `2026-11-${day}T10:00:00Z`})
    const deeds = releasesSince([fact('pay', [{}, release(4, 11)])], since, [
      fact('pay', [unnumbered('12'), unnumbered('09'), release(4, 12), release(5, 12)]),
    ])?.get('pay')?.releases
    assert.deepEqual(
      deeds?.map(({at, version}) => [version, at]),
      [
        [5, '2026-11-12T10:00:00Z'],
        [undefined, '2026-11-12T10:00:00Z'],
      ],
    )
  })

  it('are those after its start if it has none, and those without a date', () => {
    const rows = [release(6, 10, {created_at: null}), release(5, 10, {created_at: since}), release(4, 9)]
    assert.deepEqual(versions(releasesSince([], since, [fact('pay', rows)])), [6, 5])
  })

  it('have who, what, when and a failed status', () => {
    const [deed] =
      releasesSince([], since, [fact('pay', [release(7, 12, {status: 'failed'})])])?.get('pay')?.releases ?? []
    assert.deepEqual(deed, {
      app: 'pay',
      at: '2026-11-12T10:00:00Z',
      by: 'ann@example.com',
      status: 'failed',
      version: 7,
      description: 'Deploy 5f3c9a1b',
    })
    assert.deepEqual(releasesSince([], since, [fact('pay', [{}])])?.get('pay')?.releases, [
      {app: 'pay', description: ''},
    ])
    assert.deepEqual(releasesSince([], since, [fact('pay', [{status: 'succeeded'}])])?.get('pay')?.releases, [
      {app: 'pay', description: ''},
    ])
  })

  it("say if there may be more, and if they couldn't be read", () => {
    const many = Array.from({length: maxReleases}, (_, index) => release(100 - index, 12))
    assert.equal(releasesSince([], since, [fact('pay', many)])?.get('pay')?.truncated, true)
    assert.equal(
      releasesSince([], since, [fact('pay', [...many.slice(1), release(1, 1)])])?.get('pay')?.truncated,
      undefined,
    )
    const refused: Fact = {
      at: '',
      gap: {reason: 'forbidden'},
      kind: 'releases',
      path: '/apps/pay/releases',
      status: 403,
    }
    assert.deepEqual(releasesSince([], since, [refused])?.get('pay'), {app: 'pay', releases: [], gap: 'forbidden'})
    assert.deepEqual(releasesSince([], since, [{at: '', kind: 'releases', path: '/apps/pay/releases'}])?.get('pay'), {
      app: 'pay',
      releases: [],
      gap: 'not-collected',
    })
  })

  it('are undefined if the newer collection has none', () => {
    assert.equal(releasesSince([fact('pay', [release(1, 12)])], since, []), undefined)
  })
})

describe('withReleases', () => {
  const released = (...all: Array<[string, string]>) =>
    new Map(
      [...groupBy(all, ([app]) => app)].map(([app, rows]): [string, AppReleases] => [
        app,
        {app, releases: rows.map(([, what]) => ({app, description: what}))},
      ]),
    )
  const attached = (name: string, verdict: 'fail' | 'pass' = 'fail') =>
    item(name, verdict, {subject: {app: 'pay', kind: 'attachment', name: `pay/${name}`}})
  const told = (comparison: Comparison) =>
    comparison.newlyFailing.map(({releases}) => releases?.map(({description}) => description))

  it('adds the releases that name an attachment or an add-on of the app', () => {
    const comparison = compare(
      side([attached('LEDGER', 'pass'), item('x', 'pass', {subject: {app: 'pay', kind: 'addon', name: 'old-db'}})]),
      side([attached('LEDGER'), item('x', 'fail', {subject: {app: 'pay', kind: 'addon', name: 'old-db'}})]),
    )
    const {newlyFailing} = withReleases(
      comparison,
      released(
        ['pay', 'Attach LEDGER (@ref:old-db)'],
        ['pay', 'Set LEDGER_URL config vars'],
        ['pay', 'Detach MY-LEDGER'],
        ['pay', 'Deploy 12'],
        ['shop', 'Attach LEDGER'],
      ),
    )
    assert.deepEqual(
      newlyFailing.map(({releases}) => releases?.map(({description}) => description)),
      [['Attach LEDGER (@ref:old-db)'], ['Attach LEDGER (@ref:old-db)']],
    )
  })

  it('adds releases of any app for an add-on, and lists these apps', () => {
    const lent = (verdict: 'fail' | 'pass') =>
      item('x', verdict, {subject: {app: 'pay', kind: 'addon', name: 'old-db'}})
    const {newlyFailing, appReleases} = withReleases(
      compare(side([lent('pass')]), side([lent('fail')])),
      released(['shop', 'Attach LENT (@ref:old-db)']),
    )
    assert.deepEqual(newlyFailing[0]?.releases, [{app: 'shop', description: 'Attach LENT (@ref:old-db)'}])
    assert.deepEqual(
      appReleases.map(({app}) => app),
      ['shop'],
    )
  })

  it('finds a name after a longer one that begins with it', () => {
    assert.deepEqual(
      told(
        withReleases(
          compare(side([attached('DB', 'pass')]), side([attached('DB')])),
          released(['pay', 'Detach DB-2, attach DB']),
        ),
      ),
      [['Detach DB-2, attach DB']],
    )
  })

  it('adds none to subjects that no release names, nor to unreadable lists', () => {
    const app = (verdict: 'fail' | 'pass') => item('a1', verdict, {subject: {name: 'pay'}})
    const comparison = compare(side([app('pass')]), side([app('fail')]))
    assert.deepEqual(told(withReleases(comparison, released(['pay', 'Deploy pay']))), [undefined])
    const lists = compare(
      side([attached('*', 'pass')]),
      side([item('pay/*', 'unknown', {subject: {app: 'pay', kind: 'attachment', name: 'pay/*', placeholder: true}})]),
    )
    assert.deepEqual(
      withReleases(lists, released(['pay', 'Allow * from pay'])).newlyUnknown.map(({releases}) => releases),
      [undefined],
    )
  })

  it('adds none to other kinds of subjects, nor to add-ons that no release names', () => {
    const of = (kind: 'addon' | 'webhook', name: string) => (verdict: 'fail' | 'pass') =>
      item('x', verdict, {subject: {app: 'pay', kind, name}})
    for (const thing of [of('webhook', 'pay/LEDGER'), of('addon', 'calm-db')])
      assert.deepEqual(
        told(
          withReleases(
            compare(side([thing('pass')]), side([thing('fail')])),
            released(['pay', 'Attach LEDGER (@ref:old-db)']),
          ),
        ),
        [undefined],
      )
  })

  it('lists the releases of every app with changes', () => {
    const comparison = compare(
      side([
        attached('A', 'pass'),
        item('s', 'fail', {subject: {name: 'shop'}}),
        item('c', 'pass', {subject: {name: 'calm'}}),
      ]),
      side([attached('A'), item('s', 'pass', {subject: {name: 'shop'}}), item('c', 'pass', {subject: {name: 'calm'}})]),
    )
    const all = released(['pay', 'Deploy 1'], ['shop', 'Deploy 2'], ['calm', 'Deploy 3'])
    assert.deepEqual(
      withReleases(comparison, all).appReleases.map(({app}) => app),
      ['pay', 'shop'],
    )
    all.set('pay', {app: 'pay', releases: []})
    all.set('shop', {app: 'shop', releases: [], gap: 'forbidden'})
    assert.deepEqual(
      withReleases(comparison, all).appReleases.map(({app}) => app),
      ['shop'],
    )
  })

  it('includes subjects that appeared or are gone', () => {
    const comparison = compare(side([item('k', 'pass'), attached('OLD')]), side([item('k', 'pass'), attached('NEW')]))
    const {appeared, gone} = withReleases(
      comparison,
      released(['pay', 'Attach NEW (@ref:db)'], ['pay', 'Detach OLD (@ref:db)']),
    )
    assert.deepEqual(
      [appeared, gone].map(all => all.map(({releases}) => releases?.map(({description}) => description))),
      [[['Attach NEW (@ref:db)']], [['Detach OLD (@ref:db)']]],
    )
  })

  it('leaves a comparison without releases unchanged', () => {
    assert.equal('releases' in diff(reportOf([]), reportOf([])), false)
    assert.deepEqual(diff(reportOf([]), reportOf([]), new Map()).appReleases, [])
  })
})
