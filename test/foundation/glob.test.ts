import assert from 'node:assert/strict'

import {matchesGlob} from '../../src/foundation/glob.js'

describe('matchesGlob', () => {
  const matching: ReadonlyArray<readonly [string, string]> = [
    ['pay', 'pay'],
    ['PAY', 'pay'],
    ['pay', 'Pay'],
    ['pay', '*'],
    ['', '*'],
    ['', ''],
    ['pay', 'p*'],
    ['pay', '*y'],
    ['pay', '*a*'],
    ['pay', 'p*y'],
    ['pay', 'pay*'],
    ['pay', '*pay'],
    ['pay', '**'],
    ['a.b.c', 'a.*.c'],
    ['abcabc', '*abc'],
    ['aXbXc', 'a*b*c'],
    ['abab', 'ab*ab'],
    ['https://github.com/acme/x', 'https://github.com/acme/*'],
  ]
  const notMatching: ReadonlyArray<readonly [string, string]> = [
    ['pay', 'pa'],
    ['pay', 'ay'],
    ['pay', ''],
    ['', 'p'],
    ['pay', 'p?y'],
    ['pay', '[p]ay'],
    ['axc', 'a.c'],
    ['pay', 'p*x'],
    ['ab', 'ab*ab'],
    ['aba', 'ab*ba'],
    ['abc', 'a*b*b*c'],
    ['pay\n', 'pay'],
    ['evil.test', '*.evil.test'],
  ]

  for (const [name, glob] of matching) it(`lets "${glob}" match "${name}"`, () => assert.ok(matchesGlob(name, [glob])))
  for (const [name, glob] of notMatching)
    it(`lets "${glob}" not match "${name}"`, () => assert.ok(!matchesGlob(name, [glob])))

  it('wants one of several', () => {
    assert.ok(matchesGlob('pay', ['shop', 'p*']))
    assert.ok(!matchesGlob('pay', []))
  })

  it('ends for patterns that make others run for ever', () => {
    assert.ok(!matchesGlob('a'.repeat(50_000), [`${'*a'.repeat(2000)}b`]))
  })
})
