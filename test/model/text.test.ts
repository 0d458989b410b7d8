import assert from 'node:assert/strict'

import {jsonText} from '../../src/model/json-text.js'
import {unsafe} from '../../src/model/text.js'
import {printable} from '../../src/report/printable.js'

const ends = [0x7F, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x180F, 0x200B, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0xE0041, 0xE0100, 0xE01EF]

describe('characters that are not to be seen', () => {
  it('are shown as such, and escaped in JSON, which means the same', () => {
    for (const code of ends) {
      const text = `pay${String.fromCodePoint(code)}web`
      assert.equal(printable(text), 'pay\uFFFDweb', code.toString(16))
      const json = jsonText(text, 0)
      assert.match(json, /^"pay(?:\\u[\da-f]{4})+web"\n$/, code.toString(16))
      assert.equal(JSON.parse(json), text)
    }
  })

  it('are no others', () => {
    for (const text of ['pay web', 'größer', '\u115E\u1161', '\u27FF\u2801', '\u3163\u3165', '\uFF9F\uFFA1', '\u{1D172}', '\u{1F600}\uFE0F', '山', '가']) assert.deepEqual(text.match(unsafe), null, text)
  })
})
