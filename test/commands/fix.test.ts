import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {RemediationPlan} from '../../src/model/remediation-plan.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

describe('compliance:fix', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fix-'))
  })

  after(() => rmSync(folder, {recursive: true}))

  function run(...args: string[]) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, 'compliance:fix', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...env, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {status, stderr, stdout}
  }

  it('prints one screen, and says on stderr what would remain', () => {
    const {status, stderr, stdout} = run('--sample')
    assert.equal(status, 1)
    assert.ok(stdout.trimEnd().split('\n').length <= 40)
    assert.match(stdout, /heroku compliance:fix --sample --script fix\.sh/)
    assert.match(stderr, /Exit code 1: \d+ failures would remain\./)
  })

  it('writes a script for its owner, and the plan in other formats', () => {
    const {status, stderr, stdout} = run('--sample', '--json', '--script', 'fix.sh', '--output', 'plan.md')
    assert.equal(status, 1)
    assert.match(stderr, /The script is in fix\.sh\. Read it before you run it\./)
    const plan = JSON.parse(stdout) as RemediationPlan
    const script = readFileSync(path.join(folder, 'fix.sh'), 'utf8')
    for (const command of plan.steps.flatMap(({commands}) => commands)) assert.ok(script.includes(`\n${command}\n`))
    assert.equal(statSync(path.join(folder, 'fix.sh')).mode & 0o777, 0o700)
    assert.match(readFileSync(path.join(folder, 'plan.md'), 'utf8'), /^## \d+ of \d+ failures/)
  })

  it('plans for a part, and above a severity', () => {
    const {stdout} = run('--sample', '--only', 'team-apps-are-locked', '--json')
    const {only, outcome} = JSON.parse(stdout) as RemediationPlan
    assert.deepEqual(only, ['team-apps-are-locked'])
    assert.equal(outcome.failing, outcome.closed)
    const high = JSON.parse(run('--sample', '--fail-on', 'high', '--json').stdout) as RemediationPlan
    assert.ok(high.steps.every(({closes}) => closes.every(({severity}) => ['critical', 'high'].includes(severity))))
  })

  it('refuses flags without effect, and files that it reads', () => {
    const full = run('--sample', '--json', '--full')
    assert.equal(full.status, 2)
    assert.match(full.stderr, /--full only has an effect on terminal/)
    writeFileSync(path.join(folder, 'policy.yml'), 'version: 1\nallow: {}\n')
    const same = run('--sample', '--policy', 'policy.yml', '--script', 'policy.yml')
    assert.equal(same.status, 2)
    assert.match(same.stderr, /is read by this run and would be overwritten/)
    assert.equal(readFileSync(path.join(folder, 'policy.yml'), 'utf8'), 'version: 1\nallow: {}\n')
    assert.equal(run('--sample', '--fail-on', 'never').status, 2)
    assert.equal(run('--sample', '--format', 'csv').status, 2)
    assert.equal(run('--sample', '--script', 'none/fix.sh').status, 2)
  })
})
