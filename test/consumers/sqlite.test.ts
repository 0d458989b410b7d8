import assert from 'node:assert/strict'
import {readFileSync, rmSync} from 'node:fs'
import path from 'node:path'

import type {Report} from '../../src/model/report.js'

import {runProgram, sampleFolder} from './programs.js'

describe('sqlite3', () => {
  let folder: string
  before(() => {
    folder = sampleFolder('compliance:pci', [
      '--output',
      'report.csv',
      '--output',
      'report.json',
      '--output',
      'report.ndjson',
    ])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  const query = (sql: string) =>
    runProgram('sqlite3', [':memory:'], {
      input: `.import --csv ${path.join(folder, 'report.csv')} report\n${sql};\n`,
    }).stdout.trim()

  it('imports the CSV, whose byte order mark is no part of the name of a column', () => {
    assert.equal(query('select name from pragma_table_info("report") limit 2').replace('\n', ' '), 'framework control')
    assert.equal(query('select distinct framework from report where control = "pci-dss-4.0.1:8.4.1"'), 'pci-dss-4.0.1')
  })

  it('counts as many failing controls as the report', () => {
    const {frameworks} = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as Report
    const count = query('select count(distinct control) from report where status = "fail"')
    assert.equal(Number(count), frameworks[0]?.summary.fail)
    console.log(`      ${runProgram('sqlite3', ['--version']).stdout.split(' ')[0]} counts ${count} failing controls`)
  })

  it('finds by app what fails in lines of NDJSON', () => {
    const {observations} = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as Report
    const app = 'citation-pay'
    const failures = observations.filter(
      ({subject, verdict}) => verdict === 'fail' && (subject.app ?? subject.name) === app,
    )
    const sql = [
      '.mode ascii',
      '.separator "\\037" "\\n"',
      'create table lines(line text);',
      `.import ${path.join(folder, 'report.ndjson')} lines`,
      `select count(*) || ' ' || count(distinct line->>'run') || ' ' || min(line->>'time') from lines
       where line->>'type' = 'observation' and line->>'verdict' = 'fail'
       and coalesce(line->>'$.subject.app', line->>'$.subject.name') = '${app}';`,
    ]
    const {stderr, stdout} = runProgram('sqlite3', [':memory:'], {input: `${sql.join('\n')}\n`})
    assert.equal(stderr, '')
    const [count, runs, time] = stdout.trim().split(' ')
    assert.deepEqual([Number(count), runs], [failures.length, '1'])
    assert.ok(failures.length > 0 && time !== undefined && !Number.isNaN(Date.parse(time)))
    console.log(`      ${app}: ${count} failures, assessed ${time}`)
  })
})
