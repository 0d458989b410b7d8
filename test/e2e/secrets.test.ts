import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {World} from '../fixtures/types.js'

import {unsafeCharacters} from '../../src/foundation/text.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {HOSTILE, hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {withServer, temporaryFolder, heroku} from './run.js'

const worlds: ReadonlyArray<readonly [string, () => World]> = [
  ['the sample', sample],
  ['a hostile account', hostile],
]
const debugEnvironment = {DEBUG: '*', HEROKU_DEBUG: '1', HEROKU_DEBUG_HEADERS: '1'}

/** Nothing that a terminal would obey or that would mislead who reads it. */
const assertHarmless = (text: string) =>
  assert.deepEqual(
    [...new Set(text.split('\n').join('').match(unsafeCharacters) ?? [])].map(character => JSON.stringify(character)),
    [],
  )

describe('secrets', () => {
  for (const [name, makeWorld] of worlds)
    it(`are never printed or written for ${name}`, () =>
      withServer(makeWorld(), async run => {
        const directory = await temporaryFolder('out')
        const [facts, report, terminal] = ['facts.json', 'report.json', 'report.txt'].map(file =>
          path.join(directory, file),
        )
        const collectRun = await run(['compliance:collect', '--all', '--output', facts ?? ''])
        const checkRun = await run([
          'compliance:check',
          '--snapshot',
          facts ?? '',
          '--json',
          '--output',
          report ?? '',
          '--output',
          terminal ?? '',
        ])
        const texts = [
          collectRun.stderr,
          checkRun.stdout,
          checkRun.stderr,
          ...[facts, report, terminal].map(file => readFileSync(file ?? '', 'utf8')),
        ]
        for (const text of texts) assert.doesNotMatch(text, /CANARY/i)
        assert.ok(texts.every(text => !text.includes('HRKU-test')))
        for (const text of texts) assertHarmless(text)
      }))

  it("are not printed by the host's debug output", () =>
    withServer(sample(), async run => {
      for (const args of [
        ['compliance:check', '--app', 'records-desk', '--json'],
        ['compliance:check', '--team', 'quillgate'],
        ['compliance:collect', '--space', 'quill-desk'],
      ]) {
        const {code, stderr, stdout} = await run(args, {env: debugEnvironment})
        assert.notEqual(code, 2)
        assert.ok(stderr.length > 1000, 'the host has something to say')
        assert.doesNotMatch(stdout + stderr, /CANARY/i)
        assert.doesNotMatch(stdout + stderr, /HRKU-test/)
        // A body of an answer would carry this field of every app, which is not kept.
        assert.doesNotMatch(stdout + stderr, /buildpack_provided_description/)
      }
    }))

  it('are not printed by a failing run', () =>
    withServer(
      sample(),
      async run => {
        const {code, stderr, stdout} = await run(['compliance:check', '--app', 'nobody'], {env: debugEnvironment})
        assert.deepEqual([code, stdout], [2, ''])
        assert.doesNotMatch(stderr, /HRKU-test|CANARY/i)
      },
      {token: 'another'},
    ))
})

describe('a hostile account', () => {
  let file: string

  before(async () => {
    file = path.join(await temporaryFolder('facts'), 'facts.json')
    writeFileSync(file, snapshotText(await collectWorld(hostile(), {kind: 'all'})))
  })

  for (const args of [
    ['compliance:check'],
    ['compliance:pci'],
    ['compliance:cjis', '--show', 'fail,unknown,manual,pass'],
    ['compliance:check', '--json'],
  ]) {
    it(`cannot send control sequences to a terminal: ${args.join(' ')}`, async () => {
      const {code, stderr, stdout} = await heroku([...args, '--snapshot', file])
      assert.equal(code, 1)
      assert.ok(stdout.length > 1000)
      assertHarmless(stdout)
      assertHarmless(stderr)
    })
  }

  it('cannot do so through a typed name', () =>
    withServer(sample(), async run => {
      for (const name of [HOSTILE['clear'], HOSTILE['title'], HOSTILE['rightToLeft'], HOSTILE['eightBit']]) {
        const {code, stderr} = await run(['compliance:check', '--app', `${name ?? ''}nobody`])
        assert.equal(code, 2)
        assertHarmless(stderr)
      }
    }))

  it('cannot do so through a file', async () => {
    const tamperedFile = path.join(await temporaryFolder('facts'), 'facts.json')
    for (const text of [
      `${HOSTILE['clear'] ?? ''}{`,
      readFileSync(file, 'utf8').replace('"kind": "apps"', String.raw`"kind": "\u001b[2J\u202e"`),
    ]) {
      writeFileSync(tamperedFile, text)
      const {code, stderr} = await heroku(['compliance:check', '--snapshot', tamperedFile])
      assert.equal(code, 2)
      assertHarmless(stderr)
    }
  })

  it('keeps its names in JSON', async () => {
    const {stdout} = await heroku(['compliance:check', '--snapshot', file, '--json'])
    const {scope} = JSON.parse(stdout) as {scope: {apps: string[]}}
    assert.ok(scope.apps.includes(HOSTILE['rightToLeft'] ?? ''))
  })
})
