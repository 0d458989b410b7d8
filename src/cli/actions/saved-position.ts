import {mkdirSync, realpathSync} from 'node:fs'
import path from 'node:path'

import {sha256Of} from '../../foundation/canonical-json.js'
import {textIfThere} from '../../policy/policy-file.js'
import {writeWhole} from '../../files/write-atomic.js'

/** Where it is kept how far the review of a policy file is. */
export function placeFile(folder: string, policy: string): string {
  const whole = path.resolve(policy)
  return path.join(
    folder,
    'compliance-review',
    `${sha256Of(path.join(realOr(path.dirname(whole)), path.basename(whole))).slice(0, 32)}.json`,
  )
}

/** What was kept; undefined where there is nothing that can be read. */
export function keptPlace(file: string): unknown {
  try {
    return JSON.parse(textIfThere(file) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps where the review is; a full disk costs the place, and nothing else. */
export function keepPlace(file: string, place: unknown): void {
  try {
    mkdirSync(path.dirname(file), {mode: 0o700, recursive: true})
    writeWhole(file, JSON.stringify(place))
  } catch {
    // What was decided is kept elsewhere.
  }
}

function realOr(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
