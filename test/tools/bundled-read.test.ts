import type * as bundledRead from '../../tools/bundled-read.js'

import assert from 'node:assert/strict'
import {copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {gzipSync} from 'node:zlib'

type Reader = Pick<typeof bundledRead, 'listCatalogFolder' | 'readCatalogFile'>

const source = fileURLToPath(new URL('../../tools/bundled-read.js', import.meta.url))

describe('the reader of a bundled catalog', () => {
  let root: string
  let reader: Reader
  const put = (name: string, content: string | Uint8Array) => {
    const file = path.join(root, 'catalog', ...name.split('/'))
    mkdirSync(path.dirname(file), {recursive: true})
    writeFileSync(file, content)
  }

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'bundled-'))
    const copy = path.join(root, 'parts', 'shared', 'reader.mjs')
    mkdirSync(path.dirname(copy), {recursive: true})
    copyFileSync(source, copy)
    put('fields.json', '{"app": 1}')
    put('profiles.json', '{"cjis-5.9.5": {"of": "cjis-6.0"}, "a": {"of": "b"}}')
    put('frameworks/soc2-2017.json.gz', gzipSync('{"id": "soc2-2017"}'))
    put('frameworks/cjis-6.0.json.gz', gzipSync('{"id": "cjis-6.0"}'))
    put('crosswalk.json.gz', gzipSync('{"soc2-2017": {"pairs": []}, "gdpr": {"pairs": [1]}}'))
    reader = (await import(pathToFileURL(copy).href)) as Reader
  })
  afterEach(() => rmSync(root, {recursive: true}))

  it('reads a file that stands alone', () => {
    assert.deepEqual(reader.readCatalogFile('./fields.json'), {app: 1})
  })

  it('reads a file of a folder that was joined', () => {
    assert.deepEqual(reader.listCatalogFolder('./profiles/'), ['a', 'cjis-5.9.5'])
    assert.deepEqual(reader.readCatalogFile('./profiles/cjis-5.9.5.json'), {of: 'cjis-6.0'})
  })

  it('reads frameworks one by one, so that one that nobody asks for may be broken', () => {
    put('frameworks/hipaa.json.gz', 'broken')
    assert.deepEqual(reader.listCatalogFolder('./frameworks/'), ['cjis-6.0', 'hipaa', 'soc2-2017'])
    assert.deepEqual(reader.readCatalogFile('./frameworks/cjis-6.0.json'), {id: 'cjis-6.0'})
    assert.throws(() => reader.readCatalogFile('./frameworks/hipaa.json'))
    assert.throws(() => reader.readCatalogFile('./frameworks/none.json'), /ENOENT/)
  })

  it('reads the crosswalk from its compressed file, once', () => {
    assert.deepEqual(reader.listCatalogFolder('./crosswalk/'), ['gdpr', 'soc2-2017'])
    put('crosswalk.json.gz', 'broken')
    assert.deepEqual(reader.readCatalogFile('./crosswalk/gdpr.json'), {pairs: [1]})
  })
})
