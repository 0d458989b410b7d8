/** What the headers of an archive say of one file. */
export interface Header {
  readonly name: string
  readonly crc: number
  readonly packed: number
  readonly bytes: number
  /** Where it begins in the archive. */
  readonly offset: number
}

export const localLength = 30
export const centralLength = 46
export const endLength = 22

const needed = 20
/** Made on UNIX, whose modes the attributes are. */
const madeBy = 0x031e
/** Names are UTF-8. */
const flags = 0x0800
const method = 8
/** The first of January 1980: no clock is told of. */
const date = 0x0021
const attributes = (0o100644 << 16) >>> 0

const common = ({bytes, crc, name, packed}: Omit<Header, 'offset'>, at: Buffer, from: number) => {
  at.writeUInt16LE(needed, from)
  at.writeUInt16LE(flags, from + 2)
  at.writeUInt16LE(method, from + 4)
  at.writeUInt16LE(method, from + 4)
  at.writeUInt16LE(date, from + 8)
  at.writeUInt32LE(crc, from + 10)
  at.writeUInt32LE(packed, from + 14)
  at.writeUInt32LE(bytes, from + 18)
  at.writeUInt16LE(Buffer.byteLength(name), from + 22)
}

/** What stands before each file. All of it follows from the file: there is one form of a header, and no room in it. */
export function localHeader(header: Omit<Header, 'offset'>): Buffer {
  const at = Buffer.alloc(localLength)
  at.writeUInt32LE(0x04034b50, 0)
  common(header, at, 4)
  return Buffer.concat([at, Buffer.from(header.name)])
}

/** What the directory at the end says of each file. */
export function centralHeader(header: Header): Buffer {
  const at = Buffer.alloc(centralLength)
  at.writeUInt32LE(0x02014b50, 0)
  at.writeUInt16LE(madeBy, 4)
  common(header, at, 6)
  at.writeUInt32LE(attributes, 38)
  at.writeUInt32LE(header.offset, 42)
  return Buffer.concat([at, Buffer.from(header.name)])
}

/** The last of an archive. */
export function endRecord(files: number, length: number, offset: number): Buffer {
  const at = Buffer.alloc(endLength)
  at.writeUInt32LE(0x06054b50, 0)
  at.writeUInt16LE(files, 8)
  at.writeUInt16LE(files, 10)
  at.writeUInt32LE(length, 12)
  at.writeUInt32LE(offset, 16)
  return at
}
