import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

import type {Snapshot} from '../../src/model/snapshot.js'
import type {Served} from '../fixtures/serve.js'

import {numbers} from '../fixtures/fleet.js'
import {establishesIdentity} from '../../src/model/owners.js'
import {sample} from '../fixtures/sample.js'
import {installed} from './install.js'
import {atNow, withServer, temporaryFolder, environmentFor} from './run.js'

const collect = ['compliance:collect', '--team', 'quillgate', '--framework', 'pci']

interface StoppedRun {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

/** Starts a command and sends it a signal once so many requests have come in and some time has passed. */
async function runAndSignal(
  args: readonly string[],
  server: Served,
  signal: NodeJS.Signals,
  after: {readonly requests: number; readonly ms: number},
): Promise<StoppedRun> {
  const {bin, env, home} = await installed()
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: home,
    env: {...env, ...environmentFor(server), ...atNow},
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stderrChunks: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => stderrChunks.push(chunk))
  const exit = new Promise<Pick<StoppedRun, 'code' | 'signal'>>(resolve => {
    child.once('close', (code, by) => resolve({code, signal: by}))
  })
  const before = server.requests.length
  while (child.exitCode === null && server.requests.length - before < after.requests) await sleep(2)
  await sleep(after.ms)
  child.kill(signal)
  return {...(await exit), stderr: Buffer.concat(stderrChunks).toString('utf8')}
}

const factsOf = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as Snapshot).facts.map(fact => ({...fact, at: '', requestId: ''}))

describe('a killed collection', () => {
  it('leaves either the old file or the new one', () =>
    withServer(
      sample(),
      async (run, server) => {
        const directory = await temporaryFolder('killed')
        const file = path.join(directory, 'team.json')
        await run([...collect, '--output', file])
        const requestCount = server.requests.length
        const wholeFacts = factsOf(file)
        const old = JSON.stringify({old: true})
        const random = numbers(7)
        // Spread over the run, and close together about its end, when the file is written.
        const moments = [
          ...Array.from({length: 5}, () => ({ms: 0, requests: Math.ceil(random() * requestCount)})),
          ...Array.from({length: 8}, (_, index) => ({ms: index * 8, requests: requestCount})),
        ]
        const outcomes = new Set<string>()
        for (const moment of moments) {
          writeFileSync(file, old)
          await runAndSignal([...collect, '--output', file], server, 'SIGKILL', moment)
          const isOld = readFileSync(file, 'utf8') === old
          if (!isOld) assert.deepEqual(factsOf(file), wholeFacts)
          outcomes.add(isOld ? 'old' : 'new')
        }

        assert.ok(outcomes.has('old'))
        await run([...collect, '--output', file])
        assert.deepEqual(factsOf(file), wholeFacts)
        assert.deepEqual(readdirSync(directory), ['team.json'], 'nothing piles up beside it')
      },
      {latencyMs: 10},
    ))
})

describe('an interrupted collection', () => {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
    it(`saves what it read on ${signal}, and resumes from there`, () =>
      withServer(
        sample(),
        async (run, server) => {
          const file = path.join(await temporaryFolder('stopped'), 'team.json')
          writeFileSync(file, 'old')
          const {code, stderr} = await runAndSignal([...collect, '--output', file], server, signal, {
            ms: 0,
            requests: 25,
          })
          assert.equal(code, 2)
          assert.equal(readFileSync(file, 'utf8'), 'old')
          const keptFacts = factsOf(`${file}.partial`)
          assert.match(stderr.replaceAll(/[\s›»]+/g, ' '), new RegExp(`Stopped; saved ${keptFacts.length} facts to`))
          const requestCount = server.requests.length
          const result = await run(['compliance:collect', '--resume', `${file}.partial`, '--output', file])
          assert.equal(result.code, 0, result.stderr)
          assert.ok(!existsSync(`${file}.partial`))
          const requestedAgain = server.requests.slice(requestCount).map(request => request.path)
          assert.deepEqual(
            keptFacts.filter(
              fact => requestedAgain.includes(fact.path) && fact.gap === undefined && !establishesIdentity(fact),
            ),
            [],
            'nothing is read twice but who has which name',
          )
          await run([...collect, '--output', `${file}.whole`])
          assert.deepEqual(factsOf(file), factsOf(`${file}.whole`))
        },
        {latencyMs: 30},
      ))
})

describe('an interrupted check', () => {
  it('leaves the previous report', () =>
    withServer(
      sample(),
      async (_, server) => {
        const file = path.join(await temporaryFolder('stopped'), 'report.json')
        writeFileSync(file, 'old')
        const {code, signal} = await runAndSignal(
          ['compliance:check', '--team', 'quillgate', '--output', file],
          server,
          'SIGINT',
          {ms: 0, requests: 25},
        )
        assert.ok(signal === 'SIGINT' || code === 130 || code === 2, `${code} ${signal}`)
        assert.equal(readFileSync(file, 'utf8'), 'old')
        assert.deepEqual(readdirSync(path.dirname(file)), ['report.json'])
      },
      {latencyMs: 30},
    ))
})

describe('a plan', () => {
  it('requests lists, prints what a run would request, and exits with 0', () =>
    withServer(sample(), async (run, server) => {
      const result = await run(['compliance:check', '--team', 'quillgate', '--framework', 'pci', '--plan', '--json'])
      assert.deepEqual([result.code, result.stderr], [0, ''])
      const {requestsMade, total} = JSON.parse(result.stdout) as {
        requestsMade: number
        total: {data: number; platform: number}
      }
      assert.equal(requestsMade, server.requests.length)
      await run(['compliance:check', '--team', 'quillgate', '--framework', 'pci', '--json'])
      assert.ok(total.platform + total.data <= server.requests.length - requestsMade)
    }))

  it('is refused with flags that would have no effect', () =>
    withServer(sample(), async (run, server) => {
      for (const extraFlags of [['--sample'], ['--fail-on', 'low'], ['--output', 'x.json'], ['--snapshot', 'x.json']]) {
        const result = await run(['compliance:pci', '--team', 'quillgate', '--plan', ...extraFlags])
        assert.deepEqual([result.code, result.stdout], [2, ''], extraFlags.join(' '))
      }

      assert.equal((await run(['compliance:collect', '--team', 'quillgate', '--json'])).code, 2)
      assert.equal(server.requests.length, 0)
    }))
})
