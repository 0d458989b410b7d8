import assert from 'node:assert/strict'

import {parse} from 'csv-parse/sync'
import {XmlDocument} from 'libxml2-wasm'

import type {Workpapers} from '../../src/workpapers/workpapers.js'

import {loadCatalog, readFramework} from '../../src/catalog/catalog.js'
import {readWorkpaperKinds} from '../../src/catalog/workpapers.js'
import {matchesGlob} from '../../src/foundation/glob.js'
import {sha256} from '../../src/foundation/canonical-json.js'
import {readComponents} from '../../src/workpapers/components.js'
import {inventoryRows} from '../../src/workpapers/inventory.js'
import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'
import {fileOf, paperInputs, papersOf, papersOfHostile, partsOf, textOf} from './support.js'

const rowsIn = (papers: Workpapers, name: string): Array<Record<string, string>> =>
  parse(textOf(papers, name), {bom: true, columns: true})

describe('the documents for an assessor', () => {
  let papers: Workpapers
  let ofHostile: Workpapers
  before(async () => {
    papers = await papersOf()
    ofHostile = await papersOfHostile()
  })

  it('are named by the catalog, which names controls that there are', () => {
    const known = readWorkpaperKinds().flatMap(({names}) => names)
    assert.deepEqual(
      papers.files.map(({name}) => name).filter(name => name !== 'index.md' && !matchesGlob(name, known)),
      [],
    )
    for (const {controls} of readWorkpaperKinds())
      for (const [id, asking] of Object.entries(controls)) {
        const own = new Set(readFramework(id).controls.map(control => control.id))
        assert.deepEqual(
          asking.filter(control => !own.has(control)),
          [],
        )
      }
  })

  it('are the same bytes for the same facts', async () => {
    const again = await papersOf()
    for (const {content, name} of papers.files)
      assert.ok(Buffer.from(content).equals(Buffer.from(fileOf(again, name).content)), name)
  })

  it('each say when and by whom the facts were read, and from which snapshot', () => {
    const {report} = paperInputs()
    for (const {name} of papers.files.filter(file => file.name !== 'inventory.xlsx')) {
      const text = textOf(papers, name)
      for (const expected of [report.snapshot.sha256, 'mara.ellison@example.com'])
        assert.ok(text.includes(expected), name)
      assert.match(text, /2026-11-20[ T]12:00:00/, name)
    }

    const workbook = Object.values(partsOf(papers)).join('')
    assert.ok(workbook.includes(report.snapshot.sha256))
  })

  it('each say what could not be seen', () => {
    assert.ok(papers.unseen.length > 0)
    for (const name of ['index.md', 'scope.md', 'responsibilities.md'])
      assert.match(textOf(papers, name), /What could not be seen\n\n- .*court-feed-db/, name)
    assert.match(textOf(papers, 'summary.html'), /court-feed-db can&#39;t be seen/)
    assert.match(textOf(papers, 'oscal-component-definition.json'), /Not seen: .*court-feed-db/)
    assert.ok(Object.values(partsOf(papers)).some(part => part.includes('/addons/court-feed-db')))
    const unseen = rowsIn(papers, 'inventory.csv').filter(({seen}) => seen !== 'yes')
    assert.ok(unseen.every(({id, seen}) => id === '' && seen?.startsWith('not seen: ')))
    assert.ok(unseen.some(({kind, name}) => kind === 'drain' && name === 'the drains of quill-annex'))
  })

  it('say so where nothing was hidden', async () => {
    const world = sample()
    const papersOfApp = await papersOf({snapshot: await collectWorld(world, {kind: 'app', name: 'quillgate-www'})})
    assert.deepEqual(papersOfApp.unseen, [])
    assert.match(textOf(papersOfApp, 'index.md'), /Nothing that these documents need was hidden/)
    assert.match(textOf(papersOfApp, 'summary.html'), /Nothing that these documents need was hidden/)
    assert.doesNotMatch(textOf(papersOfApp, 'oscal-component-definition.json'), /Not seen: /)
  })

  it('read no fact that a collection for all frameworks does not', () => {
    const inputs = paperInputs({frameworks: ['all']})
    const components = readComponents(inputs)
    inventoryRows(components, [])
    assert.deepEqual(components.wanted(), [])
  })

  it('are listed in an index with the requirement that each answers, and its SHA-256', () => {
    const index = textOf(papers, 'index.md')
    for (const {name, sha256: sum} of papers.entries) {
      assert.equal(sum, sha256(fileOf(papers, name).content))
      assert.ok(index.includes(`[${name}](${name})`) && index.includes(sum))
    }

    assert.match(index, /\[inventory\.csv\].*\| PCI DSS 4\.0\.1: 12\.5\.1 \|/)
    assert.match(index, /\[summary\.html\].*\| - \|/)
    assert.deepEqual(
      papers.files.map(({name}) => name).filter(name => !papers.entries.some(entry => entry.name === name)),
      ['index.md'],
    )
  })

  it('answer the controls of a profile that it selects, and none of a custom framework', async () => {
    const profile = await papersOf({frameworks: ['pci-saq-a', 'soc2']})
    const inventory = profile.entries.find(({name}) => name === 'inventory.csv')
    assert.deepEqual(
      inventory?.answers.map(({control, framework}) => `${framework} ${control}`),
      ['soc2-2017 CC6.1'],
    )
    const providers = profile.entries.find(({name}) => name === 'providers.csv')
    assert.deepEqual(
      providers?.answers.map(({control, framework}) => `${framework} ${control}`),
      ['pci-saq-a 12.8.1', 'pci-saq-a 12.8.4', 'soc2-2017 CC9.2'],
    )
    const [soc2] = loadCatalog(['soc2']).frameworks
    const catalog = {...loadCatalog(['soc2']), frameworks: soc2 ? [{...soc2, id: 'own'}] : []}
    const own = await papersOf({catalog})
    assert.deepEqual(
      own.entries.flatMap(({answers}) => answers),
      [],
    )
  })

  it('hold tables of which every row has every cell, whatever the names', () => {
    for (const of of [papers, ofHostile])
      for (const {name} of of.files.filter(file => file.name.endsWith('.csv'))) {
        const text = textOf(of, name)
        assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'))
        assert.ok(rowsIn(of, name).length > 0)
        // csv-parse refuses rows of another length; a spreadsheet would run what begins as a formula.
        for (const row of parse(text, {bom: true}))
          for (const cell of row) assert.doesNotMatch(cell, /^\s*[=+\-@\t\r]/, name)
      }
  })

  it('hold no markup of a hostile name', () => {
    for (const name of ['index.md', 'scope.md', 'responsibilities.md', 'summary.html'])
      assert.doesNotMatch(textOf(ofHostile, name), /<script>|<img|\]\(javascript|\u202E/, name)
    for (const [name, part] of Object.entries(partsOf(ofHostile)))
      if (name.endsWith('.xml') || name.endsWith('.rels')) assert.ok(XmlDocument.fromString(part), name)
    JSON.parse(textOf(ofHostile, 'oscal-component-definition.json'))
  })
})
