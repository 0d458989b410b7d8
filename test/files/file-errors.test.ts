import assert from 'node:assert/strict'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {fileErrorReason, isFileError, readError, writeError} from '../../src/files/file-errors.js'
import {assertWritable} from '../../src/files/write-atomic.js'

/** An error as the system reports it. */
const systemError = (code: string, words = 'words of the system', syscall = 'open') =>
  Object.assign(new Error(`${code}: ${words}, ${syscall} '/tmp/a.json'`), {code, syscall})

const wanted: ReadonlyArray<readonly [code: string, reason: RegExp, hint: RegExp]> = [
  ['EACCES', /permission denied/, /permissions/],
  ['EBUSY', /another program uses it/, /Close the program/],
  ['EDQUOT', /quota/, /Free some space/],
  ['EEXIST', /already exists/, /another file/],
  ['EFBIG', /larger/, /Free some space/],
  ['EIO', /the disk reports an error/, /another one/],
  ['EISDIR', /it is a folder/, /Name a file in it/],
  ['ELOOP', /link to itself/, /Name the file itself/],
  ['EMFILE', /too many files/, /ulimit/],
  ['ENAMETOOLONG', /too long/, /shorter/],
  ['ENFILE', /too many files/, /ulimit/],
  ['ENOSPC', /the disk is full/, /Free some space/],
  ['EPERM', /permission denied/, /permissions/],
  ['EROFS', /read-only/, /another folder/],
]

describe('errors of files', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'file-errors-'))
    writeFileSync(path.join(folder, 'team.snapshot.json'), '')
    mkdirSync(path.join(folder, 'out'))
  })
  after(() => rmSync(folder, {recursive: true}))

  for (const [code, reason, hint] of wanted)
    it(`say in words what ${code} means, without its code or call`, () => {
      for (const error of [readError('a.json', systemError(code)), writeError('a.json', systemError(code))]) {
        assert.match(error.message, /^a\.json cannot be (?:read|written): /)
        assert.match(error.message, reason)
        assert.match(error.hint, hint)
        assert.doesNotMatch(error.message, /[A-Z]{4,}|open '/)
      }
    })

  it('keep the words of the system for another code', () => {
    assert.equal(
      fileErrorReason(systemError('ENXIO', 'no such device or address')),
      'no such device or address (ENXIO)',
    )
    assert.equal(fileErrorReason(new Error('odd')), 'odd')
  })

  it('tell what the system refused from a bug', () => {
    assert.ok(isFileError(systemError('EMFILE')))
    assert.ok(!isFileError(systemError('ECONNRESET')))
    assert.ok(!isFileError(Object.assign(new Error('x'), {code: 'ENOENT'})))
    assert.ok(!isFileError(new TypeError('x')))
  })

  it('name a file that is nearly called like the missing one, and how to make one', () => {
    const missing = path.join(folder, 'team.snapshots.json')
    const {hint, message} = readError(missing, systemError('ENOENT'), 'Write one.')
    assert.equal(message, `${missing} cannot be read: there is no such file.`)
    assert.equal(hint, `Did you mean ${path.join(folder, 'team.snapshot.json')}? Write one.`)
    assert.equal(readError(path.join(folder, 'x'), systemError('ENOENT'), 'Write one.').hint, 'Write one.')
    assert.match(readError('none/at/all.json', systemError('ENOENT')).hint, /Check the name/)
    assert.match(readError('a/b.json', systemError('ENOTDIR')).message, /: a is not a folder\.$/)
  })

  it('say which folder is missing, and the command that makes it', () => {
    const {hint, message} = writeError('out/x y/a.json', systemError('ENOENT'))
    assert.equal(message, 'out/x y/a.json cannot be written: there is no folder out/x y.')
    assert.equal(hint, "Create it first: mkdir -p 'out/x y'")
    assert.equal(writeError("it's/a.json", systemError('ENOENT')).hint, String.raw`Create it first: mkdir -p 'it'\''s'`)
    assert.equal(writeError('out/a.json', systemError('ENOENT')).hint, 'Create it first: mkdir -p out')
    assert.match(writeError('a.txt/b', systemError('ENOTDIR')).message, /a\.txt is not a folder\.$/)
  })

  it('come before a long run: of a folder, of a missing folder, of a file instead of a folder', () => {
    const at = (name: string) => path.join(folder, name)
    assert.throws(() => assertWritable(at('out')), {message: `${at('out')} cannot be written: it is a folder.`})
    assert.throws(() => assertWritable(at('none/a.json')), {
      message: `${at('none/a.json')} cannot be written: there is no folder ${at('none')}.`,
    })
    assert.throws(() => assertWritable(at('team.snapshot.json/a.json')), {
      message: `${at('team.snapshot.json/a.json')} cannot be written: ${at('team.snapshot.json')} is not a folder.`,
    })
    assert.throws(() => assertWritable(at('team.snapshot.json/b/a.json')), /is not a folder\.$/)
    assertWritable(at('out/a.json'))
  })
})
