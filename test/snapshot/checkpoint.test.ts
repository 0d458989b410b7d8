import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Snapshot} from '../../src/model/snapshot.js'

import {snapshotErrors} from '../../src/catalog/validate-snapshot.js'
import {UserError} from '../../src/foundation/user-error.js'
import {partialFile} from '../../src/snapshot/checkpoint.js'

const snapshot: Snapshot = {
  facts: [],
  frameworks: [],
  partial: true,
  scopes: [{kind: 'all'}],
  snapshotVersion: 1,
  tool: {name: 'heroku-compliance', version: '0.0.0'},
}

describe('partialFile', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'partial-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  it('is written twice a minute at most, and is a snapshot that can be read', () => {
    let now = 0
    const partial = partialFile(
      path.join(folder, 'a.json'),
      () => now,
      () => {
        throw new Error('was told of trouble')
      },
    )
    let asked = 0
    const keep = () =>
      partial.keep(() => {
        asked++
        return snapshot
      })
    for (now = 0; now < 90_000; now += 1000) keep()
    assert.equal(asked, 2)
    assert.deepEqual(readdirSync(folder), ['a.json.partial'])
    assert.deepEqual(snapshotErrors(JSON.parse(readFileSync(partial.file, 'utf8'))), [])
  })

  it('goes when it is not needed any more, if it is there at all', () => {
    const partial = partialFile(
      path.join(folder, 'a.json'),
      () => 0,
      () => {
        throw new Error('was told of trouble')
      },
    )
    partial.remove()
    partial.write(snapshot)
    assert.ok(existsSync(partial.file))
    partial.remove()
    assert.deepEqual(readdirSync(folder), [])
  })

  it('that cannot be kept is told of once, and does not end what reads', () => {
    let now = 0
    const messages: string[] = []
    const partial = partialFile(
      path.join(folder, 'none', 'a.json'),
      () => now,
      why => messages.push(why),
    )
    for (now = 0; now < 90_000; now += 1000) partial.keep(() => snapshot)
    assert.equal(messages.length, 1)
    assert.match(messages[0] ?? '', /a\.json\.partial cannot be written: ENOENT/)
    assert.throws(() => partial.write(snapshot), UserError)
  })

  it('hides no mistake of its own', () => {
    let now = 0
    const partial = partialFile(
      path.join(folder, 'a.json'),
      () => now,
      () => {
        throw new Error('was told of trouble')
      },
    )
    now = 60_000
    assert.throws(
      () =>
        partial.keep(() => {
          throw new TypeError('no snapshot')
        }),
      TypeError,
    )
  })
})
