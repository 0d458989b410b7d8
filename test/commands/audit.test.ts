import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {generateKeyPairSync} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {World} from '../fixtures/types.js'

import {isoDate, millisecondsPerDay} from '../../src/foundation/date.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {NOW} from '../fixtures/build.js'
import {clinic, policeVendor, startUp} from '../fixtures/companies.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))
const guide = readFileSync(new URL('../../../docs/audit.md', import.meta.url), 'utf8')

const wordsOf = (line: string) => (line.match(/"[^"]*"|\S+/g) ?? []).map(word => word.replaceAll('"', ''))

/** The commands of the guide with the month that they are under, each as its words. */
const commands = guide
  .split(/^## /m)
  .slice(1)
  .flatMap(section =>
    [...section.matchAll(/^```sh\n(?<lines>[^]*?)\n```$/gm)].flatMap(({groups}) =>
      (groups?.['lines'] ?? '')
        .replaceAll(/\\\n */g, '')
        .split('\n')
        .map(line => ({month: /^\w+/.exec(section)?.[0] ?? '', words: wordsOf(line)})),
    ),
  )

/** The day of each month's reading. */
const days: Readonly<Record<string, string>> = {
  January: '2026-01-31',
  February: '2026-02-28',
  // Access is reviewed by a reading of the last days.
  March: isoDate(Date.now() - millisecondsPerDay),
  June: '2026-06-30',
  September: '2026-09-30',
  November: '2026-11-15',
  December: '2026-12-31',
}

/** The exit codes that a command may have here: these companies have failures and open questions. */
const expectedCodes: Readonly<Record<string, readonly number[]>> = {
  // 1 where somebody left, until access is ended; 3 while something is open.
  'compliance:access': [1, 3],
  'compliance:check': [1, 3],
  'compliance:diff': [0, 1],
  'compliance:evidence': [1, 3],
  'compliance:evidence:verify': [0],
  'compliance:fix': [0, 1, 3],
  'compliance:history': [1, 3],
  'compliance:init': [0],
  'compliance:review': [0],
  'compliance:workpapers': [0, 3],
}

/** The same facts, read on another day. */
const movedTo = (text: string, day: string): string => {
  const distance = Date.parse(day) - Math.floor(Date.parse(NOW) / millisecondsPerDay) * millisecondsPerDay
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, time =>
    new Date(Date.parse(time) + distance).toISOString(),
  )
}

const companies: ReadonlyArray<{readonly framework: string; readonly make: () => World; readonly title: string}> = [
  {framework: 'pci', make: clinic, title: 'a merchant under PCI DSS'},
  {framework: 'cjis', make: policeVendor, title: 'a vendor of the police'},
  {framework: 'soc2', make: startUp, title: 'a company with a SOC 2 report'},
]

/** Who decides. */
const gitUser = {GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.email', GIT_CONFIG_VALUE_0: 'lead@example.com'}

/** Without an account, and with a home folder that nothing was ever kept in. */
function start(folder: string, file: string, args: readonly string[]) {
  const kept = Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY' && !name.startsWith('XDG_'))
  const home = path.join(folder, 'home')
  const {status, stderr, stdout} = spawnSync(file, args, {
    cwd: folder,
    encoding: 'utf8',
    env: {...Object.fromEntries(kept), ...gitUser, COLUMNS: '80', HOME: home, USERPROFILE: home},
    input: '',
    maxBuffer: 100_000_000,
  })
  return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
}

/** A command of the guide on saved facts in place of the account's; a review without a person at a terminal. */
function ownWords(words: readonly string[], month: string, framework: string): string[] {
  const replacements: Readonly<Record<string, string>> = {
    '--team': '--snapshot',
    'my-team': `${month}.json`,
    pci: framework,
  }
  const own = words.filter(word => word !== '--releases').map(word => replacements[word] ?? word)
  return own[0] === 'compliance:review' ? [...own, '--plain'] : own
}

/** What a command of the guide prints, which ends as it may. */
function runCommand(place: string, framework: string, {month, words}: (typeof commands)[number]): string {
  const [program = '', ...args] = words
  const isOwn = program === 'heroku'
  const own = isOwn ? [bin, ...ownWords(args, month, framework)] : args
  const {code, stderr, stdout} = start(place, isOwn ? process.execPath : program, own)
  const expected = isOwn ? expectedCodes[args[0] ?? ''] : [0]
  assert.ok(expected?.includes(code ?? -1), `${words.join(' ')} ended with ${code}: ${stderr}`)
  return stdout
}

describe('docs/audit.md', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'audit-'))
  })
  after(() => rmSync(folder, {recursive: true}))

  it('has commands for every month that is tried here, and each of the tools of an audit', () => {
    assert.deepEqual([...new Set(commands.map(({month}) => month))], Object.keys(days))
    const names = new Set(commands.flatMap(({words: [program, name = '']}) => (program === 'heroku' ? [name] : [])))
    assert.deepEqual([...names].sort(), Object.keys(expectedCodes).sort())
  })

  /** A folder with what the guide takes for granted: the facts of each month, and the exports of the audit trail. */
  async function prepare(name: string, make: () => World): Promise<string> {
    const place = path.join(folder, name)
    mkdirSync(place)
    const facts = snapshotText(await collectWorld(make(), {kind: 'all'}))
    for (const [month, day] of Object.entries(days))
      writeFileSync(path.join(place, `${month}.json`), movedTo(facts, day))
    for (const month of ['06', '09']) writeFileSync(path.join(place, `trail-2026-${month}.json`), '{"entries": []}')
    writeFileSync(path.join(place, 'people.csv'), rosterOf(facts))
    return place
  }

  /** Everyone with access, of whom all but one still work there. */
  function rosterOf(facts: string): string {
    const people = [...new Set(facts.match(/[\w.]+@[\w.]+\.example\.com/g))]
    return ['email,status', ...people.map((email, index) => `${email},${index === 1 ? 'left' : 'active'}`)].join('\n')
  }

  for (const {framework, make, title} of companies)
    it(`is a year that can be run: ${title}`, async () => {
      const place = await prepare(framework, make)
      const outputs = commands.map(command => ({name: command.words[1], stdout: runCommand(place, framework, command)}))
      const verified = outputs.flatMap(({name, stdout}) => (name === 'compliance:evidence:verify' ? [stdout] : []))
      assert.equal(verified.length, 4)
      for (const stdout of verified) {
        assert.match(stdout, /^Verified: nothing differs from what was signed\./m)
        assert.match(stdout, /signed by the given key/)
      }

      const review = JSON.parse(readFileSync(path.join(place, 'access-review.json'), 'utf8')) as Record<string, unknown>
      assert.ok(review['completed'], Object.keys(review).join())
      for (const name of [
        'access-review.dsse.json',
        'february.html',
        'fix.sh',
        'incident.md',
        'workpapers-2026-06',
        'workpapers-2026-11.zip',
      ])
        assert.ok(existsSync(path.join(place, name)), name)
    })

  it('gives evidence that anybody verifies with the public key alone: the sample organization', () => {
    const [place, elsewhere] = [path.join(folder, 'sample'), path.join(folder, 'elsewhere')]
    for (const name of [place, elsewhere]) mkdirSync(name)
    const run = (...args: string[]) => start(place, process.execPath, [bin, ...args])
    const sample = ['--sample', '--framework', 'soc2']
    assert.equal(run('compliance:init', ...sample).code, 0)
    assert.equal(run('compliance:review', ...sample, '--plain').code, 0)
    const review = (...args: string[]) => run('compliance:access', '--review', 'review.json', ...args)
    assert.equal(review('--sample').code, 3)
    const decided = review('--keep', 'open', '--why', 'needed for their work')
    assert.equal(decided.code, 3)
    assert.match(decided.stderr, /lists of who has access couldn't be read/)
    assert.equal(review('--complete').code, 2)
    assert.equal(run('compliance:workpapers', ...sample, '--output', 'workpapers').code, 3)
    assert.match(readFileSync(path.join(place, 'workpapers', 'index.md'), 'utf8'), /access\.csv/)
    const {privateKey, publicKey} = generateKeyPairSync('ed25519')
    writeFileSync(path.join(place, 'key.pem'), privateKey.export({format: 'pem', type: 'pkcs8'}))
    writeFileSync(path.join(elsewhere, 'public.pem'), publicKey.export({format: 'pem', type: 'spki'}))
    const bundle = path.join(elsewhere, 'evidence.zip')
    const signed = ['--sign', 'key.pem', '--workpapers', '--output', bundle]
    assert.equal(run('compliance:evidence', ...sample, ...signed).code, 1)
    rmSync(place, {recursive: true})
    const verify = () =>
      start(elsewhere, process.execPath, [bin, 'compliance:evidence:verify', 'evidence.zip', '--key', 'public.pem'])
    assert.match(verify().stdout, /^Verified: nothing differs from what was signed\./m)
    const bytes = readFileSync(bundle)
    bytes[bytes.length >> 1] = 0xff - (bytes[bytes.length >> 1] ?? 0)
    writeFileSync(bundle, bytes)
    assert.equal(verify().code, 1)
  })
})
