import type {Entry, LocalFileHeader} from 'yauzl'

import type {BundleDifference} from '../../model/manifest.js'

import {groupBy} from '../../foundation/collections.js'
import {nameCollisions, nameProblem} from './entry-names.js'

/** A file of an archive: its entry in the directory, and the header in front of its data if that could be read. */
export interface ZipEntry {
  readonly name: string
  readonly central: Entry
  readonly local?: LocalFileHeader | undefined
}

interface Layout {
  /** By name, the files that can be read safely. */
  readonly entries: ReadonlyMap<string, Entry>
  readonly problems: readonly BundleDifference[]
}

const localHeaderBytes = 30
const centralHeaderBytes = 46
const endRecordBytes = 22
const descriptorBytes = 16

const deflated = 8
const encryptedFlag = 0x0001
const descriptorFlag = 0x0008
const fileTypeMask = 0o170_000
const symbolicLink = 0o120_000

/**
 * Checks what yauzl leaves to its caller, so that every reader sees the same files in an archive: fit names, each once;
 * regular, compressed, unencrypted files; headers that agree; files one after the other from the first byte to the
 * directory, with nothing before, between or behind them.
 *
 * @param size bytes of the archive
 * @param commentBytes bytes of the comment at its end
 */
export function checkLayout(file: string, listed: readonly ZipEntry[], size: number, commentBytes: number): Layout {
  const problems: BundleDifference[] = []
  const safe: ZipEntry[] = []
  let offset = 0
  for (const entry of listed) {
    const problem = entryProblem(entry, offset)
    if (problem === undefined) safe.push(entry)
    else problems.push({file: entry.name === '' ? file : entry.name, problem})
    offset = endOf(entry)
  }

  const directoryBytes = listed.reduce((sum, {central}) => sum + centralHeaderBytes + central.fileNameLength, 0)
  if (problems.length === 0 && offset + directoryBytes + endRecordBytes + commentBytes !== size)
    problems.push({file, problem: 'holds bytes that belong to none of its files'})
  const collisions = nameCollisions(listed.map(({name}) => name)).map(({name, problem}) => ({file: name, problem}))
  const unique = [...groupBy(safe, ({name}) => name).values()].flatMap(([entry, ...others]) =>
    entry && others.length === 0 ? [[entry.name, entry.central] as const] : [],
  )
  return {entries: new Map(unique), problems: [...problems, ...collisions]}
}

const entryProblem = (entry: ZipEntry, offset: number): string | undefined =>
  nameProblem(entry.name) ?? kindProblem(entry.central) ?? placeProblem(entry, offset) ?? headerProblem(entry)

function kindProblem(entry: Entry): string | undefined {
  if (((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink)
    return 'is a link, which may point anywhere'
  if ((entry.generalPurposeBitFlag & encryptedFlag) !== 0) return 'is encrypted'
  return entry.compressionMethod === deflated ? undefined : 'is not compressed as bundles are'
}

function placeProblem({central, local}: ZipEntry, offset: number): string | undefined {
  if (!local) return 'is not where the directory of the archive says'
  return central.relativeOffsetOfLocalHeader === offset
    ? undefined
    : 'overlaps another file of the archive or leaves a gap'
}

/** The two headers of a file must say the same, and leave no room for anything else. */
function headerProblem({central, local}: ZipEntry): string | undefined {
  if (!local) return undefined
  const hasDescriptor = (central.generalPurposeBitFlag & descriptorFlag) !== 0
  const [crc, compressed, uncompressed] = hasDescriptor
    ? [0, 0, 0]
    : [central.crc32, central.compressedSize, central.uncompressedSize]
  const agrees =
    central.extraFieldLength + central.fileCommentLength + local.extraFieldLength === 0 &&
    local.fileName.equals(central.fileNameRaw) &&
    local.generalPurposeBitFlag === central.generalPurposeBitFlag &&
    local.compressionMethod === central.compressionMethod &&
    local.crc32 === crc &&
    local.compressedSize === compressed &&
    local.uncompressedSize === uncompressed
  return agrees ? undefined : 'has contradicting headers in the archive'
}

/** Where the next file begins. */
function endOf({central}: ZipEntry): number {
  const hasDescriptor = (central.generalPurposeBitFlag & descriptorFlag) !== 0
  return (
    central.relativeOffsetOfLocalHeader +
    localHeaderBytes +
    central.fileNameLength +
    central.compressedSize +
    (hasDescriptor ? descriptorBytes : 0)
  )
}
