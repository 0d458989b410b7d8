import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {checksumLine} from '../../../src/cli/io/checksum-line.js'
import {fileChecksum} from '../../../src/evidence/archive/file-checksum.js'

describe('the line of a checksum', () => {
  it('is what sha256sum prints and reads, whatever the name', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sums-'))
    try {
      for (const name of ['june.zip', 'a  b.zip', String.raw`a\b.zip`, 'a\nb.zip', '-x.zip', 'ü.zip']) {
        const file = path.join(folder, name)
        writeFileSync(file, name)
        const line = checksumLine(fileChecksum(file), file)
        assert.equal(spawnSync('sha256sum', [file], {encoding: 'utf8'}).stdout, line)
        assert.equal(spawnSync('sha256sum', ['--status', '-c'], {input: line}).status, 0, name)
      }
    } finally {
      rmSync(folder, {recursive: true})
    }
  })
})
