import {mkdirSync, realpathSync} from 'node:fs'
import path from 'node:path'

import {sha256} from '../../foundation/canonical-json.js'
import {readTextIfExists} from '../../policy/policy-file.js'
import {writeAtomic} from '../../files/write-atomic.js'

/** Where it is kept how far the review of a policy file is. */
export function placeFile(folder: string, policy: string): string {
  const absolutePath = path.resolve(policy)
  return path.join(
    folder,
    'compliance-review',
    `${sha256(path.join(realPathOr(path.dirname(absolutePath)), path.basename(absolutePath))).slice(0, 32)}.json`,
  )
}

/** What was kept; undefined where there is nothing that can be read. */
export function readPosition(file: string): unknown {
  try {
    return JSON.parse(readTextIfExists(file) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps where the review is; a full disk costs the place, and nothing else. */
export function writePosition(file: string, position: unknown): void {
  try {
    mkdirSync(path.dirname(file), {mode: 0o700, recursive: true})
    writeAtomic(file, JSON.stringify(position))
  } catch {
    // What was decided is kept elsewhere.
  }
}

function realPathOr(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
