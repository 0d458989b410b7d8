import {ZipPassThrough} from 'fflate/browser'
import * as zlib from 'node:zlib'

/** The checksum of a zip archive's file, of one chunk after the other. */
export interface Crc32 {
  readonly update: (chunk: Uint8Array) => void
  readonly value: () => number
}

type NativeCrc32 = (data: Uint8Array, value?: number) => number

/** Node.js has it from 20.15 on; in JavaScript it takes most of the time of reading an archive. */
const ofNode = (zlib as {readonly crc32?: NativeCrc32}).crc32 ?? null

/**
 * A checksum that begins.
 *
 * @param native the function of Node.js; null where it has none
 */
export function crc32(native: NativeCrc32 | null = ofNode): Crc32 {
  if (!native) return scriptedCrc32()
  let value = 0
  return {
    update(chunk) {
      value = native(chunk, value)
    },
    value: () => value,
  }
}

function scriptedCrc32(): Crc32 {
  const checksum = new ZipPassThrough('')
  checksum.ondata = () => {}
  return {
    update(chunk) {
      checksum.push(chunk)
    },
    value() {
      checksum.push(new Uint8Array(0), true)
      return checksum.crc >>> 0
    },
  }
}
