import assert from 'node:assert/strict'

import {countOpenQuestions, fewerQuestionsText, sharedQuestionsText} from '../../../src/report/text/open-questions.js'
import {crosswalkReport} from '../rendering.js'
import {controlOf, frameworkOf} from '../terminal/support.js'

const question = 'Is it?'
const askedAs = {control: '1', framework: 'pci-dss-4.0.1'}

describe('open questions', () => {
  it('count once where one answer settles several', () => {
    const frameworks = [
      frameworkOf([controlOf({id: '1', question}), controlOf({askedAs, id: '2', question})]),
      frameworkOf([controlOf({askedAs, id: '1', question}), controlOf({id: '2', question})], {id: 'own'}),
    ]
    assert.deepEqual(countOpenQuestions(frameworks), {open: 4, toAnswer: 2})
    assert.deepEqual(countOpenQuestions(frameworks.slice(1)), {open: 2, toAnswer: 2})
  })

  it('are no documents, and nothing that is settled', () => {
    const controls = [controlOf({id: '1'}), controlOf({id: '2', question, status: 'fail'})]
    assert.deepEqual(countOpenQuestions([frameworkOf(controls)]), {open: 0, toAnswer: 0})
  })

  it('are said to be fewer only where they are', () => {
    assert.equal(fewerQuestionsText({open: 2, toAnswer: 2}), '')
    assert.equal(
      fewerQuestionsText({open: 20_000, toAnswer: 12_000}),
      '12,000 to answer, since one answer can settle several',
    )
    assert.equal(sharedQuestionsText([frameworkOf([controlOf({question})])]), '')
    assert.equal(
      sharedQuestionsText(crosswalkReport().frameworks),
      '7 questions open: 4 to answer, since one answer can settle several',
    )
  })
})
