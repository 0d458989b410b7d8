import type {SpawnSyncReturns} from 'node:child_process'

import {spawnSync} from 'node:child_process'
import {mkdtempSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The path of a file of a package that only these tests install (`test/consumers/tools/package.json`). */
export const toolFile = (...parts: string[]): string =>
  path.join(root, 'test', 'consumers', 'tools', 'node_modules', ...parts)

/** The path of such a package's command. */
export const tool = (name: string): string => toolFile('.bin', name)

/** Runs a program without a shell. It is an error if it can't be started; its exit code is the caller's to assess. */
export function runProgram(
  program: string,
  args: readonly string[],
  {cwd, env, input}: {cwd?: string; env?: NodeJS.ProcessEnv; input?: string} = {},
): SpawnSyncReturns<string> {
  const result = spawnSync(program, args, {
    encoding: 'utf8',
    env: {...process.env, ...env},
    maxBuffer: 2 ** 28,
    ...(cwd === undefined ? {} : {cwd}),
    ...(input === undefined ? {} : {input}),
  })
  if (result.error) throw result.error
  return result
}

/** Runs a command of the plugin. Exit codes that state a verdict are fine. */
export function runCommand(args: readonly string[], cwd = tmpdir()): void {
  const {status, stderr} = spawnSync(process.execPath, [path.join(root, 'bin', 'run.js'), ...args], {
    cwd,
    encoding: 'utf8',
  })
  if (status === 2 || status === null) throw new Error(stderr)
}

/**
 * Runs a command of the plugin on the sample organization, into a folder of its own.
 *
 * @returns the folder; its files are those that `--output` of `args` names
 */
export function sampleFolder(command: string, args: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'compliance-consumers-'))
  runCommand([command, '--sample', ...args], folder)
  return folder
}
