import assert from 'node:assert/strict'

import {jsonError, jsonErrorText} from '../../src/foundation/json-error.js'

const cases: ReadonlyArray<readonly [text: string, offset: number, reason: RegExp]> = [
  ['', 0, /^it is empty$/],
  [' \n', 2, /^it is empty$/],
  ['{', 1, /^it ends too early; expected a key/],
  ['{"a"', 4, /^it ends too early; expected a colon/],
  ['{"a": ', 6, /^it ends too early; expected a value/],
  ['[1', 2, /^it ends too early; expected a comma or a closing bracket/],
  ['[', 1, /^it ends too early; expected a value, or \]/],
  ['{"a": "unfinished', 6, /^it ends too early, in the middle of a value$/],
  [String.raw`["a\\`, 1, /^it ends too early, in the middle of a value$/],
  ['[tru', 1, /^it ends too early, in the middle of a value$/],
  ['[1, -', 4, /^it ends too early, in the middle of a value$/],
  ['{"a": }', 6, /^there is a comma too many, or a value is missing, before }$/],
  ['{"a": 1,}', 8, /^there is a comma too many/],
  ['[1,]', 3, /^there is a comma too many/],
  ['[,1]', 1, /^, is unexpected; expected a value, or \]$/],
  ["{'a': 1}", 1, /^a string needs double quotes/],
  ['{a: 1}', 1, /^a is unexpected; expected a key in double quotes/],
  ['{1: 1}', 1, /^1 is unexpected; expected a key/],
  ['{"a" 1}', 5, /^1 is unexpected; expected a colon/],
  ['{"a": 1 "b": 2}', 8, /^"b" is unexpected; expected a comma or a closing bracket$/],
  ['[1}', 2, /^} is unexpected; expected a comma or a closing bracket$/],
  ['{"a": 1]', 7, /^\] is unexpected/],
  ['{"a",}', 4, /^, is unexpected; expected a colon/],
  ['[":":]', 4, /^: is unexpected/],
  ['1 2', 2, /^2 is unexpected; expected nothing after the end$/],
  ['// x\n1', 0, /^JSON has no comments$/],
  ['{"a": NaN}', 6, /^NaN is unexpected; expected a value$/],
  ['["a\nb"]', 1, /^a string has no end on its line/],
  [String.raw`["\x"]`, 1, /^a string has no end on its line, or a backslash/],
  ['[01]', 2, /^1 is unexpected/],
  ['{"a": @}', 6, /^@ is unexpected/],
  ['\uFFFD\uFFFD{\u0000', 0, /^it is not UTF-8; a redirection in PowerShell/],
  ['{\u0000"\u0000', 1, /^it is not UTF-8/],
  [`[${'x'.repeat(50)}]`, 1, /^x{20}\.\.\. is unexpected/],
]

describe('why a text is not valid JSON', () => {
  for (const [text, offset, reason] of cases)
    it(`is told for ${JSON.stringify(text)}`, () => {
      const error = jsonError(text)
      assert.match(error?.reason ?? '', reason)
      assert.equal(error?.offset, offset)
    })

  it('is nothing for what is valid', () => {
    for (const text of [
      '1',
      ' {"a": [1, -2.5e+3, true, null, "\\u00e9\\n", {}, []]} ',
      '[]',
      '{"a": {"b": 1}, "c": 2}',
    ])
      assert.equal(jsonError(text), undefined)
  })

  it('is found in the middle of what is valid, however deep', () => {
    const text = `${'[{"a": '.repeat(500)}oops${'}]'.repeat(500)}`
    assert.equal(jsonError(text)?.offset, text.indexOf('oops'))
  })

  it('comes with the line and the column', () => {
    assert.equal(
      jsonErrorText('{\n  "a": 1,\n}'),
      'there is a comma too many, or a value is missing, before }, at line 3, column 1',
    )
  })
})
