import {mkdirSync, realpathSync} from 'node:fs'
import path from 'node:path'

import {sha256} from '../../foundation/canonical-json.js'
import {readTextIfExists} from '../../policy/policy-file.js'
import {writeAtomic} from '../../files/write-atomic.js'

/** The file that remembers the position in the review of a policy file. */
export function placeFile(folder: string, policy: string): string {
  const absolutePath = path.resolve(policy)
  return path.join(
    folder,
    'compliance-review',
    `${sha256(path.join(realPathOr(path.dirname(absolutePath)), path.basename(absolutePath))).slice(0, 32)}.json`,
  )
}

/** The saved position, not validated; undefined where there is none that can be read. */
export function readPosition(file: string): unknown {
  try {
    return JSON.parse(readTextIfExists(file) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Saves the position; a full disk costs nothing but that. */
export function writePosition(file: string, position: unknown): void {
  try {
    mkdirSync(path.dirname(file), {mode: 0o700, recursive: true})
    writeAtomic(file, JSON.stringify(position))
  } catch {
    // Decisions are saved elsewhere.
  }
}

function realPathOr(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
