import {createHash} from 'node:crypto'

/** The namespace of all identifiers of this tool; changing it would change them all. */
const namespace = '8f2b6f0e4c1e5d0a9a3c7d5e1b2f4a60'

/** The bytes that hold the version and the variant of a UUID (RFC 9562). */
const versionByte = 6
const variantByte = 8

/** A name-based UUID (version 5): the same parts always give the same UUID. */
export function uuid(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(Buffer.from(namespace, 'hex')).update(JSON.stringify(parts)).digest()
  const bytes = hash.subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(versionByte) & 0x0f) | 0x50, versionByte)
  bytes.writeUInt8((bytes.readUInt8(variantByte) & 0x3f) | 0x80, variantByte)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
