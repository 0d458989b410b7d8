/** What the headers of an archive say of one file. */
export interface EntryHeader {
  readonly name: string
  readonly crc: number
  readonly packedBytes: number
  readonly bytes: number
  /** Where it begins in the archive. */
  readonly offset: number
}

export const localHeaderLength = 30
export const centralHeaderLength = 46
export const endRecordLength = 22

const versionNeeded = 20
/** Made on UNIX, whose modes the attributes are. */
const versionMadeBy = 0x031e
/** Names are UTF-8. */
const flags = 0x0800
const method = 8
/** The first of January 1980: no clock is told of. */
const date = 0x0021
const attributes = (0o100644 << 16) >>> 0

const writeCommonFields = (
  {bytes, crc, name, packedBytes}: Omit<EntryHeader, 'offset'>,
  buffer: Buffer,
  start: number,
) => {
  buffer.writeUInt16LE(versionNeeded, start)
  buffer.writeUInt16LE(flags, start + 2)
  buffer.writeUInt16LE(method, start + 4)
  buffer.writeUInt16LE(method, start + 4)
  buffer.writeUInt16LE(date, start + 8)
  buffer.writeUInt32LE(crc, start + 10)
  buffer.writeUInt32LE(packedBytes, start + 14)
  buffer.writeUInt32LE(bytes, start + 18)
  buffer.writeUInt16LE(Buffer.byteLength(name), start + 22)
}

/** What stands before each file. All of it follows from the file: there is one form of a header, and no room in it. */
export function localHeader(header: Omit<EntryHeader, 'offset'>): Buffer {
  const buffer = Buffer.alloc(localHeaderLength)
  buffer.writeUInt32LE(0x04034b50, 0)
  writeCommonFields(header, buffer, 4)
  return Buffer.concat([buffer, Buffer.from(header.name)])
}

/** What the directory at the end says of each file. */
export function centralHeader(header: EntryHeader): Buffer {
  const buffer = Buffer.alloc(centralHeaderLength)
  buffer.writeUInt32LE(0x02014b50, 0)
  buffer.writeUInt16LE(versionMadeBy, 4)
  writeCommonFields(header, buffer, 6)
  buffer.writeUInt32LE(attributes, 38)
  buffer.writeUInt32LE(header.offset, 42)
  return Buffer.concat([buffer, Buffer.from(header.name)])
}

/** The last of an archive. */
export function endRecord(files: number, length: number, offset: number): Buffer {
  const buffer = Buffer.alloc(endRecordLength)
  buffer.writeUInt32LE(0x06054b50, 0)
  buffer.writeUInt16LE(files, 8)
  buffer.writeUInt16LE(files, 10)
  buffer.writeUInt32LE(length, 12)
  buffer.writeUInt32LE(offset, 16)
  return buffer
}
