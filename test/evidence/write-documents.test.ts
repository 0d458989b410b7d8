import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

import {writeDocuments} from '../../src/evidence/write-documents.js'
import {workplace} from './support.js'

const documents = [
  {content: 'one', name: 'a.md'},
  {content: new Uint8Array([0, 255]), name: 'b.bin'},
]

describe('documents that are written together', () => {
  const folder = workplace()
  const at = (name: string) => path.join(folder(), name)

  it('are all there, in a folder or an archive', async () => {
    const {signal} = new AbortController()
    for (const name of ['papers', 'papers.zip', 'same.zip'])
      assert.ok(await writeDocuments(at(name), documents, signal))
    assert.equal(readFileSync(at('papers/a.md'), 'utf8'), 'one')
    assert.deepEqual([...readFileSync(at('papers/b.bin'))], [0, 255])
    assert.ok(readFileSync(at('papers.zip')).equals(readFileSync(at('same.zip'))))
  })

  it('leave nothing where a signal stops them, or where the name is taken', async () => {
    for (const name of ['papers', 'papers.zip'])
      assert.equal(await writeDocuments(at(name), documents, AbortSignal.abort()), false)
    assert.deepEqual(readdirSync(folder()), [])
    const {signal} = new AbortController()
    assert.ok(await writeDocuments(at('papers'), documents, signal))
    await assert.rejects(writeDocuments(at('papers'), documents, signal), /already exists/)
    assert.deepEqual(readdirSync(folder()), ['papers'])
  })
})
