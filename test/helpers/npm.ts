import type {SpawnSyncReturns} from 'node:child_process'

import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

/** The folder of the project. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs npm in the project by its script, where npm runs these tests: on Windows it isn't a program. */
export function npm(args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const script = process.env['npm_execpath']
  const [program, first]: [string, string[]] = script ? [process.execPath, [script]] : ['npm', []]
  return spawnSync(program, [...first, ...args], {cwd: root, encoding: 'utf8', env: {...process.env, ...env}})
}

/** What `npm pack` would put into the package. */
export interface Packed {
  readonly filename: string
  /** Bytes of the tarball. */
  readonly size: number
  readonly unpackedSize: number
  readonly files: ReadonlyArray<{readonly path: string}>
}

/** Packs the project as it was built, or only says what would be packed. */
export function pack(...flags: readonly string[]): Packed {
  const {stdout, stderr} = npm(['pack', '--ignore-scripts', '--json', ...flags])
  const [packed] = JSON.parse(stdout) as Packed[]
  if (!packed) throw new Error(stderr)
  return packed
}
