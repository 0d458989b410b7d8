import assert from 'node:assert/strict'

import {newInterview} from '../../../src/review/interview.js'
import {reviewMatrix} from '../../../src/review/matrix.js'
import {reviewProgress} from '../../../src/review/open-questions.js'
import {buildFrame} from '../../../src/review/screen-ui/frame.js'
import {afterFailedSave, reduceKey} from '../../../src/review/screen-ui/key-reducer.js'
import {createKeyReader} from '../../../src/review/screen-ui/keys.js'
import {initialState} from '../../../src/review/screen-ui/screen-state.js'
import {frameText, me, pressKeys, size, startModel} from '../support.js'

const start = initialState(newInterview(me), true)

describe('a review on the screen', () => {
  it('opens a scope, a place, a control and an observation, and goes back', () => {
    const place = pressKeys(start, '<enter>', '<enter>')
    const [worst] = reviewMatrix(startModel, {kind: 'all'})
    assert.ok(frameText(place.model, place.state).startsWith(`${worst?.name}, worst first`))
    const path = ['<enter>', '<enter>', '<enter>']
    // The first enter goes to the first observation.
    const observation = pressKeys(start, ...path, '<enter>', '<enter>')
    assert.match(frameText(observation.model, observation.state), /Seen: .*(?:demanded|expected): /)
    assert.match(
      frameText(
        startModel,
        pressKeys(start, '<enter>', '<down>', '<down>', '<enter>', '<enter>', '<escape>', '<escape>').state,
      ),
      /^Apps: x failures/,
    )
  })

  it('answers, undoes and shows the progress', () => {
    const {decisions, state, model} = pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>')
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['answer'],
    )
    assert.match(
      frameText(model, state),
      new RegExp(`${reviewProgress(model, {}).answered}/${reviewProgress(model, {}).total} answered`),
    )
    assert.deepEqual(
      pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>', 'u').model.policy.answers,
      [],
    )
  })

  it('waives the selected failure', () => {
    const {decisions} = pressKeys(
      start,
      't',
      'w',
      '<enter>',
      'accepted',
      '<enter>',
      'bob@example.com',
      '<enter>',
      '<enter>',
      '<enter>',
    )
    assert.deepEqual(
      decisions.map(({action}) => action),
      ['waive'],
    )
    assert.match(pressKeys(start, 'w').state.message ?? '', /No failure/)
  })

  it('filters and searches', () => {
    const lines = (...all: string[]) => frameText(startModel, pressKeys(start, 't', ...all).state)
    assert.match(lines('v'), /Filter: severity critical/)
    assert.doesNotMatch(lines('v'), /(?:FAIL|UNKNOWN) (?:high|medium|low)/)
    assert.match(lines('/fee-tables', '<enter>'), /Filter: fee-tables/)
    assert.ok(
      lines('/fee-tables', '<enter>')
        .split('\n')
        .filter(line => /FAIL|UNKNOWN/.test(line))
        .every(line => line.includes('fee-tables')),
    )
    assert.equal(lines('v', '0'), lines())
  })

  it("keeps a decision that couldn't be saved until it can be", () => {
    const {
      decisions: [decision],
      state,
    } = pressKeys(start, 'i', 'y', '<enter>', 'seen', '<enter>', '<enter>', '<enter>')
    assert.ok(decision?.action === 'answer')
    const stuck = afterFailedSave(state, decision, 'the disk is full')
    assert.match(frameText(startModel, stuck), /NOT SAVED: the disk is full/)
    assert.match(frameText(startModel, reduceKey(startModel, stuck, {text: 'j'}, size).state), /x NOT SAVED/)
    assert.deepEqual(reduceKey(startModel, stuck, {text: 'r'}, size).decision, decision)
  })

  it('quits, and shows its help', () => {
    assert.ok(pressKeys(start, 'q').isOver)
    assert.match(frameText(startModel, pressKeys(start, '?').state), /undo the last decision/)
    assert.deepEqual(pressKeys(start, '?', 'q').isOver, false)
  })

  it('takes pasted text as one text, never as keys or several replies', () => {
    const keysOf = createKeyReader()
    const paste = [
      keysOf('[200~', {}),
      keysOf('one\ntwo\r\n', {}),
      keysOf('', {return: true}),
      keysOf('\u001B[2Jthree', {}),
      keysOf('[201~', {}),
    ].flat()
    assert.deepEqual(paste, [{isPasted: true, text: 'one two [2Jthree'}])
    assert.deepEqual(keysOf('one\rtwo\r', {}), [{isPasted: true, text: 'one two'}])
    const form = pressKeys(start, 'i', 'y', '<enter>').state
    const after = paste.reduce((state, key) => reduceKey(startModel, state, key, size).state, form)
    assert.equal(after.typed, 'one two [2Jthree')
    assert.deepEqual(after.interview.form?.replies, form.interview.form?.replies)
    assert.equal(buildFrame(startModel, after, size).length, size.rows - 1)
    const walked = reduceKey(startModel, start, {isPasted: true, text: 'iyq'}, size)
    assert.deepEqual(
      [walked.state.history, walked.state.interview, walked.isOver],
      [start.history, start.interview, undefined],
    )
  })

  it('undoes a note', () => {
    const {decisions, state} = pressKeys(start, 'o', 'hello', '<enter>', 'u', 'u')
    assert.deepEqual(
      decisions.map(({action, by, what}) => [action, by, 'action' in what ? what.action : what]),
      [
        ['note', me, {about: 'the review', text: 'hello'}],
        ['undo', me, 'note'],
      ],
    )
    assert.deepEqual(state.interview.decisions, [])
  })
})
