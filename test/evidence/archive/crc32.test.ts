import assert from 'node:assert/strict'
import {randomBytes} from 'node:crypto'

import {crc32} from '../../../src/evidence/archive/crc32.js'

describe('the checksum of a file in an archive', () => {
  it('is the known one of a known text, with and without the help of Node.js', () => {
    for (const checksum of [crc32(), crc32(null)]) {
      for (const part of ['1234', '', '56789']) checksum.update(Buffer.from(part))
      assert.equal(checksum.value(), 0xcb_f4_39_26)
    }
  })

  it('is the same both ways for any bytes, and 0 for none', () => {
    const bytes = randomBytes(100_000)
    const values = [crc32(), crc32(null)].map(checksum => {
      checksum.update(bytes.subarray(0, 33_333))
      checksum.update(bytes.subarray(33_333))
      return checksum.value()
    })
    assert.equal(values[0], values[1])
    assert.deepEqual([crc32().value(), crc32(null).value()], [0, 0])
  })
})
