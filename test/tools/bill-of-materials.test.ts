import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {fileURLToPath} from 'node:url'

import type {BundledPackage} from '../../tools/third-parties.js'

import {billOfMaterials, sourceDate} from '../../tools/bill-of-materials.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const self = {
  author: 'heroku-compliance maintainers',
  description: 'A plugin',
  license: 'MIT',
  name: 'heroku-compliance',
  version: '1.2.3',
}

interface Bill {
  readonly serialNumber: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly components: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly dependencies: ReadonlyArray<{readonly ref: string; readonly dependsOn: readonly string[]}>
}

const bundled = (name: string, more: Partial<BundledPackage> = {}): BundledPackage => ({
  dependencies: [],
  integrity: 'sha512-AQID',
  license: 'MIT',
  location: `node_modules/${name}`,
  name,
  texts: [],
  version: '1.0.0',
  ...more,
})
const bill = (packages: readonly BundledPackage[], timestamp?: Date): Bill =>
  JSON.parse(billOfMaterials(packages, self, {bundler: '0.28.2', timestamp})) as Bill

describe('tools/bill-of-materials', () => {
  it('says when, by whom and with what the package was made', () => {
    const {metadata} = bill([], new Date('2026-12-01T00:00:00Z'))
    const supplier = {name: 'heroku-compliance maintainers'}
    assert.equal(metadata['timestamp'], '2026-12-01T00:00:00Z')
    assert.deepEqual([metadata['supplier'], metadata['manufacturer']], [supplier, supplier])
    assert.deepEqual(metadata['tools'], {
      components: [
        {name: 'esbuild', purl: 'pkg:npm/esbuild@0.28.2', type: 'application', version: '0.28.2'},
        {name: 'heroku-compliance-build', supplier, type: 'application', version: '1.2.3'},
      ],
    })
    assert.deepEqual(metadata['component'], {
      'bom-ref': 'pkg:npm/heroku-compliance@1.2.3',
      description: 'A plugin',
      licenses: [{license: {id: 'MIT'}}],
      name: 'heroku-compliance',
      purl: 'pkg:npm/heroku-compliance@1.2.3',
      supplier,
      type: 'application',
      version: '1.2.3',
    })
  })

  it('says nothing of a time that is not known', () => {
    assert.ok(!('timestamp' in bill([]).metadata))
  })

  it('lists each package once, with author, hash, license and what it needs', () => {
    const {components, dependencies} = bill([
      bundled('b', {author: 'Ann', dependencies: ['node_modules/@a/c']}),
      bundled('@a/c', {license: '(MIT OR CC0-1.0)'}),
      bundled('@a/c', {license: '(MIT OR CC0-1.0)', location: 'node_modules/b/node_modules/@a/c'}),
    ])
    const hashes = [{alg: 'SHA-512', content: '010203'}]
    const [b, c] = ['pkg:npm/b@1.0.0', 'pkg:npm/%40a/c@1.0.0']
    assert.deepEqual(components, [
      {
        'bom-ref': c,
        group: '@a',
        hashes,
        licenses: [{expression: '(MIT OR CC0-1.0)'}],
        name: 'c',
        purl: c,
        type: 'library',
        version: '1.0.0',
      },
      {
        authors: [{name: 'Ann'}],
        'bom-ref': b,
        hashes,
        licenses: [{license: {id: 'MIT'}}],
        name: 'b',
        purl: b,
        type: 'library',
        version: '1.0.0',
      },
    ])
    assert.deepEqual(dependencies, [
      {dependsOn: [c, b], ref: 'pkg:npm/heroku-compliance@1.2.3'},
      {dependsOn: [], ref: c},
      {dependsOn: [c], ref: b},
    ])
  })

  it('has a serial number that follows from its content', () => {
    const at = new Date('2026-12-01T00:00:00Z')
    assert.equal(bill([], at).serialNumber, bill([], at).serialNumber)
    assert.notEqual(bill([], at).serialNumber, bill([bundled('b')], at).serialNumber)
    assert.match(bill([]).serialNumber, /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/)
  })

  it('is dated by SOURCE_DATE_EPOCH, else by the last commit, and not at all outside of a repository', () => {
    assert.deepEqual(sourceDate(root, '1796083200'), new Date('2026-12-01T00:00:00Z'))
    const commit = execFileSync('git', ['log', '-1', '--format=%ct'], {cwd: root, encoding: 'utf8'}).trim()
    assert.deepEqual(sourceDate(root, ''), new Date(Number(commit) * 1000))
    const folder = mkdtempSync(`${tmpdir()}/no-repository-`)
    assert.equal(sourceDate(folder, ''), undefined)
    rmSync(folder, {recursive: true})
    assert.throws(() => sourceDate(root, 'today'), /SOURCE_DATE_EPOCH is "today", but has to be seconds since 1970/)
  })

  it('is in the bundle, with a time and the authors that packages name', () => {
    const shipped = JSON.parse(readFileSync(`${root}/dist/bundle/sbom.cdx.json`, 'utf8')) as Bill
    assert.ok(shipped.components.filter(component => 'authors' in component).length > 10)
    assert.deepEqual(
      Object.keys(shipped.metadata)
        .filter(key => key !== 'timestamp')
        .sort(),
      ['component', 'lifecycles', 'manufacturer', 'supplier', 'tools'],
    )
  })
})
