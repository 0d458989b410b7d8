import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {readdirSync, readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

import type {Verification} from '../../src/model/verification.js'
import type {World} from '../fixtures/types.js'

import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {installed} from './install.js'
import {withServer, temporaryFolder, heroku, environmentFor, stderrText} from './run.js'

const worlds: ReadonlyArray<readonly [string, () => World]> = [
  ['the sample', sample],
  ['a hostile account', hostile],
]

describe('evidence', () => {
  for (const [name, makeWorld] of worlds)
    it(`holds no secret of ${name}, and can be verified without an account`, () =>
      withServer(makeWorld(), async run => {
        const directory = await temporaryFolder('evidence')
        const bundle = path.join(directory, 'bundle')
        const {code, stderr, stdout} = await run([
          'compliance:evidence',
          '--all',
          '--framework',
          'pci',
          '--output',
          bundle,
        ])
        assert.equal(code, 1, stderr)
        assert.match(stdout, /^[0-9a-f]{64} {2}.*manifest\.json\n$/)
        const files = readdirSync(bundle, {encoding: 'utf8', recursive: true})
          .map(file => path.join(bundle, file))
          .filter(file => statSync(file).isFile())
        assert.ok(files.length > 9)
        for (const file of files) assert.doesNotMatch(readFileSync(file, 'utf8'), /CANARY|HRKU-test/i, file)
        const verifyRun = await heroku(['compliance:evidence:verify', bundle, '--json'], {
          env: {HEROKU_API_KEY: undefined},
        })
        assert.equal(verifyRun.code, 0, verifyRun.stdout)
        assert.equal((JSON.parse(verifyRun.stdout) as Verification).verified, true)
      }))

  it('also holds what other frameworks need later', () =>
    withServer(sample(), async run => {
      const bundle = path.join(await temporaryFolder('evidence'), 'team.zip')
      await run(['compliance:evidence', '--team', 'quillgate', '--framework', 'prp', '--output', bundle])
      const {code, stdout} = await heroku(['compliance:evidence:verify', bundle, '--framework', 'cjis', '--json'])
      assert.equal(code, 0)
      assert.doesNotMatch(stdout, /"reason": "not-collected"/)
    }))

  for (const name of ['team.zip', 'team'])
    it(`leaves no partial bundle if interrupted: ${name}`, () =>
      withServer(
        sample(),
        async (_, server) => {
          const directory = await temporaryFolder('stopped')
          const {bin, env, home} = await installed()
          const child = spawn(
            process.execPath,
            [bin, 'compliance:evidence', '--team', 'quillgate', '--output', path.join(directory, name)],
            {cwd: home, env: {...env, ...environmentFor(server)}, stdio: ['ignore', 'ignore', 'pipe']},
          )
          let stderr = ''
          child.stderr.on('data', (chunk: Buffer) => {
            stderr += chunk.toString()
          })
          const exitCode = new Promise<number | null>(resolve => {
            child.once('close', resolve)
          })
          while (child.exitCode === null && server.requests.length < 25) await sleep(2)
          child.kill('SIGINT')
          assert.equal(await exitCode, 2)
          assert.match(stderrText({code: 2, stderr, stdout: ''}), /Stopped; nothing was assessed/)
          assert.deepEqual(readdirSync(directory), [])
        },
        {latencyMs: 10},
      ))
})
