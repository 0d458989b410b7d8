import assert from 'node:assert/strict'
import {cpSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {Manifest} from '../../src/model/manifest.js'

import {reportFrom} from '../../src/evidence/assessment-inputs.js'
import {checksumsText, manifestText} from '../../src/evidence/manifest.js'
import {sha256} from '../../src/foundation/canonical-json.js'
import {papersOf} from '../workpapers/support.js'
import {differences, evidence, verified, workplace, written} from './support.js'

/** Writes the manifest of a changed bundle again, as a forger would. */
function forge(folder: string, change: (files: Manifest['files']) => Manifest['files']): void {
  const file = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  const files = change(manifest.files)
  const text = manifestText({...manifest, files})
  writeFileSync(file, text)
  writeFileSync(path.join(folder, 'SHA256SUMS'), checksumsText({files}, sha256(text)))
}

describe('the documents for an assessor in an evidence bundle', () => {
  const folder = workplace()
  const at = (name: string) => path.join(folder(), name)

  it('are there, in the manifest, and written again from the facts of the bundle', async () => {
    const of = await evidence(['pci'])
    await written(at('bundle'), of, {workpapers: true})
    const papers = await papersOf({frameworks: ['pci'], snapshot: of.snapshot})
    assert.deepEqual(readdirSync(at('bundle/workpapers')).sort(), papers.files.map(({name}) => name).sort())
    assert.deepEqual(await differences(at('bundle')), [])
    const index = readFileSync(at('bundle/workpapers/index.md'), 'utf8')
    assert.ok(index.includes(reportFrom(of).snapshot.sha256))
  })

  it('are not there unless they were asked for', async () => {
    await written(at('plain'), await evidence(['pci']))
    assert.ok(!readdirSync(at('plain')).includes('workpapers'))
    assert.deepEqual(await differences(at('plain')), [])
  })

  it('differ where somebody changed one with every checksum, left one out, or added one', async () => {
    await written(at('bundle'), await evidence(['pci']), {workpapers: true})
    const copy = (name: string) => {
      cpSync(at('bundle'), at(name), {recursive: true})
      return at(name)
    }
    const changed = copy('changed')
    const scope = readFileSync(at('changed/workpapers/scope.md'), 'utf8').replace('In scope: ', 'In scope: not ')
    writeFileSync(at('changed/workpapers/scope.md'), scope)
    forge(changed, files =>
      files.map(entry =>
        entry.name === 'workpapers/scope.md'
          ? {...entry, bytes: Buffer.byteLength(scope), sha256: sha256(scope)}
          : entry,
      ),
    )
    assert.match(
      (await differences(changed)).join(),
      /^workpapers\/scope\.md differs from the reproduced file from line/,
    )
    const lacking = copy('lacking')
    rmSync(at('lacking/workpapers/providers.csv'))
    forge(lacking, files => files.filter(({name}) => name !== 'workpapers/providers.csv'))
    assert.deepEqual(await differences(lacking), ['workpapers/providers.csv is missing from the bundle'])
    const added = copy('added')
    writeFileSync(at('added/workpapers/zz.md'), 'x')
    forge(added, files =>
      [...files, {bytes: 1, name: 'workpapers/zz.md', sha256: sha256('x')}].sort((a, b) => (a.name < b.name ? -1 : 1)),
    )
    assert.deepEqual(await differences(added), ["workpapers/zz.md is in the bundle, but doesn't belong to it"])
  })

  it('are only compared with their checksums where another version wrote them', async () => {
    await written(at('old'), await evidence(['hipaa'], {version: '0.0.9'}), {workpapers: true})
    const {verification} = await verified(at('old'), {acceptsVersion: true})
    assert.deepEqual(verification.differences, [])
    assert.match(verification.notices.map(({text}) => text).join('\n'), /checksums: .*, workpapers\/\./)
    assert.ok(!verification.notices.some(({id}) => id === 'unknown-files'))
    await written(at('older'), await evidence(['hipaa'], {version: '0.0.9'}))
    const without = await verified(at('older'), {acceptsVersion: true})
    assert.doesNotMatch(JSON.stringify(without.verification.notices), /workpapers/)
  })
})
