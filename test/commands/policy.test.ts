import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Report} from '../../src/model/report.js'

import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))
const waiver =
  '  - {check: CHECK, subjects: ["*"], reason: until the move, by: ann@example.com, ' +
  'approvedBy: bob@example.com, expires: 2026-12-20}\n'

describe('the policy of a run', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'policy-run-'))
    write('team.json', snapshotText(loadSample()))
  })

  after(() => rmSync(folder, {recursive: true}))

  afterEach(() => {
    for (const name of ['compliance.yml', 'compliance.yaml']) rmSync(path.join(folder, name), {force: true})
  })

  const write = (name: string, text: Iterable<Uint8Array> | string) =>
    writeFileSync(path.join(folder, name), typeof text === 'string' ? text : Buffer.concat([...text]))

  function run(...args: string[]): {code: number | null; stderr: string; stdout: string} {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...env, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  const check = (...args: string[]) => run('compliance:check', '--snapshot', 'team.json', '--json', ...args)
  const reportOf = ({stdout}: {stdout: string}) => JSON.parse(stdout) as Report
  const idsOf = (report: Report) => report.frameworks.map(({id}) => id)

  it('is compliance.yml of the working folder, or what is named', () => {
    assert.equal(reportOf(check()).policy, undefined)
    write('compliance.yml', 'version: 1\nframeworks: [hipaa]\n')
    write('other.yml', 'version: 1\nframeworks: [soc2]\n')
    const ownRun = check()
    assert.deepEqual(idsOf(reportOf(ownRun)), ['hipaa'])
    assert.deepEqual(reportOf(ownRun).policy?.files, ['compliance.yml'])
    assert.match(ownRun.stderr, /Assessed against hipaa, as the policy says; choose others with --framework/)
    assert.deepEqual(idsOf(reportOf(check('--policy', 'other.yml'))), ['soc2-2017'])
    assert.deepEqual(idsOf(reportOf(check('--framework', 'cjis'))), ['cjis-6.0'])
  })

  it('that names no framework leaves the usual ones', () => {
    write('compliance.yml', 'version: 1\nframeworks: []\n')
    const {stderr, ...checkRun} = check()
    assert.deepEqual(idsOf(reportOf({...checkRun})), ['baseline', 'heroku-sparc-2023-05'])
    assert.match(stderr, /Assessed against baseline and sparc; choose others with --framework/)
    assert.doesNotMatch(stderr, /as the policy says/)
  })

  it('of the folder is not that of the sample, unless it is named', () => {
    write('compliance.yml', 'version: 1\nframeworks: [hipaa]\n')
    assert.equal(reportOf(run('compliance:check', '--sample', '--json')).policy, undefined)
    assert.deepEqual(idsOf(reportOf(run('compliance:check', '--sample', '--json', '--policy', 'compliance.yml'))), [
      'hipaa',
    ])
  })

  it('is not looked for under another name, which is said', () => {
    write('compliance.yaml', 'version: 1\n')
    const {stderr, stdout} = check()
    assert.equal(reportOf({stdout}).policy, undefined)
    assert.match(stderr, /compliance\.yaml isn't read: rename it to compliance\.yml/)
  })

  it('chooses the version of CJIS', () => {
    write('compliance.yml', "version: 1\nprofile: {cjis: {version: '5.9.5'}}\n")
    assert.deepEqual(idsOf(reportOf(run('compliance:cjis', '--snapshot', 'team.json', '--json'))), ['cjis-5.9.5'])
    assert.deepEqual(idsOf(reportOf(check('--framework', 'cjis', '--framework', 'pci'))), [
      'cjis-5.9.5',
      'pci-dss-4.0.1',
    ])
  })

  it('that is wrong ends the run with 2, every mistake, and nothing on stdout', () => {
    write('compliance.yml', 'version: 1\nalow: {}\nwaivers: [{check: x}]\n')
    const {code, stderr, stdout} = check()
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /compliance\.yml:2:1 \/ has an unknown key "alow"; did you mean "allow"\?/)
    assert.match(stderr, /compliance\.yml:3:11 \/waivers\/0 lacks "subjects"/)
    assert.equal(check('--policy', 'none.yml').code, 2)
  })

  it('is shown with the place of each value, without a request', () => {
    write('compliance.yml', 'version: 1\nlimits: {admins: 2}\n')
    const {code, stdout} = run('compliance:check', '--show-policy')
    const [, sha256 = ''] = /\n# SHA-256: ([\da-f]{64})\n$/.exec(stdout) ?? []
    assert.deepEqual(
      [code, stdout],
      [0, `version: 1  # compliance.yml:1:10\nlimits:\n  admins: 2  # compliance.yml:2:18\n# SHA-256: ${sha256}\n`],
    )
    assert.equal(reportOf(check('--expect-policy', sha256)).policy?.sha256, sha256)
    const rejected = check('--expect-policy', 'a'.repeat(64))
    assert.deepEqual([rejected.code, rejected.stdout], [2, ''])
    assert.ok(rejected.stderr.includes(sha256))
    const shownPolicy = JSON.parse(run('compliance:pci', '--show-policy', '--json').stdout) as {
      policy: unknown
      sources: unknown
    }
    assert.deepEqual(shownPolicy.policy, {allow: {}, limits: {admins: 2}})
    assert.deepEqual(shownPolicy.sources, [
      {at: '/version', column: 10, file: 'compliance.yml', line: 1},
      {at: '/limits/admins', column: 18, file: 'compliance.yml', line: 2},
    ])
    for (const extraFlags of [['--sample'], ['--app', 'x'], ['--strict']])
      assert.equal(run('compliance:check', '--show-policy', ...extraFlags).code, 2, extraFlags.join(' '))
    rmSync(path.join(folder, 'compliance.yml'))
    assert.match(run('compliance:check', '--show-policy').stderr, /There is no compliance\.yml in this folder/)
  })

  it('waives, which --no-waivers undoes', () => {
    const failing = [
      ...new Set(
        reportOf(check('--framework', 'pci'))
          .observations.filter(({verdict}) => verdict === 'fail')
          .map(observation => observation.check),
      ),
    ]
    write('compliance.yml', `version: 1\nwaivers:\n${failing.map(check => waiver.replace('CHECK', check)).join('')}`)
    const waived = reportOf(check('--framework', 'pci'))
    assert.deepEqual([waived.summary.fail, waived.exit.code], [0, 3])
    assert.ok(waived.summary.waived > failing.length)
    assert.equal(reportOf(check('--framework', 'pci', '--no-waivers')).exit.code, 1)
    const allowedRun = check('--framework', 'pci', '--allow-unknown')
    assert.deepEqual([allowedRun.code, check('--framework', 'pci', '--allow-unknown', '--strict').code], [0, 3])
    const {stdout} = run('compliance:check', '--snapshot', 'team.json', '--framework', 'pci', '--full')
    assert.match(stdout, /WAIVED: \d+ observations/)
    assert.match(stdout, /by bob@example\.com until 2026-12-20: until the\s+move/)
    assert.doesNotMatch(stdout, /WHAT IS WRONG/)
  })
})

