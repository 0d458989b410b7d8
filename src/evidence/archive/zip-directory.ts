import type {Difference} from '../../model/manifest.js'
import type {Header} from './zip-format.js'

import {UserError} from '../../foundation/user-error.js'
import {grouped} from '../../foundation/collections.js'
import {mostFiles, nameProblem, namesakes} from './entry-names.js'
import {centralHeader, centralLength, endLength, endRecord, localHeader, localLength} from './zip-format.js'

/** What stands somewhere in an archive, as far as that is long; in the place that was given, or in one of its own. */
export type BytesAt = (from: number, length: number, place?: Buffer) => Buffer

/** What an archive holds, and what in its headers is not as it is written. */
interface Directory {
  readonly headers: ReadonlyMap<string, Header>
  readonly flaws: readonly Difference[]
}

/**
 * Reads the directory of an archive without unpacking anything, and holds every byte that is no file's to the form in
 * which archives are written.
 *
 * @throws UserError where the file is no archive at all
 */
export function directoryOf(file: string, size: number, bytesAt: BytesAt): Directory {
  const tail = bytesAt(Math.max(0, size - endLength), endLength)
  const isEnded = tail.length === endLength && tail.readUInt32LE(0) === 0x06054b50
  if (!isEnded && bytesAt(0, 4).toString('latin1') !== 'PK\u0003\u0004')
    throw new UserError(
      `${file} is no bundle of evidence.`,
      'A bundle is a folder or an archive that heroku compliance:evidence wrote.',
    )
  if (!isEnded)
    return {
      flaws: [{file, what: 'does not end as an archive does: something is cut off, changed or appended'}],
      headers: new Map(),
    }
  const [files, length, offset] = [tail.readUInt16LE(10), tail.readUInt32LE(12), tail.readUInt32LE(16)]
  if (files > mostFiles) return {flaws: [{file, what: `holds more than ${mostFiles} files`}], headers: new Map()}
  if (offset + length + endLength !== size || !tail.equals(endRecord(files, length, offset)))
    return {flaws: [{file, what: 'says at its end what is not so of its directory'}], headers: new Map()}
  return held(file, files, offset, bytesAt(offset, length), bytesAt)
}

function held(file: string, files: number, offset: number, directory: Buffer, bytesAt: BytesAt): Directory {
  const flaws: Difference[] = []
  const all: Header[] = []
  let at = 0
  let next = 0
  for (let index = 0; index < files; index++) {
    const header = headerAt(directory, at)
    if (!header)
      return {
        flaws: [...flaws, {file, what: `has a directory that cannot be read at entry ${index + 1}`}],
        headers: new Map(),
      }
    const {name} = header
    const problem = nameProblem(name) ?? kindProblem(directory, at) ?? formProblem(header, directory, at, next, bytesAt)
    if (problem !== undefined) flaws.push({file: name === '' ? file : name, what: problem})
    if (problem === undefined || problem === formWords) all.push(header)
    at += lengthAt(directory, at)
    next = header.offset + localLength + Buffer.byteLength(name) + header.packed
  }

  if (at !== directory.length || next !== offset)
    flaws.push({file, what: 'holds something between its files and its directory that is none of them'})
  const twins = namesakes(all.map(({name}) => name))
  const once = [...grouped(all, ({name}) => name).values()].flatMap(([only, ...others]) =>
    only && others.length === 0 ? [only] : [],
  )
  const outside = once
    .filter(one => !isInside(one, offset))
    .map(({name}) => ({file: name, what: 'does not lie in the archive where its headers say'}))
  return {
    flaws: [...flaws, ...twins.map(({name, problem}) => ({file: name, what: problem})), ...outside],
    headers: new Map(once.filter(one => isInside(one, offset)).map(one => [one.name, one])),
  }
}

const isInside = ({name, offset, packed}: Header, end: number) =>
  offset + localLength + Buffer.byteLength(name) + packed <= end

/** Where the next entry begins, given the parts that may follow the header. */
const lengthAt = (directory: Buffer, at: number) =>
  centralLength + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)

function headerAt(directory: Buffer, at: number): Header | undefined {
  if (at + centralLength > directory.length || at + lengthAt(directory, at) > directory.length) return undefined
  const from = at + centralLength
  return {
    bytes: directory.readUInt32LE(at + 24),
    crc: directory.readUInt32LE(at + 16),
    name: directory.subarray(from, from + directory.readUInt16LE(at + 28)).toString('utf8'),
    offset: directory.readUInt32LE(at + 42),
    packed: directory.readUInt32LE(at + 20),
  }
}

const kinds = 0o170_000
const link = 0o120_000

/** The mode tells what a file would be on a disk. */
function kindProblem(directory: Buffer, at: number): string | undefined {
  return ((directory.readUInt32LE(at + 38) >>> 16) & kinds) === link ? 'is a link, which may lead anywhere' : undefined
}

const formWords = 'has headers in the archive that are not as they are written'

function formProblem(
  header: Header,
  directory: Buffer,
  at: number,
  next: number,
  bytesAt: BytesAt,
): string | undefined {
  const [local, central] = [localHeader(header), centralHeader(header)]
  const isAsWritten =
    header.offset === next &&
    directory.subarray(at, at + lengthAt(directory, at)).equals(central) &&
    bytesAt(header.offset, local.length).equals(local)
  return isAsWritten ? undefined : formWords
}
