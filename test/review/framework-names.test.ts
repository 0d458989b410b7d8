import assert from 'node:assert/strict'

import {decisionText, savedMessage} from '../../src/review/decision.js'
import {observationText} from '../../src/review/details.js'
import {newInterview} from '../../src/review/interview.js'
import {nextPrompt} from '../../src/review/line-ui/prompt.js'
import {keyName} from '../../src/review/review-model.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {signOff, signOffLines} from '../../src/review/sign-off.js'
import {frameText, me, reviewBy} from './support.js'
import {sharedCatalog} from './shared-catalog.js'

const {pressKeys, runLines, startModel} = reviewBy(sharedCatalog)
const screen = initialState(newInterview(me), false)

describe('the frameworks of a review', () => {
  /** The cards-1 of the catalog is also called cards, and nist-800-53r5 nist. */
  const assertShort = (text: string, ...expected: string[]) => {
    for (const part of expected) assert.ok(text.includes(part), `${part} in ${text}`)
    assert.doesNotMatch(text, /cards-1|nist-800-53r5/)
  }

  it('have their shortest names line by line', () => {
    const promptAfter = (...lines: string[]) => nextPrompt(startModel, runLines(lines).interview).lines.join('\n')
    assertShort(promptAfter(), 'nist AC-2, critical')
    assertShort(promptAfter('yes'), 'Answer nist AC-2: yes')
    assertShort(promptAfter('yes 1-2'), 'nist AC-2, cards C3')
    assertShort(promptAfter('note'), 'Note on nist AC-2')
    assertShort(runLines(['matrix']).output[0] ?? '', 'for each of: cards, trust-1, health-1')
    assertShort(runLines(['questions']).output.join('\n'), 'nist AC-2: ', 'cards C3: ')
    assertShort(runLines(['yes nothing']).output.join('\n'), 'as in "nist AC-2"')
  })

  it('have their shortest names on the screen', () => {
    const shown = (...keys: string[]) => frameText(startModel, pressKeys(screen, ...keys).state)
    assertShort(shown('i', '<enter>'), 'nist AC-2  ', 'nist AC-2, critical')
    assertShort(shown('f'), 'Filter: framework cards')
    const history = [{cursor: 0, screen: {control: 'C3', framework: 'cards-1', kind: 'control'}}] as const
    assertShort(frameText(startModel, {...screen, history}), 'cards C3  ', 'cards C3, high')
    const [observation] = startModel.report.observations
    assert.ok(observation)
    const refs = {controls: [{control: 'C3', framework: 'cards-1'}], signals: [{control: 'C1', framework: 'cards-1'}]}
    assertShort(
      observationText(startModel, {...observation, ...refs}).join('\n'),
      'Worth a look for: cards C1',
      'Controls: cards C3',
    )
  })

  it('have their shortest names in what was decided, and their own in what is saved', () => {
    const {decisions, interview, model} = runLines([
      ...['yes 2', 'all', 'seen', '', ''],
      ...['note look again'],
      ...['yes 1-2', '', 'seen', '', ''],
    ])
    const [answer, note, answers] = decisions
    assert.ok(answer?.action === 'answer' && note?.action === 'note' && answers?.action === 'answers')
    assert.deepEqual(
      [answer.what.framework, note.what.about, answers.what[0]?.framework],
      ['cards-1', 'nist-800-53r5 AC-2', 'nist-800-53r5'],
    )
    assertShort(savedMessage(model, answer), 'Saved: cards C3 answered yes')
    assertShort(savedMessage(model, note), 'Saved: note on nist AC-2')
    assertShort(decisionText(model, {action: 'undo', by: me, what: answers}), '2 questions answered yes: nist AC-2, ')
    assertShort(
      signOffLines(signOff(startModel, interview)).join('\n'),
      'cards C3 answered',
      'critical: nist AC-2 Title',
    )
  })

  it('are not looked for in what is no key', () => {
    assert.deepEqual(
      ['cards-1', 'cards-1 C3 x', 'the review', 'cards-1-staging'].map(text => keyName(startModel, text)),
      ['cards-1', 'cards C3 x', 'the review', 'cards-1-staging'],
    )
  })
})
