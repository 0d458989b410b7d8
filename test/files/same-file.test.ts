import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {UserError} from '../../src/foundation/user-error.js'
import {refuseOverwriting} from '../../src/files/same-file.js'

describe('refuseOverwriting', () => {
  let folder = ''
  const at = (...names: readonly string[]) => path.join(folder, ...names)
  const refusal = (written: readonly string[], read: readonly string[]): string => {
    try {
      refuseOverwriting(written, read)
    } catch (error) {
      assert.ok(error instanceof UserError)
      return error.message
    }

    return ''
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'same-'))
    mkdirSync(at('deep'))
    writeFileSync(at('snap.json'), '{}')
    writeFileSync(at('other.json'), '{}')
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  it('refuses to write over what is read, by whatever name', () => {
    symlinkSync(at('snap.json'), at('link.json'))
    symlinkSync(at('deep'), at('shallow'))
    writeFileSync(at('deep', 'in.json'), '')
    linkSync(at('snap.json'), at('hard.json'))
    assert.equal(
      refusal([at('snap.json')], [at('snap.json')]),
      `${at('snap.json')} would be written over, and is read by this run.`,
    )
    for (const name of [`${folder}/./snap.json`, `${folder}/deep/../snap.json`, at('link.json'), at('hard.json')]) {
      assert.equal(
        refusal([name], [at('other.json'), at('snap.json')]),
        `${name} would be written over ${at('snap.json')}, and is read by this run.`,
      )
      assert.notEqual(refusal([at('snap.json')], [name]), '')
    }

    assert.notEqual(refusal([at('shallow', 'in.json')], [at('deep', 'in.json')]), '')
    assert.equal(refusal([at('new.json')], [at('snap.json'), at('other.json')]), '')
  })

  it('refuses two documents in one file, whether it is there or not', () => {
    symlinkSync(at('deep'), at('shallow'))
    assert.equal(refusal([at('new.json'), at('more.json'), at('new.json')], []), `${at('new.json')} is named twice.`)
    assert.equal(
      refusal([at('deep', 'new.json'), at('shallow', 'new.json')], []),
      `${at('deep', 'new.json')} and ${at('shallow', 'new.json')} are one file.`,
    )
    assert.equal(
      refusal([at('snap.json'), `${folder}/./snap.json`], []),
      `${at('snap.json')} and ${folder}/./snap.json are one file.`,
    )
    assert.equal(refusal([at('deep', 'new.json'), at('new.json')], []), '')
    assert.equal(refusal([at('snap.json', 'inner.json')], [at('snap.json')]), '')
    assert.equal(refusal([at('none', 'new.json'), at('none', 'newer.json')], []), '')
  })

  it('lets several documents go to a pipe or a terminal', function () {
    if (process.platform === 'win32') return this.skip()
    execFileSync('mkfifo', [at('pipe')])
    assert.equal(refusal([at('pipe'), at('pipe')], [at('pipe')]), '')
    assert.equal(refusal(['/dev/null', '/dev/null'], []), '')
  })

  it('knows names in another case where the system does', () => {
    writeFileSync(at('CASE.json'), '')
    let isFolded = true
    try {
      writeFileSync(at('case.json'), '', {flag: 'wx'})
      isFolded = false
    } catch {
      // It is the same file.
    }

    assert.equal(refusal([at('case.json')], [at('CASE.json')]) !== '', isFolded)
  })
})
