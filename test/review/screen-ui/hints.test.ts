import assert from 'node:assert/strict'

import {newInterview} from '../../../src/review/interview.js'
import {initialState} from '../../../src/review/screen-ui/screen-state.js'
import {classesSkipped, frameText, me, pressKeys, size} from '../support.js'

const start = initialState(classesSkipped(newInterview(me)), false)
const lastLine = (keys: readonly string[], columns = 80) => {
  const {model, state} = pressKeys(start, ...keys)
  return (
    frameText(model, state, {...size, columns})
      .split('\n')
      .at(-1) ?? ''
  )
}

describe('the last line of the screen', () => {
  it('shows the keys that work while a filter is typed, in a form, in the help, and on a list', () => {
    assert.match(lastLine(['t', '/', 'x']), /^enter keep filter .*esc clear$/)
    assert.match(lastLine(['t', '/', 'f', '<enter>']), /^esc clear filter .*\? help {2}q quit$/)
    assert.match(lastLine(['i', 'y']), /^enter accept {2}esc cancel$/)
    assert.match(lastLine(['i', 'y', 'x']), /\^u clear/)
    assert.match(lastLine(['i', 'y', '<enter>']), /up previous reply/)
    assert.match(lastLine(['?']), /any other key closes$/)
    assert.match(lastLine(['t', 'v']), /^0 show all/)
  })

  it('shows undo only where there is a decision to undo', () => {
    assert.doesNotMatch(lastLine(['S']), /undo/)
    assert.match(lastLine(['o', 'hello', '<enter>', 'S']), /u undo/)
  })

  it('offers an answer only where one would count', () => {
    assert.doesNotMatch(lastLine(['<enter>', '<enter>']), /y\/n\/x/)
    assert.match(lastLine(['<enter>', '/open', '<enter>', '<enter>']), /y\/n\/x/)
  })

  it('keeps help and quit on a narrow terminal', () => {
    assert.equal(lastLine(['i'], 20), '? help  q quit')
  })
})
