import assert from 'node:assert/strict'

import {isShowable, sanitizeForTerminal, truncateMiddle} from '../../../src/report/text/sanitize.js'

describe('sanitize', () => {
  it('shortens in the middle to the available characters', () => {
    assert.equal(truncateMiddle('a'.repeat(10), 10), 'a'.repeat(10))
    assert.equal(truncateMiddle('abcdefghijklmnop', 9), 'abc...nop')
    assert.equal(truncateMiddle('支払い支払い支払い', 7), '支払...払い')
    assert.equal(truncateMiddle('abcdef', 3), '...')
  })

  it('bounds a text that takes no columns', () => {
    assert.equal([...truncateMiddle(`z${'\u0335'.repeat(10_000)}`, 40)].length, 40)
    assert.equal(sanitizeForTerminal(`z${'\u0335'.repeat(10_000)}`), 'z\u0335\u0335')
  })

  it("knows what can't be shown unchanged", () => {
    assert.equal(isShowable('heroku ps -a pay-web'), true)
    assert.equal(isShowable('heroku ps -a pay\nweb'), false)
    assert.equal(isShowable(`heroku ps -a ${'n'.repeat(1000)}`), false)
  })
})
