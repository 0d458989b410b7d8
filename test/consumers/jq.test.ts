import assert from 'node:assert/strict'
import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {Report} from '../../src/model/report.js'

import {runCommand, runProgram, sampleFolder} from './programs.js'

describe('jq', () => {
  let folder: string
  before(() => {
    folder = sampleFolder('compliance:check', ['--output', 'report.json', '--output', 'report.ndjson'])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  const file = (name: string) => path.join(folder, name)
  const jq = (args: readonly string[], input?: string): unknown => {
    const {status, stderr, stdout} = runProgram('jq', ['-c', ...args], input === undefined ? {} : {input})
    assert.equal(status, 0, stderr)
    return JSON.parse(stdout)
  }

  it('lists the failing checks of a report', () => {
    const {stdout} = runProgram('jq', [
      '-r',
      '[.observations[] | select(.verdict == "fail") | .check] | unique | length > 0',
      file('report.json'),
    ])
    assert.equal(stdout.trim(), 'true')
  })

  it('reads from any single line of NDJSON what it is about', () => {
    const lines = readFileSync(file('report.ndjson'), 'utf8').trimEnd().split('\n')
    const last = lines.findLast(line => line.includes('"type":"observation"')) ?? assert.fail()
    const read = jq(['[.type, .run, .time, .collectedAt, .scope.kind, .tool.name, .check]'], last)
    assert.ok(Array.isArray(read) && read.every(value => typeof value === 'string' && value !== ''))
    console.log(`      ${JSON.stringify(read)}`)
  })

  it('joins no OCSF findings of two apps by their ids, and counts each event once', () => {
    const report = JSON.parse(readFileSync(file('report.json'), 'utf8')) as Report
    const files = ['citation-pay', 'records-desk'].map(app => {
      const observations = report.observations.filter(({subject: {app: owner, name}}) => (owner ?? name) === app)
      writeFileSync(
        file(`${app}.json`),
        JSON.stringify({...report, observations, scope: {apps: [app], kind: 'app', name: app}}),
      )
      const written = file(`${app}.ocsf.json`)
      runCommand(['compliance:report', file(`${app}.json`), '--output', written])
      return written
    })
    const controlsOf = 'map(select(.finding_info.types[1] == "control") | .compliance.requirements[0])'
    const counts = jq([
      '-s',
      `add | {
        findings: length,
        ids: (group_by(.finding_info.uid) | length),
        events: (map(.metadata.uid) | unique | length),
        runs: (map(.metadata.correlation_uid) | unique | length),
        controls: (${controlsOf} | unique | length)
      }`,
      ...files,
    ]) as Readonly<Record<'controls' | 'events' | 'findings' | 'ids' | 'runs', number>>
    const controls = report.frameworks.reduce((sum, framework) => sum + framework.controls.length, 0)
    assert.deepEqual(counts, {...counts, controls, events: counts.findings, ids: counts.findings, runs: 2})
    assert.ok(counts.findings > 2 * controls)
    console.log(`      ${JSON.stringify(counts)}`)
  })
})
