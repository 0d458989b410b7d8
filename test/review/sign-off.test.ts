import assert from 'node:assert/strict'

import {newInterview, resumed} from '../../src/review/interview.js'
import {nextPrompt} from '../../src/review/line-ui/prompt.js'
import {severityCounts} from '../../src/report/text/labels.js'
import {openFindings} from '../../src/review/review-model.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {shortSignOff, signOff, signOffLines} from '../../src/review/sign-off.js'
import {classesSkipped, frameText, me, pressKeys, reviewBy, runLines, startModel} from './support.js'
import {sharedCatalog} from './shared-catalog.js'

const waiver = (index: number) => [`waive ${index}`, '', 'accepted', 'bob@example.com', '', '']

describe('the sign-off of a review', () => {
  it('lists what was decided, by whom and on which day', () => {
    const {interview, model} = runLines(
      ['none', 'skip', 'skip', 'skip', 'yes', 'all', 'seen', '', '', ...waiver(1), 'note look again'],
      newInterview(me),
    )
    const [decided] = signOff(model, interview)
    assert.equal(decided?.heading, 'Decided in this session (4)')
    assert.match(decided.lines[0] ?? '', /^cardholder data: held by no app, by ann@example\.com on 2026-11-20$/)
    assert.match(decided.lines[1] ?? '', /answered yes for .*, by ann@example\.com on 2026-11-20, until 2027-11-21$/)
    assert.match(decided.lines[2] ?? '', /waived for .*, by ann@example\.com, approved|approved by bob@example\.com/)
    assert.match(decided.lines[3] ?? '', /^note on .* by ann@example\.com$/)
  })

  it('leaves out what was decided before the session, or undone', () => {
    const {interview, model} = runLines(['yes', 'all', 'seen', '', ''])
    assert.equal(signOff(model, resumed(interview))[0]?.heading, 'Decided in this session: nothing')
    const afterUndo = runLines(['undo', 'yes', 'all', 'seen', '', ''], resumed(interview))
    assert.equal(signOff(afterUndo.model, afterUndo.interview)[0]?.heading, 'Decided in this session (1)')
    const undone = runLines(['yes', 'all', 'seen', '', '', 'undo'])
    assert.equal(signOff(undone.model, undone.interview)[0]?.heading, 'Decided in this session: nothing')
    const several = runLines(['yes 1-2', '', 'seen', '', ''])
    assert.equal(signOff(several.model, several.interview)[0]?.heading, 'Decided in this session (2)')
  })

  it('lists what stays open, the data classes first, and what fails', () => {
    const {interview, model} = runLines(['skip', 'yes', 'all', 'seen', '', ''])
    const [, open, failing] = signOff(model, interview)
    assert.ok(open && failing)
    assert.equal(open.heading, 'Still open (65 questions)')
    assert.equal(open.lines[0], 'which apps hold cardholder data, such as card numbers, skipped')
    assert.match(open.lines.slice(-2).join('\n'), /, answered for 10 of 11 places\n.*, skipped$/)
    const failures = openFindings(model).filter(({verdict}) => verdict === 'fail')
    assert.ok(failing.heading.startsWith(`Fails (${severityCounts(failures)}), and `))
    assert.equal(failing.lines.length, failures.length)
  })

  it('ends with what to type next, and is cut where it is long', () => {
    const parts = signOff({...startModel, nextCommands: ['heroku compliance:check']}, newInterview(me))
    assert.deepEqual(parts.at(-1), {heading: 'Next', lines: ['heroku compliance:check']})
    const [, open] = shortSignOff(parts, 2)
    assert.equal(open?.lines.length, 3)
    assert.match(open.lines[2] ?? '', /^and \d+ more$/)
    assert.deepEqual(
      signOffLines([
        {heading: 'A', lines: ['b']},
        {heading: 'C', lines: []},
      ]),
      ['A', '  b', '', 'C'],
    )
  })

  it('has a key and a word, and comes by itself once nothing is left', () => {
    const {runLines: runShared, pressKeys: pressShared} = reviewBy(sharedCatalog)
    assert.match(runLines(['sign-off']).output[0] ?? '', /^Decided in this session: nothing/)
    const screen = initialState(classesSkipped(newInterview(me)), false)
    assert.match(frameText(startModel, pressKeys(screen, 'S').state), /^Sign-off/)
    const all = ['i', '*', 'y', '3', '<enter>', 'looked', '<enter>', '<enter>', '<enter>']
    const done = pressShared(screen, ...all.map(text => (text === '3' ? 'everything' : text)))
    assert.match(frameText(done.model, done.state), /^Sign-off[^]*Still open: no question/)
    const {interview, model} = runShared(['yes 1-3', 'everything', 'looked', '', ''])
    assert.match(
      nextPrompt(model, interview).lines.join('\n'),
      /No question is open\.\n\nDecided in this session \(3\)/,
    )
  })

  it('says that nothing fails, and what is unknown', () => {
    const {startModel: model} = reviewBy({...sharedCatalog, frameworks: []})
    const parts = signOff({...model, report: {...model.report, observations: []}}, newInterview(me))
    assert.deepEqual(
      parts.map(({heading}) => heading),
      ['Decided in this session: nothing', 'Still open: no question', 'Fails: nothing'],
    )
  })
})
