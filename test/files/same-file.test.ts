import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {UserError} from '../../src/foundation/user-error.js'
import {refuseOverwriting} from '../../src/files/same-file.js'

describe('refuseOverwriting', () => {
  let folder = ''
  const fileIn = (...names: readonly string[]) => path.join(folder, ...names)
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
    mkdirSync(fileIn('deep'))
    writeFileSync(fileIn('snap.json'), '{}')
    writeFileSync(fileIn('other.json'), '{}')
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  it('refuses to write over what is read, by whatever name', () => {
    symlinkSync(fileIn('snap.json'), fileIn('link.json'))
    symlinkSync(fileIn('deep'), fileIn('shallow'))
    writeFileSync(fileIn('deep', 'in.json'), '')
    linkSync(fileIn('snap.json'), fileIn('hard.json'))
    assert.equal(
      refusal([fileIn('snap.json')], [fileIn('snap.json')]),
      `${fileIn('snap.json')} is read by this run and would be overwritten.`,
    )
    for (const name of [
      `${folder}/./snap.json`,
      `${folder}/deep/../snap.json`,
      fileIn('link.json'),
      fileIn('hard.json'),
    ]) {
      assert.equal(
        refusal([name], [fileIn('other.json'), fileIn('snap.json')]),
        `${name} is the same file as ${fileIn('snap.json')}, which is read by this run.`,
      )
      assert.notEqual(refusal([fileIn('snap.json')], [name]), '')
    }

    assert.notEqual(refusal([fileIn('shallow', 'in.json')], [fileIn('deep', 'in.json')]), '')
    assert.equal(refusal([fileIn('new.json')], [fileIn('snap.json'), fileIn('other.json')]), '')
  })

  it('refuses two documents in one file, whether it is there or not', () => {
    symlinkSync(fileIn('deep'), fileIn('shallow'))
    assert.equal(
      refusal([fileIn('new.json'), fileIn('more.json'), fileIn('new.json')], []),
      `${fileIn('new.json')} is given twice.`,
    )
    assert.equal(
      refusal([fileIn('deep', 'new.json'), fileIn('shallow', 'new.json')], []),
      `${fileIn('deep', 'new.json')} and ${fileIn('shallow', 'new.json')} are the same file.`,
    )
    assert.equal(
      refusal([fileIn('snap.json'), `${folder}/./snap.json`], []),
      `${fileIn('snap.json')} and ${folder}/./snap.json are the same file.`,
    )
    assert.equal(refusal([fileIn('deep', 'new.json'), fileIn('new.json')], []), '')
    assert.equal(refusal([fileIn('snap.json', 'inner.json')], [fileIn('snap.json')]), '')
    assert.equal(refusal([fileIn('none', 'new.json'), fileIn('none', 'newer.json')], []), '')
  })

  it('lets several documents go to a pipe or a terminal', function () {
    if (process.platform === 'win32') return this.skip()
    execFileSync('mkfifo', [fileIn('pipe')])
    assert.equal(refusal([fileIn('pipe'), fileIn('pipe')], [fileIn('pipe')]), '')
    assert.equal(refusal(['/dev/null', '/dev/null'], []), '')
  })

  it('knows names in another case where the system does', () => {
    writeFileSync(fileIn('CASE.json'), '')
    let foldsCase = true
    try {
      writeFileSync(fileIn('case.json'), '', {flag: 'wx'})
      foldsCase = false
    } catch {
      // It is the same file.
    }

    assert.equal(refusal([fileIn('case.json')], [fileIn('CASE.json')]) !== '', foldsCase)
  })
})
