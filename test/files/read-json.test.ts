import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {readOwnFile} from '../../src/parsing/read-text-file.js'
import {UserError} from '../../src/foundation/user-error.js'
import {zipBundle} from '../../src/evidence/archive/zip-reader.js'
import {isThere} from '../../src/files/file-exists.js'
import {textIfThere} from '../../src/policy/policy-file.js'
import {readText} from '../../src/files/read-json.js'

describe('a file that is named', () => {
  let folder = ''
  const at = (name: string) => path.join(folder, name)
  const readers: ReadonlyArray<readonly [string, (file: string) => unknown]> = [
    ['a saved file', readText],
    ['a file of the user', file => readOwnFile(file)],
    ['an archive', zipBundle],
  ]
  const refusal = (read: () => unknown): UserError => {
    try {
      read()
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
    it(`is refused where it is a pipe, at once: ${name}`, function () {
      if (process.platform === 'win32') return this.skip()
      execFileSync('mkfifo', [at('pipe')])
      const {hint, message} = refusal(() => read(at('pipe')))
      assert.equal(message, `${at('pipe')} cannot be read: it is a pipe, which may never end.`)
      assert.match(hint ?? '', /into a file first/)
    })

    it(`is refused where it is a device: ${name}`, function () {
      if (!existsSync('/dev/zero')) return this.skip()
      for (const device of ['/dev/zero', '/dev/null'])
        assert.equal(refusal(() => read(device)).message, `${device} cannot be read: it is no file, and may never end.`)
    })

    it(`is told in words where it is not there, a folder, or a link to itself: ${name}`, () => {
      symlinkSync('loop', at('loop'))
      assert.equal(refusal(() => read(at('none'))).message, `${at('none')} cannot be read: there is no such file.`)
      assert.equal(refusal(() => read(folder)).message, `${folder} cannot be read: it is a folder.`)
      assert.equal(
        refusal(() => read(at('loop'))).message,
        `${at('loop')} cannot be read: it is a link that leads to itself.`,
      )
    })
  }

  it('is there, or is not; a link to nothing is neither', () => {
    writeFileSync(at('here'), 'x')
    symlinkSync('here', at('link'))
    symlinkSync('nowhere', at('broken'))
    symlinkSync('loop', at('loop'))
    assert.deepEqual(
      [
        isThere(at('here')),
        isThere(at('link')),
        isThere(folder),
        isThere(at('none')),
        isThere(path.join(at('here'), 'inner')),
      ],
      [true, true, true, false, false],
    )
    assert.equal(
      refusal(() => isThere(at('broken'))).message,
      `${at('broken')} is a link, and what it leads to is not there.`,
    )
    assert.match(refusal(() => isThere(at('loop'))).message, /cannot be read/)
    assert.deepEqual([textIfThere(at('here')), textIfThere(at('none'))], ['x', undefined])
    refusal(() => textIfThere(at('broken')))
  })
})
