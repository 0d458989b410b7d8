import assert from 'node:assert/strict'
import {spawn, spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Report} from '../../src/model/report.js'
import type {Item, Read} from '../mcp/support.js'

import {Client} from '@modelcontextprotocol/sdk/client/index.js'
import {StdioClientTransport} from '@modelcontextprotocol/sdk/client/stdio.js'

import {instructions} from '../../src/mcp/instructions.js'
import {tools} from '../../src/mcp/tools.js'
import {isBreach} from '../../src/model/observation.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {checkCounts} from '../mcp/support.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

/** Refuses every connection and every program, and says so in a file. */
const guard = `const note = what => () => {
  require('node:fs').appendFileSync(process.env.STRAYS, what + '\\n')
  throw new Error(what)
}
require('node:net').Socket.prototype.connect = note('connection')
require('node:dns').lookup = note('lookup')
for (const name of ['execFile', 'execFileSync', 'spawn', 'spawnSync'])
  require('node:child_process')[name] = note('program')
`

/** A message of the protocol, as a line. */
const line = (id: number, method: string, params: object = {}) =>
  `${JSON.stringify({id, jsonrpc: '2.0', method, params})}\n`

const hello = line(1, 'initialize', {
  capabilities: {},
  clientInfo: {name: 'test', version: '1'},
  protocolVersion: '2025-06-18',
})

