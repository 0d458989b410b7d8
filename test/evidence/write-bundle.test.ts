import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import {bundleFiles} from '../../src/evidence/bundle-files.js'
import {reportFrom} from '../../src/evidence/assessment-inputs.js'
import {writeBundle} from '../../src/evidence/write-bundle.js'
import {sha256} from '../../src/foundation/canonical-json.js'
import {UserError} from '../../src/foundation/user-error.js'
import {zipWriter} from '../../src/evidence/archive/zip-writer.js'
import {evidence, workplace, written} from './support.js'

const bundles = ['bundle', 'bundle.zip']

describe('writing a bundle', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  for (const name of bundles) {
    it(`never overwrites ${name}`, async () => {
      const of = await evidence()
      if (name.endsWith('.zip')) writeFileSync(at(name), 'old')
      else mkdirSync(at(name))
      await assert.rejects(
        written(at(name), of),
        (error: unknown) => error instanceof UserError && error.message.endsWith('already exists.'),
      )
      assert.deepEqual(readdirSync(place()), [name])
      assert.equal(
        name.endsWith('.zip') ? readFileSync(at(name), 'utf8') : readdirSync(at(name)).join(),
        name.endsWith('.zip') ? 'old' : '',
      )
    })

    it(`leaves nothing of ${name} if it is stopped`, async () => {
      const of = await evidence()
      const report = reportFrom(of)
      const controller = new AbortController()
      const documents = bundleFiles(of, report).map(file =>
        file.name === 'report.csv'
          ? {
              ...file,
              chunks: () => {
                controller.abort()
                return file.chunks()
              },
            }
          : file,
      )
      assert.equal(await writeBundle(at(name), report, documents, {signal: controller.signal}), undefined)
      assert.deepEqual(readdirSync(place()), [])
    })

    it(`leaves nothing of ${name} if it fails halfway`, async () => {
      const of = await evidence()
      const report = reportFrom(of)
      const documents = bundleFiles(of, report).map(file =>
        file.name === 'report.csv'
          ? {
              ...file,
              chunks: async () =>
                (function* () {
                  yield Buffer.from('some')
                  throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'})
                })(),
            }
          : file,
      )
      await assert.rejects(
        writeBundle(at(name), report, documents, {}),
        (error: unknown) => error instanceof UserError && error.message.includes('cannot be written: the disk is full'),
      )
      assert.deepEqual(readdirSync(place()), [])
    })

    it(`removes what a killed process left of ${name}`, async () => {
      const left = at(`.${name}.999999999.part`)
      mkdirSync(path.join(left, 'frameworks'), {recursive: true})
      writeFileSync(path.join(left, 'frameworks', 'x.json'), '{}')
      await written(at(name), await evidence())
      assert.deepEqual(readdirSync(place()), [name])
    })

    it(`lets only the owner read ${name}`, async function () {
      if (process.platform === 'win32') return this.skip()
      await written(at(name), await evidence())
      assert.equal(statSync(at(name)).mode & 0o077, 0)
    })
  }

  it('reports a missing parent folder', async () => {
    for (const name of bundles)
      await assert.rejects(
        written(path.join(at('none'), name), await evidence()),
        (error: unknown) =>
          error instanceof UserError && error.message.includes('cannot be written: there is no folder'),
      )
  })

  it('writes archives that other programs can read', async function () {
    const {files} = await written(at('bundle.zip'), await evidence())
    const script =
      'import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n' +
      'print(json.dumps([i.filename for i in z.infolist()]))'
    let listed: string
    try {
      listed = execFileSync('python3', ['-c', script, at('bundle.zip')], {encoding: 'utf8'})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return this.skip()
      throw error
    }

    assert.equal((JSON.parse(listed) as string[]).length, files)
    assert.ok(!existsSync(at('bundle')))
  })
})

describe('writing a zip archive', () => {
  const place = workplace()
  const text = Array.from(
    {length: 40_000},
    (_, index) => `{"path": "/apps/${(index * 7919) % 1000}", "status": ${index % 17}}\n`,
  ).join('')

  function archive(chunkSize: number): Buffer {
    const chunks = Array.from({length: Math.ceil(text.length / chunkSize)}, (_, index) =>
      Buffer.from(text.slice(index * chunkSize, (index + 1) * chunkSize)),
    )
    const file = path.join(place(), `${chunkSize}.zip`)
    const writer = zipWriter(file)
    writer.add('empty.json', [])
    writer.add('text.json', chunks)
    writer.close()
    return readFileSync(file)
  }

  it('gives the same bytes however the content was cut into chunks', () => {
    const expected = archive(4096)
    for (const size of [1000, 65_536, 100_000, text.length]) assert.ok(archive(size).equals(expected), String(size))
  })

  it('seals the archive with the checksum of all bytes before the comment', () => {
    const bytes = archive(4096)
    const comment = bytes.subarray(-71)
    assert.equal(comment.toString('latin1'), `sha256:${sha256(bytes.subarray(0, -71))}`)
  })
})
