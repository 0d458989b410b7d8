import type {BundleDifference} from '../../model/manifest.js'
import type {EntryHeader} from './zip-format.js'

import {UserError} from '../../foundation/user-error.js'
import {groupBy} from '../../foundation/collections.js'
import {maxFiles, nameProblem, nameCollisions} from './entry-names.js'
import {
  centralHeader,
  centralHeaderLength,
  endRecordLength,
  endRecord,
  localHeader,
  localHeaderLength,
} from './zip-format.js'

/** What stands somewhere in an archive, as far as that is long; in the place that was given, or in one of its own. */
export type BytesAt = (from: number, length: number, buffer?: Buffer) => Buffer

/** What an archive holds, and what in its headers is not as it is written. */
interface Directory {
  readonly headers: ReadonlyMap<string, EntryHeader>
  readonly flaws: readonly BundleDifference[]
}

/**
 * Reads the directory of an archive without unpacking anything, and holds every byte that is no file's to the form in
 * which archives are written.
 *
 * @throws UserError where the file is no archive at all
 */
export function readDirectory(file: string, size: number, bytesAt: BytesAt): Directory {
  const tail = bytesAt(Math.max(0, size - endRecordLength), endRecordLength)
  const hasEndRecord = tail.length === endRecordLength && tail.readUInt32LE(0) === 0x06054b50
  if (!hasEndRecord && bytesAt(0, 4).toString('latin1') !== 'PK\u0003\u0004')
    throw new UserError(
      `${file} is no bundle of evidence.`,
      'A bundle is a folder or an archive that heroku compliance:evidence wrote.',
    )
  if (!hasEndRecord)
    return {
      flaws: [{file, what: 'does not end as an archive does: something is cut off, changed or appended'}],
      headers: new Map(),
    }
  const [files, length, offset] = [tail.readUInt16LE(10), tail.readUInt32LE(12), tail.readUInt32LE(16)]
  if (files > maxFiles) return {flaws: [{file, what: `holds more than ${maxFiles} files`}], headers: new Map()}
  if (offset + length + endRecordLength !== size || !tail.equals(endRecord(files, length, offset)))
    return {flaws: [{file, what: 'says at its end what is not so of its directory'}], headers: new Map()}
  return readHeaders(file, files, offset, bytesAt(offset, length), bytesAt)
}

function readHeaders(file: string, files: number, offset: number, directory: Buffer, bytesAt: BytesAt): Directory {
  const flaws: BundleDifference[] = []
  const headers: EntryHeader[] = []
  let at = 0
  let nextOffset = 0
  for (let index = 0; index < files; index++) {
    const header = parseHeader(directory, at)
    if (!header)
      return {
        flaws: [...flaws, {file, what: `has a directory that cannot be read at entry ${index + 1}`}],
        headers: new Map(),
      }
    const {name} = header
    const problem =
      nameProblem(name) ?? fileTypeProblem(directory, at) ?? headerProblem(header, directory, at, nextOffset, bytesAt)
    if (problem !== undefined) flaws.push({file: name === '' ? file : name, what: problem})
    if (problem === undefined || problem === headerMismatch) headers.push(header)
    at += entryLengthAt(directory, at)
    nextOffset = header.offset + localHeaderLength + Buffer.byteLength(name) + header.packedBytes
  }

  if (at !== directory.length || nextOffset !== offset)
    flaws.push({file, what: 'holds something between its files and its directory that is none of them'})
  const collisions = nameCollisions(headers.map(({name}) => name))
  const uniqueHeaders = [...groupBy(headers, ({name}) => name).values()].flatMap(([only, ...others]) =>
    only && others.length === 0 ? [only] : [],
  )
  const outsideArchive = uniqueHeaders
    .filter(header => !isInside(header, offset))
    .map(({name}) => ({file: name, what: 'does not lie in the archive where its headers say'}))
  return {
    flaws: [...flaws, ...collisions.map(({name, problem}) => ({file: name, what: problem})), ...outsideArchive],
    headers: new Map(
      uniqueHeaders.filter(header => isInside(header, offset)).map(uniqueHeader => [uniqueHeader.name, uniqueHeader]),
    ),
  }
}

const isInside = ({name, offset, packedBytes}: EntryHeader, end: number) =>
  offset + localHeaderLength + Buffer.byteLength(name) + packedBytes <= end

/** Where the next entry begins, given the parts that may follow the header. */
const entryLengthAt = (directory: Buffer, at: number) =>
  centralHeaderLength +
  directory.readUInt16LE(at + 28) +
  directory.readUInt16LE(at + 30) +
  directory.readUInt16LE(at + 32)

function parseHeader(directory: Buffer, at: number): EntryHeader | undefined {
  if (at + centralHeaderLength > directory.length || at + entryLengthAt(directory, at) > directory.length)
    return undefined
  const nameStart = at + centralHeaderLength
  return {
    bytes: directory.readUInt32LE(at + 24),
    crc: directory.readUInt32LE(at + 16),
    name: directory.subarray(nameStart, nameStart + directory.readUInt16LE(at + 28)).toString('utf8'),
    offset: directory.readUInt32LE(at + 42),
    packedBytes: directory.readUInt32LE(at + 20),
  }
}

const fileTypeMask = 0o170_000
const symbolicLink = 0o120_000

/** The mode tells what a file would be on a disk. */
function fileTypeProblem(directory: Buffer, at: number): string | undefined {
  return ((directory.readUInt32LE(at + 38) >>> 16) & fileTypeMask) === symbolicLink
    ? 'is a link, which may lead anywhere'
    : undefined
}

const headerMismatch = 'has headers in the archive that are not as they are written'

function headerProblem(
  header: EntryHeader,
  directory: Buffer,
  at: number,
  nextOffset: number,
  bytesAt: BytesAt,
): string | undefined {
  const [local, central] = [localHeader(header), centralHeader(header)]
  const isCanonical =
    header.offset === nextOffset &&
    directory.subarray(at, at + entryLengthAt(directory, at)).equals(central) &&
    bytesAt(header.offset, local.length).equals(local)
  return isCanonical ? undefined : headerMismatch
}
