import assert from 'node:assert/strict'

import {truncate, sanitizePlainText} from '../../../src/foundation/plain-text.js'
import {encodeChunks, streamJson} from '../../../src/report/text/json-chunks.js'
import {uuid} from '../../../src/foundation/uuid.js'

const text = (value: unknown) => Buffer.concat([...streamJson(value)]).toString('utf8')

function* rows(...all: unknown[]): Generator {
  yield* all
}

describe('json-chunks', () => {
  it('gives the same JSON as in one piece', () => {
    assert.deepEqual(
      JSON.parse(text({a: rows(1, {b: [2]}, {c: rows(), d: rows('x')}), e: undefined, f: {g: rows(null)}})),
      {a: [1, {b: [2]}, {c: [], d: ['x']}], f: {g: [null]}},
    )
    assert.equal(text(rows()), '[]\n')
    assert.equal(text({a: [1]}), '{\n  "a": [\n    1\n  ]\n}\n')
    assert.equal(text({a: rows({b: 1}, {b: 2})}), '{\n  "a": [\n    {"b":1},\n    {"b":2}\n  ]\n}\n')
  })

  it('makes each item when it is written, and keeps none', () => {
    let made = 0
    function* long(): Generator<string> {
      for (; made < 100_000; made++) yield 'x'.repeat(100)
    }

    const pieces = streamJson({a: long()})
    pieces.next()
    assert.ok(made > 0 && made < 2000, String(made))
  })

  it('gives chunks that are worth writing', () => {
    const pieces = [...encodeChunks(rows(...Array.from({length: 1000}, () => 'x'.repeat(1000))) as Iterable<string>)]
    assert.ok(pieces.length < 20)
    assert.equal(
      pieces.reduce((sum, {length}) => sum + length, 0),
      1_000_000,
    )
    assert.deepEqual([...encodeChunks([])], [])
  })
})

describe('plain-text', () => {
  it('replaces what steers, hides or is half a character', () => {
    assert.equal(sanitizePlainText('a\u001B[31m\n\u202Eb\uD800c\u{1F600}'), 'a\uFFFD[31m\uFFFD\uFFFDb\uFFFDc\u{1F600}')
  })
})

describe('truncate', () => {
  it('keeps whole characters, and says that it cut', () => {
    assert.equal(truncate('abc', 3), 'abc')
    assert.equal(truncate('abcd', 3), 'ab…')
    assert.equal(truncate('a\u{1F600}bc', 3), 'a…')
  })
})

describe('uuid', () => {
  it('is the name-based UUID of its parts', () => {
    assert.equal(uuid('observation', 'a:app/1'), '59fc4ec9-9cb5-58cd-a8b2-568a13cb7e6f')
    assert.notEqual(uuid('a', 'b'), uuid('ab'))
  })
})
