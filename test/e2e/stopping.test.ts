import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

import type {Snapshot} from '../../src/model/snapshot.js'
import type {Served} from '../fixtures/serve.js'

import {numbers} from '../fixtures/fleet.js'
import {saysWho} from '../../src/model/owners.js'
import {sample} from '../fixtures/sample.js'
import {installed} from './install.js'
import {atNow, during, folder, online} from './run.js'

const collect = ['compliance:collect', '--team', 'quillgate', '--framework', 'pci']

interface Stopped {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

/** Starts a command and sends it a signal once so many requests have come in and some time has passed. */
async function stopped(
  args: readonly string[],
  served: Served,
  signal: NodeJS.Signals,
  after: {readonly requests: number; readonly ms: number},
): Promise<Stopped> {
  const {bin, env, home} = await installed()
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: home,
    env: {...env, ...online(served), ...atNow},
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const told: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => told.push(chunk))
  const ended = new Promise<Pick<Stopped, 'code' | 'signal'>>(resolve => {
    child.once('close', (code, by) => resolve({code, signal: by}))
  })
  const before = served.requests.length
  while (child.exitCode === null && served.requests.length - before < after.requests) await sleep(2)
  await sleep(after.ms)
  child.kill(signal)
  return {...(await ended), stderr: Buffer.concat(told).toString('utf8')}
}

const factsOf = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as Snapshot).facts.map(fact => ({...fact, at: '', requestId: ''}))

describe('a collection that is killed', () => {
  it('leaves the old file or the new one, at whatever moment', () =>
    during(
      sample(),
      async (run, served) => {
        const place = await folder('killed')
        const file = path.join(place, 'team.json')
        await run([...collect, '--output', file])
        const all = served.requests.length
        const whole = factsOf(file)
        const old = JSON.stringify({old: true})
        const roll = numbers(7)
        // Spread over the run, and close together about its end, when the file is written.
        const moments = [
          ...Array.from({length: 5}, () => ({ms: 0, requests: Math.ceil(roll() * all)})),
          ...Array.from({length: 8}, (_, index) => ({ms: index * 8, requests: all})),
        ]
        const seen = new Set<string>()
        for (const moment of moments) {
          writeFileSync(file, old)
          await stopped([...collect, '--output', file], served, 'SIGKILL', moment)
          const isOld = readFileSync(file, 'utf8') === old
          if (!isOld) assert.deepEqual(factsOf(file), whole)
          seen.add(isOld ? 'old' : 'new')
        }

        assert.ok(seen.has('old'))
        await run([...collect, '--output', file])
        assert.deepEqual(factsOf(file), whole)
        assert.deepEqual(readdirSync(place), ['team.json'], 'nothing piles up beside it')
      },
      {latencyMs: 10},
    ))
})

describe('a collection that is stopped', () => {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const)
    it(`by ${signal} leaves what it read, and goes on from there`, () =>
      during(
        sample(),
        async (run, served) => {
          const file = path.join(await folder('stopped'), 'team.json')
          writeFileSync(file, 'old')
          const {code, stderr} = await stopped([...collect, '--output', file], served, signal, {ms: 0, requests: 25})
          assert.equal(code, 2)
          assert.equal(readFileSync(file, 'utf8'), 'old')
          const kept = factsOf(`${file}.partial`)
          assert.match(stderr.replaceAll(/[\s›»]+/g, ' '), new RegExp(`Stopped; ${kept.length} facts are kept in`))
          const asked = served.requests.length
          const ran = await run(['compliance:collect', '--resume', `${file}.partial`, '--output', file])
          assert.equal(ran.code, 0, ran.stderr)
          assert.ok(!existsSync(`${file}.partial`))
          const again = served.requests.slice(asked).map(request => request.path)
          assert.deepEqual(
            kept.filter(fact => again.includes(fact.path) && fact.gap === undefined && !saysWho(fact)),
            [],
            'nothing is read twice but who has which name',
          )
          await run([...collect, '--output', `${file}.whole`])
          assert.deepEqual(factsOf(file), factsOf(`${file}.whole`))
        },
        {latencyMs: 30},
      ))
})

describe('a check that is stopped', () => {
  it('leaves the report of before', () =>
    during(
      sample(),
      async (_, served) => {
        const file = path.join(await folder('stopped'), 'report.json')
        writeFileSync(file, 'old')
        const {code, signal} = await stopped(
          ['compliance:check', '--team', 'quillgate', '--output', file],
          served,
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
  it('asks for lists, prints what a run would ask, and ends with 0', () =>
    during(sample(), async (run, served) => {
      const ran = await run(['compliance:check', '--team', 'quillgate', '--framework', 'pci', '--plan', '--json'])
      assert.deepEqual([ran.code, ran.stderr], [0, ''])
      const {asked, total} = JSON.parse(ran.stdout) as {asked: number; total: {data: number; platform: number}}
      assert.equal(asked, served.requests.length)
      await run(['compliance:check', '--team', 'quillgate', '--framework', 'pci', '--json'])
      assert.ok(total.platform + total.data <= served.requests.length - asked)
    }))

  it('is refused beside flags that then have no effect', () =>
    during(sample(), async (run, served) => {
      for (const more of [['--sample'], ['--fail-on', 'low'], ['--output', 'x.json'], ['--snapshot', 'x.json']]) {
        const ran = await run(['compliance:pci', '--team', 'quillgate', '--plan', ...more])
        assert.deepEqual([ran.code, ran.stdout], [2, ''], more.join(' '))
      }

      assert.equal((await run(['compliance:collect', '--team', 'quillgate', '--json'])).code, 2)
      assert.equal(served.requests.length, 0)
    }))
})
