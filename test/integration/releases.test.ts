import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {CollectionPorts} from '../../src/snapshot/collect-snapshot.js'
import type {Scope, Shard, Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSnapshots} from '../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {sample} from '../fixtures/sample.js'
import {collectWith, rememberOutcomes} from './run.js'

const catalog = loadCatalog(['pci'])
const read = (scope: Scope, ports: Partial<CollectionPorts>, shard?: Shard) =>
  collectWith(rememberOutcomes(sample()), scope, catalog, ports, shard)
const releasesIn = ({facts}: Snapshot) => facts.flatMap(fact => (fact.kind === 'releases' ? [fact.path] : []))
const assess = (snapshot: Snapshot) => {
  const {snapshot: source, ...report} = assessSnapshot(snapshot, catalog, {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: 'all',
    version: '0.0.0',
  })
  return {...report, caller: source.caller}
}

describe('releases', () => {
  const team: Scope = {kind: 'team', name: 'quillgate'}
  /** Those of production apps whose pipeline has a staging app: a check reads them. */
  const promoted = ['citation-pay', 'records-desk', 'settlement-worker'].map(app => `/apps/${app}/releases`)

  it('are read for every visible app when requested, and change no verdict', async () => {
    const plain = await read(team, {})
    const more = await read(team, {releases: true})
    const apps = assess(plain).scope.apps
    assert.ok(apps.length > 5)
    assert.deepEqual(releasesIn(plain), promoted)
    assert.deepEqual(releasesIn(more), apps.map(app => `/apps/${app}/releases`).sort())
    assert.deepEqual(assess(more), assess(plain))
  })

  it('are read by the name of the app, even if the scope gave its id', async () => {
    const id = sample().apps.find(({record}) => record.name === 'fee-tables')?.record.id ?? assert.fail()
    assert.deepEqual(releasesIn(await read({kind: 'app', name: id}, {releases: true})), ['/apps/fee-tables/releases'])
  })

  it('are split between the shards of a scope like its apps', async () => {
    const parts = await Promise.all(
      [1, 2].map(async index => ({
        file: `${index}.json`,
        snapshot: await read(team, {releases: true}, {index, of: 2}),
      })),
    )
    const each = parts.map(({snapshot}) => releasesIn(snapshot))
    const whole = releasesIn(await read(team, {releases: true}))
    assert.deepEqual(each.flat().sort(), whole)
    const folder = mkdtempSync(path.join(tmpdir(), 'parts-'))
    try {
      const [first, second] = parts.map(({file, snapshot}) => {
        writeFileSync(path.join(folder, file), snapshotText(snapshot))
        return path.join(folder, file)
      })
      assert.deepEqual(releasesIn(loadSnapshots([first ?? '', second ?? ''])), whole)
    } finally {
      rmSync(folder, {recursive: true})
    }
  })
})
