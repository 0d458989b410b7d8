import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Report, ScopeKind} from '../../src/model/report.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog, readFrameworks} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSnapshots} from '../../src/snapshot/load-snapshots.js'
import {jsonString} from '../../src/report/json/json.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {refuse} from '../fixtures/build.js'
import {fleet} from '../fixtures/fleet.js'
import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {collectWith, rememberOutcomes} from './run.js'
import {sampleOf} from '../helpers/sweep.js'

const catalog = loadCatalog(['all'])
const scopes: readonly Scope[] = [
  {kind: 'all'},
  {kind: 'app', name: 'citation-pay'},
  {kind: 'app', name: 'badge-demo'},
  {kind: 'pipeline', name: 'citations'},
  {kind: 'space', name: 'quill-desk'},
  {kind: 'space', name: 'quill-stream'},
  {kind: 'team', name: 'quillgate'},
  {kind: 'team', name: 'quillgate-labs'},
]

const assess = (snapshot: Snapshot, scopeKind: ScopeKind, frameworks = catalog): Report =>
  assessSnapshot(snapshot, frameworks, {allowUnknown: false, failOn: 'high', scopeKind, version: '0.0.0'})

describe('an offline report', () => {
  const get = rememberOutcomes(sample())
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'offline-'))
  })
  after(() => {
    rmSync(folder, {recursive: true})
  })

  function saved(snapshot: Snapshot): Snapshot {
    const file = path.join(folder, 'snapshot.json')
    writeFileSync(file, snapshotText(snapshot))
    return loadSnapshots([file])
  }

  for (const scope of scopes)
    it(`is identical to the live report for ${scope.kind} ${scope.name ?? ''}`, async () => {
      const snapshot = await collectWith(get, scope, catalog)
      const live = assess(snapshot, scope.kind)
      const offline = assess(saved(snapshot), 'snapshot')
      assert.equal(jsonString({...offline, scope: {...offline.scope, kind: scope.kind}}), jsonString(live))
      assert.equal(live.scope.kind, scope.kind)
      assert.ok(live.observations.length > 0)
    })

  it('is identical to the live report for hostile and generated accounts', async () => {
    for (const world of [hostile(), fleet(20)]) {
      const snapshot = await collectWith(rememberOutcomes(world), {kind: 'all'}, catalog)
      assert.equal(jsonString(assess(saved(snapshot), 'all')), jsonString(assess(snapshot, 'all')))
    }
  })

  for (const {id} of sampleOf(readFrameworks(), 3))
    it(`is the same for ${id}, whether collected for all frameworks or for that one`, async () => {
      const only = loadCatalog([id])
      const poorer = rememberOutcomes({
        ...sample(),
        faults: [refuse(/^\/apps\/[^/]+\/(?:buildpack-installations|formation)$/), refuse('/regions')],
      })
      for (const [ask, scope] of scopes.flatMap(
        scope =>
          [
            [get, scope],
            [poorer, scope],
          ] as const,
      )) {
        const wide = assess(await collectWith(ask, scope, catalog), scope.kind, only)
        const narrow = assess(await collectWith(ask, scope, only), scope.kind, only)
        assert.deepEqual({...wide, snapshot: narrow.snapshot}, narrow)
      }
    })

  it('does not depend on the order of the responses', async () => {
    const slow = (seed: number): typeof get => {
      let turn = seed
      return async question => {
        turn = (turn * 7919 + 13) % 1000
        for (let i = 0; i < turn % 17; i++) await Promise.resolve()
        return get(question)
      }
    }

    const texts = await Promise.all(
      [1, 2, 3].map(async seed =>
        snapshotText(await collectWith(slow(seed), {kind: 'team', name: 'quillgate'}, catalog)),
      ),
    )
    assert.equal(new Set(texts).size, 1)
  })
})
