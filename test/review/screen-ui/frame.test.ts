import assert from 'node:assert/strict'

import {newInterview} from '../../../src/review/interview.js'
import {buildFrame} from '../../../src/review/screen-ui/frame.js'
import {initialState} from '../../../src/review/screen-ui/screen-state.js'
import {me, pressKeys, size, startModel} from '../support.js'

const start = initialState(newInterview(me), true)

describe('a frame of the review', () => {
  it('fits every terminal size, whatever it shows', () => {
    for (const at of [size, {columns: 120, rows: 40}, {columns: 40, rows: 12}, {columns: 20, rows: 6}])
      for (const path of [
        [],
        ['<enter>'],
        ['i'],
        ['i', 'y'],
        ['t'],
        ['?'],
        ['t', '<enter>'],
        ['i', 'y', 'x'.repeat(300)],
        ['i', '*', 'y', '<enter>'],
        ['i', '/', 'zz'],
        ['i', '/', '会議', '<enter>', 'w'],
        ['D'],
        ['D', '<enter>', ' '],
        ['S'],
        ['m', '<enter>', '<enter>'],
      ]) {
        const {state} = pressKeys(start, ...path)
        const frame = buildFrame(startModel, state, at)
        assert.equal(frame.length, at.rows - 1, JSON.stringify([at, path]))
        assert.deepEqual(
          frame.filter(({text}) => [...text].length > at.columns),
          [],
        )
      }
  })
})
