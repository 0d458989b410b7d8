const table = Uint32Array.from({length: 256}, (_, byte) => {
  let checksum = byte
  for (let bit = 0; bit < 8; bit++) checksum = checksum & 1 ? 0xedb88320 ^ (checksum >>> 1) : checksum >>> 1
  return checksum
})

/** The CRC-32 of ZIP, carried on over a further piece; it begins with 0. */
export function crc32(previous: number, chunk: Uint8Array): number {
  let checksum = ~previous
  for (const byte of chunk) checksum = (table[(checksum ^ byte) & 0xff] ?? 0) ^ (checksum >>> 8)
  return ~checksum >>> 0
}
