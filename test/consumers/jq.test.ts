import assert from 'node:assert/strict'
import {rmSync} from 'node:fs'
import path from 'node:path'

import {runProgram, sampleFolder} from './programs.js'

describe('jq', () => {
  let folder: string
  before(() => {
    folder = sampleFolder('compliance:check', ['--output', 'report.json'])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  it('lists the failing checks of a report', () => {
    const {stdout} = runProgram('jq', [
      '-r',
      '[.observations[] | select(.verdict == "fail") | .check] | unique | length > 0',
      path.join(folder, 'report.json'),
    ])
    assert.equal(stdout.trim(), 'true')
  })
})
