import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {generateKeyPairSync} from 'node:crypto'
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {History} from '../../src/model/history.js'

import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

describe('compliance:history', () => {
  let folder: string
  let other: string
  const at = (name: string) => path.join(folder, name)

  function run(command: string, ...args: string[]) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, `compliance:${command}`, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...env, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {status, stderr, stdout}
  }

  const history = (...args: string[]) => run('history', ...args)
  const asJson = (...args: string[]) => JSON.parse(history(...args, '--json').stdout) as History

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'history-'))
    mkdirSync(at('bundles'))
    mkdirSync(at('empty'))
    const text = snapshotText(await collectWorld(sample(), {kind: 'app', name: 'evidence-locker'}, ['baseline']))
    other = snapshotText(await collectWorld(sample(), {kind: 'app', name: 'quillgate-www'}, ['baseline']))
    const pair = generateKeyPairSync('ed25519')
    writeFileSync(at('key.pem'), pair.privateKey.export({format: 'pem', type: 'pkcs8'}))
    writeFileSync(at('public.pem'), pair.publicKey.export({format: 'pem', type: 'spki'}))
    for (const [index, day] of ['20', '21', '22'].entries()) {
      writeFileSync(at(`${day}.json`), text.replaceAll('2026-11-20T', `2026-11-${day}T`))
      const previous = index === 0 ? [] : ['--previous', `bundles/${Number(day) - 1}.zip`]
      const {stderr} = run(
        'evidence',
        ...['--snapshot', `${day}.json`, '--framework', 'baseline', '--sign', 'key.pem', '--exit-zero'],
        ...['--output', `bundles/${day}.zip`, ...previous],
      )
      assert.ok(existsSync(at(`bundles/${day}.zip`)), stderr)
    }
  })

  after(() => rmSync(folder, {recursive: true}))

  it('reads bundles by a pattern, and prints one screen', () => {
    const {status, stderr, stdout} = history('bundles/*.zip')
    assert.ok(status === 1 || status === 3, stderr)
    assert.ok(stdout.trimEnd().split('\n').length <= 40)
    assert.match(stdout, /^History of 2026-11-20 to 2026-11-22; a reading speaks of 36 h$/m)
    assert.match(stdout, /evidence-locker: 3 readings from 2026-11-20 to 2026-11-22, longest gap\s+24 h/)
    assert.match(stdout, /heroku compliance:history 'bundles\/\*\.zip' --output history\.html/)
  })

  it('is the same for bundles and the snapshots in them, of a period', () => {
    const [ofBundles] = asJson('bundles', '--from', '2026-11-21', '--to', '2026-11-25').series
    const [ofSnapshots] = asJson(
      ...['20.json', '21.json', '22.json', '--framework', 'baseline', '--from', '2026-11-21', '--to', '2026-11-25'],
    ).series
    assert.deepEqual(ofBundles?.controls, ofSnapshots?.controls)
    assert.equal(ofBundles?.readings, 2)
    assert.equal(ofBundles.controls[0]?.strip.length, 5)
    assert.deepEqual(ofBundles.notLookedAt, [{from: '2026-11-24T00:00:00.000Z', to: '2026-11-26T00:00:00.000Z'}])
  })

  it('verifies signatures, checksums and the chain', () => {
    assert.deepEqual(asJson('bundles', '--key', 'public.pem').problems, [])
    assert.deepEqual(
      asJson('bundles/20.zip', 'bundles/22.zip').problems.map(({file, problem}) => [file, problem]),
      [['bundles/22.zip', 'follows a bundle that is not among the files']],
    )
    const bytes = readFileSync(at('bundles/21.zip'))
    mkdirSync(at('changed'))
    for (const day of ['20', '22']) writeFileSync(at(`changed/${day}.zip`), readFileSync(at(`bundles/${day}.zip`)))
    run('evidence', ...['--snapshot', '21.json', '--framework', 'baseline', '--exit-zero', '--output', 'changed/21'])
    writeFileSync(at('changed/21/report.json'), '{}')
    const {problems, series} = asJson('changed')
    assert.equal(problems.length, 1)
    assert.match(problems[0]?.problem ?? '', /^was changed: report\.json/)
    assert.equal(series[0]?.readings, 2)
    assert.ok(bytes.length > 0)
  })

  it('needs a key that signed them', () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({format: 'pem', type: 'spki'})
    writeFileSync(at('other.pem'), other)
    const {status, stderr} = history('bundles', '--key', 'other.pem')
    assert.equal(status, 2)
    assert.match(stderr, /None of 3 files is a reading/)
  })

  it('writes a page and a table', () => {
    const {stdout} = history('bundles', '--output', 'h.html', '--output', 'h.csv', '--max-gap', '2d')
    assert.match(stdout, /a reading speaks of 48 h/)
    assert.match(readFileSync(at('h.html'), 'utf8'), /^<!DOCTYPE html>/)
    assert.match(readFileSync(at('h.csv'), 'utf8'), /^\uFEFFscope,from,to,framework,control/)
  })

  it('is in the page of a report, of what the report is of', () => {
    mkdirSync(at('past'))
    for (const day of ['20', '21']) copyFileSync(at(`bundles/${day}.zip`), at(`past/${day}.zip`))
    copyFileSync(at('20.json'), at('past/20.json'))
    writeFileSync(at('past/team.json'), other)
    const bytes = readFileSync(at('past/21.zip'))
    bytes[200] = (bytes[200] ?? 0) ^ 1
    writeFileSync(at('past/changed.zip'), bytes)
    const page = (...args: string[]) => {
      const {status, stderr} = run('check', ...['--snapshot', '22.json', '--framework', 'baseline'], ...args)
      assert.equal(status, 3, stderr)
      return readFileSync(at('page.html'), 'utf8')
    }

    const text = page('--history', 'past', '--output', 'page.html')
    assert.match(text, /<a href="#history">History<\/a>/)
    const section = text.split('<section id="history"')[1]?.split('</section>')[0] ?? ''
    assert.match(section, /Days from 2026-11-20 to 2026-11-22, in UTC/)
    assert.match(section, /1 reading of another scope left out/)
    assert.match(section, /<b>past\/changed\.zip<\/b> was changed/)
    assert.match(section, /4 readings from 2026-11-20 to 2026-11-22, longest gap 24 h/)
    assert.equal(section.match(/<svg class="strip"/g)?.length, text.match(/"id":"BASELINE-\d+"/g)?.length)
    assert.doesNotMatch(page('--output', 'page.html'), /id="history"/)
  })

  it('has no effect without a page, and needs something to read', () => {
    const check = (...args: string[]) => run('check', '--snapshot', '22.json', ...args)
    for (const [args, message] of [
      [['--history', 'bundles'], /--history only has an effect on html/],
      [['--history', 'empty', '--output', 'x.html'], /empty has no snapshot and no evidence bundle/],
      [['--history', 'gone', '--output', 'x.html'], /gone names no file/],
      [['--history', 'bundles', '--output', 'bundles/20.zip', '--format', 'html'], /./],
    ] as const) {
      const {status, stderr, stdout} = check(...args)
      assert.deepEqual([status, stdout], [2, ''], stderr)
      assert.match(stderr.replaceAll(/\s+›?\s*/g, ' '), message)
    }

    assert.ok(!existsSync(at('x.html')))
  })

  const refused: ReadonlyArray<[what: string, args: readonly string[], message: RegExp]> = [
    ['nothing', ['none*.zip'], /none\*\.zip names no file/],
    ['an empty folder', ['empty'], /empty has no snapshot and no evidence bundle/],
    ['a day that is none', ['bundles', '--from', 'May'], /--from May isn't a day/],
    [
      'a period that ends before it begins',
      ['bundles', '--from', '2026-02-01', '--to', '2026-01-01'],
      /is before --from/,
    ],
    ['a gap of nothing', ['bundles', '--max-gap', '0h'], /--max-gap is nothing/],
    ['a gap that is none', ['bundles', '--max-gap', 'long'], /--max-gap long isn't a valid duration/],
    ['--full without a terminal', ['bundles', '--json', '--full'], /--full only has an effect on terminal/],
    ['what is neither', ['key.pem'], /key\.pem/],
  ]
  for (const [what, args, message] of refused)
    it(`refuses ${what}`, () => {
      const {status, stderr, stdout} = history(...args)
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr.replaceAll(/\s+›?\s*/g, ' '), message)
    })
})
