import assert from 'node:assert/strict'
import path from 'node:path'

import {runProgram, sampleFolder} from './programs.js'

describe('the script of compliance:fix', () => {
  it('has nothing that ShellCheck objects to', () => {
    const folder = sampleFolder('compliance:fix', ['--framework', 'all', '--script', 'fix.sh'])
    const {status, stdout} = runProgram('shellcheck', ['--severity=style', path.join(folder, 'fix.sh')])
    assert.equal(status, 0, stdout)
  })
})
