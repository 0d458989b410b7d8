import assert from 'node:assert/strict'

import type {Format} from '../../../src/report/formats.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {chooseOnly} from '../../../src/catalog/only.js'
import {dependsOnFrameworks, destinationsFor, partIds} from '../../../src/cli/io/framework-files.js'
import {UserError} from '../../../src/foundation/user-error.js'

const hdf = (...files: string[]) => ({
  files: files.map(file => ({file, format: 'hdf' as const})),
  format: 'terminal' as Format,
})
const names = (file: string, ...ids: string[]) => destinationsFor(hdf(file), ids).files.map(output => output.file)

function refusal(...args: Parameters<typeof destinationsFor>): [string, string] {
  try {
    destinationsFor(...args)
  } catch (error) {
    assert.ok(error instanceof UserError)
    return [error.message, error.hint]
  }

  throw new assert.AssertionError({message: 'nothing was refused'})
}

describe('files of one framework each', () => {
  it('are asked for by a format of stdout or of a file', () => {
    assert.equal(dependsOnFrameworks(hdf('x')), true)
    assert.equal(dependsOnFrameworks({files: [], format: 'hdf'}), true)
    assert.equal(dependsOnFrameworks({files: [{file: 'x', format: 'csv'}], format: 'json'}), false)
  })

  it('have the id of the framework in their name', () => {
    assert.deepEqual(names('out/x.{framework}.hdf.json', 'a', 'b-1.0'), ['out/x.a.hdf.json', 'out/x.b-1.0.hdf.json'])
    assert.deepEqual(names('{framework}{framework}', '$&'), ['framework' + 'framework'])
    assert.deepEqual(destinationsFor({...hdf('{framework}'), format: 'hdf'}, ['a']), {
      files: [{file: 'a', format: 'hdf', framework: 'a'}],
      format: 'hdf',
      framework: 'a',
    })
  })

  it('keep a name without the placeholder for a single framework, and folders as they are', () => {
    assert.deepEqual(names('./x.hdf.json', 'a'), ['./x.hdf.json'])
    assert.deepEqual(names('{framework}/x.hdf.json', 'a'), ['{framework}/x.hdf.json'])
    assert.match(refusal(hdf('{framework}/x.hdf.json'), ['a', 'b'])[1], /'\{framework\}\/x\.\{framework\}\.hdf\.json'/)
  })

  it('leave files of other formats alone', () => {
    const destinations = {files: [{file: 'x.csv', format: 'csv' as const}], format: 'json' as const}
    assert.deepEqual(destinationsFor(destinations, ['a', 'b']), destinations)
  })

  it('are never in another folder, hidden or overlong, whatever the id', () => {
    for (const [id, name] of [
      ['../../etc/passwd', 'etc-passwd'],
      ['.git', 'git'],
      ['-rf /', 'rf-'],
      ['a\u0000b\nc\\d', 'a-b-c-d'],
      ['', 'framework'],
      ['…', 'framework'],
      ['x'.repeat(300), 'x'.repeat(100)],
    ] as const)
      assert.deepEqual(names('r/{framework}.hdf.json', id), [`r/${name}.hdf.json`])
  })

  it('are proposed where several frameworks would go into one document', () => {
    assert.deepEqual(refusal({files: [], format: 'hdf'}, ['a', 'b'], 'Or choose one.'), [
      '--format hdf has room for one framework, and there are 2: a, b.',
      "Write one file for each with --output 'compliance.{framework}.hdf.json'. Or choose one.",
    ])
    assert.deepEqual(refusal(hdf('d/x.hdf.json'), ['a', 'b']), [
      'd/x.hdf.json has room for one framework, and there are 2: a, b.',
      "Write one file for each with --output 'd/x.{framework}.hdf.json'.",
    ])
    assert.match(refusal(hdf('y.json'), ['a', 'b'])[1], /--output 'hdf:y\.\{framework\}\.json'\.$/)
    assert.match(refusal(hdf('y.json'), ['\u001B[2Ja', 'b'])[0], /2: 2Ja, b\.$/)
  })
})

describe('the parts that a report will have', () => {
  it('are the frameworks of the catalog', () => {
    assert.deepEqual(partIds(loadCatalog(['baseline', 'pci'])), ['baseline', 'pci-dss-4.0.1'])
    assert.deepEqual(partIds(loadCatalog(['pci'])), ['pci-dss-4.0.1'])
  })

  it('are those of which controls were chosen, and checks that were chosen by themselves', () => {
    const chosen = (...only: string[]) => partIds(chooseOnly(loadCatalog(['baseline', 'pci']), only))
    assert.deepEqual(chosen('pci:1.2.8'), ['pci-dss-4.0.1'])
    assert.deepEqual(chosen('apps-have-a-log-drain'), ['checks'])
    assert.deepEqual(chosen('pci:1.2.8', 'apps-have-a-log-drain'), ['pci-dss-4.0.1', 'checks'])
  })
})
