import type {Dirent} from 'node:fs'

import {closeSync, constants, fstatSync, openSync, readdirSync, readSync} from 'node:fs'
import path from 'node:path'

import type {BundleDifference} from '../../model/manifest.js'
import type {BundleReader} from './bundle-reader.js'

import {fileErrorReason, readError} from '../../files/file-errors.js'
import {byCodeUnit} from '../../foundation/collections.js'
import {notABundle} from './bundle-reader.js'
import {CorruptFileError} from './corrupt-file-error.js'
import {maxFiles, nameCollisions, nameProblem} from './entry-names.js'

const maxDepth = 8
const blockBytes = 65_536

/** Reads a bundle in a folder. Links and everything else that isn't a regular file are problems. */
export function folderReader(folder: string): BundleReader {
  const {names, problems} = listFiles(folder)
  return {
    close() {
      // Each file is closed once it is read.
    },
    names,
    problems,
    read: (name, maxBytes) => readFile(path.join(folder, ...name.split('/')), maxBytes),
  }
}

async function* readFile(file: string, maxBytes: number): AsyncGenerator<Uint8Array> {
  const descriptor = openFile(file)
  try {
    if (!fstatSync(descriptor).isFile()) throw new CorruptFileError('is not a regular file')
    let bytes = 0
    for (;;) {
      const chunk = Buffer.allocUnsafe(blockBytes)
      const length = readSync(descriptor, chunk, 0, blockBytes, null)
      if (length === 0) return
      bytes += length
      if (bytes > maxBytes) throw new CorruptFileError(`is larger than the expected ${maxBytes} bytes`)
      yield chunk.subarray(0, length)
    }
  } finally {
    closeSync(descriptor)
  }
}

function openFile(file: string): number {
  try {
    // A link that replaced a file is not followed, and opening a pipe doesn't block.
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    throw new CorruptFileError(`can't be read: ${fileErrorReason(error)}`)
  }
}

interface Listing {
  readonly names: readonly string[]
  readonly problems: readonly BundleDifference[]
}

function listFiles(folder: string): Listing {
  const names: string[] = []
  const problems: BundleDifference[] = []
  const visit = (entry: Dirent, name: string, depth: number): void => {
    if (names.length + problems.length >= maxFiles) throw notABundle(folder, `it holds more than ${maxFiles} files`)
    const problem = nameProblem(name)
    if (problem !== undefined) problems.push({file: name, problem})
    else if (entry.isDirectory() && depth < maxDepth) visitFolder(name, depth + 1)
    else if (entry.isFile()) names.push(name)
    else problems.push({file: name, problem: entryTypeProblem(entry)})
  }

  const visitFolder = (parent: string, depth: number): void => {
    const entries = sortedEntries(path.join(folder, ...parent.split('/')))
    if (entries.length === 0 && depth > 0) problems.push({file: parent, problem: 'is an empty folder'})
    for (const entry of entries) visit(entry, parent === '' ? entry.name : `${parent}/${entry.name}`, depth)
  }

  visitFolder('', 0)
  names.sort(byCodeUnit)
  return {
    names,
    problems: [...problems, ...nameCollisions(names).map(({name, problem}) => ({file: name, problem}))],
  }
}

const entryTypeProblem = (entry: Dirent): string =>
  entry.isSymbolicLink() ? 'is a link, which may point anywhere' : 'is not a regular file'

function sortedEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, {withFileTypes: true}).sort((a, b) => byCodeUnit(a.name, b.name))
  } catch (error) {
    throw readError(folder, error)
  }
}