describe('the baseline of a run', () => {
  let folder: string
  const pathOf = (name: string) => path.join(folder, name)

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'baseline-'))
  })

  after(() => rmSync(folder, {recursive: true}))

  const run = (...args: string[]) => {
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, 'compliance:check', '--sample', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...process.env, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  it('lets what was there before be, and fails for what is new', () => {
    const {stdout} = run('--framework', 'pci', '--json')
    const report = JSON.parse(stdout) as Report
    writeFileSync(pathOf('old.json'), stdout)
    const sameRun = run('--framework', 'pci', '--baseline', 'old.json')
    assert.equal(sameRun.code, 0, sameRun.stderr)
    assert.match(
      sameRun.stdout,
      new RegExp(
        String.raw`SINCE THE BASELINE of 2026-\d\d-\d\d: 0 new failures, 0 failures got worse, 0 ` +
          String.raw`newly\s+unknown, 0 controls got worse; \d+ known failures`,
      ),
    )
    const [removed] = report.observations.filter(({severity, verdict}) => verdict === 'fail' && severity === 'critical')
    assert.ok(removed)
    writeFileSync(
      pathOf('better.json'),
      JSON.stringify({...report, observations: report.observations.filter(observation => observation !== removed)}),
    )
    const worseRun = run('--framework', 'pci', '--baseline', 'better.json', '--full')
    assert.equal(worseRun.code, 1)
    assert.match(worseRun.stderr, /Exit code 1: worse than the baseline: 1 new failure\./)
    assert.match(worseRun.stdout, new RegExp(`NEW FAIL {2}critical {2}${removed.check}`))
    const json = JSON.parse(run('--framework', 'pci', '--baseline', 'better.json', '--json').stdout) as Report
    assert.deepEqual(
      json.baseline?.newlyFailing.map(({check, subject}) => [check, subject.id]),
      [[removed.check, removed.subject.id]],
    )
    const narrower = report.observations.map(observation =>
      observation.check === 'trusted-ips-are-not-open' && observation.because
        ? {...observation, because: observation.because.map(violation => ({...violation, value: 67_108_864}))}
        : observation,
    )
    writeFileSync(pathOf('narrower.json'), JSON.stringify({...report, observations: narrower}))
    const widerRun = run('--framework', 'pci', '--baseline', 'narrower.json', '--full')
    assert.equal(widerRun.code, 1)
    assert.match(widerRun.stderr, /Exit code 1: worse than the baseline: 2 failures further from what is expected\./)
    assert.match(widerRun.stdout, /WORSE FAIL {2}critical {2}trusted-ips-are-not-open: quill-desk/)
  })

  it('is a report of the same frameworks and scope', () => {
    const messageOfRefusal = (...args: string[]) => {
      const {code, stderr, stdout} = run(...args)
      assert.deepEqual([code, stdout], [2, ''], args.join(' '))
      return stderr
    }

    assert.match(
      messageOfRefusal('--framework', 'cjis', '--baseline', 'old.json'),
      /old\.json doesn't cover cjis-6\.0, which this run assesses/,
    )
    writeFileSync(pathOf('team.json'), JSON.stringify(loadSample()))
    assert.match(
      messageOfRefusal('--framework', 'pci', '--baseline', 'team.json'),
      /is a snapshot; a baseline must be a report/,
    )
    writeFileSync(pathOf('short.json'), '{"reportVersion": 1')
    assert.match(messageOfRefusal('--framework', 'pci', '--baseline', 'short.json'), /is not valid JSON/)
    const baseline = JSON.parse(run('--framework', 'pci', '--json').stdout) as Report
    writeFileSync(pathOf('other.json'), JSON.stringify({...baseline, scope: {...baseline.scope, name: 'elsewhere'}}))
    assert.match(messageOfRefusal('--framework', 'pci', '--baseline', 'other.json'), /covers another scope: elsewhere/)
  })
})

describe('compliance:init', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'init-'))
  })

  after(() => rmSync(folder, {recursive: true}))

  const run = (...args: string[]) => {
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, 'compliance:init', ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  it('writes compliance.yml once, and says what to do with it', () => {
    const firstRun = run('--sample')
    assert.deepEqual([firstRun.code, firstRun.stdout], [0, ''])
    assert.match(firstRun.stderr, /^Wrote compliance\.yml\. .* Next: heroku compliance:review /)
    const text = readFileSync(path.join(folder, 'compliance.yml'), 'utf8')
    assert.match(text, /^version: 1$/m)
    const secondRun = run('--sample')
    assert.equal(secondRun.code, 2)
    assert.match(secondRun.stderr, /compliance\.yml already exists/)
    assert.equal(readFileSync(path.join(folder, 'compliance.yml'), 'utf8'), text)
    assert.equal(run('--sample', '--output', 'other.yml').code, 0)
    assert.equal(run('--sample', '--team', 'x', '--output', 'third.yml').code, 2)
  })
})
