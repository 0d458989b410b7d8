import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {readUserFile} from '../../src/parsing/read-text-file.js'
import {UserError} from '../../src/foundation/user-error.js'
import {zipReader} from '../../src/evidence/archive/zip-reader.js'
import {fileExists} from '../../src/files/file-exists.js'
import {readTextIfExists} from '../../src/policy/policy-file.js'
import {readText} from '../../src/files/read-json.js'

describe('files that a user names', () => {
  let folder = ''
  const fileIn = (name: string) => path.join(folder, name)
  const readers: ReadonlyArray<readonly [string, (file: string) => unknown]> = [
    ['a saved file', readText],
    ['a file of the user', file => readUserFile(file)],
    ['an archive', zipReader],
  ]
  const refusal = async (read: () => unknown): Promise<UserError> => {
    try {
      await read()
    } catch (error) {
      assert.ok(error instanceof UserError, String(error))
      return error
    }

    throw new assert.AssertionError({message: 'nothing was refused'})
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'named-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  for (const [name, read] of readers) {
    it(`is refused where it is a pipe, at once: ${name}`, async function () {
      if (process.platform === 'win32') return this.skip()
      execFileSync('mkfifo', [fileIn('pipe')])
      const {hint, message} = await refusal(() => read(fileIn('pipe')))
      assert.equal(message, `${fileIn('pipe')} cannot be read: it is a pipe, which may never end.`)
      assert.match(hint, /Save its output to a file first/)
    })

    it(`is refused where it is a device: ${name}`, async function () {
      if (!existsSync('/dev/zero')) return this.skip()
      for (const device of ['/dev/zero', '/dev/null'])
        assert.equal(
          (await refusal(() => read(device))).message,
          `${device} cannot be read: it is not a regular file, and may never end.`,
        )
    })

    it(`is told in words where it is not there, a folder, or a link to itself: ${name}`, async () => {
      symlinkSync('loop', fileIn('loop'))
      assert.equal(
        (await refusal(() => read(fileIn('none')))).message,
        `${fileIn('none')} cannot be read: there is no such file.`,
      )
      assert.equal((await refusal(() => read(folder))).message, `${folder} cannot be read: it is a folder.`)
      assert.equal(
        (await refusal(() => read(fileIn('loop')))).message,
        `${fileIn('loop')} cannot be read: it is a symbolic link to itself.`,
      )
    })
  }

  it('is there, or is not; a link to nothing is neither', async () => {
    writeFileSync(fileIn('here'), 'x')
    symlinkSync('here', fileIn('link'))
    symlinkSync('nowhere', fileIn('broken'))
    symlinkSync('loop', fileIn('loop'))
    assert.deepEqual(
      [
        fileExists(fileIn('here')),
        fileExists(fileIn('link')),
        fileExists(folder),
        fileExists(fileIn('none')),
        fileExists(path.join(fileIn('here'), 'inner')),
      ],
      [true, true, true, false, false],
    )
    assert.equal(
      (await refusal(() => fileExists(fileIn('broken')))).message,
      `${fileIn('broken')} is a symbolic link to a file that does not exist.`,
    )
    assert.match((await refusal(() => fileExists(fileIn('loop')))).message, /cannot be read/)
    assert.deepEqual([readTextIfExists(fileIn('here')), readTextIfExists(fileIn('none'))], ['x', undefined])
    await refusal(() => readTextIfExists(fileIn('broken')))
  })
})
