import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Diff} from '../../src/model/comparison.js'
import type {Report} from '../../src/model/report.js'
import type {Verification} from '../../src/model/verification.js'

import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {sha256 as sha256Of} from '../../src/foundation/canonical-json.js'
import {evidence, flipped, keys, written} from '../evidence/support.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

describe('compliance:evidence', () => {
  let folder: string
  const pathOf = (name: string) => path.join(folder, name)

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'evidence-'))
    writeFileSync(pathOf('team.json'), snapshotText(loadSample()))
    run(['compliance:evidence', '--sample', '--output', 'sample.zip'])
  })

  after(() => rmSync(folder, {recursive: true}))

  function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const ownEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...ownEnvironment, COLUMNS: '80', ...env},
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  /** What sha256sum says of a line that was printed. */
  function summed(line: string): string {
    const {error, stdout} = spawnSync('sha256sum', ['-c'], {cwd: folder, encoding: 'utf8', input: line})
    assert.equal(error, undefined)
    return stdout
  }

  it('writes a bundle, prints its sum, and ends as a check does', () => {
    const {code, stderr, stdout} = run([
      'compliance:evidence',
      '--snapshot',
      'team.json',
      '--framework',
      'pci',
      '--output',
      'pci',
    ])
    assert.equal(code, 1)
    const sum = sha256Of(readFileSync(pathOf('pci/manifest.json')))
    assert.equal(stdout, `${sum}  pci/manifest.json\n`)
    assert.match(
      stderr,
      new RegExp(
        `Wrote \\d+ files to pci\\. SHA-256 of its manifest, which the next bundle can name: ${sum} Next ` +
          String.raw`heroku compliance:evidence:verify pci .*\(cd pci && sha256sum -c SHA256SUMS\) .*` +
          String.raw`Exit code 1: \d+ failures`,
      ),
    )
    assert.equal(summed(stdout), 'pci/manifest.json: OK\n')
    const report = run(['compliance:check', '--snapshot', 'team.json', '--framework', 'pci', '--json'])
    assert.equal(readFileSync(pathOf('pci/report.json'), 'utf8'), report.stdout)
    assert.equal(
      run(['compliance:evidence', '--snapshot', 'team.json', '--fail-on', 'never', '--output', 'never.zip']).code,
      0,
    )
  })

  it('prints what sha256sum prints of an archive', () => {
    const {stderr, stdout} = run([
      'compliance:evidence',
      '--snapshot',
      'team.json',
      '--framework',
      'gdpr',
      '--output',
      'summed.zip',
    ])
    assert.equal(stdout, `${sha256Of(readFileSync(pathOf('summed.zip')))}  summed.zip\n`)
    assert.equal(summed(stdout), 'summed.zip: OK\n')
    const {manifest} = JSON.parse(run(['compliance:evidence:verify', 'summed.zip', '--json']).stdout) as Verification
    assert.ok(
      manifest && stderr.includes(`of its manifest, which the next bundle can name: ${manifest.sha256} Next`),
      stderr,
    )
    assert.match(stderr, /heroku compliance:evidence:verify summed\.zip verify the bundle/)
    assert.doesNotMatch(stderr, /SHA256SUMS/)
  })

  it('exits with 0 whatever the verdict, if only writing counts', () => {
    const {code, stderr} = run(['compliance:evidence', '--sample', '--exit-zero', '--output', 'zero.zip'])
    assert.equal(code, 0)
    assert.match(stderr, /Exit code 0 as the bundle was written; a check would exit with 1: \d+ failures/)
    assert.equal(run(['compliance:evidence', '--sample', '--exit-zero', '--output', 'zero.zip']).code, 2)
    const passing = [
      'compliance:evidence',
      '--sample',
      '--exit-zero',
      '--fail-on',
      'never',
      '--output',
      'tolerated.zip',
    ]
    assert.doesNotMatch(run(passing).stderr, /Exit code/)
  })

  it('names in the next command what the bundle was written with', () => {
    const {own} = keys(folder, 'ed25519', 'next')
    const {stderr} = run([
      ...['compliance:evidence', '--sample', '--exit-zero', '--sign', own, '--previous', 'sample.zip'],
      ...['--output', 'next bundle.zip'],
    ])
    assert.match(
      stderr,
      /heroku compliance:evidence:verify 'next bundle\.zip' --key PUBLIC\.pem --previous sample\.zip/,
    )
  })

  it('takes the decision log of the policy in, and holds a later log to it', () => {
    const line = JSON.stringify({
      at: '2026-11-20T00:00:00.000Z',
      by: 'ann@example.com',
      action: 'answer',
      what: {},
      policySha256: 'x',
      previous: '0'.repeat(64),
    })
    writeFileSync(pathOf('ours.yml'), 'version: 1\n')
    writeFileSync(pathOf('ours.decisions.jsonl'), `${line}\n`)
    const write = (name: string) =>
      run([
        'compliance:evidence',
        '--snapshot',
        'team.json',
        '--framework',
        'gdpr',
        '--policy',
        'ours.yml',
        '--output',
        name,
      ])
    assert.equal(write('logged.zip').code, 1)
    const verifyLog = () => run(['compliance:evidence:verify', 'logged.zip', '--decisions', 'ours.decisions.jsonl'])
    const {code, stdout} = verifyLog()
    assert.equal(code, 0)
    assert.match(stdout, /The decision log has 1 line, all of which are still in the given log\./)
    writeFileSync(pathOf('ours.decisions.jsonl'), `${line.replace('ann', 'bob')}\n`)
    assert.deepEqual(
      [verifyLog().code, /ours\.decisions\.jsonl {2}has another line 1/.test(verifyLog().stdout)],
      [1, true],
    )
    writeFileSync(pathOf('ours.decisions.jsonl'), line)
    const tornRun = write('torn.zip')
    assert.deepEqual([tornRun.code, tornRun.stdout, existsSync(pathOf('torn.zip'))], [2, '', false])
    assert.match(tornRun.stderr, /ours\.decisions\.jsonl:1 is incomplete/)
  })

  it('ends with 3 where another version made it, unless that is accepted', async () => {
    await written(pathOf('old.zip'), await evidence(['gdpr'], {version: '0.0.9'}))
    const {code, stderr, stdout} = run(['compliance:evidence:verify', 'old.zip'])
    assert.equal(code, 3)
    assert.match(stderr, /^Exit code 3: not verified: it was written by version 0\.0\.9/)
    assert.match(stdout, /\nNot verified: it was written by version 0\.0\.9/)
    assert.equal(run(['compliance:evidence:verify', 'old.zip', '--accept-version']).code, 0)
    assert.equal(run(['compliance:evidence:verify', 'old.zip', '--framework', 'cjis']).code, 3)
    assert.match(
      run(['compliance:evidence:verify', 'old.zip', '--framework', 'cjis', '--accept-version', '--json']).stdout,
      /"reportVersion": 1/,
    )
  })

  it('writes the same bytes in every place and language', () => {
    for (const [name, env] of [
      ['here', {LANG: 'C', TZ: 'UTC'}],
      ['there', {LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham'}],
    ] as const)
      assert.equal(run(['compliance:evidence', '--snapshot', 'team.json', '--output', `${name}.zip`], env).code, 1)
    assert.ok(readFileSync(pathOf('here.zip')).equals(readFileSync(pathOf('there.zip'))))
  })

  it('is verified: sums, signature, chain and report', () => {
    const {open, own} = keys(folder, 'ed25519')
    const evidenceRun = run([
      'compliance:evidence',
      '--sample',
      '--framework',
      'gdpr',
      '--sign',
      own,
      '--previous',
      'sample.zip',
      '--output',
      'signed.zip',
    ])
    assert.equal(evidenceRun.code, 1, evidenceRun.stderr)
    const {code, stderr, stdout} = run([
      'compliance:evidence:verify',
      'signed.zip',
      '--key',
      open,
      '--previous',
      'sample.zip',
    ])
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /^Evidence in signed\.zip\n[^]*\nVerified: nothing differs from what was signed\.\n/)
    assert.ok(stdout.split('\n').every(line => line.length <= 80))
    const verification = JSON.parse(run(['compliance:evidence:verify', 'signed.zip', '--json']).stdout) as Verification
    assert.deepEqual(
      [
        verification.verified,
        verification.reproduced,
        verification.signature.checkedWith,
        verification.manifest?.sha256,
      ],
      [true, true, 'enclosed', /next bundle can name: (\w+)/.exec(evidenceRun.stderr)?.[1]],
    )
  })

  it('ends with 1 where a byte was changed, and names the file', () => {
    run(['compliance:evidence', '--sample', '--output', 'changed'])
    writeFileSync(pathOf('changed/report.json'), flipped(5000)(readFileSync(pathOf('changed/report.json'))))
    const {code, stderr, stdout} = run(['compliance:evidence:verify', 'changed'])
    assert.equal(code, 1)
    assert.equal(stderr, 'Exit code 1: altered since it was written: 1 difference. ')
    assert.match(stdout, /\nAltered since it was written: 1 difference\.\n {2}report\.json {2}has another SHA-256/)
  })

  it('is judged under other frameworks, with the policy and at the instant of the bundle', () => {
    const {code, stderr, stdout} = run(['compliance:evidence:verify', 'sample.zip', '--framework', 'cjis', '--json'])
    assert.equal(code, 0)
    const report = JSON.parse(stdout) as Report
    assert.deepEqual(
      [report.frameworks.map(({id}) => id), report.generatedAt, report.scope.kind],
      [['cjis-6.0'], '2026-11-20T12:00:00.000Z', 'sample'],
    )
    assert.match(
      stderr,
      new RegExp(
        String.raw`who wrote it is unknown\. .*Its snapshot, assessed against cjis as of ` +
          String.raw`2026-11-20T12:00:00\.000Z: a check would exit with 1, `,
      ),
    )
    const check = JSON.parse(run(['compliance:check', '--sample', '--framework', 'cjis', '--json']).stdout) as Report
    assert.deepEqual(report.observations, check.observations)
  })

  it('is written in a format that holds one framework as a file for each', () => {
    const verify = ['compliance:evidence:verify', 'sample.zip', '--framework', 'sparc', '--framework', 'baseline']
    const {code, stderr, stdout} = run([...verify, '--output', 'v.hdf.json'])
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /v\.hdf\.json has room for one framework, and there are 2: /)
    assert.equal(run([...verify, '--output', 'v.{framework}.hdf.json']).code, 0)
    assert.ok(existsSync(pathOf('v.baseline.hdf.json')) && !existsSync(pathOf('v.hdf.json')))
  })

  it('is compared with another', () => {
    run(['compliance:evidence', '--sample', '--output', 'later.zip'])
    const {code, stdout} = run(['compliance:diff', 'sample.zip', 'later.zip', '--json'])
    const {newlyFailing, notices} = JSON.parse(stdout) as Diff
    assert.deepEqual([code, newlyFailing, notices], [0, [], []])
    assert.match(
      run(['compliance:diff', 'sample.zip', 'changed']).stderr,
      /changed was changed after it was written: report\.json has another SHA-256/,
    )
  })

  for (const [what, args, expected] of [
    ['no output', ['compliance:evidence', '--sample'], /Missing required flag output/],
    [
      'an output that is there',
      ['compliance:evidence', '--sample', '--output', 'sample.zip'],
      /sample\.zip already exists\./,
    ],
    [
      'a folder that is not there',
      ['compliance:evidence', '--sample', '--output', 'none/x.zip'],
      /none\/x\.zip cannot be written: there is no folder none\./,
    ],
    [
      'a key that is none',
      ['compliance:evidence', '--sample', '--output', 'x.zip', '--sign', 'team.json'],
      /team\.json is not a private key in PEM/,
    ],
    [
      'a bundle before it that is none',
      ['compliance:evidence', '--sample', '--output', 'x.zip', '--previous', 'team.json'],
      /team\.json is not an evidence bundle/,
    ],
    [
      'a bundle that is not there',
      ['compliance:evidence:verify', 'none.zip'],
      /none\.zip cannot be read: there is no such file\. Try this: /,
    ],
    ['a file that is no bundle', ['compliance:evidence:verify', 'team.json'], /team\.json is not an evidence bundle/],
    [
      'releases of the sample',
      ['compliance:evidence', '--sample', '--releases', '--output', 'new.zip'],
      /--releases has no effect with --sample: nothing is requested/,
    ],
    [
      'a format without a framework',
      ['compliance:evidence:verify', 'sample.zip', '--format', 'csv'],
      /--format has no effect without --framework/,
    ],
    [
      'a framework that there is not',
      ['compliance:evidence:verify', 'sample.zip', '--framework', 'pcy'],
      /There is no framework "pcy"/,
    ],
  ] as const)
    it(`ends with 2 and an empty stdout for ${what}`, () => {
      const {code, stderr, stdout} = run(args)
      assert.deepEqual([code, stdout], [2, ''], stderr)
      assert.match(stderr, expected)
      assert.ok(!existsSync(pathOf('x.zip')))
    })

  it('leaves nothing where there is no room', function () {
    if (process.platform === 'win32') return this.skip()
    for (const name of ['full.zip', 'full']) {
      const {status, stderr} = spawnSync(
        'sh',
        [
          '-c',
          `ulimit -f 60; exec "$0" "$@"`,
          process.execPath,
          bin,
          'compliance:evidence',
          '--sample',
          '--output',
          name,
        ],
        {cwd: folder, encoding: 'utf8', env: {...process.env, HEROKU_API_KEY: ''}},
      )
      assert.equal(status, 2, stderr)
      assert.match(stderr, /cannot be written: (?:it would be larger than a file may be|the disk is full)/)
      assert.deepEqual(
        readdirSync(folder).filter(file => file.includes('full')),
        [],
      )
    }
  })
})
