import assert from 'node:assert/strict'

import {currentQuestion} from '../../src/review/coverage.js'
import {newInterview} from '../../src/review/interview.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {parsePosition, positionToJson} from '../../src/review/session.js'
import {me, pressKeys, startModel} from './support.js'

const asked = (currentQuestion(startModel, newInterview(me))?.places ?? []).filter(({app, team}) => app ?? team)
const start = initialState(newInterview(me), true)

describe('a saved position', () => {
  it('restores a saved position, in the middle of a form too', () => {
    const {history, interview} = pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>').state
    const position = parsePosition(JSON.parse(JSON.stringify(positionToJson({history, interview}))))
    assert.deepEqual(position?.interview.form?.replies, [
      asked.map(({app, team}) => app ?? `team:${team}`).join(', '),
      'seen',
    ])
    assert.deepEqual(position.history, history)
    const split = {...interview, split: ['cards-1 C1']}
    assert.deepEqual(parsePosition({interview: split, version: 3})?.interview, split)
    for (const bad of [
      {interview: {...interview, split: 'cards-1 C1'}, version: 3},
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
