import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {runProgram, toolFile} from './programs.js'

const bill = fileURLToPath(new URL('../../bundle/sbom.cdx.json', import.meta.url))

/** Validates a file by the official schema of CycloneDX 1.6, in the strict form that refuses unknown properties. */
const script = `
const {Spec: {Version}, Validation: {JsonStrictValidator}} = require(process.argv[1])
const text = require('node:fs').readFileSync(process.argv[2], 'utf8')
new JsonStrictValidator(Version.v1dot6).validate(text).then(error => console.log(JSON.stringify(error)))`

describe('CycloneDX', () => {
  const validate = (file: string) => {
    const {status, stderr, stdout} = runProgram(process.execPath, [
      '--eval',
      script,
      toolFile('@cyclonedx', 'cyclonedx-library'),
      file,
    ])
    assert.equal(status, 0, stderr)
    return JSON.parse(stdout) as unknown
  }

  it('accepts the bill of materials', () => {
    assert.equal(validate(bill), null)
  })

  it('would refuse one with a property that it does not know', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'compliance-sbom-'))
    const file = path.join(folder, 'sbom.cdx.json')
    writeFileSync(file, JSON.stringify({...(JSON.parse(readFileSync(bill, 'utf8')) as object), made: 'up'}))
    assert.notEqual(validate(file), null)
    rmSync(folder, {recursive: true})
  })
})
