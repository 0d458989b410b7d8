import assert from 'node:assert/strict'
import {spawn, spawnSync} from 'node:child_process'
import {closeSync, openSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {fleet} from '../fixtures/fleet.js'
import {installed} from './install.js'
import {temporaryFolder, heroku} from './run.js'

const hasEscape = (text: string) => text.includes('\u001B')

describe('a large report', () => {
  it('is written completely to a slow pipe, even if the run fails', async () => {
    const file = path.join(await temporaryFolder('facts'), 'facts.json')
    writeFileSync(file, snapshotText(await collectWorld(fleet(300), {kind: 'all'}, ['pci', 'cjis'])))
    const {bin, env, home} = await installed()
    const child = spawn(process.execPath, [bin, 'compliance:check', '--snapshot', file, '--json'], {
      cwd: home,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const exitCode = new Promise<number | null>(resolve => {
      child.once('close', resolve)
    })
    const chunks: Buffer[] = []
    for await (const chunk of child.stdout) {
      chunks.push(chunk as Buffer)
      if (chunks.length < 20)
        await new Promise(resolve => {
          setTimeout(resolve, 20)
        })
    }

    assert.equal(await exitCode, 1)
    const text = Buffer.concat(chunks).toString('utf8')
    const {scope} = JSON.parse(text) as {scope: {apps: string[]}}
    assert.equal(scope.apps.length, 300)
    assert.ok(text.length > 1_000_000)
  })

  it('exits with 2 and one line if stdout is on a full disk', async () => {
    const {bin, env, home} = await installed()
    const fullDisk = openSync('/dev/full', 'w')
    for (const args of [['compliance:check', '--sample', '--fail-on', 'never', '--json'], ['compliance:controls']]) {
      const {status, stderr} = spawnSync(process.execPath, [bin, ...args], {
        cwd: home,
        encoding: 'utf8',
        env,
        stdio: ['ignore', fullDisk, 'pipe'],
      })
      assert.equal(status, 2)
      assert.match(stderr, /Error: stdout can't be written: the disk is full\./)
      assert.doesNotMatch(stderr, /^ *at /m)
    }
    closeSync(fullDisk)
  })

  it('does not crash if the reader goes away', async () => {
    const file = path.join(await temporaryFolder('facts'), 'facts.json')
    writeFileSync(file, snapshotText(await collectWorld(fleet(60), {kind: 'all'}, ['pci', 'cjis'])))
    const {bin, env, home} = await installed()
    const {stderr} = spawnSync(
      'bash',
      ['-c', `'${process.execPath}' '${bin}' compliance:check --snapshot '${file}' --json | head -c 100`],
      {cwd: home, encoding: 'utf8', env},
    )
    assert.doesNotMatch(stderr, /This is a bug|\bat .*\.js:\d/)
  })
})

describe('color', () => {
  const check = ['compliance:check', '--sample']

  /** Runs as at a terminal; undefined where there is no way to pretend one. */
  async function atTerminal(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
    const {bin, env: ownEnvironment, home} = await installed()
    const variables: Record<string, string | undefined> = {
      ...ownEnvironment,
      COLUMNS: '80',
      TERM: 'xterm-256color',
      ...env,
    }
    const settings = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined))
    const command = [process.execPath, bin, ...check].map(word => `'${word}'`).join(' ')
    const {error, stdout} = spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: home,
      encoding: 'utf8',
      env: settings,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return error ? undefined : stdout
  }

  it('is used on a terminal', async function () {
    const text = await atTerminal({CI: undefined})
    if (text === undefined) this.skip()
    else assert.ok(hasEscape(text))
  })

  for (const [name, value] of [
    ['NO_COLOR', '1'],
    ['CI', 'true'],
    ['TERM', 'dumb'],
  ] as const)
    it(`is not used on a terminal with ${name}`, async function () {
      const text = await atTerminal({CI: undefined, [name]: value})
      if (text === undefined) this.skip()
      else assert.ok(!hasEscape(text) && text.includes('citation-pay'))
    })

  it('is not used in a pipe', async () => {
    const {stderr, stdout} = await heroku(check, {env: {CI: undefined, COLUMNS: '80', TERM: 'xterm-256color'}})
    assert.ok(!hasEscape(stdout + stderr))
  })

  it("does not keep a report from fitting the terminal's columns", async () => {
    for (const columns of [60, 100]) {
      const {stdout} = await heroku(check, {env: {COLUMNS: String(columns)}})
      const wide = stdout.split('\n').filter(line => line.length > columns && !/^\s*(?:heroku|git|https?:)/.test(line))
      assert.deepEqual(wide, [])
      assert.ok(stdout.split('\n').some(line => line.length > columns - 15))
    }
  })
})
