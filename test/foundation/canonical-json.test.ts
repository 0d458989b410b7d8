import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'

import {canonicalJson, fingerprint} from '../../src/foundation/canonical-json.js'

describe('canonicalJson', () => {
  const cases: Array<[unknown, string]> = [
    [{b: 1, a: [2, {d: null, c: 'x'}]}, '{"a":[2,{"c":"x","d":null}],"b":1}'],
    [{a: undefined, b: 1}, '{"b":1}'],
    [{'\u00E9': 1, z: 2, Z: 3, '\uFFFF': 4, '\u{1F600}': 5}, '{"Z":3,"z":2,"é":1,"😀":5,"\uFFFF":4}'],
    [{10: 'a', 9: 'b', x: 'c'}, '{"10":"a","9":"b","x":"c"}'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [1.5, '1.5'],
    [true, 'true'],
    [null, 'null'],
    [[], '[]'],
    [{}, '{}'],
    [JSON.parse('{"__proto__":{"b":1,"a":2}}'), '{"__proto__":{"a":2,"b":1}}'],
  ]
  for (const [value, text] of cases)
    it(`of ${JSON.stringify(value)}`, () => {
      assert.equal(canonicalJson(value), text)
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))
    })
})

describe('fingerprint', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    assert.equal(fingerprint({}), '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
    for (const value of [
      {},
      [],
      1,
      'a',
      null,
      {a: []},
      {a: [1, 'b', {d: 1, c: [2]}], b: {}},
      [[], [1]],
      {a: undefined, b: [null], '"': 'x'},
    ]) {
      assert.equal(fingerprint(value), createHash('sha256').update(canonicalJson(value)).digest('hex'))
    }
  })

  it('is the same for the same value, however its keys are ordered', () => {
    assert.equal(fingerprint({a: 1, b: {c: 2, d: 3}}), fingerprint({b: {d: 3, c: 2}, a: 1}))
    assert.equal(fingerprint({a: 1, b: undefined}), fingerprint({a: 1}))
  })

  it('differs for anything that differs', () => {
    const variants = [
      {a: 1},
      {a: '1'},
      {a: null},
      {},
      [],
      [1, 2],
      [2, 1],
      {a: {b: 1}},
      {b: 1},
      'a',
      {a: [1]},
      {a: true},
    ]
    assert.equal(new Set(variants.map(variant => fingerprint(variant))).size, variants.length)
  })
})
