import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Log} from 'sarif'
import type {Report} from '../../src/model/report.js'

import {formats} from '../../src/report/formats.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {sampleOf} from '../helpers/sweep.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

describe('compliance:report', () => {
  let folder: string
  let saved: string
  const pathOf = (name: string) => path.join(folder, name)

  /** The command in a process of its own, which asks for no login and no network. */
  function run(...args: string[]): {code: number | null; stderr: string; stdout: string} {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...env, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr, stdout}
  }

  const messageOfRefusal = (...args: string[]) => {
    const {code, stderr, stdout} = run('compliance:report', ...args)
    assert.deepEqual([code, stdout], [2, ''])
    return stderr.replaceAll(/\s+(?:›\s+)?/g, ' ')
  }

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'report-'))
    saved = run('compliance:check', '--sample', '--framework', 'pci', '--json').stdout
    writeFileSync(pathOf('report.json'), saved)
    writeFileSync(pathOf('team.json'), snapshotText(loadSample()))
  })

  after(() => rmSync(folder, {recursive: true}))

  it('says in each format what the check says, with the same exit code', () => {
    for (const format of sampleOf(Object.keys(formats), 2)) {
      const flags = ['--format', format, ...(format === 'terminal' ? ['--full'] : [])]
      const checkRun = run('compliance:check', '--sample', '--framework', 'pci', ...flags)
      const reportRun = run('compliance:report', 'report.json', ...flags)
      assert.deepEqual([checkRun.code, reportRun.code], [1, 1], format)
      // What to type next is said of the command that was typed, and decides how much of a comment is left.
      const ending = format === 'terminal' ? /\nNext\n[^]*$/ : /\n\*\*Next\*\*\n[^]*$/
      const [checkText, reportText] = [checkRun, reportRun].map(({stdout}) => stdout.replace(ending, ''))
      assert.ok(checkText === reportText && checkRun.stdout.length > 1000, format)
      assert.match(reportRun.stderr, /^Exit code 1: \d+ failures? of severity high or worse\.$/m)
    }
  })

  it('writes files, each in the format of its ending', () => {
    const {code} = run(
      'compliance:report',
      'report.json',
      '--json',
      '--output',
      'x.sarif',
      '-o',
      'x.junit.xml',
      '-o',
      'x.json',
      '-o',
      'hdf:y.json',
    )
    assert.equal(code, 1)
    assert.match(readFileSync(pathOf('x.sarif'), 'utf8'), /"version": "2\.1\.0"/)
    assert.match(readFileSync(pathOf('x.junit.xml'), 'utf8'), /^<\?xml/)
    assert.equal(readFileSync(pathOf('x.json'), 'utf8'), saved)
    assert.match(readFileSync(pathOf('y.json'), 'utf8'), /"platform"/)
  })

  it('proposes to write a page only where none was written', () => {
    const page = ['--output', 'x.html']
    assert.match(run('compliance:report', 'report.json').stdout, /--output report\.html/)
    assert.doesNotMatch(run('compliance:report', 'report.json', ...page).stdout, /--output report\.html/)
  })

  it('shows what is to be shown', () => {
    const {runs} = JSON.parse(
      run('compliance:report', 'report.json', '--format', 'sarif', '--show', 'fail').stdout,
    ) as Log
    assert.deepEqual([...new Set(runs.flatMap(({results = []}) => results.map(({kind}) => kind)))], ['fail'])
  })

  it('judges a snapshot first, as the check does', () => {
    const reportRun = run(
      'compliance:report',
      'team.json',
      '--framework',
      'pci',
      '--format',
      'csv',
      '--now',
      '2026-11-20T12:00:00Z',
    )
    assert.equal(reportRun.code, 1)
    assert.ok(
      reportRun.stdout ===
        run(
          'compliance:check',
          '--snapshot',
          'team.json',
          '--framework',
          'pci',
          '--format',
          'csv',
          '--now',
          '2026-11-20T12:00:00Z',
        ).stdout,
    )
    assert.match(
      messageOfRefusal('team.json'),
      /team\.json is a snapshot, which needs a framework to be assessed against\. .*--framework/,
    )
    assert.equal(
      run('compliance:report', 'team.json', '--framework', 'pci', '--fail-on', 'never').code,
      run('compliance:check', '--snapshot', 'team.json', '--framework', 'pci', '--fail-on', 'never').code,
    )
  })

  it('refuses flags that have no effect on a report', () => {
    assert.match(
      messageOfRefusal('report.json', '--framework', 'pci'),
      /--framework has no effect on a report, which is already assessed\./,
    )
    assert.match(
      messageOfRefusal('report.json', '--fail-on', 'high', '--now', '2026-01-01T00:00:00Z'),
      /--fail-on and --now have no effect|--now and --fail-on have no effect/,
    )
  })

  it('writes a file for each framework where the format holds one, and else says how', () => {
    const report = JSON.parse(saved) as Report
    const frameworks = ['a', 'b/../c', 'b/../c'].map(id => ({...report.frameworks[0], id}))
    writeFileSync(pathOf('two.json'), JSON.stringify({...report, frameworks: frameworks.slice(0, 2)}))
    writeFileSync(pathOf('same.json'), JSON.stringify({...report, frameworks}))
    const refusal = messageOfRefusal('two.json', '--format', 'hdf', '--output', 'none.csv')
    assert.match(refusal, /has room for one framework, and there are 3: a, b-\.\.-c, checks\./)
    assert.match(refusal, /Write one file for each with --output 'compliance\.\{framework\}\.hdf\.json'\. $/)
    assert.match(
      messageOfRefusal('same.json', '-o', 'none.{framework}.hdf.json'),
      /none\.b-\.\.-c\.hdf\.json is given twice/,
    )
    assert.ok(readdirSync(folder).every(name => !name.startsWith('none.')))
    assert.equal(run('compliance:report', 'two.json', '-o', 'z.{framework}.hdf.json').code, 1)
    assert.deepEqual(
      readdirSync(folder)
        .filter(name => name.startsWith('z.'))
        .sort(),
      ['z.a.hdf.json', 'z.b-..-c.hdf.json', 'z.checks.hdf.json'],
    )
  })

  it('ends with 2 for what is no report, and writes nothing', () => {
    writeFileSync(pathOf('short.json'), saved.slice(0, 5000))
    writeFileSync(pathOf('later.json'), saved.replace('"reportVersion": 1', '"reportVersion": 2'))
    writeFileSync(pathOf('wrong.json'), saved.replace('"verdict": "fail"', '"verdict": "failed"'))
    assert.match(
      messageOfRefusal('short.json', '--output', 'none.csv'),
      /short\.json is not valid JSON: .*it ends too early/,
    )
    assert.match(messageOfRefusal('later.json'), /\/reportVersion is 2; this version of the tool reads 1/)
    assert.match(
      messageOfRefusal('wrong.json'),
      /\/observations\/\d+\/verdict must be one of pass, fail, unknown, not-applicable/,
    )
    assert.match(messageOfRefusal('none.json'), /none\.json cannot be read/)
    assert.match(messageOfRefusal(), /Missing 1 required arg/)
    assert.throws(() => readFileSync(pathOf('none.csv')))
  })
})
