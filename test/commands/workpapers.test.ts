import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Snapshot} from '../../src/model/snapshot.js'

import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {sha256} from '../../src/foundation/canonical-json.js'
import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

interface Index {
  readonly documents: ReadonlyArray<{
    readonly answers: readonly unknown[]
    readonly bytes: number
    readonly name: string
    readonly sha256: string
  }>
  readonly notSeen: ReadonlyArray<{readonly paths: readonly string[]; readonly what: string}>
  readonly output: string
}

const dated = (snapshot: Snapshot, day: string): Snapshot => ({
  ...snapshot,
  facts: snapshot.facts.map(fact => ({...fact, at: `${day}T12:00:00.000Z`})),
})

describe('compliance:workpapers', () => {
  let folder: string
  const pathOf = (name: string) => path.join(folder, name)

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'workpapers-'))
    writeFileSync(pathOf('team.json'), snapshotText(loadSample()))
    writeFileSync(pathOf('old.json'), snapshotText(dated(loadSample(), '2026-10-01')))
    const app = await collectWorld(sample(), {kind: 'app', name: 'quillgate-www'})
    writeFileSync(pathOf('app.json'), snapshotText(app))
  })
  after(() => rmSync(folder, {recursive: true}))

  function run(args: readonly string[]) {
    const ownEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, 'compliance:workpapers', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...ownEnvironment, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  it('writes a folder, and says on one screen what answers what and what was not seen', () => {
    const {code, stderr, stdout} = run(['--snapshot', 'team.json', '--framework', 'pci', '--output', 'pci'])
    assert.equal(code, 3)
    assert.match(stderr, /Exit code 3: the documents are incomplete: \d+ requests gave nothing\./)
    const lines = stdout.trimEnd().split('\n')
    assert.ok(lines.length <= 40 && lines.every(line => line.length <= 80), stdout)
    assert.match(stdout, /^ {2}inventory\.csv +PCI DSS 4\.0\.1: 12\.5\.1$/m)
    assert.match(
      stdout,
      /^Not seen, and said so in each document: \d+ requests\n {2}The add-on court-feed-db can't be/m,
    )
    assert.match(stdout, /^Next\n {2}cat pci\/index\.md\n/m)
    assert.match(stdout, /heroku compliance:review --snapshot team\.json --framework pci/)
    assert.ok(readdirSync(pathOf('pci')).includes('summary.html'))
  })

  it('writes an archive, and prints an index as JSON', () => {
    const args = ['--snapshot', 'team.json', '--framework', 'pci', '--json']
    const {code, stderr, stdout} = run([...args, '--output', 'pci.zip', '--allow-unknown'])
    assert.deepEqual([code, stderr.includes('Exit code')], [0, false])
    const {documents, notSeen, output} = JSON.parse(stdout) as Index
    assert.equal(output, 'pci.zip')
    assert.ok(notSeen.some(({paths}) => paths.includes('/addons/court-feed-db')))
    run([...args, '--output', 'same'])
    for (const {bytes, name, sha256: sum} of documents) {
      const written = readFileSync(pathOf(`same/${name}`))
      assert.deepEqual([written.length, sha256(written)], [bytes, sum], name)
    }

    run([...args, '--output', 'again.zip'])
    assert.ok(readFileSync(pathOf('pci.zip')).equals(readFileSync(pathOf('again.zip'))))
  })

  it('exits with 0 where nothing was hidden', () => {
    const {code, stdout} = run(['--snapshot', 'app.json', '--output', 'app.zip', '--framework', 'soc2'])
    assert.equal(code, 0)
    assert.match(stdout, /^Nothing that the documents need was hidden from the account\.$/m)
    assert.match(stdout, /heroku compliance:evidence --snapshot app\.json .*--workpapers/)
  })

  it('counts requirements where several frameworks ask for a document', () => {
    const {stdout} = run(['--sample', '--framework', 'all', '--output', 'all'])
    assert.match(stdout, /for 19 frameworks$/m)
    assert.match(stdout, /^ {2}inventory\.csv +\d+ requirements of \d+ frameworks$/m)
    assert.ok(stdout.trimEnd().split('\n').length <= 40)
  })

  it('says what changed since an earlier snapshot or bundle', () => {
    const args = ['--framework', 'pci', '--snapshot', 'team.json']
    run([...args, '--previous', 'old.json', '--output', 'since'])
    assert.match(
      readFileSync(pathOf('since/scope.md'), 'utf8'),
      /Since 2026-10-01T12:00:00\.000Z: nothing that was seen both times changed\./,
    )
    spawnSync(process.execPath, [bin, 'compliance:evidence', '--snapshot', 'old.json', '--output', 'old.zip'], {
      cwd: folder,
    })
    run([...args, '--previous', 'old.zip', '--output', 'since-bundle'])
    assert.equal(readFileSync(pathOf('since/scope.md'), 'utf8'), readFileSync(pathOf('since-bundle/scope.md'), 'utf8'))
    const later = run(['--snapshot', 'old.json', '--previous', 'team.json', '--output', 'later'])
    assert.deepEqual([later.code, later.stdout, existsSync(pathOf('later'))], [2, '', false])
    assert.match(later.stderr, /team\.json was read at 2026-11-20T12:00:00\.000Z, which is later than the facts/)
  })

  it('overwrites nothing, and needs a scope', () => {
    writeFileSync(pathOf('there'), '')
    const there = run(['--sample', '--output', 'there'])
    assert.deepEqual([there.code, there.stdout], [2, ''])
    assert.match(there.stderr, /there already exists\. .*never overwritten/)
    const both = run(['--sample', '--team', 'x', '--output', 'both'])
    assert.deepEqual([both.code, both.stdout, existsSync(pathOf('both'))], [2, '', false])
  })
})
