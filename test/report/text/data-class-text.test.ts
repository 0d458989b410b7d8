import assert from 'node:assert/strict'

import {dataClassFacts, dataClassSentences} from '../../../src/report/text/data-class-text.js'
import {controlOf, frameworkOf} from '../terminal/support.js'

const facts = (values: Readonly<Record<string, boolean | null>>) =>
  Object.entries(values).map(([subject, value]) => ({mayHoldCardholderData: value, subject}))

describe('the sentences on data classes', () => {
  it('never read as an approval', () => {
    const [cardholderData, ...others] = dataClassFacts({
      frameworks: [frameworkOf([controlOf({facts: facts({dark: null, pay: true, site: false}), id: '1'})])],
    })
    assert.ok(cardholderData)
    assert.deepEqual(others, [])
    assert.deepEqual(dataClassSentences(cardholderData, 110), [
      'Nothing automated rules out cardholder data on: pay; 110 controls are still open, and this allows nothing.',
      "It couldn't be determined whether the runtime and the plans rule out cardholder data on: dark.",
      'The runtime or the plans rule out cardholder data on: site.',
    ])
    assert.match(
      dataClassSentences(cardholderData, 1)[0] ?? '',
      /; 1 control is still open, and this allows nothing\.$/,
    )
    assert.match(
      dataClassSentences(cardholderData, 0, name => name.toUpperCase())[0] ?? '',
      /: PAY; that doesn't allow/,
    )
  })

  it('say nothing where no fact is about a class', () => {
    assert.deepEqual(dataClassFacts({frameworks: [frameworkOf([controlOf({id: '1'})])]}), [])
    assert.deepEqual(dataClassSentences({notRuledOut: [], ruledOut: [], unknown: [], what: 'x'}, 1), [])
  })
})
