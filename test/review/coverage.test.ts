import assert from 'node:assert/strict'

import {askedQuestions, coverageText, currentQuestion, partText, progressWithParts} from '../../src/review/coverage.js'
import {newInterview} from '../../src/review/interview.js'
import {nextPrompt} from '../../src/review/line-ui/prompt.js'
import {questionKey} from '../../src/review/question.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {classesSkipped, frameText, me, pressKeys, runLines, startModel} from './support.js'

const fresh = classesSkipped(newInterview(me))
const keysOf = (...[model, interview]: Parameters<typeof askedQuestions>) =>
  askedQuestions(model, interview).map(questionKey)
const [first = '', second = ''] = keysOf(startModel, fresh)
const partly = runLines(['yes', 'all', 'seen', '', ''])

describe('a question that is answered for some places', () => {
  it('lets the next one be asked, and comes back after all others', () => {
    const {decisions, interview, model} = partly
    assert.equal(questionKey(currentQuestion(model, interview) ?? assert.fail()), second)
    assert.equal(keysOf(model, interview).at(-1), first)
    const again = runLines(['yes', 'fee-tables', 'seen', '', '', 'yes', 'fee-tables', 'seen', '', ''])
    assert.deepEqual(keysOf(again.model, again.interview).slice(-2), [first, second])
    assert.deepEqual(keysOf(model, {...interview, decisions: []}).at(-1), first)
    assert.equal(decisions.length, 1)
  })

  it('tells for how many places it is answered', () => {
    const {decisions, interview, model} = partly
    const [decision] = decisions
    assert.ok(decision)
    assert.equal(partText(model, interview, decision), 'answered for 11 of 12 places')
    assert.equal(progressWithParts(model, interview, true), '0/61 answered, 1 in part')
    assert.equal(progressWithParts(model, interview, false), '0/61')
    const {interview: named, model: after} = runLines([`yes ${first}`, 'fee-tables', 'seen', '', ''], interview)
    assert.match(frameText(after, pressKeys(initialState(named, false), 'i').state), /0\/61 answered/)
    assert.equal(partText(startModel, fresh, {action: 'note', by: me, what: {about: 'a', text: 'b'}}), undefined)
  })

  it('says apps where it is about apps only', () => {
    assert.equal(coverageText({answered: 8, areApps: true, total: 9}), 'answered for 8 of 9 apps')
    assert.equal(coverageText({answered: 0, areApps: true, total: 9}), undefined)
  })

  it('asks for what is left only, which an answer for everything settles', () => {
    const rest = runLines(['yes', 'all', 'seen', '', '', `yes ${first}`, '', 'also unseen', '', ''])
    assert.ok(!keysOf(rest.model, rest.interview).includes(first))
    const [, answer] = rest.decisions
    assert.ok(answer?.action === 'answer')
    assert.deepEqual(answer.what.apps, ['*'])
  })

  it('is marked in lists, on the screen and line by line', () => {
    const {state, model} = pressKeys(
      initialState(fresh, false),
      'i',
      'y',
      '<enter>',
      'seen',
      '<enter>',
      '<enter>',
      '<enter>',
    )
    assert.match(frameText(model, pressKeys(state, '').state), /61 answered, 1 in part/)
    const last = pressKeys(
      initialState(fresh, false),
      'i',
      'y',
      '<enter>',
      'seen',
      '<enter>',
      '<enter>',
      '<enter>',
      'G',
    )
    assert.match(frameText(last.model, last.state), /> \[ \] critical .*\(answered 11 of 12\)/)
    assert.match(frameText(last.model, last.state), /Answered for 11 of 12 places; still open for\n {2}9ef471e5/)
    const {output} = runLines(['yes', 'all', 'seen', '', '', 'questions'])
    assert.match(output.at(-1) ?? '', /\(answered for 11 of 12 places\)$/)
  })

  it('comes before what is skipped', () => {
    const {interview, model} = runLines(['yes', 'all', 'seen', '', '', 'skip'])
    assert.deepEqual(keysOf(model, interview).slice(-2), [first, second])
    assert.match(runLines(['skip', 'questions']).output.at(-1) ?? '', /\(skipped\)$/)
  })
})

describe('the prompt of a review line by line', () => {
  it('says how many are skipped once nothing else is left', () => {
    const keys = keysOf(startModel, fresh)
    const {lines} = nextPrompt(startModel, {...fresh, skipped: [...fresh.skipped, ...keys]})
    assert.deepEqual(lines, [`0 of 61 answered. 61 skipped; "again" asks them again.`])
  })
})
