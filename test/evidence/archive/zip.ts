import {ZipPassThrough} from 'fflate/browser'
import {deflateRawSync} from 'node:zlib'

/** What the headers of an archive say about one file. */
export interface Header {
  readonly name: string
  readonly crc: number
  readonly packedBytes: number
  readonly bytes: number
  /** Where its local header begins. */
  readonly offset: number
}

export interface ZipPart {
  readonly name: string
  readonly content?: Buffer | string
  /** What the headers say instead of the truth. */
  readonly lie?: Partial<Header>
  /** What only the header in front of the data says. */
  readonly localLie?: Partial<Header>
  readonly mode?: number
  readonly flags?: number
  readonly method?: number
  /** Bytes between the compressed data and the next file, counted as compressed data. */
  readonly trailing?: string
  /** Bytes that belong to no file. */
  readonly gap?: string
}

interface Attributes {
  readonly flags?: number | undefined
  readonly method?: number | undefined
  readonly mode?: number | undefined
}

/**
 * An archive as bundles were first written, with sizes in the local headers and no comment; or with whatever nobody
 * would put into one.
 */
export function zip(...parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const {content = 'x', flags, gap = '', lie, localLie, method, mode, name, trailing = ''} of parts) {
    const bytes = Buffer.from(content)
    const packed = Buffer.concat([method === 0 ? bytes : deflateRawSync(bytes), Buffer.from(trailing)])
    const header = {bytes: bytes.length, crc: crcOf(bytes), name, offset, packedBytes: packed.length, ...lie}
    const data = Buffer.concat([localHeader({...header, ...localLie}, {flags, method}), packed, Buffer.from(gap)])
    centrals.push(centralHeader(header, {flags, method, mode}))
    locals.push(data)
    offset += data.length
  }

  const directory = Buffer.concat(centrals)
  return Buffer.concat([...locals, directory, endRecord(parts.length, directory.length, offset)])
}

function crcOf(bytes: Uint8Array): number {
  const checksum = new ZipPassThrough('')
  checksum.ondata = () => {}
  checksum.push(bytes, true)
  return checksum.crc >>> 0
}

function writeCommonFields(header: Header, {flags = 0x0800, method = 8}: Attributes, buffer: Buffer, start: number) {
  buffer.writeUInt16LE(20, start)
  buffer.writeUInt16LE(flags, start + 2)
  buffer.writeUInt16LE(method, start + 4)
  buffer.writeUInt16LE(0x0021, start + 8)
  buffer.writeUInt32LE(header.crc, start + 10)
  buffer.writeUInt32LE(header.packedBytes, start + 14)
  buffer.writeUInt32LE(header.bytes, start + 18)
  buffer.writeUInt16LE(Buffer.byteLength(header.name), start + 22)
}

function localHeader(header: Header, attributes: Attributes): Buffer {
  const buffer = Buffer.alloc(30)
  buffer.writeUInt32LE(0x04034b50, 0)
  writeCommonFields(header, attributes, buffer, 4)
  return Buffer.concat([buffer, Buffer.from(header.name)])
}

function centralHeader(header: Header, attributes: Attributes): Buffer {
  const buffer = Buffer.alloc(46)
  buffer.writeUInt32LE(0x02014b50, 0)
  buffer.writeUInt16LE(0x031e, 4)
  writeCommonFields(header, attributes, buffer, 6)
  buffer.writeUInt32LE(((attributes.mode ?? 0o100644) << 16) >>> 0, 38)
  buffer.writeUInt32LE(header.offset, 42)
  return Buffer.concat([buffer, Buffer.from(header.name)])
}

function endRecord(files: number, length: number, offset: number): Buffer {
  const buffer = Buffer.alloc(22)
  buffer.writeUInt32LE(0x06054b50, 0)
  buffer.writeUInt16LE(files, 8)
  buffer.writeUInt16LE(files, 10)
  buffer.writeUInt32LE(length, 12)
  buffer.writeUInt32LE(offset, 16)
  return buffer
}
