import {closeSync, constants, fstatSync, openSync, readdirSync, readSync} from 'node:fs'
import path from 'node:path'

import type {BundleDifference} from '../../model/manifest.js'
import type {BundleReader} from './open-bundle.js'

import {UserError} from '../../foundation/user-error.js'
import {byCodeUnit} from '../../foundation/collections.js'
import {CorruptFileError} from './corrupt-file-error.js'
import {drain, hashChunks} from './hashing-stream.js'
import {maxFiles, nameProblem, nameCollisions} from './entry-names.js'

const maxDepth = 8
const blockBytes = 65_536

/** A bundle in a folder. Links and all else that is no plain file are flaws. */
export function folderReader(folder: string): BundleReader {
  const {flaws, names} = listFiles(folder)
  function* read(name: string, maxBytes: number): Generator<Uint8Array> {
    const descriptor = openFile(path.join(folder, ...name.split('/')))
    try {
      if (!fstatSync(descriptor).isFile()) throw new CorruptFileError('is no plain file')
      let bytes = 0
      for (;;) {
        const chunk = Buffer.allocUnsafe(blockBytes)
        const length = readSync(descriptor, chunk, 0, blockBytes, null)
        if (length === 0) return
        bytes += length
        if (bytes > maxBytes) throw new CorruptFileError(`is larger than the ${maxBytes} bytes that it should have`)
        yield chunk.subarray(0, length)
      }
    } finally {
      closeSync(descriptor)
    }
  }

  return {
    close() {
      // Each file is closed once it is read.
    },
    flaws,
    measure(name, maxBytes) {
      const {entry, chunks} = hashChunks(name, read(name, maxBytes))
      drain(chunks)
      return entry()
    },
    names,
    read,
  }
}

function openFile(file: string): number {
  try {
    // A link that has taken the place of a file is not followed, and a pipe is not waited for.
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    throw new CorruptFileError(`cannot be read: ${(error as Error).message}`)
  }
}

function listFiles(folder: string): {flaws: BundleDifference[]; names: string[]} {
  const names: string[] = []
  const flaws: BundleDifference[] = []
  const walk = (folderPath: string, parents: readonly string[]): void => {
    const entries = sortedEntries(folderPath)
    if (entries.length === 0 && parents.length > 0) flaws.push({file: parents.join('/'), what: 'is an empty folder'})
    for (const entry of entries) {
      const name = [...parents, entry.name].join('/')
      if (names.length + flaws.length >= maxFiles)
        throw new UserError(`${folder} is no bundle of evidence: it holds more than ${maxFiles} files.`)
      const problem = nameProblem(name)
      if (problem !== undefined) flaws.push({file: name, what: problem})
      else if (entry.isDirectory() && parents.length < maxDepth)
        walk(path.join(folderPath, entry.name), [...parents, entry.name])
      else if (entry.isFile()) names.push(name)
      else
        flaws.push({
          file: name,
          what: entry.isSymbolicLink() ? 'is a link, which may lead anywhere' : 'is no plain file',
        })
    }
  }

  walk(folder, [])
  names.sort(byCodeUnit)
  return {flaws: [...flaws, ...nameCollisions(names).map(({name, problem}) => ({file: name, what: problem}))], names}
}

function sortedEntries(folder: string) {
  try {
    return readdirSync(folder, {withFileTypes: true}).sort((a, b) => byCodeUnit(a.name, b.name))
  } catch (error) {
    throw new UserError(`${folder} cannot be read: ${(error as Error).message}`)
  }
}
