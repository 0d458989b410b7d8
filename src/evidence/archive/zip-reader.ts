import type {Readable} from 'node:stream'
import type {Entry, ZipFile} from 'yauzl'

import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'
import {pipeline} from 'node:stream'
import {createInflateRaw} from 'node:zlib'
import {fromFdPromise} from 'yauzl'

import type {BundleDifference} from '../../model/manifest.js'
import type {BundleReader} from './bundle-reader.js'
import type {ZipEntry} from './zip-layout.js'

import {fileErrorReason, irregularFileError, readError} from '../../files/file-errors.js'
import {UserError} from '../../foundation/user-error.js'
import {sealText} from './archive-seal.js'
import {CorruptFileError} from './corrupt-file-error.js'
import {crc32} from './crc32.js'
import {maxFiles} from './entry-names.js'
import {checksumUpTo} from './file-checksum.js'
import {notABundle} from './bundle-reader.js'
import {checkLayout} from './zip-layout.js'

const blockBytes = 65_536

/** yauzl's own checks of names end at the first bad one; checkLayout names each. */
const options = {autoClose: false, decodeStrings: false, validateEntrySizes: false}

/**
 * Reads a bundle in a zip archive. The archive is checked as a whole before any file is decompressed: its seal, if it
 * has one, and its layout. A file is decompressed as it's read, and never beyond the size in its header.
 *
 * @throws UserError if the file can't be read or isn't an archive
 */
export async function zipReader(file: string): Promise<BundleReader> {
  const {descriptor, size} = openArchive(file)
  let zip: ZipFile
  try {
    zip = await fromFdPromise(descriptor, options)
  } catch {
    const isArchive = startsLikeArchive(descriptor)
    closeSync(descriptor)
    if (!isArchive) throw notABundle(file)
    return unreadable(file, "doesn't end like a zip archive: it was cut off, changed or extended")
  }

  try {
    if (zip.entryCount > maxFiles) throw new CorruptFileError(`holds more than ${maxFiles} files`)
    const comment = Buffer.from(zip.comment)
    const sealProblems = checkSeal(file, descriptor, size, comment)
    const {entries, problems} = checkLayout(file, await readDirectory(zip), size, comment.length)
    return {
      close: () => zip.close(),
      names: [...entries.keys()],
      problems: [...sealProblems, ...problems],
      read: (name, maxBytes) => readEntry(zip, entries.get(name), maxBytes),
    }
  } catch (error) {
    zip.close()
    if (error instanceof CorruptFileError) return unreadable(file, error.message)
    throw error
  }
}

/** An archive of which only this is known. */
const unreadable = (file: string, problem: string): BundleReader => ({
  close() {
    // It's closed already.
  },
  names: [],
  problems: [{file, problem}],
  read() {
    throw new CorruptFileError('is not in the archive')
  },
})

function openArchive(file: string): {readonly descriptor: number; readonly size: number} {
  let descriptor: number | undefined
  try {
    // Opening a pipe doesn't block; it's then refused.
    descriptor = openSync(file, constants.O_RDONLY | ((constants as {readonly O_NONBLOCK?: number}).O_NONBLOCK ?? 0))
    const stats = fstatSync(descriptor)
    const irregular = irregularFileError(file, stats)
    if (irregular) throw irregular
    return {descriptor, size: stats.size}
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor)
    throw error instanceof UserError ? error : readError(file, error)
  }
}

function startsLikeArchive(descriptor: number): boolean {
  const start = Buffer.alloc(4)
  readSync(descriptor, start, 0, start.length, 0)
  return start.toString('latin1') === 'PK\u0003\u0004'
}

/** Archives of earlier versions have no seal: their contents are covered by the manifest all the same. */
function checkSeal(file: string, descriptor: number, size: number, comment: Buffer): BundleDifference[] {
  if (comment.length === 0) return []
  const expected = sealText(checksumUpTo(descriptor, size - comment.length))
  return comment.toString('latin1') === expected
    ? []
    : [{file, problem: "was changed: the checksum at its end doesn't match its bytes"}]
}

async function readDirectory(zip: ZipFile): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = []
  try {
    for await (const central of zip.eachEntry()) {
      // Headers that point nowhere are a problem of their file, not of the archive.
      const local = await zip.readLocalFileHeaderPromise(central).catch(() => undefined)
      entries.push({central, local, name: central.fileNameRaw.toString('utf8')})
    }
  } catch {
    throw new CorruptFileError(`has a directory that can't be read at entry ${entries.length + 1}`)
  }

  return entries
}

async function* readEntry(zip: ZipFile, entry: Entry | undefined, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (!entry) throw new CorruptFileError('is not in the archive')
  const expectedBytes = Math.min(maxBytes, entry.uncompressedSize)
  const inflater = createInflateRaw({chunkSize: blockBytes})
  const checksum = crc32()
  let bytes = 0
  for await (const chunk of decompressed(zip, entry, inflater)) {
    bytes += chunk.length
    if (bytes > expectedBytes) throw new CorruptFileError(`is larger than the expected ${expectedBytes} bytes`)
    checksum.update(chunk)
    yield chunk
  }

  if (bytes !== entry.uncompressedSize || checksum.value() !== entry.crc32)
    throw new CorruptFileError("doesn't decompress to what the archive says")
  if (inflater.bytesWritten !== entry.compressedSize)
    throw new CorruptFileError('is followed by bytes that belong to no file')
}

async function* decompressed(
  zip: ZipFile,
  entry: Entry,
  inflater: ReturnType<typeof createInflateRaw>,
): AsyncGenerator<Buffer> {
  let stored: Readable | undefined
  try {
    stored = await zip.openReadStreamPromise(entry, {decodeFileData: false})
    // Errors surface in the loop.
    pipeline(stored, inflater, () => {})
    for await (const chunk of inflater) yield chunk as Buffer
  } catch (error) {
    throw new CorruptFileError(`can't be decompressed: ${fileErrorReason(error)}`)
  } finally {
    inflater.destroy()
    stored?.destroy()
  }
}
