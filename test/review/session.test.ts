import assert from 'node:assert/strict'

import {newInterview} from '../../src/review/interview.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {parsePosition, positionToJson} from '../../src/review/session.js'
import {me, pressKeys, startModel} from './support.js'

const {places} = startModel
const start = initialState(newInterview(me), true)

describe('a saved position', () => {
  it('restores a saved position, in the middle of a form too', () => {
    const {history, interview} = pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>').state
    const position = parsePosition(JSON.parse(JSON.stringify(positionToJson({history, interview}))))
    assert.deepEqual(position?.interview.form?.replies, [
      [...places.flatMap(({app}) => app ?? []), 'team:quillgate-labs'].join(', '),
      'seen',
    ])
    assert.deepEqual(position.history, history)
    for (const bad of [
      undefined,
      1,
      {},
      {interview, version: 2},
      {interview: {}, version: 3},
      {history: [{}], interview, version: 3},
    ])
      assert.equal(parsePosition(bad), undefined)
  })
})
