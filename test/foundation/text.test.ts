import assert from 'node:assert/strict'

import {jsonText} from '../../src/model/json-stream.js'
import {unsafeCharacters} from '../../src/foundation/text.js'
import {sanitizeLine} from '../../src/foundation/printable.js'

const boundaries = [
  0x7f, 0x9f, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x180f, 0x200b, 0x200f, 0x2028,
  0x202e, 0x2060, 0x206f, 0x2800, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000,
  0xe0041, 0xe0100, 0xe01ef,
]

describe('characters that are not to be seen', () => {
  it('are shown as such, and escaped in JSON, which means the same', () => {
    for (const code of boundaries) {
      const text = `pay${String.fromCodePoint(code)}web`
      assert.equal(sanitizeLine(text), 'pay\uFFFDweb', code.toString(16))
      const json = jsonText(text, 0)
      assert.match(json, /^"pay(?:\\u[\da-f]{4})+web"\n$/, code.toString(16))
      assert.equal(JSON.parse(json), text)
    }
  })

  it('are no others', () => {
    for (const text of [
      'pay web',
      'größer',
      '\u115E\u1161',
      '\u27FF\u2801',
      '\u3163\u3165',
      '\uFF9F\uFFA1',
      '\u{1D172}',
      '\u{1F600}\uFE0F',
      '山',
      '가',
    ])
      assert.deepEqual(text.match(unsafeCharacters), null, text)
  })
})
