import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Snapshot} from '../../src/model/snapshot.js'

import {snapshotErrors} from '../../src/catalog/validate-snapshot.js'
import {UserError} from '../../src/foundation/user-error.js'
import {createCheckpoint} from '../../src/snapshot/checkpoint.js'

const snapshot: Snapshot = {
  facts: [],
  frameworks: [],
  partial: true,
  scopes: [{kind: 'all'}],
  snapshotVersion: 1,
  tool: {name: 'heroku-compliance', version: '0.0.0'},
}

describe('createCheckpoint', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'partial-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  it('writes a readable snapshot, at most twice a minute', () => {
    let now = 0
    const partial = createCheckpoint(
      path.join(folder, 'a.json'),
      () => now,
      () => {
        throw new Error('a failure was reported')
      },
    )
    let asked = 0
    const keep = () =>
      partial.writeIfDue(() => {
        asked++
        return snapshot
      })
    for (now = 0; now < 90_000; now += 1000) keep()
    assert.equal(asked, 2)
    assert.deepEqual(readdirSync(folder), ['a.json.partial'])
    assert.deepEqual(snapshotErrors(JSON.parse(readFileSync(partial.file, 'utf8'))), [])
  })

  it('removes the file, if there is one', () => {
    const partial = createCheckpoint(
      path.join(folder, 'a.json'),
      () => 0,
      () => {
        throw new Error('a failure was reported')
      },
    )
    partial.remove()
    partial.write(snapshot)
    assert.ok(existsSync(partial.file))
    partial.remove()
    assert.deepEqual(readdirSync(folder), [])
  })

  it('reports a file that cannot be written once, and lets the collection continue', () => {
    let now = 0
    const messages: string[] = []
    const partial = createCheckpoint(
      path.join(folder, 'none', 'a.json'),
      () => now,
      why => messages.push(why),
    )
    for (now = 0; now < 90_000; now += 1000) partial.writeIfDue(() => snapshot)
    assert.equal(messages.length, 1)
    assert.match(messages[0] ?? '', /a\.json\.partial cannot be written: there is no folder /)
    assert.throws(() => partial.write(snapshot), UserError)
  })

  it('does not hide bugs', () => {
    let now = 0
    const partial = createCheckpoint(
      path.join(folder, 'a.json'),
      () => now,
      () => {
        throw new Error('a failure was reported')
      },
    )
    now = 60_000
    assert.throws(
      () =>
        partial.writeIfDue(() => {
          throw new TypeError('no snapshot')
        }),
      TypeError,
    )
  })
})
