import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {gzipSync} from 'node:zlib'

import type {Diff} from '../../src/model/comparison.js'
import type {AddonAttachment} from '../../src/model/facts.js'
import type {Report} from '../../src/model/report.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {newestAt} from '../../src/model/snapshot.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

describe('compliance:diff', () => {
  let folder: string
  const snapshot = loadSample()
  const report = assessSnapshot(snapshot, loadCatalog(['pci']), {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: 'all',
    version: '0.1.0',
  })
  const better: Report = {
    ...report,
    observations: report.observations.map(observation =>
      observation.check === 'trusted-ips-are-not-open' && observation.verdict === 'fail'
        ? {...observation, verdict: 'pass' as const}
        : observation,
    ),
  }
  const worse = report.observations.filter(
    ({check, verdict}) => check === 'trusted-ips-are-not-open' && verdict === 'fail',
  ).length

  const write = (name: string, json: unknown) =>
    writeFileSync(path.join(folder, name), typeof json === 'string' ? json : JSON.stringify(json))

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'diff-'))
    write('team.json', snapshot)
    write('now.json', report)
    write('before.json', better)
    assert.ok(worse > 0)
  })

  after(() => rmSync(folder, {recursive: true}))

  function run(...args: string[]) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, 'compliance:diff', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...env, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  it('ends with 1 where something got worse, and says so in one line', () => {
    const {code, stderr, stdout} = run('before.json', 'now.json')
    assert.equal(code, 1)
    assert.equal(stderr, `Exit code 1: worse: ${worse} new failure${worse === 1 ? '' : 's'} (${worse} critical). `)
    assert.match(stdout, /^Worse: [^]*\ncritical {2}new {5}/)
    assert.ok(stdout.split('\n').length <= 41, stdout)
    assert.match(stdout, /\nNext\n {2}heroku compliance:diff before\.json now\.json --full /)
    assert.match(stdout, /\n {2}heroku compliance:report now\.json [^\n]*\n$/)
  })

  it('prints everything with --full, where that has an effect', () => {
    assert.match(run('before.json', 'now.json', '--full').stdout, /^Compliance before and after\n[^]*\nNEWLY FAILING: /)
    assert.doesNotMatch(run('before.json', 'now.json', '--full').stdout, /--full/)
    const {code, stderr, stdout} = run('before.json', 'now.json', '--full', '--json')
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /--full only has an effect on terminal\./)
  })

  it('ends with 0 where nothing did', () => {
    const {code, stderr, stdout} = run('now.json', 'before.json')
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, new RegExp(`^Not worse\\.\n[^]*\n${worse} fixed, `))
  })

  it('judges a snapshot as the report was that it is held against', () => {
    const {code, stderr, stdout} = run('before.json', 'team.json', '--json')
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^Assessed against pci-dss-4\.0\.1, as before\.json was; choose others with --framework\. Exit code 1/,
    )
    const {after, newlyFailing, notices, worse: isWorse} = JSON.parse(stdout) as Diff
    assert.deepEqual(
      [after.frameworks.map(({id}) => id), newlyFailing.length, isWorse, notices],
      [['pci-dss-4.0.1'], worse, true, []],
    )
  })

  it('tells who released what, where the newer snapshot or bundle has releases', () => {
    const releases = (...all: Array<[number, string]>) => ({
      at: newestAt(snapshot.facts),
      kind: 'releases',
      path: '/apps/fee-tables/releases',
      status: 200,
      body: all.map(([version, description]) => ({
        created_at: newestAt(snapshot.facts),
        description,
        status: 'succeeded',
        user: {email: 'ann@example.com'},
        version,
      })),
    })
    const without = snapshot.facts.filter(({path: factPath}) => factPath !== '/apps/fee-tables/releases')
    write('first.json', {...snapshot, facts: [...without, releases([4, 'Deploy 1'])]})
    const olderSnapshot = {
      ...snapshot,
      facts: without.map(fact =>
        fact.kind === 'accountAttachments'
          ? {
              ...fact,
              body: (fact.body as readonly AddonAttachment[]).filter(
                ({app, name}) => app.name !== 'fee-tables' || name !== 'DATABASE',
              ),
            }
          : fact,
      ),
    }
    write('old.json', {...olderSnapshot, facts: [...olderSnapshot.facts, releases([4, 'Deploy 1'])]})
    write('new.json', {
      ...snapshot,
      facts: [...without, releases([5, 'Attach DATABASE (@ref:fee-ledger)'], [4, 'Deploy 1'])],
    })
    const releaseEvent = {
      app: 'fee-tables',
      at: newestAt(snapshot.facts),
      by: 'ann@example.com',
      version: 5,
      description: 'Attach DATABASE (@ref:fee-ledger)',
    }
    const compare = (...args: string[]) => {
      const {appeared, appReleases: releaseEvents} = JSON.parse(
        run(...args, '--json', '--framework', 'pci').stdout,
      ) as Diff
      return {
        all: releaseEvents,
        appearedEvents: appeared.flatMap(({releases, subject}) =>
          subject.name === 'fee-tables/DATABASE' ? [releases] : [],
        ),
      }
    }
    assert.deepEqual(compare('old.json', 'new.json'), {
      all: [{app: 'fee-tables', releases: [releaseEvent]}],
      appearedEvents: [[releaseEvent]],
    })
    write('unreleased.json', {...snapshot, facts: snapshot.facts.filter(({kind}) => kind !== 'releases')})
    assert.deepEqual(compare('old.json', 'unreleased.json'), {all: undefined, appearedEvents: [undefined]})
    assert.deepEqual(compare('first.json', 'new.json').all, [])
    const bundleRun = spawnSync(
      process.execPath,
      [
        bin,
        'compliance:evidence',
        '--snapshot',
        'new.json',
        '--framework',
        'pci',
        '--fail-on',
        'never',
        '--output',
        'new.zip',
      ],
      {cwd: folder, encoding: 'utf8'},
    )
    assert.equal(bundleRun.status, 0, bundleRun.stderr)
    const {appeared} = JSON.parse(run('old.json', 'new.zip', '--json').stdout) as Diff
    assert.deepEqual(appeared.find(({subject}) => subject.name === 'fee-tables/DATABASE')?.releases, [releaseEvent])
  })

  it('judges two snapshots by what is typed, by the policy of the folder, or as a check does', () => {
    const ids = (...args: string[]) =>
      (JSON.parse(run('team.json', 'team.json', '--json', ...args).stdout) as Diff).after.frameworks.map(({id}) => id)
    assert.deepEqual(ids(), ['baseline', 'heroku-sparc-2023-05'])
    assert.deepEqual(ids('--framework', 'soc2'), ['soc2-2017'])
    write('compliance.yml', 'version: 1\nframeworks: [hipaa]\n')
    assert.deepEqual(ids(), ['hipaa'])
    rmSync(path.join(folder, 'compliance.yml'))
  })

  it('prints and writes Markdown and JSON', () => {
    const {code, stdout} = run(
      'before.json',
      'now.json',
      '--format',
      'markdown',
      '--output',
      'diff.json',
      '--output',
      'terminal:diff',
    )
    assert.equal(code, 1)
    assert.match(stdout, /^## Worse: /)
    assert.equal((JSON.parse(readFileSync(path.join(folder, 'diff.json'), 'utf8')) as Diff).diffVersion, 1)
    assert.match(readFileSync(path.join(folder, 'diff'), 'utf8'), /^Worse: /)
  })

  for (const [what, args, expected] of [
    ['a file that is not there', ['now.json', 'none.json'], /none\.json cannot be read/],
    ['a file that is neither', ['now.json', 'other.json'], /other\.json is neither a report nor a snapshot/],
    ['a report that ends early', ['short.json', 'now.json'], /short\.json is not valid JSON.*it ends too early/],
    ['one file', ['now.json'], /Missing 1 required arg/],
    [
      'flags of judging with two reports',
      ['now.json', 'before.json', '--framework', 'pci'],
      /--framework has no effect on reports/,
    ],
    [
      'a format that it has not',
      ['now.json', 'before.json', '--format', 'sarif'],
      /There is no format "sarif"\..*Available: json, markdown, terminal\./,
    ],
    ['reports with nothing in common', ['now.json', 'elsewhere.json'], /have nothing in common to compare\./],
    [
      "a report by a framework of one's own, with a snapshot",
      ['own.json', 'team.json'],
      /own\.json was assessed against house-rules, which isn't bundled\./,
    ],
  ] as const)
    it(`ends with 2 and an empty stdout for ${what}`, () => {
      write('other.json', {})
      write('short.json', '{"reportVersion": 1')
      write('elsewhere.json', {
        ...report,
        exit: {code: 3, reason: 'nothing could be assessed'},
        frameworks: [],
        observations: [],
        scope: {apps: [], kind: 'app', name: 'x'},
      })
      write('own.json', {
        ...report,
        frameworks: report.frameworks.map(framework => ({...framework, id: 'house-rules'})),
      })
      const {code, stderr, stdout} = run(...args)
      assert.deepEqual([code, stdout], [2, ''], stderr)
      assert.match(stderr, expected)
    })

  describe('--audit-trail', () => {
    const opened = report.observations.find(
      ({check, verdict}) => check === 'trusted-ips-are-not-open' && verdict === 'fail',
    )?.subject
    const event = {
      action: 'update',
      actor: {email: 'ann@example.com'},
      created_at: report.snapshot.collectedAt,
      data: {rules: 'canary-rule', space: {name: opened?.name}},
      id: 'e1',
      request: {ip_address: '203.0.113.7'},
      type: 'trusted_ip',
    }

    it('says who did it, by several files, of which one is compressed', () => {
      write('june.json', {entries: [event]})
      writeFileSync(path.join(folder, 'july.json.gz'), gzipSync(JSON.stringify({entries: [{...event, id: 'e2'}]})))
      const args = ['before.json', 'now.json', '--audit-trail', 'june.json', 'july.json.gz']
      const {code, stdout} = run(...args, '--json')
      assert.equal(code, 1)
      assert.doesNotMatch(stdout, /canary/)
      const {auditTrail, newlyFailing} = JSON.parse(stdout) as Diff
      assert.deepEqual(
        auditTrail?.files.map(({events, file}) => [file, events]),
        [
          ['june.json', 1],
          ['july.json.gz', 1],
        ],
      )
      const causes = newlyFailing.find(({subject}) => subject.id === opened?.id)?.causes
      assert.deepEqual([causes?.match, causes?.total], ['exact', 2])
      assert.deepEqual(causes?.events[0], {
        action: 'trusted_ip.update',
        at: event.created_at,
        by: 'ann@example.com',
        from: '203.0.113.7',
        id: 'e1',
      })
      const screen = run(...args).stdout
      assert.match(screen, /trusted_ip\.update by\s+ann@example\.com/)
      assert.match(screen, /--audit-trail june\.json\s+\\?\s*--audit-trail july\.json\.gz\s+\\?\s*--full/)
      assert.ok(screen.split('\n').length <= 41, screen)
    })

    it('ends with 2 and an empty stdout where a file is none', () => {
      write('cut.json', '{"entries": [{')
      const {code, stderr, stdout} = run('before.json', 'now.json', '--audit-trail', 'cut.json', '--json')
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, /cut\.json is not an audit trail: it ends too early, on line 1\./)
    })

    it('never writes over a file of it', () => {
      write('june.json', {entries: [event]})
      const {code, stderr} = run('before.json', 'now.json', '--audit-trail', 'june.json', '--output', 'june.json')
      assert.equal(code, 2)
      assert.match(stderr, /june\.json/)
      assert.match(readFileSync(path.join(folder, 'june.json'), 'utf8'), /^\{"entries"/)
    })
  })
})
