import assert from 'node:assert/strict'
import {chmodSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {gzipSync} from 'node:zlib'

import type {Log} from 'sarif'

import {runProgram, sampleFolder, toolFile} from './programs.js'

const multitool = toolFile('@microsoft', 'sarif-multitool-linux', 'Sarif.Multitool')
const maxUploadBytes = 10_000_000

describe('the SARIF Multitool of Microsoft', () => {
  let folder: string
  before(() => {
    // Its package makes the program executable in a script of npm, and those aren't run.
    chmodSync(multitool, 0o755)
    folder = sampleFolder('compliance:check', [
      '--framework',
      'pci',
      '--show',
      'fail,unknown',
      '--output',
      'open.sarif',
    ])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  const file = (name: string) => path.join(folder, name)

  /** What its rules for SARIF and for GitHub say of a file, and what it prints. */
  function validate(name: string): {readonly complaints: readonly string[]; readonly printed: string} {
    const {stdout} = runProgram(
      multitool,
      ['validate', file(name), '--rule-kind', 'Sarif;Ghas', '--output', file('said.sarif'), '--log', 'ForceOverwrite'],
      {env: {DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1'}},
    )
    const {runs} = JSON.parse(readFileSync(file('said.sarif'), 'utf8')) as Log
    return {complaints: runs.flatMap(({results = []}) => results.map(({ruleId}) => ruleId ?? '')), printed: stdout}
  }

  it('has no complaint about what is uploaded to code scanning', () => {
    const {complaints, printed} = validate('open.sarif')
    assert.deepEqual(complaints, [], printed)
    assert.match(printed, /Analysis completed successfully/)
    console.log(printed.trim().replaceAll(/^/gm, '      '))
  })

  it('complains where a result has no location, as GitHub would', () => {
    writeFileSync(file('broken.sarif'), readFileSync(file('open.sarif'), 'utf8').replace('"locations":', '"places":'))
    assert.ok(validate('broken.sarif').complaints.length > 0)
  })

  it('stays within what GitHub takes', () => {
    const text = readFileSync(file('open.sarif'), 'utf8')
    assert.ok(gzipSync(text).length < maxUploadBytes)
    const {runs} = JSON.parse(text) as Log
    assert.equal(runs.length, 1)
    for (const {properties} of runs[0]?.tool.driver.rules ?? []) assert.ok((properties?.tags ?? []).length <= 20)
  })
})
