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
    assert.deepEqual(keysOf('a\u0001b', {}), [{text: 'a'}, {name: 'ctrl-a', text: ''}, {text: 'b'}])
    assert.deepEqual([keysOf('', {upArrow: true}), keysOf('x', {ctrl: true})], [[{name: 'up', text: ''}], []])
  })

  it('knows the keys that edit a line, and tells backspace from delete by what the terminal sent', () => {
    const keysOf = createKeyReader()
    const names = (input: string, key: Parameters<typeof keysOf>[1], raw?: string) =>
      keysOf(input, key, raw).map(({name}) => name)
    assert.deepEqual(names('w', {ctrl: true}), ['ctrl-w'])
    assert.deepEqual(names('b', {meta: true}), ['alt-b'])
    assert.deepEqual(names('z', {meta: true}), [])
    assert.deepEqual(names('', {ctrl: true, leftArrow: true}), ['alt-b'])
    assert.deepEqual(names('', {meta: true, rightArrow: true}), ['alt-f'])
    assert.deepEqual(names('', {home: true, ctrl: true}), ['home'])
    assert.deepEqual(names('', {delete: true}, '\u007F'), ['back'])
    assert.deepEqual(names('', {delete: true}, '\u001B[3~'), ['delete'])
    assert.deepEqual(names('', {delete: true, meta: true}, '\u001B\u007F'), ['ctrl-w'])
    assert.deepEqual(names('', {escape: true, meta: true}), ['escape'])
  })
})
