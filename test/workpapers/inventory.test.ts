import assert from 'node:assert/strict'

import type {Scope} from '../../src/model/snapshot.js'

import {parse} from 'csv-parse/sync'
import {readXlsx} from 'hucre/xlsx'

import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'
import {fileOf, papersOf, textOf} from './support.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'

type Row = Readonly<Record<string, string>>

const rowsOf = async (given: Parameters<typeof papersOf>[0] = {}): Promise<readonly Row[]> =>
  parse(textOf(await papersOf(given), 'inventory.csv'), {bom: true, columns: true})
const ofScope = async (scope: Scope) => rowsOf({snapshot: await collectWorld(sample(), scope)})
const cells = (row: Row | undefined, ...names: readonly string[]) => names.map(name => row?.[name])
const find = (rows: readonly Row[], kind: string, name: string) =>
  rows.find(row => row['kind'] === kind && row['name'] === name)

describe('the inventory', () => {
  it('has every component with its owner, place, plan and version', async () => {
    const rows = await rowsOf()
    assert.deepEqual(
      cells(find(rows, 'app', 'citation-pay'), 'detail', 'owner', 'apps', 'space', 'region', 'version'),
      ['shield', 'quillgate', 'citation-pay', 'quill-vault', 'virginia', 'heroku-24'],
    )
    assert.match(find(rows, 'app', 'citation-pay')?.['plan'] ?? '', /^private-m$/)
    const database = rows.find(row => row['detail'] === 'heroku-postgresql' && row['apps']?.includes('citation-pay'))
    assert.match(database?.['plan'] ?? '', /^heroku-postgresql:/)
    assert.match(database?.['version'] ?? '', /\d/)
    assert.equal(database?.['owner'], 'quillgate')
    assert.ok(rows.every(row => row['seen'] === 'yes' || row['seen']?.startsWith('not seen: ')))
  })

  it('names a drain by its host, and a person where an app has no team', async () => {
    const rows = await rowsOf()
    assert.ok(rows.some(row => row['kind'] === 'drain' && row['name']?.startsWith('logs.quillgate.example.com (')))
    assert.equal(find(rows, 'app', 'badge-demo')?.['owner'], 'mara.ellison@example.com')
  })

  it('says in its cell why a single value was not seen, and leaves empty what a component does not have', async () => {
    const rows = await rowsOf()
    const hidden = find(rows, 'addon', 'evidence-index')
    assert.match(hidden?.['version'] ?? '', /^not seen: the API denied access \(403\)/)
    assert.equal(hidden?.['seen'], 'yes')
    const scheduler = rows.find(row => row['detail'] === 'scheduler')
    assert.equal(scheduler?.['version'], '')
  })

  it('has a row for each list that could not be read, with the permission that would help', async () => {
    const drains = find(await rowsOf(), 'drain', 'the drains of quill-annex')
    assert.deepEqual(cells(drains, 'id', 'space', 'plan'), ['', 'quill-annex', ''])
    assert.match(drains?.['seen'] ?? '', /^not seen: the API denied access \(403\); needs membership of the team/)
  })

  it('has the kinds that its scope shows', async () => {
    const kindsIn = async (scope: Scope) => [...new Set((await ofScope(scope)).map(row => row['kind']))]
    const ofApp = await kindsIn({kind: 'app', name: 'records-desk'})
    assert.ok(ofApp.includes('app') && ofApp.includes('space'))
    assert.ok(!ofApp.includes('team') && !ofApp.includes('authorization'))
    const ofTeam = await kindsIn({kind: 'team', name: 'quillgate'})
    assert.ok(ofTeam.includes('team'))
    const hidden = await kindsIn({kind: 'team', name: 'quillgate-labs'})
    assert.ok(hidden.includes('authorization'))
  })

  it('lists a component of several scopes once', async () => {
    const {facts, ...rest} = loadSample()
    const once = await rowsOf()
    const twice = await rowsOf({snapshot: {...rest, facts, scopes: [{kind: 'all'}, {kind: 'all'}]}})
    assert.deepEqual(
      twice.map(row => row['id']),
      once.map(row => row['id']),
    )
  })

  it('reads nothing by date where the clock was off', async () => {
    const rows = await rowsOf({snapshot: {...loadSample(), clockSkew: 4000}})
    assert.ok(find(rows, 'app', 'citation-pay'))
  })

  it('is a workbook as well: components, what was not seen, and the source', async () => {
    const papers = await papersOf()
    const {sheets} = await readXlsx(Buffer.from(fileOf(papers, 'inventory.xlsx').content))
    assert.deepEqual(
      sheets.map(({name}) => name),
      ['Inventory', 'Not seen', 'Source'],
    )
    const rows = await rowsOf()
    assert.equal(sheets[0]?.rows.length, rows.length + 1)
    assert.equal(sheets[1]?.rows.length, papers.unseen.length + 1)
  })
})
