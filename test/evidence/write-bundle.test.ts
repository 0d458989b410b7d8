import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import {bundleFiles} from '../../src/evidence/bundle-files.js'
import {reportFrom} from '../../src/evidence/evidence.js'
import {writeBundle} from '../../src/evidence/write-bundle.js'
import {UserError} from '../../src/foundation/user-error.js'
import {crc32} from '../../src/evidence/archive/crc32.js'
import {deflate} from '../../src/evidence/archive/deflate.js'
import {sha256Of} from '../../src/evidence/archive/hashing-stream.js'
import {evidence, workplace, written} from './support.js'

const bundles = ['bundle', 'bundle.zip']

describe('writing a bundle', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  for (const name of bundles) {
    it(`never overwrites: ${name}`, async () => {
      const of = await evidence()
      if (name.endsWith('.zip')) writeFileSync(at(name), 'old')
      else mkdirSync(at(name))
      await assert.rejects(
        written(at(name), of),
        (error: unknown) =>
          error instanceof UserError && error.message.endsWith('is there already, and is not overwritten.'),
      )
      assert.deepEqual(readdirSync(place()), [name])
      assert.equal(
        name.endsWith('.zip') ? readFileSync(at(name), 'utf8') : readdirSync(at(name)).join(),
        name.endsWith('.zip') ? 'old' : '',
      )
    })

    it(`leaves nothing where it is stopped: ${name}`, async () => {
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

    it(`leaves nothing where it fails half way: ${name}`, async () => {
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
        (error: unknown) => error instanceof UserError && error.message.includes('cannot be written: ENOSPC'),
      )
      assert.deepEqual(readdirSync(place()), [])
    })

    it(`takes away what a process that was killed has left: ${name}`, async () => {
      const left = at(`.${name}.999999999.part`)
      mkdirSync(path.join(left, 'frameworks'), {recursive: true})
      writeFileSync(path.join(left, 'frameworks', 'x.json'), '{}')
      await written(at(name), await evidence())
      assert.deepEqual(readdirSync(place()), [name])
    })

    it(`is for its owner alone: ${name}`, async function () {
      if (process.platform === 'win32') return this.skip()
      await written(at(name), await evidence())
      assert.equal(statSync(at(name)).mode & 0o077, 0)
    })
  }

  it('says that a folder is not there', async () => {
    for (const name of bundles)
      await assert.rejects(
        written(path.join(at('none'), name), await evidence()),
        (error: unknown) => error instanceof UserError && error.message.includes('cannot be written: ENOENT'),
      )
  })

  it('writes archives that others can read', async function () {
    const {files} = await written(at('bundle.zip'), await evidence())
    const script =
      'import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps([i.filename for i in z.infolist()]))'
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

describe('packing', () => {
  const text = Array.from(
    {length: 40_000},
    (_, index) => `{"path": "/apps/${(index * 7919) % 1000}", "status": ${index % 17}}\n`,
  ).join('')
  const cut = (size: number) =>
    Array.from({length: Math.ceil(text.length / size)}, (_, index) =>
      Buffer.from(text.slice(index * size, (index + 1) * size)),
    )
  const packed = (pieces: Iterable<Uint8Array>) => sha256Of(Buffer.concat([...deflate(pieces)]))

  it('gives the same bytes however the pieces were cut', () => {
    for (const size of [1000, 65_536, 100_000, text.length])
      assert.equal(packed(cut(size)), packed(cut(4096)), String(size))
  })

  it('gives the bytes that it has always given: archives that were written once are held to them', () => {
    assert.equal(packed(cut(4096)), 'f14a167f060b90560d2e2dfcf79d817aaeaad12ffc5595e48757a749d03570b8')
  })

  it('sums as ZIP does', () => {
    assert.equal(crc32(0, Buffer.from('123456789')), 0xcbf43926)
    assert.equal(crc32(crc32(0, Buffer.from('1234')), Buffer.from('56789')), 0xcbf43926)
  })
})
