import assert from 'node:assert/strict'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Status} from '../../src/model/framework.js'

import {parse} from 'csv-parse/sync'
import {XmlDocument} from 'libxml2-wasm'

import {statuses} from '../../src/model/framework.js'
import {everyStatus} from '../report/hdf/every-status.js'
import {rendered} from '../report/rendering.js'
import {runProgram, sampleFolder, tool} from './programs.js'

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** It writes logs into the folder that it is run in. */
const saf = (...args: readonly string[]) => runProgram(tool('saf'), args, {cwd: tmpdir()})

/** What `saf view summary` counts in a file. */
function summaryOf(file: string): readonly [name: string, totals: Counts] {
  const {status, stderr, stdout} = saf('view', 'summary', '-i', file, '--format', 'json')
  assert.equal(status, 0, stderr)
  const [summary] = JSON.parse(stdout) as [{profileName: string} & Counts]
  return [summary.profileName, summary]
}

describe('the SAF CLI by MITRE', () => {
  describe('with a control of each status', () => {
    let folder: string
    let file: string
    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'compliance-saf-'))
      file = path.join(folder, 'x.hdf.json')
      writeFileSync(file, await rendered('hdf', everyStatus()))
    })
    after(() => rmSync(folder, {force: true, recursive: true}))

    it('makes a checklist in which only what passes or was attested is no finding', () => {
      const checklist = path.join(folder, 'x.ckl')
      assert.equal(saf('convert', 'hdf2ckl', '-i', file, '-o', checklist).status, 0)
      const read = XmlDocument.fromString(readFileSync(checklist, 'utf8'))
        .find('//VULN')
        .map(vuln => [
          vuln.get('STIG_DATA[VULN_ATTRIBUTE = "Vuln_Num"]/ATTRIBUTE_DATA')?.content,
          vuln.get('STATUS')?.content,
        ])
      const expected: Readonly<Record<Status, string>> = {
        attested: 'NotAFinding',
        fail: 'Open',
        inherited: 'Not_Reviewed',
        manual: 'Not_Reviewed',
        'not-applicable': 'Not_Applicable',
        pass: 'NotAFinding',
        unknown: 'Not_Reviewed',
        waived: 'Not_Reviewed',
      }
      assert.deepEqual(
        read,
        statuses.map(status => [status, expected[status]]),
      )
    })

    it('has the status of each in a spreadsheet, and whether it was waived', () => {
      const sheet = path.join(folder, 'x.csv')
      assert.equal(saf('convert', 'hdf2csv', '-i', file, '-o', sheet, '--noTruncate').status, 0)
      const rows = parse<Readonly<Record<string, string>>>(readFileSync(sheet, 'utf8'), {bom: true, columns: true})
      const expected: Readonly<Record<Status, string>> = {
        attested: 'Passed',
        fail: 'Failed',
        inherited: 'Not Reviewed',
        manual: 'Not Reviewed',
        'not-applicable': 'Not Applicable',
        pass: 'Passed',
        unknown: 'Not Reviewed',
        waived: 'Not Applicable',
      }
      assert.deepEqual(
        rows.map(row => [row['ID'], row['Status'], row['Waived']]),
        statuses.map(status => [status, expected[status], status === 'waived' ? 'True' : 'False']),
      )
    })

    it('summarizes without an error, and passes a gate on nothing that failed or is open', () => {
      const [name, {error, failed, no_impact: none, passed, skipped}] = summaryOf(file)
      assert.deepEqual(
        [name, ...[passed, failed, skipped, none, error].map(counts => counts?.['total'])],
        ['own-1.0', 2, 1, 3, 2, 0],
      )
      const gate = (thresholds: string) => saf('validate', 'threshold', '-i', file, '-I', thresholds).status
      assert.notEqual(gate('{failed.total.max: 1, skipped.total.max: 0}'), 0)
      assert.equal(gate('{failed.total.max: 1, skipped.total.max: 3, passed.total.min: 2, error.total.max: 0}'), 0)
    })
  })

  describe('with the sample', () => {
    let folder: string
    before(() => {
      folder = sampleFolder('compliance:check', ['--output', 'x.{framework}.hdf.json', '--output', 'report.json'])
    })
    after(() => rmSync(folder, {force: true, recursive: true}))

    it('counts all controls of each framework', () => {
      const {frameworks} = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as {
        frameworks: ReadonlyArray<{id: string; summary: Readonly<Record<Status, number>>}>
      }
      const files = readdirSync(folder).filter(name => name.endsWith('.hdf.json'))
      assert.equal(files.length, frameworks.length)
      for (const {id, summary} of frameworks) {
        const [name, {error, failed, no_impact: none, passed, skipped}] = summaryOf(
          path.join(folder, `x.${id}.hdf.json`),
        )
        const {attested, fail, inherited, manual, pass, unknown, waived} = summary
        assert.deepEqual(
          [name, ...[passed, failed, skipped, none, error].map(counts => counts?.['total'])],
          [id, pass + attested, fail, unknown + manual + inherited, waived + summary['not-applicable'], 0],
        )
      }
    })
  })
})