describe('compliance:mcp', () => {
  let folder: string
  let env: Record<string, string>
  const pathOf = (name: string) => path.join(folder, name)
  const strays = () => (readdirSync(folder).includes('strays') ? readFileSync(pathOf('strays'), 'utf8') : '')

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'mcp-'))
    writeFileSync(pathOf('guard.cjs'), guard)
    writeFileSync(pathOf('team.json'), snapshotText(loadSample()))
    writeFileSync(pathOf('own.yml'), 'version: 1\ndefaults:\n  failOn: never\n')
    const inherited = Object.entries(process.env).flatMap(([name, value]) =>
      name === 'HEROKU_API_KEY' || value === undefined ? [] : [[name, value]],
    )
    env = {
      ...(Object.fromEntries(inherited) as Record<string, string>),
      COLUMNS: '300',
      HOME: folder,
      NODE_OPTIONS: `--require ${pathOf('guard.cjs')}`,
      STRAYS: pathOf('strays'),
    }
    const report = run('', 'compliance:check', '--snapshot', 'team.json', '--framework', 'pci', '--json')
    writeFileSync(pathOf('report.json'), report.stdout)
  })
  after(() => rmSync(folder, {recursive: true}))

  /** The command in a process of its own, which reads all of its stdin and then its end. */
  function run(input: string, ...args: string[]) {
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env,
      input,
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  /** What a client of the protocol gets. */
  async function withClient<T>(args: readonly string[], use: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({name: 'test', version: '1'})
    const transport = new StdioClientTransport({
      args: [bin, 'compliance:mcp', ...args],
      command: process.execPath,
      cwd: folder,
      env,
      stderr: 'pipe',
    })
    await client.connect(transport)
    try {
      return await use(client)
    } finally {
      await client.close()
    }
  }

  async function read(client: Client, name: string, given: Record<string, unknown> = {}): Promise<Read> {
    const {content} = await client.callTool({arguments: given, name})
    const [first] = content as ReadonlyArray<{readonly text: string}>
    return JSON.parse(first?.text ?? '') as Read
  }

  const filesWithSums = () =>
    readdirSync(folder, {encoding: 'utf8', recursive: true})
      .filter(name => name.includes('.'))
      .map(name => [
        name,
        createHash('sha256')
          .update(readFileSync(pathOf(name)))
          .digest('hex'),
      ])

  for (const [what, args] of [
    ['a snapshot', ['--snapshot', 'team.json', '--framework', 'pci']],
    ['a report', ['--report', 'report.json']],
  ] as const)
    it(`serves ${what} with the verdicts of the report, writing nothing and reaching nothing`, async () => {
      const report = JSON.parse(readFileSync(pathOf('report.json'), 'utf8')) as Report
      const before = filesWithSums()
      await withClient(args, async client => {
        assert.equal(client.getInstructions(), instructions)
        const {tools: listed} = await client.listTools()
        assert.deepEqual(
          listed.map(({annotations, name}) => [name, annotations?.readOnlyHint]),
          tools.map(({name}) => [name, true]),
        )
        const {data} = await read(client, 'summary')
        assert.deepEqual([data['exitCode'], data['exitReason']], [report.exit.code, report.exit.reason])
        assert.deepEqual(data['checks'], checkCounts(report))
        const failures: Item[] = []
        for (let next: number | undefined = 0; next !== undefined;) {
          const {data: of, page} = await read(client, 'failures', {offset: next})
          failures.push(...(of['failures'] as Item[]))
          next = page.next
        }

        assert.deepEqual(
          failures.map(({check}) => check).sort(),
          report.observations
            .filter(isBreach)
            .map(({check}) => check)
            .sort(),
        )
        for (const {name} of tools)
          await read(client, name, {explain: {id: 'pci:8.3.1'}, resource: {name: 'citation-pay'}}[name] ?? {})
      })
      assert.deepEqual(filesWithSums(), before)
      assert.equal(strays(), '')
    })

  it('answers a wrong argument with an error that says so, and an unknown tool with one of the protocol', async () => {
    await withClient(['--sample'], async client => {
      const {content, isError} = await client.callTool({arguments: {severity: 'bad'}, name: 'failures'})
      assert.equal(isError, true)
      assert.match(JSON.stringify(content), /must be one of critical, high, medium, low/)
      await assert.rejects(client.callTool({name: 'fix\u001B[2J'}), /There is no tool "fix\uFFFD\[2J"/)
    })
  })

  it('assesses as of another date and by the policy that is named, with its own frameworks', async () => {
    writeFileSync(
      pathOf('house.yml'),
      JSON.stringify({
        id: 'house',
        aliases: ['own'],
        title: 'House rules',
        version: '1',
        sources: {text: {title: 'House rules'}},
        documents: {},
        controls: [
          {
            id: 'HOUSE-1',
            title: 'Apps send their logs to a drain',
            kind: 'automatic',
            responsibility: 'customer',
            severity: 'high',
            checks: ['apps-have-a-log-drain'],
            remediation: {text: 'Add a drain.'},
            source: {document: 'text', section: '1'},
          },
        ],
      }),
    )
    const args = ['--snapshot', 'team.json', '--framework', './house.yml', '--policy', 'own.yml', '--now', '2027-01-01']
    await withClient(args, async client => {
      const {data} = await read(client, 'summary')
      assert.equal(data['assessedAsOf'], '2027-01-01T00:00:00.000Z')
      assert.notEqual(data['exitCode'], 1)
      const {data: explained} = await read(client, 'explain', {id: 'own:HOUSE-1'})
      assert.match(String(explained['text']), /House rules 1 HOUSE-1 Apps send their logs to a drain/)
      const {page} = await read(client, 'controls', {framework: 'own', status: 'fail'})
      assert.equal(page.total, 1)
    })
  })

  it('answers all that was asked before stdin ended, and ends with 0', () => {
    const calls = Array.from({length: 30}, (_, index) =>
      line(index + 2, 'tools/call', {arguments: {}, name: 'failures'}),
    )
    const {code, stdout} = run(hello + calls.join(''), 'compliance:mcp', '--sample')
    const answers = stdout.trimEnd().split('\n')
    assert.deepEqual(
      answers.map(text => (JSON.parse(text) as {readonly id: number}).id),
      Array.from({length: 31}, (_, index) => index + 1),
    )
    assert.equal(code, 0)
  })

  it('ignores a line that is not of the protocol, and says so on stderr alone', () => {
    const {code, stderr, stdout} = run(
      `no JSON\n{"jsonrpc":"1"}\n${hello}`,
      'compliance:mcp',
      '--sample',
      '--framework',
      'pci',
    )
    assert.equal(stdout.trimEnd().split('\n').length, 1)
    assert.equal(stderr, 'A line on stdin was not a message of the protocol, and was ignored. '.repeat(2))
    assert.equal(code, 0)
  })

  it('stops with 2 at a request that is too long to be one', () => {
    const {code, stderr, stdout} = run('x'.repeat(400_000), 'compliance:mcp', '--sample', '--framework', 'pci')
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /A request was longer than 262144 bytes/)
  })

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`ends with 0 on ${signal}`, async () => {
      const child = spawn(process.execPath, [bin, 'compliance:mcp', '--sample'], {cwd: folder, env})
      const ended = new Promise(resolve => child.once('exit', (code, by) => resolve([code, by])))
      child.stdin.write(hello)
      await new Promise(resolve => child.stdout.once('data', resolve))
      child.kill(signal)
      assert.deepEqual(await ended, [0, null])
    })

  it('ends with 0 when nobody reads its answers anymore', async () => {
    const child = spawn(process.execPath, [bin, 'compliance:mcp', '--sample'], {cwd: folder, env})
    const ended = new Promise(resolve => child.once('exit', code => resolve(code)))
    child.stdin.on('error', () => {})
    child.stdin.write(hello)
    await new Promise(resolve => child.stdout.once('data', resolve))
    child.stdout.destroy()
    child.stdin.write(line(2, 'tools/list'))
    assert.equal(await ended, 0)
  })

  for (const [what, args, message] of [
    ['no source', [], /A source is missing.*Choose one: --snapshot FILE, --report FILE or --sample/],
    ['two sources', ['--sample', '--report', 'report.json'], /Choose one source: --report and --sample were given/],
    ['a snapshot and the sample', ['--snapshot', 'a', '--sample'], /--snapshot and --sample were given/],
    ['a scope', ['--sample', '--team', 'a'], /Nonexistent flags?: --team/],
    ['a missing report', ['--report', 'none.json'], /none\.json cannot be read/],
    ['a missing snapshot', ['--snapshot', 'none.json'], /none\.json cannot be read/],
    ['a snapshot as a report', ['--report', 'team.json'], /is a snapshot, not a report.*--snapshot team\.json/],
    ['a report as a snapshot', ['--snapshot', 'report.json'], /report\.json/],
    [
      'flags that have no effect on a report',
      ['--report', 'report.json', '--framework', 'pci', '--now', '2027-01-01', '--policy', 'own.yml'],
      /--framework and --now and --policy have no effect on a report, which is already assessed/,
    ],
  ] as const)
    it(`refuses ${what} before it serves, with nothing on stdout`, () => {
      const {code, stderr, stdout} = run(hello, 'compliance:mcp', ...args)
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, message)
    })
})
