import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {pack} from '../helpers/npm.js'
import {runProgram, tool} from './programs.js'

describe('publint', () => {
  it('finds nothing to mend in the package', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'compliance-publint-'))
    const file = path.join(folder, pack('--pack-destination', folder).filename)
    const {status, stdout, stderr} = runProgram(tool('publint'), ['run', file, '--strict'], {env: {NO_COLOR: '1'}})
    rmSync(folder, {recursive: true})
    assert.equal(status, 0, stdout + stderr)
    assert.match(stdout, /All good!/)
  })
})
