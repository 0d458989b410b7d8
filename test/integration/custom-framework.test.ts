import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Report} from '../../src/model/report.js'

import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {narrowResponse} from '../../src/catalog/response-schema.js'
import {collectSnapshot} from '../../src/snapshot/collect-snapshot.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {requestsTo} from '../../tools/sample.js'
import {NOW} from '../fixtures/build.js'
import {sample} from '../fixtures/sample.js'

const example = fileURLToPath(new URL('../../../docs/example-framework.yml', import.meta.url))
const run = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))
const judging = {allowUnknown: false, failOn: 'high', scopeKind: 'sample', version: '0.0.0'} as const

function runCheck(...args: string[]): {code: number | null; stderr: string; stdout: string} {
  const {status, stderr, stdout} = spawnSync(process.execPath, [run, 'compliance:check', '--sample', ...args], {
    encoding: 'utf8',
    env: {...process.env, COLUMNS: '100'},
    maxBuffer: 64 * 1_048_576,
  })
  return {code: status, stderr, stdout}
}

describe('a custom framework', () => {
  it('assesses the sample by its own check and by bundled ones', async () => {
    const {
      frameworks: [own],
      observations,
    } = assessSnapshot(loadSample(), await selectCatalog([example]), judging)
    assert.deepEqual(
      own?.controls.map(({id, status}) => [id, status]),
      [
        ['HR-1', 'fail'],
        ['HR-2', 'fail'],
        ['HR-3', 'manual'],
        ['HR-4', 'manual'],
      ],
    )
    const mine = observations.filter(({check}) => check === 'web-apps-run-on-a-tested-stack')
    const of = (verdict: string) =>
      mine.filter(observation => observation.verdict === verdict).map(({subject}) => subject.name)
    assert.ok(of('pass').includes('citation-pay'))
    assert.ok(of('fail').includes('fee-tables'))
    assert.deepEqual(mine.find(({subject}) => subject.name === 'fee-tables')?.because, [
      {field: 'stack', must: {enum: ['heroku-24', 'heroku-26', 'container']}, value: 'heroku-20'},
    ])
    assert.ok(of('unknown').length > 0)
    assert.deepEqual(mine[0]?.controls, [{control: 'HR-1', framework: 'house-rules'}])
    assert.ok((own.controls[2]?.facts ?? []).length > 3)
  })

  it('collects only what its own check and its facts need', async () => {
    const now = Date.parse(NOW)
    const catalog = await selectCatalog([example])
    const snapshot = await collectSnapshot(
      {kind: 'all'},
      catalog,
      {
        clock: {now: () => now, random: () => 0.5, sleep: async () => {}},
        get: requestsTo(sample()),
        narrow: narrowResponse,
        onBudget() {},
        onProgress() {},
        onRateLimit() {},
        rateFloor: 0,
      },
      '0.0.0',
    )
    const kinds = new Set(snapshot.facts.map(({kind}) => kind))
    for (const kind of ['formation', 'accountAttachments', 'logDrains'] as const) assert.ok(kinds.has(kind), kind)
    for (const kind of ['builds', 'domains', 'members', 'teamPreferences', 'webhooks'] as const)
      assert.ok(!kinds.has(kind), kind)
    assert.deepEqual(snapshot.frameworks, ['house-rules'])
    const [live, saved] = [snapshot, loadSample()].map(
      snapshot => assessSnapshot(snapshot, catalog, judging).observations,
    )
    assert.deepEqual(live, saved)
  })

  it('is valid as shown in the documentation', async () => {
    const [, block = ''] =
      /```yaml\n(id: house-rules\n[^]*?)```/.exec(
        readFileSync(new URL('../../../docs/custom-frameworks.md', import.meta.url), 'utf8'),
      ) ?? []
    const folder = mkdtempSync(path.join(tmpdir(), 'own-'))
    try {
      writeFileSync(path.join(folder, 'house-rules.yml'), block)
      const {checks} = await selectCatalog([path.join(folder, 'house-rules.yml')])
      assert.deepEqual(
        checks.map(({id}) => id),
        ['team-members-use-mfa', 'web-apps-run-on-a-tested-stack'],
      )
    } finally {
      rmSync(folder, {recursive: true})
    }
  })

  it('is selected by its path, alone or with others', () => {
    const alone = runCheck('--framework', example, '--json')
    assert.equal(alone.code, 1)
    assert.deepEqual(
      (JSON.parse(alone.stdout) as Report).frameworks.map(({id}) => id),
      ['house-rules'],
    )
    const both = JSON.parse(runCheck('--framework', 'pci', '--framework', example, '--json').stdout) as Report
    assert.deepEqual(
      both.frameworks.map(({id}) => id),
      ['pci-dss-4.0.1', 'house-rules'],
    )
    assert.deepEqual(
      both.observations
        .find(({check}) => check === 'postgres-is-in-a-private-network')
        ?.controls.find(({framework}) => framework === 'house-rules'),
      {control: 'HR-2', framework: 'house-rules'},
    )
  })

  it('exits with 2 and prints nothing on stdout if it is invalid', () => {
    const {code, stderr, stdout} = runCheck('--framework', 'package.json', '--json')
    assert.deepEqual({code, stdout}, {code: 2, stdout: ''})
    assert.match(
      stderr.replaceAll(/\s+(?:›\s+)?/g, ' '),
      /package\.json is not a valid framework: package\.json:1:1 \/ lacks "id"/,
    )
  })
})
