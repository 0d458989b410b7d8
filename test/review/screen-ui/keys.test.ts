import assert from 'node:assert/strict'

import {createKeyReader} from '../../../src/review/screen-ui/keys.js'

describe('the key reader', () => {
  it('splits text that arrives at once into keys', () => {
    const keysOf = createKeyReader()
    assert.deepEqual(keysOf('ab\u007F\u0007\r', {}), [
      {text: 'a'},
      {text: 'b'},
      {name: 'back', text: ''},
      {name: 'enter', text: ''},
    ])
    assert.deepEqual([keysOf('', {upArrow: true}), keysOf('x', {ctrl: true})], [[{name: 'up', text: ''}], []])
  })
})
