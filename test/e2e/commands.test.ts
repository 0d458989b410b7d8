import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {Snapshot} from '../../src/model/snapshot.js'

import {Ajv2020} from 'ajv/dist/2020.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {jsonString} from '../../src/report/json/json.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'
import {withServer, temporaryFolder, heroku, reportOf, stderrText} from './run.js'

const now = ['--now', '2026-11-20T12:05:00Z']
const schema = JSON.parse(
  readFileSync(new URL('../../../test/schemas/report.schema.json', import.meta.url), 'utf8'),
) as object
const validate = new Ajv2020({allowUnionTypes: true, formats: {'date-time': true}, strict: false}).compile(schema)

describe('compliance:check of one app', () => {
  it('prints only a report that conforms to its schema on stdout', () =>
    withServer(sample(), async run => {
      const result = await run(['compliance:check', '--app', 'citation-pay', '--json', ...now])
      assert.equal(result.code, 1)
      const report = reportOf(result)
      assert.ok(validate(report), JSON.stringify(validate.errors))
      assert.deepEqual(report.scope, {apps: ['citation-pay'], kind: 'app', name: 'citation-pay'})
      assert.deepEqual(
        report.frameworks.map(({id}) => id),
        ['baseline', 'heroku-sparc-2023-05'],
      )
      assert.deepEqual(
        report.observations
          .filter(({verdict}) => verdict === 'fail')
          .map(({check, subject}) => `${check} ${subject.name}`),
        [
          'addons-stay-inside-one-boundary citation-pay-cache',
          'certificates-are-not-expired triassic-1907',
          'certificates-are-renewed-in-time triassic-1907',
          'postgres-logs-no-statement-text citation-pay-db',
          'production-copies-stay-in-production citations',
          'production-releases-are-promoted citation-pay',
          'promotions-come-from-the-same-boundary citations',
          'review-apps-stay-inside-the-boundary citations',
          'stages-do-not-share-data citations',
        ],
      )
    }))

  it("uses the host's login, and makes each request once and few at a time", () =>
    withServer(sample(), async (run, server) => {
      await run(['compliance:check', '--app', 'citation-pay', '--json'])
      const requestPaths = server.requests.map(({path: requestPath}) => requestPath)
      assert.equal(new Set(requestPaths).size, requestPaths.length)
      assert.ok(requestPaths.length > 20 && requestPaths.length < 55, `${requestPaths.length} requests`)
      assert.ok(server.maxInFlight <= 10)
      for (const {headers} of server.requests) assert.equal(headers.authorization, 'Bearer HRKU-test')
    }))

  it('says on the terminal what is wrong and how to fix it, in 80 columns and without color', () =>
    withServer(sample(), async run => {
      const {code, stderr, stdout} = await run(['compliance:check', '--app', 'citation-pay', ...now])
      assert.equal(code, 1)
      assert.match(stdout, /citation-pay/)
      assert.match(stdout, /^→ heroku compliance:fix --app citation-pay /m)
      const full = await run(['compliance:check', '--app', 'citation-pay', '--full', ...now])
      assert.match(full.stdout, /heroku certs/)
      assert.ok(!(stdout + stderr).includes('\u001B'))
      assert.match(stderr, /^Exit code 1: \d+ failures? of severity high or worse\.$/m)
      assert.match(stderr, /^Assessed against baseline and sparc; choose others with --framework/m)
      for (const line of stdout.split('\n'))
        assert.ok(line.length <= 80 || /^\s*(?:heroku|https?:|git) ?/.test(line), line)
    }))

  it('says which frameworks it selected only if none was given', () =>
    withServer(sample(), async run => {
      const {stderr, stdout} = await run(['compliance:check', '--app', 'citation-pay', '--framework', 'cjis', '--json'])
      assert.doesNotMatch(stderr, /Assessed against/)
      assert.deepEqual(
        (JSON.parse(stdout) as {frameworks: Array<{id: string}>}).frameworks.map(({id}) => id),
        ['cjis-6.0'],
      )
    }))
})

for (const [command, framework, controls] of [
  ['pci', 'pci-dss-4.0.1', 287],
  ['cjis', 'cjis-6.0', 301],
] as const) {
  describe(`compliance:${command}`, () => {
    it('assesses that framework alone', () =>
      withServer(sample(), async run => {
        const {frameworks} = reportOf(await run([`compliance:${command}`, '--app', 'citation-pay', '--json']))
        assert.deepEqual(
          frameworks.map(({controls: frameworkControls, id}) => [id, frameworkControls.length]),
          [[framework, controls]],
        )
      }))

    it('prints its families on one screen, and the matrix of its controls in full', async () => {
      const screen = await heroku([`compliance:${command}`, '--sample'])
      assert.equal(screen.code, 1)
      assert.ok(screen.stdout.trimEnd().split('\n').length <= 60)
      assert.match(screen.stdout, /^Gates +\d/m)
      const {code, stdout} = await heroku([`compliance:${command}`, '--sample', '--full'])
      assert.equal(code, 1)
      const controlIds = loadCatalog([command]).frameworks.flatMap(({controls: frameworkControls}) =>
        frameworkControls.map(({id}) => id),
      )
      for (const id of controlIds) assert.ok(stdout.includes(id), id)
    })
  })
}

