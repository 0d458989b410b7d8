import assert from 'node:assert/strict'

import {readFrameworks} from '../../src/catalog/catalog.js'

const reviewed = readFrameworks()
  .filter(({profileOf}) => profileOf === undefined)
  .flatMap(framework =>
    framework.controls.flatMap(control => (control.accessReview ? [{...control, framework: framework.id}] : [])),
  )
const nameOf = ({framework, id}: {readonly framework: string; readonly id: string}) => `${framework} ${id}`

describe('the controls that an access review is about', () => {
  it('are those that the standards known for access reviews have', () => {
    const names = reviewed.map(nameOf)
    for (const expected of [
      'pci-dss-4.0.1 7.2.4',
      'pci-dss-4.0.1 7.2.5.1',
      'soc2-2017 CC6.2',
      'soc2-2017 CC6.3',
      'iso-27001-2022 A.5.18',
      'hipaa 164.308(a)(3)(i)',
      'hipaa 164.308(a)(4)(ii)(C)',
      'cjis-6.0 AC-2',
      'nist-800-53r5 AC-2',
      'nist-csf-2.0 PR.AA-05',
      'dora Art. 9(4)(c)',
      'nis2 Art. 21(2)(i)',
      'cis-8.1 6.8',
    ])
      assert.ok(names.includes(expected), expected)
  })

  it('each have a question that facts on people or tokens are shown with', () => {
    for (const {facts = [], question, ...control} of reviewed) {
      assert.ok(question, nameOf(control))
      assert.ok(
        facts.some(({subject}) => ['authorization', 'collaborator', 'member', 'team'].includes(subject)),
        nameOf(control),
      )
    }
  })

  it('are answered wholly only where the question is about the people listed, and about nothing else', () => {
    const whole = reviewed.filter(({accessReview}) => accessReview?.rest === undefined)
    assert.deepEqual(whole.map(nameOf).sort(), [
      'baseline BASELINE-30',
      'gdpr Art. 32(4)',
      'hipaa 164.308(a)(4)(ii)(C)',
    ])
    for (const {question = '', ...control} of whole) {
      assert.match(question, /people (?:listed|shown)|person listed/, nameOf(control))
      assert.doesNotMatch(question, /procedure|policy\b|approv|database|vendor|token|management/, nameOf(control))
    }
  })

  it('need a roster where the question compares people with those who still work there', () => {
    for (const {accessReview, question = '', ...control} of reviewed)
      assert.equal(accessReview?.roster === true, question.includes('still work'), nameOf(control))
  })
})
