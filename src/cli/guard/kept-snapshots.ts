import {chmodSync, existsSync, mkdirSync, readdirSync, statSync} from 'node:fs'
import path from 'node:path'

import type {Kept} from '../../guard/judge.js'
import type {Scope, Snapshot} from '../../model/snapshot.js'

/** A snapshot that is kept for the guard. */
export interface KeptFile {
  readonly file: string
  readonly scope: Scope
}

const scopeKinds: ReadonlyArray<Scope['kind']> = ['all', 'app', 'pipeline', 'space', 'team']

const folderOf = (cacheDir: string): string => path.join(cacheDir, 'heroku-compliance', 'guard')

/** Where the snapshot of a scope is kept, in a folder that only its owner may open. */
export function keptFile(cacheDir: string, {kind, name}: Scope): string {
  const folder = folderOf(cacheDir)
  mkdirSync(folder, {mode: 0o700, recursive: true})
  chmodSync(folder, 0o700)
  const file = path.join(folder, `${kind}${name === undefined ? '' : `-${encodeURIComponent(name)}`}.json`)
  // One that is replaced keeps its permissions.
  if (existsSync(file)) chmodSync(file, 0o600)
  return file
}

/** The snapshots that are kept, newest first. */
export function keptFiles(cacheDir: string): readonly KeptFile[] {
  const folder = folderOf(cacheDir)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap(name => {
      const scope = scopeOf(name)
      const file = path.join(folder, name)
      // A link that leads nowhere, or a file that is replaced just now, keeps nobody from reading the others.
      const writtenAt = statSync(file, {throwIfNoEntry: false})?.mtimeMs
      return scope && writtenAt !== undefined ? [{file, scope, writtenAt}] : []
    })
    .sort((a, b) => b.writtenAt - a.writtenAt)
}

function scopeOf(fileName: string): Scope | undefined {
  const [, kindText, name] = /^([a-z]+)(?:-(.+))?\.json$/.exec(fileName) ?? []
  const kind = scopeKinds.find(known => known === kindText)
  if (!kind || (kind === 'all') !== (name === undefined)) return undefined
  return name === undefined ? {kind} : {kind, name: decodedName(name)}
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Reads kept snapshots, each when it is asked for. */
export async function readKept(files: readonly KeptFile[]): Promise<Iterable<Kept>> {
  // Imported late: what validates a file compiles a schema.
  const {loadSnapshotFile} = await import('../../snapshot/load-snapshots.js')
  return (function* () {
    for (const {file} of files) yield readOrDamaged(file, loadSnapshotFile)
  })()
}

function readOrDamaged(file: string, load: (file: string) => Snapshot): Kept {
  try {
    return load(file)
  } catch {
    return 'damaged'
  }
}
