import {createHash} from 'node:crypto'

/** The namespace of the identifiers that are made here; to change it would change them all. */
const namespace = '8f2b6f0e4c1e5d0a9a3c7d5e1b2f4a60'

/** A name-based UUID (version 5): of the same parts ever the same. */
export function uuid(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(Buffer.from(namespace, 'hex')).update(JSON.stringify(parts)).digest()
  const bytes = [...hash.subarray(0, 16)].map((byte, index) =>
    index === 6 ? (byte & 0x0f) | 0x50 : index === 8 ? (byte & 0x3f) | 0x80 : byte,
  )
  const hex = bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** SHA-256 of a name, in hexadecimal. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
