import assert from 'node:assert/strict'

import {remediationImpacts} from '../../../src/report/text/remediation-impact.js'
import {
  controlOf,
  failingObservation,
  terminalOnOneLine,
  frameworkOf,
  terminalLines,
  reportOf,
  observationOf,
} from '../terminal/support.js'

const refs = (frameworkId: string, ...ids: readonly string[]) => ids.map(id => ({control: id, framework: frameworkId}))
const failed = (id: string) => controlOf({id, status: 'fail'})

const proven = (id: string) => controlOf({id, kind: 'automatic', status: 'fail'})

const both = [
  frameworkOf([failed('1.1'), proven('1.2'), failed('1.3'), controlOf({id: '1.4', status: 'manual'})]),
  frameworkOf([failed('AC-2'), failed('AC-3')], {id: 'cjis-6.0', title: 'CJIS Security Policy'}),
]
const observation = failingObservation('a', {
  check: 'one',
  controls: [...refs('pci-dss-4.0.1', '1.1', '1.2', '1.4'), ...refs('cjis-6.0', 'AC-2', 'AC-3')],
  failureTitle: 'one is not well',
  title: 'one is well',
})
const two = failingObservation('a', {
  check: 'two',
  controls: refs('cjis-6.0', 'AC-3'),
  failureTitle: 'two is not well',
  title: 'two is well',
})

describe('remediation-impact', () => {
  it('counts the controls that fail by one check alone, those its fix closes, and those others violate', () => {
    const found = remediationImpacts(
      reportOf([observation, {...observation, subject: {...observation.subject, id: 'b', name: 'b'}}, two], {
        frameworks: both,
      }),
    )
    assert.deepEqual(found.get('one'), {closedControls: 1, endedFailures: 3, frameworkCount: 2, sharedControls: 1})
    assert.deepEqual(found.get('two'), {closedControls: 0, endedFailures: 0, frameworkCount: 0, sharedControls: 1})
  })

  it("closes no control that wasn't seen in full", () => {
    const unseen = observationOf({check: 'other', controls: refs('pci-dss-4.0.1', '1.2'), verdict: 'unknown'})
    assert.deepEqual(remediationImpacts(reportOf([observation, unseen], {frameworks: both})).get('one'), {
      closedControls: 0,
      endedFailures: 4,
      frameworkCount: 2,
      sharedControls: 0,
    })
    const elsewhere = observationOf({check: 'other', controls: refs('pci-dss-4.0.1', '1.1'), verdict: 'unknown'})
    assert.equal(
      remediationImpacts(reportOf([observation, elsewhere], {frameworks: both})).get('one')?.closedControls,
      1,
    )
  })

  it('counts only failing controls and failing checks', () => {
    const found = remediationImpacts(
      reportOf([observationOf({check: 'well', controls: refs('pci-dss-4.0.1', '1.3')}), observation], {
        frameworks: both,
      }),
    )
    assert.deepEqual([...found.keys()], ['one'])
    assert.equal(
      remediationImpacts(
        reportOf([observation], {frameworks: [frameworkOf([controlOf({id: '1.1', status: 'waived'})])]}),
      ).get('one'),
      undefined,
    )
  })

  it('needs no other fix for what a document on file turns into a question', () => {
    const eased = frameworkOf([controlOf({id: '1.1', relieved: ['two'], relievedBy: 'letter', status: 'fail'})])
    const [first, second] = [
      {...observation, controls: refs('pci-dss-4.0.1', '1.1')},
      {...two, controls: refs('pci-dss-4.0.1', '1.1')},
    ]
    const found = remediationImpacts(reportOf([first, second], {frameworks: [eased]}))
    assert.deepEqual(found.get('one'), {closedControls: 0, endedFailures: 1, frameworkCount: 1, sharedControls: 0})
    assert.equal(found.get('two'), undefined)
  })

  it('is reported with what is left to do, and calls nothing closed that a person has to answer', () => {
    const text = terminalOnOneLine(reportOf([observation, two], {frameworks: both}))
    assert.match(
      text,
      new RegExp(
        String.raw`This fix alone ends the failure of 3 controls in 2 frameworks, and closes 1 of ` +
          String.raw`them; 1 more control also needs other fixes\.`,
      ),
    )
    assert.doesNotMatch(
      terminalOnOneLine(reportOf([{...two, controls: refs('cjis-6.0', 'AC-2')}], {frameworks: both})),
      /This one fix/,
    )
    assert.match(
      terminalOnOneLine(
        reportOf([{...observation, controls: refs('pci-dss-4.0.1', '1.1', '1.3')}], {frameworks: both.slice(0, 1)}),
      ),
      /This fix alone ends the failure of 2 controls\. /,
    )
    assert.match(
      terminalOnOneLine(
        reportOf([{...observation, controls: refs('pci-dss-4.0.1', '1.2', '1.5')}], {
          frameworks: [frameworkOf([proven('1.2'), proven('1.5')])],
        }),
      ),
      /This fix alone closes 2 controls\. /,
    )
  })

  it('names what a failure violates, and separately what a document turns into a question', () => {
    const eased = frameworkOf([controlOf({id: 'SC-4', relieved: ['one'], relievedBy: 'letter'}), failed('SC-5')])
    const told = (...ids: readonly string[]) =>
      terminalOnOneLine(reportOf([{...observation, controls: refs('pci-dss-4.0.1', ...ids)}], {frameworks: [eased]}))
    assert.match(told('SC-4', 'SC-5'), /Violates: PCI DSS SC-5; with letter on file, a question in PCI DSS SC-4 /)
    assert.match(
      told('SC-4'),
      /Violates: no control of the chosen frameworks; with letter on file, a question in PCI DSS SC-4 /,
    )
    assert.doesNotMatch(told('SC-5'), /on file/)
  })

  it('orders fixes of one severity by what they close', () => {
    const wide = {...observation, check: 'zone', failureTitle: 'zone is not well', title: 'zone is well'}
    const many = ['a', 'b'].map(app =>
      failingObservation(app, {check: 'alone', failureTitle: 'alone is not well', title: 'alone is well'}),
    )
    const grave = failingObservation('a', {
      check: 'grave',
      severity: 'critical',
      failureTitle: 'grave is not well',
      title: 'grave is well',
    })
    const heads = terminalLines(reportOf([...many, wide, grave], {frameworks: both})).filter(line =>
      line.startsWith('FAIL'),
    )
    assert.deepEqual(heads, [
      'FAIL  critical  Grave is not well',
      'FAIL  medium  Zone is not well',
      'FAIL  medium  Alone is not well',
    ])
  })
})
