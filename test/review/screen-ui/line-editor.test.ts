import assert from 'node:assert/strict'

import type {Key} from '../../../src/review/screen-ui/screen-state.js'

import {displayWidth} from '../../../src/report/terminal/layout.js'
import {editedLine, editLine, visibleLine} from '../../../src/review/screen-ui/line-editor.js'

/** The line after some keys, with the caret as a bar. */
function after(text: string, ...keys: ReadonlyArray<NonNullable<Key['name']> | {text: string}>): string {
  const {after: rest, before} = keys.reduce(
    (line, key) => editLine(line, typeof key === 'string' ? {name: key, text: ''} : key),
    editedLine(text),
  )
  return `${before}|${rest}`
}

describe('a line that is edited', () => {
  it('takes text at the caret, several characters at once too', () => {
    assert.equal(after('ab', 'left', {text: 'xyz'}), 'axyz|b')
    assert.deepEqual(editedLine('abc', 1), {after: 'bc', before: 'a'})
  })

  it('moves as in readline', () => {
    assert.equal(after('one two', 'home'), '|one two')
    assert.equal(after('one two', 'ctrl-a', 'right', 'ctrl-f'), 'on|e two')
    assert.equal(after('one two', 'ctrl-a', 'end'), 'one two|')
    assert.equal(after('one two', 'home', 'ctrl-e', 'ctrl-b'), 'one tw|o')
    assert.equal(after('one, two', 'alt-b'), 'one, |two')
    assert.equal(after('one, two', 'alt-b', 'alt-b'), '|one, two')
    assert.equal(after('one, two', 'home', 'alt-f'), 'one|, two')
    assert.equal(after('one, two', 'home', 'alt-f', 'alt-f', 'right'), 'one, two|')
    assert.equal(after('a', 'home', 'left', 'up'), '|a')
  })

  it('erases as in readline', () => {
    assert.equal(after('one two', 'back'), 'one tw|')
    assert.equal(after('one two', 'home', 'delete', 'ctrl-d'), '|e two')
    assert.equal(after('one a@b.c ', 'ctrl-w'), 'one |')
    assert.equal(after('one two', 'alt-b', 'ctrl-u'), '|two')
    assert.equal(after('one two', 'alt-b', 'ctrl-k'), 'one |')
    assert.equal(after('', 'back', 'delete', 'ctrl-w'), '|')
  })

  it('treats what a reader sees as one character as one', () => {
    assert.equal(after('a👩‍👩‍👧', 'back'), 'a|')
    assert.equal(after('e\u0301x', 'left', 'left'), '|e\u0301x')
    assert.equal(after('会議', 'left', 'delete'), '会|')
  })

  it('shows the part around the caret that fits, wide characters too', () => {
    assert.deepEqual(visibleLine(editedLine('abcdef'), 4), {caret: 3, text: 'def_'})
    assert.deepEqual(visibleLine(editedLine('abcdef', 0), 4), {caret: 0, text: 'abcd'})
    assert.deepEqual(visibleLine(editedLine('abc'), 40), {caret: 3, text: 'abc_'})
    const wide = visibleLine(editedLine('会議室予約', 3), 6)
    assert.deepEqual(wide, {caret: 2, text: '議室予'})
    assert.ok(displayWidth(wide.text) <= 6)
  })
})
