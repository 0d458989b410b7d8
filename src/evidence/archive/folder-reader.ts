import {closeSync, constants, fstatSync, openSync, readdirSync, readSync} from 'node:fs'
import path from 'node:path'

import type {Difference} from '../../model/manifest.js'
import type {BundleFiles} from './open-bundle.js'

import {UserError} from '../../foundation/user-error.js'
import {byCodeUnit} from '../../foundation/collections.js'
import {Damaged} from './corrupt-file-error.js'
import {drain, measured} from './hashing-stream.js'
import {mostFiles, nameProblem, namesakes} from './entry-names.js'

const deepest = 8
const block = 65_536

/** A bundle in a folder. Links and all else that is no plain file are flaws. */
export function folderBundle(folder: string): BundleFiles {
  const {flaws, names} = listed(folder)
  function* read(name: string, most: number): Generator<Uint8Array> {
    const opened = open(path.join(folder, ...name.split('/')))
    try {
      if (!fstatSync(opened).isFile()) throw new Damaged('is no plain file')
      let bytes = 0
      for (;;) {
        const piece = Buffer.allocUnsafe(block)
        const length = readSync(opened, piece, 0, block, null)
        if (length === 0) return
        bytes += length
        if (bytes > most) throw new Damaged(`is larger than the ${most} bytes that it should have`)
        yield piece.subarray(0, length)
      }
    } finally {
      closeSync(opened)
    }
  }

  return {
    close() {
      // Each file is closed once it is read.
    },
    flaws,
    measure(name, most) {
      const {entry, pieces} = measured(name, read(name, most))
      drain(pieces)
      return entry()
    },
    names,
    read,
  }
}

function open(file: string): number {
  try {
    // A link that has taken the place of a file is not followed, and a pipe is not waited for.
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    throw new Damaged(`cannot be read: ${(error as Error).message}`)
  }
}

function listed(folder: string): {flaws: Difference[]; names: string[]} {
  const names: string[] = []
  const flaws: Difference[] = []
  const walk = (at: string, above: readonly string[]): void => {
    const entries = entriesOf(at)
    if (entries.length === 0 && above.length > 0) flaws.push({file: above.join('/'), what: 'is an empty folder'})
    for (const entry of entries) {
      const name = [...above, entry.name].join('/')
      if (names.length + flaws.length >= mostFiles)
        throw new UserError(`${folder} is no bundle of evidence: it holds more than ${mostFiles} files.`)
      const problem = nameProblem(name)
      if (problem !== undefined) flaws.push({file: name, what: problem})
      else if (entry.isDirectory() && above.length < deepest) walk(path.join(at, entry.name), [...above, entry.name])
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
  return {flaws: [...flaws, ...namesakes(names).map(({name, problem}) => ({file: name, what: problem}))], names}
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, {withFileTypes: true}).sort((a, b) => byCodeUnit(a.name, b.name))
  } catch (error) {
    throw new UserError(`${folder} cannot be read: ${(error as Error).message}`)
  }
}