for (const scope of [
  ['--app', 'citation-pay'],
  ['--space', 'quill-desk'],
  ['--team', 'quillgate'],
  ['--pipeline', 'citations'],
  ['--all'],
] as const) {
  describe(`compliance:collect ${scope.join(' ')}`, () => {
    it('writes facts that give the same report as a live run', () =>
      withServer(sample(), async run => {
        const file = path.join(await temporaryFolder('facts'), 'facts.json')
        const {code, stderr, stdout} = await run(['compliance:collect', ...scope, '--output', file])
        assert.deepEqual([code, stdout], [0, ''])
        const facts = JSON.parse(readFileSync(file, 'utf8')) as Snapshot
        assert.match(stderr, new RegExp(`Wrote ${facts.facts.length} facts to `))
        const liveReport = reportOf(await run(['compliance:check', ...scope, '--json', ...now]))
        const offlineReport = reportOf(await heroku(['compliance:check', '--snapshot', file, '--json', ...now]))
        assert.deepEqual(
          {
            ...offlineReport,
            scope: {...offlineReport.scope, kind: liveReport.scope.kind},
            snapshot: liveReport.snapshot,
          },
          liveReport,
        )
        assert.deepEqual(offlineReport.snapshot.caller, liveReport.snapshot.caller)
        assert.equal(offlineReport.scope.kind, 'snapshot')
      }))
  })
}

describe('compliance:check --snapshot', () => {
  it('assesses as of the time of collection, without login or request', async () => {
    const file = path.join(await temporaryFolder('facts'), 'facts.json')
    writeFileSync(file, snapshotText(await collectWorld(sample(), {kind: 'team', name: 'quillgate'})))
    const {code, stdout} = await heroku(['compliance:check', '--snapshot', file, '--json'])
    const report = JSON.parse(stdout) as {generatedAt: string; snapshot: {collectedAt: string}}
    assert.equal(code, 1)
    assert.equal(report.generatedAt, report.snapshot.collectedAt)
  })

  it('gives the same bytes each time', async () => {
    const file = path.join(await temporaryFolder('facts'), 'facts.json')
    writeFileSync(file, snapshotText(await collectWorld(sample(), {kind: 'app', name: 'citation-pay'})))
    const [first, second] = [
      await heroku(['compliance:check', '--snapshot', file, '--json']),
      await heroku(['compliance:check', '--snapshot', file, '--json']),
    ]
    assert.equal(first.stdout, second.stdout)
  })

  it('joins several snapshots', async () => {
    const directory = await temporaryFolder('facts')
    const files = await Promise.all(
      ['citation-pay', 'records-desk'].map(async name => {
        const file = path.join(directory, `${name}.json`)
        writeFileSync(file, snapshotText(await collectWorld(sample(), {kind: 'app', name})))
        return file
      }),
    )
    const {scope} = reportOf(
      await heroku(['compliance:check', ...files.flatMap(file => ['--snapshot', file]), '--json']),
    )
    assert.deepEqual(scope, {
      apps: ['citation-pay', 'records-desk'],
      kind: 'snapshot',
      name: 'citation-pay, records-desk',
    })
  })
})

describe('compliance:check --sample', () => {
  it('needs no login, home directory or request', () =>
    withServer(sample(), async (run, server) => {
      const {code, stdout} = await run(['compliance:check', '--sample', '--json'], {env: {HEROKU_API_KEY: undefined}})
      assert.equal(code, 1)
      assert.equal((JSON.parse(stdout) as {scope: {kind: string}}).scope.kind, 'sample')
      assert.equal(server.requests.length, 0)
    }))

  it('also writes the report to files, in the format of their extensions', async () => {
    const directory = await temporaryFolder('reports')
    const file = path.join(directory, 'report.json')
    const textFile = path.join(directory, 'odd.name')
    const {stdout} = await heroku([
      'compliance:check',
      '--sample',
      '--json',
      '--output',
      file,
      '-o',
      `terminal:${textFile}`,
    ])
    assert.equal(readFileSync(file, 'utf8'), stdout)
    assert.match(readFileSync(textFile, 'utf8'), /citation-pay/)
    assert.equal(jsonString(JSON.parse(stdout) as Parameters<typeof jsonString>[0]), stdout)
  })
})

describe('compliance:controls', () => {
  const controls = ['compliance:controls']

  it('lists frameworks and checks without login or request', () =>
    withServer(sample(), async (run, server) => {
      const {code, stderr, stdout} = await run(controls, {env: {HEROKU_API_KEY: undefined}})
      assert.deepEqual([code, stderr, server.requests.length], [0, '', 0])
      for (const {id} of loadCatalog(['all']).checks) assert.ok(stdout.includes(id), id)
    }))

  it('lists every control of a framework', async () => {
    for (const {controls: frameworkControls, id} of loadCatalog(['all']).frameworks) {
      const {code, stdout} = await heroku([...controls, id])
      assert.equal(code, 0)
      for (const control of frameworkControls) assert.ok(stdout.includes(`  ${control.id} `), control.id)
    }
  })

  for (const id of ['pci', 'cjis', 'GATE-PCI-1', 'SC-7.b', 'postgres-is-shield'])
    it(`fits eighty columns: ${id}`, async () => {
      const {code, stdout} = await heroku([...controls, id])
      assert.equal(code, 0)
      assert.deepEqual(
        stdout.split('\n').filter(line => line.length > 80 && !/^\s*(?:heroku |https?:)/.test(line)),
        [],
      )
    })

  it('suggests the nearest id for an unknown one', async () => {
    const result = await heroku([...controls, 'postgres-is-sheild'])
    assert.deepEqual([result.code, result.stdout], [2, ''])
    assert.match(
      stderrText(result),
      new RegExp(
        String.raw`^Error: There is no framework, control or check "postgres-is-sheild"\. Try this: Did you ` +
          String.raw`mean postgres-is-shield\?`,
      ),
    )
  })
})
