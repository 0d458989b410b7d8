const table = Uint32Array.from({length: 256}, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1
  return sum
})

/** The CRC-32 of ZIP, carried on over a further piece; it begins with 0. */
export function crc32(sum: number, piece: Uint8Array): number {
  let open = ~sum
  for (const byte of piece) open = (table[(open ^ byte) & 0xff] ?? 0) ^ (open >>> 8)
  return ~open >>> 0
}
