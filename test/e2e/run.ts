import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync} from 'node:fs'
import path from 'node:path'

import type {Report} from '../../src/model/report.js'
import type {Served, ServeOptions} from '../fixtures/serve.js'
import type {World} from '../fixtures/types.js'
import type {Installed} from './install.js'

import {NOW} from '../fixtures/build.js'
import {serve} from '../fixtures/serve.js'
import {installed} from './install.js'

export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  /** Over the usual environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
}

export type Run = (args: readonly string[], options?: RunOptions) => Promise<CommandResult>

/** A temporary folder, removed when the tests have run. */
export async function temporaryFolder(name: string): Promise<string> {
  return mkdtempSync(path.join((await installed()).home, `${name}-`))
}

let runs = 0

/** Runs `heroku` as a person would, with stdin closed. */
export const heroku = async (args: readonly string[], options?: RunOptions): Promise<CommandResult> =>
  runIn(await installed(), args, options)

/** Runs `heroku` where a plugin was installed. */
export async function runIn(
  {bin, env: ownEnvironment, home}: Installed,
  args: readonly string[],
  {cwd, env = {}}: RunOptions = {},
): Promise<CommandResult> {
  const straysFile = path.join(home, `strays-${++runs}`)
  const variables: Record<string, string | undefined> = {...ownEnvironment, STRAYS: straysFile, ...env}
  const settings = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: cwd ?? home,
    env: Object.fromEntries(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stdoutChunks: Buffer[] = []
  const stderrChunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdoutChunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderrChunks.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  assert.equal(existsSync(straysFile) ? readFileSync(straysFile, 'utf8') : '', '', 'no connection left this machine')
  return {
    code,
    stderr: Buffer.concat(stderrChunks).toString('utf8'),
    stdout: Buffer.concat(stdoutChunks).toString('utf8'),
  }
}

export const environmentFor = ({port, url}: Served): Record<string, string> => ({
  HEROKU_API_KEY: 'HRKU-test',
  HEROKU_DATA_HOST: '127.0.0.1',
  HEROKU_HOST: url,
  HEROKU_PARTICLEBOARD_URL: `http://localhost:${port}`,
  NO_PROXY: '127.0.0.1,localhost',
})

/** Invented worlds stand still, and clocks that begin there see them as they are. */
export const atNow = {CLOCK: NOW}

/** Serves a simulated account while it's used, and checks that only permitted requests were sent. */
export async function withServer<T>(
  world: World,
  use: (run: Run, server: Served) => Promise<T>,
  options: ServeOptions = {},
): Promise<T> {
  const server = await serve(world, {date: new Date(NOW).toUTCString(), ...options})
  try {
    const result = await use(
      (args, {env, ...rest} = {}) => heroku(args, {...rest, env: {...environmentFor(server), ...atNow, ...env}}),
      server,
    )
    assert.deepEqual(server.offenses(), [])
    assert.deepEqual(
      server.requests.filter(({kind}) => kind === 'side'),
      [],
      'no request about unpaid bills',
    )
    return result
  } finally {
    await server.close()
  }
}

export const reportOf = ({stdout}: CommandResult): Report => JSON.parse(stdout) as Report

/** What stderr says, in the order of its lines, without the marks that the host puts before an error. */
export const stderrText = ({stderr}: CommandResult): string =>
  stderr
    .replaceAll(/^ *[›»] */gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
