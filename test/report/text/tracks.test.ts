import assert from 'node:assert/strict'

import type {ControlResult} from '../../../src/model/report.js'

import {questionTrack} from '../../../src/report/text/tracks.js'
import {controlOf, frameworkOf, reportOf} from '../terminal/support.js'

const answer = {
  answer: 'yes',
  apps: ['a'],
  by: 'ann@example.com',
  control: '1.0',
  expires: '2027-01-01',
  framework: 'pci-dss-4.0.1',
  on: '2026-11-20',
  reason: 'r',
} as const

const trackOf = (...controls: ReadonlyArray<Partial<ControlResult>>) =>
  questionTrack(
    reportOf([], {
      frameworks: [frameworkOf(controls.map((control, index) => controlOf({id: `1.${index}`, ...control})))],
    }),
  )

describe('the track of questions', () => {
  it('counts a question as answered once answers settle it, however many there are', () => {
    const {answered, open, text} = trackOf(
      {answer, question: 'A?', status: 'attested'},
      {answer, answers: [answer, answer], question: 'B?', status: 'fail'},
      {question: 'C?'},
    )
    assert.deepEqual([answered, open], [2, 1])
    assert.equal(text, '2 of 3 questions answered, 1 open')
  })

  it('counts a question that is answered for some places as open alone', () => {
    const {answered, open, text} = trackOf({answer, answers: [answer, answer], question: 'A?'})
    assert.deepEqual([answered, open], [0, 1])
    assert.equal(text, '0 of 1 question answered, 1 open')
  })

  it('says nothing where nothing is asked', () => {
    assert.equal(trackOf({status: 'pass'}).text, '')
  })
})
