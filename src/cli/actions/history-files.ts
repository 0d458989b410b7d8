import {existsSync, readdirSync, statSync} from 'node:fs'
import path from 'node:path'

import {byCodeUnit, distinct} from '../../foundation/collections.js'
import {matchesGlob} from '../../foundation/glob.js'
import {UserError} from '../../foundation/user-error.js'
import {manifestName} from '../../model/manifest.js'

/**
 * The files that arguments name: files and bundles themselves, patterns with `*` in the last part of their path, and
 * everything in a folder that isn't a bundle. Each once, in the order of their names.
 *
 * @throws UserError where nothing is there
 */
export function historyFiles(given: readonly string[]): string[] {
  const files = given.flatMap(name => filesNamed(name))
  return distinct(files.map(file => path.normalize(file)))
}

function filesNamed(name: string): readonly string[] {
  if (existsSync(name)) return isFolderOfReadings(name) ? readingsIn(name) : [name]
  const [folder, pattern] = [path.dirname(name), path.basename(name)]
  const found = pattern.includes('*') && existsSync(folder) ? readdirSync(folder) : []
  const matching = found.filter(entry => matchesGlob(entry, [pattern])).map(entry => path.join(folder, entry))
  if (matching.length === 0)
    throw new UserError(`${name} names no file.`, "Name snapshots or evidence bundles: 'evidence/*.zip'.")
  return matching.sort(byCodeUnit)
}

const isFolderOfReadings = (name: string): boolean =>
  statSync(name).isDirectory() && !existsSync(path.join(name, manifestName))

/** Bundles, and JSON documents. */
function readingsIn(folder: string): readonly string[] {
  const found = readdirSync(folder)
    .map(entry => path.join(folder, entry))
    .filter(file => /\.(?:json|zip)$/i.test(file) || existsSync(path.join(file, manifestName)))
  if (found.length === 0)
    throw new UserError(`${folder} has no snapshot and no evidence bundle.`, 'They end with .json or .zip.')
  return found.sort(byCodeUnit)
}
