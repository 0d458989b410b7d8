import assert from 'node:assert/strict'

import {displayWidth, truncateToWidth, wrapText} from '../../../src/report/terminal/layout.js'
import {createPalette} from '../../../src/report/terminal/palette.js'

const paint = createPalette(true)

describe('layout', () => {
  it('counts wide characters twice, and marks and colors not at all', () => {
    assert.equal(displayWidth('pay-web'), 7)
    assert.equal(displayWidth('支払い'), 6)
    assert.equal(displayWidth('🏴a'), 3)
    assert.equal(displayWidth('e\u0301'), 1)
    assert.equal(displayWidth(paint.fail('two words')), 9)
  })

  it('shortens in the middle to the available columns', () => {
    assert.equal(truncateToWidth('a'.repeat(10), 10), 'a'.repeat(10))
    assert.equal(truncateToWidth('abcdefghijklmnop', 9), 'abc...nop')
    for (const most of [9, 10, 11]) assert.ok(displayWidth(truncateToWidth('支払い'.repeat(100), most)) <= most)
  })

  it('wraps words behind a lead and indents the lines after it', () => {
    assert.deepEqual(wrapText('one two three four', 14, 'NOTE  ', 2), ['NOTE  one two', '  three four'])
    assert.deepEqual(wrapText('one two', 14, 'NOTE  '), ['NOTE  one two'])
    assert.deepEqual(wrapText('one two x', 14, 'NOTE  '), ['NOTE  one two', '      x'])
  })

  it('breaks a word that is wider than a line, but not a URL', () => {
    assert.deepEqual(wrapText('x abcdefghijkl y', 6, '', 2), ['x', '  abcd', '  efgh', '  ijkl', '  y'])
    assert.deepEqual(wrapText('see https://example.com/a/long/path now', 12, '', 2), [
      'see',
      '  https://example.com/a/long/path',
      '  now',
    ])
  })

  it('fills no line beyond its columns, whatever the words', () => {
    const words = [
      'a',
      '支払い',
      '👩🏴',
      'n'.repeat(90),
      'e\u0301e\u0301',
      paint.name('m'.repeat(33)),
      paint.strong('two words'),
    ]
    for (let columns = 12; columns <= 60; columns++) {
      for (let start = 0; start < words.length; start++) {
        const text = [...words.slice(start), ...words.slice(0, start), ...words].join(' ')
        for (const line of wrapText(text, columns, 'FAIL  ', 4))
          assert.ok(displayWidth(line) <= columns, `${columns}: ${line}`)
      }
    }
  })

  it('loses and adds no character', () => {
    const text = `a ${'n'.repeat(70)} 支払い b`
    assert.equal(
      wrapText(text, 17, '', 3)
        .map(line => line.trim())
        .join('')
        .replaceAll(' ', ''),
      text.replaceAll(' ', ''),
    )
  })

  it("puts a word that doesn't fit beside the lead on the next line", () => {
    assert.deepEqual(wrapText('abcdefghijkl y', 12, 'FAIL  ', 2), ['FAIL', '  abcdefghij', '  kl', '  y'])
  })

  it('closes a color at the end of each line', () => {
    const lines = wrapText(paint.name('m'.repeat(40)), 15)
    assert.equal(lines.length, 3)
    // eslint-disable-next-line no-control-regex -- these are the codes of colors
    for (const line of lines) assert.match(line, /^\u001B\[36mm+\u001B\[(?:0|39)m$/)
  })
})
